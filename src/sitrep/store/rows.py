"""Rows: documents, claims and events as the tables hold them, and back."""

import hashlib
from typing import Any

import msgspec
from sqlalchemy import Row

from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.issues import Issue
from sitrep.model.texts import Document

ENCODER = msgspec.json.Encoder()
CLAIMS = msgspec.json.Decoder(Claim)
EVENTS = msgspec.json.Decoder(Event)
ISSUES = msgspec.json.Decoder(tuple[Issue, ...])


def content_key(document: Document) -> str:
    """Returns a hash of a report's words and of all that is said about it, but for issues."""
    stated = (document.text, document.url, document.title, document.publisher, document.published, document.language)
    return hashlib.sha256(ENCODER.encode(stated)).hexdigest()


def document_row(document: Document) -> dict[str, Any]:
    """Returns the columns of a document."""
    return {
        "id": document.id,
        "content": content_key(document),
        "url": document.url,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "language": document.language,
        "text": document.text,
        "issues": ENCODER.encode(document.issues),
    }


def read_document(row: Row[Any]) -> Document:
    """Returns the document in a row."""
    return Document(row.id, row.text, row.url, row.title, row.publisher, row.published, row.language, ISSUES.decode(row.issues))


def claim_row(claim: Claim, revision: int, position: int) -> dict[str, Any]:
    """Returns the columns of a claim, the `position`-th of its document's revision."""
    return {
        "document": claim.document,
        "revision": revision,
        "position": position,
        "id": claim.id,
        "type": claim.type,
        "mode": claim.mode,
        "status": claim.status,
        "scope": claim.scope,
        "first_day": claim.when.start and claim.when.start[:10],
        "last_day": claim.when.end and claim.when.end[:10],
        "source": claim.source.name if claim.source else None,
        "body": ENCODER.encode(claim),
    }


def event_row(event: Event, position: int) -> dict[str, Any]:
    """Returns the columns of an event; an open end of its time counts as its other end."""
    first, last = event.when.start, event.when.end
    return {
        "id": event.id,
        "position": position,
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "first_day": (first or last or "")[:10] or None,
        "last_day": (last or first or "")[:10] or None,
        "body": ENCODER.encode(event),
    }
