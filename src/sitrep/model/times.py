"""Times: what an expression covers, and when a claim happened."""

import datetime as dt
from typing import Literal

import msgspec

Precision = Literal["minute", "hour", "part-of-day", "day", "week", "month", "season", "year", "longer"]
Basis = Literal["stated", "relative", "inherited"]


def this_moment() -> str:
    """Returns this moment as an ISO date-time in UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


def as_moment(seconds: float) -> str:
    """Returns seconds since 1970 as an ISO date-time in UTC, to the second, so that their order is that of time.

    >>> as_moment(0), as_seconds(as_moment(86400))
    ('1970-01-01T00:00:00+00:00', 86400.0)
    """
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="seconds")


def as_seconds(moment: str) -> float:
    """Returns an ISO date-time with a zone as seconds since 1970."""
    return dt.datetime.fromisoformat(moment).timestamp()


class Time(msgspec.Struct, frozen=True):
    """A time expression in a text and the calendar span it covers.

    `first` and `last` are ISO dates, or date-times where the text is that precise, both inclusive; both None for durations,
    repeated times and expressions that could not be resolved.
    `kind` tells what an expression is: a point or span in time, a period that was counted over ("since Monday", "this week",
    "in the past 24 hours"), a duration ("five hours"), or a set ("every day"). `reach` are the first and last day that was counted
    over where they are not the expression's own: from Monday up to publication for "since Monday"; an end is None where the text
    does not tell it.
    """

    start: int
    end: int
    text: str
    first: str | None = None
    last: str | None = None
    precision: Precision | None = None
    basis: Basis | None = None
    kind: Literal["span", "period", "duration", "set"] = "span"
    reach: tuple[str | None, str | None] | None = None

    @property
    def covered(self) -> tuple[str | None, str | None]:
        """Start and end of what happens then: of what it is counted over, else of its own span."""
        return self.reach or (self.first, self.last)

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """First and last day of what happens then, None where either end is unknown."""
        start, end = self.covered
        if start is None or end is None:
            return None
        return dt.date.fromisoformat(start[:10]), dt.date.fromisoformat(end[:10])


class When(msgspec.Struct, frozen=True):
    """When a claim's happening took place: ISO dates or date-times, both ends inclusive, None where the text gives none."""

    start: str | None = None
    end: str | None = None
    precision: Precision | None = None
    text: str | None = None
    basis: Basis | None = None

    @property
    def first_day(self) -> dt.date | None:
        """The first day it covers."""
        return dt.date.fromisoformat(self.start[:10]) if self.start else None

    @property
    def last_day(self) -> dt.date | None:
        """The last day it covers."""
        return dt.date.fromisoformat(self.end[:10]) if self.end else None
