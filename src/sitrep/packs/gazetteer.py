"""The gazetteer: what names on the map there are, and where.

A compiled file holds settlements (GeoNames, CC BY 4.0), regions (ISO 3166-2) and the counties of the United States; TOML beside it
holds countries, large regions, waters and facilities, kept by hand. The file is SQL because it is far too large to load for one report;
it is opened read-only and never written, so this is knowledge and not storage, the one exception to "only the store speaks SQL".
"""

import functools
import sqlite3
import threading
from pathlib import Path
from typing import Final

import msgspec

from sitrep.errors import InvalidPack
from sitrep.model.places import GeoPrecision
from sitrep.packs.loader import ROOT, load
from sitrep.packs.spelling import fold, sound

PATH: Final[Path] = ROOT / "world" / "gazetteer.sqlite"
KINDS: Final[dict[str, GeoPrecision]] = {"s": "settlement", "r": "region", "d": "district"}
QUERY: Final = (
    "SELECT p.name, p.kind, p.country, r.name, p.latitude, p.longitude, p.population, p.geonames, n.rank FROM name n"
    " JOIN place p ON p.id = n.place LEFT JOIN region r ON r.id = p.region WHERE n.folded = ? ORDER BY n.rank, p.population DESC LIMIT 60"
)
LARGEST: Final = (
    "SELECT p.name, p.kind, p.country, r.name, p.latitude, p.longitude, p.population, p.geonames, 0 FROM place p"
    " LEFT JOIN region r ON r.id = p.region WHERE p.kind = 's' AND p.longitude BETWEEN ? AND ? AND p.latitude BETWEEN ? AND ?"
    " ORDER BY p.population DESC, p.id LIMIT ?"
)
LIKE: Final = (
    "SELECT p.name, p.kind, p.country, r.name, p.latitude, p.longitude, p.population, p.geonames, 1 FROM sound s"
    " JOIN place p ON p.id = s.place LEFT JOIN region r ON r.id = p.region WHERE s.sound = ? ORDER BY p.population DESC LIMIT 60"
)
SCALE: Final = 10_000
"""Degrees are kept as whole ten-thousandths."""
_connections = threading.local()


class Entry(msgspec.Struct, frozen=True):
    """A place on the map. `primary` is false where the name that was asked for is only one of its other names.

    `population` is 0 where unknown; `known` is true for what is kept by hand; `fixed` where the name is to be printed
    whatever a text writes.
    """

    name: str
    kind: GeoPrecision
    latitude: float
    longitude: float
    country: str | None = None
    admin1: str | None = None
    population: int = 0
    geonames: int | None = None
    primary: bool = True
    known: bool = False
    fixed: bool = False
    seat: bool = False


