"""Breaks: the weeks in which a series passes to another level."""

import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from sitrep.trends.coverage import Shift, ShiftKind, Span, shifts
from sitrep.trends.ratios import Ratio, rate_ratio
from sitrep.trends.series import Point, Series, Subject
from sitrep.trends.settings import settings

NORMAL_QUARTILE = 0.6745  # the median distance from the mean, in standard deviations
LEAST_NOISE = 1e-3


class Break(msgspec.Struct, frozen=True):
    """A change of level: the first span of the new one, the means a span of both, their ratio, and how the sources changed there, if so.

    `since` and `until` are the first span of the old level and the last of the new one.
    """

    subject: Subject
    span: Span
    since: Span
    until: Span
    before: float
    after: float
    ratio: Ratio
    shifts: tuple[Shift, ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether the levels differ by more than chance."""
        return self.ratio.low > 1 or (self.ratio.high is not None and self.ratio.high < 1)


def breaks(series: Series) -> tuple[Break, ...]:
    """Returns the changes of level in a series, the earliest first; none in a short or a sparse one. Spans not read are left out.

    They are those that make the squared distances of the logarithms (of the count and 1) from the mean of their stretch least, with a
    penalty for each, over all ways to cut (PELT); of those the ones whose ratio of levels leaves 1 out of its interval.
    Source: Killick, Fearnhead and Eckley 2012; docs/trends.md measures it.
    """
    points = [point for point in series.points if point.is_known]
    wanted = settings().breaks
    filled = sum(1 for point in points if point.most)
    if len(points) < wanted.least_series or filled < wanted.least_filled * len(points):
        return ()
    levels = [0, *_cuts([_middle(point) for point in points]), len(points)]
    while True:
        found = [
            _break(series.subject, points[start:cut], points[cut:end])
            for start, cut, end in zip(levels, levels[1:], levels[2:], strict=False)
        ]
        chance = [index for index, each in enumerate(found, 1) if not each.is_told]
        if not chance:
            return tuple(found)
        levels.pop(max(chance, key=lambda index: found[index - 1].ratio.p))


def _cuts(counts: Sequence[float]) -> Iterator[int]:
    """Yields where a new level begins."""
    import numpy as np  # noqa: PLC0415 - only long series need it
    import ruptures  # noqa: PLC0415 - a second

    wanted = settings().breaks
    signal = np.log1p(np.array(counts)).reshape(-1, 1)
    penalty = wanted.penalty * _noise(signal[:, 0].tolist()) * float(np.log(len(counts)))
    found = ruptures.KernelCPD(kernel="linear", min_size=wanted.least_weeks).fit(signal).predict(pen=penalty)
    yield from found[:-1]


def _noise(values: Sequence[float]) -> float:
    """Returns the variance within levels: from the steps between neighbours, which a few changes of level hardly touch."""
    steps = [new - old for old, new in pairwise(values)]
    robust = statistics.median(map(abs, steps)) / NORMAL_QUARTILE
    deviation = max(robust, statistics.pstdev(steps) / 2)
    return max(deviation**2 / 2, LEAST_NOISE)


def _break(subject: Subject, old: Sequence[Point], new: Sequence[Point]) -> Break:
    """Returns the change between two levels."""
    before, after = [_middle(point) for point in old], [_middle(point) for point in new]
    return Break(
        subject=subject,
        span=new[0].span,
        since=old[0].span,
        until=new[-1].span,
        before=statistics.fmean(before),
        after=statistics.fmean(after),
        ratio=rate_ratio(after, before, settings().baseline.level),
        shifts=_shifts(old, new),
    )


def _shifts(old: Sequence[Point], new: Sequence[Point]) -> tuple[Shift, ...]:
    """Returns how the sources changed: what most of the first spans of the new level have that the last of the old one do not."""
    length = settings().breaks.least_weeks
    before = [point.coverage for point in old[-settings().baseline.spans :]]
    found: dict[ShiftKind, list[Shift]] = {}
    for point in new[:length]:
        for shift in shifts(point.coverage, before):
            found.setdefault(shift.kind, []).append(shift)
    return tuple(each[0] for each in found.values() if 2 * len(each) > length)


def _middle(point: Point) -> float:
    """Returns the middle of a count's bounds."""
    return (point.least + point.most) / 2
