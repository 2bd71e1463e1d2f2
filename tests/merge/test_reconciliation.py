"""Figures of one event side by side."""

from typing import TYPE_CHECKING

import pytest

from sitrep.merge.events import merge_claims
from sitrep.model.events import EventFigure
from sitrep.model.figures import Figure

if TYPE_CHECKING:
    from tests.merge.conftest import Builder


def figures(build: "Builder", *told: tuple[str, str, Figure], rule: str = "latest-by-independent-source") -> tuple[EventFigure, ...]:
    """Returns the figures of one event from (day, speaker, figure), each in a report of its own."""
    claims = [
        build.claim(f"d{i}", source=build.speaker(*speaker.split("/")), figures=(figure,)) for i, (_, speaker, figure) in enumerate(told)
    ]
    documents = [build.document(f"d{i}", day) for i, (day, _, _) in enumerate(told)]
    (event,) = merge_claims(claims, documents, rule).events
    return event.figures


def test_equal_bounds_agree(build: "Builder") -> None:
    """Two speakers with one number agree."""
    six = build.figure("killed", "person", 6)
    (found,) = figures(build, ("2025-12-06", "Mayor", six), ("2025-12-07", "Police", six))
    assert found.agreement == "agreed"


def test_overlapping_bounds_are_compatible(build: "Builder") -> None:
    """At least five and six may both be true."""
    (found,) = figures(
        build, ("2025-12-06", "Mayor", build.at_least("killed", "person", 5)), ("2025-12-07", "Police", build.figure("killed", "person", 6))
    )
    assert (found.agreement, found.best.low, found.low, found.high) == ("compatible", 6, 5, None)


def test_a_speaker_replaces_his_own_figure(build: "Builder") -> None:
    """The same man's later number is his word; another's later number is the last word."""
    told = [("2025-12-06", "Ivan Moroz", 4), ("2025-12-07", "Police", 5), ("2025-12-08", "Moroz", 7)]
    (found,) = figures(build, *((day, who, build.figure("killed", "person", n)) for day, who, n in told))
    assert (found.best.low, found.low, found.high) == (7, 4, 7)


@pytest.mark.parametrize(
    ("rule", "best"),
    [("latest-by-independent-source", 9), ("best-low-high", 5), ("conservative", 3), ("one-side:UA", 3), ("one-side:XX", None)],
)
def test_rules_choose_and_never_average(build: "Builder", rule: str, best: int | None) -> None:
    """Every rule shows a number that somebody said."""
    told = [("2025-12-06", "Mayor/UA", 3), ("2025-12-06", "Police", 5), ("2025-12-07", "Medics", 5), ("2025-12-08", "Ministry/RU", 9)]
    (found,) = figures(build, *((day, who, build.figure("killed", "person", n)) for day, who, n in told), rule=rule)
    assert (found.rule, found.best.low) == (rule, best)


def test_a_part_is_not_its_whole(build: "Builder") -> None:
    """Seven in hospital of twenty hurt are no second toll; children have a line of their own."""
    hurt = build.figure("injured", "person", 20)
    parts = build.figure("injured", "person", 7, part_of=0), build.figure("injured", "child", 2, part_of=0)
    (event,) = merge_claims([build.claim("a", figures=(hurt, *parts))], build.documents([build.claim("a")])).events
    assert [(f.item, f.best.low) for f in event.figures] == [("person", 20), ("child", 2)]


def test_listed_damage_adds_up_unless_its_sum_is_told(build: "Builder") -> None:
    """Flats and houses are listed one by one; a total among them is not counted again."""
    listed = tuple(build.figure("damaged", "building", n) for n in (80, 11))
    for numbers, whole in ((listed, 91), ((build.figure("damaged", "building", 91), *listed), 91)):
        (event,) = merge_claims([build.claim("a", figures=numbers)], build.documents([build.claim("a")])).events
        assert event.figures[0].best.low == whole


def test_a_denial_states_no_figures(build: "Builder") -> None:
    """Whoever denies an attack does not give its toll."""
    denied = build.claim("a", status="denied", figures=(build.figure("killed", "person", 3),))
    (event,) = merge_claims([denied], build.documents([denied])).events
    assert event.figures == ()


def test_about_is_near_enough(build: "Builder") -> None:
    """About 1,200 and 1,250 do not contradict each other."""
    about = Figure(0, 1, "x", "household", "without-service", 1200, 1200, approx=True)
    (found,) = figures(build, ("2025-12-06", "Mayor", about), ("2025-12-07", "Grid", build.figure("without-service", "household", 1250)))
    assert found.agreement == "compatible"


def test_of_one_report_the_greatest_number_holds(build: "Builder") -> None:
    """A report that tells of twelve dead and then of one of them has not corrected itself; a later report of the speaker may."""
    told = [(1, 12, "2025-12-06"), (2, 1, "2025-12-06"), (3, 9, "2025-12-07")]
    claims = [
        build.claim(day[-1], place, source=build.speaker("Mayor"), figures=(build.figure("killed", "person", dead),))
        for place, dead, day in told
    ]
    documents = [build.document(day[-1], day) for day in ("2025-12-06", "2025-12-07")]
    assert merge_claims(claims[:2], documents).events[0].figures[0].best.low == 12
    assert merge_claims(claims, documents).events[0].figures[0].best.low == 9
