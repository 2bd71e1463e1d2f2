"""Counted nouns: what a number counts, found from the words after it and the grammar above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc

from sitrep.annotate.items import PEOPLE, item_at, item_names, item_pack, join_items
from sitrep.annotate.numerals import context_words
from sitrep.annotate.quantifiers import Quantity
from sitrep.model.figures import Item

Part = Literal["all", "of-number", "of-them"]

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "CD", "FW"})
PREMODIFIER_TAGS = frozenset({"JJ", "JJR", "VBN", "VBG", "VBD", "HYPH", "POS", "AFX", "JJS", "``", "''", "RB"})
PREMODIFYING = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "det", "advmod"})
PLURAL_TAGS = frozenset({"NNS", "NNPS"})
LISTED_TAGS = frozenset({"NNS", "NN", "JJ", "NNP", "NNPS", "VBN"})
VERBAL = frozenset({"acl", "relcl", "advcl", "ROOT", "ccomp", "xcomp", "pcomp"})
VERBAL_TAGS = frozenset({"VBN", "VBD", "VBG", "RB", "JJ", "JJR"})
LONGEST_NOUN_PHRASE = 12


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts: the token that stands for it in the grammar, the end of its words, and its item.

    `item` is None where the noun is left out or unknown. `part` tells "24 of 27 drones" and "two of them" from plain counts.
    `of` is the index of the token that the part is taken of.
    """

    head: int
    end: int
    item: Item | None
    named: bool = True
    part: Part = "all"
    of: int | None = None


def find_counted(parse: Doc, words: Sequence[str], quantity: Quantity) -> Counted:
    """Returns what `quantity` counts, from the words after it."""
    number = quantity.end - 1
    at = quantity.end
    while at < len(words) and words[at] in context_words().quotes:
        at += 1
    if at >= len(words):
        return Counted(number, quantity.end, None, named=False)
    if words[at] == "of" or (words[at] == "out" and tuple(words[at + 1 : at + 2]) == ("of",)):
        return _counted_of(parse, words, quantity, at + 1 if words[at] == "of" else at + 2)
    found = _noun_phrase(parse, words, at, quantity.end - 1)
    return found or Counted(number, quantity.end, None, named=False)


def _counted_of(parse: Doc, words: Sequence[str], quantity: Quantity, at: int) -> Counted:
    """Returns what is counted by "dozens of people", "24 of 27 drones", "five of them", "one of its ships"."""
    number = quantity.end - 1
    while at < len(words) and parse[at].tag_ in {"DT", "PRP$", "PDT"} and words[at] not in item_pack().stands_in:
        at += 1
    if at >= len(words):
        return Counted(number, quantity.end, None, named=False)
    if words[at] in item_pack().stands_in or parse[at].tag_ in {"PRP", "WP", "WDT"}:
        return _of_them(parse, words, quantity, at)
    if parse[at].tag_ == "CD" or words[at][:1].isdigit():
        return Counted(number, quantity.end, None, named=False, part="of-number", of=at)
    if parse[at].tag_ in {"JJS", "RBS"}:
        return Counted(at, at + 1, None)
    found = _noun_phrase(parse, words, at, at)
    if found is None:
        state = item_names().get(words[at])
        return Counted(at, at + 1, state) if state else Counted(number, quantity.end, None, named=False)
    superlative = any(parse[i].tag_ in {"JJS", "RBS"} for i in range(at, found.end))
    if superlative or (not quantity.plural and parse[found.head].tag_ in {"NN", "NNP"} and quantity.low == quantity.high):
        return Counted(found.head, found.end, None)
    return Counted(number if not quantity.plural else found.head, found.end, found.item, of=found.head)


def _of_them(parse: Doc, words: Sequence[str], quantity: Quantity, at: int) -> Counted:
    """Returns what is counted by "five of them", "five of them children", "five of whom were women"."""
    number, first = quantity.end - 1, at + 1
    while first < len(words) and parse[first].lemma_ == "be":
        first += 1
    found = _noun_phrase(parse, words, first, first) if first < len(words) and parse[first].tag_ in LISTED_TAGS else None
    if found is not None and found.item in PEOPLE and parse[found.head].tag_ in PLURAL_TAGS:
        return Counted(number, found.end, found.item, part="of-them", of=at)
    return Counted(number, quantity.end, None, named=False, part="of-them", of=at)


