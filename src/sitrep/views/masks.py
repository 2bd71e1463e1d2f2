"""Masks: the names of private people left out of what is passed on."""

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from sitrep.model.actors import Actor, Speaker
from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.packs.loader import load

Named = TypeVar("Named", Actor, Speaker)


class Privacy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The callings of private people, words of bodies' names, and what stands in place of a name."""

    callings: frozenset[str]
    bodies: frozenset[str]
    mask: str


def privacy() -> Privacy:
    """Returns whose names are left out."""
    found: Privacy = load("privacy.toml", Privacy)
    return found


def is_private(who: Actor | Speaker | None) -> bool:
    """Whether somebody is a person who speaks or acts for no body: of a private calling, or a bare name of no side.

    >>> is_private(Speaker("Olha Bondar", role="local resident")), is_private(Speaker("Olha Bondar", role="mayor"))
    (True, False)
    """
    if who is None or (isinstance(who, Actor) and who.kind not in ("person", "civilians", None)):
        return False
    if who.role:
        return not privacy().callings.isdisjoint(who.role.casefold().split())
    return not who.organisation and not who.side and _is_personal(who.name)


def masked_claim(claim: Claim) -> Claim:
    """Returns a claim without the names of private people, also where they stand in its quotes: those are then no longer verbatim."""
    names = [who.name for who in (claim.actor, claim.target, claim.source, *claim.participants) if who and is_private(who)]
    if claim.source and claim.source.cites and _is_personal(claim.source.cites):
        names.append(claim.source.cites)
    if not names:
        return claim
    return replace(
        claim,
        actor=_masked(claim.actor),
        target=_masked(claim.target),
        source=_without_cites(_masked(claim.source), names),
        participants=tuple(masked for each in claim.participants if (masked := _masked(each))),
        evidence=tuple(replace(span, text=_hidden(span.text, names)) for span in claim.evidence),
        figures=tuple(replace(figure, text=_hidden(figure.text, names)) for figure in claim.figures),
    )


def masked_event(event: Event) -> Event:
    """Returns an event without the names of private people."""
    participants = tuple(masked for each in event.participants if (masked := _masked(each)))
    return replace(event, actor=_masked(event.actor), target=_masked(event.target), participants=participants)


def _masked(who: Named | None) -> Named | None:
    """Returns somebody under no name where the name is private."""
    if who is None or not is_private(who):
        return who
    if isinstance(who, Actor):
        return replace(who, name=privacy().mask, start=None, end=None, text=None)
    return replace(who, name=privacy().mask)


def _without_cites(source: Speaker | None, names: Sequence[str]) -> Speaker | None:
    """Returns a speaker without the private person whom he passes on."""
    return replace(source, cites=privacy().mask) if source and source.cites in names else source


def _hidden(text: str, names: Sequence[str]) -> str:
    """Returns words without any of some names, in full or in part."""
    for word in sorted(_parts(names), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(word)}\b", privacy().mask, text)
    return text.replace(f"{privacy().mask} {privacy().mask}", privacy().mask)


def _parts(names: Sequence[str]) -> Iterator[str]:
    """Yields names and their capitalised words."""
    for name in names:
        yield name
        yield from (word for word in name.split() if word[:1].isupper() and len(word) > 2)


def _is_personal(name: str) -> bool:
    """Whether a name may be a person's: two words or more, the first and last of them capitalised, and not all in capitals."""
    words = name.split()
    if not privacy().bodies.isdisjoint(name.casefold().split()):
        return False
    return len(words) > 1 and words[0][0].isupper() and words[-1][:1].isupper() and not name.isupper()
