"""Rows as an ACLED coder would write them."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from sitrep.model.actors import Actor
from sitrep.model.events import Bounds, EventFigure
from sitrep.model.places import Place
from sitrep.model.times import When
from sitrep.packs.types import event_types
from sitrep.views.exporting.acled import rows_of
from sitrep.views.exporting.acled_kinds import codebook, kind_named
from sitrep.views.exporting.sites import NO_PARTS, Parts
from tests.views.exporting.conftest import POLTAVA, RUSSIA, SUMY, UKRAINE, columns_of, strike

Rows = Callable[..., list[dict[str, str]]]
COLUMNS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 "
    "inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source "
    "source_scale notes fatalities tags timestamp"
).split()
SIX = ("six people", "person", 6, 6)


def only(told: Any, parts: Parts = NO_PARTS) -> Any:
    """Returns the one row of an event."""
    rows = rows_of(told, parts)
    assert not isinstance(rows, str), rows
    (row,) = rows
    return row


def test_file_has_the_columns_in_order(read_rows: Rows) -> None:
    """Tools of ACLED's users check names and order of all 31 columns."""
    rows = read_rows("acled")
    assert list(rows[0]) == list(codebook().columns) == COLUMNS
    assert columns_of(rows, "event_id_cnty", "event_date", "time_precision", "sub_event_type", "fatalities", "source") == [
        ("UKRe1f00d0001", "2025-12-07", "1", "Air/drone strike", "4", "The Courier; The Wire")
    ]


def test_every_crosswalk_is_in_the_codebook() -> None:
    """A sub-event that ACLED has not would be dropped by those who read the file."""
    known = {*codebook().sub_events, *(sub for subs in codebook().sub_events.values() for sub in subs)}
    types = event_types(("crime",))
    crosswalks = [kind.crosswalk for kind in types] + [mode.crosswalk for kind in types for mode in kind.modes.values()]
    assert {each.acled for each in crosswalks if each.acled} <= known
    assert len(known) == 6 + 25
    assert set(codebook().weapons.values()) <= known
    assert set(codebook().disorder_types) == set(codebook().sub_events)


def test_who_fought_whom() -> None:
    """States act by their forces, at home or abroad; a building is no party, and what nobody names stays empty."""
    row = only(strike(SIX, target=Actor("power station", "facility", "UA")))
    assert (row["actor1"], row["inter1"], row["actor2"], row["interaction"]) == (
        "Military Forces of Russia",
        "External/Other forces",
        None,
        "External/Other forces only",
    )
    row = only(strike(SIX, target=Actor("Ukraine", "state", "UA")))
    assert (row["actor2"], row["interaction"]) == ("Military Forces of Ukraine", "State forces-External/Other forces")
    row = only(strike(SIX, actor=None))
    assert (row["actor1"], row["inter1"], row["interaction"]) == (None, None, None)
    row = only(strike(SIX, actor=Actor("Hezbollah", "armed-group", "LB")))
    assert (row["actor1"], row["inter1"], row["interaction"]) == ("Hezbollah", None, None)


def test_civilians_stand_apart_where_the_text_tells() -> None:
    """Civilian targeting is asserted only where somebody says who the dead were, or whom it was aimed at."""
    assert only(strike(SIX))["civilian_targeting"] is None
    row = only(strike(("six villagers", "person", 6, 6)))
    assert (row["civilian_targeting"], row["actor2"], row["inter2"]) == ("Civilian targeting", "Civilians (Ukraine)", "Civilians")
    row = only(strike(("six soldiers", "soldier", 6, 6)))
    assert (row["civilian_targeting"], "6 combatants" in row["notes"]) == (None, True)
    assert only(strike(SIX, mode="abduct"))["event_type"] == "Violence against civilians"


@pytest.mark.parametrize(
    ("when", "date", "precision"),
    [
        (When("2025-12-06", "2025-12-06", "day"), "2025-12-06", 1),
        (When("2025-12-06", "2025-12-07", "part-of-day"), "2025-12-07", 1),
        (When("2025-12-06T23:50:00+02:00", "2025-12-06T23:50:00+02:00", "minute"), "2025-12-06", 1),
        (When("2025-12-01", "2025-12-07", "week"), "2025-12-04", 2),
        (When("2025-12-01", "2025-12-31", "month"), "2025-12-16", 3),
        (When(None, "2025-12-07", "day"), "2025-12-07", 1),
    ],
)
def test_days_and_their_precision(when: When, date: str, precision: int) -> None:
    """A night belongs to the day on which it ends, a week and a month to their middle, and no zone moves a day."""
    row = only(strike(SIX, when=when))
    assert (row["event_date"].isoformat(), row["time_precision"]) == (date, precision)


