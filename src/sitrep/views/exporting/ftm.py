"""FollowTheMoney: events, actors, places and reports as entities, each value with the statement that it was read from."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from sitrep.model.actors import Actor
from sitrep.model.places import Place
from sitrep.model.texts import Document
from sitrep.packs.loader import load
from sitrep.views.exporting.countries import acled_name
from sitrep.views.exporting.notes import documents_of, quote_of
from sitrep.views.exporting.selections import Selection, Told
from sitrep.views.words import bounds_words, count_words, days_words, kind_words, place_words

DATASET = "sitrep"
ENCODER = msgspec.json.Encoder()


class Schemata(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The schema of an actor by its kind."""

    schemata: dict[str, str]


class Statement(msgspec.Struct, frozen=True):
    """One value of one property of an entity; `first_seen` is the day on which the report that states it came out, `origin` the claim."""

    id: str
    entity_id: str
    canonical_id: str
    prop: str
    schema: str
    value: str
    dataset: str
    lang: str | None = None
    original_value: str | None = None
    external: bool = False
    first_seen: str | None = None
    last_seen: str | None = None
    origin: str | None = None


class Entity(msgspec.Struct, frozen=True):
    """An entity as a line of a file: its values by property, and the statements they come from."""

    id: str
    caption: str
    schema: str
    properties: dict[str, list[str]]
    datasets: tuple[str, ...]
    statements: Sequence[Statement]


class Value(msgspec.Struct, frozen=True):
    """A value of a property, with the day on which it was told first and last and the claim (id) that tells it, where one does."""

    prop: str
    value: str | None
    seen: tuple[str, str] | None = None
    origin: str | None = None


def write(selection: Selection, path: Path) -> Counter[str]:
    """Writes one entity a line, each once, and those that an event refers to before it."""
    written: Counter[str] = Counter(entities=0)
    seen: set[str] = set()
    with path.open("wb") as stream:
        for told in selection.told():
            for entity in entities_of(told):
                if entity.id not in seen:
                    seen.add(entity.id)
                    stream.write(ENCODER.encode(entity) + b"\n")
                    written["entities"] += 1
    return written


def entities_of(told: Told) -> Iterator[Entity]:
    """Yields the reports, places and actors of an event, and the event itself."""
    reports = [report_entity(each) for each in documents_of(told)]
    places = [place_entity(each) for each in told.event.places]
    people = (told.event.actor, told.event.target, *told.event.participants)
    actors = [entity for each in people if each and (entity := actor_entity(each))]
    yield from (*reports, *places, *actors)
    yield event_entity(told, reports, places, actors)


def event_entity(told: Told, reports: Iterable[Entity], places: Iterable[Entity], actors: Iterable[Entity]) -> Entity:
    """Returns an event; each claim is a note that tells whose it is and where it stands."""
    event, documents = told.event, {each.id: each for each in documents_of(told)}
    days = sorted(day for each in documents.values() if (day := (each.published or "")[:10]))
    seen = (days[0], days[-1]) if days else None
    title = ", ".join(filter(None, (kind_words(event.type, event.mode, event.status), place_words(event.places), days_words(event.when))))
    values = [
        Value("name", title, seen),
        Value("recordId", event.id, seen),
        Value("startDate", (event.when.start or "")[:10], seen),
        Value("endDate", (event.when.end or "")[:10], seen),
        Value("summary", "; ".join(count_words(each, bounds_words(each.best.low, each.best.high)) for each in event.figures), seen),
        Value("location", place_words(event.places), seen),
        *(Value("country", place.country.lower(), seen) for place in event.places if place.country),
        *(Value("keywords", word, seen) for word in (event.type, event.mode, event.status) if word),
        *(Value("addressEntity", each.id, seen) for each in places),
        *(Value("involved", each.id, seen) for each in actors),
        *(Value("proof", each.id, seen) for each in reports),
        *(Value("publisher", each.publisher, seen) for each in documents.values()),
        *(Value("sourceUrl", each.url, seen) for each in documents.values()),
    ]
    for claim in told.claims:
        document = documents.get(claim.document)
        day = (document.published or "")[:10] if document else ""
        values.append(Value("notes", quote_of(claim, document), (day, day) if day else None, claim.id))
    return _entity(event.id, "Event", values)


