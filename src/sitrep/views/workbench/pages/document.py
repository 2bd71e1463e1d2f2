"""Document: a report with its evidence marked, and a card for each claim."""

import msgspec

from sitrep.model.texts import Document
from sitrep.store import surveys
from sitrep.views.translating import told
from sitrep.views.words import publication_words
from sitrep.views.workbench.claim_cards import Card, card
from sitrep.views.workbench.marked_texts import Piece, marks_of, pieces
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import NotFound, Visit


class DocumentView(msgspec.Struct, frozen=True):
    """A report in pieces, and its claims."""

    document: Document
    revisions: int
    pieces: tuple[Piece, ...]
    cards: tuple[Card, ...]


def look(visit: Visit) -> DocumentView:
    """Returns what the page shows.

    Raises: NotFound, telling who took a report down that was.
    """
    identifier = visit.request.path_params["identifier"]
    document = visit.record.document(identifier)
    if document is None:
        gone = next((each for each in visit.record.tombstones() if each.document == identifier), None)
        why = (
            told(
                "was taken down by {author} on {day}: {reason}", author=gone.author, day=publication_words(gone.at[:10]), reason=gone.reason
            )
            if gone
            else told("no report of {record} has this id", record=visit.record_name)
        )
        raise NotFound(f"{identifier}: {why}")
    claims = visit.record.claims_of(identifier)
    events = visit.record.ask(lambda connection: surveys.events_of(connection, [claim.id for claim in claims]))
    held = [claim for claim in claims if claim.review is None or claim.review.verdict != "rejected"]
    cards = tuple(card(claim, {document.id: document}, events) for claim in claims)
    return DocumentView(document, len(visit.record.revisions(identifier)), tuple(pieces(document.text, marks_of(held))), cards)


PAGE = Page("/documents/{identifier:path}", "Report", "document.html", look, in_menu=False)
