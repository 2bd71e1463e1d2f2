"""`sitrep trend`: what changed against the weeks before, by how much, and on which coverage."""

import csv
import datetime as dt
import io
from typing import Any, Literal

import msgspec

from sitrep.merge.sums import MEASURES
from sitrep.store.filters import Filters
from sitrep.store.records import Record
from sitrep.trends.breaks import Break
from sitrep.trends.changes import Change
from sitrep.trends.coverage import Coverage
from sitrep.trends.series import DAYS, INCIDENTS, Series
from sitrep.views.listing import read_filters, read_values
from sitrep.views.output import write, write_json
from sitrep.views.records import open_look
from sitrep.views.screens import screen
from sitrep.views.trending.gathering import KEYS, Asked, Trends, first_and_last_day, trends_to
from sitrep.views.trending.sentences import break_words, change_words, coverage_words
from sitrep.views.trending.tables import print_trends
from sitrep.views.wishes import FilterWishes, Look

COLUMNS = ("measure", "item", "span", "first", "last", "low", "high", "events", "reports", "outlets", "days_with_reports", "days")
MOST_SPANS = 53 * 7


class TrendWishes(msgspec.Struct, frozen=True):
    """What is to be told, as it was typed; the days of the filters are those of the series."""

    filters: FilterWishes
    period: Literal["week", "day"] = "week"
    by: str | None = None
    measure: str | None = None
    everything: bool = False
    series: bool = False


class ToldChange(msgspec.Struct, frozen=True):
    """A change with its sentence."""

    words: str
    change: Change


class ToldBreak(msgspec.Struct, frozen=True):
    """A change of level with its sentence."""

    words: str
    change: Break


def trend(wishes: TrendWishes, form: Literal["table", "json", "csv"], look: Look) -> int:
    """Prints what the last week (or day) changed, and when levels did, and returns the exit code.

    Raises: WrongUsage; StoreUnavailable.
    """
    filters = read_filters(wishes.filters)
    asked = asked_for(filters, wishes.by, wishes.measure)
    with open_look(look) as record:
        found = trends_of(record, filters, DAYS[wishes.period], asked)
    if form == "json":
        write_json(_told(found))
    elif form == "csv":
        _write_csv(found.series, asked.by)
    else:
        print_trends(screen(), found, everything=wishes.everything, series=wishes.series)
    return 0


def asked_for(filters: Filters, by: str | None, measure: str | None, mark: str = "--") -> Asked:
    """Returns which series are wanted; `mark` stands before names where a message tells of one.

    Raises: WrongUsage for a group or measure that is none.
    """
    groups, measures = read_values(f"{mark}by", by, KEYS), read_values(f"{mark}measure", measure, (*MEASURES, INCIDENTS))
    return Asked(groups, measures, msgspec.structs.replace(filters, since=None, until=None))


def trends_of(record: Record, filters: Filters, days: int, asked: Asked) -> Trends:
    """Returns trends over the whole spans from `since` to `until` of the filters: by default a year up to the last that was read.

    Raises: WrongUsage where the record has no dates.
    """
    first, end = first_and_last_day(record)
    last = dt.date.fromisoformat(filters.until) if filters.until else last_whole(end, days)
    since = dt.date.fromisoformat(filters.since) if filters.since else max(first, last - dt.timedelta(days=364))
    number = min(((last - since).days + 1) // days, MOST_SPANS)
    return trends_to(record, last, days, number, asked)


def last_whole(end: dt.date, days: int) -> dt.date:
    """Returns the last day of the last whole week up to a day, or the day itself where single days are asked for.

    >>> last_whole(dt.date(2025, 12, 7), 7), last_whole(dt.date(2025, 12, 6), 7)
    (datetime.date(2025, 12, 7), datetime.date(2025, 11, 30))
    """
    return end - dt.timedelta(days=end.isoweekday() % 7) if days == 7 else end


def _told(found: Trends) -> dict[str, Any]:
    """Returns everything as JSON tells it."""
    return {
        "span": found.spans[-1],
        "coverage": coverage_words(found.changes[0]) if found.changes else None,
        "changes": [ToldChange(change_words(each), each) for each in found.changes],
        "breaks": [ToldBreak(break_words(each), each) for each in found.breaks],
        "series": found.series,
    }


def _write_csv(series: tuple[Series, ...], by: tuple[str, ...]) -> None:
    """Writes one row for each point of each series."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow((*by, *COLUMNS))
    for each in series:
        subject = (*(value for _, value in each.subject.keys), each.subject.measure, each.subject.item)
        for point in each.points:
            span = (point.span.name, point.span.first, point.span.last)
            writer.writerow((*subject, *span, point.low, point.high, len(point.events), *_covered(point.coverage)))
    write(sheet.getvalue().encode())


def _covered(coverage: Coverage) -> tuple[int, ...]:
    """Returns the cells of a coverage."""
    return coverage.reports, len(coverage.outlets), coverage.days_with_reports, coverage.days