class Country(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A country or territory; `at` is latitude and longitude, `demonyms` are its adjectives and the words for its people."""

    code: str
    name: str
    at: tuple[float, float]
    population: int = 0
    geonames: int | None = None
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None


class Landmark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A large region, a water or a facility that no list of cities or provinces holds.

    A `seat` is a building whose name mostly means who sits there.
    """

    name: str
    at: tuple[float, float]
    kind: GeoPrecision = "region"
    country: str | None = None
    admin1: str | None = None
    geonames: int | None = None
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    seat: bool = False


class Spelling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The usual English form of a settlement or region, found under the name `gazetteer` in the compiled file.

    `fixed` forms are printed even where a text writes the same name in another romanisation.
    """

    name: str
    gazetteer: str
    country: str
    admin1: str | None = None
    names: tuple[str, ...] = ()
    fixed: bool = False


class Countries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All countries and territories."""

    countries: tuple[Country, ...]


class Landmarks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Landmarks of one file."""

    landmarks: tuple[Landmark, ...]


class Spellings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Usual English forms."""

    spellings: tuple[Spelling, ...]


def _connection() -> sqlite3.Connection:
    """Returns this thread's connection to the compiled file.

    Raises: InvalidPack where it is missing.
    """
    found: sqlite3.Connection | None = getattr(_connections, "base", None)
    if found is None:
        if not PATH.exists():
            raise InvalidPack(f"gazetteer {PATH}: the file is missing; tools/build_gazetteer.py builds it")
        found = _connections.base = sqlite3.connect(f"file:{PATH}?mode=ro&immutable=1", uri=True)
    return found


@functools.cache
def countries() -> dict[str, Country]:
    """Returns all countries and territories by ISO code."""
    return {c.code: c for c in load("world/countries.toml", Countries).countries}


def _country_entry(country: Country) -> Entry:
    return Entry(country.name, "country", *country.at, country.code, None, country.population, country.geonames, known=True)


def _landmark_entry(mark: Landmark) -> Entry:
    return Entry(mark.name, mark.kind, *mark.at, mark.country, mark.admin1, 0, mark.geonames, known=True, seat=mark.seat)


@functools.cache
def _landmarks() -> tuple[Landmark, ...]:
    return load("world/regions.toml", Landmarks).landmarks + load("world/facilities.toml", Landmarks).landmarks


@functools.cache
def _known() -> dict[str, tuple[Entry, ...]]:
    """Returns the entries kept by hand, by folded name."""
    found: dict[str, tuple[Entry, ...]] = {}
    for country in countries().values():
        for name in (country.name, *country.names):
            found[fold(name)] = (*found.get(fold(name), ()), _country_entry(country))
    for mark in _landmarks():
        for name in (mark.name, *mark.names):
            found[fold(name)] = (*found.get(fold(name), ()), _landmark_entry(mark))
    return found


@functools.cache
def _demonyms() -> dict[str, Entry]:
    """Returns what each adjective or word for a people belongs to, by folded word."""
    found = {fold(word): _landmark_entry(mark) for mark in _landmarks() for word in mark.demonyms}
    found |= {fold(word): _country_entry(c) for c in countries().values() for word in c.demonyms}
    return found


@functools.cache
def _spellings() -> dict[str, Spelling]:
    """Returns the hand-kept spellings by folded name."""
    return {fold(name): s for s in load("world/spellings.toml", Spellings).spellings for name in (s.name, s.gazetteer, *s.names)}


def demonym(word: str) -> Entry | None:
    """Returns the country or region that an adjective or a word for a people belongs to.

    >>> demonym("Ukrainians").name
    'Ukraine'
    """
    return _demonyms().get(fold(word))


def _compiled(*wanted: str | int, query: str = QUERY) -> tuple[Entry, ...]:
    """Returns the entries of the compiled file."""
    return tuple(
        Entry(name, KINDS[kind], latitude / SCALE, longitude / SCALE, country, admin1, population or 0, geonames, rank == 0)
        for name, kind, country, admin1, latitude, longitude, population, geonames, rank in _connection().execute(query, wanted)
    )


def largest_settlements(box: tuple[float, float, float, float], limit: int) -> tuple[Entry, ...]:
    """Returns the settlements of most people between west, south, east and north, so many at most.

    >>> [town.name for town in largest_settlements((29, 49, 32, 51), 1)]
    ['Kyiv']
    """
    west, south, east, north = (round(degrees * SCALE) for degrees in box)
    found = _compiled(west, east, south, north, limit, query=LARGEST)
    return tuple(_respell(e, usual) if (usual := _spellings().get(fold(e.name))) and _is_meant(e, usual) else e for e in found)


@functools.lru_cache(maxsize=4096)
def entries_like(name: str) -> tuple[Entry, ...]:
    """Returns settlements of countries with another script whose romanised names sound like this one, the largest first.

    >>> [e.country for e in entries_like("al-Hudayda")]
    ['YE']
    """
    return _compiled(sound(name), query=LIKE)


@functools.lru_cache(maxsize=32768)
def entries(folded: str) -> tuple[Entry, ...]:
    """Returns every place that bears a folded name: those kept by hand first, then primary names by population, then other names.

    >>> entries("kiev")[0].name
    'Kyiv'
    """
    found = _known().get(folded, ()) + _compiled(folded)
    usual = _spellings().get(folded)
    if usual is None:
        return found
    meant = tuple(e for e in _compiled(fold(usual.gazetteer)) if _is_meant(e, usual))
    return tuple(dict.fromkeys(_respell(e, usual) if _is_meant(e, usual) else e for e in (*found, *meant)))


def _is_meant(entry: Entry, usual: Spelling) -> bool:
    """Whether a spelling is about this entry."""
    if entry.country != usual.country or usual.admin1 not in {None, entry.admin1}:
        return False
    return fold(entry.name) in {fold(usual.gazetteer), fold(usual.name)}


def _respell(entry: Entry, usual: Spelling) -> Entry:
    """Returns the entry under its usual English name."""
    return msgspec.structs.replace(entry, name=usual.name, primary=True, fixed=usual.fixed)
