"""The interval of a ratio keeps what it promises."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.trends.ratios import rate_ratio

COUNTS = st.lists(st.integers(0, 500), min_size=2, max_size=12)


@given(st.integers(0, 2000), COUNTS)
def test_interval_and_probability_say_the_same(now: int, before: list[int]) -> None:
    """A ratio whose interval leaves out 1 is one whose probability is below 5 %, else a table would contradict itself."""
    told = rate_ratio([now], before)
    outside = told.low > 1 or (told.high is not None and told.high < 1)
    assert outside == (told.p < 0.05) or abs(told.p - 0.05) < 1e-9


@given(st.integers(0, 2000), COUNTS)
def test_ratio_lies_in_its_interval(now: int, before: list[int]) -> None:
    """An estimate outside its own interval would be nonsense."""
    told = rate_ratio([now], before)
    assert told.value is None or told.low <= told.value * (1 + 1e-9)
    assert told.value is None or told.high is None or told.value <= told.high * (1 + 1e-9)


def test_plain_counts_give_the_exact_interval() -> None:
    """With enough spans, no more spread than chance and many degrees of freedom it is the interval of Clopper and Pearson.

    Source: 10 against 40 in four times the time; the exact bounds of a binomial 10 of 50 are 0.1003 and 0.3372.
    """
    told = rate_ratio([10], [1] * 40)
    assert told.dispersion == 1
    assert told.low / 40 == pytest.approx(0.1003 / (1 - 0.1003), rel=0.08)
    assert told.high is not None
    assert told.high / 40 == pytest.approx(0.3372 / (1 - 0.3372), rel=0.08)


def test_spread_widens_the_interval() -> None:
    """The same mean with nights of none and nights of hundreds tells less."""
    steady, wild = rate_ratio([30], [10] * 8), rate_ratio([30], [0, 40, 0, 0, 38, 0, 2, 0])
    assert steady.low > 1
    assert wild.low < 1
    assert wild.dispersion > 10 * steady.dispersion


@pytest.mark.parametrize(("mean", "spread"), [(5, 1e9), (20, 5.0), (100, 1.5), (800, 5.0)])
def test_false_alarms_are_rare(mean: int, spread: float) -> None:
    """At 95 % at most one steady series in twenty is called changed, also where counts vary far more than chance alone would let them."""
    chance = random.Random(11)  # noqa: S311 - chance that can be repeated is what is wanted

    def count() -> int:
        rate = mean * chance.gammavariate(spread, 1 / spread) if spread < 1e6 else mean
        return max(0, round(chance.gauss(rate, rate**0.5)))

    alarms = sum(rate_ratio([count()], [count() for _ in range(8)]).p < 0.05 for _ in range(600))
    assert alarms <= 0.055 * 600
