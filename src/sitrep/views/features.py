"""Features: events as GeoJSON (RFC 7946)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec

from sitrep.model.events import Event

NOTHING: Mapping[str, Any] = MappingProxyType({})


def feature_collection(events: Sequence[Event]) -> dict[str, Any]:
    """Returns events as features, each at its most precise place on the map; one that is on no map has a null geometry."""
    return {"type": "FeatureCollection", "features": [feature(event) for event in events]}


def feature(event: Event, more: Mapping[str, Any] = NOTHING) -> dict[str, Any]:
    """Returns one event; its properties are its fields and what is known of it besides."""
    located = next((place for place in event.places if place.longitude is not None and place.latitude is not None), None)
    point = {"type": "Point", "coordinates": [located.longitude, located.latitude]} if located else None
    precision = located.precision if located else None
    properties = {**msgspec.to_builtins(event), "geo_precision": precision, **more}
    return {"type": "Feature", "id": event.id, "geometry": point, "properties": properties}
