"""PLOVER: events as the records of the Political Language Ontology for Verifiable Event Records."""

import functools
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

import sitrep
from sitrep.model.actors import Actor
from sitrep.model.events import Event
from sitrep.model.places import Place
from sitrep.packs.loader import load
from sitrep.packs.types import Crosswalk, event_types
from sitrep.views.exporting.countries import acled_name, country_of
from sitrep.views.exporting.notes import documents_of, notes_of
from sitrep.views.exporting.selections import Selection, Told
from sitrep.views.exporting.tables import best_place
from sitrep.views.exporting.tolls import number_of, toll

ENCODER = msgspec.json.Encoder()
NO_WORDS: Mapping[str, int] = {}
LENGTH_OF_DAY = len("2025-12-07")


class Codebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Quad codes of event types, sectors of kinds of actors, and how precise places are."""

    quad_codes: dict[str, int]
    sectors: dict[str, str]
    resolution: dict[str, int]


def codebook() -> Codebook:
    """Returns the codes."""
    found: Codebook = load("exports/plover.toml", Codebook)
    return found


def write(selection: Selection, path: Path) -> Counter[str]:
    """Writes one record a line; an event without a day has none, as a date is required there."""
    written: Counter[str] = Counter(records=0)
    with path.open("wb") as stream:
        for told in selection.told():
            if told.event.when.start is None and told.event.when.end is None:
                written["events left out without a day"] += 1
                continue
            stream.write(ENCODER.encode(told_only(record_of(told))) + b"\n")
            written["records"] += 1
    return written


def record_of(told: Told) -> Mapping[str, Any]:
    """Returns the record of an event by field; what is not known is None or empty."""
    event = told.event
    code, mode = coded(event)
    start, end = event.when.start or event.when.end or "", event.when.end or event.when.start or ""
    parties = [event.actor] if event.actor else list(event.participants[:1])
    others = [event.target] if event.target else list(event.participants[1:] if not event.actor else event.participants)
    place = best_place(event.places)
    return {
        "id": event.id,
        "date": start[:LENGTH_OF_DAY],
        "time": start[LENGTH_OF_DAY + 1 :] or None,
        "enddate": end[:LENGTH_OF_DAY],
        "endtime": end[LENGTH_OF_DAY + 1 :] or None,
        "actor": [_entity(each) for each in parties],
        "recipient": [_entity(each) for each in others],
        "event": code,
        "mode": mode,
        "quad_code": codebook().quad_codes[code],
        "event_loc": _location(place) if place else None,
        "event_text": notes_of(told),
        "size": _size(told),
        "text_info": [
            {"document": claim.document, "start": span.start, "end": span.end, "text_story": span.text}
            for claim in told.claims
            for span in claim.evidence
        ],
        "cite_info": [
            {"url": each.url, "title": each.title, "language": each.language, "publication": each.publisher, "citation": each.published}
            for each in documents_of(told)
        ],
        "coder": f"sitrep {sitrep.__version__}",
        "comment": None if event.status == "occurred" else f"status: {event.status}",
    }


def told_only(value: Any) -> Any:
    """Returns a value without the fields that say nothing.

    >>> told_only({"event": "AGREE", "mode": None, "actor": [{"code": None, "entity_text": "Hamas"}], "recipient": []})
    {'event': 'AGREE', 'actor': [{'entity_text': 'Hamas'}]}
    """
    if isinstance(value, Mapping):
        return {name: told_only(each) for name, each in value.items() if each not in (None, [], {})}
    return [told_only(each) for each in value] if isinstance(value, list) else value


def coded(event: Event) -> tuple[str, str | None]:
    """Returns the event type and mode of an event; talks that are to come are an agreement to meet, as the manual has it."""
    if event.type == "CONSULT" and event.status == "planned":
        return "AGREE", None
    own, modes = _crosswalks()[event.type]
    mode = modes.get(event.mode or "", Crosswalk())
    return own.plover or event.type, mode.plover


@functools.cache
def _crosswalks() -> Mapping[str, tuple[Crosswalk, Mapping[str, Crosswalk]]]:
    """Returns what each type and its modes are called elsewhere."""
    return {each.name: (each.crosswalk, {name: mode.crosswalk for name, mode in each.modes.items()}) for each in event_types(())}


def _entity(actor: Actor) -> dict[str, str | None]:
    """Returns an actor."""
    country = country_of(actor.country)
    return {
        "code": country.iso3 if country else None,
        "sector": codebook().sectors.get(actor.kind or ""),
        "entity_text": actor.text or actor.name,
        "identifier_text": actor.name,
        "office": actor.role,
    }


def _location(place: Place) -> dict[str, str | float | int | None]:
    """Returns a place."""
    country = country_of(place.country)
    return {
        "extracted_place": place.text,
        "resolved_place": place.name,
        "geonameid": place.geonames,
        "lat": place.latitude,
        "lon": place.longitude,
        "city": place.name if place.precision == "settlement" else None,
        "district": place.name if place.precision == "district" else None,
        "province": place.admin1,
        "country": acled_name(place.country),
        "country_code": country.iso3 if country else None,
        "resolution": codebook().resolution.get(place.precision),
    }


def _size(told: Told) -> dict[str, int]:
    """Returns how many were killed, injured and arrested, as far as numbers are told."""
    shown = {(figure.measure, figure.item): figure.best for figure in told.event.figures}
    dead = toll(told, NO_WORDS).shown
    sizes = {"dead": dead} if dead is not None else {}
    for name, best in (("injured", shown.get(("injured", "person"))), ("arrested", shown.get(("detained", "person")))):
        if best:
            sizes[name] = number_of(best.low, best.high)
    return sizes
