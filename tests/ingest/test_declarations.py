"""Declarations: what pages say of themselves, in the ways in which pages say it, and nothing that they do not."""

import pytest

from sitrep.ingest.declarations import Declared, read_declarations
from sitrep.ingest.heads import declared_in_head
from sitrep.ingest.pages import parse, read_page

BODY = "<p>Drones hit the port of Izmail overnight, the regional governor said on Sunday, 7 December 2025.</p>"


def declared(head: str = "", body: str = "", address: str | None = None) -> Declared:
    """Returns what a page with this head and body declares."""
    return read_declarations(parse(f"<!doctype html><html><head>{head}</head><body>{body}{BODY}</body></html>"), address)


def linked(words: str) -> str:
    """Returns a script of linked data."""
    return f'<script type="application/ld+json">{words}</script>'


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        (linked('{"@type": "NewsArticle", "datePublished": "December 7, 2025, 07:47 PM EST"}'), "", "2025-12-07T19:47:00-05:00"),
        (linked('[{"@type": "WebSite"}, {"@type": "https://schema.org/Report", "datePublished": "2025-12-07"}]'), "", "2025-12-07"),
        (linked('{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "datePublished": "2025-12-07"}}'), "", "2025-12-07"),
        (linked('{"@type": "NewsArticle", "headline": "a\nb", "datePublished": "2025-12-07"}'), "", "2025-12-07"),
        (linked('{"@type": "NewsArticle", "headline": "a "quoted" one", "datePublished": "2025-12-07"}'), "", "2025-12-07"),
        ("<meta name='DC.date.issued' content='2025-12-07'>", "", "2025-12-07"),
        ("<meta name='parsely-pub-date' content='2025-12-07T06:00:00Z'>", "", "2025-12-07T06:00:00Z"),
        ("<meta property='article:published' content='2025-12-07 08:15:00 +0200'>", "", "2025-12-07T08:15:00+02:00"),
        ("<meta name='pubdate' content='20251207'>", "", "2025-12-07"),
        ("<meta name='sailthru.date' content='Sun, 07 Dec 2025 06:00:00 GMT'>", "", "2025-12-07T06:00:00+00:00"),
        ("<meta itemprop='datePublished dateCreated' content='2025-12-07'>", "", "2025-12-07"),
        ("", "<span itemprop='datePublished'>Sun 6:45 PM, Dec 7, 2025</span>", "2025-12-07T18:45:00"),
        ("", "<time pubdate datetime='2025-12-07'>Sunday</time>", "2025-12-07"),
        ("", "<time class='entry-date' datetime='2025-12-07T10:00:00+02:00'>x</time>", "2025-12-07T10:00:00+02:00"),
        ("", "<article><h1>Night</h1><time datetime='2025-12-07'>x</time></article>", "2025-12-07"),
        ("", "<h1>Night</h1><div><time datetime='2025-12-07'>x</time></div>", "2025-12-07"),
        ("", "<h1>Night</h1><ul class='meta'><li>Ann Bell</li><li><time datetime='2025-12-07'>x</time></li></ul>", "2025-12-07"),
        ("", "<h1>Night</h1><time>7 December 2025</time>", "2025-12-07"),
        ("", "<h1>Night</h1><div class='elementor-widget'><time datetime='2025-12-07'>x</time></div>", "2025-12-07"),
        ("", "<div class='card'><h1>Night</h1><time datetime='2025-12-07'>x</time></div>", "2025-12-07"),
        (linked('{"@type": "Organization"}') + linked('{"@type": "Article", "x": "a"b", "datePublished": "2025-12-07"}'), "", "2025-12-07"),
        ("<meta name='date' content='2025-12-07'>", "<h1>N</h1><time datetime='2025-12-07T08:15+02:00'>x</time>", "2025-12-07T08:15+02:00"),
    ],
)  # fmt: skip
def test_a_declared_date_is_found(head: str, body: str, published: str) -> None:
    """Each of these ways is in use somewhere."""
    assert declared(head, body).published == published


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (linked('{"@type": "Organization", "foundingDate": "1851-09-18"}'), ""),
        (linked('{"@type": "NewsArticle", "datePublished": "0001-01-01T00:00:00Z"}'), ""),
        (linked('{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2025-12-01"}]}'), ""),
        ("<meta property='article:expiration_time' content='2026-12-07'>", ""),
        ("<meta name='date' content='11/12/2025'>", ""),
        ("<meta name='date' content='today'>", ""),
        ("", "<p>Published 6 December 2025</p>"),
        ("", "<h1>Night</h1><article><h3><a href='/b'>Other</a></h3><time datetime='2025-12-01'>x</time></article>"),
        (linked('{"@type": "ItemList", "name": "a "b"", "x": {"@type": "Article", "datePublished": "2025-12-01"}}'), ""),
        ("", "<h1>Night</h1><time class='updated' datetime='2025-12-09'>x</time>"),
        ("", "<aside><time datetime='2025-12-01'>x</time></aside>"),
        ("", "<h1>Night</h1><ul><li><a href='/b'>Other</a> <time datetime='2025-12-01'>x</time></li></ul>"),
        ("", "<h1>Night</h1><div class='comments'><time datetime='2025-12-09'>x</time></div>"),
        ("", "<h1>Night</h1><div class='related-stories'><time datetime='2025-12-01'>x</time></div>"),
        ("", "<footer><time datetime='2025-01-01'>2025</time></footer>"),
        ("<link rel='canonical' href='https://example.org/2025/12/01/night'>", ""),
    ],
)
def test_nothing_is_taken_for_a_date_that_is_none_of_the_report(head: str, body: str) -> None:
    """A wrong date moves every event of the report; no date says so."""
    assert declared(head, body).published is None


