"""Every page, as a browser shows it."""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.views.workbench.conftest import WIDTHS, Served, Tab, addresses

MOST_BYTES = 150_000
PICTURES = os.environ.get("SITREP_PICTURES")  # the folder that `make screenshots` wants a picture of every page in


def picture(tab: Tab, name: str) -> None:
    """Takes a picture of what a tab shows, where pictures are wanted."""
    if PICTURES:
        tab.page.screenshot(path=Path(PICTURES, f"{name}.png"), full_page=True)


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(served: Served, tab: Callable[..., Tab], width: int, scheme: str) -> None:
    """People who cannot see or point, and people with a telephone, read the same pages."""
    shown = tab(served.url, width, dark=scheme == "dark")
    found = {}
    for name, address in addresses(served.bench.record).items():
        page = shown.open(address)
        picture(shown, f"{name}-{width}-{scheme}")
        assert page.locator("h1").count() == 1, address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{address} is wider than {width} pixels"
        found[address] = shown.violations()
    assert not {address: violations for address, violations in found.items() if violations}


def test_every_page_is_printed_without_its_controls(served: Served, tab: Callable[..., Tab]) -> None:
    """A printed page is read: menus, forms and buttons only take its room."""
    shown = tab(served.url, 794)
    shown.page.emulate_media(media="print")
    for name, address in addresses(served.bench.record).items():
        page = shown.open(address)
        picture(shown, f"{name}-print")
        expect(page.locator("header.top")).to_be_hidden()
        expect(page.locator("main button:visible:not(.sort)"), address).to_have_count(0)


def test_every_page_is_light(served: Served) -> None:
    """A page is read over bad lines, too."""
    heavy = {path: size for path in addresses(served.bench.record).values() if (size := len(served.client.get(path).content)) > MOST_BYTES}
    assert not heavy


def test_every_page_is_read_without_scripts(served: Served, tab: Callable[..., Tab]) -> None:
    """Where scripts are forbidden everything is still there to be read."""
    shown = tab(served.url, scripts=False)
    for address in addresses(served.bench.record).values():
        assert shown.open(address).locator("main").inner_text().strip(), address


def test_filters_stand_in_the_address(served: Served, tab: Callable[..., Tab]) -> None:
    """What one analyst has filtered for another one sees under the same address."""
    page = tab(served.url).open("/events")
    page.get_by_label("Type").select_option("ASSAULT")
    page.get_by_label("Place").fill("Kyiv")
    page.get_by_role("button", name="Filter").click()
    assert "type=ASSAULT" in page.url
    assert "place=Kyiv" in page.url
    expect(page.locator("table.events tbody tr")).to_have_count(1)
    assert page.get_by_label("Place").input_value() == "Kyiv"


def test_what_is_shown_is_what_is_saved(served: Served, tab: Callable[..., Tab]) -> None:
    """A file that holds other events than the page is a trap."""
    page = tab(served.url).open("/events?type=ASSAULT&limit=3")
    shown = [row.get_attribute("id") for row in page.locator("table.events tbody tr").all()]
    link = page.get_by_role("link", name="JSON", exact=True).first.get_attribute("href")
    saved = served.client.get(str(link)).json()["events"]
    assert [event["id"] for event in saved] == shown
    assert len(shown) == 3


def shown_in_all(page: Page, parts: str, attribute: str, further: str) -> list[str | None]:
    """Returns an attribute of all parts of a page and of those that a link leads on to, until there is none."""
    seen: list[str | None] = []
    while True:
        seen += [part.get_attribute(attribute) for part in page.locator(parts).all()]
        more = page.get_by_role("link", name=further)
        if not more.count():
            return seen
        more.click()


def test_events_go_on_until_each_was_shown_once(served: Served, tab: Callable[..., Tab]) -> None:
    """A reader who turns the pages misses nothing and sees nothing twice, undated events included."""
    page = tab(served.url).open("/events?limit=7")
    seen = shown_in_all(page, "table.events tbody tr", "id", "More events")
    assert len(seen) == len(set(seen))
    assert set(seen) == {event.id for event in served.bench.record.events()}


def test_what_a_person_said_goes_on_until_all_was_shown_once(served: Served, tab: Callable[..., Tab]) -> None:
    """Of a speaker who is quoted for years the first words are found as well as the last."""
    said = Counter(claim.source.name for claim in served.bench.record.claims() if claim.source and claim.source.name)
    name, many = said.most_common(1)[0]
    assert many > 2
    page = tab(served.url).open(f"/people/{quote(name)}?limit=2")
    seen = shown_in_all(page, ".said a.words", "href", "Earlier claims")
    assert len(seen) == len(set(seen)) == many


def test_columns_are_sorted(served: Served, tab: Callable[..., Tab]) -> None:
    """The event that most tell of is found by one press on its heading."""
    page = tab(served.url).open("/events")
    page.get_by_role("button", name="Told by").click()
    page.get_by_role("button", name="Told by").click()
    first = page.locator("table.events tbody tr").first.get_attribute("id")
    most = max(served.bench.record.events(), key=lambda event: len(event.claims))
    assert first == most.id
    expect(page.get_by_role("columnheader", name="Told by")).to_have_attribute("aria-sort", "descending")


def test_another_rule_shows_another_number(served: Served, tab: Callable[..., Tab]) -> None:
    """Whoever wants the least that is said sees it, with all accounts beside it as before."""
    page = tab(served.url).open(addresses(served.bench.record)["event"])
    expect(page.get_by_role("heading", name="25 people killed")).to_be_visible()
    page.get_by_role("link", name="the least that is said").click()
    expect(page.get_by_role("heading", name="≥ 10 people killed")).to_be_visible()
    assert "rule=conservative" in page.url
    expect(page.get_by_role("cell", name="“Twenty-five people”")).to_be_visible()


def test_words_and_cards_are_linked_both_ways(served: Served, tab: Callable[..., Tab]) -> None:
    """From a number one comes to its words, from words to what was read in them."""
    page = tab(served.url).open(addresses(served.bench.record)["document"])
    mark = page.locator("a.mark").first
    claim = str(mark.get_attribute("data-claims")).split()[0]
    mark.focus()
    expect(page.locator(f'[data-claim="{claim}"]')).to_have_class("card shown")
    page.locator(f'[data-to="{claim}"]').click()
    expect(page.locator(f'[data-claims~="{claim}"]').first).to_be_focused()


def test_reports_are_shown_character_for_character(served: Served) -> None:
    """The marks must neither swallow nor add a character of the text."""
    from sitrep.views.workbench.marked_texts import marks_of, pieces

    for document in served.bench.record.documents():
        marks = marks_of(served.bench.record.claims_of(document.id))
        assert "".join(piece.text for piece in pieces(document.text, marks)) == document.text
