"""Claim cards: what a claim says, who says so, and what people said of it, ready to be shown."""

from collections.abc import Iterator, Mapping

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.views.explaining import figure_words
from sitrep.views.words import actor_words, days_words, kind_words, place_line, quoted, review_words, speaker_words


class Card(msgspec.Struct, frozen=True):
    """A claim with its facts by name; `event` is the id of the event it is in."""

    claim: Claim
    title: str
    facts: tuple[tuple[str, str], ...]
    words: str
    review: str
    document: Document | None
    event: str | None


def card(claim: Claim, documents: Mapping[str, Document], events: Mapping[str, str]) -> Card:
    """Returns the card of a claim; `documents` by id, `events` (ids) by claim id."""
    document = documents.get(claim.document)
    words = quoted(" … ".join(span.text for span in claim.evidence), 600)
    facts = tuple((name, value) for name, value in _facts(claim, document) if value)
    title = kind_words(claim.type, claim.mode, claim.status)
    return Card(claim, title, facts, words, review_words(claim.review), document, events.get(claim.id))


def _facts(claim: Claim, document: Document | None) -> Iterator[tuple[str, str]]:
    """Yields what is known of a claim, by name."""
    yield "Says", "; ".join([*map(figure_words, claim.figures), *(f"{each.service} {each.status}" for each in claim.services)])
    yield "Who says so", speaker_words(claim.source, document.publisher if document else None)
    yield "When", days_words(claim.when)
    yield "Where", "; ".join(map(place_line, claim.places))
    yield "Who", actor_words([claim.actor])
    yield "Against", actor_words([claim.target])
    yield "With", actor_words(claim.participants)
    yield "Munition", ", ".join(dict.fromkeys(weapon.name for weapon in claim.weapons))
    yield "Scope", "" if claim.scope == "incident" else claim.scope.replace("_", " ")
    yield "Doubt", " ".join(issue.message for issue in claim.issues)
    yield "Confidence", f"{claim.confidence:.2f}"
