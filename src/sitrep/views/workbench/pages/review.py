"""Review: claims that wait for a person, judged by keys or by plain forms."""

from collections.abc import Sequence
from functools import partial

import msgspec

from sitrep.model.judgements import Judgement
from sitrep.store import surveys
from sitrep.store.attachments import taken_back
from sitrep.views.workbench.choices import Choices, choices
from sitrep.views.workbench.claim_cards import Card, card
from sitrep.views.workbench.marked_texts import Piece, around
from sitrep.views.workbench.queues import queue
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import Visit

AT_ONCE = 10
LAST_DECISIONS = 5
LOOKED_BACK = 60


class Waiting(msgspec.Struct, frozen=True):
    """One claim to judge: its card, and its words among those around them."""

    card: Card
    context: tuple[Piece, ...]


class ReviewView(msgspec.Struct, frozen=True):
    """The first claims of the queue, how far the review is, and one's last decisions."""

    waiting: tuple[Waiting, ...]
    left: int
    claims: int
    done: int
    choices: Choices
    last: tuple[Judgement, ...]


def look(visit: Visit) -> ReviewView:
    """Returns what the page shows."""
    found = queue(visit)
    keys = visit.bench.leases.take(visit.user.name, found.waiting, AT_ONCE) if visit.user.may_judge else list(found.waiting[:AT_ONCE])
    mine = visit.record.claims_by_id(keys)
    events = visit.record.ask(partial(surveys.events_of, identifiers=keys))
    documents = {document.id: document for document in visit.record.documents_by_id(list({claim.document for claim in mine}))}
    waiting = tuple(
        Waiting(card(claim, documents, events), around(claim, documents[claim.document])) for claim in mine if claim.document in documents
    )
    return ReviewView(waiting, found.claims - found.done, found.claims, found.done, choices(), tuple(last_decisions(visit)))


def last_decisions(visit: Visit) -> Sequence[Judgement]:
    """Returns one's own last decisions that stand, the last one first."""
    made = visit.record.ask(lambda connection: surveys.latest_judgements(connection, LOOKED_BACK))
    undone = taken_back(made[::-1])
    own = [each for each in made if each.author == visit.user.name and each.id not in undone and not each.undoes]
    return own[:LAST_DECISIONS]


PAGE = Page("/review", "Review", "review.html", look)
