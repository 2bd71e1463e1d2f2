"""Terms: the words by which documents, claims and events are found."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, get_args

from sitrep.model.actors import Actor
from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.texts import Document

TermKind = Literal["place", "actor", "munition", "source", "scope"]
TERM_KINDS: tuple[TermKind, ...] = get_args(TermKind)

BLANKED = "".join(chr(each) if chr(each).isalnum() else " " for each in range(128))  # most texts: ASCII, several times as fast
LONGEST_SPAN = 3660  # days: what goes on for longer is looked at whatever week is asked for
ALWAYS = "always"
WORD = re.compile(r"[^\W_]+")
BORDER = "zz0"  # a word that no text has stands between two terms, so that no phrase runs over from one into the other
MUNITIONS = frozenset({"drone", "missile", "ballistic-missile", "cruise-missile", "guided-bomb", "rocket", "shell", "munition"})


def folded(text: str) -> str:
    """Returns the words of `text` without case, accents and punctuation, with a blank at either end.

    >>> folded("Iskander-M"), folded("Zaporizhzhía")
    (' iskander m ', ' zaporizhzhia ')
    """
    if text.isascii():
        return f" {' '.join(text.lower().translate(BLANKED).split())} "
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return f" {' '.join(WORD.findall(plain.casefold()))} "


def document_words(document: Document) -> str:
    """Returns the folded words of a report's title and text."""
    return folded(f"{document.title or ''} {BORDER} {document.text}")


def claim_words(claim: Claim) -> str:
    """Returns the folded words of a claim: its evidence, type, places, actors, weapons and who says so."""
    named = [claim.type, claim.mode, *[span.text for span in claim.evidence]]
    for place in claim.places:
        named += (place.name, place.original, place.admin1)
    named += [actor.name for actor in (claim.actor, claim.target, *claim.participants) if actor]
    named += [weapon.name for weapon in claim.weapons]
    if claim.source:
        named += (claim.source.name, claim.source.role, claim.source.organisation)
    return joined(named)


def event_words(event: Event, claims: Iterable[Claim], publishers: Mapping[str, str | None]) -> dict[TermKind, str]:
    """Returns the folded terms of an event and its claims by kind; `publishers` are the outlets of the documents, by id."""
    pairs = [*_event_words(event)]
    for claim in claims:
        pairs += _claim_words(claim, publishers.get(claim.document))
    return {kind: joined(words for each, words in pairs if each == kind and words) for kind in TERM_KINDS}


def span_words(event: Event) -> str:
    """Returns the words of the weeks that an event of several days touches, "" for one of one day or none."""
    first, last = event.when.first_day, event.when.last_day
    if first is None or last is None or first >= last:
        return ""
    if (last - first).days > LONGEST_SPAN:
        return ALWAYS
    return " ".join(f"week{week}" for week in range(first.toordinal() // 7, last.toordinal() // 7 + 1))


def week_words(day: dt.date) -> tuple[str, ...]:
    """Returns the words of which an event of several days has one if it touches the week of a day."""
    return f"week{day.toordinal() // 7}", ALWAYS


def joined(terms: Iterable[str | None]) -> str:
    """Returns terms folded, each once, with a border between any two.

    >>> joined(["Kyiv", "Kyiv Oblast", None, "Kyiv"])
    'kyiv zz0 kyiv oblast'
    """
    return folded(f" {BORDER} ".join([term for term in dict.fromkeys(terms) if term])).strip()


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
