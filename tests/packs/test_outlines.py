"""The base map: who is drawn where, and which lines are dashed."""

import gzip
from pathlib import Path

import pytest

from sitrep.packs.borders import read_borders
from sitrep.packs.gazetteer import countries
from sitrep.packs.outlines import PATH, Outlines, read_outlines

PLACES = {
    "Kyiv": ((30.52, 50.45), "UA"),
    "Simferopol": ((34.1, 44.95), "UA"),
    "Donetsk": ((37.8, 48.0), "UA"),
    "Gaza": ((34.46, 31.5), "PS"),
    "Ramallah": ((35.2, 31.9), "PS"),
    "Haifa": ((35.02, 32.78), "IL"),
    "Qatzrin": ((35.69, 32.99), "SY"),
    "Pristina": ((21.16, 42.66), "XK"),
    "Taipei": ((121.54, 25.05), "TW"),
    "Juba": ((31.58, 4.85), "SS"),
    "Laayoune": ((-13.2, 27.15), "EH"),
    "Tarfaya": ((-12.8, 27.95), "MA"),
    "Smara": ((-11.67, 26.74), "EH"),
    "Hargeisa": ((44.06, 9.56), "SO"),
    "Kyrenia": ((33.32, 35.33), "CY"),
    "Sukhumi": ((41.02, 43.0), "GE"),
    "Gilgit": ((74.31, 35.92), "PK"),
    "Srinagar": ((74.8, 34.08), "IN"),
    "Irkutsk": ((104.3, 52.29), "RU"),
}


@pytest.fixture(scope="module")
def outlines() -> Outlines:
    """The base map."""
    return read_outlines()


@pytest.mark.parametrize("name", PLACES)
def test_places_lie_in_the_country_of_the_policy(outlines: Outlines, name: str) -> None:
    """A base map that was made anew from another source would move them without anybody's noticing."""
    point, country = PLACES[name]
    assert [area.country for area in outlines.areas if area.holds(point)] == [country]


def test_neighbours_share_their_lines(outlines: Outlines) -> None:
    """An area that is drawn from other points than its neighbour leaves a gap, and its border would be drawn as a coast."""
    poland = [line for line in outlines.coasts if all(18 < x < 24 and 49.2 < y < 53.5 for x, y in line.points)]
    assert not poland
    ends = {point for area in outlines.of_country("UA") for ring in area.rings for point in ring}
    border = [line for line in outlines.borders if all(30 < x < 32.5 and 51 < y < 52.2 for x, y in line.points)]
    assert border
    assert all(point in ends for line in border for point in line.points)


def test_disputed_lines_are_there(outlines: Outlines) -> None:
    """The line between Crimea and Kherson, and that of the West Bank, are drawn dashed."""

    def is_near(longitude: float, latitude: float) -> bool:
        return any(abs(x - longitude) < 0.2 and abs(y - latitude) < 0.2 for line in outlines.disputed for x, y in line.points)

    assert is_near(33.7, 46.2)
    assert is_near(35.0, 32.3)
    assert not is_near(31.8, 52.1)  # Ukraine and Belarus
    assert not is_near(33.7, 44.65)  # Crimea and Sevastopol, both in dispute


def test_every_name_of_the_policy_is_on_the_map(outlines: Outlines) -> None:
    """A code that no area bears would dash nothing."""
    known = {area.id for area in outlines.areas} | {area.country for area in outlines.areas}
    borders = read_borders()
    named = (
        {name for line in borders.lines for name in (*line.one, *line.other)}
        | {area.id for area in borders.areas}
        | {cut.id for cut in borders.cuts}
    )
    assert not named - known


def test_every_country_but_specks_is_on_the_map(outlines: Outlines) -> None:
    """A country that the gazetteer knows and the map does not could only be drawn as a circle."""
    missing = countries().keys() - {area.country for area in outlines.areas}
    assert missing <= {"AQ"}


def test_regions_are_found_by_name_and_by_place(outlines: Outlines) -> None:
    """A region's name means the region and not the city that is called like it; where the names differ, the place decides."""
    assert [area.id for area in outlines.find("UA", "Kyiv")] == ["UA-32"]
    assert [area.id for area in outlines.find("UA", "Chernihiv region")] == ["UA-74"]
    assert [area.id for area in outlines.find("UA", "Sumshchyna", (34.3, 51.0))] == ["UA-59"]
    assert not outlines.find("UA", "Donbas")


def test_the_file_is_small() -> None:
    """It travels with the program and to every browser."""
    content = PATH.read_bytes()
    assert len(content) < 1_000_000
    assert len(gzip.decompress(content)) < 3_500_000


def test_the_policy_is_told(root: Path) -> None:
    """Whoever asks why a line is dashed finds it in the documentation."""
    page = (root / "docs" / "maps-and-charts.md").read_text(encoding="utf-8")
    borders = read_borders()
    told = [*(area.name for area in borders.areas), *(cut.name for cut in borders.cuts), *(line.name for line in borders.lines)]
    missing = [name for name in told if name not in page]
    assert not missing
