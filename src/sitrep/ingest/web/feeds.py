"""Feeds: RSS, Atom and JSON Feed into entries; sitemaps are read in `sitemaps`."""

import html
import io
import re
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it ships no types
import msgspec

from sitrep.errors import UnreadableSource
from sitrep.ingest.dates import FIRST_YEAR, read_date
from sitrep.ingest.web.addresses import joined
from sitrep.ingest.web.entries import Entry, Feed
from sitrep.ingest.web.fetching import Response
from sitrep.ingest.web.sitemaps import is_sitemap, read_sitemap
from sitrep.ingest.web.unpacking import GZIP_MARK, unpack_whole, unpacked_head

MOST_BYTES = 5_000_000
MOST_TAGS = 200_000
MOST_ENTRIES = 5_000
LONGEST_TAG = re.compile(rb"<[^<>]{20000}")
REFERENCE = re.compile(rb"&#([xX][0-9a-fA-F]{1,8}|[0-9]{1,8});")
MARKUP = re.compile(r"<[^<>]{0,2000}>")

FEED_MARK = re.compile(
    rb"\s*(<\?xml[^>]{0,200}\?>)?\s*((<!--.{0,2000}?-->|<\?[^>]{0,500}\?>|<!DOCTYPE[^>\[]{0,500}(\[.{0,5000}?\])?>)\s*)*<(rss|feed|rdf:RDF)\b",
    re.DOTALL,
)
JSON_MARK = re.compile(rb"\s*\{.{0,2000}?\"version\"\s*:\s*\"https?:(\\?/){2}jsonfeed\.org", re.DOTALL)


class JsonAuthor(msgspec.Struct, frozen=True):
    """Who wrote, as JSON Feed tells it."""

    name: str | None = None


class JsonItem(msgspec.Struct, frozen=True):
    """One item of a JSON Feed."""

    id: str | int | float | None = None
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    summary: str | None = None
    date_published: str | None = None
    date_modified: str | None = None


class JsonFeed(msgspec.Struct, frozen=True):
    """A JSON Feed, of any of its versions."""

    version: str
    items: list[JsonItem]
    title: str | None = None
    language: str | None = None


JSON = msgspec.json.Decoder(JsonFeed)


def is_feed(response: Response) -> bool:
    """Whether an answer is a feed or sitemap, by its beginning: what servers say of feeds is often wrong."""
    head = unpacked_head(response.body, 8192).removeprefix(b"\xef\xbb\xbf")
    return bool(FEED_MARK.match(head) or JSON_MARK.match(head) or is_sitemap(head))


def read_feed(response: Response) -> Feed:
    """Returns what a feed lists, in its order.

    Raises: UnreadableSource where it is none, or is not to be parsed with reasonable effort.
    """
    body = response.body
    if body.startswith(GZIP_MARK):
        body = unpack_whole(body, MOST_BYTES * 10)
    body = body.removeprefix(b"\xef\xbb\xbf")
    if is_sitemap(body[:8192]):
        return read_sitemap(body, response.url)
    if len(body) > MOST_BYTES:
        raise UnreadableSource(f"is a feed larger than {MOST_BYTES / 1e6:g} MB, the most that is read")
    if body.lstrip()[:1] == b"{":
        return _json(body, response.url)
    if body.count(b"<") > MOST_TAGS or LONGEST_TAG.search(body):
        raise UnreadableSource(f"is no feed that is read: it has more than {MOST_TAGS:,} tags, or one of more than 20,000 characters")
    return _xml(REFERENCE.sub(_possible, body), response)


def _json(body: bytes, url: str) -> Feed:
    """Returns a JSON Feed.

    Raises: UnreadableSource where it is none.
    """
    try:
        feed = JSON.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableSource(f"is no JSON Feed ({error})") from error
    if "jsonfeed.org" not in feed.version:
        raise UnreadableSource("is JSON, but no JSON Feed: its version does not say so")
    entries = (_json_entry(item, url) for item in feed.items[:MOST_ENTRIES])
    return Feed("JSON Feed", tuple(entry for entry in entries if entry), feed.title, feed.language)


def _json_entry(item: JsonItem, url: str) -> Entry | None:
    """Returns an item of a JSON Feed, None where nothing tells it from others."""
    link = item.url or item.external_url
    key = str(item.id) if item.id is not None else link
    if key is None:
        return None
    content = item.content_html or (html.escape(item.content_text) if item.content_text else None) or item.summary
    return Entry(
        key,
        joined(url, link) if link else None,
        item.title,
        read_date(item.date_published or ""),
        read_date(item.date_modified or ""),
        content,
    )


def _xml(body: bytes, response: Response) -> Feed:
    """Returns an RSS or Atom feed, also where it is not well-formed.

    Raises: UnreadableSource where it is none.
    """
    kind = response.kind or "application/xml"
    headers = {"content-type": f"{kind}; charset={response.charset}" if response.charset else kind, "content-location": response.url}
    try:
        found = feedparser.parse(io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=True)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        raise UnreadableSource(f"is a feed that cannot be parsed ({type(error).__name__})") from error
    version = found.get("version", "")
    if not version and not found.entries:
        raise UnreadableSource("is no feed: neither RSS, Atom, JSON Feed nor a sitemap")
    entries = (_xml_entry(each, response.url) for each in found.entries[:MOST_ENTRIES])
    told = found.get("feed", {})
    return Feed(
        "Atom" if version.startswith("atom") else "RSS",
        tuple(entry for entry in entries if entry),
        _words(told.get("title")),
        _words(told.get("language")),
    )


def _xml_entry(found: Any, url: str) -> Entry | None:
    """Returns an entry of an RSS or Atom feed, None where nothing tells it from others."""
    link = _whole(found.get("link"))
    link = joined(url, link) if link else None
    key = _whole(found.get("id")) or link or _words(found.get("title"))
    if not key:
        return None
    contents = [whole for each in found.get("content", ()) if (whole := _whole(each.get("value")))]
    content = max(contents, key=len, default=None) or _whole(dict.get(found, "summary"))
    published, updated = _date(dict.get(found, "published")), _date(dict.get(found, "updated"))
    return Entry(key, link, _words(found.get("title")), published or updated, updated, content)


def _possible(reference: re.Match[bytes]) -> bytes:
    """Returns a reference to a character, U+FFFD for one that is none: halves of characters end the parser."""
    code = int(reference[1][1:], 16) if reference[1][:1] in b"xX" else int(reference[1])
    return reference[0] if 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF else b"&#xFFFD;"


def _whole(value: Any) -> str | None:
    """Returns a text without halves of characters, which no database takes; None where there is none."""
    return value.encode("utf-8", "replace").decode("utf-8") or None if isinstance(value, str) else None


def _date(told: Any) -> str | None:
    """Returns a date as ISO has it, with the zone that was told: ISO and the form of e-mail are read, nothing is guessed."""
    if not isinstance(told, str):
        return None
    if iso := read_date(told):
        return iso
    try:
        moment = parsedate_to_datetime(told)
    except (ValueError, IndexError, TypeError):
        return None
    return moment.isoformat() if moment.year >= FIRST_YEAR else None


def _words(value: Any) -> str | None:
    """Returns words on one line without markup, None where there are none."""
    if not isinstance(value, str):
        return None
    return _whole(" ".join(html.unescape(MARKUP.sub(" ", value)).split())[:1000])
