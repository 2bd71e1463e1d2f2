"""Names: one key for the spellings of one actor, speaker or target."""

import functools
import re
import unicodedata
from collections.abc import Iterable

from sitrep.model.actors import Actor

WORD = re.compile(r"\w+")
ARTICLES = frozenset({"the", "a", "an"})


@functools.lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """Returns a name without case, accents, articles and punctuation.

    >>> name_key("The Sumy Régional Council")
    'sumy regional council'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return " ".join(word for word in WORD.findall(plain.replace("'s", "").replace("’s", "")) if word not in ARTICLES)


def names_agree(one: str, other: str) -> bool:
    """Returns whether one name key is the other or a part of it, be it in the plural.

    >>> names_agree("zelensky", "volodymyr zelensky"), names_agree("houthis", "houthi yemen")
    (True, True)
    """
    if one == other:
        return True
    a, b = ({word.removesuffix("s") for word in name.split()} for name in (one, other))
    return bool(a and b) and (a <= b or b <= a)


def side_of(actor: Actor | None) -> str | None:
    """Returns for which side an actor stands: an armed group's name, else a country code, else the name of a body that stands for itself.

    None where that is unknown: no actor, a person of no known country, or a description that could be of anybody ("masked gunmen").
    """
    if actor is None or is_description(actor):
        return None
    if actor.kind == "armed-group":
        return group_key(actor.side or actor.name)
    if actor.side or actor.country:
        return actor.side or actor.country
    return name_key(actor.name) if actor.kind in ("state", "government", "armed-force", "organisation") else None


def group_key(name: str) -> str:
    """Returns the proper part of a group's name; all of it where the script has no capitals.

    >>> group_key("Houthi rebels in Yemen"), group_key("the Houthis")
    ('houthi yemen', 'houthis')
    """
    proper = [word for word in name.split() if word[:1].isupper()]
    return name_key(" ".join(proper) or name)


def sides_meet(one: Iterable[str], other: Iterable[str]) -> bool:
    """Returns whether two sets of sides have one in common, be it by a shorter name."""
    others = tuple(other)
    return any(names_agree(a, b) for a in one for b in others)


def is_description(actor: Actor) -> bool:
    """Returns whether an actor is only described, not named, and of no known country ("several hundred fighters").

    A group that is described may be any of its country, so that a country does not name it.
    """
    named = not actor.name[:1].islower() and not actor.name[:1].isdigit()
    return not named and actor.side is None and (actor.kind == "armed-group" or actor.country is None)


def party_of(actor: Actor) -> str:
    """Returns the party that a participant of talks stands for: its side, else its own name."""
    return side_of(actor) or name_key(actor.name)
