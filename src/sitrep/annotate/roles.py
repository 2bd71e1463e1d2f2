"""Roles: titles, offices and kinds of bodies, as the language pack lists them."""

import functools
from dataclasses import dataclass

import msgspec
from spacy.tokens import Token

from sitrep.model.actors import ActorKind
from sitrep.packs.loader import load

LONGEST_TITLE = 3


class BodyNouns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns of bodies of one kind; some of two words."""

    kind: ActorKind
    nouns: tuple[str, ...]


class RoleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of titles, offices and bodies."""

    titles: tuple[str, ...]
    courtesies: tuple[str, ...]
    offices: tuple[str, ...]
    leaders: tuple[str, ...]
    vague: tuple[str, ...]
    collective: tuple[str, ...]
    monitors: tuple[str, ...]
    bodies: tuple[BodyNouns, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """The same, ready to look up: all in lower case."""

    titles: frozenset[str]
    courtesies: frozenset[str]
    offices: frozenset[str]
    leaders: frozenset[str]
    vague: frozenset[str]
    collective: frozenset[str]
    monitors: frozenset[str]
    bodies: dict[str, ActorKind]


@functools.cache
def english_roles() -> Roles:
    """Returns the English roles."""
    words = load("languages/en/roles.toml", RoleWords)
    bodies = {noun: group.kind for group in reversed(words.bodies) for noun in group.nouns}
    return Roles(
        frozenset(words.titles),
        frozenset(words.courtesies),
        frozenset(words.offices),
        frozenset(words.leaders),
        frozenset(words.vague),
        frozenset(words.collective),
        frozenset(words.monitors),
        bodies,
    )


def is_office(token: Token) -> bool:
    """Whether a noun tells a person by office or calling ("spokesman")."""
    return token.lower_ in english_roles().offices


def body_kind(token: Token) -> ActorKind | None:
    """Returns the kind of body that a noun names ("ministry" -> government), None where it names none."""
    bodies = english_roles().bodies
    if token.i and (pair := bodies.get(f"{token.nbor(-1).lower_} {token.lower_}")):
        return pair
    return bodies.get(token.lower_)


def title_before(words: list[str]) -> int:
    """Returns how many of the last `words` (lower case) are a title, 0 where none.

    >>> title_before(["ukrainian", "prime", "minister"])
    2
    """
    titles = english_roles().titles
    return next((size for size in range(min(LONGEST_TITLE, len(words)), 0, -1) if " ".join(words[-size:]) in titles), 0)
