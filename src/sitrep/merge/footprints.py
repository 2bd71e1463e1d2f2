"""Footprints: how far a happening reaches, and how two reaches relate."""

import math
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace

from sitrep.merge.names import name_key
from sitrep.merge.settings import merging
from sitrep.model.places import GeoPrecision, Place

Breadth = Literal["point", "region", "country", "nowhere"]
Relation = Literal["same", "within", "contains", "near", "unknown", "apart"]

RANK: dict[GeoPrecision, int] = {"facility": 0, "settlement": 1, "district": 2, "unresolved": 3, "water": 4, "region": 5, "country": 6}
KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Footprint:
    """Where a happening was: at one point, over a region, over countries, or not said.

    `points` are the most precise places; `regions` are "UA/Kharkiv", `countries` ISO codes, each of all that it touches.
    """

    breadth: Breadth
    points: tuple[Place, ...]
    regions: frozenset[str]
    countries: frozenset[str]

    def joined(self, other: "Footprint") -> "Footprint":
        """Returns the narrower of two reaches of one happening, with the points of both where they are as narrow."""
        if self.breadth != other.breadth:
            return min(self, other, key=lambda one: ("point", "region", "country", "nowhere").index(one.breadth))
        known = {place_key(point) for point in self.points}
        points = (*self.points, *(point for point in other.points if place_key(point) not in known))
        return Footprint(self.breadth, points, self.regions | other.regions, self.countries | other.countries)


NOWHERE = Footprint("nowhere", (), frozenset(), frozenset())


def footprint(places: tuple[Place, ...]) -> Footprint:
    """Returns the reach of a claim; a place that only contains another of the list adds nothing, several points make a region or more."""
    own = most_precise(located(tuple(place for place in places if place.use == "literal")))
    if not own:
        return NOWHERE
    regions = frozenset(key for key in map(region_key, own) if key)
    countries = frozenset(place.country for place in own if place.country)
    return Footprint(breadth_of(own, regions), own, regions, countries)


