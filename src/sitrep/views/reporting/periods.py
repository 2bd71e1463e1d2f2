"""Periods: the days that a report tells of, and those before."""

import datetime as dt
import re

import msgspec

from sitrep.errors import WrongUsage
from sitrep.model.times import When

WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
A_DAY = dt.timedelta(days=1)


class Period(msgspec.Struct, frozen=True):
    """A span of days, both ends inclusive."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def when(self) -> When:
        """The same as a claim tells its days."""
        return When(self.first.isoformat(), self.last.isoformat())

    def before(self) -> "Period":
        """Returns the period of the same length that ends where this one begins.

        >>> Period(dt.date(2025, 12, 1), dt.date(2025, 12, 7)).before().first
        datetime.date(2025, 11, 24)
        """
        return Period(self.first - A_DAY * self.days, self.first - A_DAY)

    def holds(self, day: dt.date | None) -> bool:
        """Whether a day lies in it; an unknown one does not."""
        return day is not None and self.first <= day <= self.last


def read_period(week: str | None, since: str | None, until: str | None) -> Period | None:
    """Returns the period that was asked for by an ISO week or two ISO days; None where none was.

    Raises: WrongUsage for what is no week, both ways at once, or a span of which one end is missing.
    """
    if week is not None:
        if since or until:
            raise WrongUsage("--week stands for --since and --until; name the one or the others")
        return week_period(week)
    if not since and not until:
        return None
    if not since or not until:
        raise WrongUsage("a report needs both --since and --until, or a --week such as 2025-W49")
    return Period(dt.date.fromisoformat(since), dt.date.fromisoformat(until))


def week_period(week: str) -> Period:
    """Returns the days of an ISO week.

    >>> week_period("2025-W49").last
    datetime.date(2025, 12, 7)

    Raises: WrongUsage where there is no such week.
    """
    match = WEEK.fullmatch(week.strip())
    year, number = (int(match[1]), int(match[2])) if match else (0, 0)
    try:
        monday = dt.date.fromisocalendar(year, number, 1)
    except ValueError as error:
        raise WrongUsage(f"--week {week!r}: an ISO week is expected, such as 2025-W49") from error
    return Period(monday, monday + A_DAY * 6)


def week_of(day: dt.date) -> Period:
    """Returns the ISO week that holds a day."""
    monday = day - A_DAY * day.weekday()
    return Period(monday, monday + A_DAY * 6)
