"""Declarations: what a web page says of its report in fields made for it: linked data, meta elements, microdata, time elements."""

import datetime as dt
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html  # type: ignore[import-untyped]  # lxml ships no types
import msgspec

from sitrep.ingest.agencies import agency_in
from sitrep.ingest.declared_dates import read_declared
from sitrep.ingest.linked_data import Linked, LinkedKinds, LiveEntry, read_linked, words
from sitrep.packs.loader import load

LONGEST_BYLINE = 120
DAY = len("2025-12-07")


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where one fact is declared: names of `meta` elements, elements that are marked as it, and `time` elements that stand for it."""

    names: tuple[str, ...]
    marked: tuple[str, ...]
    times: tuple[str, ...] = ()


class Places(LinkedKinds, frozen=True, forbid_unknown_fields=True):
    """Where the rest is declared, and what is no by-line."""

    url: tuple[str, ...]
    language: tuple[str, ...]
    linked: str
    elsewhere: str
    no_bylines: frozenset[str]
    by: tuple[str, ...]


class Pages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a page declares what, the most reliable places first."""

    published: Field
    updated: Field
    title: Field
    publisher: Field
    byline: Field
    agency: Field
    places: Places


class Declared(msgspec.Struct, frozen=True):
    """What a page declares of its report; None is what it does not."""

    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    agency: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    url: str | None = None
    entries: tuple[LiveEntry, ...] = ()


class Page(msgspec.Struct, frozen=True):
    """A page: its `meta` elements by lower-case name, its linked data, and its tree where that was parsed with care."""

    metas: Mapping[str, Sequence[str]]
    linked: Linked
    tree: Any = None


def read_declarations(tree: lxml.html.HtmlElement, address: str | None = None) -> Declared:
    """Returns what a page declares; `address` is where it was found, if that is known."""
    places = pages_table().places
    metas = gather_metas((element.get, element.get("content")) for element in tree.iter("meta"))
    page = Page(metas, read_linked((str(script) for script in tree.xpath(places.linked)), places), tree)
    return msgspec.structs.replace(
        read_head(page), language=next(_strings(tree, places.language), None), url=_address(tree, address), entries=page.linked.entries
    )


def read_head(page: Page) -> Declared:
    """Returns what a page declares of the report itself, without a tree by its `meta` elements and linked data alone."""
    table = pages_table()
    published = _moment(page, table.published, page.linked.published)
    updated = _moment(page, table.updated, page.linked.updated)
    byline = _byline(itertools.chain([page.linked.byline or ""], _stated(page, table.byline)))
    return Declared(
        title=page.linked.title or next(_stated(page, table.title), None),
        publisher=next(
            (name for name in (page.linked.publisher or "", *_stated(page, table.publisher)) if name and "://" not in name), None
        ),
        byline=byline,
        agency=_agency(itertools.chain([page.linked.agency or ""], _stated(page, table.agency), [byline or ""])),
        published=published,
        updated=updated if updated != published and not (published and updated and is_before(updated, published)) else None,
    )


def gather_metas(elements: Iterable[tuple[Callable[[str], str | None], str | None]]) -> dict[str, list[str]]:
    """Returns the contents of `meta` elements by each of their names, in lower case.

    An element is given by how its attributes are read, and by its content.
    """
    found: dict[str, list[str]] = {}
    for read, stated in elements:
        content = words(stated)
        if content is not None:
            names = (read("name"), read("property"), *(read("itemprop") or "").split())
            for name in {name.strip().lower() for name in names if name}:
                found.setdefault(name, []).append(content)
    return found


@functools.cache
def pages_table() -> Pages:
    """Returns what is known about declarations."""
    return load("ingest/pages.toml", Pages)


def stated_names() -> frozenset[str]:
    """Returns the names of `meta` elements under which something is declared, in lower case."""
    table = pages_table()
    fields = (table.published, table.updated, table.title, table.publisher, table.byline, table.agency)
    return frozenset(name for field in fields for name in field.names)


def _stated(page: Page, field: Field) -> Iterator[str]:
    """Yields what a page states of a field, the most reliable first."""
    for name in field.names:
        yield from page.metas.get(name, ())
    for path in field.marked if page.tree is not None else ():
        for element in page.tree.xpath(path):
            stated = words(element.get("content")) or words(element.get("datetime")) or words(element.text_content())
            if stated:
                yield stated


def _moment(page: Page, field: Field, linked: str | None) -> str | None:
    """Returns the declared moment; where only its day stands first, the time of that day which is declared elsewhere."""
    stated = (read_declared(each) for each in itertools.chain(_stated(page, field), _times(page, field)))
    moments = (moment for moment in itertools.chain([linked], stated) if moment)
    first = next(moments, None)
    if first is None or len(first) > DAY:
        return first
    return next((moment for moment in moments if moment[:DAY] == first and len(moment) > DAY), first)


def is_before(one: str, other: str) -> bool:
    """Whether one moment surely lies before another; of moments without a zone the days are compared.

    >>> is_before("2025-12-07T05:44:00+00:00", "2025-12-07T07:09:00+00:00"), is_before("2025-12-07", "2025-12-07T07:09:00+00:00")
    (True, False)
    """
    first, second = dt.datetime.fromisoformat(one), dt.datetime.fromisoformat(other)
    return first < second if first.tzinfo and second.tzinfo else first.date() < second.date()


def _times(page: Page, field: Field) -> Iterator[str]:
    """Yields the moments of `time` elements that stand where a report tells its own, never of lists, remarks and other stories."""
    for path in field.times if page.tree is not None else ():
        for element in page.tree.xpath(f"({path})[not({pages_table().places.elsewhere})]"):
            yield element.get("datetime") or element.text_content()


def _byline(stated: Iterable[str]) -> str | None:
    """Returns the first statement that is a by-line: names, not an address, an account or a word for nobody."""
    places = pages_table().places
    for each in stated:
        named = re.sub(rf"^(?:{'|'.join(map(re.escape, places.by))})\s+", "", " ".join(each.split()), flags=re.IGNORECASE)
        if 1 < len(named) <= LONGEST_BYLINE and "://" not in named and "@" not in named and named.casefold() not in places.no_bylines:
            return named
    return None


def _agency(stated: Iterable[str]) -> str | None:
    """Returns the news agency that one of the statements names."""
    return next((agency for each in stated if (agency := agency_in(each))), None)


def _strings(tree: lxml.html.HtmlElement, paths: tuple[str, ...]) -> Iterator[str]:
    """Yields what stands at the paths, on one line each, without blanks."""
    return (text for path in paths for value in tree.xpath(path) if (text := words(str(value))))


def _address(tree: lxml.html.HtmlElement, found_at: str | None) -> str | None:
    """Returns the canonical address of a page; one that is no web address, or leads to the outlet's front page, is passed over."""
    for stated in _strings(tree, pages_table().places.url):
        address = _joined(found_at, stated)
        if address is not None and not (found_at and has_path(found_at) and not has_path(address)):
            return address
    return found_at


def _joined(base: str | None, address: str) -> str | None:
    """Returns an absolute web address, None where it is none."""
    try:
        whole = urljoin(base or "", address)
        return whole if urlsplit(whole).scheme in ("http", "https") and urlsplit(whole).hostname else None
    except ValueError:
        return None


def has_path(address: str) -> bool:
    """Whether an address leads further than to a front page.

    >>> has_path("https://example.org/izmail"), has_path("https://example.org/")
    (True, False)
    """
    parts = urlsplit(address)
    return bool(parts.path.strip("/") or parts.query)
