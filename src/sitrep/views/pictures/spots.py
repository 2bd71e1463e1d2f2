"""Spots: what a map shows, one for each place and family of events, as precise as the reports are and no more."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from sitrep.merge.kinds import kinds_of
from sitrep.model.events import Event
from sitrep.model.figures import Item, Measure
from sitrep.model.places import GeoPrecision, Place
from sitrep.packs.outlines import Area, Box, Point, read_outlines
from sitrep.views.pictures.frames import KM_A_DEGREE
from sitrep.views.pictures.palettes import palette
from sitrep.views.translating import digits, term
from sitrep.views.words import counted

Extent = Literal["point", "around", "area", "country"]
AROUND_KM: Mapping[GeoPrecision, float] = {"district": 20, "region": 70, "water": 90, "country": 250}
"""Half the width of what is drawn for a place whose outline the base map does not have."""
PEOPLE: tuple[Item, ...] = ("person", "child", "soldier")


class Spot(msgspec.Struct, frozen=True):
    """Events of one family at one place.

    `extent` tells how it is drawn: a point for a settlement or facility, a broken circle of `radius_km` around the middle for what has no
    outline on the base map, its `areas` for a region, their outline for a whole country. `size` is the sum of the figures that events
    state for this place alone, None where none does. `link` leads to the events.
    """

    name: str
    at: Point
    extent: Extent
    family: str
    events: tuple[str, ...]
    size: int | None = None
    areas: tuple[Area, ...] = ()
    radius_km: float = 0
    link: str | None = None

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The part of the world that must be shown for it to be seen."""
        if self.areas:
            return tuple(area.box for area in self.areas if _is_main(area, self.areas))
        reach = self.radius_km / KM_A_DEGREE
        return (Box(self.at[0] - reach, self.at[1] - reach, self.at[0] + reach, self.at[1] + reach),)


class Spots(msgspec.Struct, frozen=True):
    """What a map shows, and how many events it cannot show, since they name no place that is known."""

    spots: tuple[Spot, ...]
    unplaced: int = 0
    measure: Measure | None = None


class Sign(msgspec.Struct, frozen=True):
    """How a place is drawn: by which sign, over which areas or so far around its middle."""

    extent: Extent
    areas: tuple[Area, ...] = ()
    radius_km: float = 0


class Mark(msgspec.Struct, frozen=True):
    """One event at one place; `size` is the figure that it states for this place alone, None where it states none."""

    event: Event
    place: Place
    sign: Sign
    family: str
    size: int | None = None


def spots_of(events: Iterable[Event], measure: Measure | None = None, links: Mapping[str, str] | None = None) -> Spots:
    """Returns the spots of events, sized by a measure (killed, launched …) where one is given.

    An event of several places stands at each of them, without a size, since nobody says how its figures part among them. A place
    that holds another one of the same event (the country beside its city) is left out. `links` lead from events (ids) to pages.
    """
    found: dict[tuple[str, str, str], list[Mark]] = {}
    unplaced = 0
    for event in events:
        marks = marks_of(event, measure)
        unplaced += not marks
        for mark in marks:
            found.setdefault((mark.place.precision, f"{mark.place.latitude},{mark.place.longitude}", mark.family), []).append(mark)
    return Spots(tuple(_spot(here, links or {}) for here in found.values()), unplaced, measure)


def marks_of(event: Event, measure: Measure | None = None) -> tuple[Mark, ...]:
    """Returns an event at each of its places that can be drawn, as `spots_of` tells."""
    places = _telling(event.places)
    size = size_of(event, measure) if measure and len(places) == 1 else None
    family = palette().family(event.type).name
    return tuple(
        Mark(event, place, _sign(place.precision, _at(place), place.country, place.admin1, place.name), family, size) for place in places
    )


def size_of(event: Event, measure: Measure) -> int | None:
    """Returns what an event states of a measure, of all items together, the lower bound where there is one; None where it states nothing.

    People are counted once: "six people, two of them children" are six, and of soldiers and children without a whole the more are taken.
    """
    figures = {figure.item: figure.best for figure in event.figures if figure.measure == measure}
    wholes = {item: best for item, best in figures.items() if not any(item in kinds_of(other) for other in figures)}
    stated = {item: best.low if best.low is not None else best.high for item, best in wholes.items()}
    known = {item: number for item, number in stated.items() if number is not None}
    people = known.get("person") or max((known.get(item, 0) for item in PEOPLE), default=0)
    return sum(number for item, number in known.items() if item not in PEOPLE) + people if known else None


def size_words(spot: Spot, measure: Measure | None) -> str:
    """Returns a spot in words: its place, its events and their figures.

    >>> size_words(Spot("Kyiv", (30.5, 50.5), "point", "force", ("e1", "e2"), 7), "killed")
    'Kyiv: 2 events, killed 7'
    """
    size = f", {term(measure)} {digits(spot.size)}" if measure and spot.size is not None else ""
    return f"{spot.name}: {counted(len(spot.events), 'event')}{size}"


def _telling(places: Sequence[Place]) -> list[Place]:
    """Returns the places of an event that can be drawn and hold no other one of them; each once."""
    known = {(place.latitude, place.longitude): place for place in places if place.latitude is not None and place.longitude is not None}
    return [place for place in known.values() if not any(_holds(place, other) for other in known.values() if other is not place)]


def _holds(place: Place, other: Place) -> bool:
    """Whether a country or region is the one that another, smaller place lies in."""
    if place.country is None or place.country != other.country or other.precision == "country":
        return False
    return place.precision == "country" or (
        place.precision == "region"
        and other.precision not in {"region", "water"}
        and place.admin1 == other.admin1
        and place.admin1 is not None
    )


def _spot(here: Sequence[Mark], links: Mapping[str, str]) -> Spot:
    """Returns the spot of the marks of one family at one place."""
    first, sizes = here[0], [mark.size for mark in here if mark.size is not None]
    keys = tuple(mark.event.id for mark in here)
    link = links.get(keys[0]) if len(keys) == 1 else None
    sign = first.sign
    size = sum(sizes) if sizes else None
    return Spot(first.place.name, _at(first.place), sign.extent, first.family, keys, size, sign.areas, sign.radius_km, link)


def _at(place: Place) -> Point:
    """Returns longitude and latitude of a place that has them."""
    return place.longitude or 0.0, place.latitude or 0.0


@functools.lru_cache(maxsize=16384)
def _sign(precision: GeoPrecision, at: Point, country: str | None, admin1: str | None, name: str) -> Sign:
    """Returns how a place is drawn.

    A region that stands on no list of provinces (the Donbas, the Sahel) is none around its middle.
    """
    outlines = read_outlines()
    if precision in {"facility", "settlement", "unresolved"}:
        return Sign("point")
    if precision == "country" and country and (areas := outlines.of_country(country)):
        return Sign("country", areas)
    if precision == "region" and (areas := outlines.find(country, admin1 or name, at if admin1 else None)):
        return Sign("area", areas)
    return Sign("around", (), AROUND_KM.get(precision, 20))


def _is_main(area: Area, areas: Sequence[Area]) -> bool:
    """Whether an area is no far island of a country: a map of France need not show Réunion."""
    largest = max(areas, key=lambda each: (each.box.east - each.box.west) * (each.box.north - each.box.south))
    middle = (largest.box.west + largest.box.east) / 2, (largest.box.south + largest.box.north) / 2
    return abs(area.box.west - middle[0]) < 40 and abs(area.box.south - middle[1]) < 25 and area.box.east - area.box.west < 180
