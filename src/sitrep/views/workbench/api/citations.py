"""Citations: whom and what a figure rests on, for programs, and under which licence each part may be passed on."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.figures import Item, Measure
from sitrep.views.accounts import said_of
from sitrep.views.showing import Account, Source
from sitrep.views.words import bounds_words, publication_words, quoted, speaker_words


class Citation(msgspec.Struct, frozen=True):
    """What one figure of an event rests on: the words at `[start, end)` of a document, who says so, and the report as CSL-JSON.

    `text` is all of it in a sentence to print.
    """

    measure: Measure
    item: Item
    low: int | None
    high: int | None
    claim: str
    document: str
    words: str
    start: int
    end: int
    speaker: str
    published: str | None
    url: str | None
    text: str
    csl: dict[str, Any]


class Licence(msgspec.Struct, frozen=True):
    """Under which terms each part may be passed on."""

    record: str | None
    places: dict[str, str]
    words: str


class CitedAccount(Account, frozen=True, kw_only=True):
    """An event as `show --format json` prints it, with a citation of every figure, and the licence."""

    citations: list[Citation]
    licence: Licence


def licence(stated: str | None) -> Licence:
    """Returns the licence; `stated` is that of the record, None where its keepers state none."""
    places = {
        "source": "GeoNames",
        "licence": "CC-BY-4.0",
        "url": "https://creativecommons.org/licenses/by/4.0/",
        "attribution": "Place names and coordinates: GeoNames (https://www.geonames.org)",
    }
    words = "Quoted words belong to the outlet that each citation names; they stand here so that figures can be checked."
    return Licence(stated, places, words)


def citations(record: str, event: Event, claims: Sequence[Claim], documents: Sequence[Source]) -> list[Citation]:
    """Returns a citation for each number that was stated for each figure of an event, in the order in which they were said."""
    known = {document.id: document for document in documents}
    return list(_cited(record, event, claims, known))


def _cited(record: str, event: Event, claims: Sequence[Claim], documents: dict[str, Source]) -> Iterator[Citation]:
    """Yields the citations."""
    for figure in event.figures:
        for claim, stated in said_of(figure, claims):
            source = documents.get(claim.document)
            speaker = speaker_words(claim.source, source.publisher if source else None)
            yield Citation(
                figure.measure,
                figure.item,
                stated.low,
                stated.high,
                claim.id,
                claim.document,
                stated.text,
                stated.start,
                stated.end,
                speaker,
                source.published if source else None,
                source.url if source else None,
                f"{bounds_words(stated.low, stated.high, stated.approx)} ({quoted(stated.text)}), {speaker}, in {_report(claim, source)}; "
                f"sitrep record {record}, event {event.id}, claim {claim.id}",
                _csl(claim, source),
            )


def _report(claim: Claim, source: Source | None) -> str:
    """Returns the report in words."""
    if source is None:
        return f"report {claim.document}"
    told = (source.publisher, source.title, publication_words(source.published), source.url)
    return ", ".join(each for each in told if each) or f"report {claim.document}"


def _csl(claim: Claim, source: Source | None) -> dict[str, Any]:
    """Returns the report as citation programs take it (CSL-JSON)."""
    found: dict[str, Any] = {"id": claim.document, "type": "article-newspaper"}
    if source:
        fields = {"title": source.title, "container-title": source.publisher, "URL": source.url, "language": source.language}
        found |= {name: value for name, value in fields.items() if value}
        if source.published:
            found["issued"] = {"date-parts": [[int(part) for part in source.published[:10].split("-")]]}
    return found
