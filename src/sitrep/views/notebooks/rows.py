"""Rows: events, claims, figures, sums and documents, flat enough for a table."""

import datetime as dt
from collections.abc import Iterator, Sequence

import msgspec

from sitrep.model.actors import Actor
from sitrep.model.claims import Claim
from sitrep.model.events import Event, EventFigure, Row
from sitrep.model.places import Place
from sitrep.model.texts import Document


class CountRow(msgspec.Struct, frozen=True):
    """One count of an event: `low` and `high` are shown, `least` and `most` span all that was said; None is an open end."""

    measure: str
    item: str
    low: int | None
    high: int | None
    least: int | None
    most: int | None
    agreement: str


class EventRow(msgspec.Struct, frozen=True):
    """One event. `start` and `end` are as the record has them, `first_day` and `last_day` their days; the point is that of `places[0]`."""

    id: str
    type: str
    mode: str | None
    status: str
    first_day: dt.date | None
    last_day: dt.date | None
    start: str | None
    end: str | None
    places: tuple[str, ...]
    geo_precision: str | None
    latitude: float | None
    longitude: float | None
    country: str | None
    admin1: str | None
    actor: str | None
    target: str | None
    services: tuple[str, ...]
    figures: tuple[CountRow, ...]
    claims: int
    documents: int
    independent_sources: int
    part_of: str | None


class EventFigureRow(msgspec.Struct, frozen=True):
    """One count of one event."""

    event: str
    type: str
    mode: str | None
    first_day: dt.date | None
    last_day: dt.date | None
    place: str | None
    country: str | None
    measure: str
    item: str
    low: int | None
    high: int | None
    least: int | None
    most: int | None
    agreement: str
    rule: str
    claims: tuple[str, ...]


class ClaimRow(msgspec.Struct, frozen=True):
    """One claim; `words` is its evidence, `speaker` None where the outlet itself says so."""

    id: str
    document: str
    type: str
    mode: str | None
    status: str
    scope: str
    first_day: dt.date | None
    last_day: dt.date | None
    start: str | None
    end: str | None
    places: tuple[str, ...]
    actor: str | None
    target: str | None
    speaker: str | None
    speaker_role: str | None
    speaker_side: str | None
    figures: int
    words: tuple[str, ...]
    confidence: float
    verdict: str | None


class ClaimFigureRow(msgspec.Struct, frozen=True):
    """One number as one speaker gave it; `words` stand at `[start, end)` of the document's text."""

    claim: str
    document: str
    type: str
    first_day: dt.date | None
    last_day: dt.date | None
    speaker: str | None
    measure: str | None
    item: str
    low: int | None
    high: int | None
    approx: bool
    words: str
    start: int
    end: int


class DocumentRow(msgspec.Struct, frozen=True):
    """One report with its text."""

    id: str
    published: str | None
    publisher: str | None
    title: str | None
    url: str | None
    language: str | None
    characters: int
    text: str


def event_row(event: Event) -> EventRow:
    """Returns an event as a row."""
    place = event.places[0] if event.places else None
    return EventRow(
        id=event.id,
        type=event.type,
        mode=event.mode,
        status=event.status,
        first_day=event.when.first_day,
        last_day=event.when.last_day,
        start=event.when.start,
        end=event.when.end,
        places=place_names(event.places),
        geo_precision=place.precision if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        country=place.country if place else None,
        admin1=place.admin1 if place else None,
        actor=name_of(event.actor),
        target=name_of(event.target),
        services=tuple(f"{each.service} {each.status}" for each in event.services),
        figures=tuple(map(count_row, event.figures)),
        claims=len(event.claims),
        documents=len(event.documents),
        independent_sources=event.independent_sources,
        part_of=event.part_of,
    )


def count_row(figure: EventFigure) -> CountRow:
    """Returns one count of an event."""
    return CountRow(figure.measure, figure.item, figure.best.low, figure.best.high, figure.low, figure.high, figure.agreement)


def event_figure_rows(event: Event) -> Iterator[EventFigureRow]:
    """Yields the counts of an event, each with what it counts for."""
    place = event.places[0] if event.places else None
    for figure in event.figures:
        yield EventFigureRow(
            event=event.id,
            type=event.type,
            mode=event.mode,
            first_day=event.when.first_day,
            last_day=event.when.last_day,
            place=place.name if place else None,
            country=place.country if place else None,
            rule=figure.rule,
            claims=figure.claims,
            **msgspec.structs.asdict(count_row(figure)),
        )


def claim_row(claim: Claim) -> ClaimRow:
    """Returns a claim as a row."""
    source = claim.source
    return ClaimRow(
        id=claim.id,
        document=claim.document,
        type=claim.type,
        mode=claim.mode,
        status=claim.status,
        scope=claim.scope,
        first_day=claim.when.first_day,
        last_day=claim.when.last_day,
        start=claim.when.start,
        end=claim.when.end,
        places=place_names(claim.places),
        actor=name_of(claim.actor),
        target=name_of(claim.target),
        speaker=source.name if source else None,
        speaker_role=(source.role or source.organisation) if source else None,
        speaker_side=source.side if source else None,
        figures=len(claim.figures),
        words=tuple(span.text for span in claim.evidence),
        confidence=claim.confidence,
        verdict=claim.review.verdict if claim.review else None,
    )


def claim_figure_rows(claim: Claim) -> Iterator[ClaimFigureRow]:
    """Yields the numbers of a claim."""
    for figure in claim.figures:
        yield ClaimFigureRow(
            claim=claim.id,
            document=claim.document,
            type=claim.type,
            first_day=claim.when.first_day,
            last_day=claim.when.last_day,
            speaker=claim.source.name if claim.source else None,
            measure=figure.measure,
            item=figure.item,
            low=figure.low,
            high=figure.high,
            approx=figure.approx,
            words=figure.text,
            start=figure.start,
            end=figure.end,
        )


def sum_shape(by: Sequence[str]) -> type[msgspec.Struct]:
    """Returns the shape of a row for one sum: the values of what was summed by, the sum, of how much it was made, the totals beside it.

    `low` and `high` sum what is shown, `least` and `most` all that was said; `stated` is the number of totals.
    """
    groups = [(name, str | None) for name in by]
    bounds = [(name, int | None) for name in ("low", "high", "least", "most")]
    counts = [(name, int) for name in ("events", "documents", "stated")]
    return msgspec.defstruct("SumRow", [*groups, ("measure", str), ("item", str), *bounds, *counts], frozen=True)


def sum_row(row: Row, shape: type[msgspec.Struct]) -> msgspec.Struct:
    """Returns a sum as a row of that shape."""
    groups = (value for _, value in row.keys)
    bounds = row.low, row.high, row.least, row.most
    return shape(*groups, row.measure, row.item, *bounds, len(row.events), len(row.documents), len(row.stated))


def document_row(document: Document) -> DocumentRow:
    """Returns a report as a row."""
    source = document.published, document.publisher, document.title, document.url, document.language
    return DocumentRow(document.id, *source, len(document.text), document.text)


def place_names(places: Sequence[Place]) -> tuple[str, ...]:
    """Returns the names of places, each once."""
    return tuple(dict.fromkeys(place.name for place in places))


def name_of(actor: Actor | None) -> str | None:
    """Returns who it is."""
    return actor.name if actor else None
