"""Measures: what befell a counted thing, read from the words that govern it."""

import functools
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec
from spacy.tokens import Doc, Token

from sitrep.model.figures import Item, Measure
from sitrep.packs.loader import load

Role = Literal["object", "subject", "tied", "noun", "state", "itself"]

DEEPEST_CLIMB = 6
LONGEST_STATE = 4
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
SAME_PHRASE = frozenset({"conj", "appos", "nummod", "quantmod", "npadvmod", "nmod", "compound", "amod", "dep", "pcomp", "advmod", "meta"})


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


class MeasurePack(msgspec.Struct, frozen=True):
    """The senses in order of precedence, and the classes of items that they speak of."""

    classes: dict[str, tuple[Item, ...]]
    sense: tuple[Sense, ...]
    passing: frozenset[str]
    tallies: frozenset[str]
    singular: frozenset[Measure]
    attacking: frozenset[str]


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
    roles: tuple[Role, ...] = ("object", "subject", "tied", "noun", "state", "itself")
    for sense in pack.sense:
        items = frozenset(item for name in sense.of for item in pack.classes[name])
        for role in roles:
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


def measure_of(parse: Doc, head: int, start: int, end: int, item: Item | None) -> Measure | None:
    """Returns the measure of the count with the words `[start, end)` that token `head` stands for, None where nothing tells."""
    token = parse[head]
    return (
        _said_after(parse, end, item)
        or _own_word(token, item)
        or _verb_before(parse, start, item)
        or _climb(token, item, DEEPEST_CLIMB)
        or _participle_after(parse, token, end, item)
        or _event_noun(token, item)
        or _around(token, item)
    )


def said_directly(parse: Doc, head: int, start: int, end: int, item: Item | None) -> Measure | None:
    """Returns the measure where a verb or a state speaks of the count itself, for counts that need it ("a man was killed")."""
    token = parse[head]
    return (
        _said_after(parse, end, item)
        or _verb_before(parse, start, item)
        or _climb(token, item, 3)
        or _participle_after(parse, token, end, item)
    )


def _verb_forms(verb: Token) -> Iterator[str]:
    """Yields the lemma of a verb with the particle, object or word that it makes one meaning with, longest first."""
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if child.i > verb.i and child.dep_ in {"prt", "dobj", "acomp", "advmod", "oprd", "xcomp"}:
            yield f"{lemma} {child.lemma_.lower()}"
        if child.i > verb.i and child.dep_ == "prep":
            yield f"{lemma} {child.lower_}"
            yield from (f"{lemma} {child.lower_} {noun.lower_}" for noun in child.children if noun.dep_ == "pobj")
    if verb.i + 1 < len(verb.doc):
        yield f"{lemma} {verb.nbor().lower_}"
    yield lemma


def _sense_of_verb(role: Role, verb: Token, item: Item | None) -> Measure | None:
    return next((measure for form in _verb_forms(verb) if (measure := sense_of(role, form, item))), None)


def _said_after(parse: Doc, end: int, item: Item | None) -> Measure | None:
    """Reads what a finite phrase right after the count says of it: "were killed", "are dead", "died", "remain without power"."""
    at, finite, passive = end, False, False
    passing = measure_pack().passing
    while at < len(parse) and at < end + 7 and (parse[at].lower_ in passing or parse[at].tag_ == "RB"):
        finite = finite or parse[at].tag_ in {"VBD", "VBZ", "VBP", "MD"}
        passive = passive or parse[at].lemma_ == "be" or parse[at].lower_ in {"reported", "feared", "left"}
        at += 1
    if at >= len(parse) or (at > end and not finite and parse[at].tag_ not in {"JJ", "VBN", "NN", "VBD"}):
        return None
    return _said_by(parse[at], item, at > end and passive, finite)


def _said_by(word: Token, item: Item | None, passive: bool, finite: bool) -> Measure | None:
    """Reads one word as what is said of a count before it."""
    if word.tag_ == "IN" and (finite or word.lower_ == "without"):
        near = word.doc[word.i + 1 : word.i + 1 + LONGEST_STATE]
        return next((found for noun in near if (found := sense_of("state", noun.lower_, item))), None)
    if passive and word.tag_ in {"VBN", "VBD", "JJ"}:
        return _sense_of_verb("object", word, item) or sense_of("state", word.lower_, item)
    if word.tag_ in {"JJ", "NN", "NNP"} and (state := sense_of("state", word.lower_, item)):
        return state
    if word.tag_ in {"VBD", "VBZ", "VBP", "VB"} or (finite and word.tag_ == "VBN"):
        return _sense_of_verb("subject", word, item)
    return None


def _own_word(token: Token, item: Item | None) -> Measure | None:
    """Reads a counted noun that is a state itself: "five dead", "three evacuees"."""
    own = sense_of("itself", token.lemma_.lower(), item) or sense_of("itself", token.lower_, item)
    return own if own is not None and own not in {"hit", "other"} else None


def _event_noun(token: Token, item: Item | None) -> Measure | None:
    """Reads a counted noun that is a happening itself: "three explosions"."""
    return sense_of("itself", token.lemma_.lower(), item)


def _verb_before(parse: Doc, start: int, item: Item | None) -> Measure | None:
    """Reads a transitive verb right before the count: "killing five", "shot down 20"."""
    at = start - 1
    while (
        at > 0
        and at > start - 5
        and (parse[at].dep_ in {"prt", "det", "poss"} or parse[at].lower_ in {"another", "a", "total", "of", "other"})
    ):
        at -= 1
    verb = parse[at] if at >= 0 else None
    if verb is None or not verb.tag_.startswith("VB"):
        return None
    return _sense_of_verb("object", verb, item)


