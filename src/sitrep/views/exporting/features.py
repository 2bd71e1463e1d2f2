"""GeoJSON: events as features for maps."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from sitrep.packs.loader import load
from sitrep.views.exporting.selections import Selection, Told
from sitrep.views.exporting.tables import best_place
from sitrep.views.features import feature
from sitrep.views.words import bounds_words, count_words, days_words, kind_words, place_words, speaker_words


class Radii(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far, in kilometres, an event may lie from its point, by the precision of its place."""

    radius_km: dict[str, float]


def write(selection: Selection, path: Path) -> Counter[str]:
    """Writes a feature collection (RFC 7946), one feature a line; an event on no map has a null geometry."""
    written: Counter[str] = Counter()
    with path.open("wb") as stream:
        stream.write(b'{"type": "FeatureCollection", "features": [')
        for told in selection.told():
            one = feature(told.event, dict(properties(told)))
            stream.write((b",\n" if written["features"] else b"\n") + msgspec.json.encode(one))
            written["features"] += 1
            written["without a place on the map"] += one["geometry"] is None
        stream.write(b"\n]}\n")
    return written


def properties(told: Told) -> Iterator[tuple[str, Any]]:
    """Yields what a map shows of an event in plain words, beside its fields."""
    event = told.event
    place = best_place(event.places)
    located = place and place.latitude is not None
    yield "radius_km", load("exports/geojson.toml", Radii).radius_km.get(place.precision) if place and located else None
    yield "title", " ".join(part for part in (kind_words(event.type, event.mode, event.status), place_words(event.places)) if part)
    yield "date", days_words(event.when)
    yield "counts", "; ".join(count_words(each, bounds_words(each.best.low, each.best.high)) for each in event.figures)
    yield "accounts", [account(told, number) for number in range(len(told.claims))]


def account(told: Told, number: int) -> dict[str, Any]:
    """Returns who says so in one claim, in which words and where."""
    claim = told.claims[number]
    document = told.documents.get(claim.document)
    return {
        "speaker": speaker_words(claim.source, document.publisher if document else None),
        "publisher": document.publisher if document else None,
        "published": document.published if document else None,
        "words": " … ".join(span.text for span in claim.evidence),
        "url": document.url if document else None,
    }
