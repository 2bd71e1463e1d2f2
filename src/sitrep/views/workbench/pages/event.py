"""Event: one event with every figure side by side, who said it, and the words themselves."""

import msgspec

from sitrep.views.showing import Account, account_of
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import NotFound, Visit


class EventView(msgspec.Struct, frozen=True):
    """An event with its claims and their documents."""

    account: Account


def look(visit: Visit) -> EventView:
    """Returns what the page shows.

    Raises: NotFound.
    """
    identifier = visit.request.path_params["identifier"]
    account = account_of(visit.record, identifier)
    if account.event is None:
        raise NotFound(f"no event of {visit.record.name} has the id {identifier!r}")
    return EventView(account)


PAGE = Page("/events/{identifier}", "Event", "event.html", look, in_menu=False)
