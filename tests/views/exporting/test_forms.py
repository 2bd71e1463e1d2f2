"""PLOVER, HXL, FollowTheMoney and GeoJSON, read by the tools that their users have."""

import importlib
import importlib.util
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from geojson_pydantic import FeatureCollection
from msgspec.structs import replace

from sitrep.model.actors import Actor
from sitrep.packs.types import event_types
from sitrep.views.exporting import ftm, hxl, plover
from tests.views.exporting.conftest import REPORT, columns_of, strike

Run = Callable[..., Any]
Rows = Callable[..., list[dict[str, str]]]
SIX = ("six people", "person", 6, 6)


def reference(name: str) -> Any:
    """Returns the module of a format's own tool, which `make formats` brings; the test is skipped without it."""
    folder = os.environ.get("SITREP_FORMATS")
    if folder and folder not in sys.path:
        sys.path.append(str(Path(__file__).parents[3] / folder))
    if importlib.util.find_spec(name) is None:
        pytest.skip(f"{name} is not installed; `make formats` runs this test with it")
    return importlib.import_module(name)


def lines(run: Run, database: str, form: str) -> list[dict[str, Any]]:
    """Returns the objects of an export of JSON lines."""
    return [json.loads(line) for line in run("export", form, "--db", database).out.splitlines()]


def test_geojson_is_valid(run: Run, database: str) -> None:
    """A map program reads RFC 7946 and nothing else."""
    collection: FeatureCollection[Any] = FeatureCollection.model_validate_json(run("export", "geojson", "--db", database).out)
    assert [feature.geometry is None for feature in collection.features] == [False, False, True]


def test_plover_records_have_what_is_required(run: Run, database: str) -> None:
    """The manual asks for id, date, actor and event; the rest is there where it is told."""
    attack, outage, talks = lines(run, database, "plover")
    assert {name: attack[name] for name in ("id", "date", "enddate", "event", "mode", "quad_code", "size")} == {
        "id": "e1f00d0001", "date": "2025-12-06", "enddate": "2025-12-07", "event": "ASSAULT", "mode": "drone", "quad_code": 4,
        "size": {"dead": 4},
    }  # fmt: skip
    assert attack["actor"] == [{"code": "RUS", "sector": "GOV", "entity_text": "Russia", "identifier_text": "Russia"}]
    assert (attack["event_loc"]["geonameid"], attack["event_loc"]["resolution"]) == (704147, 4)
    assert attack["text_info"][0] == {"document": "courier-1", "start": 0, "end": 32, "text_story": "Russia sent more than 240 drones"}
    assert outage["event"] == "COERCE"
    assert (talks["event"], talks["comment"], [each["code"] for each in talks["recipient"]]) == ("AGREE", "status: planned", ["USA"])


def test_every_type_has_a_quad_code() -> None:
    """A type without one could not be written."""
    for kind in event_types(()):
        assert (kind.crosswalk.plover or kind.name) in plover.codebook().quad_codes


def test_hxl_rows_have_names_and_hashtags(read_rows: Rows) -> None:
    """The second row holds the hashtags that HXL's tools go by, and the counts are numbers."""
    tags, *rows = read_rows("hxl")
    assert all(tag.startswith("#") for tag in tags.values())
    assert tags["killed"] == "#affected+killed"
    assert columns_of(rows[:1], "event_id", "date_start", "killed", "killed_min", "killed_max", "injured") == [
        ("e1f00d0001", "2025-12-07", "4", "4", "6", "")
    ]
    assert rows[1]["service"] == "power"


def test_hxl_counts_soldiers_among_the_dead() -> None:
    """Dead soldiers are dead, whatever item they are counted as."""
    assert hxl.row_of(strike(("twelve soldiers", "soldier", 12, 12)))["killed"] == 12


def test_hxl_is_read_by_libhxl(run: Run, database: str, tmp_path: Path) -> None:
    """The reference implementation finds the tags and no fault."""
    tool = reference("hxl")
    run("export", "hxl", "--out", tmp_path / "n.csv", "--db", database)
    content = (tmp_path / "n.csv").read_bytes()
    assert [row.get("#event+id") for row in tool.data(io.BytesIO(content))] == ["e1f00d0001", "e2beef0002", "e3cafe0003"]
    assert tool.validate(tool.data(io.BytesIO(content)))


def test_ftm_entities_are_valid_and_refer_to_each_other(run: Run, database: str) -> None:
    """Aleph takes a file of entities whose values its types accept; every reference leads to one that came before."""
    model = reference("followthemoney").model
    seen: set[str] = set()
    schemata = set()
    for line in lines(run, database, "ftm"):
        proxy = model.get_proxy(line, cleaned=False)
        proxy.schema.validate(line)
        assert {name: set(values) for name, values in line["properties"].items()} == {
            prop.name: set(proxy.get(prop)) for prop in proxy.iterprops()
        }
        assert {value for prop, value in proxy.itervalues() if prop.type.name == "entity"} <= seen
        assert line["id"] not in seen
        seen.add(line["id"])
        schemata.add(proxy.schema.name)
    assert schemata == {"Event", "Article", "Address", "PublicBody"}


def test_ftm_refers_to_what_came_before(run: Run, database: str) -> None:
    """A file is read once from the front: each entity stands there once, before whatever refers to it."""
    seen: set[str] = set()
    for line in lines(run, database, "ftm"):
        named = [value for name in ("proof", "involved", "addressEntity") for value in line["properties"].get(name, ())]
        assert set(named) <= seen
        assert line["id"] not in seen
        seen.add(line["id"])
    assert len(seen) > 5


def test_ftm_statements_say_who_and_when() -> None:
    """A statement holds one value with the day on which it came out and the claim that tells it."""
    *_, event = ftm.entities_of(strike(SIX))
    assert {(each.prop, each.value) for each in event.statements} == {
        (name, value) for name, all_ in event.properties.items() for value in all_
    }
    (note,) = [each for each in event.statements if each.prop == "notes"]
    assert (note.first_seen, note.origin, note.dataset, note.canonical_id) == ("2025-12-07", "c0", "sitrep", "e1")
    assert "six people" in note.value
    assert "the governor" in note.value


def test_ftm_dates_are_moments_in_utc() -> None:
    """FollowTheMoney knows no other zone: a moment with an offset is converted, a day stays as it is."""
    assert ftm.report_entity(REPORT).properties["publishedAt"] == ["2025-12-07T07:30:00"]
    assert ftm.report_entity(replace(REPORT, published="2025-12-07")).properties["publishedAt"] == ["2025-12-07"]


def test_ftm_makes_no_entity_of_a_building() -> None:
    """A hospital that was hit is nobody who did anything."""
    assert ftm.actor_entity(Actor("hospital", "facility")) is None
