"""Draws the pictures of docs/exports.md and of the report as a Word file, as LibreOffice shows them, from the example reports.

python tools/draw_exports.py RECORD FOLDER, where RECORD holds the examples (`make run` makes it). Needs LibreOffice (Writer and Calc) and
pdftoppm (Debian: libreoffice-writer, libreoffice-calc, poppler-utils).
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

WORD, SHEET = ("-r", "64"), ("-r", "96", "-x", "60", "-y", "85", "-W", "930", "-H", "325")
"""How pdftoppm draws the two: dots an inch, and of the sheet the part that is filled."""
WEEK, CONFLICT = "2025-W35", "ukraine"
COLUMNS = ("type", "mode", "first_day", "place", "country", "actor", "reports", "independent_sources", "killed_low", "killed_high")
ROWS = 24


def main(record: str, folder: Path) -> None:
    """Draws all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        book, report = Path(name, "record.xlsx"), Path(name, "report.docx")
        sitrep("export", "xlsx", "--out", str(book), "--db", record)
        sitrep("report", "--week", WEEK, "--conflict", CONFLICT, "--format", "docx", "--out", str(report), "--db", record)
        narrow(book)
        draw_first_page(book, folder / "export-sheet.png", SHEET)
        draw_first_page(report, folder / "report-word.png", WORD)


def sitrep(*arguments: str) -> None:
    """Runs the program."""
    subprocess.run([sys.executable, "-m", "sitrep", "-q", *arguments], check=True)


def narrow(path: Path) -> None:
    """Leaves of a workbook what fits on a page: the first events with a few of their columns."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        if sheet.title != "events":
            book.remove(sheet)
    fit(book["events"])
    book.save(path)


def fit(sheet: Worksheet) -> None:
    """Hides the columns that are not shown, and sets what is left on one page across."""
    sheet.delete_rows(ROWS, sheet.max_row)
    for cell in sheet[1]:
        sheet.column_dimensions[cell.column_letter].hidden = cell.value not in COLUMNS
    sheet.page_setup.orientation = "landscape"
    sheet.print_options.gridLines = sheet.print_options.headings = True
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0


def draw_first_page(path: Path, picture: Path, how: Sequence[str]) -> None:
    """Draws the first page of a file as LibreOffice prints it."""
    subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", path.parent, path], check=True, capture_output=True)
    pages = ["pdftoppm", *how, "-png", "-f", "1", "-singlefile", path.with_suffix(".pdf"), picture.with_suffix("")]
    subprocess.run(pages, check=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
