"""Words: the small closed classes by which a language tells what happened from what did not."""

import functools

import msgspec

from sitrep.model.figures import Item
from sitrep.packs.loader import load


class StatusWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words by which a language tells plans, conditions, denials and what goes on; lemmas, but for auxiliaries."""

    plans: frozenset[str]
    planned: frozenset[str]
    future: frozenset[str]
    possible: frozenset[str]
    conditional: frozenset[str]
    denials: frozenset[str]
    ongoing: frozenset[str]
    undone: frozenset[str]
    perceived: frozenset[str]
    realised: frozenset[str]
    nobody: frozenset[str]
    habits: frozenset[str]
    lasting: frozenset[str]
    earlier: frozenset[str]
    answers: frozenset[str]
    wars: frozenset[str]
    adding: frozenset[str]
    saying: frozenset[str]
    shares: frozenset[str]


@functools.cache
def status_words() -> StatusWords:
    """Returns the English words."""
    return load("languages/en/status.toml", StatusWords)


class SceneWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words by which a report sets a scene and goes back to it; lemmas, but for `others`, `within`, `quarters` and `owned`."""

    sites: frozenset[str]
    others: frozenset[str]
    within: frozenset[str]
    kinds: frozenset[str]
    quarters: frozenset[str]
    local_offices: frozenset[str]
    counting: frozenset[str]
    bound: frozenset[str]
    owned: frozenset[str]
    leaving: frozenset[str]
    soils: frozenset[str]
    operations: frozenset[str]
    wars: frozenset[str]


@functools.cache
def scene_words() -> SceneWords:
    """Returns the English words."""
    return load("languages/en/scenes.toml", SceneWords)


class PartyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns by which a language calls the parties of a war without naming them; lemmas."""

    general: frozenset[str]
    forces: frozenset[str]
    collectives: frozenset[str]
    armed: frozenset[str]
    fighters: frozenset[str]
    telling: frozenset[str]
    victims: frozenset[str]
    both: frozenset[str]
    captives: frozenset[str]
    freeing: frozenset[str]


@functools.cache
def party_words() -> PartyWords:
    """Returns the English nouns for parties."""
    return load("languages/en/parties.toml", PartyWords)


class CountedNouns(msgspec.Struct, frozen=True):
    """The nouns of each item that figures count."""

    items: dict[Item, tuple[str, ...]]


@functools.cache
def people_nouns() -> frozenset[str]:
    """Returns the English nouns for people, as lemmas."""
    items = load("languages/en/items.toml", CountedNouns).items
    return frozenset(noun for item in ("person", "child", "soldier") for noun in items.get(item, ()))
