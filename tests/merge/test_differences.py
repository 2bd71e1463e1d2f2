"""By how much running totals grew."""

from typing import TYPE_CHECKING

from sitrep.merge.differences import differences
from sitrep.merge.events import merge_claims
from sitrep.model.events import Difference
from sitrep.model.figures import Figure

if TYPE_CHECKING:
    from tests.merge.conftest import Builder


def grown(build: "Builder", *told: tuple[str, Figure], start: str = "2022-02-24") -> tuple[Difference, ...]:
    """Returns the differences of running totals, by end and count."""
    claims = [
        build.claim(f"d{i}", scope="period_total", when=build.when(start, end, "longer"), places=(build.ukraine,), figures=(figure,))
        for i, (end, figure) in enumerate(told)
    ]
    return differences(merge_claims(claims, build.documents(claims)).totals)


def test_a_running_total_grows(build: "Builder") -> None:
    """Two counts since the same day differ by what came between, from the day after the first."""
    (found,) = grown(build, ("2025-12-01", build.figure("killed", "person", 700)), ("2025-12-05", build.figure("killed", "person", 730)))
    assert (found.low, found.high, found.when.start, found.when.end, found.claims) == (30, 30, "2025-12-02", "2025-12-05", ("d0-0", "d1-0"))


def test_open_counts_tell_no_difference(build: "Builder") -> None:
    """Between "more than 700" and "more than 730" anything may lie; against an exact count one end is known."""
    open_end = build.at_least("killed", "person", 700)
    assert grown(build, ("2025-12-01", open_end), ("2025-12-05", build.at_least("killed", "person", 730))) == ()
    (found,) = grown(build, ("2025-12-01", open_end), ("2025-12-05", build.figure("killed", "person", 730)))
    assert (found.low, found.high) == (None, 30)


def test_weeks_are_no_running_totals(build: "Builder") -> None:
    """Totals of two weeks begin anew and are not subtracted."""
    first = build.claim(
        "a", scope="period_total", when=build.when("2025-12-01", "2025-12-07"), figures=(build.figure("killed", "person", 9),)
    )
    second = build.claim(
        "b", scope="period_total", when=build.when("2025-12-08", "2025-12-14"), figures=(build.figure("killed", "person", 12),)
    )
    assert differences(merge_claims([first, second], build.documents([first, second])).totals) == ()