def report_entity(document: Document) -> Entity:
    """Returns a report."""
    day = (document.published or "")[:10]
    seen = (day, day) if day else None
    values = [
        Value("title", document.title or document.id, seen),
        Value("publisher", document.publisher, seen),
        Value("sourceUrl", document.url, seen),
        Value("publishedAt", _universal(document), seen),
        Value("bodyText", document.text, seen),
    ]
    return _entity(_key("article", document.id), "Article", values)


def place_entity(place: Place) -> Entity:
    """Returns a place."""
    located = place.latitude is not None and place.longitude is not None
    country = acled_name(place.country)
    values = [
        Value("name", place.name),
        Value("full", ", ".join(dict.fromkeys(part for part in (place.name, place.admin1, country) if part))),
        Value("city", place.name if place.precision == "settlement" else None),
        Value("region", place.admin1),
        Value("country", place.country.lower() if place.country else None),
        Value("latitude", str(place.latitude) if located else None),
        Value("longitude", str(place.longitude) if located else None),
    ]
    return _entity(_key("address", str(place.geonames or f"{place.name} {place.country} {place.admin1}")), "Address", values)


def actor_entity(actor: Actor) -> Entity | None:
    """Returns an actor, None for what has no schema there."""
    table: Schemata = load("exports/ftm.toml", Schemata)
    schema = table.schemata.get(actor.kind or "")
    if schema is None:
        return None
    values = [Value("name", actor.name), Value("country", actor.country.lower() if actor.country else None)]
    values += [Value("position", actor.role)] if schema == "Person" else []
    return _entity(_key("actor", f"{schema} {actor.name} {actor.country} {actor.role if schema == 'Person' else ''}"), schema, values)


def statement_key(entity: str, prop: str, value: str) -> str:
    """Returns the id of a statement, by FollowTheMoney's own rule.

    >>> statement_key("e1", "name", "Kyiv")[:8]
    '95255f3a'
    """
    return hashlib.sha1(f"{DATASET}.{entity}.{prop}.{value}".encode(), usedforsecurity=False).hexdigest()


def _entity(identifier: str, schema: str, values: Iterable[Value]) -> Entity:
    """Returns an entity with a statement for each different value that is known."""
    found: dict[tuple[str, str], Statement] = {}
    for each in values:
        text = (each.value or "").strip()
        if text and (each.prop, text) not in found:
            found[each.prop, text] = _statement(identifier, schema, each, text)
    properties: dict[str, list[str]] = {}
    for prop, value in found:
        properties.setdefault(prop, []).append(value)
    caption = next(iter(properties.get("name") or properties.get("title") or [identifier]))
    return Entity(identifier, caption, schema, properties, (DATASET,), list(found.values()))


def _statement(identifier: str, schema: str, value: Value, text: str) -> Statement:
    """Returns the statement of one value."""
    first, last = value.seen or (None, None)
    return Statement(
        statement_key(identifier, value.prop, text),
        identifier,
        identifier,
        value.prop,
        schema,
        text,
        DATASET,
        first_seen=first,
        last_seen=last,
        origin=value.origin,
    )


def _universal(document: Document) -> str | None:
    """Returns when a report was published, in UTC, which is what dates are there; a day stays a day."""
    try:
        moment = dt.datetime.fromisoformat(document.published or "")
    except ValueError:
        return None
    if moment.tzinfo is None:
        return document.published
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _key(kind: str, name: str) -> str:
    """Returns the id of an entity."""
    return f"{DATASET}-{kind}-{hashlib.sha256(name.encode(errors='surrogatepass')).hexdigest()[:16]}"
