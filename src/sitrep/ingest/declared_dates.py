"""Declared dates: moments that a page states in a field of its own, in the many ways in which such fields are filled."""

import datetime as dt
import functools
import re

import msgspec

from sitrep.ingest.dates import FIRST_YEAR, read_date
from sitrep.packs.loader import load

LONGEST = 80
SPACED_ISO = re.compile(r"(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?:[T ,]+(\d.*))?$")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z?))?$")
EPOCH = re.compile(r"\d{10}(?:\d{3})?$")
NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")
WORD = re.compile(r"[^\W\d_]+")
DAY = re.compile(r"(?<![\d:.])(\d{1,2})(?:st|nd|rd|th|er|º)?(?![\d:])", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
CLOCK = re.compile(r"(?<![\d:])(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d{1,9})?\s*([ap])?\.?m?\b", re.IGNORECASE)
OFFSET = re.compile(r"(?:GMT|UTC)?\s?([+-])(\d\d):?(\d\d)(?!\d)")


class DateWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The beginnings of the months' names, month by month, and the zones that a name tells for certain, in hours."""

    months: tuple[tuple[str, ...], ...]
    zones: dict[str, float]


def read_declared(value: str) -> str | None:
    """Returns an ISO date or date-time of what a page declares, None where it is none or could mean two days.

    >>> read_declared("November 19, 2019, 07:47 PM EST"), read_declared("Tue, 18 Nov 2025 09:05:00 GMT")
    ('2019-11-19T19:47:00-05:00', '2025-11-18T09:05:00+00:00')
    >>> read_declared("2025-12-07 08:15:30 +0200"), read_declared("07.12.2025"), read_declared("1765094400")
    ('2025-12-07T08:15:30+02:00', '2025-12-07', '2025-12-07T08:00:00+00:00')
    >>> read_declared("11/12/2019"), read_declared("last Sunday"), read_declared("0001-01-01T00:00:00Z")
    (None, None, None)
    """
    text = " ".join(value.split())
    if not text or len(text) > LONGEST:
        return None
    return _iso(text) or _epoch(text) or _year_first(text) or _numeric(text) or _worded(text)


def _iso(text: str) -> str | None:
    """Returns an ISO date or date-time, with a T between day and time where a blank stood."""
    date = read_date(text)
    return date if date is None or " " not in date else dt.datetime.fromisoformat(date).isoformat()


def _epoch(text: str) -> str | None:
    """Returns the moment of a count of seconds, or of milliseconds, since 1970."""
    if not EPOCH.match(text):
        return None
    return dt.datetime.fromtimestamp(int(text[:10]), dt.UTC).isoformat()


def _year_first(text: str) -> str | None:
    """Returns the moment of a date that begins with the year, as ISO dates do, but with other signs or blanks."""
    if match := SPACED_ISO.match(text):
        return _moment((int(match[1]), int(match[2]), int(match[3])), match[4] or "")
    if match := COMPACT.match(text):
        clock = f"{match[4]}:{match[5]}:{match[6] or '00'}{match[7]}" if match[4] else ""
        return _moment((int(match[1]), int(match[2]), int(match[3])), clock)
    return None


def _numeric(text: str) -> str | None:
    """Returns the moment of a date in numbers, the year last: with dots the day stands first, else where nothing else can be meant."""
    match = NUMERIC.search(text)
    if match is None:
        return None
    one, other = int(match[1]), int(match[3])
    if match[2] != "." and one <= 12 and other <= 12 and one != other:
        return None
    day, month = (other, one) if match[2] != "." and other > 12 else (one, other)
    return _moment((int(match[4]), month, day), text[: match.start()] + " " + text[match.end() :])


def _worded(text: str) -> str | None:
    """Returns the moment of a date whose month is a word."""
    month = next((number for word in WORD.findall(text) if (number := _month(word.casefold()))), None)
    years = YEAR.findall(text)
    rest = OFFSET.sub(" ", CLOCK.sub(" ", YEAR.sub(" ", text)))
    days = [int(day) for day in DAY.findall(rest)]
    if month is None or len(years) != 1 or len(days) != 1:
        return None
    return _moment((int(years[0]), month, days[0]), YEAR.sub(" ", text))


@functools.lru_cache(maxsize=4096)
def _month(word: str) -> int | None:
    """Returns the number of the month that a word names."""
    if len(word) < 3:
        return None
    months = _words().months
    return next((number for number, starts in enumerate(months, 1) if word.startswith(starts) and len(word) <= 10), None)


def _moment(day: tuple[int, int, int], rest: str) -> str | None:
    """Returns a day with the time of day and zone that the rest of the words give, None where the day is none."""
    try:
        date = dt.date(*day)
    except ValueError:
        return None
    if date.year < FIRST_YEAR:
        return None
    clock = CLOCK.search(rest)
    if clock is None:
        return date.isoformat()
    time = _time(clock)
    if time is None:
        return date.isoformat()
    return dt.datetime.combine(date, time, _zone(rest[clock.end() :]) or _zone(rest[: clock.start()])).isoformat()


def _time(clock: re.Match[str]) -> dt.time | None:
    """Returns the time of day on a clock of twelve or twenty-four hours."""
    hour, half = int(clock[1]), (clock[4] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return dt.time(hour, int(clock[2]), int(clock[3] or 0))
    except ValueError:
        return None


def _zone(rest: str) -> dt.timezone | None:
    """Returns the zone that words beside a time name, None where they name none, or one of a name that several have."""
    if match := OFFSET.search(rest):
        hours, minutes = int(match[2]), int(match[3])
        if hours <= 14 and minutes < 60:
            return dt.timezone((1 if match[1] == "+" else -1) * dt.timedelta(hours=hours, minutes=minutes))
    zones = _words().zones
    named = next((zones[word] for word in WORD.findall(rest.casefold()) if word in zones), None)
    return None if named is None else dt.timezone(dt.timedelta(hours=named))


def _words() -> DateWords:
    """Returns what is known of how dates are written."""
    table: DateWords = load("ingest/dates.toml", DateWords)
    return table
