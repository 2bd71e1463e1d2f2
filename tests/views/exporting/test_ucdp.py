"""Rows as a UCDP coder would write them."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from sitrep.model.actors import Actor
from sitrep.model.places import Place
from sitrep.model.times import When
from sitrep.views.exporting.sites import NO_PARTS, Parts
from sitrep.views.exporting.ucdp import codebook, coded_event, row_of
from tests.views.exporting.conftest import POLTAVA, SUMY, columns_of, strike

Rows = Callable[..., list[dict[str, str]]]
COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id "
    "dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources "
    "source_article source_office source_date source_headline source_original where_prec where_coordinates "
    "where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity "
    "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
).split()
SIX = ("six people", "person", 6, 6)
UKRAINE = Actor("Ukraine", "state", "UA")
GROUP = Actor("Hezbollah", "armed-group", "LB")
DEATHS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "low", "high")


def row(told: Any, parts: Parts = NO_PARTS) -> Any:
    """Returns the row of an event."""
    coded = coded_event(told, parts)
    assert not isinstance(coded, str), coded
    return row_of(coded)


def test_file_has_the_columns_in_order(read_rows: Rows) -> None:
    """Forty-nine names bind what readers expect."""
    rows = read_rows("ucdp")
    assert list(rows[0]) == list(codebook().columns) == COLUMNS
    assert columns_of(rows, "id", "best", "low", "high", "number_of_sources", "date_start", "date_prec", "where_prec") == [
        ("e1f00d0001", "4", "4", "6", "3", "2025-12-07", "1", "1")
    ]


def test_deaths_are_told_apart_and_add_up() -> None:
    """The four columns of deaths are one sum, and whoever is not told is unknown."""
    for told in (
        strike(SIX, target=UKRAINE),
        strike(("six soldiers", "soldier", 6, 6), target=UKRAINE),
        strike(("six people", "person", 6, 6), ("two children", "child", 2, 2), target=UKRAINE),
        strike(("six soldiers", "soldier", 6, 6)),
    ):
        made = row(told)
        assert sum(made[name] for name in DEATHS[:4]) == made["best"] == 6
    assert [row(strike(("six soldiers", "soldier", 6, 6), target=UKRAINE))[name] for name in DEATHS[:4]] == [0, 6, 0, 0]
    assert [row(strike(("six soldiers", "soldier", 6, 6)))[name] for name in DEATHS[:4]] == [0, 0, 0, 6]


def test_best_low_and_high_span_what_is_said() -> None:
    """UCDP averages nothing: the least and the most that anybody names stand beside the number shown."""
    told = strike(("four people", "person", 4, 4), ("up to 9 people", "person", None, 9))
    first = told.event.figures[0]
    merged = replace(first, claims=("c0", "c1"), high=9, agreement="conflicting")
    made = row(replace(told, event=replace(told.event, figures=(merged,))))
    assert [made[name] for name in ("best", "low", "high")] == [4, 4, 9]
    assert "Check deaths" in made["code_status"]


@pytest.mark.parametrize(
    ("actor", "target", "mode", "violence", "dyad"),
    [
        (Actor("Russia", "state", "RU"), UKRAINE, "drone", 1, "Government of Russia (Soviet Union) - Government of Ukraine"),
        (GROUP, Actor("Hamas", "armed-group", "PS"), "clash", 2, "Hezbollah - Hamas"),
        (GROUP, Actor("villagers", "civilians"), "firearms", 3, "Hezbollah - Civilians"),
        (Actor("Russia", "state", "RU"), Actor("residents", "civilians"), "drone", 1, None),
        (GROUP, None, "clash", 1, None),
    ],
)
def test_type_of_violence_and_dyad(actor: Actor, target: Actor | None, mode: str, violence: int, dyad: str | None) -> None:
    """A side that nobody names makes no dyad, and the row says that somebody has to look."""
    made = row(strike(SIX, actor=actor, target=target, mode=mode))
    assert (made["type_of_violence"], made["dyad_name"]) == (violence, dyad)
    assert ("Check dyad" in made["code_status"]) == (dyad is None)


def test_place_and_day_are_coded_by_what_is_named() -> None:
    """Precision codes are words of the codebook; several places are as well known as what holds them."""
    made = row(strike(SIX))
    assert [made[name] for name in ("where_prec", "geom_wkt", "priogrid_gid", "country_id", "region")] == [
        1, "POINT (34.8 50.92)", 202750, 369, "Europe"
    ]  # fmt: skip
    region = Place(0, 4, "Sumy", "Sumy", 692196, 51.0, 34.0, "UA", "Sumy", "region")
    water = Place(0, 9, "Black Sea", "Black Sea", 630673, 43.0, 34.0, None, None, "water")
    assert [row(strike(SIX, places=places))["where_prec"] for places in ((region,), (water,), (SUMY, POLTAVA), ())] == [4, 7, 5, None]
    spans = [("2025-12-06", "2025-12-06"), ("2025-12-01", "2025-12-05"), ("2025-12-01", "2025-12-07"), ("2025-12-01", "2025-12-31")]
    assert [row(strike(SIX, when=When(start, end)))["date_prec"] for start, end in spans] == [1, 2, 3, 4]


def test_only_armed_force_that_killed_is_an_event() -> None:
    """An injury or a threat is none there; what the parts of a larger event tell is not counted again."""
    assert coded_event(strike(), NO_PARTS) == "of which no deaths are told"
    assert coded_event(strike(SIX, type="PROTEST", mode="demo"), NO_PARTS) == "that are no armed force"
    assert coded_event(strike(SIX, when=When()), NO_PARTS) == "without a day or year"
    assert coded_event(strike(SIX), Parts(6)) == "that are told by their parts"
    assert row(strike(SIX), Parts(4))["best"] == 2
