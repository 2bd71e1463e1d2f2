"""The field: which types the pages are about, and what makes a claim worth a look first."""

import msgspec

from sitrep.model.claims import Claim
from sitrep.packs import urgency as urgencies
from sitrep.packs.loader import load


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Types of contacts, of outages, and of what is looked forward to; measures that stand in front."""

    contacts: tuple[str, ...]
    outages: tuple[str, ...]
    coming: tuple[str, ...]
    key_measures: tuple[str, ...]


def field() -> Field:
    """Returns what the workbench knows of the field."""
    found: Field = load("workbench.toml", Field)
    return found


def urgency(claim: Claim, *, is_conflicting: bool) -> float:
    """Returns how much a claim wants a person's look, more where its event's figures conflict."""
    return urgencies.urgency(claim) * (urgencies.weights().conflicting if is_conflicting else 1.0)
