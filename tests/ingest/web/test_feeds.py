"""Feeds: every kind is read alike, and a hostile one is refused or read for what it is worth."""

import gzip
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitrep.errors import UnreadableSource
from sitrep.ingest.web.entries import Feed
from sitrep.ingest.web.feeds import is_feed, read_feed
from sitrep.ingest.web.fetching import Response
from tests.ingest.web.samples import atom, item, json_feed, rss, sitemap, sitemap_index

URL = "http://news.example/feeds/all"
LINK = "http://news.example/a"


def response(body: bytes | str, kind: str = "application/xml", charset: str | None = None) -> Response:
    """Returns an answer with a body."""
    return Response(URL, 200, body.encode() if isinstance(body, str) else body, kind, charset)


def parsed(body: bytes | str) -> Feed:
    """Returns a feed that is read from a body."""
    return read_feed(response(body))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (rss([item(LINK)]), "RSS"),
        (atom([LINK]), "Atom"),
        (json_feed([LINK]), "JSON Feed"),
        (sitemap([LINK]), "sitemap"),
        (gzip.compress(sitemap([LINK]).encode()), "sitemap"),
        (b"\xef\xbb\xbf" + rss([item(LINK)]).encode(), "RSS"),
    ],
)
def test_every_kind_gives_the_same_entry(body: bytes | str, kind: str) -> None:
    """What kind of feed an outlet has must not matter to what is read."""
    assert is_feed(response(body))
    feed = parsed(body)
    (entry,) = feed.entries
    assert feed.kind == kind
    assert entry.url == LINK
    assert entry.published == "2025-12-07T08:15:00+02:00"
    assert entry.title in ("Night", "Night of drones")


def test_an_index_leads_to_sitemaps() -> None:
    """Large sites list their lists."""
    feed = parsed(sitemap_index([f"{LINK}.xml", "/b.xml"]))
    assert [part.url for part in feed.parts] == [f"{LINK}.xml", "http://news.example/b.xml"]


def test_links_are_made_whole() -> None:
    """Feeds give links as their pages do, with bases of their own."""
    based = '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://news.example/x/"><entry><id>1</id><link href="y"/></entry></feed>'
    assert [entry.url for entry in parsed(based).entries] == ["http://news.example/x/y"]
    assert [entry.url for entry in parsed(rss([item("/today?a=1&amp;b=2")])).entries] == ["http://news.example/today?a=1&b=2"]


@pytest.mark.parametrize("when", ["yesterday", "", "2025-13-45", "32 Dec 2025"])
def test_a_date_that_is_none_is_no_date(when: str) -> None:
    """A date is never guessed."""
    (entry,) = parsed(rss([item(LINK, when=when)])).entries
    assert entry.published is None


def test_a_feed_that_is_not_well_formed_is_read_all_the_same() -> None:
    """A third of all feeds break the rules of XML, and their readers want their news."""
    broken = rss([f"<item><title>Smoke & fire&nbsp;in Izium</title><link>{LINK}?a=1&b=2</link></item>"])
    (entry,) = parsed(broken).entries
    assert (entry.url, entry.title) == (f"{LINK}?a=1&b=2", "Smoke & fire in Izium")
    cut = rss([item(f"{LINK}{number}") for number in range(9)])[:900]
    assert [each.url for each in parsed(cut).entries][:2] == [f"{LINK}0", f"{LINK}1"]


def test_a_feed_of_another_encoding_is_read() -> None:
    """Old feeds are not in UTF-8."""
    body = rss([item(LINK, "Удар по порту")]).replace("?>", ' encoding="windows-1251"?>', 1).encode("windows-1251")
    assert parsed(body).entries[0].title == "Удар по порту"


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
HOSTILE: dict[str, Callable[[], str]] = {
    "entities that multiply": lambda: rss([item(LINK, "&a11;")], head=f'<!DOCTYPE r [<!ENTITY a0 "ha">{LAUGHS}]>'),
    "one long entity many times": lambda: rss([item(LINK, "&a;" * 10_000)], head=f'<!DOCTYPE r [<!ENTITY a "{"x" * 19_000}">]>'),
    "an entity that is a file": lambda: rss([item(LINK, "&a;")], head='<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    "an entity that is a URL": lambda: rss([item(LINK, "&a;")], head='<!DOCTYPE r [<!ENTITY a SYSTEM "http://127.0.0.1:1/">]>'),
    "deep nesting": lambda: rss([f"<item>{'<a>' * 500_000}</item>"]),
    "many attributes": lambda: rss(["<item " + " ".join(f"a{number}='1'" for number in range(200_000)) + "/>"]),
    "one endless tag": lambda: "<rss" + " a" * 1_000_000,
    "opening brackets alone": lambda: "<rss>" + "<" * 1_000_000,
    "open comments": lambda: "<rss>" + "<!--" * 150_000,
    "open CDATA": lambda: "<rss>" + "<![CDATA[" * 150_000,
    "a sitemap of a million": lambda: "<urlset>" + "<url><loc>a</loc></url>" * 200_000,
    "a deep sitemap": lambda: "<urlset>" + "<url>" * 300_000,
    "a sitemap with entities": lambda: (
        f'<!DOCTYPE r [<!ENTITY a0 "ha">{LAUGHS}]><urlset><url><loc>http://e.example/&a11;</loc></url></urlset>'
    ),
    "deep JSON": lambda: '{"version": "https://jsonfeed.org/version/1.1", "items": ' + "[" * 500_000,
    "six megabytes": lambda: rss([item(LINK) * 30_000]),
    "a page": lambda: "<!doctype html><html><body>Not a feed.</body></html>",
    "nothing": lambda: "",
    "JSON of another kind": lambda: '{"version": 3, "items": []}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_feed_costs_little(name: str) -> None:
    """One bad feed among hundreds must not stop the others; what it hides must not come in."""
    begun = time.process_time()
    try:
        feed = parsed(HOSTILE[name]())
    except UnreadableSource:
        feed = Feed("RSS")
    assert time.process_time() - begun < 8
    words = " ".join(f"{entry.title} {entry.url} {entry.content}" for entry in feed.entries)
    assert "root:" not in words
    assert len(words) < 5_000_000


@given(st.binary(max_size=400), st.sampled_from([rss([item(LINK)]), atom([LINK]), json_feed([LINK]), sitemap([LINK])]), st.data())
@example(b"\x00", rss([item(LINK)]), None)
def test_no_bytes_break_the_reader(noise: bytes, body: str, data: st.DataObject | None) -> None:
    """Whatever comes is a feed or a reason why not."""
    whole = body.encode()
    start = data.draw(st.integers(0, len(whole))) if data else 40
    length = data.draw(st.integers(0, 60)) if data else 5
    for spoilt in (noise, whole[:start] + noise + whole[start + length :]):
        try:
            read_feed(response(spoilt))
        except UnreadableSource:
            continue
