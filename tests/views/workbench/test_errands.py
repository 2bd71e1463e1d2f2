"""Errands: reports brought in and written from the browser, by the program's own commands beside the server."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from sitrep.views.workbench.settings import Settings
from tests.views.workbench.conftest import Served, Tab
from tests.views.workbench.test_doors import token_in

TEXT = "KRAMATORSK, Dec. 9 – Russian drones struck Kramatorsk on Tuesday, killing three people, the mayor said."


def test_reports_are_added_in_the_browser(serve: Callable[[Settings], Served], copied: str, tab: Callable[..., Tab]) -> None:
    """An analyst brings reports in without a terminal: a file and a pasted text, with outlet and day; their events follow by themselves."""
    served = serve(Settings(copied, port=0))
    page = tab(served.url).open("/add")
    page.get_by_label("Files").set_input_files({"name": "../../night.txt", "mimeType": "text/plain", "buffer": TEXT.encode()})
    page.get_by_label("Title").fill("Three killed in Kramatorsk")
    page.get_by_label("Outlet").fill("Example Star")
    page.get_by_label("Text").fill(TEXT.replace("three", "four"))
    page.get_by_label("Day of publication").fill("2025-12-09")
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/add?said=*", timeout=120_000)
    expect(page.get_by_role("status").last).to_contain_text("2 reports added")
    page.get_by_role("link", name="Three killed in Kramatorsk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Three killed in Kramatorsk")
    served.bench.record.refresh()
    events = served.client.get("/api/events", params={"since": "2025-12-09", "until": "2025-12-09"}).json()["events"]
    assert len({document for event in events for document in event["documents"]}) == 2
    added = [document for document in served.bench.record.documents() if document.publisher == "Example Star"]
    assert [document.text for document in added] == [TEXT.replace("three", "four")]


def test_nothing_to_add_is_told(served: Served) -> None:
    """An empty form does not start anything."""
    answer = served.client.post("/add", data={"token": token_in(served.client.get("/add")), "text": " "})
    assert answer.status_code == 400
    assert "choose a file, or paste a report" in answer.text


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("md", b"# ")])
def test_the_situation_is_saved_as_a_report(served: Served, form: str, begins: bytes) -> None:
    """What is shown of a week goes to others as a file, with its footnotes."""
    answer = served.client.get("/report", params={"week": "2025-W49", "format": form}, timeout=120)
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert f"situation-2025-W49.{form}" in answer.headers["content-disposition"]


@pytest.mark.parametrize("query", [{"format": "exe"}, {"week": "never"}, {"since": "--help"}])
def test_a_report_of_nothing_is_refused(served: Served, query: dict[str, str]) -> None:
    """What a form says never becomes an option of the command."""
    assert served.client.get("/report", params=query, timeout=120).status_code == 400
