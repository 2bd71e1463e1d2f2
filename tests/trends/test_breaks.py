"""When a series passes to another level."""

import random

from sitrep.trends.breaks import breaks
from tests.trends.conftest import MakeSeries


def counts(mean: int, weeks: int, chance: random.Random) -> list[int]:
    """Returns so many weeks about a mean, spread as attacks are."""
    return [round(mean * chance.gammavariate(5, 1 / 5)) for _ in range(weeks)]


def test_a_new_level_is_found_where_it_begins(series: MakeSeries) -> None:
    """Threefold from one week on is seen, within two weeks of it."""
    chance = random.Random(5)  # noqa: S311 - chance that can be repeated is what is wanted
    made = series([*counts(100, 20, chance), *counts(300, 20, chance)])
    found = breaks(made)
    names = [point.span.name for point in made.points]
    assert len(found) == 1
    assert abs(names.index(found[0].span.name) - 20) <= 2
    assert found[0].ratio.low > 1.5
    assert not found[0].shifts


def test_a_steady_series_has_none(series: MakeSeries) -> None:
    """Of forty steady series at most three may seem to change."""
    chance = random.Random(6)  # noqa: S311 - see above
    assert sum(bool(breaks(series(counts(100, 40, chance)))) for _ in range(40)) <= 3


def test_a_tiny_step_of_a_still_series_is_not_told(series: MakeSeries) -> None:
    """Where counts hardly vary a step of one is seen, and is no change of what happens."""
    assert not breaks(series([6] * 10 + [7] * 10))


def test_short_series_are_not_cut(series: MakeSeries) -> None:
    """Eleven weeks show no levels."""
    assert not breaks(series([100] * 5 + [900] * 6))


def test_sparse_series_have_no_levels(series: MakeSeries) -> None:
    """A town that is struck six times in a year has no levels, whatever the size of the strikes."""
    chance = random.Random(7)  # noqa: S311 - see above
    made = [chance.choice((0, 0, 0, 0, 0, 0, 0, chance.randrange(5, 60))) for _ in range(52 * 40)]
    assert not [found for start in range(0, len(made), 52) for found in breaks(series(made[start : start + 52]))]


def test_a_break_says_that_the_sources_changed_there(series: MakeSeries) -> None:
    """A level that begins with another outlet is that outlet's."""
    outlets = [{"Courier": 1, "Wire": 1}] * 12 + [{"Newcomer": 2, "Wire": 1}] * 12
    found = breaks(series([100, 110, 90] * 4 + [400, 380, 420] * 4, outlets))
    assert {shift.kind for shift in found[0].shifts} >= {"lost-outlets"}
