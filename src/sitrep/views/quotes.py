"""Quotes: what somebody said of an event, with the words, the speaker, the outlet, the day and the address, for programs."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.figures import Figure, Item, Measure
from sitrep.model.texts import Document
from sitrep.store.records import Record
from sitrep.views.words import bounds_words, count_words, kind_words, speaker_words


class Quote(msgspec.Struct, frozen=True):
    """One number, or one claim without numbers, as one speaker gave it in one report.

    `words` are the report's, at `[start, end)` of its text; `context` is all that carries the claim. `speaker` is the outlet's name
    where it says so itself.
    """

    claim: str
    document: str
    says: str
    measure: Measure | None
    item: Item | None
    low: int | None
    high: int | None
    approx: bool
    words: str
    start: int
    end: int
    context: str
    speaker: str
    side: str | None
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    verdict: str | None


def quotes_of_claims(record: Record, identifiers: Sequence[str]) -> list[Quote]:
    """Returns all that claims (ids) say, a quote a number; one of a claim that people rejected says so by its `verdict`."""
    claims = record.claims_by_id(identifiers)
    documents = (record.document(key) for key in dict.fromkeys(claim.document for claim in claims))
    known = {document.id: document for document in documents if document}
    return [quote for claim in claims for quote in quotes_in(claim, known)]


def quotes_of_event(record: Record, event: Event) -> list[Quote]:
    """Returns all that was said of an event, in the order in which it was said."""
    return quotes_of_claims(record, list(dict.fromkeys((*event.claims, *event.conditions))))


def quotes_in(claim: Claim, documents: Mapping[str, Document]) -> Iterator[Quote]:
    """Yields a quote for each number of a claim, or one for all of it where it states none."""
    for figure in claim.figures or (None,):
        yield _quote(claim, figure, documents.get(claim.document))


def quote_words(quote: Quote) -> str:
    """Returns what a quote says, a number with what it counts."""
    if quote.item is None:
        return quote.says
    return count_words(
        Figure(quote.start, quote.end, quote.words, quote.item, quote.measure), bounds_words(quote.low, quote.high, quote.approx)
    )


def _quote(claim: Claim, figure: Figure | None, document: Document | None) -> Quote:
    """Returns one number of a claim as a quote, or its evidence where there is none."""
    stated = figure or claim.evidence[0]
    outlet = document.publisher if document else None
    return Quote(
        claim=claim.id,
        document=claim.document,
        says=kind_words(claim.type, claim.mode, claim.status),
        measure=figure.measure if figure else None,
        item=figure.item if figure else None,
        low=figure.low if figure else None,
        high=figure.high if figure else None,
        approx=figure.approx if figure else False,
        words=stated.text,
        start=stated.start,
        end=stated.end,
        context=" … ".join(span.text for span in claim.evidence),
        speaker=speaker_words(claim.source, outlet),
        side=claim.source.side if claim.source else None,
        outlet=outlet,
        published=document.published if document else None,
        title=document.title if document else None,
        url=document.url if document else None,
        verdict=claim.review.verdict if claim.review else None,
    )
