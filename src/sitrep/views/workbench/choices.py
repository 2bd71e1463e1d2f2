"""Choices: what the filter form offers to choose from."""

import functools
from typing import get_args

import msgspec

from sitrep.model.claims import Scope, Status
from sitrep.packs.types import event_types


class Choices(msgspec.Struct, frozen=True):
    """What the filter form offers to choose from."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    scopes: tuple[str, ...]


@functools.cache
def choices() -> Choices:
    """Returns the types, modes, statuses and scopes that there are."""
    types = event_types(())
    modes = sorted({mode for each in types for mode in each.modes})
    return Choices(tuple(each.name for each in types), tuple(modes), get_args(Status), get_args(Scope))