def test_an_update_before_publication_is_none() -> None:
    """Some systems fill the field with the time of the draft."""
    dates = '"datePublished": "2025-12-07T09:00:00Z", "dateModified": "{}"'
    later, earlier = (
        declared(linked(f'{{"@type": "Article", {dates.format(moment)}}}')) for moment in ("2025-12-07T10:00Z", "2025-12-07T08:00Z")
    )
    assert (later.updated, earlier.updated) == ("2025-12-07T10:00Z", None)


@pytest.mark.parametrize(
    ("head", "body", "byline", "agency"),
    [
        (linked('{"@type": "Article", "author": [{"name": "Ann Bell"}, {"name": "Ben Roe"}]}'), "", "Ann Bell, Ben Roe", None),
        ("<meta name='author' content='By Ann Bell, Reuters'>", "", "Ann Bell, Reuters", "Reuters"),
        ("<meta name='author' content='https://example.org/ann'>", "<a rel='author'>Ann Bell</a>", "Ann Bell", None),
        ("<meta name='author' content='admin'>", "", None, None),
        ("<meta name='author' content='Sana Tass'>", "", "Sana Tass", None),
        (linked('{"@type": "Article", "sourceOrganization": {"name": "Agence France-Presse"}}'), "", None, "AFP"),
        ("<meta name='news_source' content='The Associated Press'>", "", None, "AP"),
    ],
)
def test_who_wrote_it_and_which_agency(head: str, body: str, byline: str | None, agency: str | None) -> None:
    """Ten outlets with one agency's report are one witness."""
    found = declared(head, body)
    assert (found.byline, found.agency) == (byline, agency)


def test_the_agency_of_a_dateline() -> None:
    """Many outlets name the agency there alone."""
    words = "Two people were killed when a drone hit a bus in the town, the mayor said, and three were hurt."
    (draft,) = read_page(f"<html><body><article><p>GENEVA (AP) — {words}</p><p>{words}</p></article></body></html>")
    assert draft.agency == "AP"


@pytest.mark.parametrize(
    ("head", "address", "url"),
    [
        ("<link rel='canonical' href='/izmail'>", "https://example.org/x?utm_source=y", "https://example.org/izmail"),
        ("<link rel='canonical' href='https://example.org/'>", "https://example.org/izmail", "https://example.org/izmail"),
        ("<link rel='canonical' href='javascript:alert(1)'>", None, None),
        ("<link rel='canonical' href='http://[broken'>", "https://example.org/izmail", "https://example.org/izmail"),
        ("<meta property='og:url' content='https://example.org/izmail'>", None, "https://example.org/izmail"),
    ],
)
def test_the_canonical_address(head: str, address: str | None, url: str | None) -> None:
    """It decides which report is which, so a wrong one would hide reports behind each other."""
    assert declared(head, address=address).url == url


def test_the_head_alone_says_nearly_the_same() -> None:
    """Pages that are not read with care still have their date and title."""
    head = "<meta property='og:title' content='Night &amp; day'>" + linked('{"@type": "NewsArticle", "datePublished": "2025-12-07"}')
    found = declared_in_head(f"<html><head>{head}</head><body>{BODY}</body></html>".encode())
    assert (found.title, found.published) == ("Night & day", "2025-12-07")


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "utf-16", "utf-32-le", "no such"])
def test_the_head_in_any_encoding(charset: str) -> None:
    """Not every page keeps ASCII in its place."""
    page = "<META content='Ніч і день' NAME=dc.title><meta name=viewport><meta itemprop='about dateModified' content='2025-12-07'>"
    raw = page.encode("utf-8" if charset == "no such" else charset)
    found = declared_in_head(raw, charset)
    assert (found.title, found.updated) == ("Ніч і день", "2025-12-07")
