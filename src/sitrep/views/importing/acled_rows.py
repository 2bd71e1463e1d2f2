"""ACLED's rows, read."""

import calendar
import datetime as dt
import re
from collections.abc import Mapping

from msgspec.structs import replace

from sitrep.errors import UnreadableSource
from sitrep.model.figures import Item
from sitrep.model.places import Place
from sitrep.model.times import When
from sitrep.views.exporting.acled_kinds import codebook
from sitrep.views.exporting.countries import code_named, known_countries
from sitrep.views.importing.curated import Told, read_actor, read_count, read_day, read_place

DRONES = re.compile(r"\b(?:drone|uav|shahed|geran)\w*", re.IGNORECASE)
BOMBS = re.compile(r"\b(?:missile|bomb|air ?strike|aircraft|jet|rocket)\w*", re.IGNORECASE)
MISSILES = re.compile(r"\bmissile\w*", re.IGNORECASE)


def read_row(row: Mapping[str, str]) -> Told | None:
    """Returns what a row says, None for a sub-event that is none of ours.

    Raises: UnreadableSource for a row without an id or a day.
    """
    key = row.get("event_id_cnty") or row.get("event_id_no_cnty") or row.get("data_id")
    day = read_day(row.get("event_date", ""))
    if not key or day is None:
        raise UnreadableSource(f"event_id_cnty {key or ''!r}, event_date {row.get('event_date', '')!r}: both are needed")
    kind = codebook().read.get(row.get("sub_event_type") or row.get("event_type", ""))
    if kind is None:
        return None
    dead = read_count(row.get("fatalities", ""))
    counts: tuple[tuple[Item, int, int], ...] = (("person", dead, dead),) if dead else ()
    return Told(
        key,
        kind[0],
        mode_told(kind[1], row.get("notes", "")),
        when_coded(day, row.get("time_precision", "")),
        _place(row),
        read_actor(row.get("actor1", "")),
        read_actor(row.get("actor2", "")),
        counts,
        row.get("notes", ""),
        cites=row.get("source") or None,
        published=_moment(row.get("timestamp", "")),
    )


def mode_told(mode: str, notes: str) -> str | None:
    """Returns the mode of a sub-event, as the notes tell it more precisely.

    >>> mode_told("aerial", "Drones hit a depot."), mode_told("heavy-weapons", "A missile hit it."), mode_told("", "")
    ('drone', 'aerial', None)
    """
    if mode == "aerial" and DRONES.search(notes) and not BOMBS.search(notes):
        return "drone"
    if mode == "heavy-weapons" and MISSILES.search(notes):
        return "aerial"
    return mode or None


def when_coded(day: dt.date, precision: str) -> When:
    """Returns the days that a date with its precision stands for: itself, the week around it, or its month.

    >>> when_coded(dt.date(2025, 12, 4), "2").start, when_coded(dt.date(2025, 12, 16), "3").end
    ('2025-12-01', '2025-12-31')
    """
    if precision == "2":
        return When(str(day - dt.timedelta(days=3)), str(day + dt.timedelta(days=3)), "week", basis="stated")
    if precision == "3":
        last = calendar.monthrange(day.year, day.month)[1]
        return When(str(day.replace(day=1)), str(day.replace(day=last)), "month", basis="stated")
    return When(str(day), str(day), "day", basis="stated")


def _place(row: Mapping[str, str]) -> Place | None:
    """Returns where a row puts its event; a place that is named as its country is that."""
    code = code_named(row.get("country")) or _code(row.get("iso", ""))
    precision = codebook().read_precision.get(row.get("geo_precision", ""), "settlement")
    name = row.get("location", "") or row.get("admin1", "") or row.get("country", "")
    place = read_place(name, (row.get("latitude", ""), row.get("longitude", "")), code, row.get("admin1"), precision)
    return replace(place, precision="country") if place and code and code_named(name) == code else place


def _code(number: str) -> str | None:
    """Returns the country of a numeric code."""
    return next((code for code, each in known_countries().countries.items() if each.iso is not None and str(each.iso) == number), None)


def _moment(timestamp: str) -> str | None:
    """Returns when a row was written, None where it does not tell."""
    seconds = read_count(timestamp)
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat() if seconds and seconds < 2**33 else None
