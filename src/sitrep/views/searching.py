"""`sitrep search`: claims and reports found by their words."""

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from sitrep.errors import WrongUsage
from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.store.filters import Page
from sitrep.store.records import Record
from sitrep.views.masks import masked_claim
from sitrep.views.output import write_json
from sitrep.views.records import open_record
from sitrep.views.screens import cell, frame, screen, stacked
from sitrep.views.words import days_words, kind_words, publication_words, quoted, speaker_words

CLAIM_COLUMNS = {"ID": 9, "What": 13, "When": 12, "Words": None, "Who says so": 16}
DOCUMENT_COLUMNS = {"Report": 30, "Date": 11, "Words": None}
AROUND = 60


class Wanted(msgspec.Struct, frozen=True):
    """What was asked for besides the words."""

    among: Literal["claims", "documents"]
    limit: int
    after: str | None
    form: Literal["table", "json"]
    mask: bool


class FoundDocument(msgspec.Struct, frozen=True):
    """A report that was found, with the words around the first one that was sought."""

    id: str
    url: str | None
    title: str | None
    publisher: str | None
    published: str | None
    words: str
    language: str | None = None


class FoundClaims(msgspec.Struct, frozen=True):
    """What `search --in claims --format json` prints."""

    claims: list[Claim]
    next: str | None


class FoundDocuments(msgspec.Struct, frozen=True):
    """What `search --in documents --format json` prints."""

    documents: list[FoundDocument]
    next: str | None


def search(words: str, wanted: Wanted, database: str | None) -> int:
    """Prints what has the words, and returns the exit code.

    Raises: WrongUsage where no word is asked for, or reports are to be masked; StoreUnavailable.
    """
    if wanted.mask and wanted.among == "documents":
        raise WrongUsage("--mask-persons: the words of whole reports cannot be masked; look with --in claims")
    with open_record(database) as record:
        look: Callable[[Record, str, Wanted], str | None] = _claims if wanted.among == "claims" else _documents
        more = look(record, words, wanted)
    if more and wanted.form == "table":
        screen().print(cell(f"more: --after {more}", "dim"))
    return 0


def excerpt(text: str, sought: str) -> str:
    """Returns the words around the first place where one of the sought words begins, the beginning where none does.

    >>> excerpt("Crews are at work. Power is back in Sumy.", "power")
    'Crews are at work. Power is back in Sumy.'
    """
    wanted = [word.strip('"*').casefold() for word in sought.split() if not word.startswith("-")]
    low = text.casefold()
    at = min((found for word in wanted if (found := low.find(word)) >= 0), default=0)
    start = max(0, at - AROUND)
    end = at + 2 * AROUND
    words = text[start:end] if start == 0 else text[start:end].split(" ", 1)[-1]
    return words if end >= len(text) else words.rsplit(" ", 1)[0]


def _claims(record: Record, words: str, wanted: Wanted) -> str | None:
    """Prints claims, and returns where the next page begins."""
    hits = record.search_claims(words, Page(wanted.limit, wanted.after))
    found = record.claims_by_id([claim.id for claim in hits.found])
    claims = [masked_claim(claim) for claim in found] if wanted.mask else found
    if wanted.form == "json":
        write_json(FoundClaims(claims, hits.next))
    else:
        _print_claims(record, claims)
    return hits.next


def _print_claims(record: Record, claims: Sequence[Claim]) -> None:
    """Prints one row a claim."""
    table = frame(CLAIM_COLUMNS)
    for claim in claims:
        outlet = record.document(claim.document)
        table.add_row(
            cell(claim.id[:9]),
            cell(kind_words(claim.type, claim.mode, claim.status)),
            cell(days_words(claim.when)),
            stacked(cell(quoted(span.text)) for span in claim.evidence),
            cell(speaker_words(claim.source, outlet.publisher if outlet else None)),
        )
    screen().print(table if claims else "no claims")


def _documents(record: Record, words: str, wanted: Wanted) -> str | None:
    """Prints reports, and returns where the next page begins."""
    hits = record.search_documents(words, Page(wanted.limit, wanted.after))
    if wanted.form == "json":
        write_json(FoundDocuments([found_document(document, words) for document in hits.found], hits.next))
        return hits.next
    table = frame(DOCUMENT_COLUMNS)
    for document in hits.found:
        table.add_row(
            stacked([cell(document.title or "no title"), cell(document.publisher or "outlet unknown", "dim"), cell(document.id, "dim")]),
            cell(publication_words(document.published)),
            cell(quoted(excerpt(document.text, words))),
        )
    screen().print(table if hits.found else "no reports")
    return hits.next


def found_document(document: Document, words: str) -> FoundDocument:
    """Returns a report as JSON tells it."""
    around = excerpt(document.text, words)
    return FoundDocument(document.id, document.url, document.title, document.publisher, document.published, around, document.language)
