"""Live blogs: the entries of a page that tells as things happen, each a dated report of its own."""

import re
from collections.abc import Iterator

import lxml.html  # type: ignore[import-untyped]  # lxml ships no types
import msgspec

from sitrep.ingest.agencies import agency_of_dateline
from sitrep.ingest.declarations import Declared
from sitrep.ingest.declared_dates import read_declared
from sitrep.ingest.drafts import Draft, content_id, url_id
from sitrep.ingest.linked_data import LiveEntry, words
from sitrep.packs.loader import load

FEWEST = 2
TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")


class LiveBlogs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By which `signs` live blogs are known; which elements are entries, times and headings in them, and paragraphs."""

    signs: tuple[str, ...]
    entries: tuple[str, ...]
    times: tuple[str, ...]
    headings: str
    paragraphs: str


def may_be_live(source: str) -> bool:
    """Whether a page has any of the words by which live blogs are marked.

    >>> may_be_live('<div class="LiveBlog">'), may_be_live("<p>Sirens.")
    (True, False)
    """
    small = source.lower()
    return any(sign in small for sign in _table().signs)


def live_entries(tree: lxml.html.HtmlElement, declared: Declared) -> tuple[Draft, ...]:
    """Returns the entries of a live blog as drafts, in the order of the page; nothing for any other page.

    An entry takes its address, outlet and language from the page, and its date from itself alone.
    """
    entries = declared.entries or tuple(_marked_entries(tree))
    return tuple(_draft(entry, declared) for entry in entries) if len(entries) >= FEWEST else ()


def _marked_entries(tree: lxml.html.HtmlElement) -> Iterator[LiveEntry]:
    """Yields the entries that the page marks as such; one that stands in another belongs to it."""
    table = _table()
    found: list[lxml.html.HtmlElement] = next((elements for path in table.entries if len(elements := tree.xpath(path)) >= FEWEST), [])
    taken = set(found)
    for element in found:
        if taken.isdisjoint(element.iterancestors()) and (text := _text(element, table.paragraphs)):
            heading = next((words(each.text_content()) for each in element.xpath(table.headings)), None)
            stated = (read_declared(str(value)) for path in table.times for value in element.xpath(path))
            yield LiveEntry(text, heading, next((date for date in stated if date), None), url=element.get("id"))


def _table() -> LiveBlogs:
    """Returns what is known about live blogs."""
    table: LiveBlogs = load("ingest/live_blogs.toml", LiveBlogs)
    return table


def _text(element: lxml.html.HtmlElement, paragraphs: str) -> str:
    """Returns the paragraphs of an entry, else all its words on one line."""
    lines = [" ".join(each.text_content().split()) for each in element.xpath(paragraphs)]
    return "\n".join(line for line in lines if line) or " ".join(element.text_content().split())


def _draft(entry: LiveEntry, page: Declared) -> Draft:
    """Returns one entry as a draft, known by its own address or mark on the page, else by its moment, so that its words may change."""
    text = _plain(entry.text)
    whole = f"{entry.title}\n{text}" if entry.title and not text.startswith(entry.title) else text
    mark = (entry.url or "").rsplit("#", 1)[-1] or entry.published or content_id(whole, None)
    url = entry.url if entry.url and "://" in entry.url else f"{page.url}#{mark}" if page.url else None
    return Draft(
        text=whole,
        id=url_id(f"{page.url or page.title or ''} {mark}"),
        url=url,
        title=entry.title or page.title,
        publisher=page.publisher,
        byline=entry.byline or page.byline,
        agency=page.agency or agency_of_dateline(text),
        published=entry.published,
        updated=entry.updated,
        declared_language=page.language,
    )


def _plain(text: str) -> str:
    """Returns the words of an entry, which some outlets give as HTML.

    >>> _plain("<p>Sirens in Kyiv.</p><p>Drones near Brovary.</p>")
    'Sirens in Kyiv.\\nDrones near Brovary.'
    """
    if not TAG.search(text):
        return text
    whole = lxml.html.fragment_fromstring(text, create_parent="div")
    blocks = whole.xpath("./*[self::p or self::div or self::ul or self::blockquote]") or [whole]
    return "\n".join(line for each in blocks if (line := " ".join(each.text_content().split())))
