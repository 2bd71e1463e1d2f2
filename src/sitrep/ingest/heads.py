"""Heads: the `meta` elements and linked data of a page, found without parsing the page, for pages that are not read with care."""

import re
from collections.abc import Iterator

import lxml.etree  # type: ignore[import-untyped]  # lxml ships no types
import lxml.html  # type: ignore[import-untyped]

from sitrep.ingest.declarations import Declared, Page, gather_metas, pages_table, read_head
from sitrep.ingest.linked_data import read_linked

META = re.compile(r"<meta\s[^<>]{1,2000}>", re.IGNORECASE)
SCRIPT = re.compile(r"<script\s[^<>]{0,200}ld\+json[^<>]{0,200}>", re.IGNORECASE)
SCRIPT_END = "</script"
MOST_METAS = 400


def declared_in_head(source: str) -> Declared:
    """Returns what the head of a page declares of its report.

    >>> declared_in_head('<meta property="og:title" content="Night &amp;amp; day"><p>Sirens.').title
    'Night & day'
    """
    scripts = list(_scripts(source))
    return read_head(
        Page(gather_metas((meta.get, meta.get("content")) for meta in _metas(source)), read_linked(scripts, pages_table().places))
    )


def _metas(source: str) -> Iterator[lxml.html.HtmlElement]:
    """Yields the `meta` elements of a page."""
    found = "".join(META.findall(source)[:MOST_METAS])
    if found:
        try:
            yield from lxml.html.fragment_fromstring(found, create_parent="div").iter("meta")
        except lxml.etree.LxmlError:
            return


def _scripts(source: str) -> Iterator[str]:
    """Yields the scripts of linked data; one without an end is none."""
    start = SCRIPT.search(source)
    while start is not None:
        end = source.find(SCRIPT_END, start.end())
        if end < 0:
            return
        yield source[start.end() : end]
        start = SCRIPT.search(source, end)
