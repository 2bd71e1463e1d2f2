"""Archived pages: which are worth a careful reading."""

import pytest

from sitrep.ingest.archived_pages import sift_page
from sitrep.ingest.web_archives import ArchivedContent

TEASER = "Dozens are feared dead after another night of shelling along the river, and more news from the region"
SENTENCE = "Dozens of people are feared dead after another night of shelling along the river, the mayor said on Monday."
SHORT = "<p>The tram line opened on Sunday with cake for everybody, and the mayor rode along to the last stop of it.</p>" * 3
STORY = SHORT * 2


def page(more: str) -> ArchivedContent:
    """Returns a page about a tram line, with something beside it."""
    html = f"<html><body><article><h1>Tram line opens</h1>{STORY}</article><aside>{more}</aside></body></html>"
    return ArchivedContent(0, "https://example.org/tram", "page", "utf-8", raw=html.encode())


@pytest.mark.parametrize(
    ("beside", "is_dropped"),
    [(f"<ul><li>{TEASER}</li></ul>", True), (f"<div>{SENTENCE}</div>", False), (f"<div>{TEASER}, {TEASER}</div>", False)],
)
def test_teasers_of_other_stories_do_not_make_a_page_worth_reading(beside: str, is_dropped: bool) -> None:
    """Every page of an outlet names the day's attacks beside its story; whole sentences beside it may be the story itself."""
    found = sift_page(page(beside), lambda text: "shelling" in text)
    assert (found is not None) == is_dropped


def test_the_main_part_is_asked_where_its_lines_are_short() -> None:
    """Incidents told one a line are no long paragraphs; a short line of a menu is no reason to look closer."""
    listed = "".join(f"<p>Quarter {number}, night of Sunday: two houses hit, shelling</p>" for number in range(9))
    asked: list[str] = []

    def tells_of_shelling(text: str) -> bool:
        asked.append(text)
        return "shelling" in text

    html = f"<html><body><article><h1>The night by quarter</h1>{listed}{STORY}</article></body></html>"
    assert sift_page(ArchivedContent(0, "https://example.org/night", "page", "utf-8", raw=html.encode()), tells_of_shelling) is None
    assert "shelling" not in asked[1]
    assert sift_page(page("<nav><a>More on the shelling</a></nav>"), tells_of_shelling) is not None


@pytest.mark.parametrize(
    ("article", "is_dropped"),
    [
        (STORY * 8, True),  # nothing in it, on balance
        (STORY * 8 + "<p>Two shots were heard when the mayor rode past the barracks.</p>", False),  # not enough by itself, but something
        (SHORT, False),  # too little to trust that it is all of the article
    ],
)
def test_long_teasers_beside_an_article_of_other_things(article: str, is_dropped: bool) -> None:
    """Portals print whole sentences of their other stories beside each one."""
    beside = "".join(f"<div class='sidebar'><p>{SENTENCE} It was night {number} of it.</p></div>" for number in range(40))
    html = f"<html><body><article><h1>Tram line opens</h1>{article}</article><aside>{beside}</aside></body></html>"

    def promise(text: str) -> float:
        return 2.0 if "shelling" in text else 0.4 if "shots" in text else 0.0

    found = sift_page(ArchivedContent(0, "https://example.org/tram", "page", "utf-8", raw=html.encode()), promise)
    assert (found is not None) == is_dropped
