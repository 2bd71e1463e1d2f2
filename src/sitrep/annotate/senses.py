"""Senses: which measure a word gives to a count, by the role that the word plays."""

import functools
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec
from spacy.tokens import Token

from sitrep.model.figures import Item, Measure
from sitrep.packs.loader import load

Role = Literal["object", "subject", "tied", "noun", "state", "itself", "lastly"]

ROLES: tuple[Role, ...] = ("object", "subject", "tied", "noun", "state", "itself", "lastly")
COMPLETING = frozenset({"prt", "dobj", "acomp", "advmod", "oprd", "xcomp"})
JOINED_REACH = 3


class Sense(msgspec.Struct, frozen=True):
    """Words that give counts of some classes of items one measure."""

    measure: Measure
    of: tuple[str, ...]
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    itself: tuple[str, ...] = ()
    lastly: tuple[str, ...] = ()


class MeasurePack(msgspec.Struct, frozen=True):
    """The senses in order of precedence, the classes of items that they speak of, and the small words around them."""

    classes: dict[str, tuple[Item, ...]]
    sense: tuple[Sense, ...]
    passing: frozenset[str]
    between: frozenset[str]
    counting: frozenset[str]
    tallies: frozenset[str]
    leaving: frozenset[str]
    deadly: frozenset[str]
    lessening: frozenset[str]
    lacking: frozenset[str]
    needs_noun: frozenset[str]
    manners: frozenset[str]
    singular: frozenset[Measure]
    attacking: frozenset[str]
    of_people: frozenset[Measure]


@functools.cache
def measure_pack() -> MeasurePack:
    """Returns the English words of each measure."""
    pack: MeasurePack = load("languages/en/measures.toml", MeasurePack)
    return pack


@functools.cache
def _senses() -> Mapping[tuple[Role, str], tuple[tuple[frozenset[Item], Measure], ...]]:
    """Returns what each word can mean in each role, by precedence."""
    pack = measure_pack()
    table: dict[tuple[Role, str], list[tuple[frozenset[Item], Measure]]] = {}
    for sense in pack.sense:
        items = frozenset(item for name in sense.of for item in pack.classes[name])
        for role in ROLES:
            for word in getattr(sense, role):
                table.setdefault((role, word), []).append((items, sense.measure))
    return {key: tuple(senses) for key, senses in table.items()}


def sense_of(role: Role, word: str, item: Item | None) -> Measure | None:
    """Returns what `word` in `role` tells of `item`; an unknown item takes the first sense.

    >>> sense_of("object", "destroy", "drone"), sense_of("object", "destroy", "building")
    ('intercepted', 'destroyed')
    """
    for items, measure in _senses().get((role, word), ()):
        if item is None or item in items:
            return measure
    return None


@functools.cache
def items_of(measure: Measure) -> frozenset[Item]:
    """Returns the items that a measure can befall."""
    pack = measure_pack()
    return frozenset(item for sense in pack.sense if sense.measure == measure for name in sense.of for item in pack.classes[name])


def sense_of_verb(role: Role, verb: Token, item: Item | None) -> Measure | None:
    """Returns what a verb in `role` tells of `item`, with its particle or object and with a verb joined to it."""
    found = _plain_sense(role, verb, item)
    if found is None:
        return None
    if found == "injured" and any(child.lower_ in measure_pack().deadly for child in verb.children):
        return "killed"
    if found == "destroyed" and any(child.lower_ in measure_pack().lessening for child in verb.children):
        return "damaged"
    partner = _joined(verb)
    other = _plain_sense(role, partner, item) if partner is not None else None
    if partner is None or other is None or other == found:
        return found
    pack = measure_pack()
    if {found, other} <= pack.of_people:
        if verb.lemma_ in pack.manners or partner.lemma_ in pack.manners:
            return found if partner.lemma_ in pack.manners else other
        if {found, other} == {"killed", "injured"} or _is_choice(verb, partner):
            return "other"
    return other if partner.i < verb.i else found


def _is_choice(verb: Token, partner: Token) -> bool:
    first, last = sorted((verb.i, partner.i))
    return any(token.lower_ == "or" for token in verb.doc[first:last])


def _plain_sense(role: Role, verb: Token, item: Item | None) -> Measure | None:
    return next((measure for form in _forms(verb) if (measure := sense_of(role, form, item))), None)


def tells_with_more(verb: Token) -> bool:
    """Whether a verb tells what befell people by its object or particle too ("require treatment"), not by itself alone."""
    return any(" " in form and sense_of("subject", form, "person") for form in _forms(verb))


def _forms(verb: Token) -> Iterator[str]:
    """Yields the lemma of a verb with the particle, object or word that it makes one meaning with, longest first."""
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if child.i > verb.i and child.dep_ == "prep":
            for noun in (each for each in child.children if each.dep_ == "pobj"):
                yield from (
                    f"{lemma} {child.lower_} other {noun.lemma_.lower()}" for word in noun.children if word.lower_ in {"other", "another"}
                )
                yield f"{lemma} {child.lower_} {noun.lemma_.lower()}"
            yield f"{lemma} {child.lower_}"
        elif child.i > verb.i and child.dep_ in COMPLETING:
            yield f"{lemma} {child.lemma_.lower()}"
    if verb.i + 1 < len(verb.doc):
        yield f"{lemma} {verb.nbor().lower_}"
    yield lemma


def _joined(verb: Token) -> Token | None:
    """Returns the verb that shares the object of `verb` ("shot down or jammed", "killed and wounded"), None where there is none."""
    candidates = (verb.head, *verb.children) if verb.dep_ == "conj" else tuple(verb.children)
    for other in candidates:
        first, last = sorted((verb.i, other.i))
        if (other.dep_ == "conj" or other == verb.head) and other.tag_.startswith("VB") and last - first <= JOINED_REACH:
            between = verb.doc[first + 1 : last]
            if all(token.tag_ in {"CC", "RP", "RB"} for token in between):
                return other
    return None


def sense_of_noun(noun: Token, item: Item | None) -> Measure | None:
    """Returns what a noun of happening tells of `item`, with a word that makes it one meaning ("fatal shooting")."""
    lemma = noun.lemma_.lower()
    for child in noun.children:
        if child.dep_ in {"amod", "compound"} and (found := sense_of("noun", f"{child.lower_} {lemma}", item)):
            return found
    return sense_of("noun", lemma, item)


def own_word(token: Token, item: Item | None) -> Measure | None:
    """Returns what a counted noun tells that is a state itself: "five dead", "three explosions"."""
    return sense_of("itself", token.lemma_.lower(), item) or sense_of("itself", token.lower_, item)


def is_attack(verb: Token) -> bool:
    """Whether the object of a verb is what was attacked."""
    return verb.tag_.startswith("VB") and verb.lemma_.lower() in measure_pack().attacking


def takes_particle(verb: Token, particle: str) -> bool:
    """Whether a verb and the word after it are one ("hand over")."""
    return any(sense_of("object", f"{form} {particle}", None) for form in (verb.lemma_.lower(), verb.lower_))


def holds_people(measure: Measure) -> bool:
    """Whether a measure befalls people, so that what is counted must be people where no noun says so."""
    return measure in measure_pack().of_people
