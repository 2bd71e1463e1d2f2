"""Correct: the form in which a claim is put right, on a page of its own; the review shows it in its place when it is wanted."""

import msgspec

from sitrep.store import surveys
from sitrep.views.translating import told
from sitrep.views.workbench.choices import Choices, choices
from sitrep.views.workbench.claim_cards import Card, card
from sitrep.views.workbench.marked_texts import Piece, around
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import NotFound, Visit
from sitrep.views.workbench.ways import own_way


class CorrectView(msgspec.Struct, frozen=True):
    """A claim with its words among those around them, what its fields can be, and where its form leads back to."""

    card: Card
    context: tuple[Piece, ...]
    choices: Choices
    back: str


def look(visit: Visit) -> CorrectView:
    """Returns what the page shows.

    Raises: NotFound.
    """
    identifier = visit.request.path_params["identifier"]
    claim = visit.record.claim(identifier)
    document = visit.record.document(claim.document) if claim else None
    if claim is None or document is None:
        raise NotFound(told("no claim of {record} has the id {id}", record=visit.record_name, id=repr(identifier)))
    events = visit.record.ask(lambda connection: surveys.events_of(connection, [claim.id]))
    back = own_way(visit.asked.get("back")) or "/review"
    return CorrectView(card(claim, {document.id: document}, events), around(claim, document), choices(), back)


PAGE = Page("/claims/{identifier}/correct", "Correct", "correct.html", look, in_menu=False, role="reviewer")
