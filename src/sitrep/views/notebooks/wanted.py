"""Wanted: the filters that programs give as keywords."""

import datetime as dt
from collections.abc import Sequence
from typing import TypedDict

from sitrep.store.filters import Filters
from sitrep.views.listing import read_filters
from sitrep.views.wishes import FilterWishes

Names = str | Sequence[str]
Day = str | dt.date


class Wanted(TypedDict, total=False):
    """What an event must be like; all that is given must hold, and of several values for one thing any one. Days are inclusive."""

    since: Day | None
    until: Day | None
    type: Names | None
    mode: Names | None
    place: Names | None
    actor: Names | None
    munition: Names | None
    source: Names | None
    status: Names | None
    scope: Names | None


def filters_of(wanted: Wanted) -> Filters:
    """Returns the filters.

    Raises: WrongUsage for a date, type, mode, status or scope that is none; TypeError for a name that is none.
    """
    given = {name: joined(value) for name, value in wanted.items() if value is not None}
    return read_filters(FilterWishes(**given), "")


def joined(value: object) -> str:
    """Returns one or several values as they are typed.

    >>> joined(["killed", "injured"]), joined(dt.date(2025, 12, 7))
    ('killed,injured', '2025-12-07')
    """
    return ",".join(map(str, value)) if isinstance(value, list | tuple | set | frozenset) else str(value)
