"""Claims: what a report says happened, when, where, how many, and who says so."""

from typing import Literal

import msgspec

from sitrep.model.actors import Actor, Speaker
from sitrep.model.figures import Figure, Item
from sitrep.model.issues import Issue
from sitrep.model.places import Place
from sitrep.model.reviews import Review
from sitrep.model.texts import Span
from sitrep.model.times import When

Status = Literal["occurred", "ongoing", "planned", "threatened", "denied", "conditional"]
HAPPENED: tuple[Status, ...] = ("occurred", "ongoing")
Scope = Literal["incident", "period_total", "background"]
ServiceName = Literal["power", "water", "heat", "gas", "internet", "transport", "nuclear-safety"]
ServiceStatus = Literal["lost", "reduced", "being-restored", "restored"]


class Weapon(msgspec.Struct, frozen=True):
    """A munition that the text names, by model where it does; `text[start:end]` of the document are its words."""

    name: str
    item: Item
    start: int
    end: int


class Service(msgspec.Struct, frozen=True):
    """A public service and what became of it."""

    service: ServiceName
    status: ServiceStatus


class Claim(msgspec.Struct, frozen=True):
    """One thing that one speaker says in one document; `source` is None where the outlet itself asserts it.

    `type` and `mode` are names of an event type pack. `evidence` are the shortest spans that carry the claim, in text order.
    `confidence` lies between 0 and 1. `review` is what people say of it in a record, None where nobody has.
    """

    id: str
    document: str
    type: str
    evidence: tuple[Span, ...]
    mode: str | None = None
    status: Status = "occurred"
    scope: Scope = "incident"
    when: When = When()
    places: tuple[Place, ...] = ()
    actor: Actor | None = None
    target: Actor | None = None
    weapons: tuple[Weapon, ...] = ()
    source: Speaker | None = None
    participants: tuple[Actor, ...] = ()
    figures: tuple[Figure, ...] = ()
    services: tuple[Service, ...] = ()
    confidence: float = 0.0
    issues: tuple[Issue, ...] = ()
    review: Review | None = None
