"""Situation: a week at a glance: key figures, the newest events, open outages, coming talks, and what it all rests on."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

import msgspec

from sitrep.merge.groupings import Account
from sitrep.merge.sums import sum_incidents
from sitrep.model.claims import HAPPENED
from sitrep.model.events import Event, Row
from sitrep.store.filters import Filters
from sitrep.store.filters import Page as Part
from sitrep.store.records import Record
from sitrep.views.coverages import coverage_line
from sitrep.views.stated_totals import beside_incidents, stated_totals
from sitrep.views.sum_tables import stated_words
from sitrep.views.translating import gettext, told
from sitrep.views.words import bounds_words, count_words
from sitrep.views.workbench.fields import field
from sitrep.views.workbench.pages.outages import open_outages, outage_filters
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import Visit
from sitrep.views.workbench.weeks import Week, read_week, week_of

NEWEST = 8
OUTAGE_DAYS = 60
MOST_OUTAGES = 200
COMING = 8


class KeyFigure(msgspec.Struct, frozen=True):
    """A sum of the week in words, of how many events and reports it is made, and what is stated beside it."""

    number: str
    counts: str
    events: int
    documents: int
    said: str
    stated: tuple[str, ...]
    measure: str


class Outline(msgspec.Struct, frozen=True):
    """What the page shows of one state of the record."""

    figures: tuple[KeyFigure, ...]
    newest: tuple[Event, ...]
    happened: int
    documents: int
    sources: int
    outages: tuple[Event, ...]
    coming: tuple[Event, ...]


class SituationView(msgspec.Struct, frozen=True):
    """A week, and what it brought."""

    week: Week
    before: str
    after: str
    find: Callable[[], Outline]
    coverage: str | None

    @property
    def outline(self) -> Outline:
        """What the week brought."""
        return self.find()


def look(visit: Visit) -> SituationView:
    """Returns what the page shows.

    Raises: WrongUsage for a week that is none.
    """
    asked = visit.asked.get("week")
    week = read_week(asked) if asked else visit.bench.once("last week", partial(last_week, visit.record))
    heard = visit.bench.coverage(str(week.monday), str(week.sunday))
    outline = cache(partial(visit.bench.once_in_turn, f"situation {week.name}", partial(outline_of, visit.record, week)))
    return SituationView(week, f"/?week={week.after(-1).name}", f"/?week={week.after(1).name}", outline, coverage_line(heard))


def last_week(record: Record) -> Week:
    """Returns the week of the latest event that happened; of none this week."""
    found, _ = record.event_page(Filters(status=HAPPENED), Part(1, latest_first=True))
    day = (found[0].when.last_day or found[0].when.first_day) if found else None
    return week_of(day or dt.datetime.now(dt.UTC).date())


def outline_of(record: Record, week: Week) -> Outline:
    """Returns what a week brought."""
    span = Filters(since=str(week.monday), until=str(week.sunday))
    events = record.event_page(span, Part(None, latest_first=True))[0]
    happened = [event for event in events if event.status in HAPPENED]
    accounts = [Account(event) for event in happened]
    rows = beside_incidents(record, sum_incidents(accounts, stated_totals(record, span), ("week",), field().key_measures))
    since = str(week.sunday - dt.timedelta(days=OUTAGE_DAYS))
    outages, _ = record.event_page(outage_filters(Filters(since=since, until=str(week.sunday))), Part(MOST_OUTAGES, latest_first=True))
    coming = Filters(since=str(week.sunday + dt.timedelta(days=1)), type=field().coming, status=("planned",))
    return Outline(
        tuple(key_figures([row for row in rows if dict(row.keys)["week"] == week.name])),
        tuple(happened[:NEWEST]),
        len(happened),
        len({document for event in events for document in event.documents}),
        sum(event.independent_sources for event in happened),
        tuple(open_outages(outages)),
        tuple(record.event_page(coming, Part(COMING))[0]),
    )


def key_figures(rows: Sequence[Row]) -> Iterator[KeyFigure]:
    """Yields the sums in words."""
    for row in rows:
        words = count_words(row, "\0").removeprefix("\0").strip()
        number = bounds_words(row.low, row.high) if row.events else gettext("none")
        wider = (row.least, row.most) != (row.low, row.high) and (row.least, row.most) != (None, None)
        said = told("all say {bounds}", bounds=bounds_words(row.least, row.most)) if row.events and wider else ""
        yield KeyFigure(number, words, len(row.events), len(row.documents), said, tuple(stated_words(row)), row.measure)


PAGE = Page("/", "Situation", "situation.html", look, flows=True)
