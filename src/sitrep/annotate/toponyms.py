"""Toponyms: stretches of a text that may name a place, longest first, with what the gazetteer knows under them."""

import dataclasses
import functools
from dataclasses import dataclass

import msgspec
from spacy.tokens import Doc, Span, Token

from sitrep.model.places import GeoPrecision
from sitrep.packs.gazetteer import Entry, demonym, entries
from sitrep.packs.loader import load
from sitrep.packs.spelling import fold

LONGEST = 7
MOSTLY = 0.8
SHORTEST_SHOUT = 12
LARGE = 200_000


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
    bodies: frozenset[str]
    outlets: frozenset[str]
    namesakes: frozenset[str]
    brands: frozenset[str]
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
    never: frozenset[str]
    never_shouted: frozenset[str]
    connectors: frozenset[str]
    prefixes: frozenset[str]
    extensions: frozenset[str]
    unlisted_after: frozenset[str]
    unlisted_before: frozenset[str]
    exemplary: frozenset[str]
    held: frozenset[str]
    lands: frozenset[str]
    parts: frozenset[str]
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
    """Returns each word that tells a size, with the size; plurals too."""
    sizes = words().sizes
    groups: tuple[tuple[GeoPrecision, frozenset[str]], ...] = (
        ("region", sizes.region),
        ("district", sizes.district),
        ("settlement", sizes.settlement),
        ("facility", sizes.facility),
        ("water", sizes.water),
    )
    return {form: size for size, group in groups for word in group for form in (word, plural(word))}


@functools.cache
def part_words() -> frozenset[str]:
    """Returns the words for parts of a place, plurals too."""
    return frozenset(form for word in words().parts for form in (word, plural(word)))


def plural(word: str) -> str:
    """Returns the plural of a regular noun.

    >>> plural("city"), plural("valley"), plural("region")
    ('cities', 'valleys', 'regions')
    """
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeo" else word + "s"


def find_shouted(parse: Doc) -> frozenset[int]:
    """Returns the tokens of sentences that are written in capitals throughout, all tokens where most of the text is."""
    if _capitals(parse[:]) > MOSTLY:
        return frozenset(range(len(parse)))
    return frozenset(i for s in parse.sents if len(s.text) >= SHORTEST_SHOUT and _capitals(s) > MOSTLY for i in range(s.start, s.end))


def _capitals(span: Span) -> float:
    """Returns the share of capitals among the letters."""
    letters = [c for c in span.text if c.isalpha()]
    return sum(c.isupper() for c in letters) / len(letters) if letters else 0.0


def is_name_like(token: Token) -> bool:
    """Whether a token may begin or end a name: it has a capital, or it is of a script without capitals."""
    first = token.text[0]
    if first in "dl" and token.text[1:2] in "'’" and token.text[2:3].isupper():
        return True
    return first.isupper() or (first.isalpha() and not first.islower()) or (first in "'‘’`" and token.text[1:2].isupper())


def find_toponyms(parse: Doc, shouted: frozenset[int]) -> list[Toponym]:
    """Returns all stretches that the gazetteer knows, in text order, none inside another; `shouted` are the tokens in capitals."""
    found: list[Toponym] = []
    position = 0
    while position < len(parse):
        toponym = _longest_at(parse, position, shouted) if _may_begin(parse, position, len(parse)) else None
        if toponym is not None:
            found.append(toponym)
        position = toponym.end if toponym is not None else position + 1
    return _share_sizes(parse, found)


def _share_sizes(parse: Doc, toponyms: list[Toponym]) -> list[Toponym]:
    """Gives all names of a list the size that stands once: "Sumy and Kharkiv regions", "the regions of Sumy and Kharkiv"."""
    shared: list[Toponym] = []
    for group in _lists(parse, toponyms):
        size = _plural_beside(parse, group[0].start, group[-1].end) if len(group) > 1 else None
        shared += [t if size is None or t.adjective else dataclasses.replace(t, size=size) for t in group]
    return shared


def _lists(parse: Doc, toponyms: list[Toponym]) -> list[list[Toponym]]:
    """Returns the names in groups, each an enumeration or a single name."""
    groups: list[list[Toponym]] = []
    for toponym in toponyms:
        if groups and are_listed(parse, groups[-1][-1].end, toponym.start):
            groups[-1].append(toponym)
        else:
            groups.append([toponym])
    return groups


def _plural_beside(parse: Doc, start: int, end: int) -> GeoPrecision | None:
    """Returns the size that a plural after a list tells, or one before it with "of", a dash or a colon."""
    after = parse[end].lower_ if end < len(parse) else ""
    before = parse[start - 2].lower_ if start > 1 and parse[start - 1].lower_ in {"of", "-", "–", "—", ":", "including"} else ""
    head = next((word for word in (after, before) if word.endswith("s") and word in size_words()), None)
    return size_words()[head] if head is not None else None


