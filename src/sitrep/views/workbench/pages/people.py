"""People: who said most of what came last."""

from functools import partial

import msgspec

from sitrep.store import surveys
from sitrep.store.surveys import Spoken
from sitrep.store.terms import folded
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import Visit

AMONG = 20_000
SHOWN = 200


class PeopleView(msgspec.Struct, frozen=True):
    """Speakers, whoever said most first, among so many claims; `more` are left out."""

    speakers: tuple[Spoken, ...]
    among: int
    more: int
    sought: str


def look(visit: Visit) -> PeopleView:
    """Returns what the page shows: all speakers, or those whose name has the words that are sought."""
    found = visit.bench.once("speakers", partial(visit.record.ask, partial(surveys.speakers, among=AMONG)))
    sought = visit.asked.get("name", "")
    fitting = [each for each in found if folded(sought).strip() in folded(each.name)] if sought else found
    return PeopleView(tuple(fitting[:SHOWN]), AMONG, max(0, len(fitting) - SHOWN), sought)


PAGE = Page("/people", "People", "people.html", look)
