"""Map features: events as GeoJSON for a map in the browser, one feature for each event at each of its places."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sitrep.merge.groupings import week_of
from sitrep.model.events import Event
from sitrep.model.figures import Measure
from sitrep.views.pictures.palettes import palette
from sitrep.views.pictures.series import every_week, monday_of, sunday_of
from sitrep.views.pictures.spots import Extent, Mark, marks_of
from sitrep.views.words import days_words, kind_words, place_words


class Geometry(msgspec.Struct, frozen=True):
    """A point: longitude and latitude."""

    coordinates: tuple[float, float]
    type: str = "Point"


class Properties(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the map draws and tells of an event at a place; `areas` are ids of the base map's areas, `week` an ISO week."""

    what: str
    when: str
    place: str
    family: int = 0
    extent: Extent = "point"
    week: str | None = None
    size: int | None = None
    areas: tuple[str, ...] = ()
    radius_km: float = 0


class MapFeature(msgspec.Struct, frozen=True):
    """An event at a place, or without a geometry where it has none that is known."""

    id: str
    geometry: Geometry | None
    properties: Properties
    type: str = "Feature"


class MapWeek(msgspec.Struct, frozen=True):
    """An ISO week with its Monday and Sunday."""

    week: str
    first: str
    last: str


class MapFeatures(msgspec.Struct, frozen=True):
    """A feature collection, the weeks from its first to its last event, and whether more events pass the filters than are in it."""

    features: Sequence[MapFeature]
    weeks: tuple[MapWeek, ...]
    measure: Measure | None
    more: bool
    type: str = "FeatureCollection"


def map_features(events: Iterable[Event], measure: Measure | None = None, *, more: bool = False) -> MapFeatures:
    """Returns events as the map in a browser takes them, drawn as `spots_of` tells."""
    features = [feature for event in events for feature in _features(event, measure)]
    named = every_week({feature.properties.week for feature in features if feature.properties.week})
    weeks = tuple(MapWeek(week, str(monday_of(week)), str(sunday_of(week))) for week in named)
    return MapFeatures(features, weeks, measure, more)


def _features(event: Event, measure: Measure | None) -> Iterator[MapFeature]:
    """Yields an event at each of its places."""
    day = event.when.first_day or event.when.last_day
    week = week_of(day) if day else None
    told = (kind_words(event.type, event.mode, event.status), days_words(event.when))
    marks = marks_of(event, measure)
    for mark in marks:
        yield MapFeature(event.id, Geometry((mark.place.longitude or 0.0, mark.place.latitude or 0.0)), _properties(mark, told, week))
    if not marks:
        yield MapFeature(
            event.id, None, Properties(*told, place_words(event.places), _family(palette().family(event.type).name), week=week)
        )


def _properties(mark: Mark, told: tuple[str, str], week: str | None) -> Properties:
    """Returns what the map draws and tells of a mark."""
    sign, areas = mark.sign, tuple(area.id for area in mark.sign.areas)
    return Properties(*told, mark.place.name, _family(mark.family), sign.extent, week, mark.size, areas, sign.radius_km)


def _family(name: str) -> int:
    """Returns the place of a family in the palette."""
    return next(number for number, family in enumerate(palette().families) if family.name == name)
