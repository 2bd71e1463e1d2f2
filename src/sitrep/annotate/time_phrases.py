"""Phrases of time: the longest runs of words that the patterns of a language allow."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitrep.annotate.time_words import OTHER, Item, Lexicon, lexicon
from sitrep.errors import InvalidPack

LONGEST = 64  # words of time in a row that are looked at together: no phrase is longer, and a list of thousands costs no more


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of time: its words, `[first, last)` in the row of all words, and the name of its meaning."""

    items: tuple[Item, ...]
    meaning: str
    first: int
    last: int

    def has(self, *categories: str) -> bool:
        """Whether a word of one of the categories stands in it."""
        return any(item.category in categories for item in self.items)

    def get(self, category: str) -> int | str | None:
        """Returns the value of its first word of a category, None where there is none."""
        return next((item.value for item in self.items if item.category == category), None)

    def number(self, category: str) -> int | None:
        """Returns the number that its first word of a category stands for, None where there is none."""
        value = self.get(category)
        return value if isinstance(value, int) else None

    def word(self, category: str) -> str | None:
        """Returns the word that its first word of a category stands for, None where there is none."""
        value = self.get(category)
        return value if isinstance(value, str) else None

    def numbers(self, category: str) -> list[int]:
        """Returns the numbers of all its words of a category."""
        return [item.value for item in self.items if item.category == category and isinstance(item.value, int)]


class Grammar:
    """The phrase patterns of one language, compiled."""

    def __init__(self, words: Lexicon) -> None:
        self.words = words
        self.rules = [
            (re.compile(self.translate(pattern)), meaning) for meaning, patterns in words.pack.phrases.items() for pattern in patterns
        ]
        triggers = "".join(code for name, code in words.codes.items() if name not in words.pack.glue and name not in ("other", "break"))
        self.segment = re.compile(rf"[^{OTHER}\n{triggers}]*[{triggers}][^{OTHER}\n]*")

    def translate(self, pattern: str) -> str:
        """Returns a pattern over category names as one over their characters.

        Raises: InvalidPack naming a category or macro that does not exist.
        """
        while "{" in pattern:
            pattern = re.sub(r"\{(\w+)\}", lambda match: f"(?:{self.macro(match[1])})", pattern)
        return re.sub(r"[a-z_]+", lambda match: self.code(match[0]), pattern).replace(" ", "")

    def macro(self, name: str) -> str:
        """Returns what a macro stands for."""
        try:
            return self.words.pack.macros[name]
        except KeyError:
            raise InvalidPack(f"times.toml: no macro {name!r}") from None

    def code(self, name: str) -> str:
        """Returns the character of a category."""
        try:
            return self.words.codes[name]
        except KeyError:
            raise InvalidPack(f"times.toml: no category {name!r}") from None

    def phrases(self, items: list[Item]) -> Iterator[Phrase]:
        """Yields the phrases of a row of words in order, none overlapping: the longest first, then the earlier rule."""
        codes = "".join([self.words.codes[item.category] for item in items])
        for segment in self.segment.finditer(codes):
            for start in range(*segment.span(), LONGEST):
                for first, last, meaning in sorted(self.choose(codes, start, min(start + LONGEST, segment.end()))):
                    yield Phrase(tuple(items[first:last]), meaning, first, last)

    def choose(self, codes: str, start: int, end: int) -> list[tuple[int, int, str]]:
        """Returns the phrases chosen in one run of words."""
        found = [
            (match.start() - match.end(), order, match.start(), match.end(), meaning)
            for order, (pattern, meaning) in enumerate(self.rules)
            for match in pattern.finditer(codes, start, min(end + 1, len(codes)))
        ]
        chosen: list[tuple[int, int, str]] = []
        for _, _, first, last, meaning in sorted(found):
            if first < last <= end and all(last <= other[0] or first >= other[1] for other in chosen):
                chosen.append((first, last, meaning))
        return chosen


@functools.cache
def grammar() -> Grammar:
    """Returns the English grammar, compiled once a process."""
    return Grammar(lexicon())
