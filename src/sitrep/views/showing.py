"""`sitrep show`: one event or claim with every figure, who said it, and the words themselves."""

import datetime as dt
from collections.abc import Iterable
from typing import Literal

import msgspec

from sitrep.errors import WrongUsage
from sitrep.merge.explanations import Explanation, Separation, apart, why
from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.texts import Document
from sitrep.store.filters import Filters
from sitrep.store.records import Record
from sitrep.views.accounts import print_account
from sitrep.views.output import write_json
from sitrep.views.reasoning import print_reasons
from sitrep.views.records import Look, open_look
from sitrep.views.screens import screen
from sitrep.views.snapshots import Snapshot

MOST_NEAR = 200


class Source(msgspec.Struct, frozen=True):
    """What is known of a document, without its text."""

    id: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None


class Account(msgspec.Struct, frozen=True):
    """What `show --format json` prints: an event with its claims and their documents; `event` is None for a claim of none."""

    event: Event | None
    claims: list[Claim]
    documents: list[Source]


class Why(msgspec.Struct, frozen=True):
    """What `show --why` prints besides: why the claims are one event, and why events that come near are others."""

    event: Event | None
    claims: list[Claim]
    documents: list[Source]
    why: tuple[Explanation, ...]
    apart: tuple[Separation, ...]


def show(identifier: str, form: Literal["table", "json"], look: Look, reasons: bool = False) -> int:
    """Prints the event or claim whose id is, or alone begins with, `identifier`, and returns the exit code; with `reasons` why.

    Raises: WrongUsage for an id that is unknown or not the only one; StoreUnavailable.
    """
    with open_look(look) as record:
        account = _account(record, _whole_id(record, identifier))
        explained = _explained(record, account) if reasons else None
    outlets = {each.id: each for each in account.documents}
    if form == "json":
        write_json(explained or account)
    elif explained:
        print_reasons(screen(), explained.event, explained.claims, outlets, explained.why, explained.apart)
    else:
        print_account(screen(), account.event, account.claims, outlets)
    return 0


def _explained(record: Record | Snapshot, account: Account) -> Why:
    """Returns an account with the reasons why its claims are one event; none for a claim alone."""
    event = account.event
    own = [claim for claim in account.claims if event and claim.id in event.claims]
    documents = [document for key in outlets_of(own) if (document := record.document(key))]
    near = {each.id: record.claims_by_id(each.claims) for each in _near(record, event)} if event else {}
    known = {each.id for each in documents}
    others = [record.document(key) for key in outlets_of(claim for claims in near.values() for claim in claims) if key not in known]
    dated = [*documents, *(document for document in others if document)]
    return Why(event, account.claims, account.documents, why(own, documents), apart(own, near, dated))


def outlets_of(claims: Iterable[Claim]) -> list[str]:
    """Returns the ids of the documents of some claims, each once."""
    return list(dict.fromkeys(claim.document for claim in claims))


def _near(record: Record | Snapshot, event: Event) -> list[Event]:
    """Returns other events of the same type that touch the days of an event or those beside them."""
    first, last = event.when.first_day or event.when.last_day, event.when.last_day or event.when.first_day
    if first is None or last is None:
        return []
    day = dt.timedelta(days=1)
    found = record.events(Filters(since=str(first - day), until=str(last + day), type=(event.type,)))
    places = {place.country for place in event.places}
    return [each for each in found if each.id != event.id and not places.isdisjoint(place.country for place in each.places)][:MOST_NEAR]


def _whole_id(record: Record | Snapshot, identifier: str) -> str:
    """Returns the one id that begins with `identifier`.

    Raises: WrongUsage where there is none, or more than one.
    """
    found = record.ids_from(identifier) if identifier else []
    if identifier in found:
        return identifier
    if not found:
        raise WrongUsage(f"{identifier!r}: no event or claim of {record.name} has an id that begins so; `sitrep events` lists the events")
    if len(found) > 1:
        raise WrongUsage(f"{identifier!r}: more than one id begins so: {', '.join(found)}")
    return found[0]


def _account(record: Record | Snapshot, identifier: str) -> Account:
    """Returns the event of that id with all its claims, else the claim alone."""
    event = record.event(identifier)
    keys = (*event.claims, *event.conditions) if event else (identifier,)
    claims = record.claims_by_id(list(dict.fromkeys(keys)))
    documents = (record.document(key) for key in dict.fromkeys(claim.document for claim in claims))
    return Account(event, claims, [_source(document) for document in documents if document])


def _source(document: Document) -> Source:
    """Returns a document without its text."""
    return Source(document.id, document.url, document.title, document.publisher, document.published, document.language)
