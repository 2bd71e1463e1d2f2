"""Belonging: which events belong to a period, and as what."""

import datetime as dt

from sitrep.merge.groupings import counted_day
from sitrep.model.events import Event
from sitrep.views.reporting.periods import A_DAY, Period
from sitrep.views.reporting.style import style

LONG_PRECISIONS = ("month", "season", "year", "longer")


def is_announced(event: Event) -> bool:
    """Whether something is announced that is to happen, and not only to be said."""
    return event.status == "planned" and event.type not in style().types["positions"]


def is_incident(event: Event, period: Period) -> bool:
    """Whether an event counts in a period: it ends there, and is of one night, of a day, or of a few."""
    if event.when.precision in LONG_PRECISIONS or not period.holds(counted_day(event)):
        return False
    return days_of(event) <= style().limits.longest_incident_days


def is_recap(event: Event, period: Period) -> bool:
    """Whether an event is told of several days together that lie in a period, or begin a day before it."""
    first, last = event.when.first_day, event.when.last_day
    is_within = first is not None and first >= period.first - A_DAY and period.holds(last)
    return is_within and days_of(event) > style().limits.longest_incident_days


def days_of(event: Event) -> int:
    """Returns how many days an event covers, 1 where an end is open."""
    first, last = event.when.first_day, event.when.last_day
    return (last - first).days + 1 if first and last else 1


def touches(event: Event, period: Period) -> bool:
    """Whether an outage belongs to a period: it began or ended there, or was open then for all that is known."""
    if event.when.precision in LONG_PRECISIONS:
        return False
    days = [day for outage in event.outages for day in (outage.lost, outage.being_restored, outage.restored) if day]
    if any(period.holds(dt.date.fromisoformat(day)) for day in days):
        return True
    return event.state != "closed" and any(outage.lost and outage.lost < period.first.isoformat() for outage in event.outages)
