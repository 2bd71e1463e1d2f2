"""A record taken care of from the command line: searched, paged, masked, carried, copied, and rid of a report."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sitrep.model.actors import Actor, Speaker
from sitrep.model.texts import Span
from sitrep.store import queries
from sitrep.store.records import Record
from sitrep.views.masks import masked_claim
from tests.store.samples import TEXT, claim, merge

Run = Callable[..., Any]


def test_search_finds_claims_and_reports(run: Run, database: str) -> None:
    """Words lead to what was said, and to where."""
    found = run("search", "killed kremenchuk", "--db", database)
    assert all(words in found.out for words in ("c4dd", "ASSAULT", "At least four", "Danylo"))
    assert max(map(len, found.out.splitlines())) <= 80
    page = run("search", "kremenchuk", "--limit", "1", "--format", "json", "--db", database).json
    after = run("search", "kremenchuk", "--limit", "1", "--after", page["next"], "--format", "json", "--db", database).json
    assert page["claims"][0]["id"] != after["claims"][0]["id"]
    reports = run("search", "geneva", "--in", "documents", "--format", "json", "--db", database).json["documents"]
    assert [each["id"] for each in reports] == ["wire-9"]
    assert "Geneva" in reports[0]["words"]
    assert run("search", "nowhere", "--db", database).out.strip() == "no claims"
    assert run("search", "-nowhere", "--db", database).code == 2


def test_events_come_in_pages(run: Run, database: str) -> None:
    """A page begins where the one before ended, in the same order as all at once."""
    everything = [event["id"] for event in run("events", "--format", "json", "--db", database).json["events"]]
    paged: list[str] = []
    after: tuple[str, ...] = ()
    while True:
        page = run("events", "--limit", "2", *after, "--format", "json", "--db", database).json
        paged += [event["id"] for event in page["events"]]
        if page["next"] is None:
            break
        after = ("--after", page["next"])
    assert paged == everything
    assert "more: --after" in run("events", "--limit", "1", "--db", database).out
    assert run("events", "--after", "nowhere", "--db", database).code == 2


def test_events_as_geojson(run: Run, database: str) -> None:
    """A map shows what is located, and the file still holds what is not."""
    collection = run("events", "--format", "geojson", "--db", database).json
    assert collection["type"] == "FeatureCollection"
    located = {feature["id"]: feature["geometry"] for feature in collection["features"]}
    assert located["e1f00d0001"]["coordinates"] == [33.42, 49.07]
    assert located["e3cafe0003"] is None


def test_a_record_is_dumped_loaded_and_backed_up(run: Run, database: str, tmp_path: Path) -> None:
    """Whatever way a record is carried, it arrives whole, and nothing is written over."""
    assert run("dump", "--out", "all.jsonl", "--db", database).code == 0
    assert run("dump", "--db", database).out == Path("all.jsonl").read_text()
    assert run("load", "all.jsonl", "--db", "copy.db").code == 0
    assert run("backup", "backup.db", "--db", database).code == 0
    for copy in ("copy.db", "backup.db"):
        assert run("dump", "--db", copy).out == Path("all.jsonl").read_text()
    for again in (("dump", "--out", "all.jsonl"), ("backup", "backup.db"), ("load", "all.jsonl"), ("load", "absent.jsonl")):
        ended = run(*again, "--db", "copy.db")
        assert (ended.code, ended.out) == (2, "")
        assert again[-1] in ended.err


def test_a_report_is_forgotten(run: Run, database: str) -> None:
    """It says which events lost it, and the report does not come back with the next run."""
    ended = run("forget", "wire-9", "--reason", "a threat to its witness", "--as", "Olena", "--db", database)
    assert ended.code == 0
    assert "e1f00d0001  ASSAULT drone 6–7 Dec 2025 Kremenchuk: 1 report left" in ended.out
    assert "e3cafe0003" in ended.out
    again = run("forget", "wire-9", "--reason", "twice", "--db", database)
    assert (again.code, "taken down by Olena" in again.err) == (2, True)
    assert run("forget", "wire-0", "--reason", "absent", "--db", database).code == 2
    assert run("forget", "courier-1", "--reason", " ", "--db", database).code == 2
    Path("late.jsonl").write_text(json.dumps({"id": "wire-9", "text": "A new wording of the same."}) + "\n")
    added = run("add", "late.jsonl", "--db", database)
    assert "1 taken down before, not added" in added.err


@pytest.mark.parametrize("name", ["report.txt", "reports.jsonl", "page.html.gz"])
def test_the_source_is_kept_where_it_is_asked_for(run: Run, name: str) -> None:
    """A court may want the page as it was; a laptop may not want to keep it."""
    content = {
        "report.txt": TEXT.encode(),
        "reports.jsonl": json.dumps({"text": TEXT}).encode(),
        "page.html.gz": gzip.compress(f"<html><body><p>{TEXT * 4}</p></body></html>".encode()),
    }[name]
    Path(name).write_bytes(content)
    run("add", name, "--db", "without.db")
    run("add", name, "--db", "with.db", "--keep-source")
    with Record.open("without.db", merge) as record:
        assert record.source(next(record.documents()).id) is None
    with Record.open("with.db", merge) as record:
        kept = record.source(next(record.documents()).id)
    assert kept == (gzip.decompress(content) if name.endswith(".gz") else content)


def test_what_could_not_be_read_is_kept_as_an_issue(run: Run) -> None:
    """Weeks later somebody asks why a report is missing."""
    Path("empty.txt").write_text("")
    Path("report.txt").write_text(TEXT)
    assert run("add", "empty.txt", "report.txt", "--db", "war.db").code == 1
    with Record.open("war.db", merge) as record:
        assert record.ask(queries.issues) == [(1, "empty.txt: is empty: there is no text to read")]


@pytest.mark.parametrize(
    ("speaker", "hidden"),
    [
        (Speaker("Olha Bondar", role="local resident"), True),
        (Speaker("Olha Bondar"), True),
        (Speaker("Olha Bondar", role="mayor"), False),
        (Speaker("Olha Bondar", organisation="Red Cross"), False),
        (Speaker("Reuters"), False),
        (Speaker("Ministry of Defence"), False),
        (Speaker("BBC News"), False),
        (Speaker("local officials"), False),
    ],
)
def test_private_names_are_masked(speaker: Speaker, hidden: bool) -> None:
    """A witness who is found by name may be harmed; an official's name is the worth of a claim."""
    masked = masked_claim(claim(source=speaker))
    assert masked.source is not None
    assert (masked.source.name != speaker.name) == hidden


