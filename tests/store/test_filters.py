"""Filters and pages: what a record answers is what each event by itself says, whatever way the database takes to it."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.errors import WrongUsage
from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim
from sitrep.model.events import Event, Extraction
from sitrep.model.places import Place
from sitrep.model.texts import Document
from sitrep.model.times import When
from sitrep.store.filters import Filters, Page, passes
from sitrep.store.records import Record
from tests.store.conftest import emptied, new_database
from tests.store.samples import claim, document

DAYS = st.integers(0, 40).map(lambda days: str(dt.date(2025, 11, 20) + dt.timedelta(days)))
LENGTHS = st.sampled_from([0, 0, 1, 6, 7, 30, 400, 5000])
TOWNS = st.sampled_from(["Sumy", "Kharkiv", "New Sumy"])


@st.composite
def spans(draw: st.DrawFn) -> When:
    """Draws the time of an event: of a day, of several, of years, open at an end, or none."""
    start = draw(DAYS)
    end = str(dt.date.fromisoformat(start) + dt.timedelta(draw(LENGTHS)))
    return draw(st.sampled_from([When(start, end), When(start, None), When(None, end), When(), When(f"{start}T08:30:00+02:00", end)]))


def happening(number: int, when: When, town: str, kind: str) -> Event:
    """Returns an event in a town."""
    return Event(f"e{number}", kind, ("c1",), ("a",), 1, when=when, places=(Place(0, 1, "x", town, country="UA"),))


EVENTS = st.lists(st.builds(lambda when, town, kind: (when, town, kind), spans(), TOWNS, st.sampled_from(["ASSAULT", "AID"])), max_size=9)
FILTERS = st.builds(
    Filters,
    since=st.none() | DAYS,
    until=st.none() | DAYS,
    type=st.sampled_from([(), ("AID",), ("AID", "ASSAULT")]),
    place=st.sampled_from([(), ("sumy",), ("new sumy", "kharkiv"), ("UA",)]),
)


@pytest.fixture(scope="module")
def addresses(server: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Iterator[str]]:
    """Gives the places of an empty record on each database, anew at each call."""
    folder, url, made = tmp_path_factory.mktemp("filters"), new_database(server), iter(range(10**6))
    return lambda: iter((str(folder / f"{next(made)}.db"), emptied(url)))


@settings(max_examples=25)
@given(drawn=EVENTS, filters=FILTERS, limit=st.integers(1, 4))
def test_an_answer_holds_what_fits_in_the_order_of_time(
    addresses: Callable[[], Iterator[str]], drawn: list[tuple[When, str, str]], filters: Filters, limit: int
) -> None:
    """The database finds events by words and numbers; whichever way it goes, the answer is that of asking each event."""
    events = [happening(number, *each) for number, each in enumerate(drawn)]
    told = claim(places=())

    def merge(readings: Sequence[tuple[Document, tuple[Claim, ...]]], bonds: Sequence[Bond]) -> Extraction:
        return Extraction(tuple(found for found, _ in readings), (told,), tuple(events), ())

    wanted = {event.id for event in events if passes(event, (told,), {"a": "The Courier"}, filters)}
    for address in addresses():
        with Record.open(address, merge, create=True) as record:
            record.add(document(), (told,))
            whole = record.events(filters)
            paged, page = [], Page(limit)
            while True:
                found, following = record.event_page(filters, page)
                paged += found
                if following is None:
                    break
                page = Page(limit, following)
        assert {event.id for event in whole} == wanted
        assert paged == whole
        begun = [(event.when.start or event.when.end or "9")[:10] for event in whole]
        assert begun == sorted(begun)


def test_a_place_that_no_page_ended_with_is_refused(record: Record) -> None:
    """A cursor that was cut in copying must not silently begin somewhere else."""
    for after in ("nowhere", "-5", "", "f" * 24, "ffffffffffffffff"):
        with pytest.raises(WrongUsage, match="a page begins after"):
            record.event_page(Filters(), Page(2, after))
