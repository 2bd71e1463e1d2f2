"""Urgency: what makes a claim worth a person's look first."""

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


def weights() -> Weights:
    """Returns the built-in weights."""
    found: Weights = load("urgency.toml", Weights)
    return found


def urgency(claim: Claim) -> float:
    """Returns how much a claim by itself wants a person's look: the less certain and the more consequential, the more."""
    known = weights()
    numbers = ((known.measures.get(each.measure or "", 0.0), each.low or each.high or 0) for each in claim.figures)
    consequence = known.plain + sum(weight * math.log10(1 + number) for weight, number in numbers)
    return (1.0 - claim.confidence) * consequence * (known.total if claim.scope != "incident" else 1.0)