def test_a_masked_name_is_nowhere(run: Run) -> None:
    """A name that is left out as speaker must not stand in the quotes."""
    told = "A drone strike on Sumy on Saturday killed 3 people, local resident Olha Bondar said."
    Path("report.jsonl").write_text(json.dumps({"text": told, "published": "2025-12-07"}) + "\n")
    run("add", "report.jsonl", "--db", "war.db")
    key = run("search", "sumy", "--format", "json", "--db", "war.db").json["claims"][0]["id"]
    for command in (("show", key), ("search", "sumy"), ("events",)):
        for form in ("table", "json"):
            assert "Bondar" not in run(*command, "--mask-persons", "--format", form, "--db", "war.db").out
    assert "Bondar" in run("show", key, "--db", "war.db").out


def test_whole_reports_are_not_masked_by_half(run: Run, database: str) -> None:
    """Excerpts of a report hold any name: a mask that does not cover is worse than none."""
    assert run("search", "kremenchuk", "--in", "documents", "--mask-persons", "--db", database).code == 2


def test_a_masked_person_leaves_no_trace_in_quotes() -> None:
    """Names stand in quotes in full and in part."""
    named = claim(target=Actor("Ivan Petrénko", "person"), source=None)
    words = "Ivan Petrénko was hit; Petrénko survived"
    masked = masked_claim(replace(named, evidence=(Span(0, len(words), words),)))
    assert masked.evidence[0].text == "[name withheld] was hit; [name withheld] survived"
