"""Judgements: what a person decided about claims and events. They are added, never changed; one that was wrong is taken back by another."""

import hashlib
from typing import Any, Literal

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.figures import Item, Measure
from sitrep.model.texts import Span

Action = Literal["accept", "reject", "correct", "merge", "split", "undo"]


class Target(msgspec.Struct, frozen=True):
    """A claim as it was when it was judged: its id, its words and its meaning, by which it is known again after a new reading."""

    claim: str
    document: str
    type: str
    evidence: tuple[Span, ...]
    figures: tuple[tuple[Measure | None, Item, int | None, int | None], ...] = ()
    places: tuple[str, ...] = ()


class Change(msgspec.Struct, frozen=True):
    """One field of a claim set to another value: a path such as `status` or `figures.0.low`, and the value as JSON has it."""

    field: str
    value: Any


class Judgement(msgspec.Struct, frozen=True):
    """One decision. `at` is the moment in UTC; `changes` belong to "correct", `undoes` (a judgement's id) to "undo".

    A merge says that all its targets are one event; a split that its targets are an event apart from `others`.
    A `suggested` judgement comes from a machine: it is kept and listed, has no effect, and never counts as reviewed.
    """

    action: Action
    author: str
    at: str
    targets: tuple[Target, ...] = ()
    others: tuple[Target, ...] = ()
    changes: tuple[Change, ...] = ()
    reason: str | None = None
    undoes: str | None = None
    suggested: bool = False
    id: str = ""


def signed(judgement: Judgement) -> Judgement:
    """Returns a judgement with its id, a hash of everything that it says."""
    plain = msgspec.structs.replace(judgement, id="")
    return msgspec.structs.replace(judgement, id="j" + hashlib.sha256(msgspec.json.encode(plain)).hexdigest()[:16])


def target(claim: Claim) -> Target:
    """Returns a claim as a judgement names it."""
    figures = tuple(sorted(((each.measure, each.item, each.low, each.high) for each in claim.figures), key=repr))
    return Target(claim.id, claim.document, claim.type, claim.evidence, figures, tuple(place.name for place in claim.places))
