"""Publication dates: ISO dates and date-times, nothing looser."""

import datetime as dt
import re

FIRST_YEAR = 1800
EXTENDED = re.compile(r"\d{4}-\d\d-\d\d")


def read_date(value: str) -> str | None:
    """Returns an ISO date or date-time as it stands, in its extended form; None where `value` is neither, or no year of the press.

    >>> read_date("2025-12-07"), read_date("20251207"), read_date("2025-12-07T08:15Z")
    ('2025-12-07', '2025-12-07', '2025-12-07T08:15Z')
    >>> read_date("7 December"), read_date("2025-02-30"), read_date("0001-01-01")
    (None, None, None)
    """
    text = value.strip()
    parsed = _parse(text)
    if parsed is None or parsed.year < FIRST_YEAR:
        return None
    return text if EXTENDED.match(text) else parsed.isoformat()


def _parse(text: str) -> dt.date | None:
    """Returns a date, or a date-time where a time of day is given."""
    for parse in (dt.date.fromisoformat, dt.datetime.fromisoformat):
        try:
            return parse(text)
        except ValueError:
            continue
    return None
