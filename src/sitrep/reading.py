"""Reading: one document made into annotations and claims, in whatever language it is; importing it brings the parser and the models."""

from sitrep.annotate.annotator import annotate
from sitrep.annotate.shallow.annotator import outline
from sitrep.extract.claims import extract_claims
from sitrep.extract.explanations import explain_claims
from sitrep.extract.shallow.claims import claims_of_outline, explain_outline
from sitrep.model.claims import Claim
from sitrep.model.readings import Annotations
from sitrep.model.reasons import Explanation, Refusal
from sitrep.model.texts import Document, verbatim
from sitrep.packs.tongues import TONGUES


def claims_in(document: Document, packs: tuple[str, ...]) -> tuple[Claim, ...]:
    """Returns the claims of a document in a supported language; `packs` are laid over the built-in event types."""
    if document.language in TONGUES:
        return claims_of_outline(outline(document, document.language), document.language, packs)
    return extract_claims(annotate(document, sparing=True), packs)


def explained_claims_in(
    document: Document, packs: tuple[str, ...]
) -> tuple[tuple[Claim, ...], tuple[Explanation, ...], tuple[Refusal, ...]]:
    """Returns the claims, why each is as it is, and the words that a pack knows and that became no claim."""
    if document.language in TONGUES:
        return explain_outline(outline(document, document.language), document.language, packs)
    return explain_claims(annotate(document, sparing=True), packs)


def annotations_in(document: Document) -> Annotations:
    """Returns all that is found in a document."""
    if document.language in TONGUES:
        return outline(document, document.language).annotations
    found = annotate(document)
    return verbatim(found.annotations, document.text) if found.is_respelt else found.annotations
