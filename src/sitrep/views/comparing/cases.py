"""Cases: one row of a curated set, or of the record in the form of that set, as both can be compared."""

import datetime as dt
from collections.abc import Iterator, Mapping

import msgspec

from sitrep.errors import UnreadableSource
from sitrep.model.places import Place
from sitrep.views.exporting import acled, ucdp
from sitrep.views.exporting.cells import Cell
from sitrep.views.exporting.selections import Selection
from sitrep.views.exporting.sites import NO_PARTS, parts_by_whole
from sitrep.views.importing import acled_rows, ucdp_rows
from sitrep.views.importing.curated import read_count
from sitrep.views.importing.sheets import Cells, SetName

DEAD: Mapping[SetName, tuple[str, str, str]] = {"acled": ("fatalities",) * 3, "ucdp": ("best", "low", "high")}


class Case(msgspec.Struct, frozen=True):
    """An event as a set codes it: `kind` is ACLED's event type, None in UCDP, which knows armed force alone.

    `first` and `last` are ISO days; `low`, `best` and `high` the dead, None where nothing is said; `event` is the record's own event (id).
    """

    id: str
    first: str
    last: str
    kind: str | None
    place: Place | None
    best: int | None
    low: int | None
    high: int | None
    event: str | None = None

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The first and last day."""
        return dt.date.fromisoformat(self.first), dt.date.fromisoformat(self.last)


def case_of(kind: SetName, row: Cells) -> Case | None:
    """Returns the case of a row of a set, None for a row of a kind that the record has not.

    Raises: UnreadableSource for a row without an id or a day.
    """
    told = acled_rows.read_row(row) if kind == "acled" else ucdp_rows.read_row(row)
    if told is None or told.when.start is None or told.when.end is None:
        return None
    best, low, high = (read_count(row.get(name, "")) for name in DEAD[kind])
    event_type = row.get("event_type") if kind == "acled" else None
    return Case(told.key, told.when.start, told.when.end, event_type, told.place, best, low, high)


def own_cases(kind: SetName, selection: Selection) -> Iterator[Case]:
    """Yields the cases of a record, coded as `sitrep export` codes them."""
    parts = parts_by_whole(selection)
    for told in selection.told():
        rows = (acled if kind == "acled" else ucdp).rows_of(told, parts.get(told.event.id, NO_PARTS))
        for row in () if isinstance(rows, str) else rows:
            case = _case(kind, row)
            if case is not None:
                yield msgspec.structs.replace(case, event=told.event.id)


def _case(kind: SetName, row: Mapping[str, Cell]) -> Case | None:
    """Returns the case of a row of our own, read as a row of the set is."""
    try:
        return case_of(kind, {name: "" if cell is None else str(cell) for name, cell in row.items()})
    except UnreadableSource:
        return None
