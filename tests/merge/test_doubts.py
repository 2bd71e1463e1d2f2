"""Figures that cannot all be right."""

from typing import TYPE_CHECKING

from sitrep.merge.events import merge_claims
from sitrep.model.figures import Figure

if TYPE_CHECKING:
    from tests.merge.conftest import Builder


def doubts(build: "Builder", *figures: Figure) -> list[str]:
    """Returns the doubts about the figures of one claim."""
    claim = build.claim("a", figures=figures)
    (event,) = merge_claims([claim], build.documents([claim])).events
    return [issue.message for issue in event.issues]


def test_more_shot_down_than_launched_is_a_doubt(build: "Builder") -> None:
    """Shot down, jammed and hit together cannot be more than flew; the numbers stay as they were said."""
    flew, downed, jammed = (build.figure(measure, "drone", n) for measure, n in (("launched", 100), ("intercepted", 80), ("lost", 30)))
    (told,) = doubts(build, flew, downed, jammed)
    assert told == "The numbers cannot all be right: 80 drones intercepted and 30 drones lost, but 100 drones launched."
    assert not doubts(build, flew, downed)
    assert not doubts(build, build.at_least("launched", "drone", 100), downed, jammed)


def test_more_children_than_people_are_a_doubt(build: "Builder") -> None:
    """Children are people."""
    people, children = build.figure("killed", "person", 3), build.figure("killed", "child", 4)
    assert doubts(build, people, children)
    assert not doubts(build, people, build.figure("injured", "child", 4))
