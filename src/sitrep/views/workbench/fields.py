"""The field: which types the pages are about, and what makes a claim worth a look first."""

import math

import msgspec

from sitrep.model.claims import Claim
from sitrep.packs.loader import load


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the weight of a claim in the review queue is made of; `measures` by the name of the measure."""

    plain: float
    conflicting: float
    total: float
    measures: dict[str, float]


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Types of contacts, of outages, and of what is looked forward to; measures that stand in front."""

    contacts: tuple[str, ...]
    outages: tuple[str, ...]
    coming: tuple[str, ...]
    key_measures: tuple[str, ...]
    weights: Weights


def field() -> Field:
    """Returns what the workbench knows of the field."""
    found: Field = load("workbench.toml", Field)
    return found


def urgency(claim: Claim, *, is_conflicting: bool) -> float:
    """Returns how much a claim wants a person's look: the less certain and the more consequential, the more."""
    weights = field().weights
    numbers = ((weights.measures.get(each.measure or "", 0.0), each.low or each.high or 0) for each in claim.figures)
    consequence = weights.plain + sum(weight * math.log10(1 + number) for weight, number in numbers)
    scope = weights.total if claim.scope != "incident" else 1.0
    return (1.0 - claim.confidence) * consequence * scope * (weights.conflicting if is_conflicting else 1.0)
