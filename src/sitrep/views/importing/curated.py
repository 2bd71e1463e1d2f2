"""Curated: a row that people coded, as a report of that set with one claim whose every value stands in its words."""

import datetime as dt
import hashlib
import re

import msgspec

from sitrep.model.actors import Actor, ActorKind, Speaker
from sitrep.model.claims import Claim
from sitrep.model.figures import Figure, Item
from sitrep.model.places import GeoPrecision, Place
from sitrep.model.texts import Document, Span
from sitrep.model.times import When
from sitrep.packs.gazetteer import entries
from sitrep.packs.spelling import fold
from sitrep.store.additions import Reading
from sitrep.views.exporting.countries import code_named
from sitrep.views.exporting.sites import distance_km

NEAR_KM = 25.0
FORMS = ("%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%Y/%m/%d")
YEARS = re.compile(r"\s*\(\d{4}-\d{0,4}\)")
BODY = re.compile(r"(?P<body>Military Forces|Police Forces|Government) of (?P<home>.+)")
PEOPLE = re.compile(r"(?P<people>Civilians|Protesters|Rioters)(?: \((?P<home>.+)\))?")
KIND_OF_PLACE = re.compile(r"\s+(?:town|city|village|district|municipality|province|oblast|region|governorate|state)\b.*", re.IGNORECASE)
KINDS: dict[str, ActorKind] = {"Military Forces": "armed-force", "Police Forces": "police", "Government": "state"}
NOUNS = {"soldier": "combatants", "person": "fatalities"}
CERTAIN = 1.0
MOST = 2**53


class Told(msgspec.Struct, frozen=True):
    """What a row says, before it has words: `dead` are the items and bounds of those killed, the first one the whole."""

    key: str
    type: str
    mode: str | None
    when: When
    place: Place | None
    actor: Actor | None
    target: Actor | None
    dead: tuple[tuple[Item, int, int], ...]
    words: str
    cites: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None


def reading_of(told: Told, publisher: str) -> Reading:
    """Returns a report of a set with its claim: its text holds the row's own words, and a line with all that was coded.

    The set is the speaker; whom it names as its source is whom it cites.
    """
    words, line = told.words.strip(), coded_line(told)
    text = f"{words}\n\n{line}" if words else line
    start = len(text) - len(line)
    evidence = (Span(0, len(words), words), Span(start, len(text), line)) if words else (Span(0, len(text), line),)
    document = Document(f"{slug(publisher)}-{told.key}", text, told.url, told.title, publisher, told.published, "en")
    claim = Claim(
        "c" + hashlib.sha256(f"{document.id}\x1f{text}".encode()).hexdigest()[:16],
        document.id,
        told.type,
        evidence,
        mode=told.mode,
        when=told.when,
        places=(_mention(told.place, text, start),) if told.place else (),
        actor=told.actor,
        target=told.target,
        source=Speaker(publisher, cites=told.cites),
        figures=tuple(_figure(each, position, text, start) for position, each in enumerate(told.dead)),
        confidence=CERTAIN,
    )
    return Reading(document, (claim,))


def coded_line(told: Told) -> str:
    """Returns what was coded of a row, in one line."""
    days = told.when.start if told.when.start == told.when.end else f"{told.when.start} to {told.when.end}"
    parties = [actor.name for actor in (told.actor, told.target) if actor]
    kind = f"{told.type} {told.mode}" if told.mode else told.type
    parts = [days, kind, told.place.name if told.place else None, " against ".join(parties), *map(_count, told.dead)]
    return f"Coded: {'; '.join(part for part in parts if part)}."


def read_day(value: str) -> dt.date | None:
    """Returns the day of a date in one of the forms in use, None where it is none; a time of day is passed over.

    >>> read_day("2025-12-07"), read_day("07 December 2025"), read_day("2025-12-07 00:00:00.000"), read_day("soon")
    (datetime.date(2025, 12, 7), datetime.date(2025, 12, 7), datetime.date(2025, 12, 7), None)
    """
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:
        pass
    for form in FORMS:
        try:
            return dt.datetime.strptime(value, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def read_actor(name: str) -> Actor | None:
    """Returns a party as ACLED and UCDP name them, None for an empty name.

    >>> read_actor("Military Forces of Russia (2000-)").country, read_actor("Civilians (Ukraine)").kind, read_actor("Hezbollah").kind
    ('RU', 'civilians', 'armed-group')
    """
    bare = YEARS.sub("", name).strip()
    if not bare:
        return None
    if people := PEOPLE.fullmatch(bare):
        home = people["home"]
        return Actor(people["people"], "civilians" if people["people"] == "Civilians" else "person", code_named(home))
    if body := BODY.match(bare):
        code = code_named(body["home"].split(" - ")[0])
        return Actor(body["home"], KINDS[body["body"]], code, side=code)
    return Actor(bare, "armed-group")


def read_place(name: str, point: tuple[str, str], country: str | None, admin1: str | None, precision: GeoPrecision) -> Place | None:
    """Returns a place, as our gazetteer knows it where one of that name lies near the point; None where a row names none."""
    located = read_point(point)
    if not name:
        return None
    latitude, longitude = located or (None, None)
    plain = Place(0, 0, name, name, None, latitude, longitude, country, admin1 or None, precision)
    for bare in dict.fromkeys((name, KIND_OF_PLACE.sub("", name))):
        for entry in entries(fold(bare)):
            known = msgspec.structs.replace(plain, latitude=entry.latitude, longitude=entry.longitude)
            if entry.country == country and located and distance_km(known, plain) < NEAR_KM:
                return msgspec.structs.replace(plain, name=entry.name, geonames=entry.geonames, admin1=entry.admin1 or admin1)
    return plain


def read_point(point: tuple[str, str]) -> tuple[float, float] | None:
    """Returns latitude and longitude, None where they are no point on earth.

    >>> read_point(("50.45", "30.52")), read_point(("", "")), read_point(("91", "0"))
    ((50.45, 30.52), None, None)
    """
    try:
        latitude, longitude = map(float, point)
    except ValueError:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def read_count(value: str) -> int | None:
    """Returns a whole number, None where it is none.

    >>> read_count("6"), read_count("6.0"), read_count(""), read_count("-1")
    (6, 6, None, None)
    """
    try:
        number = float(value)
    except ValueError:
        return None
    return int(number) if 0 <= number < MOST and number == int(number) else None


def slug(name: str) -> str:
    """Returns a name as it stands in ids.

    >>> slug("UCDP GED")
    'ucdp-ged'
    """
    return "-".join(name.casefold().split())


def _count(dead: tuple[Item, int, int]) -> str:
    """Returns a number of dead in words."""
    item, low, high = dead
    return f"{low if low == high else f'{low} to {high}'} {NOUNS.get(item, 'fatalities')}"


def _figure(dead: tuple[Item, int, int], position: int, text: str, after: int) -> Figure:
    """Returns a number of dead where it stands in the text; the first is the whole of the others."""
    words = _count(dead)
    start = text.index(words, after)
    item, low, high = dead
    return Figure(start, start + len(words), words, item, "killed", low, high, part_of=0 if position else None)


def _mention(place: Place, text: str, after: int) -> Place:
    """Returns a place where it stands in the text."""
    start = text.index(place.name, after)
    original = place.text if place.text != place.name else None
    return msgspec.structs.replace(place, start=start, end=start + len(place.name), text=place.name, original=original)
