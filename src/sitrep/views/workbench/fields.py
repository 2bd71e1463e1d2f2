"""The field: which types the pages are about."""

import msgspec

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
