"""Toponyms: stretches of a text that may name a place, longest first, with what the gazetteer knows under them."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from spacy.tokens import Doc, Span, Token

from sitrep.model.places import GeoPrecision
from sitrep.packs.gazetteer import Entry, demonym, entries, fold
from sitrep.packs.loader import load

LONGEST = 7


class Sizes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words beside a name that tell the size of what it names."""

    region: frozenset[str]
    district: frozenset[str]
    settlement: frozenset[str]
    facility: frozenset[str]
    water: frozenset[str]


class People(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that show a name to be a person's, an office's or an organisation's."""

    titles: frozenset[str]
    offices: frozenset[str]
    given: frozenset[str]
    organisations: frozenset[str]


class Agents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that show a country or capital to stand for its government."""

    nouns: frozenset[str]
    verbs: frozenset[str]


class PlaceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What English puts around the names of places."""

    locative: frozenset[str]
    compass: frozenset[str]
    articles: frozenset[str]
    connectors: frozenset[str]
    prefixes: frozenset[str]
    sizes: Sizes
    people: People
    agents: Agents
    abbreviations: dict[str, str]


class CommonWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ordinary words that are also names on the map."""

    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Toponym:
    """A stretch of tokens `[start, end)` that may name a place.

    `candidates` are all places of that name; a demonym has the one it belongs to. `size` is what a word beside the name tells.
    """

    start: int
    end: int
    text: str
    folded: str
    candidates: tuple[Entry, ...]
    adjective: bool = False
    size: GeoPrecision | None = None

    @property
    def known(self) -> bool:
        """Whether a country or a large region bears the name."""
        return any(e.known for e in self.candidates)


@functools.cache
def words() -> PlaceWords:
    """Returns the words around English place names."""
    return load("languages/en/places.toml", PlaceWords)


@functools.cache
def common_words() -> frozenset[str]:
    """Returns the ordinary words that are also names on the map."""
    return load("languages/en/place_like_words.toml", CommonWords).words


@functools.cache
def size_words() -> dict[str, GeoPrecision]:
    """Returns each word that tells a size, with the size."""
    sizes = words().sizes
    groups: tuple[tuple[GeoPrecision, frozenset[str]], ...] = (
        ("region", sizes.region),
        ("district", sizes.district),
        ("settlement", sizes.settlement),
        ("facility", sizes.facility),
        ("water", sizes.water),
    )
    return {word: size for size, group in groups for word in group}


def is_shouted(sentence: Span) -> bool:
    """Whether a sentence is written in capitals throughout."""
    letters = [c for t in sentence for c in t.text if c.isalpha()]
    return len(letters) >= 12 and sum(c.isupper() for c in letters) > 0.85 * len(letters)


def is_name_like(token: Token) -> bool:
    """Whether a token may begin or end a name: it has a capital, or it is of a script without capitals."""
    first = token.text[0]
    return first.isupper() or (first.isalpha() and not first.islower()) or (first in "'‘’`" and token.text[1:2].isupper())


def find_toponyms(parse: Doc) -> list[Toponym]:
    """Returns all stretches that the gazetteer knows, in text order, none inside another."""
    found: list[Toponym] = []
    for sentence in parse.sents:
        found += _in_sentence(parse, sentence)
    return found


def _in_sentence(parse: Doc, sentence: Span) -> Iterator[Toponym]:
    position, shouted = sentence.start, is_shouted(sentence)
    while position < sentence.end:
        toponym = _longest_at(parse, position, sentence.end, shouted) if _may_begin(parse, position, sentence.end) else None
        if toponym is None:
            position += 1
        else:
            yield toponym
            position = toponym.end


def _may_begin(parse: Doc, position: int, end: int) -> bool:
    token = parse[position]
    if is_name_like(token):
        return True
    after = parse[position + 1] if position + 1 < end else None
    return token.lower_ in words().prefixes and after is not None and (after.text == "-" or is_name_like(after))


def _ends(parse: Doc, start: int, limit: int) -> list[int]:
    """Returns the token ends at which a name that begins at `start` may stop, the farthest first."""
    ends, known = [], words()
    for i in range(start, min(start + LONGEST, limit)):
        token = parse[i]
        if is_name_like(token):
            ends.append(i + 1)
        elif token.is_space or (i > start and token.lower_ not in known.connectors) or (i == start and token.lower_ not in known.prefixes):
            break
    return ends[::-1]


def _longest_at(parse: Doc, start: int, limit: int, shouted: bool) -> Toponym | None:
    for end in _ends(parse, start, limit):
        text = parse[start:end].text
        folded = fold(text)
        candidates = entries(folded) if len(folded) > 1 else ()
        single = end - start == 1
        if single and (shouted or parse[start].is_sent_start) and folded in common_words() and not any(e.known for e in candidates):
            continue
        if candidates and not (single and _is_odd_short(text, candidates, shouted)):
            return Toponym(start, end, text, folded, candidates, size=size_beside(parse, start, end))
        people = demonym(text)
        if people is not None:
            return Toponym(start, end, text, folded, (people,), adjective=True)
    return None


def _is_odd_short(text: str, candidates: tuple[Entry, ...], shouted: bool) -> bool:
    """Whether a short name is rather a code or a word: "US" is a country, "Us", "ALI" and "IN" are none."""
    if any(e.known for e in candidates):
        return (
            len(text) <= 3 and not text.isupper() and not any(e.name == text for e in candidates) and text[1:].islower() and len(text) < 3
        )
    return len(text) <= 3 and text.isupper() and not shouted


def size_beside(parse: Doc, start: int, end: int) -> GeoPrecision | None:
    """Returns the size that a word right after the name tells ("Kursk region"), or one before it ("the village of Kursk")."""
    sizes = size_words()
    if end < len(parse) and parse[end].lower_ in sizes and parse[end].lower_ != "state":
        return sizes[parse[end].lower_]
    if end < len(parse) and parse[end].text == "state":
        return "region"
    if start >= 2 and parse[start - 1].lower_ == "of" and parse[start - 2].lower_ in sizes:
        return sizes[parse[start - 2].lower_]
    if start >= 1 and parse[start - 1].lower_ in sizes and parse[start - 1].is_lower:
        return sizes[parse[start - 1].lower_]
    return None
