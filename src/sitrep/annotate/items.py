"""Items: which nouns and names of munitions stand for which kind of counted thing."""

import functools
from collections.abc import Sequence

import msgspec
from spacy.tokens import Doc, Token

from sitrep.model.figures import Item, Measure
from sitrep.packs.loader import load

LONGEST_NAME = 4
LONGEST_BELONGING = 7
MUNITIONS: frozenset[Item] = frozenset(
    {"drone", "missile", "ballistic-missile", "cruise-missile", "guided-bomb", "rocket", "shell", "munition"}
)
MISSILES: frozenset[Item] = frozenset({"missile", "ballistic-missile", "cruise-missile"})
PEOPLE: frozenset[Item] = frozenset({"person", "child", "soldier"})
AREAS: frozenset[Item] = frozenset({"settlement", "region", "location"})


class Munition(msgspec.Struct, frozen=True):
    """A model of munition with its other names."""

    name: str
    item: Item
    also: tuple[str, ...] = ()


class MunitionPack(msgspec.Struct, frozen=True):
    """All known models."""

    munition: tuple[Munition, ...]


class Narrowed(msgspec.Struct, frozen=True):
    """A noun that is another item where the text has certain words, or where a certain measure befalls it."""

    noun: str
    item: Item
    words: frozenset[str] = frozenset()
    measure: Measure | None = None


class ArmedWords(msgspec.Struct, frozen=True):
    """Nouns for people that mean soldiers where one of the marks of an armed body goes with them."""

    nouns: frozenset[str]
    marks: frozenset[str]


class ItemPack(msgspec.Struct, frozen=True):
    """The nouns of each item, and the words that stand in for a noun named before."""

    items: dict[Item, tuple[str, ...]]
    stands_in: frozenset[str]
    stands_in_noun: frozenset[str]
    narrowed: tuple[Narrowed, ...]
    armed: ArmedWords
    dwellings: frozenset[str]
    invariant: frozenset[str]
    person_endings: tuple[str, ...]
    not_counted: tuple[str, ...]


@functools.cache
def item_pack() -> ItemPack:
    """Returns the English nouns of each item."""
    pack: ItemPack = load("languages/en/items.toml", ItemPack)
    return pack


def narrow(parse: Doc, words: Sequence[str], phrase: tuple[int, int], item: Item, measure: Measure | None) -> Item:
    """Returns the item of the noun phrase with the tokens `phrase`, half open, in the light of its measure and of what it belongs to."""
    noun = parse[phrase[1] - 1].lemma_.lower()
    for case in item_pack().narrowed:
        if noun == case.noun and (case.measure == measure if case.measure is not None else not case.words.isdisjoint(words)):
            return case.item
    return "soldier" if item == "person" and noun in item_pack().armed.nouns and _is_armed(parse, words, phrase) else item


def _is_armed(parse: Doc, words: Sequence[str], phrase: tuple[int, int]) -> bool:
    """Whether people are named by the armed body that they belong to: "Hezbollah members", "members of the security forces"."""
    marks = item_pack().armed.marks
    if any(words[at] in marks for at in range(phrase[0], phrase[1] - 1)):
        return True
    first = phrase[1]
    if first >= len(words) or words[first] not in {"of", "from"}:
        return False
    for at in range(first + 1, min(first + LONGEST_BELONGING, len(words))):
        if words[at] in marks or parse[at].is_punct:
            return words[at] in marks
    return False


@functools.cache
def item_names() -> dict[str, Item]:
    """Returns the item of each noun phrase and munition name, in small letters."""
    return {noun: item for item, nouns in item_pack().items.items() for noun in nouns} | models()


@functools.cache
def models() -> dict[str, Item]:
    """Returns the item of each model and nickname of a munition, in small letters."""
    pack: MunitionPack = load("world/munitions.toml", MunitionPack)
    return {name.lower(): munition.item for munition in pack.munition for name in (munition.name, *munition.also)}


def item_at(parse: Doc, words: Sequence[str], at: int) -> Item | None:
    """Returns the item that the noun ending at token `at` names, by the longest phrase that is known; None where it names none."""
    token = parse[at]
    names = item_names()
    forms = dict.fromkeys((words[at], token.lemma_.lower(), *_singulars(words[at])))
    best: Item | None = next((names[form] for form in forms if form in names), None)
    for first in range(at - 1, max(at - LONGEST_NAME, token.sent.start) - 1, -1):
        before = " ".join(words[first:at]).replace(" - ", "-")
        best = next((names[name] for form in forms if (name := f"{before} {form}".replace(" - ", "-")) in names), best)
        if before in models() and best == "munition":
            best = models()[before]
    if at > 1 and words[at - 2] in {"and", "or"} and best is not None:
        other = next((names[name] for form in forms if (name := f"{words[at - 3]} {form}") in names), best) if at > 2 else best
        best = join_items(best, other) or best
    if best is None and token.ent_type_ == "NORP" and token.tag_.startswith("N"):
        return "person"
    return best


def _singulars(word: str) -> tuple[str, ...]:
    """Returns what a plural may be the plural of, for names and compounds that the lemmatizer leaves alone."""
    if word.endswith(("men", "women")):
        return (f"{word[:-2]}an",)
    return (word[:-1],) if word.endswith("s") else ()


def is_person_noun(token: Token) -> bool:
    """Whether an unknown noun looks like a word for people ("parishioners")."""
    if token.tag_ not in {"NN", "NNS"}:
        return False
    return token.lemma_.lower().endswith(item_pack().person_endings) and token.lemma_.lower() not in item_pack().not_counted


def join_items(first: Item | None, second: Item | None) -> Item | None:
    """Returns the item that covers both, None where none does.

    >>> join_items("missile", "drone"), join_items("child", "person"), join_items("drone", "person")
    ('munition', 'person', None)
    """
    if first == second:
        return first
    if {first, second} <= MISSILES:
        return "missile"
    if first in MUNITIONS and second in MUNITIONS:
        return "munition"
    if first in PEOPLE and second in PEOPLE:
        return "person"
    return None
