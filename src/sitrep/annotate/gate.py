"""The relevance gate: whether anything in a text can yield a claim, and which paragraphs then need a parse, decided without one."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from sitrep.packs.loader import load
from sitrep.packs.tongues import TONGUES

ENGLISH = "en"
FOREIGN_SHARE = 0.3
ENOUGH = 1.0


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one field: each adds `weight` once, all together at most `most` (a negative weight takes away).

    `telling` is false where such a word alone makes no paragraph worth a parse.
    """

    name: str
    weight: int
    most: int
    words: tuple[str, ...]
    stems: tuple[str, ...]
    telling: bool = True

    def score(self, found: int) -> int:
        """What `found` distinct words of the group amount to."""
        return min(self.weight * found, self.most) if self.weight > 0 else max(self.weight * found, self.most)


class GatePack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The knowledge of the gate; a text of fewer than `short_words` words passes from `short_threshold` on."""

    threshold: int
    short_threshold: int
    short_words: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or stem of a group, given by its index."""

    group: int
    is_stem: bool


@dataclass(frozen=True, slots=True)
class Gate:
    """The compiled pack: entry i belongs to pattern i of the automaton."""

    pack: GatePack
    entries: tuple[Entry, ...]
    automaton: AhoCorasick


@functools.cache
def gate(language: str = ENGLISH) -> Gate:
    """Returns the gate for a language, built once a process."""
    pack = load(f"languages/{language}/gate.toml", GatePack)
    patterns: dict[str, Entry] = {}
    for index, group in enumerate(pack.groups):
        patterns.update((word, Entry(index, is_stem=False)) for word in group.words)
        patterns.update((stem, Entry(index, is_stem=True)) for stem in group.stems)
    return Gate(pack, tuple(patterns.values()), AhoCorasick(list(patterns), matchkind=MatchKind.LeftmostLongest))


def is_relevant(text: str, language: str | None = None) -> bool:
    """Whether the text may hold a claim; text in another script than Latin always may, unless its language has a gate of its own.

    >>> is_relevant("Two people were killed when a drone hit a bus."), is_relevant("Shares rose two pct in Tokyo.")
    (True, False)
    """
    return promise(text, language) >= ENOUGH


def promise(text: str, language: str | None = None) -> float:
    """Returns how much in a text speaks for a claim, as a share of what is enough.

    >>> promise("Two people were killed when a drone hit a bus."), promise("Shares rose two pct in Tokyo.")
    (3.0, -1.0)
    """
    code = language if language in TONGUES else ENGLISH
    if code == ENGLISH and is_foreign(text):
        return ENOUGH
    words = text.lower().split()
    pack = gate(code).pack
    return weigh(" ".join(words), code) / (pack.short_threshold if len(words) < pack.short_words else pack.threshold)


def worth_parsing(parts: Sequence[str]) -> list[bool]:
    """Tells for each paragraph of a relevant text whether it may hold a claim, or stands next to one that may.

    A paragraph may where it has a word of a group that a relevant text gains by, but for the names of states and offices.

    >>> worth_parsing(["Rain fell.", "The rain fell on.", "A drone hit a depot.", "It burned."])
    [False, True, True, True]
    """
    alone = [is_foreign(part) or has_telling_word(" ".join(part.lower().split())) for part in parts]
    return [any(alone[max(0, number - 1) : number + 2]) for number in range(len(parts))]


def has_telling_word(text: str) -> bool:
    """Whether a word of a telling group stands in a text in lower case with single spaces."""
    compiled = gate()
    groups = compiled.pack.groups
    return any(groups[compiled.entries[pattern].group].telling for pattern in distinct_patterns(text))


def is_foreign(text: str) -> bool:
    """Whether much of the text lies outside ASCII, as any script but Latin does."""
    return not text.isascii() and len(text.encode(errors="replace")) - len(text) > FOREIGN_SHARE * len(text)


def weigh(text: str, language: str = ENGLISH) -> int:
    """Returns the score of a text in lower case with single spaces."""
    compiled = gate(language)
    found: list[int] = [0] * len(compiled.pack.groups)
    for pattern in distinct_patterns(text, language):
        found[compiled.entries[pattern].group] += 1
    return sum(group.score(count) for group, count in zip(compiled.pack.groups, found, strict=True))


def distinct_patterns(text: str, language: str = ENGLISH) -> set[int]:
    """Returns the patterns that stand at the start of a word, and where they are whole words also end with it."""
    compiled = gate(language)
    found: set[int] = set()
    for pattern, start, end in compiled.automaton.find_matches_as_indexes(text):
        if pattern in found or (start and text[start - 1].isalnum()):
            continue
        if compiled.entries[pattern].is_stem or not text[end : end + 1].isalnum():
            found.add(pattern)
    return found
