"""Feeds of every kind, with our own words in them."""

import json
from collections.abc import Sequence

ATOM = "http://www.w3.org/2005/Atom"


def rss(items: Sequence[str], *, title: str = "The Courier", head: str = "") -> str:
    """Returns an RSS feed of items."""
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'


def item(link: str, title: str = "Night of drones", when: str = "Sun, 07 Dec 2025 08:15:00 +0200", more: str = "") -> str:
    """Returns an item of RSS."""
    return f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid><pubDate>{when}</pubDate>{more}</item>"


def atom(links: Sequence[str], updated: str = "2025-12-07T08:15:00+02:00") -> str:
    """Returns an Atom feed."""
    entries = (f'<entry><id>tag:{link}</id><title>Night</title><link href="{link}"/><updated>{updated}</updated></entry>' for link in links)
    return f'<feed xmlns="{ATOM}" xml:lang="en"><title>The Wire</title>{"".join(entries)}</feed>'


def json_feed(links: Sequence[str]) -> str:
    """Returns a JSON Feed."""
    items = [
        {"id": f"i{number}", "url": link, "title": "Night", "date_published": "2025-12-07T08:15:00+02:00"}
        for number, link in enumerate(links)
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "The Herald", "items": items})


def sitemap(links: Sequence[str], when: str = "2025-12-07T08:15:00+02:00") -> str:
    """Returns a news sitemap."""
    urls = "".join(
        f"<url><loc>{link}</loc><news:news><news:publication><news:name>The Star</news:name><news:language>en</news:language>"
        f"</news:publication><news:publication_date>{when}</news:publication_date><news:title>Night</news:title></news:news></url>"
        for link in links
    )
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<?xml version="1.0"?><urlset {spaces}>{urls}</urlset>'


def sitemap_index(links: Sequence[str]) -> str:
    """Returns an index of sitemaps."""
    return f"<sitemapindex>{''.join(f'<sitemap><loc>{link}</loc></sitemap>' for link in links)}</sitemapindex>"