def test_what_acled_does_not_code_is_left_out_with_its_reason() -> None:
    """Nobody can tell why a row is missing unless the command says so."""
    assert rows_of(strike(SIX, status="planned"), NO_PARTS) == "that did not happen"
    assert rows_of(strike(SIX, type="CONSULT", mode="phone"), NO_PARTS) == "of kinds that ACLED does not code"
    assert rows_of(strike(SIX, when=When("2025-01-01", "2025-12-31", "year")), NO_PARTS) == "without a day or month"


def test_munitions_tell_air_strikes_from_shelling() -> None:
    """Missiles from the ground are shelling; with drones among them it is an air or drone strike."""
    told = strike(SIX, mode="aerial")
    assert only(told)["sub_event_type"] == "Air/drone strike"
    iskander = type(told.claims[0].weapons[0])("Iskander", "ballistic-missile", 0, 1)
    alone = replace(told, claims=(replace(told.claims[0], weapons=(iskander,)),))
    assert only(alone)["sub_event_type"] == "Shelling/artillery/missile attack"


def test_what_was_all_stopped_is_disrupted_weapons_use() -> None:
    """A raid of which nothing got through is no strike; one of which something may have is."""

    def raid(launched: int, stopped: int) -> str:
        counts = (("launched", launched), ("intercepted", stopped))
        figures = tuple(EventFigure(name, "drone", Bounds(n, n), n, n, "agreed", "latest", ()) for name, n in counts)  # type: ignore[arg-type]
        return str(only(strike(figures=figures))["sub_event_type"])

    assert (raid(10, 10), raid(10, 9)) == ("Disrupted weapons use", "Air/drone strike")


def test_one_wave_over_several_towns_is_several_rows() -> None:
    """ACLED counts at one place a row; the dead are divided, so that their sum stays what was told."""
    rows = rows_of(strike(("seven people", "person", 7, 7), places=(SUMY, POLTAVA, UKRAINE)), NO_PARTS)
    assert not isinstance(rows, str)
    assert [(row["event_id_cnty"], row["location"], row["fatalities"]) for row in rows] == [("UKRe1", "Sumy", 4), ("UKRe1-2", "Poltava", 3)]
    assert "divided" in str(rows[0]["notes"])


def test_parts_are_not_told_twice() -> None:
    """The country's toll holds the towns': only what they do not tell is left to it."""
    wave = strike(("seven people", "person", 7, 7), places=(SUMY, POLTAVA, UKRAINE))
    row = only(wave, Parts(4, frozenset({"Sumy"})))
    assert (row["location"], row["fatalities"]) == ("Poltava", 3)
    row = only(wave, Parts(4, frozenset({"Sumy", "Poltava"})))
    assert (row["location"], row["fatalities"], row["geo_precision"]) == ("Ukraine", 3, 3)
    assert rows_of(wave, Parts(7, frozenset({"Sumy", "Poltava"}))) == "that are told by their parts"


def test_places_from_which_reports_were_sent_are_no_rows() -> None:
    """A dateline abroad would put a strike into a country at peace."""
    istanbul = Place(0, 8, "Istanbul", "Istanbul", 745044, 41.01, 28.95, "TR", "Istanbul", "settlement")
    assert only(strike(SIX, places=(istanbul, SUMY), target=Actor("Ukraine", "state", "UA")))["location"] == "Sumy"
    moscow = Place(0, 6, "Moscow", "Moscow", 524901, 55.75, 37.62, "RU", "Moscow", "settlement")
    assert only(strike(SIX, places=(moscow, SUMY)))["location"] == "Sumy"


def test_ground_taken_by_the_state_at_home_is_regained() -> None:
    """Whether territory is regained or lost depends on whose it is."""
    ukraine = Actor("Ukraine", "state", "UA")
    assert only(strike(mode="capture", actor=ukraine))["sub_event_type"] == "Government regains territory"
    assert only(strike(mode="capture", actor=RUSSIA))["sub_event_type"] == "Non-state actor overtakes territory"


def test_demonstrators_are_a_party_of_their_own() -> None:
    """Whoever demonstrates is a protester or rioter of the country, and the crowd's size is tagged."""
    crowd = EventFigure("affected", "person", Bounds(2000, None), 2000, None, "agreed", "latest", ())
    row = only(strike(type="PROTEST", mode="demo", actor=Actor("Teachers' union", "organisation"), figures=(crowd,)))
    assert (row["actor1"], row["assoc_actor_1"], row["interaction"], row["disorder_type"], row["tags"]) == (
        "Protesters (Ukraine)",
        "Teachers' union",
        "Protesters only",
        "Demonstrations",
        "crowd size=≥ 2,000",
    )
    assert kind_named("Violent demonstration").event == "Riots"
