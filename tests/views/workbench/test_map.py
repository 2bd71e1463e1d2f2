"""The map, as a browser shows it: with pointer and keyboard, through the weeks, with five thousand events, and without scripts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sitrep.views.workbench.settings import Settings
from tests.views.workbench.conftest import Served, Tab
from tests.views.workbench.crowds import MANY, make_record

READY = "[data-map][data-ready]"
SIGN = ".map-button"


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A workbench over five thousand events."""
    path: Path = tmp_path_factory.mktemp("crowd") / "crowd.db"
    make_record(str(path))
    workbench = Served(Settings(str(path), port=0))
    yield workbench
    workbench.close()


def shown(tab: Tab, path: str) -> Page:
    """Opens a map and waits until it is drawn."""
    page = tab.open(path)
    page.wait_for_selector(READY)
    return page


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1600, False)])
def test_the_drawn_map_is_accessible(served: Served, tab: Callable[..., Tab], width: int, dark: bool) -> None:
    """Signs have names, the map has a role, and nothing is fetched from elsewhere, once it is drawn too."""
    opened = tab(served.url, width, dark=dark)
    page = shown(opened, "/map")
    assert opened.violations() == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator(".leaflet-control-attribution").inner_text().startswith("Outlines: Natural Earth")
    assert not page.locator(".leaflet-attribution-flag").count()


def test_precision_decides_the_sign(served: Served, tab: Callable[..., Tab]) -> None:
    """A region and a country are areas, named as "somewhere in"; a town is a sign of its own."""
    page = shown(tab(served.url), "/map?place=Vinnytsia,Kremenchuk")
    assert page.get_by_role("button", name="somewhere in Vinnytsia: 2 events").count() == 1
    assert page.locator(".map-area.area").count() == 1
    assert page.locator(".map-area.country").count() == 0
    assert page.get_by_role("button", name="Kremenchuk: 1 event").count() == 1
    page = shown(tab(served.url), "/map?type=ASSAULT&until=2025-06-02")
    assert page.get_by_role("button", name="somewhere in Ukraine").count() == 1
    assert page.locator(".map-area.country").count() == 1


def test_signs_tell_the_chosen_measure(served: Served, tab: Callable[..., Tab]) -> None:
    """The size of a sign stands for a figure, and its name says which."""
    page = shown(tab(served.url), "/map?place=Fasher&measure=killed")
    assert page.get_by_role("button", name="El Fasher: 1 event, killed 75").count() == 1
    expect(page.locator("[data-told]")).to_contain_text("the largest sign stands for 75 killed")


def test_a_region_without_a_number_shows_none(served: Served, tab: Callable[..., Tab]) -> None:
    """Where a figure is asked for, the number of events must not stand in its place."""
    page = shown(tab(served.url), "/map?place=Vinnytsia&measure=killed")
    assert page.locator(".map-spread").all_inner_texts() == ["Vinnytsia"]


def test_places_without_a_position_are_counted(served: Served, tab: Callable[..., Tab]) -> None:
    """A map that is silent about what it cannot show would look complete."""
    page = shown(tab(served.url), "/map")
    expect(page.locator("[data-told]")).to_contain_text("name no place that is known")


