"""Drafts: claims in the making, each from a piece of a sentence."""

from dataclasses import dataclass, field

from sitrep.model.actors import Actor, Speaker
from sitrep.model.claims import Scope, Service, Status, Weapon
from sitrep.model.figures import Figure
from sitrep.model.issues import Issue
from sitrep.model.places import Place
from sitrep.model.reasons import Reason, Slot
from sitrep.model.times import Time


@dataclass(slots=True)
class Draft:
    """A claim in the making; `pieces` are the words `[first, last)` that it is read from, `time` the expression that dates it.

    `offices` are places that only tell where a speaker holds office.
    `reasons` say why its slots have their values; `senses` are those of its triggers.
    """

    type: str
    sentence: int
    paragraph: int
    pieces: list[tuple[int, int]]
    senses: frozenset[str] = frozenset()
    mode: str | None = None
    status: Status = "occurred"
    scope: Scope = "incident"
    time: Time | None = None
    own_time: bool = False
    places: list[Place] = field(default_factory=list)
    own_places: bool = False
    offices: list[Place] = field(default_factory=list)
    actor: str | None = None
    doer: Actor | None = None
    target: Actor | None = None
    source: Speaker | None = None
    participants: list[Actor] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    weapons: list[Weapon] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)

    def note(self, slot: Slot, rule: str, why: str, words: tuple[int, int] | None = None, text: str | None = None) -> None:
        """Notes why a slot has the value that it has just been given, and by which words (offsets)."""
        start, end = words or (None, None)
        self.reasons.append(Reason(slot, rule, why, start, end, text))

    @property
    def days(self) -> tuple[str | None, str | None]:
        """First and last day that it covers."""
        return self.time.covered if self.time else (None, None)
