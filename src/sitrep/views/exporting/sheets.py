"""CSV: a folder with a file for each table."""

from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from sitrep.views.exporting.cells import csv_line
from sitrep.views.exporting.selections import Selection
from sitrep.views.exporting.tables import all_rows, tables


def write(selection: Selection, folder: Path) -> Counter[str]:
    """Writes one CSV file a table; the words of whole reports are left to the other formats."""
    written: Counter[str] = Counter()
    shown = {name: table.flat() for name, table in tables().items()}
    with ExitStack() as files:
        streams = {name: files.enter_context((folder / f"{name}.csv").open("wb")) for name in shown}
        for name, table in shown.items():
            streams[name].write(csv_line(table.columns))
        for name, values in all_rows(selection):
            streams[name].write(csv_line(shown[name].row(values)))
            written[name] += 1
    return written