def test_the_keyboard_moves_and_opens(served: Served, tab: Callable[..., Tab]) -> None:
    """Arrows move the map, plus and minus change its scale, Enter opens a sign, Escape closes it and gives the focus back."""
    page = shown(tab(served.url), "/map?place=Kremenchuk")
    before = page.locator(SIGN).bounding_box()
    page.locator("[data-ground]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("x => document.querySelector('.map-button').getBoundingClientRect().x < x", arg=before["x"] if before else 0)
    scale = page.locator(".leaflet-control-scale-line").inner_text()
    page.keyboard.press("-")
    expect(page.locator(".leaflet-control-scale-line")).not_to_have_text(scale)
    page.locator(SIGN).focus()
    page.keyboard.press("Enter")
    link = page.locator(".leaflet-popup a").first
    expect(link).to_be_focused()
    assert (link.get_attribute("href") or "").startswith("/events/")
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    expect(page.locator(SIGN)).to_be_focused()


def test_weeks_choose_events(served: Served, tab: Callable[..., Tab]) -> None:
    """The slider leaves the events of its weeks, and its link lists just these."""
    page = shown(tab(served.url), "/map")
    page.locator("[data-from]").focus()
    page.keyboard.press("End")
    expect(page.locator("[data-weeks]")).to_have_text("2025-W49 to 2025-W49")
    expect(page.locator("[data-told]")).to_contain_text("2 events on the map")
    page.locator("[data-list]").click()
    page.wait_for_url("**/events?since=2025-12-01&until=2025-12-07")
    assert page.locator("table.events tbody tr").count() == 2


def test_weeks_play(served: Served, tab: Callable[..., Tab]) -> None:
    """Played, the map shows week after week, and stops when it is told to."""
    page = shown(tab(served.url), "/map")
    page.get_by_role("button", name="Play").click()
    expect(page.locator("[data-weeks]")).to_have_text("2025-W22 to 2025-W22")
    expect(page.locator("[data-weeks]")).to_have_text("2025-W23 to 2025-W23")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_five_thousand_events(crowded: Served, tab: Callable[..., Tab]) -> None:
    """They are there at once, in few signs, each of which opens until single places stand apart."""
    page = shown(tab(crowded.url), "/map")
    expect(page.locator("[data-told]")).to_contain_text("events on the map")
    told = page.locator("[data-told]").inner_text()
    shown_events = int(told.split(" events")[0].replace(",", ""))
    unplaced = int(told.split("; ")[1].split(" ")[0])
    assert shown_events + unplaced == MANY
    assert page.locator(SIGN).count() < 300
    cluster = page.get_by_role("button", name="opens to show them apart").first
    number = int(cluster.inner_text().replace(",", ""))
    cluster.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "n => [...document.querySelectorAll('.map-cluster')].every(each => Number(each.textContent.replace(',', '')) < n)", arg=number
    )
    expect(page.locator("[data-ground]")).to_be_focused()


def test_without_scripts_there_is_a_picture_and_a_list(served: Served, tab: Callable[..., Tab]) -> None:
    """Only moving the map needs scripts."""
    opened = tab(served.url, scripts=False)
    page = opened.open("/map?type=ASSAULT")
    assert page.locator("[data-map]").is_hidden()
    picture = page.locator("noscript img, figure.picture img")
    assert picture.count() == 1
    assert page.locator("table.events tbody tr").count() > 5
    drawn = served.client.get(picture.get_attribute("src") or "")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "Khan Younis" in drawn.text


def test_the_events_are_geojson(served: Served) -> None:
    """Whoever saves them can open them elsewhere: positions east first, ids, and no event dropped for want of a place."""
    answer = served.client.get("/map/events.json?type=ASSAULT")
    assert answer.headers["content-encoding"] == "gzip"
    found = answer.json()
    assert found["type"] == "FeatureCollection"
    kyiv = next(each for each in found["features"] if each["properties"]["place"] == "Kyiv")
    assert kyiv["geometry"]["type"] == "Point"
    assert [round(number) for number in kyiv["geometry"]["coordinates"]] == [31, 50]
    everything = served.client.get("/map/events.json").json()["features"]
    assert any(each["geometry"] is None for each in everything)
    assert served.client.get("/map/events.json?measure=courage").status_code == 400


def test_files_are_packed_and_kept(served: Served) -> None:
    """The base map travels once, compressed; a page that is loaded again asks for nothing."""
    address = served.client.get("/map").text.split('data-basemap="')[1].split('"')[0]
    answer = served.client.get(address)
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert int(answer.headers["content-length"]) < 1_000_000
    assert served.client.get(address, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    plain = served.client.get(address, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.json()["type"] == "Topology"
    assert served.client.get("/pictures/nothing.js").status_code == 404


def test_an_online_layer_is_off_by_default(served: Served, serve: Callable[[Settings], Served], copied: str) -> None:
    """Tiles come from elsewhere only where the operator asked for them, and the policy then allows that origin alone."""
    assert "data-tiles" not in served.client.get("/map").text
    asked = serve(Settings(copied, port=0, tiles="https://tiles.example/{z}/{x}/{y}.png")).client.get("/map")
    assert 'data-tiles="https://tiles.example/{z}/{x}/{y}.png"' in asked.text
    assert "https://tiles.example" in asked.headers["content-security-policy"]
