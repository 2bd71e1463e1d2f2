"""Sums over weeks: what single happenings add up to, each counted once, on both databases."""

from collections.abc import Sequence

from msgspec.structs import replace

from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim
from sitrep.model.events import Bounds, Event, EventFigure, Extraction
from sitrep.model.texts import Document
from sitrep.model.times import When
from sitrep.store import queries
from sitrep.store.queries import WeeklySum
from sitrep.store.records import Record
from tests.store.samples import claim, document

SUNDAY, MONDAY = When("2025-12-06", "2025-12-07", "day"), When("2025-12-07", "2025-12-08", "day")


def event(key: str, when: When, low: int | None, high: int | None, **more: object) -> Event:
    """Returns an event of some people killed."""
    figure = EventFigure("killed", "person", Bounds(low, high), low, high, "agreed", "latest", ("c1",))
    return replace(Event(key, "ASSAULT", ("c1",), ("a",), 1, when=when, figures=(figure,)), **more)


def sums(database: str, *events: Event) -> list[WeeklySum]:
    """Returns the sums of a record whose merge gives these events."""

    def merge(readings: Sequence[tuple[Document, tuple[Claim, ...]]], bonds: Sequence[Bond]) -> Extraction:
        return Extraction(tuple(found for found, _ in readings), (claim(),), events, ())

    with Record.open(database, merge, create=True) as record:
        record.add(document(), (claim(),))
        record.refresh()
        return record.ask(lambda connection: queries.weekly_sums(connection, "killed"))


def test_events_are_summed_in_the_week_of_their_morning(database: str) -> None:
    """The night from Sunday to Monday belongs to the week that begins; an undated event to none."""
    found = sums(database, event("e1", SUNDAY, 2, 3), event("e2", MONDAY, 4, 4), event("e3", MONDAY, 1, 1), event("e4", When(), 7, 7))
    assert sorted(found, key=lambda each: each.week or "") == [
        WeeklySum(None, "person", 7, 7, 1),
        WeeklySum("2025-W49", "person", 2, 3, 1),
        WeeklySum("2025-W50", "person", 5, 5, 2),
    ]


def test_an_open_end_stays_open_in_the_sum(database: str) -> None:
    """ "At least 4" and "5" are at least 9, and nobody knows how many at most."""
    assert sums(database, event("e1", SUNDAY, 4, None), event("e2", SUNDAY, 5, 5)) == [WeeklySum("2025-W49", "person", 9, None, 2)]


def test_a_part_is_not_added_to_its_whole(database: str) -> None:
    """A country's toll holds the towns' tolls; a town's toll counts where the country's is not told."""
    night = event("e1", SUNDAY, 6, 6)
    town, street = event("e2", SUNDAY, 4, 4, part_of="e1"), event("e3", SUNDAY, 1, 1, part_of="e2")
    assert sums(database, night, town, street) == [WeeklySum("2025-W49", "person", 6, 6, 1)]


def test_a_town_counts_where_its_whole_states_nothing(database: str) -> None:
    """See above."""
    night = event("e1", SUNDAY, 6, 6, figures=())
    assert sums(database, night, event("e2", SUNDAY, 4, 4, part_of="e1")) == [WeeklySum("2025-W49", "person", 4, 4, 1)]


def test_what_did_not_happen_is_not_summed(database: str) -> None:
    """A threat or a denied strike kills nobody."""
    assert sums(database, event("e1", SUNDAY, 6, 6, status="denied"), event("e2", SUNDAY, 6, 6, status="planned")) == []
