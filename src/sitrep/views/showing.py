"""`sitrep show`: one event or claim with every figure, who said it, and the words themselves."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from sitrep.merge.explanations import Explanation, Separation, apart, why
from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.texts import Document
from sitrep.store.filters import Filters
from sitrep.store.records import Record
from sitrep.views.accounts import print_account, print_earlier
from sitrep.views.identifiers import whole_id
from sitrep.views.masks import masked_claim, masked_event
from sitrep.views.output import write_json
from sitrep.views.reasoning import print_reasons
from sitrep.views.records import open_look
from sitrep.views.screens import screen
from sitrep.views.wishes import Look

MOST_NEAR = 200


class Source(msgspec.Struct, frozen=True):
    """What is known of a document, without its text."""

    id: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    byline: str | None = None
    agency: str | None = None
    updated: str | None = None
    revision: int = 1


class Earlier(msgspec.Struct, frozen=True):
    """What an earlier revision of a report said of the same, which its outlet has put other words in place of."""

    document: Source
    claims: list[Claim]


class Account(msgspec.Struct, frozen=True):
    """What `show --format json` prints: an event with its claims and their documents; `event` is None for a claim of none."""

    event: Event | None
    claims: list[Claim]
    documents: list[Source]
    earlier: list[Earlier] = []


class Why(msgspec.Struct, frozen=True):
    """What `show --why` prints besides: why the claims are one event, and why events that come near are others."""

    event: Event | None
    claims: list[Claim]
    documents: list[Source]
    why: tuple[Explanation, ...]
    apart: tuple[Separation, ...]


class Print(msgspec.Struct, frozen=True):
    """How an account is to be printed: with the reasons of the merge, without the names of private people."""

    form: Literal["table", "json"] = "table"
    why: bool = False
    mask: bool = False


def show(identifier: str, how: Print, look: Look) -> int:
    """Prints the event or claim whose id is, or alone begins with, `identifier`, and returns the exit code.

    Raises: WrongUsage for an id that is unknown or not the only one; StoreUnavailable.
    """
    with open_look(look) as record:
        account = account_of(record, whole_id(record, identifier))
        account = masked_account(account) if how.mask else account
        explained = explained_account(record, account) if how.why else None
    outlets = {each.id: each for each in account.documents}
    if how.form == "json":
        write_json(explained or account)
    elif explained:
        print_reasons(screen(), explained.event, explained.claims, outlets, explained.why, explained.apart)
    else:
        print_account(screen(), account.event, account.claims, outlets)
        print_earlier(screen(), [(each.document, each.claims) for each in account.earlier], account.claims)
    return 0


def explained_account(record: Record, account: Account) -> Why:
    """Returns an account with the reasons why its claims are one event; none for a claim alone."""
    event = account.event
    own = [claim for claim in account.claims if event and claim.id in event.claims]
    documents = [document for key in outlets_of(own) if (document := record.document(key))]
    bonds = [bond for each in record.attachments() for bond in each.bonds]
    near = {each.id: record.claims_by_id(each.claims) for each in _others(record, event, bonds)} if event else {}
    known = {each.id for each in documents}
    others = [record.document(key) for key in outlets_of(claim for claims in near.values() for claim in claims) if key not in known]
    dated = [*documents, *(document for document in others if document)]
    return Why(event, account.claims, account.documents, why(own, documents, bonds), apart(own, near, dated, bonds))


def outlets_of(claims: Iterable[Claim]) -> list[str]:
    """Returns the ids of the documents of some claims, each once."""
    return list(dict.fromkeys(claim.document for claim in claims))


def _others(record: Record, event: Event, bonds: Iterable[Bond]) -> list[Event]:
    """Returns the events that a person keeps apart from an event, and those near it."""
    kept = [bond.claims for bond in bonds if not bond.together and not set(event.claims).isdisjoint(bond.claims)]
    named = record.events_with([claim for claims in kept for claim in claims if claim not in event.claims])
    return list({each.id: each for each in (*named, *_near(record, event))}.values())


def _near(record: Record, event: Event) -> list[Event]:
    """Returns other events of the same type that touch the days of an event or those beside them."""
    first, last = event.when.first_day or event.when.last_day, event.when.last_day or event.when.first_day
    if first is None or last is None:
        return []
    day = dt.timedelta(days=1)
    found = record.events(Filters(since=str(first - day), until=str(last + day), type=(event.type,)))
    places = {place.country for place in event.places}
    return [each for each in found if each.id != event.id and not places.isdisjoint(place.country for place in each.places)][:MOST_NEAR]


def account_of(record: Record, identifier: str) -> Account:
    """Returns the event of that id with all its claims, else the claim alone."""
    event = record.event(identifier)
    keys = (*event.claims, *event.conditions) if event else (identifier,)
    claims = record.claims_by_id(list(dict.fromkeys(keys)))
    documents = (record.document(key) for key in dict.fromkeys(claim.document for claim in claims))
    return Account(event, claims, [_source(document) for document in documents if document], earlier_of(record, claims))


def earlier_of(record: Record, claims: Sequence[Claim]) -> list[Earlier]:
    """Returns what earlier revisions of the reports of some claims said of the same."""
    found = (_earlier(document, told, claims) for document, told in record.superseded(outlets_of(claims)))
    return [each for each in found if each.claims]


def _earlier(document: Document, told: Iterable[Claim], claims: Iterable[Claim]) -> Earlier:
    """Returns what an earlier revision said of what some claims are about: the same type, a place in common, and other words or numbers."""
    kept = [claim for claim in claims if claim.document == document.id]
    return Earlier(_source(document), [claim for claim in told if any(_is_same_matter(claim, each) for each in kept)])


def _is_same_matter(before: Claim, after: Claim) -> bool:
    """Whether a claim stood in place of another one before the report was revised."""
    places = {place.name for place in after.places}
    meet = not places or not before.places or any(place.name in places for place in before.places)
    return before.type == after.type and meet and [figure.text for figure in before.figures] != [figure.text for figure in after.figures]


def masked_account(account: Account) -> Account:
    """Returns an account without the names of private people."""
    claims = [masked_claim(claim) for claim in account.claims]
    earlier = [Earlier(each.document, [masked_claim(claim) for claim in each.claims]) for each in account.earlier]
    return Account(masked_event(account.event) if account.event else None, claims, account.documents, earlier)


def _source(document: Document) -> Source:
    """Returns a document without its text."""
    return Source(
        id=document.id,
        url=document.url,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        language=document.language,
        byline=document.byline,
        agency=document.agency,
        updated=document.updated,
        revision=document.revision,
    )
