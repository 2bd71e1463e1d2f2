"""Events: the events that pass the filters, the latest first, a page of them."""

from collections.abc import Sequence
from typing import get_args

import msgspec

from sitrep.model.claims import Scope, Status
from sitrep.model.events import Event
from sitrep.packs.types import event_types
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import Visit

A_PAGE = 50


class Choices(msgspec.Struct, frozen=True):
    """What the filter form offers to choose from."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    scopes: tuple[str, ...]


class EventsView(msgspec.Struct, frozen=True):
    """A page of events, and the address of the next one."""

    events: Sequence[Event]
    choices: Choices
    oldest_first: bool
    next: str | None


def choices() -> Choices:
    """Returns the types, modes, statuses and scopes that there are."""
    types = event_types(())
    modes = sorted({mode for each in types for mode in each.modes})
    return Choices(tuple(each.name for each in types), tuple(modes), get_args(Status), get_args(Scope))


def look(visit: Visit) -> EventsView:
    """Returns what the page shows."""
    oldest_first = visit.asked.get("sort") == "oldest"
    found, following = visit.record.event_page(visit.filters, visit.page(A_PAGE, latest_first=not oldest_first))
    return EventsView(found, choices(), oldest_first, visit.link(after=following) if following else None)


PAGE = Page("/events", "Events", "events.html", look)
