"""Agencies: the news agency that a report says it comes from, in its by-line, its source field or its dateline."""

import functools
import re

import msgspec

from sitrep.packs.loader import load

DATELINE = re.compile(r"[^\n()]{2,80}\(([^()\n]{2,40})\)\s*[-–—]")
PARTS = re.compile(r"[,;|/()]|\s[-–—]\s|\s(?:and|of|for|with|via|by)\s", re.IGNORECASE)
ARTICLE = re.compile(r"(?:the|by|source:)\s+", re.IGNORECASE)
LONGEST = 200


class Agencies(msgspec.Struct, frozen=True):
    """The agencies by key, with their other names."""

    agencies: dict[str, tuple[str, ...]]


def agency_in(stated: str) -> str | None:
    """Returns the usual name of the agency that a by-line or source field names, None where it names none.

    >>> agency_in("Reuters"), agency_in("Ann Bell, Agence France-Presse"), agency_in("Sana Bell, Example Courier")
    ('Reuters', 'AFP', None)
    """
    if len(stated) > LONGEST:
        return None
    parts = (ARTICLE.sub("", part.strip()).casefold() for part in PARTS.split(stated))
    return next((_names()[part] for part in parts if part in _names()), None)


def agency_of_dateline(text: str) -> str | None:
    """Returns the agency in the dateline that a report begins with, None where none stands there.

    >>> agency_of_dateline("GENEVA (AP) - Talks began.")
    'AP'
    """
    match = DATELINE.match(text.lstrip())
    return agency_in(match[1]) if match else None


@functools.cache
def _names() -> dict[str, str]:
    """Returns how each agency is usually written, by each of its names without capitals."""
    table: Agencies = load("merging.toml", Agencies)
    return {name.casefold(): _usual(key) for key, names in table.agencies.items() for name in (key, *names)}


def _usual(key: str) -> str:
    """Returns an agency's name with capitals; short ones are initials.

    >>> _usual("afp"), _usual("interfax ukraine")
    ('AFP', 'Interfax Ukraine')
    """
    return key.upper() if len(key) <= 4 else key.title()
