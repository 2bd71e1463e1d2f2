"""Entries: what a feed lists."""

from typing import Literal

import msgspec

FeedKind = Literal["RSS", "Atom", "JSON Feed", "sitemap", "sitemap index"]


class Entry(msgspec.Struct, frozen=True):
    """One thing that a feed lists; `key` tells it from the feed's others, `content` is HTML, dates are ISO with the zone that was told."""

    key: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    content: str | None = None
    publisher: str | None = None
    language: str | None = None


class Feed(msgspec.Struct, frozen=True):
    """A feed as it stands now; `parts` are the sitemaps that an index leads to."""

    kind: FeedKind
    entries: tuple[Entry, ...] = ()
    title: str | None = None
    language: str | None = None
    parts: tuple[Entry, ...] = ()
