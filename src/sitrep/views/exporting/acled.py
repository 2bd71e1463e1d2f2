"""ACLED: events as the rows of the Armed Conflict Location & Event Data Project."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from sitrep.model.claims import HAPPENED
from sitrep.model.events import Event
from sitrep.model.places import Place
from sitrep.views.exporting.acled_kinds import Kind, codebook, kind_of
from sitrep.views.exporting.acled_sides import DEMONSTRATORS, interaction, sides_of
from sitrep.views.exporting.cells import Cell
from sitrep.views.exporting.coded_rows import write_coded
from sitrep.views.exporting.countries import acled_name, country_of
from sitrep.views.exporting.notes import documents_of, latest_publication, notes_of
from sitrep.views.exporting.selections import Selection, Told
from sitrep.views.exporting.sites import LONGEST_DAYS, NO_PARTS, Days, Parts, country_of_event, days_of, shares, sites_of
from sitrep.views.exporting.tables import joined
from sitrep.views.exporting.tolls import Toll, toll
from sitrep.views.words import bounds_words

CIVILIAN_TARGETING = "Civilian targeting"
WEEK = 7
TOWNS = ("facility", "settlement", "district")
NOWHERE = (None,)


class Coded(msgspec.Struct, frozen=True):
    """An event as it is coded, at so many places."""

    told: Told
    kind: Kind
    days: Days
    dead: Toll
    places: int


def write(selection: Selection, path: Path) -> Counter[str]:
    """Writes the events that ACLED codes, one row a place; what is told by the parts of a larger event is not told by it again."""
    return write_coded(selection, path, codebook().columns, rows_of)


def rows_of(told: Told, parts: Parts) -> Sequence[Mapping[str, Cell]] | str:
    """Returns the rows of an event by column, or why it has none."""
    event = told.event
    kind, days = kind_of(told), days_of(event.when)
    if event.status not in HAPPENED:
        return "that did not happen"
    if kind is None:
        return "of kinds that ACLED does not code"
    if days is None or days.many > LONGEST_DAYS:
        return "without a day or month"
    dead = toll(told, codebook().vague)
    rest = max((dead.shown or 0) - parts.dead, 0)
    sites = left_sites(event, parts, rest)
    if not sites:
        return "that are told by their parts"
    divided = shares(rest, sites)
    coded = Coded(told, kind, days, dead, len(sites))
    return [_row(coded, site, divided[number], number) for number, site in enumerate(sites)]


def left_sites(event: Event, parts: Parts, rest: int) -> Sequence[Place | None]:
    """Returns the places of an event that its parts do not tell; where `rest` dead are left and no place is, the widest one."""
    sites = [site for site in sites_of(event) if site.name not in parts.places]
    if parts == NO_PARTS:
        return sites or NOWHERE
    towns = [site for site in sites if site.precision in TOWNS]
    return towns if towns or not rest else [event.places[-1] if event.places else None]


def _row(coded: Coded, site: Place | None, dead: int, number: int) -> Mapping[str, Cell]:
    """Returns the row of an event at one of its places, with the dead that are counted there."""
    told, kind, date = coded.told, coded.kind, coded.days.middle
    country = site.country if site and site.country else country_of_event(told.event)
    there = country_of(country)
    one, other = sides_of(told.event, kind, country, civilians=bool(coded.dead.civilians) or aims_at_civilians(told.event))
    documents = documents_of(told)
    return {
        "event_id_cnty": f"{there.iso3 if there else ''}{told.event.id}{f'-{number + 1}' if number else ''}",
        "event_date": date,
        "year": date.year,
        "time_precision": time_precision(coded.days),
        "disorder_type": codebook().disorder_types[kind.event],
        "event_type": kind.event,
        "sub_event_type": kind.sub_event,
        "actor1": one.name,
        "assoc_actor_1": one.associates,
        "inter1": one.inter,
        "actor2": other.name,
        "assoc_actor_2": other.associates,
        "inter2": other.inter,
        "interaction": interaction(one, other),
        "civilian_targeting": CIVILIAN_TARGETING if targets_civilians(coded) else None,
        "iso": there.iso if there else None,
        "region": there.region if there else None,
        "country": acled_name(country),
        "admin1": site.admin1 if site else None,
        "admin2": None,
        "admin3": None,
        "location": site.name if site else None,
        "latitude": site.latitude if site else None,
        "longitude": site.longitude if site else None,
        "geo_precision": codebook().geo_precision.get(site.precision) if site else None,
        "source": joined(each.publisher for each in documents),
        "source_scale": None,
        "notes": notes_of(told, *remarks(coded)),
        "fatalities": dead,
        "tags": tags(coded),
        "timestamp": latest_publication(documents),
    }


def time_precision(days: Days) -> int:
    """Returns how well the day is known: 1 the day, 2 some day of a week, 3 some day of a month; the day in the middle stands for it.

    >>> import datetime as dt
    >>> time_precision(Days(dt.date(2025, 12, 1), dt.date(2025, 12, 7)))
    2
    """
    return 1 if days.many == 1 else 2 if days.many <= WEEK else 3


def aims_at_civilians(event: Event) -> bool:
    """Whether civilians are named as those whom an event was aimed at."""
    return event.target is not None and event.target.kind == "civilians"


def targets_civilians(coded: Coded) -> bool:
    """Whether civilians were the main target as far as the reports tell: named as such, or all the dead of whom they tell who they were."""
    told_apart = coded.dead.civilians and not coded.dead.combatants
    return bool(coded.kind.event == "Violence against civilians" or aims_at_civilians(coded.told.event) or told_apart)


def remarks(coded: Coded) -> Iterator[str]:
    """Yields how the dead of a row were counted, where the number is not simply the one that is told."""
    dead = coded.dead
    if dead.vague:
        yield f"The number of dead is coded for the word “{dead.vague}”."
    if dead.civilians or dead.combatants:
        yield f"Told of {dead.shown} dead: {dead.civilians} civilians, {dead.combatants} combatants; of {dead.unknown} nobody says."
    if coded.places > 1:
        yield f"Told of {coded.places} places together; the dead are divided among them evenly."
    if coded.days.many > 1:
        yield f"From {coded.days.first} to {coded.days.last}."


def tags(coded: Coded) -> str | None:
    """Returns the size of a crowd as ACLED tags it, None for what is no demonstration."""
    if coded.kind.event not in DEMONSTRATORS:
        return None
    crowd = next((each for each in coded.told.event.figures if (each.measure, each.item) == ("affected", "person")), None)
    return f"crowd size={bounds_words(crowd.best.low, crowd.best.high)}" if crowd else "crowd size=no report"
