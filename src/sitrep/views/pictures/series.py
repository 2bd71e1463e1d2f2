"""Series: the numbers that charts show, and how they are made of the record's sums."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from sitrep.merge.groupings import week_of
from sitrep.merge.sums import ITEMS, MEASURES
from sitrep.model.events import Row, Total
from sitrep.views.translating import told
from sitrep.views.words import bounds_words, count_words, counted, days_words

UNKNOWN = "unknown"


class Counted(msgspec.Struct, frozen=True):
    """What belongs to a series ("drones launched") and a key (a week, a munition, a place, a side)."""

    key: str
    series: str


Kind = TypeVar("Kind", bound=Counted)


class Sum(Counted, frozen=True):
    """A sum over incidents.

    `low` and `high` bound what is shown, `least` and `most` all that was said; None is an open end. `link` leads to the events.
    """

    low: int | None
    high: int | None
    least: int | None = None
    most: int | None = None
    events: int = 0
    documents: int = 0
    link: str | None = None

    @property
    def shown(self) -> int:
        """The number that is drawn: the lower bound, else the upper."""
        return self.low if self.low is not None else self.high or 0

    @property
    def words(self) -> str:
        """The sum as people say it."""
        told = f"{self.key}: {bounds_words(self.low, self.high)} {self.series}"
        return f"{told}, in {counted(self.events, 'event')} and {counted(self.documents, 'report')}" if self.events else told


class Stated(Counted, frozen=True):
    """A total that somebody states for what a sum is about: drawn as a line beside it, never added to it."""

    low: int | None
    high: int | None
    words: str = ""
    link: str | None = None


class Numbers(msgspec.Struct, frozen=True):
    """What a chart of sums shows: the sums, and the totals beside them. Keys and series stand in the order in which they first come."""

    sums: tuple[Sum, ...]
    stated: tuple[Stated, ...] = ()

    @property
    def everything(self) -> tuple[Counted, ...]:
        """Sums and totals."""
        return (*self.sums, *self.stated)

    @property
    def series(self) -> tuple[str, ...]:
        """The names of the series."""
        return tuple(dict.fromkeys(each.series for each in self.everything))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys."""
        return tuple(dict.fromkeys(each.key for each in self.everything))


def numbers_of(rows: Iterable[Row], by: str, links: Mapping[str, str] | None = None) -> Numbers:
    """Returns what a chart shows of sums that were made with one grouping `by` (see `sum_incidents`); `links` lead from keys to pages.

    Rows without any number are left out.
    """
    leading = links or {}
    sums, stated = [], []
    for row in sorted(rows, key=lambda row: (MEASURES.index(row.measure), ITEMS.index(row.item))):
        key = dict(row.keys).get(by) or UNKNOWN
        series = count_words(row, "").strip()
        if row.low is not None or row.high is not None:
            sums.append(Sum(key, series, row.low, row.high, row.least, row.most, len(row.events), len(row.documents), leading.get(key)))
        stated += [Stated(key, series, total.low, total.high, _stated_words(total), leading.get(key)) for total in row.stated]
    return Numbers(tuple(sums), tuple(stated))


def every_week(keys: Iterable[str]) -> tuple[str, ...]:
    """Returns all ISO weeks from the first to the last of the keys; what is no week is left out.

    >>> every_week(["2026-W01", "2025-W51", "unknown"])
    ('2025-W51', '2025-W52', '2026-W01')
    """
    days = sorted(monday for key in keys if (monday := monday_of(key)))
    return tuple(_weeks(days[0], days[-1])) if days else ()


def monday_of(week: str) -> dt.date | None:
    """Returns the first day of an ISO week, None of what is none.

    >>> monday_of("2025-W49").isoformat(), monday_of("unknown")
    ('2025-12-01', None)
    """
    try:
        return dt.date.fromisoformat(f"{week}-1")
    except ValueError:
        return None


def sunday_of(week: str) -> dt.date | None:
    """Returns the last day of an ISO week, None of what is none."""
    monday = monday_of(week)
    return monday + dt.timedelta(days=6) if monday else None


def _weeks(first: dt.date, last: dt.date) -> Iterator[str]:
    """Yields the ISO weeks from one Monday to another."""
    while first <= last:
        yield week_of(first)
        first += dt.timedelta(days=7)


def _stated_words(total: Total) -> str:
    """Returns a total as people say it."""
    return told("stated for {days}: {number}", days=days_words(total.when), number=count_words(total, bounds_words(total.low, total.high)))


def largest(numbers: Numbers, most: int) -> Numbers:
    """Returns the numbers of the keys with the largest sums, so many at most, the largest first; the order of series stays."""
    sizes: dict[str, int] = dict.fromkeys(numbers.keys, 0)
    tops: dict[str, int] = {name: max((each.shown for each in numbers.sums if each.series == name), default=0) for name in numbers.series}
    for each in numbers.sums:
        sizes[each.key] = max(sizes[each.key], round(1000 * each.shown / max(1, tops[each.series])))
    kept: Sequence[str] = sorted(sizes, key=lambda key: (-sizes[key], key))[:most]
    series = numbers.series
    return Numbers(_only(numbers.sums, series, kept), _only(numbers.stated, series, kept))


def _only(found: Sequence[Kind], series: Sequence[str], keys: Sequence[str]) -> tuple[Kind, ...]:
    """Returns those of the keys, in the order of series and within them of keys."""
    shown = (each for each in found if each.key in keys)
    return tuple(sorted(shown, key=lambda each: (series.index(each.series), keys.index(each.key))))
