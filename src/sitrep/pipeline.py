"""The only place where the stages meet: documents in, readings, claims, events and totals out."""

from collections.abc import Sequence

import msgspec

from sitrep.annotate.annotator import annotate
from sitrep.annotate.gate import is_relevant
from sitrep.extract.claims import extract_claims
from sitrep.merge.events import merge_claims
from sitrep.model.claims import Claim
from sitrep.model.events import Extraction
from sitrep.model.issues import Issue
from sitrep.model.texts import Document

SUPPORTED_LANGUAGES = ("en",)


class DocumentClaims(msgspec.Struct, frozen=True):
    """One document, with the issues that reading it raised, and its claims."""

    document: Document
    claims: tuple[Claim, ...]


def read_claims(document: Document) -> DocumentClaims:
    """Reads one document into claims; an unsupported language or an irrelevant text gives none, and the document says so in its issues."""
    if document.language not in (None, *SUPPORTED_LANGUAGES):
        return DocumentClaims(with_issue(document, Issue("unsupported-language", f"The language {document.language!r} is not read yet.")), ())
    if not is_relevant(document.text):
        return DocumentClaims(document, ())
    return DocumentClaims(document, extract_claims(annotate(document)))


def merge(readings: Sequence[DocumentClaims]) -> Extraction:
    """Merges the claims of many documents into events and totals; documents and claims keep their order."""
    documents = tuple(reading.document for reading in readings)
    claims = tuple(claim for reading in readings for claim in reading.claims)
    merged = merge_claims(claims, documents)
    return Extraction(documents, claims, merged.events, merged.totals)


def with_issue(document: Document, issue: Issue) -> Document:
    """Returns the document with one issue more."""
    return msgspec.structs.replace(document, issues=(*document.issues, issue))
