"""Changes: what a span tells against the spans before it, or why nothing can be told."""

from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from sitrep.model.events import Bounds
from sitrep.trends.coverage import Coverage, Shift, Span, hides, shifts
from sitrep.trends.ratios import Ratio, rate_ratio
from sitrep.trends.series import Point, Series, Subject
from sitrep.trends.settings import settings

Verdict = Literal["rose", "fell", "steady", "sources-changed", "too-little"]


class Change(msgspec.Struct, frozen=True):
    """A count in the last span against the mean of the spans before it.

    `verdict` is "steady" where no change can be told, "sources-changed" where `shifts` may be all there is to it, "too-little" without
    enough spans to compare with. `usual` is the mean a span before, of the lower and the upper bounds. `ratio` is of now and then, None
    where the mean is 0; `low` and `high` bound it at `level` whichever bounds of the counts are taken (`high` None: no upper end).
    `p` is the probability of a ratio so far from 1 where nothing changed.
    """

    subject: Subject
    span: Span
    now: Bounds
    usual: tuple[float, float] | None
    verdict: Verdict
    before: tuple[Span, ...]
    coverage: Coverage
    coverage_before: tuple[Coverage, ...]
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    p: float = 1.0
    level: float = 0.95
    dispersion: float = 1.0
    shifts: tuple[Shift, ...] = ()
    events: tuple[str, ...] = ()


def change(series: Series) -> Change:
    """Returns what the last span of a series tells against those before it that were read, which must follow one another in time."""
    wanted = settings().baseline
    *earlier, now = series.points
    before = [point for point in earlier if point.is_known]
    told = _bare(series.subject, now, before)
    if len(before) < wanted.least_spans or not now.is_known:
        return told
    size = 1.0 if sum(1 for each in before if each.most) >= wanted.least_spans else _size(series)
    low, high = (rate_ratio([value(now)], [value(each) for each in before], wanted.level, size) for value in (_least, _most))
    return _judged(told, low, high, shifts(now.coverage, [each.coverage for each in before]))


def _size(series: Series) -> float:
    """Returns how much one event counts on average: all of it comes at once, so that where nearly all spans are empty it is one chance."""
    events = sum(len(point.events) for point in series.points)
    return sum(point.most for point in series.points) / events if events else 1.0


def _bare(subject: Subject, now: Point, before: Sequence[Point]) -> Change:
    """Returns a change of which nothing is told yet."""
    wanted = settings().baseline
    usual = (sum(map(_least, before)) / len(before), sum(map(_most, before)) / len(before)) if before else None
    unread = () if now.is_known else (Shift("unread", 0, 0),)
    few = () if len(before) >= wanted.least_spans else (Shift("too-few-spans", len(before), wanted.least_spans),)
    return Change(
        subject=subject,
        span=now.span,
        now=Bounds(now.low, now.high),
        usual=usual,
        verdict="too-little",
        before=tuple(each.span for each in before),
        coverage=now.coverage,
        coverage_before=tuple(each.coverage for each in before),
        level=wanted.level,
        shifts=(*unread, *few),
        events=now.events,
    )


def _judged(told: Change, low: Ratio, high: Ratio, moved: Sequence[Shift]) -> Change:
    """Returns the change with its ratio and verdict; it rose or fell only where both bounds of the counts say so."""
    measured = replace(
        told,
        ratio=high.value if low.value is None else low.value if high.value is None else (low.value * high.value) ** 0.5,
        low=min(low.low, high.low),
        high=None if low.high is None or high.high is None else max(low.high, high.high),
        p=max(low.p, high.p),
        dispersion=max(low.dispersion, high.dispersion),
        verdict="steady",
        shifts=tuple(moved),
    )
    rose = measured.low is not None and measured.low > 1
    fell = measured.high is not None and measured.high < 1
    if any(hides(shift, rose) for shift in moved) if rose or fell else moved:
        return replace(measured, verdict="sources-changed")
    return replace(measured, verdict="rose" if rose else "fell" if fell else "steady")


def judged_together(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Returns changes that are told in one list: of those said to have risen or fallen, few are chance, however many were looked at.

    The share of false ones among them is held below one less the level. Source: Benjamini and Hochberg 1995.
    """
    tested = [each for each in changes if each.verdict in ("rose", "fell", "steady")]
    if not tested:
        return tuple(changes)
    from scipy.stats import false_discovery_control  # noqa: PLC0415 - half a second

    adjusted = dict(zip(map(id, tested), false_discovery_control([each.p for each in tested]), strict=True))
    return tuple(_held(each, float(adjusted.get(id(each), each.p))) for each in changes)


def _held(told: Change, p: float) -> Change:
    """Returns a change by its probability among others."""
    if told.verdict in ("rose", "fell") and p >= 1 - told.level:
        return replace(told, verdict="steady", p=p)
    return replace(told, p=p)


def _least(point: Point) -> float:
    """Returns the lower bound of a count."""
    return point.least


def _most(point: Point) -> float:
    """Returns the upper bound of a count."""
    return point.most
