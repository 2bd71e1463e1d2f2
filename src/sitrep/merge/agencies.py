"""Agencies: news agencies whose reports other outlets carry, known by dateline and by-line."""

import functools
import re
from collections.abc import Iterator

from sitrep.merge.names import name_key
from sitrep.merge.settings import merging
from sitrep.model.texts import Document

DATELINE = re.compile(r"\(([^()]{2,40})\)\s*[-–—]")
HEAD = 600
FIRST_LINES = 6
LAST_LINES = 3
LONGEST_BYLINE = 12
LONGEST_LINE = 120


def agency_of(document: Document) -> str | None:
    """Returns the key of the agency that a report is by: as it declares, named in its dateline or by-line, or its publisher; else None.

    >>> agency_of(Document("a", "GENEVA (AP) - Talks began.")), agency_of(Document("b", "By Ann Bell, Agence France-Presse\\nTalks began."))
    ('ap', 'afp')
    """
    named = (found.group(1) for found in DATELINE.finditer(document.text[:HEAD]))
    return next((key for each in (document.agency or "", *named, document.publisher or "") if (key := agency_key(each))), None) or next(
        bylines(document.text), None
    )


def agency_key(name: str) -> str | None:
    """Returns the one key of an agency that a name is of, None of anything else."""
    return agencies().get(name_key(name))


@functools.cache
def agencies() -> dict[str, str]:
    """Returns the key of each agency by each of its names."""
    return {name_key(name): key for key, names in merging().agencies.items() for name in (key, *names)}


def bylines(text: str) -> Iterator[str]:
    """Yields the agencies that short lines at the beginning and the end of a text name; credits of pictures are none."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in (*lines[:FIRST_LINES], *lines[FIRST_LINES:][-LAST_LINES:]):
        if len(line) > LONGEST_LINE:
            continue
        words = name_key(line).split()
        if 0 < len(words) <= LONGEST_BYLINE and not line.endswith((".", "?", "!")) and not merging().credits.intersection(words):
            yield from (key for name, key in agencies().items() if stands_in(name.split(), words) and is_credited(name, line, words))


def stands_in(name: list[str], words: list[str]) -> bool:
    """Returns whether the words of a name follow each other among some words."""
    return any(words[at : at + len(name)] == name for at in range(len(words) - len(name) + 1))


def is_credited(name: str, line: str, words: list[str]) -> bool:
    """Returns whether a line says no more than who wrote it: the agency alone, or after "by" or "source"."""
    return words == name.split() or words[0] in ("by", "source") or line.startswith("©")
