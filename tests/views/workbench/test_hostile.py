"""Hostile texts: what a report says is shown, never obeyed."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from sitrep.model.actors import Actor, Speaker
from sitrep.model.claims import Claim
from sitrep.model.figures import Figure
from sitrep.model.places import Place
from sitrep.model.texts import Document, Span
from sitrep.model.times import When
from sitrep.views.records import open_record
from sitrep.views.workbench.settings import Settings
from tests.views.workbench.conftest import Served, Tab

SCRIPT = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
SPEAKER = f"=HYPERLINK(1) \"'>{SCRIPT} {{{{ 70*70 }}}}"
TEXT = f"{SCRIPT} killed 5 people in Sumy\u202e, he said. </article>\x00"


@pytest.fixture
def hostile(serve: Callable[[Settings], Served], tmp_path: Path) -> Served:
    """A record whose every string is an attack."""
    path = str(tmp_path / "hostile.db")
    start = TEXT.index("killed")
    words = TEXT[start : start + 22]
    claim = Claim(
        "c0ffee",
        "../evil?#<b>",
        "ASSAULT",
        (Span(start, start + 22, words),),
        mode="drone",
        when=When("2025-12-06", "2025-12-06", "day"),
        places=(Place(start, start + 6, "killed", f"Sumy{SCRIPT}", country="UA", latitude=50.9, longitude=34.8),),
        actor=Actor(f"=cmd|' /C calc'!A0{SCRIPT}", "state"),
        source=Speaker(SPEAKER, role=SCRIPT),
        figures=(Figure(start + 7, start + 15, TEXT[start + 7 : start + 15], "person", "killed", 5, 5),),
        confidence=0.5,
    )
    document = Document("../evil?#<b>", TEXT, "javascript:alert(1)", f"Title {SCRIPT}", f"Outlet {SCRIPT}", "2025-12-06", "en")
    with open_record(path, create=True) as record:
        record.add(document, [claim])
        record.refresh("totals")
    return serve(Settings(path, port=0))


def pages(served: Served) -> list[str]:
    """Returns the pages on which the texts stand."""
    event = served.bench.record.events()[0]
    report = "/documents/..%2Fevil%3F%23%3Cb%3E"
    return [
        "/?week=2025-W49", "/events", f"/events/{event.id}", f"/events/{event.id}/why", report, "/people", "/search?q=sumy",
        "/search?q=sumy&in=documents", "/review", "/sources", f"/events?actor={SCRIPT}", f"/search?q={SCRIPT}", f"/nothing/{SCRIPT}",
    ]  # fmt: skip


def test_no_text_becomes_part_of_a_page(hostile: Served, tab: Callable[..., Tab]) -> None:
    """A report that holds a script must not judge claims in the reader's name."""
    shown = tab(hostile.url)
    for path in pages(hostile):
        page = shown.open(path)
        assert "taken" not in page.title().replace(SCRIPT, ""), path
        assert page.locator("script:not([src])").count() == 0, path
        assert page.locator('img:not([src^="/"])').count() == 0, path
        assert "4900" not in page.content(), path
    assert all("404" in words for words in shown.complaints)  # of the last page alone
    shown.complaints.clear()


def test_links_of_reports_are_not_followed_blindly(hostile: Served, served: Served, tab: Callable[..., Tab]) -> None:
    """An address that is a script is shown as words; one that leads out tells nobody where it was pressed."""
    page = tab(hostile.url).open(pages(hostile)[4])
    assert page.locator('a[href^="javascript"]').count() == 0
    document = next(each for each in served.bench.record.documents() if each.url)
    link = tab(served.url).open(f"/documents/{document.id}").get_by_role("link", name="at the outlet")
    assert {"noopener", "noreferrer"} <= set(str(link.get_attribute("rel")).split())


def test_no_cell_becomes_a_formula(hostile: Served) -> None:
    """A table that somebody opens must not run what a report says."""
    sheet = hostile.client.get("/api/events", params={"format": "csv"}).text
    for row in csv.reader(io.StringIO(sheet)):
        assert not [cell for cell in row if cell.startswith(("=", "+", "@"))]


def test_feeds_of_such_texts_are_whole(hostile: Served) -> None:
    """A feed reader must be able to parse it."""
    from xml.etree import ElementTree as ET

    ET.fromstring(hostile.client.get("/api/feed.atom").content)  # noqa: S314 - our own
