"""Quantifiers: ranges, and the qualifiers that open or close the bounds of a number."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sitrep.annotate.numerals import LONGEST_PHRASE, Numeral, context_words, number_pack, read_numeral

Bind = Literal["least", "most", "near", "filler"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its qualifiers: token indices `[start, end)`, `[core, end)` without what goes before, inclusive bounds."""

    start: int
    core: int
    end: int
    low: int | None
    high: int | None
    approx: bool = False
    plural: bool = False


@functools.cache
def _before() -> dict[tuple[str, ...], Bind]:
    """Returns the phrases that go before a number."""
    return _binds("before")


@functools.cache
def _after() -> dict[tuple[str, ...], Bind]:
    """Returns the phrases that go after a number."""
    return _binds("after")


def _binds(side: Literal["before", "after"]) -> dict[tuple[str, ...], Bind]:
    words = number_pack().before if side == "before" else number_pack().after
    table: dict[tuple[str, ...], Bind] = {tuple(phrase.split()): "filler" for phrase in words.fillers}
    table |= {tuple(phrase.split()): "near" for phrase in words.near}
    table |= {tuple(phrase.split()): "most" for phrase in words.most}
    table |= {tuple(phrase.split()): "least" for phrase in words.least}
    return table


def read_range(words: Sequence[str], at: int) -> Numeral | None:
    """Returns the number or range of numbers that begins at token `at`, None where none does.

    >>> read_range("30 to 40 people".split(), 0)
    Numeral(start=0, end=3, low=30, high=40, plural=False)
    """
    first = read_numeral(words, at)
    if first is None or first.plural or first.end + 1 >= len(words):
        return first
    known = number_pack().range
    opener = words[at - 1] if at else ""
    if words[first.end] not in known.parts and not (words[first.end] in known.closed and opener == "between"):
        return first
    second = read_numeral(words, first.end + 1)
    if second is None or second.plural or not _rises(first, second):
        return first
    if opener == "from" and any(word in known.changes for word in words[max(0, at - 4) : at]):
        return second
    low = first.value
    last = words[second.end - 1]
    if low < 1000 <= second.value and last in number_pack().scales and low * number_pack().scales[last] < second.value:
        low *= number_pack().scales[last]
    return Numeral(at, second.end, low, second.value)


def _rises(first: Numeral, second: Numeral) -> bool:
    return 0 < first.value < second.value


def qualify(words: Sequence[str], numeral: Numeral, placing: bool) -> Quantity:
    """Returns the number with the qualifiers around it; `placing` tells that "over" and the like are prepositions of place here.

    >>> words = "at least another five people".split()
    >>> qualify(words, read_range(words, 3), placing=False)
    Quantity(start=0, core=3, end=4, low=5, high=None, approx=False, plural=False)
    """
    found = Quantity(numeral.start, numeral.start, numeral.end, numeral.low, numeral.high, plural=numeral.plural)
    at, bound = numeral.start, False
    if at and words[at - 1] in number_pack().range.openers and numeral.low != numeral.high and numeral.end - numeral.start >= 3:
        found = replace(found, start=at - 1)
        at -= 1
    while at > 0:
        phrase, bind = _phrase_ending(words, at)
        if bind is None or (placing and phrase == 1 and words[at - 1] in context_words().placing):
            break
        at -= phrase
        if bind != "filler":
            found = _bind(found, numeral, bind, bound) if not bound or bind == "near" else found
            found = replace(found, start=at)
            bound = True
    return found if bound else _qualify_after(words, found, numeral)


def _phrase_ending(words: Sequence[str], at: int) -> tuple[int, Bind | None]:
    """Returns the length and the kind of the longest phrase that ends before token `at`."""
    table = _before()
    for length in range(min(LONGEST_PHRASE, at), 0, -1):
        bind = table.get(tuple(words[at - length : at]))
        if bind is not None:
            return length, bind
    return 0, None


def _qualify_after(words: Sequence[str], found: Quantity, numeral: Numeral) -> Quantity:
    table = _after()
    for length in range(3, 0, -1):
        bind = table.get(tuple(words[found.end : found.end + length]))
        if bind is not None:
            return replace(_bind(found, numeral, bind, False), end=found.end + length)
    return found


def _bind(found: Quantity, numeral: Numeral, bind: Bind, bound: bool) -> Quantity:
    if bind == "least":
        return replace(found, low=numeral.value, high=None)
    if bind == "most":
        return replace(found, low=None, high=numeral.high if numeral.high is not None else numeral.value)
    if numeral.plural or bound:
        return replace(found, approx=found.approx or not numeral.plural)
    return replace(found, approx=True)
