"""XLSX: a workbook with a sheet for each table, and one of notes."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

import sitrep
from sitrep.views.exporting.cells import Cell, neutral
from sitrep.views.exporting.selections import Selection
from sitrep.views.exporting.tables import Table, all_rows, tables

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
CUT = " …"
WIDTHS = {"text": 18, "integer": 10, "number": 10, "flag": 8, "day": 12}
WIDER = {"evidence": 60, "issues": 40, "title": 40, "words": 30, "places": 30, "urls": 30, "url": 30}
NOTES_WIDTHS = (16, 30, 10, 100)


def write(selection: Selection, path: Path) -> Counter[str]:
    """Writes a workbook row by row; cells hold numbers and days as such, and words that look like a formula as words."""
    workbook = Workbook(write_only=True)
    add_notes(workbook, selection)
    sheets = {name: Sheets(workbook, name, table.flat()) for name, table in tables().items()}
    written: Counter[str] = Counter()
    for name, values in all_rows(selection):
        sheets[name].add(values)
        written[name] += 1
    for each in sheets.values():
        each.finish()
    workbook.save(path)
    return written


class Sheets:
    """The sheets of one table; where rows are too many for one, they go on in the next."""

    def __init__(self, workbook: Workbook, name: str, table: Table) -> None:
        self._workbook = workbook
        self._name = name
        self._table = table
        self._many = 0
        self._sheet = self._begun()

    def add(self, values: Any) -> None:
        """Adds a row of values by column."""
        if self._many and self._many % (MOST_ROWS - 1) == 0:
            self.finish()
            self._sheet = self._begun()
        self._sheet.append([fitting(cell) for cell in self._table.row(values)])
        self._many += 1

    def finish(self) -> None:
        """Puts a filter on every column of the last sheet."""
        rows = self._many - (max(self._many - 1, 0) // (MOST_ROWS - 1)) * (MOST_ROWS - 1)
        self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._table.columns))}{rows + 1}"

    def _begun(self) -> Any:
        """Returns a new sheet with a frozen header."""
        number = self._many // (MOST_ROWS - 1) + 1
        sheet = self._workbook.create_sheet(self._name if number == 1 else f"{self._name} {number}")
        sheet.freeze_panes = "B2"
        for place, (name, (kind, _)) in enumerate(self._table.columns.items(), 1):
            sheet.column_dimensions[get_column_letter(place)].width = WIDER.get(name, WIDTHS[kind])
        sheet.append(headings(sheet, self._table.columns))
        return sheet


def add_notes(workbook: Workbook, selection: Selection) -> None:
    """Adds a sheet that says where the numbers come from, how to read them, and what each column holds."""
    sheet = workbook.create_sheet("notes")
    sheet.freeze_panes = "A2"
    for place, width in enumerate(NOTES_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append(headings(sheet, ("sheet", "column", "kind", "meaning")))
    for about in general_notes(selection):
        sheet.append([None, None, None, wrapped(sheet, about)])
    for name, table in tables().items():
        sheet.append([name, None, None, wrapped(sheet, table.about)])
        for column, (kind, meaning) in table.flat().columns.items():
            sheet.append([name, column, kind, wrapped(sheet, meaning)])


def general_notes(selection: Selection) -> Iterable[str]:
    """Yields what a reader must know before adding anything up."""
    record = Path(selection.record.name).name
    yield f"Written by sitrep {sitrep.__version__} from {record}. Filters: {selection.described}."
    yield "Every number is what somebody says: figures holds each in its own words with its speaker, event_figures what is shown of them."
    yield "low and high are inclusive bounds; an empty cell is an open end or nothing said, never zero."
    yield "Events that have a part_of are parts of a larger event: add up either the parts or the whole."
    yield "Totals of a period (scope) are no incidents: never add them up with any."
    yield "Days are calendar days where the event happened, without a time zone. A night counts for the day on which it ends."


def headings(sheet: Any, names: Iterable[str]) -> list[Any]:
    """Returns bold cells."""
    cells = [WriteOnlyCell(sheet, name) for name in names]
    for cell in cells:
        cell.font = Font(bold=True)
    return cells


def wrapped(sheet: Any, words: str) -> Any:
    """Returns a cell of words that go over several lines."""
    cell = WriteOnlyCell(sheet, neutral(words))
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def fitting(cell: Cell) -> Cell:
    """Returns what a sheet can hold of a cell."""
    if not isinstance(cell, str):
        return cell
    words = neutral(cell)
    return words if len(words) <= MOST_CHARACTERS else words[: MOST_CHARACTERS - len(CUT)] + CUT
