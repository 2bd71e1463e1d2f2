"""Phrases: words and runs of words that packs know, found in a text that nobody has parsed."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")

ENDING = 6
"""How many letters an open ending may have."""
GAP = 3
"""How many words a gap may hold."""
MOST_KNOWN = 100_000
"""For how many words the phrases that begin with them are kept at hand."""
BRACES = re.compile(r"\{([^{}]*)\}")


class Hit(NamedTuple, Generic[Value]):
    """A phrase found at the words `[first, last)`, and what it stands for."""

    first: int
    last: int
    value: Value


class Phrases(Generic[Value]):
    """Phrases compiled for search; each is words parted by blanks, in small letters.

    `збит*` is a stem with any ending of up to six letters, `дрон{,а,и}` a word with one of some endings, `~` a gap of up to three words.

    >>> known = Phrases([("сбит*", "down"), ("атак{а,у} на", "attack")])
    >>> known.find(["сбиты", "дроны", "атаку", "на", "порт"])
    [Hit(first=0, last=1, value='down'), Hit(first=2, last=4, value='attack')]
    """

    def __init__(self, pairs: Iterable[tuple[str, Value]]) -> None:
        self._exact: defaultdict[str, list[tuple[tuple[str, ...], Value]]] = defaultdict(list)
        self._stems: defaultdict[str, list[tuple[tuple[str, ...], Value]]] = defaultdict(list)
        for phrase, value in pairs:
            for words in spelt_out(phrase):
                head = words[0]
                (self._stems if head.endswith("*") else self._exact)[head.rstrip("*")].append((words, value))
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._starts: dict[str, list[tuple[tuple[str, ...], Value]]] = {}

    def find(self, words: Sequence[str], first: int = 0, last: int | None = None) -> list[Hit[Value]]:
        """Returns the longest phrase at each word of `[first, last)`, but for those that lie within another; in text order."""
        end = len(words) if last is None else last
        found: list[Hit[Value]] = []
        reached = first
        for index in range(first, end):
            hit = self.at(words, index, end)
            if hit and hit.last > reached:
                found.append(hit)
                reached = hit.last
        return found

    def every(self, words: Sequence[str], first: int, last: int) -> list[Hit[Value]]:
        """Returns all that the longest phrase at each word stands for, but for those that lie within another; in text order."""
        found: list[Hit[Value]] = []
        reached = first
        for index in range(first, last):
            ends = [(ends_at(phrase, words, index, last), value) for phrase, value in self._beginning(words[index])]
            longest = max((end for end, _ in ends if end is not None), default=None)
            if longest is not None and longest > reached:
                found += [Hit(index, longest, value) for end, value in ends if end == longest]
                reached = longest
        return found

    def all_at(self, words: Sequence[str], index: int) -> list[Hit[Value]]:
        """Returns every phrase that begins at a word."""
        ends = [(ends_at(phrase, words, index, len(words)), value) for phrase, value in self._beginning(words[index])]
        return [Hit(index, end, value) for end, value in ends if end is not None]

    def at(self, words: Sequence[str], index: int, end: int | None = None) -> Hit[Value] | None:
        """Returns the longest phrase that begins at a word, None where none does."""
        best: Hit[Value] | None = None
        last = len(words) if end is None else end
        for phrase, value in self._beginning(words[index]):
            stop = ends_at(phrase, words, index, last)
            if stop is not None and (best is None or stop > best.last):
                best = Hit(index, stop, value)
        return best

    def _beginning(self, word: str) -> list[tuple[tuple[str, ...], Value]]:
        """Returns the phrases whose first word fits, the longest stems last."""
        known = self._starts.get(word)
        if known is None:
            known = list(self._exact.get(word, ()))
            for length in reversed(self._lengths):
                if length <= len(word) <= length + ENDING:
                    known += self._stems.get(word[:length], ())
            if not known and "-" in word:
                known = self._beginning_of_compound(word)
            if len(self._starts) < MOST_KNOWN:
                self._starts[word] = known
        return known

    def _beginning_of_compound(self, word: str) -> list[tuple[tuple[str, ...], Value]]:
        """Returns the phrases of the first part of a word with a hyphen ("жінка-водій"), none where it is only joined to the other."""
        part = word.split("-", maxsplit=1)[0]
        return self._beginning(part) if len(part) > 3 and not part.endswith(("о", "е")) else []


def ends_at(phrase: Sequence[str], words: Sequence[str], index: int, last: int) -> int | None:
    """Returns where a phrase that begins at `index` ends, None where the words differ."""
    at = index + 1
    for number, part in enumerate(phrase[1:], 1):
        if part == "~":
            continue
        reach = range(at, min(at + (GAP + 1 if phrase[number - 1] == "~" else 1), last))
        place = next((i for i in reach if fits(part, words[i])), None)
        if place is None:
            return None
        at = place + 1
    return at


def fits(part: str, word: str) -> bool:
    """Whether a word is the one of a phrase, or has its stem."""
    if not part.endswith("*"):
        return part == word
    return word.startswith(part[:-1]) and len(word) <= len(part) - 1 + ENDING


def spelt_out(phrase: str) -> Iterator[tuple[str, ...]]:
    """Yields a phrase with each choice of the endings in its braces.

    >>> list(spelt_out("удар{,и} по"))
    [('удар', 'по'), ('удари', 'по')]
    """
    parts = BRACES.split(phrase)
    choices = [part.split(",") if number % 2 else [part] for number, part in enumerate(parts)]
    for chosen in itertools.product(*choices):
        yield tuple("".join(chosen).split())
