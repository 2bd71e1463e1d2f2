"""How far a happening reaches, and how reaches relate."""

from typing import TYPE_CHECKING

import pytest

from sitrep.merge.footprints import footprint, relate, relate_places
from sitrep.model.places import Place

if TYPE_CHECKING:
    from tests.merge.conftest import Builder


@pytest.mark.parametrize(
    ("names", "breadth"),
    [
        (("kyiv",), "point"),
        (("podil", "kyiv", "ukraine"), "point"),
        (("okhtyrka", "sumy_region"), "point"),
        (("nowhere", "sumy_region"), "point"),
        (("sumy", "okhtyrka"), "region"),
        (("sumy_region",), "region"),
        (("kyiv", "sumy"), "country"),
        (("ukraine",), "country"),
        ((), "nowhere"),
    ],
)
def test_breadth_follows_the_most_precise_places(build: "Builder", names: tuple[str, ...], breadth: str) -> None:
    """Containers add nothing; several towns make a region or more."""
    assert footprint(tuple(getattr(build, name) for name in names)).breadth == breadth


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("kyiv", "kyiv", "same"),
        ("podil", "kyiv", "within"),
        ("okhtyrka", "sumy_region", "within"),
        ("sumy_region", "okhtyrka", "contains"),
        ("sumy_region", "ukraine", "within"),
        ("kyiv", "sumy_region", "apart"),
        ("kyiv", "sumy", "apart"),
        ("nowhere", "kyiv", "unknown"),
    ],
)
def test_places_relate(build: "Builder", one: str, other: str, relation: str) -> None:
    """A town and the region of its name are two sizes of place; an unknown name says nothing."""
    assert relate_places(getattr(build, one), getattr(build, other)) == relation


def test_a_cluster_is_apart_from_what_one_of_its_points_is_apart_from(build: "Builder") -> None:
    """The least likely relation counts, so that neighbours do not chain over a country."""
    both = footprint((build.kyiv,)).joined(footprint((build.podil,)))
    assert relate(both, footprint((build.sumy,))) == "apart"


def test_waters_and_coasts_are_surroundings(build: "Builder") -> None:
    """A port by a sea, or a town on a coast that is no province, is one point."""
    sea = Place(0, 1, "Black Sea", "Black Sea", 1, 44.0, 34.0, precision="water")
    valley = Place(0, 1, "Psel Valley", "Psel Valley", None, 51.0, 35.0, "UA", None, "region")
    assert footprint((build.sumy, sea, valley)).points == (build.sumy,)
    assert footprint((sea,)).points == (sea,)


def test_metonyms_are_no_places(build: "Builder") -> None:
    """A government named by its seat is not where something happened."""
    moscow = Place(0, 6, "Moscow", "Moscow", 524901, 55.75, 37.62, "RU", "Moscow", "settlement", "metonym")
    assert footprint((moscow,)).breadth == "nowhere"
