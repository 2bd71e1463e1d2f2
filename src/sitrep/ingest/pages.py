"""Web pages: the report in its clean paragraphs, with what the page declares about it; live entries and chat messages one by one."""

import re

import lxml.etree  # type: ignore[import-untyped]  # lxml ships no types
import lxml.html  # type: ignore[import-untyped]
import msgspec

from sitrep.errors import UnreadableSource
from sitrep.ingest.agencies import agency_of_dateline
from sitrep.ingest.chat_pages import chat_messages
from sitrep.ingest.declarations import Declared, read_declarations
from sitrep.ingest.drafts import Draft
from sitrep.ingest.encodings import decode
from sitrep.ingest.live_blogs import live_entries, may_be_live
from sitrep.model.issues import Issue

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)
HEAD_BYTES = 4096
MOST_CHARACTERS = 12_000_000
PARSER = {"encoding": "utf-8", "remove_comments": True, "remove_pis": True}


def read_web_page(raw: bytes, charset: str | None = None, url: str | None = None) -> tuple[Draft, ...]:
    """Returns the report of a page, or those of its live entries or chat messages; a date only where the page declares it.

    `charset` is what came with the page (an HTTP header's), which goes before the page's own word; `url` is where it was found.

    Raises: UnreadableSource where the page holds no running text.
    """
    decoded = decode(raw, charset or declared_charset(raw))
    return read_page(decoded.text, url, (decoded.issue,) if decoded.issue else ())


def read_page(source: str, url: str | None = None, issues: tuple[Issue, ...] = ()) -> tuple[Draft, ...]:
    """Returns the report, or the reports, of a page that is decoded already.

    Raises: UnreadableSource where the page holds no running text.
    """
    tree = parse(source)
    declared = read_declarations(tree, url)
    entries = chat_messages(tree) or (live_entries(tree, declared) if may_be_live(source) else ())
    if entries:
        return tuple(msgspec.structs.replace(entry, issues=issues) for entry in entries)
    return (_whole_draft(tree, declared, issues),)


def read_whole_page(source: str, url: str | None = None) -> Draft:
    """Returns a page as one report, its live entries too; `url` is where it was found.

    Raises: UnreadableSource where the page holds no running text.
    """
    tree = parse(source)
    return _whole_draft(tree, read_declarations(tree, url), ())


def declared_charset(raw: bytes) -> str | None:
    """Returns the encoding that a page declares in its head.

    >>> declared_charset(b'<html><head><meta charset="windows-1251">')
    'windows-1251'
    """
    match = CHARSET.search(raw[:HEAD_BYTES])
    return match.group(1).decode("ascii") if match else None


def parse(source: str) -> lxml.html.HtmlElement:
    """Returns the parsed page.

    Raises: UnreadableSource where there is nothing to parse, or too much.
    """
    if len(source) > MOST_CHARACTERS:
        raise UnreadableSource(f"is a web page of more than {MOST_CHARACTERS / 1e6:g} million characters, the most that is read")
    try:
        return lxml.html.document_fromstring(source.encode(), parser=lxml.html.HTMLParser(**PARSER))
    except lxml.etree.ParserError as error:
        raise UnreadableSource("is an empty web page") from error


def _whole_draft(tree: lxml.html.HtmlElement, declared: Declared, issues: tuple[Issue, ...]) -> Draft:
    """Returns a page's running text with what it declares.

    Raises: UnreadableSource where there is none.
    """
    import trafilatura  # noqa: PLC0415 - a sixth of a second, for those who read no pages

    text = trafilatura.extract(tree, fast=True, include_comments=False)
    if not text:
        raise UnreadableSource("is a web page without running text")
    return Draft(
        text=text,
        url=declared.url,
        title=declared.title,
        publisher=declared.publisher,
        byline=declared.byline,
        agency=declared.agency or agency_of_dateline(text),
        published=declared.published,
        updated=declared.updated,
        declared_language=declared.language,
        issues=issues,
    )
