"""Countries as other data sets know them: codes, names and regions."""

import functools

import msgspec

from sitrep.packs import gazetteer
from sitrep.packs.loader import load


class Country(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A country elsewhere: ISO 3166-1 alpha-3 and numeric code, ACLED's region, Gleditsch-Ward number, and names where they are others."""

    iso3: str
    region: str
    iso: int | None = None
    gw: int | None = None
    acled: str | None = None
    ucdp: str | None = None


class Countries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Countries by ISO 3166-1 alpha-2 code, and UCDP's regions as spans of Gleditsch-Ward numbers."""

    countries: dict[str, Country]
    ucdp_regions: dict[str, tuple[int, int]]


def known_countries() -> Countries:
    """Returns the countries."""
    found: Countries = load("exports/countries.toml", Countries)
    return found


def country_of(code: str | None) -> Country | None:
    """Returns the country of an ISO code, None where there is none."""
    return known_countries().countries.get(code or "")


def acled_name(code: str | None) -> str | None:
    """Returns what ACLED calls a country.

    >>> acled_name("CD"), acled_name("UA"), acled_name(None)
    ('Democratic Republic of Congo', 'Ukraine', None)
    """
    country = country_of(code)
    return country.acled or _name(code) if country else None


def ucdp_name(code: str | None) -> str | None:
    """Returns what UCDP calls a country.

    >>> ucdp_name("RU"), ucdp_name("UA")
    ('Russia (Soviet Union)', 'Ukraine')
    """
    country = country_of(code)
    return country.ucdp or _name(code) if country else None


def ucdp_region(code: str | None) -> str | None:
    """Returns the region in which UCDP counts a country.

    >>> ucdp_region("UA"), ucdp_region("IL"), ucdp_region(None)
    ('Europe', 'Middle East', None)
    """
    country = country_of(code)
    if country is None or country.gw is None:
        return None
    return next(name for name, (first, last) in known_countries().ucdp_regions.items() if first <= country.gw <= last)


def code_named(name: str | None) -> str | None:
    """Returns the ISO code of a country by any of the names that the data sets or our gazetteer have for it, None where none fits.

    >>> code_named("Russia (Soviet Union)"), code_named("ukraine"), code_named("Atlantis")
    ('RU', 'UA', None)
    """
    return _codes().get((name or "").casefold())


def _name(code: str | None) -> str | None:
    """Returns our own name of a country."""
    found = gazetteer.countries().get(code or "")
    return found.name if found else None


@functools.cache
def _codes() -> dict[str, str]:
    """Returns the codes of countries by all their names, without case."""
    codes: dict[str, str] = {}
    for code, ours in gazetteer.countries().items():
        there = known_countries().countries[code]
        codes |= {name.casefold(): code for name in (*ours.names, there.acled, there.ucdp, ours.name) if name}
    return codes
