"""Series: one count by weeks or days, with its bounds and the coverage of each."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from sitrep.model.events import Row
from sitrep.trends.coverage import Coverage, Span

SPAN = "span"  # the key of a row that names its span
DAYS: Mapping[str, int] = {"week": 7, "day": 1}
INCIDENTS = "incidents"  # the measure of a series that counts happenings; its item is their type


class Subject(msgspec.Struct, frozen=True):
    """What a series counts: a measure and an item, and the values that its events share ("place", "Kyiv")."""

    measure: str
    item: str
    keys: tuple[tuple[str, str | None], ...] = ()


class Count(msgspec.Struct, frozen=True):
    """What the events (ids) of one span add up to; None is an open end."""

    subject: Subject
    span: str
    low: int | None
    high: int | None
    events: tuple[str, ...]


class Point(msgspec.Struct, frozen=True):
    """What was counted in one span; an open end is None, both are None where nothing was read of the span."""

    span: Span
    low: int | None
    high: int | None
    events: tuple[str, ...]
    coverage: Coverage

    @property
    def is_known(self) -> bool:
        """Whether anything was read of the span, so that no events means none told."""
        return self.coverage.reports > 0

    @property
    def least(self) -> int:
        """The lower end, the upper one where that is open."""
        return self.low if self.low is not None else self.high or 0

    @property
    def most(self) -> int:
        """The upper end, the lower one where that is open."""
        return self.high if self.high is not None else self.low or 0


class Series(msgspec.Struct, frozen=True):
    """One count over spans that follow one another, the earliest first."""

    subject: Subject
    points: tuple[Point, ...]


def spans_back(last: dt.date, days: int, number: int) -> tuple[Span, ...]:
    """Returns so many spans of so many days, the latest ending on `last`, the earliest first; a week from Monday has its ISO name.

    >>> [span.name for span in spans_back(dt.date(2025, 12, 7), 7, 2)], spans_back(dt.date(2025, 12, 7), 10, 1)[0].name
    (['2025-W48', '2025-W49'], '2025-11-28/2025-12-07')
    """
    ends = [last - dt.timedelta(days=days * back) for back in reversed(range(number))]
    return tuple(Span(_name(end - dt.timedelta(days=days - 1), end), end - dt.timedelta(days=days - 1), end) for end in ends)


def _name(first: dt.date, last: dt.date) -> str:
    """Returns the name of a span."""
    if first == last:
        return first.isoformat()
    if (last - first).days == 6 and first.isoweekday() == 1:
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02}"
    return f"{first}/{last}"


def counts_of(rows: Iterable[Row]) -> Iterator[Count]:
    """Yields the counts of sums that were made by `SPAN` (names of spans) and other keys; what nobody tells of is left out."""
    for row in rows:
        keys = dict(row.keys)
        span = keys.pop(SPAN)
        if span is not None and row.events:
            yield Count(Subject(row.measure, row.item, tuple(keys.items())), span, row.low, row.high, row.events)


def series_of(counts: Iterable[Count], spans: Sequence[Span], covered: Sequence[Coverage]) -> tuple[Series, ...]:
    """Returns a series for each subject over all the spans.

    A span of which reports were read and no event is told counts 0; one without reports is unknown.
    """
    found: defaultdict[Subject, dict[str, Count]] = defaultdict(dict)
    for count in counts:
        found[count.subject][count.span] = count
    return tuple(
        Series(subject, tuple(_point(named.get(span.name), span, each) for span, each in zip(spans, covered, strict=True)))
        for subject, named in found.items()
    )


def _point(count: Count | None, span: Span, covered: Coverage) -> Point:
    """Returns the point of one span."""
    if count is not None:
        return Point(span, count.low, count.high, count.events, covered)
    none = 0 if covered.reports else None
    return Point(span, none, none, (), covered)
