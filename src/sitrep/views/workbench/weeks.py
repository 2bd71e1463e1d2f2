"""Weeks: ISO weeks, as addresses name them."""

import datetime as dt

import msgspec

from sitrep.errors import WrongUsage
from sitrep.model.times import When


class Week(msgspec.Struct, frozen=True):
    """An ISO week, from Monday to Sunday."""

    monday: dt.date

    @property
    def sunday(self) -> dt.date:
        """Its last day."""
        return self.monday + dt.timedelta(days=6)

    @property
    def name(self) -> str:
        """Its name, such as 2025-W49."""
        year, week, _ = self.monday.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def when(self) -> When:
        """Its days."""
        return When(str(self.monday), str(self.sunday))

    def after(self, weeks: int) -> "Week":
        """Returns the week that comes so many weeks later."""
        return Week(self.monday + dt.timedelta(weeks=weeks))


def week_of(day: dt.date) -> Week:
    """Returns the week of a day.

    >>> week_of(dt.date(2025, 12, 7)).name
    '2025-W49'
    """
    return Week(day - dt.timedelta(days=day.weekday()))


def read_week(typed: str) -> Week:
    """Returns the week of a name, or of a day.

    Raises: WrongUsage where it is none.
    """
    try:
        return week_of(dt.date.fromisoformat(typed))
    except ValueError as error:
        raise WrongUsage(f"week {typed!r}: an ISO week is expected, such as 2025-W49") from error
