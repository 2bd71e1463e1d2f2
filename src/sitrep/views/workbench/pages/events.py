"""Events: the events that pass the filters, the latest first, a page of them."""

from collections.abc import Sequence

import msgspec

from sitrep.model.events import Event
from sitrep.views.workbench.choices import Choices, choices
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import Visit

A_PAGE = 50


class EventsView(msgspec.Struct, frozen=True):
    """A page of events, and the address of the next one."""

    events: Sequence[Event]
    choices: Choices
    oldest_first: bool
    next: str | None
    saving: str

    def save(self, form: str) -> str:
        """Returns the address at which just these events are saved."""
        return f"{self.saving}&format={form}"

    def save_all(self, form: str) -> str:
        """Returns the address at which all events that pass are saved."""
        return f"{self.saving}&format={form}&limit=all"


def look(visit: Visit) -> EventsView:
    """Returns what the page shows."""
    oldest_first = visit.asked.get("sort") == "oldest"
    found, following = visit.record.event_page(visit.filters, visit.page(A_PAGE, latest_first=not oldest_first))
    saving = visit.link("/api/events", sort=None if oldest_first else "newest")
    following_link = visit.next_link(following)
    return EventsView(found, choices(), oldest_first, following_link, saving if "?" in saving else f"{saving}?")


PAGE = Page("/events", "Events", "events.html", look)
