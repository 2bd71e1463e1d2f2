"""Terms: the words by which an event is found."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, get_args

from sitrep.model.actors import Actor
from sitrep.model.claims import Claim
from sitrep.model.events import Event

TermKind = Literal["place", "actor", "munition", "source", "scope"]
TERM_KINDS: tuple[TermKind, ...] = get_args(TermKind)

WORD = re.compile(r"\w+")
MUNITIONS = frozenset({"drone", "missile", "ballistic-missile", "cruise-missile", "guided-bomb", "rocket", "shell", "munition"})


def folded(text: str) -> str:
    """Returns the words of `text` without case, accents and punctuation, with a blank at either end so that whole words can be sought.

    >>> folded("Iskander-M"), folded("Zaporizhzhía")
    (' iskander m ', ' zaporizhzhia ')
    """
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return f" {' '.join(WORD.findall(plain.casefold()))} "


def event_terms(event: Event, claims: Iterable[Claim], publishers: Mapping[str, str | None]) -> frozenset[tuple[TermKind, str]]:
    """Returns the folded terms of an event and its claims by kind; `publishers` are the outlets of the documents, by id."""
    pairs = [*_event_words(event)]
    for claim in claims:
        pairs += _claim_words(claim, publishers.get(claim.document))
    return frozenset((kind, folded(words)) for kind, words in pairs if words and words.strip())


def _event_words(event: Event) -> Iterator[tuple[TermKind, str | None]]:
    """Yields the places, actors and munitions of the event itself."""
    for place in event.places:
        yield from (("place", words) for words in (place.name, place.original, place.admin1, place.country))
    for actor in (event.actor, *event.participants):
        yield from _actor_words(actor)
    yield from (("munition", figure.item) for figure in event.figures if figure.item in MUNITIONS)


def _actor_words(actor: Actor | None) -> Iterator[tuple[TermKind, str | None]]:
    """Yields what an actor is called."""
    if actor:
        yield from (("actor", words) for words in (actor.name, actor.country, actor.side, actor.organisation))


def _claim_words(claim: Claim, publisher: str | None) -> Iterator[tuple[TermKind, str | None]]:
    """Yields what one claim adds: its scope, weapons, actor, and who says so (the outlet where nobody else does)."""
    yield "scope", claim.scope
    yield from _actor_words(claim.actor)
    for weapon in claim.weapons:
        yield from (("munition", words) for words in (weapon.name, weapon.item))
    if claim.source is None:
        yield "source", publisher
    else:
        source = claim.source
        yield from (
            ("source", words) for words in (source.name, source.role, source.organisation, source.side, source.channel, source.cites)
        )
