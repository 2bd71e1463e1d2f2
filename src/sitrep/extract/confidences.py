"""Confidences: how often claims of a kind were right where people had annotated the same reports."""

import functools
import math
from collections.abc import Callable

import msgspec

from sitrep.model.claims import Claim
from sitrep.packs.loader import load


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a claim without signs has and what each sign adds, in log odds, and where evidence counts as short or long, in code points."""

    base: float
    signs: dict[str, float]
    short: int
    long: int
    common_types: frozenset[str]


@functools.cache
def weights() -> Weights:
    """Returns the fitted weights."""
    return load("confidence.toml", Weights)


def confidence_of(claim: Claim) -> float:
    """Returns the share of claims with the same signs that were right, between 0 and 1, in hundredths."""
    known = weights()
    odds = known.base + sum(known.signs[name] for name in signs_of(claim))
    return round(1 / (1 + math.exp(-odds)), 2)


def signs_of(claim: Claim) -> tuple[str, ...]:
    """Returns the signs that a claim shows, by their names in the pack."""
    return tuple(name for name, shows in SIGNS.items() if shows(claim))


def is_short(claim: Claim) -> bool:
    """Whether the evidence is a few words only."""
    return len(claim.evidence[0].text) < weights().short


def is_long(claim: Claim) -> bool:
    """Whether the evidence is a whole sentence or more."""
    return len(claim.evidence[0].text) >= weights().long


SIGNS: dict[str, Callable[[Claim], bool]] = {
    "figures": lambda claim: bool(claim.figures),
    "bare_assault": lambda claim: claim.type == "ASSAULT" and not claim.figures,
    "short_evidence": is_short,
    "long_evidence": is_long,
    "no_actor": lambda claim: claim.actor is None,
    "own_time": lambda claim: claim.when.start is not None and claim.when.basis != "inherited",
    "not_yet": lambda claim: claim.status in {"planned", "conditional"},
    "rare_type": lambda claim: claim.type not in weights().common_types,
    "background": lambda claim: claim.scope == "background",
}
