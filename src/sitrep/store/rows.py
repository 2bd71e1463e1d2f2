"""Rows: documents, claims, events and judgements as the tables hold them, and back. Row tuples have the order of the table's columns."""

import datetime as dt
import hashlib
from collections.abc import Iterator

import msgspec
from sqlalchemy import Row as Found

from sitrep.model.claims import Claim
from sitrep.model.events import Event, Total
from sitrep.model.issues import Issue
from sitrep.model.judgements import Judgement
from sitrep.model.texts import Document
from sitrep.store.bulk import Row

ENCODER = msgspec.json.Encoder()
CLAIMS = msgspec.json.Decoder(Claim)
EVENTS = msgspec.json.Decoder(Event)
ISSUES = msgspec.json.Decoder(tuple[Issue, ...])
JUDGEMENTS = msgspec.json.Decoder(Judgement)
TOTALS = msgspec.json.Decoder(Total)

DAY_BITS, MINUTE_BITS = 40, 29
NO_DAY = dt.date.max.toordinal() + 1


def content_key(document: Document) -> str:
    """Returns a hash of a report's words and of all that is said about it, but for issues."""
    stated = (document.text, document.url, document.title, document.publisher, document.published, document.language)
    return hashlib.sha256(ENCODER.encode(stated)).hexdigest()


class Place(msgspec.Struct, frozen=True):
    """Where a document's revision stands in the record, and the run that brought it."""

    number: int
    revision: int
    position: int
    run: int


def document_row(document: Document, place: Place) -> Row:
    """Returns the newest revision of a document as a row."""
    return (
        place.number,
        document.id,
        place.revision,
        place.position,
        True,
        content_key(document),
        document.url,
        document.title,
        document.publisher,
        document.published,
        document.language,
        ENCODER.encode(document.issues),
        place.run,
        place.run,
        document.text,
        document.byline,
        document.agency,
        document.updated,
    )


def read_document(row: Found[Row]) -> Document:
    """Returns the document in a row."""
    return Document(
        id=row.id,
        text=row.text,
        url=row.url,
        title=row.title,
        publisher=row.publisher,
        published=row.published,
        language=row.language,
        issues=ISSUES.decode(row.issues),
        byline=row.byline,
        agency=row.agency,
        updated=row.updated,
        revision=row.revision,
    )


class ClaimPlace(msgspec.Struct, frozen=True):
    """Where a claim stands: its row's number, its document's revision, its order there, and the run that read it."""

    number: int
    revision: int
    position: int
    run: int


def claim_row(claim: Claim, place: ClaimPlace) -> Row:
    """Returns a claim that holds from its run on as a row."""
    return (
        place.number,
        claim.document,
        place.revision,
        place.position,
        claim.id,
        place.run,
        None,
        claim.type,
        claim.mode,
        claim.status,
        claim.scope,
        claim.when.start and claim.when.start[:10],
        claim.when.end and claim.when.end[:10],
        claim.source.name if claim.source else None,
        ENCODER.encode(claim),
    )


def figure_rows(claim: Claim, number: int) -> Iterator[Row]:
    """Yields the figures of a claim as rows."""
    for position, each in enumerate(claim.figures):
        measure = each.measure or "other"
        yield number, position, measure, each.item, each.low, each.high, each.approx, each.part_of, each.start, each.end


def span_rows(claim: Claim, number: int) -> Iterator[Row]:
    """Yields the evidence of a claim as rows."""
    return ((number, position, span.start, span.end) for position, span in enumerate(claim.evidence))


def event_number(event: Event) -> int:
    """Returns the place of an event in the order of time: day, minute, then a hash of its id; events without a day come last.

    29 bits of hash tell events of one minute apart; two that share them must be set apart by the caller.
    """
    stated = event.when.start or event.when.end
    day = dt.date.fromisoformat(stated[:10]).toordinal() if stated else NO_DAY
    minute = int(stated[11:13]) * 60 + int(stated[14:16]) if stated and len(stated) > len("2025-12-07T") else 0
    digest = int.from_bytes(hashlib.sha256(event.id.encode()).digest()[:4]) >> 3
    return (day << DAY_BITS) | (minute << MINUTE_BITS) | digest


def event_row(event: Event, number: int) -> Row:
    """Returns an event as a row; an open end of its time counts as its other end."""
    first, last = event.when.start, event.when.end
    days = ((first or last or "")[:10] or None, (last or first or "")[:10] or None)
    return number, event.id, event.type, event.mode, event.status, *days, ENCODER.encode(event)


def sum_rows(event: Event, number: int) -> Iterator[Row]:
    """Yields what an event adds to sums, by measure and item, in the ISO week of its last day: a night belongs to its morning."""
    day = event.when.last_day or event.when.first_day
    week = "{}-W{:02}".format(*day.isocalendar()) if day else None
    for each in event.figures:
        yield number, each.measure, each.item, week, each.best.low, each.best.high


def judgement_row(judgement: Judgement, number: int) -> Row:
    """Returns a judgement as a row."""
    return (
        number,
        judgement.id,
        judgement.action,
        judgement.author,
        judgement.at,
        judgement.undoes,
        ENCODER.encode(judgement),
    )
