"""`sitrep show`: one event or claim with every figure, who said it, and the words themselves."""

from typing import Literal

import msgspec

from sitrep.errors import WrongUsage
from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.texts import Document
from sitrep.store.records import Record
from sitrep.views.accounts import print_account
from sitrep.views.output import write_json
from sitrep.views.records import Look, open_look
from sitrep.views.screens import screen
from sitrep.views.snapshots import Snapshot


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


def show(identifier: str, form: Literal["table", "json"], look: Look) -> int:
    """Prints the event or claim whose id is, or alone begins with, `identifier`, and returns the exit code.

    Raises: WrongUsage for an id that is unknown or not the only one; StoreUnavailable.
    """
    with open_look(look) as record:
        account = _account(record, _whole_id(record, identifier))
    if form == "json":
        write_json(account)
    else:
        print_account(screen(), account.event, account.claims, {each.id: each for each in account.documents})
    return 0


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
