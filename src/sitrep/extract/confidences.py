"""Confidences: how often claims of a kind were right where people had annotated the same reports."""

import functools
import math

import msgspec

from sitrep.model.claims import Claim
from sitrep.packs.loader import load


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each sign adds, in log odds, and where evidence counts as short or long, in code points."""

    base: float
    figures: float
    short_evidence: float
    long_evidence: float
    no_actor: float
    own_time: float
    not_yet: float
    rare_type: float
    background: float
    short: int
    long: int
    common_types: frozenset[str]


@functools.cache
def weights() -> Weights:
    """Returns the fitted weights."""
    return load("confidence.toml", Weights)


def confidence_of(claim: Claim) -> float:
    """Returns the share of claims with the same signs that were right, between 0 and 1, in hundredths."""
    known, length = weights(), len(claim.evidence[0].text)
    odds = (
        known.base
        + known.figures * bool(claim.figures)
        + known.short_evidence * (length < known.short)
        + known.long_evidence * (length >= known.long)
        + known.no_actor * (claim.actor is None)
        + known.own_time * (claim.when.start is not None and claim.when.basis != "inherited")
        + known.not_yet * (claim.status in {"planned", "conditional"})
        + known.rare_type * (claim.type not in known.common_types)
        + known.background * (claim.scope == "background")
    )
    return round(1 / (1 + math.exp(-odds)), 2)
