"""HXL: events as a table with the hashtags of the Humanitarian Exchange Language."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import msgspec

from sitrep.model.figures import Item, Measure
from sitrep.packs.loader import load
from sitrep.views.exporting.cells import Cell, csv_line
from sitrep.views.exporting.countries import acled_name
from sitrep.views.exporting.notes import documents_of
from sitrep.views.exporting.selections import Selection, Told
from sitrep.views.exporting.sites import days_of, sites_of
from sitrep.views.exporting.tables import joined
from sitrep.views.exporting.tolls import number_of, toll

NO_WORDS: Mapping[str, int] = {}


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The columns in order, each with its hashtag, and what is counted in those of counts."""

    columns: tuple[tuple[str, str], ...]
    counts: dict[str, tuple[Measure, Item]]


def columns() -> Columns:
    """Returns the columns."""
    found: Columns = load("exports/hxl.toml", Columns)
    return found


def write(selection: Selection, path: Path) -> Counter[str]:
    """Writes one row an event, under a row of names and a row of hashtags."""
    names = [name for name, _ in columns().columns]
    written: Counter[str] = Counter(rows=0)
    with path.open("wb") as stream:
        stream.write(csv_line(names))
        stream.write(csv_line(tag for _, tag in columns().columns))
        for told in selection.told():
            row = row_of(told)
            stream.write(csv_line(row[name] for name in names))
            written["rows"] += 1
    return written


def row_of(told: Told) -> Mapping[str, Cell]:
    """Returns the row of an event by column."""
    event, days, documents = told.event, days_of(told.event.when), documents_of(told)
    place = next(iter(sites_of(event)), None)
    return {
        "event_id": event.id,
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "date_start": days.first if days else None,
        "date_end": days.last if days else None,
        "date_precision": event.when.precision,
        "country": acled_name(place.country) if place else None,
        "country_code": place.country if place else None,
        "adm1": place.admin1 if place else None,
        "location": place.name if place else None,
        "location_precision": place.precision if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "actor": event.actor.name if event.actor else None,
        "target": event.target.name if event.target else None,
        "service": joined(each.service for each in event.services),
        "sources": event.independent_sources,
        "source": joined(each.publisher for each in documents),
        "speaker": joined(claim.source.name for claim in told.claims if claim.source),
        "url": joined(each.url for each in documents),
        "quote": joined(span.text for claim in told.claims for span in claim.evidence),
        **_counts(told),
    }


def _counts(told: Told) -> Mapping[str, Cell]:
    """Returns the cells of the counts, for the dead and the injured with the span of all that is said."""
    shown = {(figure.measure, figure.item): figure for figure in told.event.figures}
    cells: dict[str, Cell] = {}
    for name, counted in columns().counts.items():
        figure = shown.get(counted)
        cells[name] = number_of(figure.best.low, figure.best.high) if figure else None
        cells[f"{name}_min"] = figure.low if figure else None
        cells[f"{name}_max"] = figure.high if figure else None
    dead = toll(told, NO_WORDS)
    return {**cells, "killed": dead.shown, "killed_min": dead.low, "killed_max": dead.high}
