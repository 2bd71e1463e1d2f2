"""Features: events as GeoJSON (RFC 7946)."""

from collections.abc import Sequence
from typing import Any

import msgspec

from sitrep.model.events import Event


def feature_collection(events: Sequence[Event]) -> dict[str, Any]:
    """Returns events as features, each at its most precise place on the map; one that is on no map has a null geometry."""
    return {"type": "FeatureCollection", "features": [_feature(event) for event in events]}


def _feature(event: Event) -> dict[str, Any]:
    """Returns one event; its properties are its fields."""
    located = next((place for place in event.places if place.longitude is not None and place.latitude is not None), None)
    point = {"type": "Point", "coordinates": [located.longitude, located.latitude]} if located else None
    precision = located.precision if located else None
    properties = {**msgspec.to_builtins(event), "geo_precision": precision}
    return {"type": "Feature", "id": event.id, "geometry": point, "properties": properties}