def are_listed(parse: Doc, start: int, end: int) -> bool:
    """Whether nothing but commas and "and" stands between two names."""
    return 0 < end - start <= 3 and all(parse[i].lower_ in {",", "and", "or", "the", "&", ";"} for i in range(start, end))


def _may_begin(parse: Doc, position: int, end: int) -> bool:
    token = parse[position]
    if is_name_like(token):
        return token.lower_ == "the" or not _is_function_word(token)
    after = parse[position + 1] if position + 1 < end else None
    return token.lower_ in words().prefixes and after is not None and (after.text == "-" or is_name_like(after))


def _is_function_word(token: Token) -> bool:
    """Whether a token in capitals is "OF", "BY" and the like; "US" is none."""
    return bool(token.is_stop) and token.is_upper and len(token.text) > 1 and token.lower_ != "us"


def _ends(parse: Doc, start: int) -> list[int]:
    """Returns the token ends at which a name that begins at `start` may stop, the farthest first; it may run over one line break."""
    ends, known = [], words()
    for i in range(start, min(start + LONGEST, len(parse))):
        token = parse[i]
        if is_name_like(token) and not _is_function_word(token):
            ends.append(i + 1)
        elif token.is_space:
            if token.text.count("\n") > 1:
                break
        elif token.lower_ not in (known.connectors if i > start else known.prefixes):
            break
    return ends[::-1]


def _longest_at(parse: Doc, start: int, shouted: frozenset[int]) -> Toponym | None:
    for end in _ends(parse, start):
        text = parse[start:end].text
        folded = fold(text)
        candidates = entries(folded) if len(folded) > 1 and folded not in words().never else ()
        if end - start == 1 and _is_word(parse, start, candidates, start in shouted):
            continue
        people = None if any(e.known for e in candidates) else demonym(text)
        if people is not None:
            return Toponym(start, end, text, folded, (people,), adjective=True)
        if candidates and not _has_idle_article(parse, start, end):
            return _with_size(parse, Toponym(start, end, text, folded, candidates), start in shouted)
    return None


def _has_idle_article(parse: Doc, start: int, end: int) -> bool:
    """Whether a name begins with an article that it can do without: "The Philippines", but not "The Hague"."""
    return parse[start].lower_ == "the" and end - start > 1 and bool(entries(fold(parse[start + 1 : end].text)))


def _with_size(parse: Doc, toponym: Toponym, shouted: bool) -> Toponym:
    """Adds the size that a word beside the name tells; a capitalised one belongs to the name ("Nyanza Province")."""
    end = toponym.end
    while end < len(parse) and is_name_like(parse[end]) and parse[end].lower_ in words().extensions:
        end += 1
    size = size_words().get(parse[end - 1].lower_)
    if end == toponym.end or shouted or size is None or any(e.kind == "country" for e in toponym.candidates):
        return dataclasses.replace(toponym, size=size_beside(parse, toponym.start, toponym.end))
    return dataclasses.replace(toponym, end=end, text=parse[toponym.start : end].text, size=size)


def _is_word(parse: Doc, position: int, candidates: tuple[Entry, ...], shouted: bool) -> bool:
    """Whether a single token is rather a word, a code or money: "March", "ALMA" and "$US" are no places."""
    token = parse[position]
    folded, beside = fold(token.text), {parse[i].text for i in (position - 1, position + 1) if 0 <= i < len(parse)}
    if folded in words().never or "$" in beside or token.text.endswith("$"):
        return True
    if shouted and folded in words().never_shouted:
        return not (token.lower_ == "us" and position > 0 and parse[position - 1].lower_ == "the")
    if any(e.known for e in candidates):
        return len(token.text) == 2 and not token.is_upper
    if (shouted or token.is_sent_start) and folded in common_words():
        return True
    large = any(e.primary and e.population > LARGE for e in candidates)
    return token.is_upper and not shouted and (len(token.text) <= 3 or (len(token.text) <= 5 and not token.is_sent_start and not large))


def size_beside(parse: Doc, start: int, end: int) -> GeoPrecision | None:
    """Returns the size that a word right after the name tells ("Kursk region"), or one before it ("the village of Kursk")."""
    sizes = size_words()
    if end < len(parse) and parse[end].lower_ in sizes and not parse[end].is_sent_start:
        return sizes[parse[end].lower_]
    if start >= 2 and parse[start - 1].lower_ == "of" and parse[start - 2].lower_ not in part_words():
        return sizes.get(parse[start - 2].lower_)
    if start >= 1 and parse[start - 1].lower_ in sizes and parse[start - 1].is_lower:
        return sizes[parse[start - 1].lower_]
    return None
