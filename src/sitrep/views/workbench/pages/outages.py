"""Outages: bars from the day a service was lost to the day it was restored."""

import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from sitrep.model.events import Event, Outage
from sitrep.model.times import When
from sitrep.store.filters import Filters
from sitrep.views.words import days_words
from sitrep.views.workbench.choices import Choices, choices
from sitrep.views.workbench.fields import field
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import Visit

A_PAGE = 50
WIDTH = 400.0
LEAST = 5.0


class Bar(msgspec.Struct, frozen=True):
    """An outage as a bar: from `x` over `width`, being mended from `mending` on; one that is open has no end."""

    event: Event
    outage: Outage
    days: str
    x: float
    width: float
    mending: float | None
    is_open: bool


class OutagesView(msgspec.Struct, frozen=True):
    """A page of outages, the latest first, and the days between which their bars lie."""

    bars: tuple[Bar, ...]
    undated: tuple[Event, ...]
    span: tuple[str, str] | None
    choices: Choices
    next: str | None


def look(visit: Visit) -> OutagesView:
    """Returns what the page shows."""
    events, following = visit.record.event_page(outage_filters(visit.filters), visit.page(A_PAGE, latest_first=True))
    pairs = [(event, outage) for event in events for outage in event.outages if first_of(event, outage)]
    days = [day for event, outage in pairs for day in days_of(event, outage)]
    bars = tuple(_bar(event, outage, min(days), max(days)) for event, outage in pairs)
    shown = {bar.event.id for bar in bars}
    rest = tuple(event for event in events if event.id not in shown)
    span = (_words(min(days)), _words(max(days))) if days else None
    return OutagesView(bars, rest, span, choices(), visit.next_link(following))


def outage_filters(filters: Filters) -> Filters:
    """Returns filters that pass outages alone."""
    return replace(filters, type=filters.type or field().outages)


def first_of(event: Event, outage: Outage) -> dt.date | None:
    """Returns the first day that is told of an outage, else of its event."""
    told = [dt.date.fromisoformat(day) for day in (outage.lost, outage.being_restored, outage.restored) if day]
    return min(told) if told else event.when.first_day


def days_of(event: Event, outage: Outage) -> Iterator[dt.date]:
    """Yields the days that a bar touches."""
    first = first_of(event, outage)
    if first:
        yield first
    if outage.restored:
        yield dt.date.fromisoformat(outage.restored)


def open_outages(events: Iterable[Event]) -> list[Event]:
    """Returns the events with a service that nobody tells as restored."""
    return [event for event in events if event.state == "open"]


def _bar(event: Event, outage: Outage, first: dt.date, last: dt.date) -> Bar:
    """Returns an outage as a bar between two days."""
    begins = first_of(event, outage) or first
    ends = dt.date.fromisoformat(outage.restored) if outage.restored else last
    days = max((last - first).days, 1)

    def place(day: dt.date) -> float:
        return round(WIDTH * (day - first).days / days, 1)

    x = min(place(begins), WIDTH - LEAST)
    width = max(place(ends) - x, LEAST)
    mending = place(dt.date.fromisoformat(outage.being_restored)) if outage.being_restored else None
    return Bar(event, outage, days_words(event.when), x, round(width, 1), mending, outage.restored is None)


def _words(day: dt.date) -> str:
    """Returns a day in words."""
    return days_words(When(day.isoformat(), day.isoformat()))


PAGE = Page("/outages", "Outages", "outages.html", look)
