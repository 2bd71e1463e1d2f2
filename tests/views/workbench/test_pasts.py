"""The record as it was known at a time, on every page that was asked for so."""

from collections.abc import Callable

import pytest

from sitrep.views.records import open_look
from sitrep.views.wishes import Look
from sitrep.views.workbench import pasts
from sitrep.views.workbench.settings import Settings
from tests.views.workbench.conftest import Served, Tab

DAY = "2025-12-06"


def test_events_are_those_of_the_command_line(served: Served) -> None:
    """Two ways to ask what was known may not give two answers."""
    with open_look(Look(served.bench.settings.database, None, DAY)) as record:
        then = {event.id for event in record.events()}
    today = {event.id for event in served.bench.record.events()}
    page = served.client.get("/events", params={"as-known": DAY, "limit": "1000"}).text
    assert then
    assert then != today
    assert {key for key in today | then if f"/events/{key}?" in page} == then


def test_ways_lead_on_in_the_same_time(served: Served, tab: Callable[..., Tab]) -> None:
    """Who follows a link from what was known then must not read today's numbers for those."""
    opened = tab(served.url)
    page = opened.open(f"/events?as-known={DAY}")
    assert "As known at" in page.locator("main").inner_text()
    page.locator("main table a").first.click()
    page.wait_for_url("**/events/*as-known=*")
    assert "As known at" in page.locator("main").inner_text()
    assert page.locator("form[method=post]").count() == page.locator("header form[method=post]").count()
    assert opened.violations() == []
    page.get_by_role("link", name="as known today").click()
    page.wait_for_load_state()
    assert "As known at" not in page.locator("main").inner_text()


@pytest.mark.parametrize("typed", ["yesterday", "2025-13-01"])
def test_a_time_that_is_none_is_told(served: Served, typed: str) -> None:
    """A page of today under another day's name would be a wrong answer."""
    answer = served.client.get("/events", params={"as-known": typed})
    assert answer.status_code == 400
    assert "ISO date" in answer.text


def test_nobody_waits_for_a_large_record(serve: Callable[[Settings], Served], copied: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A merge of a million claims in a reader's request would stop the server; the way that works is named."""
    monkeypatch.setattr(pasts, "MOST_CLAIMS", 3)
    answer = serve(Settings(copied, port=0)).client.get("/events", params={"as-known": DAY})
    assert answer.status_code == 400
    assert "sitrep events --as-known" in answer.text
