"""Every page, as a browser shows it."""

from collections.abc import Callable

import pytest

from sitrep.views.workbench.registry import PAGES
from tests.views.workbench.conftest import WIDTHS, Served, Tab


def addresses(served: Served) -> list[str]:
    """Returns an address of every page, with the ids of what the record holds."""
    event = served.client.get("/events", params={"place": "Kyiv", "type": "ASSAULT"}).text.split('href="/events/')[1].split('"')[0]
    known = {"identifier": event}
    return [page.path.format(**known) for page in PAGES]


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_page_is_accessible(served: Served, tab: Callable[..., Tab], width: int, dark: bool) -> None:
    """People who cannot see or point, and people with a telephone, read the same pages."""
    shown = tab(served.url, width, dark=dark)
    found = {}
    for address in addresses(served):
        page = shown.open(address)
        assert page.locator("h1").count() == 1, address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{address} is wider than {width} pixels"
        found[address] = shown.violations()
    assert not {address: violations for address, violations in found.items() if violations}


def test_every_answer_bears_the_policy(served: Served) -> None:
    """The browser itself keeps pages from fetching or running what is not ours, on failures too."""
    for address in [*addresses(served), "/nothing", "/static/sitrep.css", "/events?since=never"]:
        answer = served.client.get(address)
        assert "default-src 'self'" in answer.headers["content-security-policy"], address
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_foreign_name_is_refused(served: Served) -> None:
    """A page elsewhere that lets its own name point here must not read the record."""
    answer = served.client.get("/events", headers={"Host": "attacker.example"})
    assert answer.status_code == 421
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_a_wrong_filter_is_told(served: Served) -> None:
    """Whoever types a day that is none learns what is expected."""
    answer = served.client.get("/events?since=never")
    assert answer.status_code == 400
    assert "an ISO date is expected" in answer.text
