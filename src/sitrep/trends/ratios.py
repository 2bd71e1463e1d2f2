"""Ratios: how much larger a rate is than another, with an interval that holds where counts are over-dispersed."""

from collections.abc import Sequence

import msgspec

LEAST_TAIL = 1e-300  # what is less likely is as good as that: smaller numbers run out


class Ratio(msgspec.Struct, frozen=True):
    """A rate against another: `value` None where the other is 0, `high` None where there is no upper end.

    `low` and `high` bound it at the asked level, `p` is the probability of a ratio as far from 1 where there is no change,
    `dispersion` the variance of the counts in units of their mean, at least 1.
    """

    value: float | None
    low: float
    high: float | None
    p: float
    dispersion: float


def rate_ratio(now: Sequence[float], before: Sequence[float], level: float = 0.95, floor: float = 1.0) -> Ratio:
    """Returns the mean of the counts `now` over that of the counts `before`, all of spans of one length, at least two in `before`.

    The dispersion is never below `floor`, nor below 1.

    Given their sum, a Poisson count is binomial, which gives the exact interval; counts of attacks vary more, so both are divided by the
    dispersion (quasi-likelihood), and the normal quantile becomes that of Student's t, since the dispersion is estimated from few spans.
    docs/trends.md measures what it keeps and finds. Source: Przyborowski and Wilenski 1940 (the conditional test), Clopper and Pearson 1934
    (the interval), McCullagh and Nelder 1989, section 4.5 (the dispersion by Pearson's statistic).

    >>> told = rate_ratio([40], [10, 14, 8, 12, 9, 11, 10, 12])
    >>> round(told.value, 2), round(told.low, 2), round(told.high, 2), told.p < 0.01, told.dispersion
    (3.72, 2.29, 5.9, True, 1.0)
    """
    freedom = len(now) + len(before) - 2
    dispersion = max(1.0, floor, _dispersion(now, before, freedom))
    new, old = sum(now) / dispersion, sum(before) / dispersion
    spans = len(before) / len(now)
    if not new and not old:
        return Ratio(None, 0.0, None, 1.0, dispersion)
    from scipy import special  # noqa: PLC0415 - a quarter of a second

    tail = float(special.ndtr(-special.stdtrit(freedom, (1 + level) / 2)))
    low = _odds(float(special.betaincinv(new, old + 1, tail)) if new else 0.0)
    high = _odds(float(special.betainccinv(new + 1, old, tail)) if old else 1.0)
    return Ratio(
        value=spans * new / old if old else None,
        low=spans * (low or 0.0),
        high=None if high is None else spans * high,
        p=_p_value(new, old, 1 / (1 + spans), freedom),
        dispersion=dispersion,
    )


def _dispersion(now: Sequence[float], before: Sequence[float], freedom: int) -> float:
    """Returns Pearson's statistic over its degrees of freedom, each side about its own mean; a side of one span tells nothing."""
    return sum(_pearson(side) for side in (now, before)) / freedom


def _pearson(counts: Sequence[float]) -> float:
    """Returns the squared distances from the mean, in units of the mean."""
    mean = sum(counts) / len(counts)
    return sum((count - mean) ** 2 for count in counts) / mean if mean else 0.0


def _odds(share: float) -> float | None:
    """Returns the odds of a share, None where they have no end."""
    return None if share >= 1 else share / (1 - share)


def _p_value(new: float, old: float, share: float, freedom: int) -> float:
    """Returns the two-sided probability that so large a part of all, or so small a one, is new, by the quantiles of Student's t."""
    from scipy import special  # noqa: PLC0415 - as above

    above = float(special.betainc(new, old + 1, share)) if new else 1.0
    below = float(special.betaincc(new + 1, old, share)) if old else 1.0
    tail = min(above, below)
    if tail >= 0.5:
        return 1.0
    distance = -float(special.ndtri(max(tail, LEAST_TAIL)))
    return 2 * float(special.stdtr(freedom, -distance))
