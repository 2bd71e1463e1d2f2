"""Contacts: who met whom, as a timeline with the conditions that were stated."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

import msgspec
from msgspec.structs import replace

from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.texts import Document
from sitrep.model.times import When
from sitrep.store import surveys
from sitrep.store.filters import Filters
from sitrep.views.words import days_words, quoted
from sitrep.views.workbench.choices import Choices, choices
from sitrep.views.workbench.fields import field
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import Visit

A_PAGE = 50
MOST_PAIRS = 12


class Condition(msgspec.Struct, frozen=True):
    """A condition that somebody stated, in its words."""

    claim: Claim
    words: str
    language: str | None


class Contact(msgspec.Struct, frozen=True):
    """One contact with the conditions stated for it."""

    event: Event
    conditions: tuple[Condition, ...]


class Day(msgspec.Struct, frozen=True):
    """The contacts that began on one day."""

    title: str
    contacts: tuple[Contact, ...]


class ContactsView(msgspec.Struct, frozen=True):
    """A page of contacts by day, the latest first, and who is in most of them together."""

    days: tuple[Day, ...]
    pairs: tuple[tuple[str, str, int], ...]
    choices: Choices
    next: str | None


def look(visit: Visit) -> ContactsView:
    """Returns what the page shows."""
    events, following = visit.record.event_page(contact_filters(visit.filters), visit.page(A_PAGE, latest_first=True))
    found = visit.record.claims_by_id(list(dict.fromkeys(key for event in events for key in event.conditions)))
    claims = {claim.id: claim for claim in found}
    documents = visit.record.ask(partial(surveys.documents_by_id, identifiers=list(dict.fromkeys(claim.document for claim in found))))
    groups = itertools.groupby(events, lambda event: event.when.start or event.when.end)
    days = tuple(
        Day(days_words(first_day(own[0])), tuple(contact(each, claims, documents) for each in own))
        for _, group in groups
        if (own := list(group))
    )
    return ContactsView(days, tuple(pairs(events)), choices(), visit.next_link(following))


def contact_filters(filters: Filters) -> Filters:
    """Returns filters that pass contacts alone, or of these the types that were asked for."""
    return replace(filters, type=filters.type or field().contacts)


def contact(event: Event, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> Contact:
    """Returns a contact with its conditions; `claims` and `documents` by id."""
    return Contact(event, tuple(condition(claims[key], documents) for key in event.conditions if key in claims))


def condition(claim: Claim, documents: Mapping[str, Document]) -> Condition:
    """Returns a condition in its words."""
    document = documents.get(claim.document)
    return Condition(claim, quoted(" … ".join(span.text for span in claim.evidence), 300), document.language if document else None)


def pairs(events: Sequence[Event]) -> list[tuple[str, str, int]]:
    """Returns who had most contacts with whom."""
    counts: Counter[tuple[str, str]] = Counter()
    for event in events:
        names = sorted({actor.name for actor in (event.actor, event.target, *event.participants) if actor})
        counts.update(itertools.combinations(names, 2))
    return [(one, other, many) for (one, other), many in counts.most_common(MOST_PAIRS)]


def first_day(event: Event) -> When:
    """Returns the first day of an event."""
    day = event.when.start or event.when.end
    return replace(event.when, start=day, end=day)


PAGE = Page("/contacts", "Contacts", "contacts.html", look)
