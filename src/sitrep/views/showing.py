"""`sitrep show`: one event or claim with every figure, who said it, and the words themselves."""

from typing import Literal

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.texts import Document
from sitrep.store.records import Record
from sitrep.views.accounts import print_account
from sitrep.views.identifiers import whole_id
from sitrep.views.masks import masked_claim, masked_event
from sitrep.views.output import write_json
from sitrep.views.records import open_record
from sitrep.views.screens import screen


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


def show(identifier: str, form: Literal["table", "json"], mask: bool, database: str | None) -> int:
    """Prints the event or claim whose id is, or alone begins with, `identifier`, and returns the exit code.

    Raises: WrongUsage for an id that is unknown or not the only one; StoreUnavailable.
    """
    with open_record(database) as record:
        account = _account(record, whole_id(record, identifier))
    account = _masked(account) if mask else account
    if form == "json":
        write_json(account)
    else:
        print_account(screen(), account.event, account.claims, {each.id: each for each in account.documents})
    return 0


def _account(record: Record, identifier: str) -> Account:
    """Returns the event of that id with all its claims, else the claim alone."""
    event = record.event(identifier)
    keys = (*event.claims, *event.conditions) if event else (identifier,)
    claims = record.claims_by_id(list(dict.fromkeys(keys)))
    documents = (record.document(key) for key in dict.fromkeys(claim.document for claim in claims))
    return Account(event, claims, [_source(document) for document in documents if document])


def _masked(account: Account) -> Account:
    """Returns an account without the names of private people."""
    claims = [masked_claim(claim) for claim in account.claims]
    return Account(masked_event(account.event) if account.event else None, claims, account.documents)


def _source(document: Document) -> Source:
    """Returns a document without its text."""
    return Source(document.id, document.url, document.title, document.publisher, document.published, document.language)
