"""UCDP's rows, read."""

import re
from collections.abc import Mapping

from sitrep.errors import UnreadableSource
from sitrep.model.figures import Item
from sitrep.model.times import Precision, When
from sitrep.views.exporting.countries import code_named
from sitrep.views.exporting.ucdp import ONE_SIDED, codebook
from sitrep.views.importing.curated import Told, read_actor, read_count, read_day, read_place

PRECISIONS: Mapping[str, Precision] = {"1": "day", "2": "week", "3": "week", "4": "month", "5": "year"}

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def read_row(row: Mapping[str, str]) -> Told:
    """Returns what a row says: its dead as the span from the low to the high estimate, combatants of both sides as part of them.

    Raises: UnreadableSource for a row without an id or days.
    """
    first, last = read_day(row.get("date_start", "")), read_day(row.get("date_end", "") or row.get("date_start", ""))
    if not row.get("id") or first is None or last is None:
        raise UnreadableSource(f"id {row.get('id', '')!r}, date_start {row.get('date_start', '')!r}: both are needed")
    one_sided = row.get("type_of_violence") == str(ONE_SIDED)
    return Told(
        row["id"],
        "ASSAULT",
        None,
        When(str(first), str(last), PRECISIONS.get(row.get("date_prec", ""), "day"), basis="stated"),
        read_place(
            row.get("where_coordinates", "") or row.get("adm_1", "") or row.get("country", ""),
            (row.get("latitude", ""), row.get("longitude", "")),
            code_named(row.get("country")),
            row.get("adm_1"),
            codebook().read_where.get(row.get("where_prec", ""), "settlement"),
        ),
        read_actor(row.get("side_a", "")),
        read_actor("Civilians" if one_sided else row.get("side_b", "")),
        dead_of(row),
        row.get("source_article", ""),
        cites=row.get("source_original") or row.get("source_office") or None,
        published=max(ISO_DAY.findall(row.get("source_date", "")), default=None),
        title=row.get("source_headline") or None,
    )


def dead_of(row: Mapping[str, str]) -> tuple[tuple[Item, int, int], ...]:
    """Returns the dead of a row and how many of them were combatants."""
    best, low, high = (read_count(row.get(name, "")) for name in ("best", "low", "high"))
    known = [number for number in (best, low, high) if number is not None]
    if not known or not max(known):
        return ()
    whole: tuple[Item, int, int] = ("person", low if low is not None else min(known), high if high is not None else max(known))
    fighters = sum(read_count(row.get(name, "")) or 0 for name in ("deaths_a", "deaths_b"))
    return (whole, ("soldier", fighters, fighters)) if fighters else (whole,)
