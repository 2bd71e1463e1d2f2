"""Maps draw events as precisely as they are told."""

import xml.etree.ElementTree as ET

import pytest

from sitrep.packs.outlines import Box
from sitrep.views.pictures.maps import MapWishes, draw_map
from sitrep.views.pictures.palettes import palette, picture_css
from sitrep.views.pictures.spots import Spots, size_of, spots_of
from tests.views.pictures.samples import DONBAS, KYIV, NOWHERE, ODESA, SUMY_REGION, UKRAINE, event, figure, place

SVG = "{http://www.w3.org/2000/svg}"


def test_precision_decides_the_sign() -> None:
    """A region that is drawn as a point says more than the report did."""
    shown = spots_of([event("e1", KYIV), event("e2", SUMY_REGION), event("e3", DONBAS), event("e4", UKRAINE), event("e5", NOWHERE)])
    assert {spot.name: spot.extent for spot in shown.spots} == {"Kyiv": "point", "Sumy": "area", "Donbas": "around", "Ukraine": "country"}
    assert [[area.id for area in spot.areas] for spot in shown.spots if spot.name == "Sumy"] == [["UA-59"]]
    assert shown.unplaced == 1


def test_a_country_beside_its_city_is_not_drawn() -> None:
    """An attack on Kyiv that also names Ukraine happened in Kyiv."""
    assert [spot.name for spot in spots_of([event("e1", KYIV, UKRAINE)]).spots] == ["Kyiv"]


def test_a_figure_of_several_places_is_no_size_of_either() -> None:
    """Nobody said how forty dead part among two towns."""
    both = event("e1", KYIV, ODESA, figures=(figure("killed", "person", 40, 40),))
    alone = event("e2", KYIV, figures=(figure("killed", "person", 3, 3),))
    sizes = {spot.name: spot.size for spot in spots_of([both, alone], "killed").spots}
    assert sizes == {"Kyiv": 3, "Odesa": None}


def test_people_are_counted_once() -> None:
    """Six people, two of them children, are six; drones and missiles add up, and no kind beside its whole."""
    assert size_of(event("e1", KYIV, figures=(figure("killed", "person", 6), figure("killed", "child", 2))), "killed") == 6
    assert size_of(event("e1", KYIV, figures=(figure("killed", "child", 2), figure("killed", "soldier", 4))), "killed") == 4
    told = (figure("launched", "drone", 80), figure("launched", "missile", 7), figure("launched", "cruise-missile", 5))
    assert size_of(event("e1", KYIV, figures=told), "launched") == 87
    assert size_of(event("e1", KYIV), "killed") is None


def test_a_map_is_whole_svg_with_words() -> None:
    """A page, a PDF and a reader of screens each need their part of it: valid XML, title, description, signs and sources."""
    shown = spots_of(
        [event("e1", KYIV, figures=(figure("killed", "person", 6),)), event("e2", SUMY_REGION), event("e3", NOWHERE)], "killed"
    )
    drawn = ET.fromstring(draw_map(shown, MapWishes("A week")))  # noqa: S314 - our own
    words = " ".join(text for text in drawn.itertext() if text.strip())
    assert drawn.findtext(f"{SVG}title") == "A week"
    assert "Kyiv: 1 event, killed 6" in (drawn.findtext(f"{SVG}desc") or "")
    assert drawn.get("role") == "img"
    for told in ("Kyiv 6", "somewhere in the region", "1 event not on the map", "Natural Earth", "GeoNames", " km"):
        assert told in words


def test_links_make_a_group_of_it() -> None:
    """Links inside an image would be hidden from readers of screens; names are escaped."""
    hostile = event("e1", place("<b>&", (50.0, 30.0)))
    drawn = draw_map(spots_of([hostile], links={"e1": "/events/e1?a=1&b=2"}))
    assert ET.fromstring(drawn).get("role") == "group"  # noqa: S314 - our own
    assert 'href="/events/e1?a=1&amp;b=2"' in drawn
    assert "<b>" not in drawn


def test_the_same_events_give_the_same_picture() -> None:
    """A picture that differs from run to run cannot be compared, nor kept in a cache."""
    shown = spots_of([event("e1", KYIV), event("e2", SUMY_REGION)])
    assert draw_map(shown) == draw_map(shown)


def test_no_events_give_a_map() -> None:
    """An empty week is drawn too, where a part of the world is asked for that part."""
    assert "No events" in draw_map(Spots(()))
    assert "POLAND" in draw_map(Spots(()), MapWishes(box=Box(14, 49, 24, 55)))


def test_every_colour_has_its_dark() -> None:
    """A colour without a pair would stay light on a dark page, and be lost there."""
    drawn = draw_map(spots_of([event("e1", KYIV), event("e2", SUMY_REGION), event("e3", UKRAINE, kind="DISRUPT")]))
    used = {each.get(name) for each in ET.fromstring(drawn).iter() for name in ("fill", "stroke")}  # noqa: S314 - our own
    colours = {colour for colour in used if colour and colour.startswith("#")}
    css = picture_css()
    assert len(colours) > 8
    assert not [colour for colour in colours if f'[fill="{colour}"]' not in css]


@pytest.mark.parametrize("dark", [False, True])
def test_colours_stand_out(dark: bool) -> None:
    """Letters need a contrast of 4.5 to their ground, signs of 3 (WCAG 2.2)."""
    colours = {name: pair[dark] for name, pair in palette().colours.items()}
    for ground in ("paper", "land", "water"):
        assert contrast(colours["text"], colours[ground]) > 7
        assert contrast(colours["quiet"], colours[ground]) > 4.5
        for family in palette().families:
            assert contrast(family.colour[dark], colours[ground]) > 3
    for pair in palette().series.colours:
        assert contrast(pair[dark], colours["paper"]) > 3


def contrast(one: str, other: str) -> float:
    """Returns the contrast of two colours."""

    def light(colour: str) -> float:
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lights = sorted((light(one), light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)
