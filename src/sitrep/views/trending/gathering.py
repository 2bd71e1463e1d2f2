"""Gathering: the series of a record, with the coverage of each span."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from sitrep.merge.groupings import GROUPINGS, Account, Grouping, counted_day
from sitrep.merge.sums import sum_incidents
from sitrep.model.claims import HAPPENED
from sitrep.model.events import Event
from sitrep.store.filters import Filters
from sitrep.store.records import Record
from sitrep.trends.changes import Change, change, judged_together
from sitrep.trends.coverage import Publication, Span, coverage
from sitrep.trends.series import INCIDENTS, SPAN, Count, Series, Subject, counts_of, series_of, spans_back
from sitrep.trends.settings import settings

KEYS = ("place", "region", "country", "munition", "actor")  # what series may be told apart by
NO_FILTERS = Filters()


class Asked(msgspec.Struct, frozen=True):
    """Which series are wanted: by which of `KEYS`, of which measures (none: all), and of which events; days of the filters do not count."""

    by: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    filters: Filters = NO_FILTERS


ALL = Asked()


def changes_to(record: Record, last: dt.date, days: int = 7, asked: Asked = ALL) -> tuple[Change, ...]:
    """Returns what the `days` up to `last` (inclusive) tell against the spans of as many days before, judged together.

    A change says by itself whether anything can be told, and why not; its words are in `sentences`.
    """
    spans = spans_back(last, days, settings().baseline.spans + 1)
    return judged_together([change(series) for series in gather(record, spans, asked)])


def gather(record: Record, spans: Sequence[Span], asked: Asked = ALL) -> tuple[Series, ...]:
    """Returns the series of a record over spans that follow one another: of every figure, and of the number of incidents of each type."""
    first, last = str(spans[0].first), str(spans[-1].last)
    read = [Publication(each.outlet, dt.date.fromisoformat(each.day), each.reports) for each in record.publications(first, last)]
    filters = replace(asked.filters, since=first, until=last, status=asked.filters.status or HAPPENED)
    accounts = [Account(event) for event in record.events(filters)]
    groupings = {**GROUPINGS, SPAN: by_span(spans)}
    counts = [*counts_of(sum_incidents(accounts, (), (SPAN, *asked.by), asked.measures, groupings))]
    if not asked.measures or INCIDENTS in asked.measures:
        counts += incidents(accounts, groupings[SPAN], asked.by)
    return series_of(counts, spans, coverage(read, spans))


def by_span(spans: Sequence[Span]) -> Grouping:
    """Returns the grouping by spans: the name of that which holds the day on which an event counts."""
    names = {span.first + dt.timedelta(days=offset): span.name for span in spans for offset in range(span.days)}

    def value(account: Account, _item: str) -> str | None:
        day = counted_day(account.event)
        return names.get(day) if day else None

    return value


def incidents(accounts: Iterable[Account], span: Grouping, by: Sequence[str]) -> Iterator[Count]:
    """Yields how many events of each type there are in each span; the parts of an event that is there are not counted beside it."""
    found: defaultdict[tuple[str, Subject], list[Event]] = defaultdict(list)
    for account in accounts:
        name = span(account, "")
        if name is not None:
            keys = tuple((key, GROUPINGS[key](account, "")) for key in by)
            found[name, Subject(INCIDENTS, account.event.type, keys)].append(account.event)
    for (name, subject), events in found.items():
        there = {event.id for event in events}
        whole = tuple(event.id for event in events if event.part_of not in there)
        yield Count(subject, name, len(whole), len(whole), whole)
