"""UCDP: deadly events as the rows of the Uppsala Conflict Data Program's Georeferenced Event Dataset."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from sitrep.model.actors import Actor
from sitrep.model.claims import HAPPENED
from sitrep.model.events import Event
from sitrep.model.places import GeoPrecision, Place
from sitrep.packs.loader import load
from sitrep.packs.types import event_types
from sitrep.views.exporting.acled_kinds import STATE
from sitrep.views.exporting.cells import Cell
from sitrep.views.exporting.coded_rows import write_coded
from sitrep.views.exporting.countries import country_of, ucdp_name, ucdp_region
from sitrep.views.exporting.notes import documents_of
from sitrep.views.exporting.selections import Selection, Told
from sitrep.views.exporting.sites import NO_PARTS, Days, Parts, country_of_event, days_of, sites_of
from sitrep.views.exporting.tables import joined
from sitrep.views.exporting.tolls import Toll, toll
from sitrep.views.words import place_words

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
SAME_REGION, SEVERAL_REGIONS = 4, 5
PRECISIONS = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
CELLS_A_DEGREE, CELLS_A_ROW = 2, 720
NO_WORDS: Mapping[str, int] = {}


class OneSided(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Modes by which people are aimed at one by one."""

    modes: tuple[str, ...]


class Codebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The columns and codes of the dataset; `read_where` leads back to the kind of place that a precision stands for."""

    columns: tuple[str, ...]
    where_prec: dict[str, int]
    one_sided: OneSided
    read_where: dict[str, GeoPrecision]


class Coded(msgspec.Struct, frozen=True):
    """A deadly event as it is coded."""

    told: Told
    days: Days
    dead: Toll
    sides: tuple[str | None, str | None]
    violence: int


def codebook() -> Codebook:
    """Returns the columns and codes."""
    found: Codebook = load("exports/ucdp.toml", Codebook)
    return found


def write(selection: Selection, path: Path) -> Counter[str]:
    """Writes the events of armed force that killed somebody, a row each; of a larger event the dead that its parts do not tell."""
    return write_coded(selection, path, codebook().columns, rows_of)


def rows_of(told: Told, parts: Parts) -> Sequence[Mapping[str, Cell]] | str:
    """Returns the one row of an event by column, or why it has none."""
    coded = coded_event(told, parts)
    return coded if isinstance(coded, str) else [row_of(coded)]


def coded_event(told: Told, parts: Parts) -> Coded | str:
    """Returns an event as it is coded, or why it is none."""
    event, days = told.event, days_of(told.event.when)
    if event.status not in HAPPENED:
        return "that did not happen"
    if event.type not in {each.name for each in event_types(()) if each.crosswalk.ucdp is not None}:
        return "that are no armed force"
    if days is None or days.many > PRECISIONS[-1][0]:
        return "without a day or year"
    dead = without_parts(toll(told, NO_WORDS), parts.dead)
    if not dead.high:
        return "of which no deaths are told" if parts == NO_PARTS else "that are told by their parts"
    violence = type_of_violence(event)
    civilians = "Civilians" if violence == ONE_SIDED else None
    return Coded(told, days, dead, (side_name(event.actor), civilians or side_name(event.target)), violence)


def without_parts(dead: Toll, told: int) -> Toll:
    """Returns the dead of an event without those of whom its parts tell."""
    if not told or dead.shown is None:
        return dead
    shown = max(dead.shown - told, 0)
    low, high = max((dead.low or 0) - told, 0), max((dead.high or 0) - told, 0)
    return Toll(shown, low, high, min(dead.civilians, shown), min(dead.combatants, max(shown - dead.civilians, 0)), dead.vague)


def row_of(coded: Coded) -> Mapping[str, Cell]:
    """Returns the row of an event by column."""
    return {
        **dict.fromkeys(codebook().columns),
        "id": coded.told.event.id,
        "year": coded.days.first.year,
        "code_status": "; ".join(f"Check {what}" for what in unsure(coded)) or "Clear",
        "type_of_violence": coded.violence,
        **_sides(coded),
        **_sources(coded.told),
        **_place(coded.told.event),
        "event_clarity": 1 if coded.days.many == 1 else 2,
        "date_prec": date_prec(coded.days),
        "date_start": coded.days.first,
        "date_end": coded.days.last,
        **_deaths(coded),
    }


def date_prec(days: Days) -> int:
    """Returns how well the day is known: 1 the day, 2 two to six days, 3 a week, 4 a month, 5 a year.

    >>> import datetime as dt
    >>> [date_prec(Days(dt.date(2025, 12, 1), dt.date(2025, 12, last))) for last in (1, 6, 7, 31)]
    [1, 2, 3, 4]
    """
    return next(code for most, code in PRECISIONS if days.many <= most)


def type_of_violence(event: Event) -> int:
    """Returns 1 where a state fights, 2 where groups fight each other, 3 where civilians are aimed at one by one."""
    if event.target and event.target.kind == "civilians" and (event.mode in codebook().one_sided.modes):
        return ONE_SIDED
    kinds = {each.kind for each in (event.actor, event.target) if each}
    return NON_STATE if kinds == {"armed-group"} and event.actor and event.target else STATE_BASED


def side_name(actor: Actor | None) -> str | None:
    """Returns what UCDP calls a party, None for whoever bears no arms.

    >>> side_name(Actor("Ukraine", "state", "UA")), side_name(Actor("Hezbollah", "armed-group")), side_name(Actor("school", "facility"))
    ('Government of Ukraine', 'Hezbollah', None)
    """
    if actor is None or actor.kind not in (*STATE, "armed-group"):
        return None
    home = ucdp_name(actor.country)
    return f"Government of {home}" if home and actor.kind in STATE else actor.name


def unsure(coded: Coded) -> Iterator[str]:
    """Yields what somebody has to look at before the row is used."""
    if None in coded.sides:
        yield "dyad"
    if not sites_of(coded.told.event):
        yield "geography"
    if any(figure.measure == "killed" and figure.agreement == "conflicting" for figure in coded.told.event.figures):
        yield "deaths"


def priogrid(latitude: float, longitude: float) -> int:
    """Returns the number of the cell of half a degree that a point lies in (PRIO-GRID: from the south west, row by row, from 1).

    >>> priogrid(34.53, 69.17)
    179779
    """
    row = min(math.floor((latitude + 90) * CELLS_A_DEGREE), CELLS_A_ROW // 2 - 1)
    column = min(math.floor((longitude + 180) * CELLS_A_DEGREE), CELLS_A_ROW - 1)
    return row * CELLS_A_ROW + column + 1


def where_prec(sites: Sequence[Place]) -> int | None:
    """Returns how well the place is known, by what is named; several places are as well known as what holds them all."""
    if not sites:
        return None
    if len(sites) > 1:
        return SAME_REGION if len({site.admin1 for site in sites}) == 1 and sites[0].admin1 else SEVERAL_REGIONS
    return codebook().where_prec.get(sites[0].precision)


def _sides(coded: Coded) -> Mapping[str, Cell]:
    """Returns the cells of who fought whom; the numbers of conflicts and dyads are UCDP's own to give."""
    event, (one, other) = coded.told.event, coded.sides
    return {
        "side_a": one,
        "side_b": other,
        "dyad_name": f"{one} - {other}" if one and other else None,
        "gwnoa": _gw(event.actor),
        "gwnob": None if coded.violence == ONE_SIDED else _gw(event.target),
    }


