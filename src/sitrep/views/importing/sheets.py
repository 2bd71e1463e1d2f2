"""Sheets: CSV files of curated sets, bound by their headers."""

import csv
import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from sitrep.errors import UnreadableSource
from sitrep.views.exporting.cells import plain

Cells = Mapping[str, str]
SetName = Literal["acled", "ucdp"]

MARKS: Mapping[SetName, frozenset[str]] = {
    "acled": frozenset({"event_date", "event_type", "latitude", "longitude", "fatalities"}),
    "ucdp": frozenset({"date_start", "type_of_violence", "latitude", "longitude", "best"}),
}
LONGEST_CELL = 10_000_000


def read_sheet(path: Path) -> Iterator[Cells]:
    """Yields the rows of a CSV file by column, names in small letters; a cell keeps no mark that was put before a formula.

    Raises: UnreadableSource for what is no CSV of UTF-8.
    """
    csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            head = stream.readline()
            names = [name.strip().casefold() for name in next(csv.reader([head], delimiter=_delimiter(head)), [])]
            for row in csv.reader(stream, delimiter=_delimiter(head)):
                if row:
                    yield {name: plain(cell.strip()) for name, cell in itertools.zip_longest(names, row[: len(names)], fillvalue="")}
    except OSError as error:
        raise UnreadableSource(f"{path}: cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableSource(f"{path}: is no CSV in UTF-8 ({error})") from error


def set_of(names: frozenset[str]) -> SetName | None:
    """Returns the curated set whose columns these are, None where they are of none.

    >>> set_of(frozenset({"event_date", "event_type", "latitude", "longitude", "fatalities", "notes"})), set_of(frozenset({"x"}))
    ('acled', None)
    """
    return next((name for name, marks in MARKS.items() if marks <= names), None)


def _delimiter(head: str) -> str:
    """Returns what stands between the cells of a file, by its header."""
    return max(",", ";", "\t", key=head.count)
