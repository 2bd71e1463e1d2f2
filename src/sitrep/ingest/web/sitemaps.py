"""Sitemaps: the pages that a site lists for readers such as this one, with what news sitemaps tell of each."""

import io
import re
from collections.abc import Iterator

import lxml.etree  # type: ignore[import-untyped]  # lxml ships no types

from sitrep.errors import UnreadableSource
from sitrep.ingest.dates import read_date
from sitrep.ingest.web.addresses import joined
from sitrep.ingest.web.entries import Entry, Feed

MARK = re.compile(rb"\s*(<\?xml[^>]{0,200}\?>\s*)?((<!--.{0,2000}?-->|<\?[^>]{0,500}\?>)\s*)*<(\w+:)?(urlset|sitemapindex)\b", re.DOTALL)
NAMESPACE = re.compile(r"^.*[}:]")
MOST_ENTRIES = 50_000  # the protocol's own limit
FIELDS = {
    "loc": "url", "lastmod": "updated", "title": "title", "publication_date": "published", "name": "publisher", "language": "language",
}  # fmt: skip


def is_sitemap(head: bytes) -> bool:
    """Whether the first bytes are those of a sitemap or of an index of them.

    >>> is_sitemap(b"<?xml version='1.0'?><urlset>"), is_sitemap(b"<rss>")
    (True, False)
    """
    return MARK.match(head) is not None


def read_sitemap(body: bytes, url: str) -> Feed:
    """Returns what a sitemap lists, or an index leads to; a broken one up to where it breaks.

    Raises: UnreadableSource where nothing of it can be parsed.
    """
    entries: list[Entry] = []
    parts: list[Entry] = []
    try:
        for kind, fields in _elements(body):
            if link := fields.pop("url", None):
                entry = _entry(joined(url, link), fields)
                (parts if kind == "sitemap" else entries).append(entry)
            if len(entries) + len(parts) >= MOST_ENTRIES:
                break
    except lxml.etree.XMLSyntaxError as error:
        if not entries and not parts:
            raise UnreadableSource("is a sitemap that cannot be parsed") from error
    return Feed("sitemap index" if parts else "sitemap", tuple(entries), parts=tuple(parts))


def _elements(body: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yields "url" or "sitemap" with what stands in it, one after another; the tree is thrown away behind."""
    fields: dict[str, str] = {}
    parsed = lxml.etree.iterparse(
        io.BytesIO(body), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    for _, element in parsed:
        name = NAMESPACE.sub("", element.tag) if isinstance(element.tag, str) else ""
        if name in FIELDS and (text := (element.text or "").strip()):
            fields.setdefault(FIELDS[name], text[:5000])
        elif name in {"url", "sitemap"}:
            yield name, fields
            fields = {}
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _entry(url: str, fields: dict[str, str]) -> Entry:
    """Returns a listed page; when it was changed last does not say when it was published."""
    published, updated = (read_date(fields.get(name, "")) for name in ("published", "updated"))
    return Entry(url, url, fields.get("title"), published, updated, None, fields.get("publisher"), fields.get("language"))
