"""Leaders: people who are often named without their country, and which it is."""

import functools
from collections import Counter
from collections.abc import Mapping

import msgspec

from sitrep.packs.loader import load
from sitrep.packs.spelling import fold


class Leaders(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Full names by the ISO code of the country that each stands for."""

    countries: dict[str, tuple[str, ...]]


@functools.cache
def known_leaders() -> Mapping[str, str]:
    """Returns the country of each leader by his full name, and by the last word of it where only one country has such a leader."""
    pairs = [(fold(name), code) for code, names in load("world/leaders.toml", Leaders).countries.items() for name in names]
    lasts = {(name.rpartition(" ")[2], code) for name, code in pairs}
    shared = Counter(last for last, _ in lasts)
    return {last: code for last, code in lasts if shared[last] == 1} | dict(pairs)


def country_of_leader(name: str) -> str | None:
    """Returns the country of a leader by his full name or surname as a text has it, None for others.

    >>> country_of_leader("Macron"), country_of_leader("Ada Macron")
    ('FR', None)
    """
    return known_leaders().get(fold(name))
