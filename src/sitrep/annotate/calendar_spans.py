"""Calendar arithmetic: weeks, months, quarters, seasons, years and holidays as first and last day, both inclusive."""

import calendar
import datetime as dt
from typing import Literal, NamedTuple

Unit = Literal["second", "minute", "hour", "day", "week", "fortnight", "month", "quarter", "year", "decade", "century"]

DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
SECONDS_IN = {"second": 1, "minute": 60, "hour": 3600}


class Days(NamedTuple):
    """A first and a last day, both inclusive."""

    first: dt.date
    last: dt.date


def one(day: dt.date) -> Days:
    """Returns the span of a single day."""
    return Days(day, day)


def months(year: int, first: int, count: int) -> Days:
    """Returns `count` months that begin with month `first` of `year`; months beyond December run into later years.

    >>> months(2025, 12, 3)
    Days(first=datetime.date(2025, 12, 1), last=datetime.date(2026, 2, 28))
    """
    start = dt.date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    return Days(start, shift_months(start, count) - dt.timedelta(1))


def shift_months(day: dt.date, count: int) -> dt.date:
    """Returns the day `count` months on, the last of its month where that is shorter.

    Raises: ValueError where the calendar ends.
    """
    index = day.year * 12 + day.month - 1 + count
    year, month = index // 12, index % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def shift(day: dt.date, count: int, unit: Unit) -> dt.date:
    """Returns the day `count` units on; of hours and less, those that make whole days.

    Raises: ValueError, OverflowError where the calendar ends.

    >>> shift(dt.date(2025, 3, 31), -1, "month")
    datetime.date(2025, 2, 28)
    """
    if unit in MONTHS_IN:
        return shift_months(day, count * MONTHS_IN[unit])
    if unit in DAYS_IN:
        return day + dt.timedelta(count * DAYS_IN[unit])
    return day + dt.timedelta(int(count * SECONDS_IN[unit] / 86400))


def around(day: dt.date, unit: Unit) -> Days:
    """Returns the calendar unit that a day lies in; weeks run from Monday to Sunday.

    >>> around(dt.date(2025, 12, 7), "week")
    Days(first=datetime.date(2025, 12, 1), last=datetime.date(2025, 12, 7))
    """
    if unit in ("week", "fortnight"):
        monday = day - dt.timedelta(day.weekday())
        return Days(monday, monday + dt.timedelta(6))
    if unit == "month":
        return months(day.year, day.month, 1)
    if unit == "quarter":
        return months(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    if unit == "year":
        return years(day.year, 1)
    if unit == "decade":
        return years(day.year // 10 * 10, 10)
    if unit == "century":
        return years(day.year // 100 * 100, 100)
    return one(day)


def years(first: int, count: int) -> Days:
    """Returns `count` whole years."""
    return Days(dt.date(first, 1, 1), dt.date(first + count - 1, 12, 31))


def easter(year: int) -> dt.date:
    """Returns the Western Easter Sunday.

    Source: the anonymous Gregorian computus (Nature, 20 April 1876).

    >>> easter(2025)
    datetime.date(2025, 4, 20)
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    k = (32 + 2 * e + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """Returns the nth `weekday` (Monday 0) of a month, counted from its end where `nth` is negative.

    >>> nth_weekday(2025, 11, 3, 4)
    datetime.date(2025, 11, 27)
    """
    first, last = months(year, month, 1)
    if nth > 0:
        return first + dt.timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return last - dt.timedelta((last.weekday() - weekday) % 7 - 7 * (nth + 1))


def holiday(rule: str, year: int) -> dt.date:
    """Returns the day of a holiday: "12-25", "easter-2" or "nth 11 3 4" (month, weekday, n).

    >>> holiday("easter-2", 2025)
    datetime.date(2025, 4, 18)
    """
    if rule.startswith("easter"):
        return easter(year) + dt.timedelta(int(rule.removeprefix("easter")))
    if rule.startswith("nth"):
        month, weekday, nth = map(int, rule.split()[1:])
        return nth_weekday(year, month, weekday, nth)
    month, day = map(int, rule.split("-"))
    return dt.date(year, month, day)