def _gw(actor: Actor | None) -> int | None:
    """Returns the Gleditsch-Ward number of a government, None for others."""
    country = country_of(actor.country) if actor and actor.kind in STATE else None
    return country.gw if country else None


def _sources(told: Told) -> Mapping[str, Cell]:
    """Returns the cells of the reports: each with outlet, day and headline, and who is quoted in them."""
    documents = documents_of(told)
    return {
        "number_of_sources": told.event.independent_sources,
        "source_article": ";".join(f'"{each.publisher or ""},{(each.published or "")[:10]},{each.title or each.id}"' for each in documents),
        "source_office": joined(each.publisher for each in documents),
        "source_date": joined((each.published or "")[:10] for each in documents),
        "source_headline": joined(each.title for each in documents),
        "source_original": joined(claim.source.cites or claim.source.name for claim in told.claims if claim.source),
    }


def _place(event: Event) -> Mapping[str, Cell]:
    """Returns the cells of where it happened."""
    sites, country = sites_of(event), country_of_event(event)
    site, there = next(iter(sites), None), country_of(country)
    cells: dict[str, Cell] = {
        "where_prec": where_prec(sites),
        "where_coordinates": site.name if site else None,
        "where_description": place_words(event.places) or None,
        "adm_1": site.admin1 if site else None,
        "country": ucdp_name(country),
        "country_id": there.gw if there else None,
        "region": ucdp_region(country),
    }
    if site and site.latitude is not None and site.longitude is not None:
        cells |= {"latitude": site.latitude, "longitude": site.longitude, "geom_wkt": f"POINT ({site.longitude} {site.latitude})"}
        cells["priogrid_gid"] = priogrid(site.latitude, site.longitude)
    return cells


def _deaths(coded: Coded) -> Mapping[str, Cell]:
    """Returns the cells of the dead: combatants on the side that was attacked, as far as that is an armed side, civilians, and the rest."""
    dead = coded.dead
    hit = dead.combatants if coded.sides[1] and coded.violence != ONE_SIDED else 0
    return {
        "deaths_a": 0,
        "deaths_b": hit,
        "deaths_civilians": dead.civilians,
        "deaths_unknown": dead.unknown + dead.combatants - hit,
        "best": dead.shown,
        "high": dead.high,
        "low": dead.low,
    }
