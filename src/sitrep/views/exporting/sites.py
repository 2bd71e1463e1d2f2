"""Sites: where coders of other data sets put an event, and on which day."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence

import msgspec

from sitrep.model.events import Event
from sitrep.model.places import Place
from sitrep.model.times import When
from sitrep.views.exporting.selections import Selection
from sitrep.views.exporting.tolls import plain_toll

ORDER = (("facility", "settlement"), ("district",), ("region",), ("water",), ("country",), ("unresolved",))
ONE_SITE_KM = 15.0
EARTH_KM = 6371.0
NIGHT = ("minute", "hour", "part-of-day")
LONGEST_DAYS = 31


class Days(msgspec.Struct, frozen=True):
    """The days of an event, both inclusive."""

    first: dt.date
    last: dt.date

    @property
    def many(self) -> int:
        """How many they are."""
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> dt.date:
        """The day in the middle, the earlier of two."""
        return self.first + dt.timedelta(days=(self.many - 1) // 2)


class Parts(msgspec.Struct, frozen=True):
    """What the parts of a larger event tell already: how many dead, and the names of their places."""

    dead: int = 0
    places: frozenset[str] = frozenset()


NO_PARTS = Parts()


def days_of(when: When) -> Days | None:
    """Returns the days of an event, of a night the one on which it ends; None where neither end is known.

    >>> days_of(When("2025-12-06", "2025-12-07", "part-of-day")).many, days_of(When())
    (1, None)
    """
    first, last = when.first_day or when.last_day, when.last_day or when.first_day
    if first is None or last is None:
        return None
    if (last - first).days == 1 and when.precision in NIGHT:
        first = last
    return Days(first, last)


def sites_of(event: Event) -> tuple[Place, ...]:
    """Returns the places at which an event happened, as precise as they are known, each once.

    Where the target's country is known, places in others (from where a report was sent) are none of them, unless no other is left; where it
    is not, an actor who was active abroad began at home.
    """
    there, home = event.target.country if event.target else None, event.actor.country if event.actor else None
    inside = [place for place in event.places if there and place.country == there]
    abroad = [place for place in event.places if home and place.country not in (home, None)]
    places = inside or abroad or event.places
    finest = next(
        ([place for place in places if place.precision in kinds] for kinds in ORDER if any(p.precision in kinds for p in places)), []
    )
    found: list[Place] = []
    for place in finest:
        if not any(place.name == other.name or distance_km(place, other) < ONE_SITE_KM for other in found):
            found.append(place)
    return tuple(found)


def country_of_event(event: Event) -> str | None:
    """Returns the country (ISO code) in which an event happened, by its places, else by its target; None where neither tells."""
    own = next((place.country for place in sites_of(event) if place.country), None)
    return own or (event.target.country if event.target else None)


def distance_km(one: Place, other: Place) -> float:
    """Returns how far two places lie apart, infinity where one is on no map.

    >>> kyiv, dnipro = (Place(0, 0, "", "", latitude=a, longitude=b) for a, b in ((50.45, 30.52), (48.47, 35.04)))
    >>> round(distance_km(kyiv, dnipro))
    394
    """
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return math.inf
    a, b, c, d = map(math.radians, (one.latitude, one.longitude, other.latitude, other.longitude))
    part = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(part))


def parts_by_whole(selection: Selection) -> Mapping[str, Parts]:
    """Returns for each event (id) that has parts in a selection what these tell; two events that are each other's part have none."""
    found: dict[str, Parts] = {}
    for event in selection.events():
        if event.part_of:
            known = found.get(event.part_of, NO_PARTS)
            names = frozenset(place.name for place in event.places if place.precision != "country")
            found[event.part_of] = Parts(known.dead + plain_toll(event), known.places | names)
    return found


def shares(number: int, among: Sequence[object]) -> list[int]:
    """Returns a number divided into whole parts, the first ones larger where it does not divide evenly.

    >>> shares(7, "abc")
    [3, 2, 2]
    """
    return [number // len(among) + (position < number % len(among)) for position in range(len(among))]
