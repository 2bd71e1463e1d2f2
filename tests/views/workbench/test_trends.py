"""The page of trends, as a browser shows it: what changed, on what coverage, and nothing where only the sources did."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitrep.views.records import open_record
from sitrep.views.workbench.settings import Settings
from tests.views.trending.conftest import fill, nights
from tests.views.workbench.conftest import Served, Tab


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A workbench over a record of three months, the last week with three times as many drones."""
    path: Path = fill(tmp_path_factory.mktemp("months") / "months.db")
    with open_record(str(path)) as record:
        record.refresh("totals")
    workbench = Served(Settings(str(path), port=0))
    yield workbench
    workbench.close()


def test_a_rise_is_told_and_leads_to_its_events(months: Served, tab: Callable[..., Tab]) -> None:
    """The sentence, the coverage it stands on, the weeks drawn, and the way from both to the reports' words."""
    page = tab(months.url).open("/trends")
    told = page.locator("main").inner_text()
    assert "From 14 reports of 2 outlets, on 7 of 7 days" in told
    assert "More drones launched: " in told
    assert "ASSAULT events" in page.locator("table").inner_text()
    page.get_by_role("link", name="2025-W49: ").first.click()
    page.wait_for_url("**/events?since=2025-12-01&until=2025-12-07")
    page.go_back()
    page.locator("main p a").first.click()
    page.wait_for_url("**/events/e*")
    assert f"“{next(nights(0))[1]} drones”" in page.locator("main").inner_text()


def test_a_silent_outlet_ends_all_talk(months: Served, tab: Callable[..., Tab]) -> None:
    """In a week in which half of the sources told nothing the page says that, and no change."""
    told = tab(months.url).open("/trends?until=2025-11-16").locator("main").inner_text()
    assert "Nothing can be said, because the sources changed: Courier, with 50% of the reports before, told nothing." in told
    assert "More drones" not in told


@pytest.mark.parametrize(("width", "dark"), [(1600, False), (360, True)])
def test_the_page_is_accessible(months: Served, tab: Callable[..., Tab], width: int, dark: bool) -> None:
    """It reads well on a telephone, in the dark, and by a screen reader."""
    opened = tab(months.url, width, dark=dark)
    for address in ("/trends?by=place", "/trends?until=2025-11-16", "/trends?place=Nowhere"):
        page = opened.open(address)
        assert opened.violations() == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_groups_and_measures_are_asked_for(months: Served) -> None:
    """The form's choices are heard, and a wrong one is told."""
    assert "drones launched, Odesa" in months.client.get("/trends?by=place&measure=launched").text
    assert months.client.get("/trends?by=moon").status_code == 400


def test_a_short_record_tells_why_it_tells_nothing(served: Served) -> None:
    """Fifteen reports of some months are no series, and the page says so."""
    assert "at least 4 are needed" in served.client.get("/trends").text