def located(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Returns the places with those that no map knows put where the next known one is that the text gives as their container."""
    known = next((place for place in places if place.precision != "unresolved"), None)
    if known is None or places[0].precision != "unresolved":
        return places
    return (*(put_in(place, known) if place.precision == "unresolved" else place for place in places),)


def put_in(place: Place, container: Place) -> Place:
    """Returns a place as a part of a city, or as a place somewhere in a region or country."""
    if container.precision in ("region", "country", "water"):
        return replace(place, country=container.country, admin1=container.name if container.precision == "region" else None)
    at = {"latitude": container.latitude, "longitude": container.longitude}
    return replace(place, country=container.country, admin1=container.admin1, precision="district", **at)


def most_precise(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Returns the places that contain no other of them, each once; of a list that nothing is known of, the first.

    A city and a district may each lie in the other: the one that the text gives first is the more precise.
    """
    unique = without_surroundings(tuple({place_key(place): place for place in reversed(places)}.values())[::-1])
    own = tuple(
        place
        for at, place in enumerate(unique)
        if not any(lies_in(other, place) and (i < at or not lies_in(place, other)) for i, other in enumerate(unique) if i != at)
    )
    return own[:1] if all(place.precision == "unresolved" for place in own) else own


def without_surroundings(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Returns the places without the waters, coasts and parts of the world that only say where the first of them lies."""
    first = places[0] if places else None
    if first is None or RANK[first.precision] >= RANK["water"]:
        return places
    return (first, *(place for place in places[1:] if not is_around(place, first)))


def is_around(outer: Place, inner: Place) -> bool:
    """Returns whether a place is a water or a region, of no country or of the same one, that a settlement lies in or by."""
    if outer.precision == "water" or (outer.precision == "region" and outer.country is None):
        return True
    distance = distance_km(outer, inner)
    near = distance is not None and distance <= merging().limits.region_km
    return outer.precision == "region" and outer.admin1 is None and outer.country == inner.country and near


def breadth_of(own: tuple[Place, ...], regions: frozenset[str]) -> Breadth:
    """Returns how far places reach together."""
    if any(place.precision == "country" for place in own):
        return "country"
    if len(own) == 1:
        return "region" if own[0].precision == "region" else "point"
    return "region" if len(regions) == 1 and all(region_key(place) for place in own) else "country"


def place_key(place: Place) -> str:
    """Returns what makes a place the same in any report: its GeoNames id, else its name and size."""
    return f"g{place.geonames}" if place.geonames is not None else f"{name_key(place.name)}/{place.precision}"


def region_key(place: Place) -> str | None:
    """Returns the region that a place is or lies in ("UA/Kharkiv"), None for countries and unknown ones."""
    name = place.name if place.precision == "region" else place.admin1
    if not name or not place.country or place.precision == "country":
        return None
    key = name_key(name)
    return f"{place.country}/{merging().regions.get(key, key)}"


def relate(one: Footprint, other: Footprint) -> Relation:
    """Returns how the first reach stands to the second ("within": it lies in it); for many points the least likely relation."""
    if "nowhere" in (one.breadth, other.breadth):
        return "unknown"
    if one.breadth == other.breadth == "point":
        return relate_points(one.points, other.points)
    if one.breadth == other.breadth == "region":
        return relate_sets(one.regions, other.regions)
    if one.breadth == other.breadth == "country":
        return relate_sets(one.countries, other.countries)
    return relate_breadths(one, other)


def relate_points(points: tuple[Place, ...], others: tuple[Place, ...]) -> Relation:
    """Returns the relation of two happenings at points: apart where any two of their points are."""
    order: tuple[Relation, ...] = ("apart", "unknown", "near", "contains", "within", "same")
    return min((relate_places(a, b) for a in points for b in others), key=order.index)


def relate_sets(one: frozenset[str], other: frozenset[str]) -> Relation:
    """Returns how two sets of regions or countries relate."""
    if not one or not other:
        return "unknown"
    if one == other:
        return "same"
    if one < other:
        return "within"
    if one > other:
        return "contains"
    return "near" if one & other else "apart"


def relate_breadths(one: Footprint, other: Footprint) -> Relation:
    """Returns how a narrower reach stands to a wider one, or a wider to a narrower."""
    ranks = {"point": 0, "region": 1, "country": 2}
    narrow, wide = sorted((one, other), key=lambda reach: ranks[reach.breadth])
    held, holding = (narrow.countries, wide.countries) if wide.breadth == "country" else (narrow.regions, wide.regions)
    if not held or not holding:
        return "unknown"
    if not held <= holding and not surrounds(wide, narrow):
        return "apart"
    return "within" if narrow is one else "contains"


def surrounds(wide: Footprint, narrow: Footprint) -> bool:
    """Returns whether a reach is a coast or another region of no province, near all points of a narrower one."""
    if wide.breadth != "region" or narrow.breadth != "point" or len(wide.points) != 1:
        return False
    outer = wide.points[0]
    return outer.precision == "region" and outer.admin1 is None and all(is_around(outer, point) for point in narrow.points)


def relate_places(one: Place, other: Place) -> Relation:
    """Returns how the first place stands to the second."""
    if place_key(one) == place_key(other):
        return "same"
    if one.country and other.country and one.country != other.country:
        return "apart"
    if "unresolved" in (one.precision, other.precision):
        return relate_unresolved(one, other)
    if lies_in(one, other):
        return "within"
    if lies_in(other, one):
        return "contains"
    return relate_neighbours(one, other)


def relate_unresolved(one: Place, other: Place) -> Relation:
    """Returns how two places stand of which one is on no map: by name, else by the region that the texts put them in."""
    if name_key(one.name) == name_key(other.name):
        return "same"
    if other.precision in ("region", "country") and holds(other, one):
        return "within"
    if one.precision in ("region", "country") and holds(one, other):
        return "contains"
    regions = region_key(one), region_key(other)
    if None in regions:
        return "unknown"
    return "near" if regions[0] == regions[1] else "apart"


def holds(outer: Place, inner: Place) -> bool:
    """Returns whether a country or region is that which a place is said to lie in."""
    if outer.precision == "country":
        return inner.country is not None and inner.country == outer.country
    return region_key(inner) is not None and region_key(inner) == region_key(outer)


def lies_in(inner: Place, outer: Place) -> bool:
    """Returns whether a place is part of a larger one: of a country, a region, or within reach of a district or a city."""
    if RANK[inner.precision] >= RANK[outer.precision] and not (inner.precision == "district" and outer.precision == "settlement"):
        return False
    if outer.precision in ("region", "country"):
        return holds(outer, inner)
    distance = distance_km(inner, outer)
    return outer.precision in ("settlement", "district") and distance is not None and distance <= merging().limits.city_km


def relate_neighbours(one: Place, other: Place) -> Relation:
    """Returns how two places stand to each other of which none contains the other."""
    if name_key(one.name) == name_key(other.name) and RANK[one.precision] == RANK[other.precision]:
        return "unknown" if distance_km(one, other) is None else "near"
    distance = distance_km(one, other)
    if distance is None or "water" in (one.precision, other.precision):
        return "unknown"
    return "near" if distance <= merging().limits.near_km and max(RANK[one.precision], RANK[other.precision]) < RANK["region"] else "apart"


def distance_km(one: Place, other: Place) -> float | None:
    """Returns the distance over ground, near enough for some hundred kilometres; None where one is not on the map."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    north = one.latitude - other.latitude
    east = (one.longitude - other.longitude + 180) % 360 - 180
    return KM_PER_DEGREE * math.hypot(north, east * math.cos(math.radians((one.latitude + other.latitude) / 2)))
