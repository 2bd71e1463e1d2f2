"""Downloads: what a URL holds becomes documents, as if it lay in a file; what fails is named."""

import gzip
from collections.abc import Iterator

import pytest

from sitrep.ingest.sources import Reading, Unreadable, read_sources
from sitrep.model.texts import Document
from tests.ingest.web.samples import atom, item, json_feed, rss, sitemap, sitemap_index
from tests.ingest.web.servers import ARTICLE, Site, misbehaviours, page, serving

HOW = Reading(allowed=("127.0.0.1",), pause_seconds=0)
XML = "application/xml"
OTHER = ARTICLE.replace("Orikhiv", "Izium")


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with pages, and with every misbehaviour."""
    with serving(misbehaviours() | {"/a": page(), "/b": page(OTHER)}) as running:
        yield running


def read(url: str, how: Reading = HOW) -> list[Document | Unreadable]:
    """Returns all that a URL holds."""
    return list(read_sources([url], how))


def test_a_page_is_one_report_from_its_address(site: Site) -> None:
    """Users give the address of an article as they give a file."""
    (found,) = read(f"{site.url}/good")
    assert isinstance(found, Document)
    assert found.text.startswith("Night of drones") or found.text.startswith("Drones hit the river port")
    assert (found.url, found.publisher, found.published) == (f"{site.url}/good", "The Courier", "2025-12-07T08:15:00+02:00")
    assert site.paths == ["/good"]


def test_a_page_is_known_by_where_it_was_found_at_last(site: Site) -> None:
    """A short link is not the report's address."""
    (found,) = read(f"{site.url}/to-good")
    assert isinstance(found, Document)
    assert found.url == f"{site.url}/good"


def test_no_page_speaks_for_another_s_address(site: Site) -> None:
    """A page that names an address on another site as its own would take the place of that report in the record."""
    (found,) = read(f"{site.url}/claims-other")
    assert isinstance(found, Document)
    assert found.url == f"{site.url}/claims-other"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/teapot", "is not given (status 418)"),
        ("/broken", "fails at the server (status 500)"),
        ("/busy", "is asked too often (status 429)"),
        ("/missing", "is not there (status 404)"),
        ("/empty", "is empty"),
        ("/binary", "is binary"),
        ("/loop", "leads on more than 5 times"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_address(site: Site, path: str, reason: str) -> None:
    """Whoever adds a list of addresses must see which one failed."""
    (found,) = read(f"{site.url}{path}")
    assert isinstance(found, Unreadable)
    assert found.source == f"{site.url}{path}"
    assert reason in found.reason


def test_addresses_within_are_refused_without_the_allowance(site: Site) -> None:
    """By default no URL leads into a private network."""
    (found,) = read(f"{site.url}/good", Reading())
    assert isinstance(found, Unreadable)
    assert "--allow-private 127.0.0.1" in found.reason
    assert site.paths == []


def test_a_wrong_charset_does_not_spoil_the_words(site: Site) -> None:
    """Servers say wrong things about encodings every day."""
    (found,) = read(f"{site.url}/wrong-charset")
    assert isinstance(found, Document)
    assert "Оріхів" in found.text


@pytest.mark.parametrize("charset", ["undefined", "idna", "punycode", "unicode_escape", "utf-7", "hex", "x" * 5000])
def test_a_charset_that_is_none_is_passed_over(site: Site, charset: str) -> None:
    """Scripts print "undefined" where they forgot a word, and Python has codecs that are no encodings of texts."""
    body = ARTICLE.replace("Orikhiv", "Оріхів").encode("cp1251")
    site.answers["/charset"] = page(body, Content_Type=f"text/html; charset={charset}")
    (found,) = read(f"{site.url}/charset")
    assert isinstance(found, Document)
    assert "At least three people were killed" in found.text


def test_absurdly_nested_pages_end_without_harm(site: Site) -> None:
    """A page of 200,000 boxes in boxes is read or refused; the program lives."""
    (found,) = read(f"{site.url}/deep")
    assert isinstance(found, Document | Unreadable)


def test_files_of_other_kinds_are_read_as_if_they_lay_here(site: Site) -> None:
    """A list of reports or a packed file may lie anywhere."""
    lines = '{"id": "x1", "text": "Shelling went on along the river."}\n{"id": "x2", "text": "Talks were put off."}\n'
    site.answers |= {
        "/list.jsonl": page(lines, Content_Type="application/octet-stream"),
        "/list.jsonl.gz": page(gzip.compress(lines.encode()), Content_Type="application/gzip"),
        "/plain": page("Shelling went on along the river.", Content_Type="text/plain; charset=utf-8"),
    }
    assert [each.id for each in read(f"{site.url}/list.jsonl") if isinstance(each, Document)] == ["x1", "x2"]
    assert [each.id for each in read(f"{site.url}/list.jsonl.gz") if isinstance(each, Document)] == ["x1", "x2"]
    (found,) = read(f"{site.url}/plain")
    assert isinstance(found, Document)
    assert (found.text, found.url) == ("Shelling went on along the river.", f"{site.url}/plain")


@pytest.mark.parametrize("kind", ["rss", "atom", "json", "sitemap", "index", "packed sitemap"])
def test_a_feed_is_the_reports_that_it_leads_to(site: Site, kind: str) -> None:
    """Users give a feed's address to get what is in it now."""
    links = [f"{site.url}/a", f"{site.url}/b"]
    bodies: dict[str, str | bytes] = {
        "rss": rss([item(link) for link in links]),
        "atom": atom(links),
        "json": json_feed(links),
        "sitemap": sitemap(links),
        "index": sitemap_index([f"{site.url}/part.xml"]),
        "packed sitemap": gzip.compress(sitemap(links).encode()),
    }
    site.answers |= {"/feed": page(bodies[kind], Content_Type=XML), "/part.xml": page(bodies["sitemap"], Content_Type=XML)}
    found = read(f"{site.url}/feed")
    assert [each.url for each in found if isinstance(each, Document)] == links
    assert "/robots.txt" in site.paths


def test_a_page_that_cannot_be_had_leaves_the_words_of_the_feed(site: Site) -> None:
    """Half a report is more than none, if it is said that it is half."""
    words = "<description>&lt;p&gt;Two villages near Orikhiv were shelled, the district head said.&lt;/p&gt;</description>"
    site.answers["/feed"] = page(rss([item(f"{site.url}/missing", more=words), item(f"{site.url}/gone")]), Content_Type=XML)
    first, second = read(f"{site.url}/feed")
    assert isinstance(first, Document)
    assert first.text == "Two villages near Orikhiv were shelled, the district head said."
    assert (first.published, first.publisher) == ("2025-12-07T08:15:00+02:00", "The Courier")
    assert [issue.code for issue in first.issues] == ["words-of-feed"]
    assert isinstance(second, Unreadable)
    assert "status 404" in second.reason


def test_robots_are_obeyed_for_what_a_feed_leads_to(site: Site) -> None:
    """A publisher says there what programs may fetch."""
    site.answers |= {
        "/robots.txt": page("User-agent: *\nDisallow: /b\n", Content_Type="text/plain"),
        "/feed": page(rss([item(f"{site.url}/a"), item(f"{site.url}/b")]), Content_Type=XML),
    }
    first, second = read(f"{site.url}/feed")
    assert isinstance(first, Document)
    assert isinstance(second, Unreadable)
    assert "robots.txt" in second.reason
    assert "/b" not in site.paths
