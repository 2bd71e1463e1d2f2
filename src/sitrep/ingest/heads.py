"""Heads: the `meta` elements and linked data of a page, found without parsing the page, for pages that are not read with care."""

import functools
import re
from collections.abc import Iterable

import lxml.etree  # type: ignore[import-untyped]  # lxml ships no types
import lxml.html  # type: ignore[import-untyped]

from sitrep.ingest.declarations import Declared, Page, gather_metas, pages_table, read_head, stated_names
from sitrep.ingest.encodings import decode_loosely, keeps_ascii
from sitrep.ingest.linked_data import read_linked

TAG = re.compile(rb"<[ms](?:eta\s[^<>]{1,2000}|(cript)\s[^<>]{0,200}ld\+json[^<>]{0,200})>", re.IGNORECASE)
NAMES = re.compile(rb"""\b(?:name|property|itemprop)\s*=\s*["']?([^"'<>]*)""", re.IGNORECASE)
SCRIPT_END = b"</script"
MOST_METAS = 400


def declared_in_head(raw: bytes, charset: str = "utf-8") -> Declared:
    """Returns what the head of a page in the encoding `charset` declares of its report.

    >>> declared_in_head(b'<meta property="og:title" content="Night &amp;amp; day"><p>Sirens.').title
    'Night & day'
    """
    if not keeps_ascii(charset):
        raw, charset = decode_loosely(raw, charset).encode(), "utf-8"
    metas: list[bytes] = []
    scripts: list[bytes] = []
    for tag in TAG.finditer(raw):
        if tag.group(1) is None:
            metas.append(tag.group())
        elif (end := raw.find(SCRIPT_END, tag.end())) >= 0:
            scripts.append(raw[tag.end() : end])
    named = b"".join([meta for meta in metas if _is_asked(meta)][:MOST_METAS])
    linked = read_linked([decode_loosely(script, charset) for script in scripts], pages_table().places)
    return read_head(Page(gather_metas((meta.get, meta.get("content")) for meta in _parsed(decode_loosely(named, charset))), linked))


def _is_asked(meta: bytes) -> bool:
    """Whether a `meta` element has a name that anything is declared under."""
    return not _asked().isdisjoint(name for names in NAMES.findall(meta) for name in names.lower().split())


@functools.cache
def _asked() -> frozenset[bytes]:
    """Returns the names under which anything is declared."""
    return frozenset(name.encode() for name in stated_names())


def _parsed(metas: str) -> Iterable[lxml.html.HtmlElement]:
    """Returns the `meta` elements in a piece of a page."""
    try:
        return lxml.html.fragment_fromstring(metas, create_parent="div").iter("meta") if metas else ()
    except lxml.etree.LxmlError:
        return ()
