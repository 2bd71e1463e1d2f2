"""Claim cards: what a claim says, who says so, and what people said of it, ready to be shown."""

from collections.abc import Iterator, Mapping

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.views.explaining import figure_words
from sitrep.views.translating import decimals, gettext, retold, term
from sitrep.views.words import actor_words, days_words, kind_words, place_line, quoted, review_words, service_words, speaker_words


class Card(msgspec.Struct, frozen=True):
    """A claim ready to be shown; `event` is the id of the event it is in."""

    claim: Claim
    title: str
    words: str
    review: str
    document: Document | None
    event: str | None

    @property
    def language(self) -> str | None:
        """The language of its words."""
        return self.document.language if self.document else None

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What is known of the claim, by name."""
        return tuple((name, value) for name, value in _facts(self.claim, self.document) if value)


def card(claim: Claim, documents: Mapping[str, Document], events: Mapping[str, str]) -> Card:
    """Returns the card of a claim; `documents` by id, `events` (ids) by claim id."""
    document = documents.get(claim.document)
    words = quoted(" … ".join(span.text for span in claim.evidence), 600)
    title = kind_words(claim.type, claim.mode, claim.status)
    return Card(claim, title, words, review_words(claim.review), document, events.get(claim.id))


def _facts(claim: Claim, document: Document | None) -> Iterator[tuple[str, str]]:
    """Yields what is known of a claim, by name."""
    yield gettext("Says"), "; ".join([*map(figure_words, claim.figures), *map(service_words, claim.services)])
    yield gettext("Who says so"), speaker_words(claim.source, document.publisher if document else None)
    yield gettext("When"), days_words(claim.when)
    yield gettext("Where"), "; ".join(map(place_line, claim.places))
    yield gettext("Who"), actor_words([claim.actor])
    yield gettext("Against"), actor_words([claim.target])
    yield gettext("With"), actor_words(claim.participants)
    yield gettext("Munition"), ", ".join(dict.fromkeys(weapon.name for weapon in claim.weapons))
    yield gettext("Scope"), "" if claim.scope == "incident" else term(claim.scope)
    yield gettext("Doubt"), " ".join(retold(issue.message) for issue in claim.issues)
    yield gettext("Confidence"), decimals(f"{claim.confidence:.2f}")
