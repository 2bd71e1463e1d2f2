"""Cells: values of flat tables, and how they stand in files that spreadsheets open."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable

Cell = str | int | float | bool | dt.date | None

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def neutral(text: str) -> str:
    """Returns a text that no spreadsheet takes for a formula: an apostrophe goes before one that begins like it.

    >>> neutral("=HYPERLINK(1)"), neutral("six people"), neutral("+380")
    ("'=HYPERLINK(1)", 'six people', "'+380")
    """
    text = CONTROLS.sub("", text)
    return f"'{text}" if text.startswith(FORMULA) else text


def plain(text: str) -> str:
    """Returns a text without the apostrophe that `neutral` put before it.

    >>> plain("'=HYPERLINK(1)"), plain("'tis")
    ('=HYPERLINK(1)', "'tis")
    """
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text


def csv_line(cells: Iterable[Cell]) -> bytes:
    """Returns one row of CSV (RFC 4180, UTF-8): days as ISO dates, flags as true and false, nothing for what is not known.

    >>> csv_line(["a, b", 3, None, True, dt.date(2025, 12, 7), "=1+1"]).decode().rstrip()
    '"a, b",3,,true,2025-12-07,\\'=1+1'
    """
    sheet = io.StringIO(newline="")
    csv.writer(sheet).writerow([_written(cell) for cell in cells])
    return sheet.getvalue().encode()


def _written(cell: Cell) -> str | int | float | None:
    """Returns a cell as it stands in CSV."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return neutral(cell) if isinstance(cell, str) else cell
