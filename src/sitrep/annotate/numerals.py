"""Numerals: digits, number words and vague counts, read as bounds."""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from sitrep.packs.loader import load

DIGITS = re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,8}|0(?=\.))(?:\.\d{1,3})?\Z")
GROUP = re.compile(r"\d{3}\Z")
LEADING_GROUP = re.compile(r"\d{1,3}\Z")
SHORT_SCALES = frozenset({"k", "m", "mn", "mln", "bn"})
LONGEST_PHRASE = 5


class Vague(msgspec.Struct, frozen=True):
    """The inclusive bounds of a vague count; None is an open end."""

    low: int | None = None
    high: int | None = None


class BoundWords(msgspec.Struct, frozen=True):
    """Phrases that bind a number from below, from above, or loosely; `fillers` bind nothing."""

    least: tuple[str, ...]
    most: tuple[str, ...]
    near: tuple[str, ...]
    fillers: tuple[str, ...] = ()


class NeverWords(msgspec.Struct, frozen=True):
    """Words beside a number that make it no count; `joined` are the words that a hyphen may tie to a count."""

    after: tuple[str, ...]
    before: tuple[str, ...]
    joined: tuple[str, ...]
    denials: tuple[str, ...]


class RangeWords(msgspec.Struct, frozen=True):
    """Words between two numbers that make them one range."""

    parts: tuple[str, ...]
    closed: tuple[str, ...]
    openers: tuple[str, ...]
    changes: tuple[str, ...]


class ContextWords(msgspec.Struct, frozen=True):
    """Small words around counts, by what they do there."""

    articles: frozenset[str]
    placing: frozenset[str]
    uncounting: frozenset[str]
    part_openers: frozenset[str]
    list_joints: frozenset[str]
    list_goes_on: frozenset[str]
    quotes: frozenset[str]
    dashes: frozenset[str]
    occasions: frozenset[str]
    parents: frozenset[str]
    age_ends: frozenset[str]
    never_alone: frozenset[str]
    adverbs: dict[str, int]


class NumberPack(msgspec.Struct, frozen=True):
    """How a language writes counts."""

    words: dict[str, int]
    scales: dict[str, int]
    vague: dict[str, Vague]
    phrases: dict[str, int]
    before: BoundWords
    after: BoundWords
    never: NeverWords
    range: RangeWords
    context: ContextWords


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written: token indices `[start, end)` and inclusive bounds; `plural` for vague plurals ("dozens")."""

    start: int
    end: int
    low: int | None
    high: int | None
    plural: bool = False

    @property
    def value(self) -> int:
        """The one number that a qualifier would bind."""
        known = self.low if self.low is not None else self.high
        return known or 0


@functools.cache
def number_pack() -> NumberPack:
    """Returns the English number words."""
    pack: NumberPack = load("languages/en/numbers.toml", NumberPack)
    return pack


def context_words() -> ContextWords:
    """Returns the small English words around counts."""
    return number_pack().context


@functools.cache
def _phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], Vague], ...]]:
    """Returns number phrases by their first word, longest first."""
    pack = number_pack()
    known = pack.vague | {phrase: Vague(value, value) for phrase, value in pack.phrases.items()}
    return by_first_word((tuple(phrase.split()), bounds) for phrase, bounds in known.items())


def by_first_word(phrases: Iterable[tuple[tuple[str, ...], Vague]]) -> Mapping[str, tuple[tuple[tuple[str, ...], Vague], ...]]:
    """Returns phrases under their first word, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Vague]]] = {}
    for words, bounds in sorted(phrases, key=lambda entry: -len(entry[0])):
        table.setdefault(words[0], []).append((words, bounds))
    return {first: tuple(entries) for first, entries in table.items()}


@functools.cache
def openers() -> frozenset[str]:
    """Returns the words that a count can begin with, digits aside."""
    return frozenset(number_pack().words) | frozenset(_phrases())


def read_numeral(words: Sequence[str], at: int) -> Numeral | None:
    """Returns the number that begins at token `at` of small-letter `words`, None where none does.

    >>> read_numeral("twenty - three people".split(), 0)
    Numeral(start=0, end=3, low=23, high=23, plural=False)
    >>> read_numeral("1.2 million".split(), 0)
    Numeral(start=0, end=2, low=1200000, high=1200000, plural=False)
    >>> read_numeral("hundreds of thousands of homes".split(), 0)
    Numeral(start=0, end=3, low=200000, high=None, plural=True)
    """
    if words[at][:1].isdigit():
        return _read_digits(words, at)
    return _read_phrase(words, at) or _read_words(words, at)


def _read_phrase(words: Sequence[str], at: int) -> Numeral | None:
    for phrase, bounds in _phrases().get(words[at], ()):
        end = at + len(phrase)
        if tuple(words[at:end]) == phrase:
            return Numeral(at, end, bounds.low, bounds.high, plural=bounds.low != bounds.high)
    return None


def _read_digits(words: Sequence[str], at: int) -> Numeral | None:
    if not DIGITS.match(words[at]):
        return None
    value, end = float(words[at].replace(",", "")), at + 1
    while end < len(words) and GROUP.match(words[end]) and LEADING_GROUP.match(words[at]):
        value, end = value * 1000 + int(words[end]), end + 1
    scales = number_pack().scales
    if end < len(words) and words[end] in scales:
        value, end = value * scales[words[end]], end + 1
    whole = round(value)
    return Numeral(at, end, whole, whole) if abs(whole - value) < 1e-6 else None


def _read_words(words: Sequence[str], at: int) -> Numeral | None:
    """Returns a spelled number: units and tens add up, hundreds multiply, thousands close a group."""
    pack = number_pack()
    if words[at] not in pack.words:
        return None
    total, group, end = 0, pack.words[words[at]], at + 1
    while end < len(words):
        scale = pack.scales.get(words[end])
        if scale is not None and words[end] not in SHORT_SCALES and group:
            total, group = (total, group * scale) if scale < 1000 else (total + group * scale, 0)
            end += 1
            continue
        step = _addend(words, end, group, total)
        if step is None:
            break
        group, end = group + pack.words[words[step]], step + 1
    return Numeral(at, end, total + group, total + group)


def _addend(words: Sequence[str], at: int, group: int, total: int) -> int | None:
    """Returns the index of the next number word that adds to `group`, None where the number ends before it."""
    known = number_pack().words
    joint = at + 1 if words[at] in {"-", "and"} else at
    if joint >= len(words) or words[joint] not in known:
        return None
    if words[at] == "and" and not (group and group % 100 == 0) and not (total and not group):
        return None
    fits_tens = group >= 20 and group % 10 == 0 and group % 100 != 0 and known[words[joint]] < 10
    fits_hundreds = bool(group or total) and group % 100 == 0
    return joint if fits_tens or fits_hundreds else None
