"""Events and sums for pictures."""

from sitrep.model.events import Bounds, Event, EventFigure, Outage
from sitrep.model.figures import Item, Measure
from sitrep.model.places import GeoPrecision, Place
from sitrep.model.times import When


def place(name: str, at: tuple[float, float] | None, precision: GeoPrecision = "settlement", admin1: str | None = None) -> Place:
    """Returns a place in Ukraine at a latitude and longitude."""
    latitude, longitude = at or (None, None)
    return Place(0, len(name), name, name, None, latitude, longitude, "UA", admin1, precision)


KYIV = place("Kyiv", (50.45, 30.52), admin1="Kyiv City")
ODESA = place("Odesa", (46.48, 30.73), admin1="Odesa")
SUMY_REGION = place("Sumy", (50.77, 34.33), "region", "Sumy")
DONBAS = place("Donbas", (48.0, 38.0), "region")
UKRAINE = place("Ukraine", (49.0, 32.0), "country")
NOWHERE = place("Verkhnie", None, "unresolved")


def figure(measure: Measure, item: Item, low: int | None, high: int | None = None) -> EventFigure:
    """Returns a figure of an event."""
    return EventFigure(measure, item, Bounds(low, high), low, high, "agreed", "latest", ("c1",))


def event(
    key: str, *places: Place, kind: str = "ASSAULT", figures: tuple[EventFigure, ...] = (), outages: tuple[Outage, ...] = ()
) -> Event:
    """Returns an event of a day in December."""
    when = When("2025-12-06", "2025-12-06", "day")
    return Event(key, kind, ("c1",), ("d1",), 1, when=when, places=places, figures=figures, outages=outages)