def _noun_phrase(parse: Doc, words: Sequence[str], at: int, number: int) -> Counted | None:
    """Returns the noun that ends the noun phrase at token `at`; None where no noun follows."""
    nouns = _nouns(parse, words, at, _governor(parse, number, at))
    if not nouns:
        return None
    last = nouns[-1]
    if words[last] in item_pack().stands_in_noun and len(nouns) == 1:
        return Counted(last, last + 1, None, named=False)
    for index in reversed(nouns):
        if index != last and parse[index].tag_ not in {"NNS", "NNPS"}:
            continue
        item = item_at(parse, words, index)
        if item is not None and (found := _with_genitive(parse, words, index)) is not None:
            return found
        if item is not None:
            return _with_partner(parse, words, Counted(index, index + 1, item))
    return Counted(last, last + 1, None)


def _governor(parse: Doc, number: int, at: int) -> int:
    """Returns the noun that the grammar ties to the number, where it stands close after it; else the number itself."""
    head = parse[number].head
    if parse[number].dep_ not in PREMODIFYING:
        return number
    while head.i > number and head.dep_ in {"nummod", "quantmod", "compound", "amod", "nmod"} and head.head.i > head.i:
        head = head.head
    return head.i if at <= head.i < at + LONGEST_NOUN_PHRASE and head.tag_ in NOUN_TAGS else number


def _nouns(parse: Doc, words: Sequence[str], at: int, governor: int) -> list[int]:
    """Returns the nouns of the phrase at token `at`, up to its end."""
    nouns: list[int] = []
    governor = max(governor, _listed_head(parse, at))
    for index in range(at, min(at + LONGEST_NOUN_PHRASE, len(words))):
        tag = parse[index].tag_
        if tag in {"NN", "NNS", "NNP", "NNPS"}:
            if nouns and _closes(parse, nouns[-1], index):
                break
            nouns.append(index)
        elif not _goes_on(parse, words, index, bool(nouns), governor):
            break
    return nouns


def _goes_on(parse: Doc, words: Sequence[str], index: int, after_noun: bool, governor: int) -> bool:
    """Whether a token that is no noun can stand within the noun phrase."""
    token = parse[index]
    if token.tag_ == "CD":
        return index < governor or words[index + 1 : index + 2] in {("-",), ("mm",)}
    if token.tag_ in {"CC", ","}:
        return index < governor
    if token.dep_ in VERBAL and token.tag_.startswith("VB"):
        return False
    return token.tag_ in PREMODIFIER_TAGS and not (after_noun and index > governor and token.tag_ in VERBAL_TAGS)


def _listed_head(parse: Doc, at: int) -> int:
    """Returns the plural noun that a list of modifiers leads up to ("air, sea and ground-launched missiles"), else `at`."""
    joints = 0
    for index in range(at, min(at + LONGEST_NOUN_PHRASE, len(parse))):
        tag = parse[index].tag_
        if tag in {"NNS", "NNPS"}:
            return index if joints else at
        joints += tag in {"CC", ","}
        if (joints and index == at) or tag not in {"NN", "JJ", "HYPH", "VBN", "CC", ","}:
            return at
    return at


def _closes(parse: Doc, noun: int, following: int) -> bool:
    """Whether the noun phrase ends at `noun` though another noun follows ("drones Russia launched")."""
    if parse[noun].tag_ == "NNS":
        return parse[following].tag_ in {"NNP", "NNPS"} and parse[noun].head.i != following
    return parse[following].is_space


def _with_genitive(parse: Doc, words: Sequence[str], at: int) -> Counted | None:
    """Returns a noun that is known together with what follows it ("prisoners of war"), None where it is not."""
    if tuple(words[at + 1 : at + 2]) != ("of",) or at + 2 >= len(words):
        return None
    item = item_names().get(f"{parse[at].lemma_.lower()} of {words[at + 2]}")
    return Counted(at, at + 3, item) if item else None


def _with_partner(parse: Doc, words: Sequence[str], found: Counted) -> Counted:
    """Widens "missiles" to "missiles and drones", "rockets, missiles and drones", where one number counts all."""
    widened, joint = found, ","
    if parse[found.head].tag_ not in PLURAL_TAGS:
        return found
    while widened.end + 1 < len(words) and words[widened.end] in {",", "and", "or"}:
        nouns = _nouns(parse, words, widened.end + 1, widened.end + 1)
        if not nouns or parse[nouns[-1]].tag_ not in PLURAL_TAGS or parse[nouns[-1]].dep_ not in {"conj", "appos"}:
            break
        item = join_items(widened.item, item_at(parse, words, nouns[-1]))
        if item is None or parse[widened.end + 1].tag_ not in LISTED_TAGS:
            break
        joint = words[widened.end]
        widened = Counted(found.head, nouns[-1] + 1, item)
    return widened if joint != "," else found
