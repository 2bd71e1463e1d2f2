"""Coded rows: CSV in the form of a data set that codes some events and leaves others out."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sitrep.views.exporting.cells import Cell, csv_line
from sitrep.views.exporting.selections import Selection, Told
from sitrep.views.exporting.sites import NO_PARTS, Parts, parts_by_whole

Rows = Sequence[Mapping[str, Cell]]


def write_coded(selection: Selection, path: Path, columns: Sequence[str], code: Callable[[Told, Parts], Rows | str]) -> Counter[str]:
    """Writes the rows that `code` makes of each event and what its parts tell, bound to columns by name, or counts why it makes none."""
    parts = parts_by_whole(selection)
    written: Counter[str] = Counter(rows=0)
    with path.open("wb") as stream:
        stream.write(csv_line(columns))
        for told in selection.told():
            coded = code(told, parts.get(told.event.id, NO_PARTS))
            if isinstance(coded, str):
                written[f"events left out {coded}"] += 1
                continue
            for row in coded:
                stream.write(csv_line(row[name] for name in columns))
                written["rows"] += 1
    return written
