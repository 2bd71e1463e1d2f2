"""Totals beside the sums over incidents."""

from typing import TYPE_CHECKING

from sitrep.merge.events import merge_claims
from sitrep.model.claims import Claim
from sitrep.model.events import Total

if TYPE_CHECKING:
    from tests.merge.conftest import Builder


def week(build: "Builder", document: str = "t", launched: int = 500, **fields: object) -> Claim:
    """Returns a claim of drones launched at Ukraine from Monday to Sunday."""
    span, figures = build.when("2025-12-01", "2025-12-07", "longer"), (build.figure("launched", "drone", launched),)
    values: dict[str, object] = {"scope": "period_total", "when": span, "places": (build.ukraine,), "figures": figures}
    return build.claim(document, 0, **(values | fields))


def totals(build: "Builder", *claims: Claim) -> tuple[Total, ...]:
    """Returns the totals of claims whose reports are all of one day."""
    return merge_claims(claims, build.documents(claims)).totals


def test_a_total_is_no_event(build: "Builder") -> None:
    """What was counted over a week happened on no single night."""
    merged = merge_claims([week(build)], build.documents([week(build)]))
    assert merged.events == ()
    assert [(total.low, total.from_incidents.low, total.from_incidents.events) for total in merged.totals] == [(500, None, ())]


def test_claims_of_one_total_are_one(build: "Builder") -> None:
    """Two outlets quote one weekly number; another span is another total."""
    later = week(build, "c", when=build.when("2025-12-02", "2025-12-07", "longer"))
    assert [total.claims for total in totals(build, week(build, "a"), week(build, "b"), later)] == [("a-0", "b-0"), ("c-0",)]


def test_incidents_of_the_span_are_summed(build: "Builder") -> None:
    """Only attacks within the span, in the place and by the side count."""
    drones = (build.figure("launched", "drone", 100),)
    inside = [build.claim(f"d{day}", when=build.when(f"2025-12-0{day}"), figures=drones) for day in (1, 7)]
    before = build.claim("d0", when=build.night("2025-11-29", "2025-11-30"), figures=drones)
    other_side = build.claim("d8", when=build.when("2025-12-03"), actor=build.ukraine_state, figures=drones)
    (total,) = totals(build, week(build), *inside, before, other_side)
    assert (total.from_incidents.low, total.from_incidents.high, len(total.from_incidents.events)) == (200, 200, 2)


def test_a_whole_and_its_parts_are_never_both_counted(build: "Builder") -> None:
    """The country's night holds the town's; without a number of its own, its parts count."""
    town = build.claim("b", figures=(build.figure("launched", "drone", 30),))
    wide = build.claim("a", places=(build.ukraine,), figures=(build.figure("launched", "drone", 240),))
    silent = build.claim("a", places=(build.ukraine,))
    assert totals(build, week(build), wide, town)[0].from_incidents.low == 240
    assert totals(build, week(build), silent, town)[0].from_incidents.low == 30


def test_kinds_make_up_an_item(build: "Builder") -> None:
    """Ballistic and cruise missiles are missiles; a number for missiles themselves comes first."""
    missiles = (build.figure("launched", "missile", 60),)
    kinds = (build.figure("launched", "ballistic-missile", 4), build.figure("launched", "cruise-missile", 5))
    (total,) = totals(build, week(build, figures=missiles), build.claim("a", figures=kinds))
    assert total.from_incidents.low == 9
    whole = (*kinds, build.figure("launched", "missile", 12))
    (total,) = totals(build, week(build, figures=missiles), build.claim("a", figures=whole))
    assert total.from_incidents.low == 12


def test_an_open_start_holds_all_before(build: "Builder") -> None:
    """A total whose start is not told covers what was before its end."""
    open_span = build.when("2025-12-07")
    total = week(build, when=type(open_span)(None, "2025-12-07"))
    old = build.claim("a", when=build.when("2024-01-01"), figures=(build.figure("launched", "drone", 3),))
    assert totals(build, total, old)[0].from_incidents.low == 3


def test_a_night_belongs_to_its_morning(build: "Builder") -> None:
    """A week's nights are those that end on its days: the night into Monday counts, that into the next Monday does not."""
    drones = (build.figure("launched", "drone", 100),)
    nights = [("2025-11-30", "2025-12-01"), ("2025-12-03", "2025-12-04"), ("2025-12-07", "2025-12-08")]
    claims = [build.claim(f"d{i}", when=build.night(*night), figures=drones) for i, night in enumerate(nights)]
    (total,) = totals(build, week(build), *claims)
    assert (total.from_incidents.low, total.from_incidents.covered, total.from_incidents.days) == (200, 2, 7)


def test_the_difference_stands_beside(build: "Builder") -> None:
    """How much of what is stated no single report tells of; of an open end the difference is unknown."""
    night = build.claim("a", when=build.when("2025-12-03"), figures=(build.at_least("launched", "drone", 240),))
    (total,) = totals(build, week(build, launched=1600), night)
    assert (total.type, total.difference.low, total.difference.high) == ("ASSAULT", 1360, None)
