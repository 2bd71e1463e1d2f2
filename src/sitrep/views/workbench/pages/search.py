"""Search: claims and reports found by their words."""

from functools import partial

import msgspec

from sitrep.store import surveys
from sitrep.store.filters import Page as Part
from sitrep.views.searching import FoundDocument, found_document
from sitrep.views.workbench.claim_cards import Card, card
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import Visit

A_PAGE = 20


class SearchView(msgspec.Struct, frozen=True):
    """What was sought, and a page of what was found."""

    words: str
    among: str
    cards: tuple[Card, ...]
    documents: tuple[FoundDocument, ...]
    next: str | None


def look(visit: Visit) -> SearchView:
    """Returns what the page shows.

    Raises: WrongUsage.
    """
    words, among = visit.asked.get("q", ""), "documents" if visit.asked.get("in") == "documents" else "claims"
    if not words:
        return SearchView("", among, (), (), None)
    part = Part(A_PAGE, visit.asked.get("after"))
    if among == "documents":
        reports = visit.record.search_documents(words, part)
        return SearchView(words, among, (), tuple(found_document(each, words) for each in reports.found), visit.next_link(reports.next))
    hits = visit.record.search_claims(words, part)
    keys = [claim.id for claim in hits.found]
    claims = visit.record.claims_by_id(keys)
    documents = visit.record.ask(partial(surveys.documents_by_id, identifiers=[claim.document for claim in claims]))
    events = visit.record.ask(partial(surveys.events_of, identifiers=keys))
    return SearchView(words, among, tuple(card(claim, documents, events) for claim in claims), (), visit.next_link(hits.next))


PAGE = Page("/search", "Search", "search.html", look)
