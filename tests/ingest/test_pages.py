"""Web pages: the report without the furniture, and only what the page declares."""

import pytest

from sitrep.errors import UnreadableSource
from sitrep.ingest.encodings import decode
from sitrep.ingest.pages import declared_charset, read_whole_page

BODY = (
    "<article><h1>Night of drones</h1>"
    "<p>Drones hit the port of Izmail overnight, the regional governor said on Sunday, and two warehouses burnt down.</p>"
    "<p>Firemen worked until the morning, he said, and nobody was hurt; power was back in the whole of the town by noon.</p></article>"
)
FURNITURE = "<nav><a href='/'>Home</a> <a href='/war'>War</a></nav>", "<footer>All rights reserved. Subscribe to our newsletter.</footer>"


def page(head: str = "", body: str = BODY) -> str:
    """Returns a page with menus around the report."""
    return f"<!doctype html><html lang='en-GB'><head>{head}</head><body>{FURNITURE[0]}{body}{FURNITURE[1]}</body></html>"


def test_paragraphs_stay_and_furniture_goes() -> None:
    """Menus hold the names of other wars."""
    text = read_whole_page(page()).text
    assert "two warehouses burnt down.\nFiremen worked" in text
    assert "newsletter" not in text


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("<meta property='article:published_time' content='2025-12-07T06:30:00+02:00'>", "2025-12-07T06:30:00+02:00"),
        ("<meta itemprop='datePublished' content='2025-12-07'>", "2025-12-07"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-12-07"}</script>', "2025-12-07"),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": ["Thing", "Article"], "datePublished": "2025-12-07"}]}</script>',
            "2025-12-07",
        ),
        ('<script type="application/ld+json">{broken</script>', None),
        ("<meta property='article:published_time' content='last Sunday'>", None),
        ("<meta property='article:modified_time' content='2025-12-09'>", None),
        ("", None),
    ],
)
def test_a_date_only_where_the_page_declares_it(head: str, published: str | None) -> None:
    """A day picked from a menu or an address would move every event of the report."""
    assert read_whole_page(page(head, BODY + "<p>Updated 9 December 2025, first of 3.</p>")).published == published


def test_what_a_page_says_of_itself() -> None:
    """Title, outlet and address come from the page's own declarations."""
    head = (
        "<meta property='og:title' content='Drones over  Izmail'><meta property='og:site_name' content='The Courier'>"
        "<link rel='canonical' href='https://example.org/izmail'>"
    )
    draft = read_whole_page(page(head))
    assert (draft.title, draft.publisher, draft.url) == ("Drones over Izmail", "The Courier", "https://example.org/izmail")
    assert draft.declared_language == "en-GB"


def test_linked_data_goes_before_the_rest() -> None:
    """Search engines check linked data, so outlets keep it right."""
    head = (
        "<meta property='og:title' content='Drones | Courier'><script type='application/ld+json'>"
        '{"@type": "NewsArticle", "headline": "Drones &amp; fire", "publisher": {"name": "The Courier"}}</script>'
    )
    draft = read_whole_page(page(head))
    assert (draft.title, draft.publisher) == ("Drones & fire", "The Courier")


def test_an_address_is_no_outlet() -> None:
    """An outlet's name stands beside its figures; a bare address says less than nothing there."""
    assert read_whole_page(page("<meta property='og:site_name' content='https://example.org'>")).publisher is None


def test_the_charset_of_the_page_is_believed() -> None:
    """Older pages are in the encodings of their countries and say so."""
    raw = page("<meta charset='windows-1251'>").replace("Izmail", "Измаил").encode("cp1251")
    decoded = decode(raw, declared_charset(raw))
    assert "Измаил" in read_whole_page(decoded.text).text
    assert decoded.issue is None


def test_an_unknown_charset_is_passed_over() -> None:
    """A page that names an encoding nobody knows is read by guess, and says so."""
    decoded = decode("Überfall — «ночь»".encode() + b"\xff", "x-klingon")
    assert decoded.issue is not None


@pytest.mark.parametrize("source", ["", "   ", "<html></html>"])
def test_a_page_without_text_is_told(source: str) -> None:
    """A page that is filled by scripts alone holds no report."""
    with pytest.raises(UnreadableSource, match="web page"):
        read_whole_page(source)
