"""People who were injured in the morning's report and dead in the evening's."""

from typing import TYPE_CHECKING

from sitrep.merge.events import merge_claims
from sitrep.model.events import Event
from sitrep.model.figures import Figure

if TYPE_CHECKING:
    from tests.merge.conftest import Builder


def told(build: "Builder", *figures: tuple[Figure, ...], mode: str = "firearms") -> Event:
    """Returns the event of reports on following days, each with some figures."""
    claims = [build.claim(f"d{i}", mode=mode, figures=each) for i, each in enumerate(figures)]
    (event,) = merge_claims(claims, [build.document(f"d{i}", f"2025-12-0{i + 6}") for i in range(len(claims))]).events
    return event


def test_the_injured_who_died_are_counted_once(build: "Builder") -> None:
    """A man was shot on Saturday and died on Sunday: one dead, nobody injured, and the event says why."""
    event = told(build, (build.figure("injured", "person", 1),), (build.figure("killed", "person", 1),))
    assert [figure.measure for figure in event.figures] == ["killed"]
    assert [issue.message for issue in event.issues] == ["Early reports tell of 1 person injured; later ones count them among the dead."]


def test_other_injured_stay(build: "Builder") -> None:
    """Where a report counts both, where the injured are told of later, are many, or were hit in an attack in waves, they are others."""
    hurt, dead = build.figure("injured", "person", 1), build.figure("killed", "person", 1)
    many = build.figure("injured", "person", 3)
    assert len(told(build, (hurt, dead), (dead,)).figures) == 2
    assert len(told(build, (dead,), (hurt,)).figures) == 2
    assert len(told(build, (many,), (build.figure("killed", "person", 4),)).figures) == 2
    assert len(told(build, (hurt,), (dead,), mode="drone").figures) == 2
