"""Groupings: by what the figures of incidents may be summed."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sitrep.merge.footprints import footprint
from sitrep.merge.settings import merging
from sitrep.model.events import Event
from sitrep.packs.gazetteer import countries


@dataclass(frozen=True, slots=True)
class Account:
    """What is told of one event, by all or by the speakers of one side."""

    event: Event
    side: str | None = None


Grouping = Callable[[Account, str], str | None]


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar period: the name of that which holds a day, and the days of the longest total that stands beside one."""

    value: Callable[[dt.date], str]
    most_days: int


def counted_day(event: Event) -> dt.date | None:
    """Returns the day on which an event counts: its last, so that a night belongs to its morning."""
    return event.when.last_day or event.when.first_day


def by_period(period: Period) -> Grouping:
    """Returns the grouping by a period."""

    def value(account: Account, _item: str) -> str | None:
        day = counted_day(account.event)
        return period.value(day) if day else None

    return value


def by_place(account: Account, _item: str) -> str | None:
    """Returns the town, region or country of an event: the most precise of its places that is no part of a town.

    What happened at several towns is of the region or country that holds them all.
    """
    places = account.event.places
    reach = footprint(places)
    if len(reach.points) > 1 and len(reach.countries) == 1:
        return reach.points[0].admin1 if reach.breadth == "region" else country_name(*reach.countries)
    wide = (place.name for place in places if place.precision not in ("facility", "district", "unresolved"))
    return next(wide, places[0].name if places else None)


def country_name(code: str) -> str:
    """Returns the name of a country by its code."""
    known = countries().get(code)
    return known.name if known else code


def by_region(account: Account, _item: str) -> str | None:
    """Returns the region of an event, None where it reaches over several."""
    if len(footprint(account.event.places).regions) > 1:
        return None
    return next((place.admin1 or (place.name if place.precision == "region" else None) for place in account.event.places), None)


def by_country(account: Account, _item: str) -> str | None:
    """Returns the country code of an event."""
    return next((place.country for place in account.event.places if place.country), None)


def by_munition(account: Account, item: str) -> str | None:
    """Returns the munition that a figure counts; of other things all with which the event was done, as its figures and mode tell."""
    kinds = merging().figures.kinds["munition"]
    if item in (*kinds, "munition"):
        return item
    told = {figure.item for figure in account.event.figures} | {account.event.mode}
    return " + ".join(kind for kind in kinds if kind in told) or None


def by_actor(account: Account, _item: str) -> str | None:
    """Returns who did it."""
    return account.event.actor.name if account.event.actor else None


def by_type(account: Account, _item: str) -> str | None:
    """Returns what happened."""
    return account.event.type


def by_side(account: Account, _item: str) -> str | None:
    """Returns the side of the speakers."""
    return account.side


def week_of(day: dt.date) -> str:
    """Returns the ISO week of a day.

    >>> week_of(dt.date(2025, 12, 7))
    '2025-W49'
    """
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


# A total may be a day longer than its period: "in the past week" counts seven days back from a day that it includes.
PERIODS: Mapping[str, Period] = {
    "day": Period(dt.date.isoformat, 2),
    "week": Period(week_of, 8),
    "month": Period(lambda day: f"{day:%Y-%m}", 32),
    "year": Period(lambda day: f"{day:%Y}", 367),
}
GROUPINGS: Mapping[str, Grouping] = {
    **{name: by_period(period) for name, period in PERIODS.items()},
    "place": by_place,
    "region": by_region,
    "country": by_country,
    "munition": by_munition,
    "actor": by_actor,
    "side": by_side,
    "type": by_type,
}
