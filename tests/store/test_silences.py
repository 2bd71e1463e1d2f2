"""Silences: what is rare by a feed's own past is told, what chance or its habits make is not."""

import random

import pytest

from sitrep.store.silences import Past, is_silent, standing

DAY = 86_400.0


def past(rate: float, days: int, seed: int = 1) -> Past:
    """Returns a past in which items come by chance, so many a day."""
    chance, moment, moments = random.Random(seed), 0.0, []  # noqa: S311 - chance that can be repeated
    while (moment := moment + chance.expovariate(rate / DAY)) < days * DAY:
        moments.append(moment)
    return Past(moments, days * DAY)


@pytest.mark.parametrize(("items", "days"), [(4, 30), (100, 2)])
def test_too_little_is_known_of_a_young_or_rare_feed(items: int, days: int) -> None:
    """A guess at what is usual would be no better than none."""
    found = Past([day * DAY / items for day in range(items)], days * DAY)
    assert found.usual(DAY) is None
    assert standing(found, 0, 7 * DAY) == "new"
    assert not is_silent(found, 100 * DAY)


def test_chance_alone_is_hardly_ever_told() -> None:
    """Of a thousand quiet weeks of a steady feed, few may be called something else."""
    told = [standing(past(6, 28, seed), len(past(6, 7, seed + 5000).moments), 7 * DAY) for seed in range(1000)]
    assert sum(each != "heard" for each in told) <= 2


def test_bursts_are_no_change() -> None:
    """A feed that has nothing for three days and thirty items on the fourth has always been so."""
    moments = [day * DAY + number * 60 for day in range(0, 28, 4) for number in range(30)]
    found = Past(moments, 28 * DAY)
    assert found.dispersion > 10
    assert standing(found, 30, 7 * DAY) == "heard"
    assert not is_silent(found, 5 * DAY)
    assert is_silent(found, 60 * DAY)


@pytest.mark.parametrize(("found", "expected"), [(0, "quiet"), (3, "fewer"), (22, "heard"), (42, "heard"), (80, "heard"), (100, "more")])
def test_a_difference_is_told_where_it_is_twofold_and_rare(found: int, expected: str) -> None:
    """Half as much and twice as much are what an editor would ask about."""
    assert standing(Past([hour * 4 * 3600.0 for hour in range(168)], 28 * DAY), found, 7 * DAY) == expected


def test_a_silence_is_longer_than_any_pause_before() -> None:
    """The nights of an outlet are no silences, however many items its days have."""
    moments = [day * DAY + 8 * 3600 + number * 600 for day in range(28) for number in range(60)]
    found = Past(moments, 28 * DAY)
    assert not is_silent(found, 14 * 3600)
    assert is_silent(found, 22 * 3600)