def _climb(token: Token, item: Item | None, steps: int) -> Measure | None:
    """Follows the grammar from a count up to the word that governs it."""
    if steps == 0 or token.head is token:
        return _said_of_root(token, item)
    head = token.head
    if token.dep_ in {"dobj", "dative"} or token.dep_ in PASSIVE_SUBJECTS:
        return _sense_of_verb("object", head, item)
    if token.dep_ == "nsubj":
        return _of_subject(token, head, item)
    if token.dep_ == "pobj":
        return _of_preposition(head, item, steps)
    if token.dep_ == "attr":
        return _of_sentence_subject(head, item)
    if token.dep_ in SAME_PHRASE:
        return _own_word(head, item) or _climb(head, item, steps - 1)
    return None


def _said_of_root(token: Token, item: Item | None) -> Measure | None:
    return sense_of("object", token.lemma_.lower(), item) if token.tag_ in {"VBN", "VBD"} else None


def _of_subject(token: Token, verb: Token, item: Item | None) -> Measure | None:
    """Reads the verb whose subject is counted, through copulas and "is believed to have"."""
    auxiliaries = {child.lemma_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if verb.tag_ == "VBN" and ("be" in auxiliaries or not auxiliaries):
        return _sense_of_verb("object", verb, item)
    direct = _sense_of_verb("subject", verb, item)
    if direct is not None:
        return direct
    for child in verb.children:
        if child.i <= token.i:
            continue
        if child.dep_ in {"acomp", "oprd", "attr", "advmod"} and (state := sense_of("state", child.lower_, item)):
            return state
        if child.dep_ == "prep" and verb.lemma_ in {"be", "remain", "stay", "leave"}:
            near = verb.doc[child.i + 1 : child.i + 1 + LONGEST_STATE]
            found = next((m for noun in near if (m := sense_of("state", noun.lower_, item))), None)
            if found is not None:
                return found
        if child.dep_ in {"xcomp", "ccomp"} and (found := _of_subject(token, child, item)):
            return found
    return None


def _of_preposition(preposition: Token, item: Item | None, steps: int) -> Measure | None:
    """Reads "death of five", "attacked with five", "hit by five", "the toll rose to five"."""
    governor = preposition.head
    word = preposition.lower_
    if word == "of":
        noun = sense_of("noun", governor.lemma_.lower(), item) or _own_word(governor, item)
        return noun or (_climb(governor, item, steps - 1) if governor.tag_[:2] in {"NN", "CD", "IN", "DT", "JJ"} else None)
    if governor.tag_.startswith("VB"):
        if word == "by" and (found := _sense_of_verb("subject", governor, item)):
            return found
        if word in {"to", "at"} and (found := _of_sentence_subject(governor, item)):
            return found
        return _sense_of_verb("tied", governor, item) or (_of_sentence_subject(governor, item) if word == "from" else None)
    if governor.tag_.startswith("NN"):
        return sense_of("noun", governor.lemma_.lower(), item) or _climb(governor, item, steps - 1)
    return _climb(governor, item, steps - 1) if governor.dep_ in {"prep", "pcomp", "conj"} else None


def _of_sentence_subject(verb: Token, item: Item | None) -> Measure | None:
    """Reads the subject or object that a count is the value of: "the death toll rose to five", "bringing the number of dead to five"."""
    for child in verb.children:
        if child.dep_ not in {"nsubj", "nsubjpass", "dobj"}:
            continue
        words = [child, *(word for word in child.subtree if word.i != child.i)]
        tally = child.lemma_.lower() in measure_pack().tallies
        scope = words if tally else words[:1]
        for word in sorted(scope, key=lambda token: token.lower_ == "toll"):
            found = sense_of("noun", word.lower_, item) or (sense_of("state", word.lower_, item) if tally else None)
            if found is not None:
                return found
    return None


def _participle_after(parse: Doc, token: Token, end: int, item: Item | None) -> Measure | None:
    """Reads a participle or relative clause after the count: "people killed in", "drones that were launched"."""
    if end < len(parse) and parse[end].tag_ in {"VBN", "VBD"} and (found := _sense_of_verb("object", parse[end], item)):
        return found
    for child in token.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and (found := _sense_of_verb("object", child, item)):
            return found
        if child.dep_ == "acl" and child.tag_ == "VBG" and (found := _sense_of_verb("subject", child, item)):
            return found
        if child.dep_ == "relcl" and (found := _of_relative(child, item)):
            return found
        if child.dep_ == "amod" and (found := sense_of("state", child.lower_, item)):
            return found
    return None


def _of_relative(verb: Token, item: Item | None) -> Measure | None:
    """Reads a relative clause: its own subject makes the count its object."""
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is not None and subject.tag_ in {"WP", "WDT"} and subject.dep_ == "nsubj":
        return _of_subject(subject, verb, item)
    return _sense_of_verb("object", verb, item)


def _around(token: Token, item: Item | None) -> Measure | None:
    """Falls back to the nearest words above the count."""
    for ancestor in token.ancestors:
        if ancestor.tag_.startswith("VB"):
            found = (
                _sense_of_verb("object", ancestor, item)
                or _sense_of_verb("subject", ancestor, item)
                or _sense_of_verb("tied", ancestor, item)
            )
        else:
            found = sense_of("noun", ancestor.lemma_.lower(), item)
        if found is not None:
            return found
    return None
