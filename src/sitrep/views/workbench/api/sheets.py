"""Sheets: cells of CSV files that no spreadsheet takes for a formula."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral(cell: object) -> object:
    """Returns a cell that a spreadsheet shows as it stands; words of a report are anybody's.

    >>> neutral("=HYPERLINK(1)"), neutral("Kyiv"), neutral(-5)
    ("'=HYPERLINK(1)", 'Kyiv', -5)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) else cell
