"""Gathering: the series of a record, with the coverage of each span."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from sitrep.errors import WrongUsage
from sitrep.merge.groupings import GROUPINGS, Account, Grouping, counted_day
from sitrep.merge.sums import sum_incidents
from sitrep.model.claims import HAPPENED
from sitrep.model.events import Event
from sitrep.model.feeds import Coverage as FeedsHeard
from sitrep.model.times import as_moment
from sitrep.store.filters import Filters
from sitrep.store.records import Record
from sitrep.trends.breaks import Break, breaks
from sitrep.trends.changes import Change, change, judged_together
from sitrep.trends.coverage import Coverage, Publication, Span, coverage
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


class Trends(msgspec.Struct, frozen=True):
    """Series over one time: what their last span changed, and when their level did; the changes are judged together."""

    spans: tuple[Span, ...]
    series: tuple[Series, ...]
    changes: tuple[Change, ...]
    breaks: tuple[Break, ...]


def changes_to(record: Record, last: dt.date, days: int = 7, asked: Asked = ALL) -> tuple[Change, ...]:
    """Returns what the `days` up to `last` (inclusive) tell against the spans of as many days before, judged together.

    A change says by itself whether anything can be told, and why not; its words are in `sentences`.
    """
    spans = spans_back(last, days, baseline(days) + 1)
    return judged_together([change(series) for series in gather(record, spans, asked)])


def trends_to(record: Record, last: dt.date, days: int, number: int, asked: Asked = ALL) -> Trends:
    """Returns the series of so many spans of `days` up to `last`, with their changes; only weeks and longer spans have breaks."""
    wanted = max(number, baseline(days) + 1)
    spans = spans_back(last, days, wanted)
    series = gather(record, spans, asked)
    told = [change(Series(each.subject, each.points[-baseline(days) - 1 :])) for each in series]
    broken = [found for each in series for found in breaks(each)] if days > 1 else []
    return Trends(spans, series, judged_together(told), tuple(broken))


def baseline(days: int) -> int:
    """Returns with how many spans of so many days one is compared."""
    return settings().baseline.days if days == 1 else settings().baseline.spans


def first_and_last_day(record: Record) -> tuple[dt.date, dt.date]:
    """Returns the first and the last day on which a report was published.

    Raises: WrongUsage where no report has a date.
    """
    found = record.published_span()
    if found is None:
        raise WrongUsage(f"{record.name}: no report has a date of publication, so that nothing can be told of time")
    return dt.date.fromisoformat(found[0][:10]), dt.date.fromisoformat(found[1][:10])


def gather(record: Record, spans: Sequence[Span], asked: Asked = ALL) -> tuple[Series, ...]:
    """Returns the series of a record over spans that follow one another: of every figure, and of the number of incidents of each type."""
    first, last = str(spans[0].first), str(spans[-1].last)
    read = [Publication(each.outlet, dt.date.fromisoformat(each.day), each.reports) for each in record.publications(first, last)]
    counts = [count for span in spans for count in counted(record, span, asked)]
    return series_of(counts, spans, [*map(with_feeds, coverage(read, spans), heard_feeds(record, spans))])


def counted(record: Record, span: Span, asked: Asked) -> Iterator[Count]:
    """Yields what the events of one span count; those of a span are held at a time, for a year of a large record is a great many."""
    filters = replace(asked.filters, since=str(span.first), until=str(span.last), status=asked.filters.status or HAPPENED)
    named = by_span([span])
    accounts = [account for account in map(Account, record.events(filters)) if named(account, "") is not None]
    figures = [measure for measure in asked.measures if measure != INCIDENTS]
    if figures or not asked.measures:
        yield from counts_of(sum_incidents(accounts, (), (SPAN, *asked.by), figures, {**GROUPINGS, SPAN: named}))
    if INCIDENTS in asked.measures or not asked.measures:
        yield from incidents(accounts, named, asked.by)


def heard_feeds(record: Record, spans: Sequence[Span]) -> list[FeedsHeard | None]:
    """Returns how far followed feeds can be relied on in each span; None where none was followed, or the span is still to come."""
    now = as_moment(dt.datetime.now(dt.UTC).timestamp())
    begun = [span for span in spans if f"{span.first}T00:00:00+00:00" < now]
    known = record.feeds.coverages([(f"{span.first}T00:00:00+00:00", min(now, f"{span.last}T23:59:59+00:00")) for span in begun])
    found: list[FeedsHeard | None] = [*known] if known else []
    return [*found, *[None] * (len(spans) - len(found))]


def with_feeds(read: Coverage, heard: FeedsHeard | None) -> Coverage:
    """Returns the coverage of a span with what is known of feeds in it."""
    return replace(read, followed=heard.followed, unheard=heard.named("quiet", "unheard")) if heard else read


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
