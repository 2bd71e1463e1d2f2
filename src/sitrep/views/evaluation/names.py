"""Names: whether two spellings mean the same person, body or place, as a scorer sees it."""

import functools
import re
import unicodedata
from collections.abc import Iterable

import msgspec

from sitrep.packs.loader import load

NOT_WORD = re.compile(r"[^\w]+")


class Comparison(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a scorer takes as equal: `coarse_items` maps an item to its kind, `same_names` are groups of folded names."""

    core_types: frozenset[str]
    optional_words: frozenset[str]
    same_names: tuple[frozenset[str], ...]
    coarse_items: dict[str, str]


def comparison() -> Comparison:
    """Returns what counts as equal."""
    table: Comparison = load("scoring.toml", Comparison)
    return table


def coarse(item: str) -> str:
    """Returns the kind of an item.

    >>> coarse("ballistic-missile"), coarse("drone")
    ('missile', 'drone')
    """
    return comparison().coarse_items.get(item, item)


@functools.lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Returns the words of a name in lower-case ASCII, without titles, articles and words for regions.

    >>> fold("the Chernihiv region"), fold("President Volodymyr Zelenský")
    ('chernihiv', 'volodymyr zelensky')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    words = NOT_WORD.sub(" ", plain.lower()).split()
    kept = [word for word in words if word not in comparison().optional_words]
    return " ".join(kept or words)


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names mean the same; two missing names do.

    >>> same_name("Volodymyr Zelensky", "Zelensky"), same_name("Kyiv", "Kharkiv"), same_name(None, None)
    (True, False, True)
    """
    if not one or not other:
        return not one and not other
    first, second = fold(one), fold(other)
    if first == second or any(first in group and second in group for group in comparison().same_names):
        return True
    return _shortens(first.split(), second.split()) or (min(len(first), len(second)) > 5 and (first in second or second in first))


def _shortens(first: list[str], second: list[str]) -> bool:
    """Whether two names share their last word and one has no word that the other lacks."""
    if not first or not second or first[-1] != second[-1] or len(first[-1]) <= 2:
        return False
    return set(first) <= set(second) or set(second) <= set(first)


def names_meet(wanted: Iterable[str], found: Iterable[str]) -> bool:
    """Whether any wanted name is found, or none is wanted."""
    names = tuple(wanted)
    others = tuple(found)
    return not names or any(same_name(name, other) for name in names for other in others)
