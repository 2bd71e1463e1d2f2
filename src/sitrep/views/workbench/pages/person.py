"""Person: all that one speaker said, over time."""

from functools import partial

import msgspec

from sitrep.store import surveys
from sitrep.views.translating import told
from sitrep.views.workbench.claim_cards import Card, card
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import NotFound, Visit

SHOWN = 30


class PersonView(msgspec.Struct, frozen=True):
    """A speaker, as what and for whom they spoke, and a page of what they said: what came last, the last published first."""

    name: str
    roles: tuple[str, ...]
    cards: tuple[Card, ...]
    next: str | None


def look(visit: Visit) -> PersonView:
    """Returns what the page shows.

    Raises: NotFound, WrongUsage.
    """
    name = visit.request.path_params["name"]
    part = visit.page(SHOWN, latest_first=False)
    claims, following = visit.record.ask(partial(surveys.claims_by, speaker=name, page=part))
    if not claims and part.after is None:
        raise NotFound(told("nobody is quoted in {record} under the name {name}", record=visit.record_name, name=repr(name)))
    documents = visit.record.ask(lambda connection: surveys.documents_by_id(connection, [claim.document for claim in claims]))
    events = visit.record.ask(lambda connection: surveys.events_of(connection, [claim.id for claim in claims]))
    named = [role for claim in claims if claim.source for role in (claim.source.role, claim.source.organisation, claim.source.side) if role]
    cards = [card(claim, documents, events) for claim in claims]
    cards.sort(key=lambda each: (each.document.published if each.document else None) or "", reverse=True)
    return PersonView(name, tuple(dict.fromkeys(named)), tuple(cards), visit.next_link(following))


PAGE = Page("/people/{name:path}", "Person", "person.html", look, in_menu=False)
