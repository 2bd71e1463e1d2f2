"""Spots: what a map shows, one for each place and family of events, as precise as the reports are and no more."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from sitrep.merge.totals import kinds_of
from sitrep.model.events import Event
from sitrep.model.figures import Item, Measure
from sitrep.model.places import GeoPrecision, Place
from sitrep.packs.outlines import Area, Box, Outlines, Point, read_outlines
from sitrep.views.pictures.palettes import palette
from sitrep.views.words import counted

Extent = Literal["point", "around", "area", "country"]
AROUND_KM: Mapping[GeoPrecision, float] = {"district": 20, "region": 70, "water": 90, "country": 250}
"""Half the width of what is drawn for a place whose outline the base map does not have."""
KM_A_DEGREE = 111.32
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


def spots_of(events: Iterable[Event], measure: Measure | None = None, links: Mapping[str, str] | None = None) -> Spots:
    """Returns the spots of events, sized by a measure (killed, launched …) where one is given.

    An event of several places stands at each of them, without a size, since nobody says how its figures part among them. A place
    that holds another one of the same event (the country beside its city) is left out. `links` lead from events (ids) to pages.
    """
    found: dict[tuple[str, str, str], tuple[Place, list[tuple[Event, bool]]]] = {}
    unplaced = 0
    for event in events:
        places = _telling(event.places)
        unplaced += not places
        for place in places:
            key = (place.precision, f"{place.latitude},{place.longitude}", palette().family(event.type).name)
            found.setdefault(key, (place, []))[1].append((event, len(places) == 1))
    spots = tuple(_spot(place, family, here, measure, links or {}) for (_, _, family), (place, here) in found.items())
    return Spots(spots, unplaced, measure)


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
    told = f", {measure.replace('-', ' ')} {spot.size:,}" if measure and spot.size is not None else ""
    return f"{spot.name}: {counted(len(spot.events), 'event')}{told}"


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


def _spot(place: Place, family: str, here: Sequence[tuple[Event, bool]], measure: Measure | None, links: Mapping[str, str]) -> Spot:
    """Returns the spot of a place for the events there, each with whether it is at this place alone."""
    at = (place.longitude or 0.0, place.latitude or 0.0)
    sizes = [size for event, alone in here if alone and measure and (size := size_of(event, measure)) is not None]
    keys = tuple(event.id for event, _ in here)
    drawn = _extent(place, at, read_outlines())
    size = sum(sizes) if sizes else None
    return Spot(place.name, at, drawn[0], family, keys, size, drawn[1], drawn[2], links.get(keys[0]) if len(keys) == 1 else None)


def _extent(place: Place, at: Point, outlines: Outlines) -> tuple[Extent, tuple[Area, ...], float]:
    """Returns how a place is drawn, with the areas or the radius for it."""
    if place.precision in {"facility", "settlement", "unresolved"}:
        return "point", (), 0.0
    if place.precision == "country" and place.country and (areas := outlines.of_country(place.country)):
        return "country", areas, 0.0
    if place.precision == "region" and (
        areas := outlines.find(place.country, place.admin1 or place.name, None if _is_large(place) else at)
    ):
        return "area", areas, 0.0
    return "around", (), AROUND_KM.get(place.precision, 20)


def _is_large(place: Place) -> bool:
    """Whether a region is none of the list of provinces (the Donbas, the Sahel), so that a province around its middle would be wrong."""
    return place.admin1 is None


def _is_main(area: Area, areas: Sequence[Area]) -> bool:
    """Whether an area is no far island of a country: a map of France need not show Réunion."""
    largest = max(areas, key=lambda each: (each.box.east - each.box.west) * (each.box.north - each.box.south))
    middle = (largest.box.west + largest.box.east) / 2, (largest.box.south + largest.box.north) / 2
    return abs(area.box.west - middle[0]) < 40 and abs(area.box.south - middle[1]) < 25 and area.box.east - area.box.west < 180
