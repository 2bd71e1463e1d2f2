"""Linked data: what the schema.org objects of a page say of the report, live entries included."""

import functools
import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from sitrep.ingest.declared_dates import read_declared

MOST_THINGS = 2000
LIST = '"ItemList"'
BROKEN_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{4,80})"')
BROKEN_UPDATE = re.compile(r'"dateModified"\s*:\s*"([^"]{4,80})"')


class LiveEntry(msgspec.Struct, frozen=True):
    """One entry of a live blog as linked data gives it."""

    text: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    byline: str | None = None


class Linked(msgspec.Struct, frozen=True):
    """What the page's linked data (schema.org) says of the report."""

    published: str | None = None
    updated: str | None = None
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    agency: str | None = None
    entries: tuple[LiveEntry, ...] = ()


class LinkedKinds(msgspec.Struct, frozen=True):
    """Which types of things are the report itself, the surest first, and under which keys they stand in others."""

    article_types: tuple[str, ...]
    inside: tuple[str, ...]


def read_linked(scripts: Iterable[str], kinds: LinkedKinds) -> Linked:
    """Returns what the scripts of a page say of its report; of broken linked data only the dates."""
    read = [(script, _parsed(script)) for script in scripts]
    broken = [script for script, value in read if value is None and _is_article(script, kinds)]
    things = [thing for _, value in read for thing in _things(value, kinds.inside)]
    typed = [(thing, _kinds(thing)) for thing in things]
    articles = [thing for kind in kinds.article_types for thing, named in typed if kind in named]
    first = functools.partial(_first, articles)
    return Linked(
        published=first("datePublished", _date) or _first_match(BROKEN_DATE, broken),
        updated=first("dateModified", _date) or _first_match(BROKEN_UPDATE, broken),
        title=first("headline", words),
        publisher=first("publisher", _name),
        byline=first("author", _names),
        agency=first("sourceOrganization", _name) or first("provider", _name),
        entries=tuple(entry for thing in things for entry in _entries(thing)),
    )


def words(value: object) -> str | None:
    """Returns a string on one line, its entities resolved; None for anything else.

    >>> words(" Night &amp; day "), words(5)
    ('Night & day', None)
    """
    return (" ".join(html.unescape(value).split()) or None) if isinstance(value, str) else None


def _first(things: list[dict[str, Any]], key: str, read: Any) -> str | None:
    """Returns the first value under a key that can be read."""
    return next((value for thing in things if (value := read(thing.get(key)))), None)


def _first_match(pattern: re.Pattern[str], scripts: list[str]) -> str | None:
    """Returns the date that a pattern finds in scripts that are no sound JSON."""
    matches = (match for script in scripts for match in pattern.finditer(script))
    return next((date for match in matches if (date := read_declared(match[1]))), None)


def _is_article(script: str, kinds: LinkedKinds) -> bool:
    """Whether a script that is no sound JSON seems to be of one article alone."""
    return LIST not in script and any(f'"{kind}"' in script for kind in kinds.article_types)


def _parsed(script: str) -> Any:
    """Returns the value of a script, None where it is no JSON."""
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return None


def _things(value: Any, inside: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yields the objects of one script, those in lists and graphs too, outer ones first."""
    queue = [value]
    seen = 0
    while queue and seen < MOST_THINGS:
        value = queue.pop(0)
        seen += 1
        if isinstance(value, list):
            queue += value
        elif isinstance(value, dict):
            yield value
            queue += [value[key] for key in inside if key in value]


def _kinds(thing: dict[str, Any]) -> tuple[str, ...]:
    """Returns the types of an object, without the address of their vocabulary."""
    kinds = thing.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return tuple(kind.rsplit("/", 1)[-1] for kind in named if isinstance(kind, str))


def _date(value: object) -> str | None:
    """Returns a declared date."""
    return read_declared(value) if isinstance(value, str) else None


def _name(value: object) -> str | None:
    """Returns the name of an organisation or person, which may stand as an object, in a list, or as words."""
    if isinstance(value, list):
        return next((name for each in value if (name := _name(each))), None)
    return words(value.get("name")) if isinstance(value, dict) else words(value)


def _names(value: object) -> str | None:
    """Returns the names of all authors with commas between them."""
    named = [_name(each) for each in (value if isinstance(value, list) else [value])]
    return ", ".join(dict.fromkeys(name for name in named if name and "://" not in name)) or None


def _entries(thing: dict[str, Any]) -> Iterator[LiveEntry]:
    """Yields the entries of a live blog that have words."""
    updates = thing.get("liveBlogUpdate")
    for update in updates if isinstance(updates, list) else [updates]:
        if not isinstance(update, dict):
            continue
        body = update.get("articleBody") or update.get("text")
        if isinstance(body, str) and body.strip():
            yield LiveEntry(
                text=html.unescape(body).strip(),
                title=words(update.get("headline")),
                published=_date(update.get("datePublished")),
                updated=_date(update.get("dateModified")),
                url=words(update.get("url")) or words(update.get("@id")),
                byline=_names(update.get("author")),
            )
