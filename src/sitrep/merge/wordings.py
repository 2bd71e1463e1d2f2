"""Wordings: days, places, sides and counts as an analyst would write them in a reason."""

import datetime as dt
import functools
from collections.abc import Iterable

import msgspec

from sitrep.packs.gazetteer import countries
from sitrep.packs.loader import load

MOST_LISTED = 4


class Items(msgspec.Struct, frozen=True):
    """Items by name, in the singular and the plural."""

    items: dict[str, tuple[str, str]]


@functools.cache
def item_words() -> dict[str, tuple[str, str]]:
    """Returns the items as they are written for people."""
    table: Items = load("wording.toml", Items)
    return table.items


def count_words(measure: str, item: str, low: int | None, high: int | None) -> str:
    """Returns a count in words.

    >>> count_words("killed", "person", 7, 7), count_words("launched", "drone", 240, None)
    ('7 people killed', 'at least 240 drones launched')
    """
    if low is None or high is None:
        number = f"at least {low:,}" if low is not None else f"at most {high:,}"
    else:
        number = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    noun = item_words().get(item, ("", ""))[low != 1 or high != 1]
    return " ".join(part for part in (number, noun, "" if measure == "other" else measure.replace("-", " ")) if part)


def days_words(days: tuple[dt.date, dt.date] | None) -> str:
    """Returns the days of a happening.

    >>> days_words((dt.date(2025, 12, 5), dt.date(2025, 12, 6))), days_words(None)
    ('5 to 6 Dec 2025', 'an unknown day')
    """
    if days is None:
        return "an unknown day"
    first, last = days
    if first == last:
        return f"{first.day} {first:%b %Y}"
    begin = f"{first.day}" if (first.month, first.year) == (last.month, last.year) else f"{first.day} {first:%b %Y}"
    return f"{begin} to {last.day} {last:%b %Y}"


def side_words(sides: Iterable[str]) -> str:
    """Returns sides by the names of their countries, groups by their own.

    >>> side_words(["RU", "houthi"])
    'Houthi and Russia'
    """
    known = countries()
    return listed(known[side].name if side in known else side.title() for side in sides)


def listed(names: Iterable[str]) -> str:
    """Returns names in the order of the alphabet with "and" before the last; of many the first few.

    >>> listed(["b", "a", "c"]), listed("fedcba")
    ('a, b and c', 'a, b, c, d and 2 more')
    """
    known = sorted(set(names))
    if len(known) > MOST_LISTED + 1:
        known = [*known[:MOST_LISTED], f"{len(known) - MOST_LISTED} more"]
    return f"{', '.join(known[:-1])} and {known[-1]}" if len(known) > 1 else "".join(known)
