"""Charts, as a browser shows them: bars that lead to events, weeks that are brushed, totals beside sums."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.views.workbench.conftest import Served, Tab


@pytest.mark.parametrize("by", ["week", "munition", "place", "side"])
def test_every_chart_is_accessible(served: Served, tab: Callable[..., Tab], by: str) -> None:
    """Bars have words, links have names, in light on a wide screen and in dark on a telephone."""
    for width, dark in ((1600, False), (360, True)):
        opened = tab(served.url, width, dark=dark)
        page = opened.open(f"/charts?by={by}")
        assert page.locator(".picture svg").count() == 1
        assert opened.violations() == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_bars_lead_to_their_events(served: Served, tab: Callable[..., Tab]) -> None:
    """A sum that cannot be taken apart must be believed; these need not be."""
    page = tab(served.url).open("/charts?measure=killed")
    page.get_by_role("link", name="2025-W38: 75 people killed, in 1 event and 1 report").click()
    page.wait_for_url("**/events?since=2025-09-15&until=2025-09-21")
    assert "El Fasher" in page.locator("table.events").inner_text()


def test_bars_of_sides_lead_to_what_they_tell_of(served: Served) -> None:
    """What one side says is weighed by reading it beside what others say of the same events."""
    page = served.client.get("/charts?by=side&measure=killed,launched").text
    sides = set(re.findall(r"/events\?source=([A-Z]{2})\b", page))
    assert sides
    for side in sides:
        events = served.client.get("/api/events", params={"source": side, "limit": "100"}).json()["events"]
        told = served.bench.record.claims_by_id([claim for event in events for claim in event["claims"]])
        assert any(claim.source and claim.source.side == side and claim.figures for claim in told)


def test_filters_stay_when_a_bar_is_followed(served: Served) -> None:
    """A week that the filters cut short leads to what is left of it."""
    page = served.client.get("/charts?measure=killed&since=2025-09-17&place=Sudan,Fasher").text
    assert "/events?since=2025-09-17&amp;place=Sudan%2CFasher&amp;until=2025-09-21" in page


def test_stated_totals_stand_beside_sums(served: Served) -> None:
    """Sixteen hundred drones in a week, as somebody stated, are a line and no part of the bar."""
    page = served.client.get("/charts?measure=launched").text
    assert "drones launched (lines: totals as stated)" in page
    assert 'aria-label="stated for' in page
    assert "thick lines are totals as somebody stated them" in page


def test_brushing_lists_events(served: Served, tab: Callable[..., Tab]) -> None:
    """Drawn over, weeks are chosen whole, and their events are listed below the chart."""
    page = tab(served.url).open("/charts?measure=killed")
    first = page.get_by_role("link", name="2025-W22: ").first.bounding_box()
    last = page.get_by_role("link", name="2025-W46: 12 people killed").bounding_box()
    assert first
    assert last
    y = last["y"] + last["height"] / 2
    page.mouse.move(first["x"] + 2, y)
    page.mouse.down()
    page.mouse.move((first["x"] + last["x"]) / 2, y, steps=4)
    page.mouse.move(last["x"] + 2, y, steps=4)
    page.mouse.up()
    brushed = page.locator("[data-brushed]")
    expect(brushed.get_by_role("heading")).to_have_text("Events of 2025-W22 to 2025-W46")
    assert brushed.locator("table.events tbody tr").count() >= 10
    expect(page.locator(".brush-band")).to_be_visible()
    assert page.url.endswith("/charts?measure=killed"), "the click that ends a brush follows no link"
    href = brushed.get_by_role("link", name="Open this list").get_attribute("href")
    assert href == "/events?since=2025-05-26&until=2025-11-16"


def test_the_keyboard_chooses_weeks(served: Served, tab: Callable[..., Tab]) -> None:
    """Who cannot draw chooses from two lists, to the same end."""
    page = tab(served.url).open("/charts?measure=killed")
    page.get_by_label("from", exact=True).select_option("2025-W38")
    page.get_by_label("to", exact=True).select_option("2025-W39")
    page.get_by_role("button", name="List events").press("Enter")
    expect(page.locator("[data-brushed] h2")).to_have_text("Events of 2025-W38 to 2025-W39")
    assert page.locator("[data-brushed] table.events tbody tr").count() == 1


def test_without_scripts_weeks_lead_to_the_list(served: Served, tab: Callable[..., Tab]) -> None:
    """The chart, its links and the choice of weeks work without scripts."""
    page = tab(served.url, scripts=False).open("/charts?measure=killed&type=ASSAULT")
    assert page.locator(".picture svg").count() == 1
    page.get_by_label("from", exact=True).select_option("2025-W38")
    page.get_by_role("button", name="List events").click()
    assert "type=ASSAULT" in page.url
    assert "since=2025-09-15" in page.url
    assert page.locator("table.events tbody tr").count() >= 2


def test_a_wrong_grouping_is_told(served: Served) -> None:
    """Whoever asks for a grouping that is none learns which there are."""
    answer = served.client.get("/charts?by=colour")
    assert answer.status_code == 400
    assert "week, munition, place, side" in answer.text


def test_no_numbers_are_no_failure(served: Served) -> None:
    """Filters that leave nothing leave a page that says so."""
    answer = served.client.get("/charts?place=Atlantis")
    assert answer.status_code == 200
    assert "No event that passes these filters states such a number" in answer.text
