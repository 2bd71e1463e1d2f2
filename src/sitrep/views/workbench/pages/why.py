"""Why: why the claims of an event are one, why events near by are others, and forms to decide otherwise."""

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.store import surveys
from sitrep.views.reasoning import against_words, because_words
from sitrep.views.showing import account_of, explained_account
from sitrep.views.words import kind_words
from sitrep.views.workbench.pages.event import Rows, Said, event_of
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import Visit


class Member(msgspec.Struct, frozen=True):
    """A claim of the event, by its number, and why it is the same happening as one before it ("" for the first)."""

    number: int
    row: Said
    like: int | None
    because: str


class Neighbour(msgspec.Struct, frozen=True):
    """An event that comes near, and what makes it another one."""

    event: Event
    against: str


class WhyView(msgspec.Struct, frozen=True):
    """The reasons of the merge."""

    event: Event
    members: tuple[Member, ...]
    neighbours: tuple[Neighbour, ...]


def look(visit: Visit) -> WhyView:
    """Returns what the page shows.

    Raises: NotFound.
    """
    event = event_of(visit)
    explained = explained_account(visit.record, account_of(visit.record, event.id))
    by_id = {claim.id: claim for claim in explained.claims}
    numbers = {key: number for number, key in enumerate(event.claims, 1)}
    reasons = {each.claim: each for each in explained.why}
    documents = visit.record.ask(lambda connection: surveys.documents_by_id(connection, [claim.document for claim in explained.claims]))
    rows = Rows(documents)

    def member(claim: Claim) -> Member:
        reason = reasons.get(claim.id)
        row = rows.said(claim, kind_words(claim.type, claim.mode, claim.status), None)
        return Member(
            numbers[claim.id], row, numbers[reason.like] if reason else None, because_words(reason.comparison.reasons) if reason else ""
        )

    near = visit.record.ask(lambda connection: surveys.events_by_id(connection, [each.event for each in explained.apart]))
    neighbours = (Neighbour(near[each.event], against_words(each.comparison.reasons)) for each in explained.apart if each.event in near)
    return WhyView(event, tuple(member(by_id[key]) for key in event.claims if key in by_id), tuple(neighbours))


PAGE = Page("/events/{identifier}/why", "Why one event", "why.html", look, in_menu=False)
