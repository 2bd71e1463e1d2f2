"""Web pages: the report in its clean paragraphs, and what the page declares about it."""

import html
import re
from collections.abc import Iterator
from typing import Any

import lxml.etree  # type: ignore[import-untyped]  # lxml ships no types
import lxml.html  # type: ignore[import-untyped]
import msgspec
import trafilatura

from sitrep.errors import UnreadableSource
from sitrep.ingest.dates import read_date
from sitrep.ingest.drafts import Draft
from sitrep.packs.loader import load

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)
HEAD_BYTES = 4096


class Pages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a page declares what: XPath expressions, the most reliable first."""

    published: tuple[str, ...]
    title: tuple[str, ...]
    publisher: tuple[str, ...]
    url: tuple[str, ...]
    language: tuple[str, ...]
    linked: str
    article_types: tuple[str, ...]


class Linked(msgspec.Struct, frozen=True):
    """What the page's linked data (schema.org) says of the report."""

    published: str | None = None
    title: str | None = None
    publisher: str | None = None


def declared_charset(raw: bytes) -> str | None:
    """Returns the encoding that a page declares in its head.

    >>> declared_charset(b'<html><head><meta charset="windows-1251">')
    'windows-1251'
    """
    match = CHARSET.search(raw[:HEAD_BYTES])
    return match.group(1).decode("ascii") if match else None


def read_page(source: str) -> Draft:
    """Returns the report of a page; a date only where the page declares it.

    Raises: UnreadableSource where the page holds no running text.
    """
    tree = _tree(source)
    table = load("ingest/pages.toml", Pages)
    linked = _linked(tree, table)
    text = trafilatura.extract(source, fast=True, include_comments=False)
    if not text:
        raise UnreadableSource("is a web page without running text")
    return Draft(
        text=text,
        url=_first(tree, table.url),
        title=linked.title or _first(tree, table.title),
        publisher=_without_address(linked.publisher or _first(tree, table.publisher)),
        published=linked.published or _first_date(tree, table.published),
        declared_language=_first(tree, table.language),
    )


def _tree(source: str) -> lxml.html.HtmlElement:
    """Returns the parsed page.

    Raises: UnreadableSource where there is nothing to parse.
    """
    try:
        return lxml.html.document_fromstring(source.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except lxml.etree.ParserError as error:
        raise UnreadableSource("is an empty web page") from error


def _found(tree: lxml.html.HtmlElement, paths: tuple[str, ...]) -> Iterator[str]:
    """Yields what the page declares at `paths`, on one line each, without blanks."""
    for path in paths:
        for value in tree.xpath(path):
            if text := " ".join(str(value).split()):
                yield text


def _first(tree: lxml.html.HtmlElement, paths: tuple[str, ...]) -> str | None:
    """Returns the first declaration, None where there is none."""
    return next(_found(tree, paths), None)


def _first_date(tree: lxml.html.HtmlElement, paths: tuple[str, ...]) -> str | None:
    """Returns the first declared ISO date, None where there is none."""
    return next((date for value in _found(tree, paths) if (date := read_date(value))), None)


def _linked(tree: lxml.html.HtmlElement, table: Pages) -> Linked:
    """Returns what linked data says of the report; broken linked data says nothing."""
    things = [thing for script in tree.xpath(table.linked) for thing in _things(str(script))]
    articles = [thing for kind in table.article_types for thing in things if kind in _kinds(thing)]
    return Linked(
        published=next((date for thing in articles if (date := read_date(_words(thing.get("datePublished")) or ""))), None),
        title=next((title for thing in articles if (title := _words(thing.get("headline")))), None),
        publisher=next((name for thing in articles if (name := _name(thing.get("publisher")))), None),
    )


def _things(script: str) -> Iterator[dict[str, Any]]:
    """Yields the objects of one script, those in lists and graphs too."""
    try:
        queue = [msgspec.json.decode(script)]
    except (msgspec.DecodeError, RecursionError):
        return
    while queue:
        value = queue.pop(0)
        if isinstance(value, list):
            queue += value
        elif isinstance(value, dict):
            yield value
            queue += [value["@graph"]] if "@graph" in value else []


def _kinds(thing: dict[str, Any]) -> tuple[str, ...]:
    """Returns the types of an object."""
    kinds = thing.get("@type")
    return tuple(kind for kind in kinds if isinstance(kind, str)) if isinstance(kinds, list) else (str(kinds),)


def _name(value: object) -> str | None:
    """Returns the name of an organisation, which may stand as an object or as words."""
    return _words(value.get("name")) if isinstance(value, dict) else _words(value)


def _words(value: object) -> str | None:
    """Returns a string on one line, its entities resolved; None for anything else."""
    return (" ".join(html.unescape(value).split()) or None) if isinstance(value, str) else None


def _without_address(publisher: str | None) -> str | None:
    """Returns the name of a publisher, None where an address stands in its place."""
    return None if publisher is None or "://" in publisher else publisher
