"""The context of a reading: what stands where, found by token."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from spacy.tokens import Doc, Token

from sitrep.extract.clauses import clause_roots, covering, sentence_numbers
from sitrep.extract.words import status_words
from sitrep.model.actors import Actor, Attribution, Speaker
from sitrep.model.figures import Figure
from sitrep.model.places import Place
from sitrep.model.readings import Reading
from sitrep.model.texts import Span
from sitrep.model.times import Time

OUTSIDE = -1


class Located(Protocol):
    """Anything with offsets in code points, half open."""

    @property
    def start(self) -> int | None:
        """The first code point."""

    @property
    def end(self) -> int | None:
        """The code point after the last."""


Value = TypeVar("Value", bound=Located)


@dataclass(frozen=True, slots=True)
class Anchored(Generic[Value]):
    """An annotation with its tokens: `first` to `last` inclusive, `head` the one that governs the others."""

    value: Value
    first: int
    last: int
    head: Token


class Shelf(Generic[Value]):
    """All annotations of one kind in text order, found by sentence and by token without going through them all."""

    def __init__(self, items: Sequence[Anchored[Value]], sentences: Sequence[int]) -> None:
        """Sorts the items by the sentence of their first token."""
        self.items = tuple(items)
        self.sentences = sentences
        self.firsts = [each.first for each in self.items]
        self.by_sentence: dict[int, list[Anchored[Value]]] = {}
        for each in self.items:
            self.by_sentence.setdefault(sentences[each.first], []).append(each)

    def __iter__(self) -> Iterator[Anchored[Value]]:
        """Goes through all items in text order."""
        return iter(self.items)

    def within(self, sentence: int) -> list[Anchored[Value]]:
        """Returns the items of one sentence."""
        return self.by_sentence.get(sentence, [])

    def beside(self, token: Token) -> list[Anchored[Value]]:
        """Returns the items of the sentence of a token."""
        return self.within(self.sentences[token.i])

    def at(self, index: int) -> list[Anchored[Value]]:
        """Returns the items that cover the token with the number `index`."""
        return [each for each in self.within(self.sentences[index]) if each.first <= index <= each.last]

    def before(self, token: Token) -> Iterator[Anchored[Value]]:
        """Yields the items before a token, the nearest first."""
        for position in range(bisect_left(self.firsts, token.i) - 1, -1, -1):
            yield self.items[position]


@dataclass(frozen=True, slots=True)
class Context:
    """A reading with its annotations tied to tokens.

    `roots` gives each token's clause head, `sentences` its sentence number, `zones` the number of the innermost attribution whose
    content holds it (OUTSIDE where the outlet itself speaks); `reporting` are the tokens of sources and cues, `noise` those that
    are no part of the report.
    """

    reading: Reading
    roots: list[int]
    sentences: list[int]
    zones: list[int]
    reporting: frozenset[int]
    noise: frozenset[int]
    places: Shelf[Place]
    times: Shelf[Time]
    figures: Shelf[Figure]
    actors: Shelf[Actor]

    @property
    def parse(self) -> Doc:
        """The parse of the whole text."""
        return self.reading.parse

    def attribution(self, zone: int) -> Attribution | None:
        """Returns the attribution with the number `zone`, None for the outlet itself."""
        return None if zone == OUTSIDE else self.reading.annotations.attributions[zone]

    def speaker(self, zone: int) -> Speaker | None:
        """Returns who speaks in the attribution with the number `zone`, None for the outlet itself."""
        attribution = self.attribution(zone)
        return attribution.speaker if attribution else None

    def clause(self, root: int) -> list[Token]:
        """Returns the tokens of the clause headed by the token `root`."""
        return [token for token in self.parse[root].subtree if self.roots[token.i] == root]

    def actor_at(self, token: Token) -> Actor | None:
        """Returns the actor whose mention covers `token`, the longest where several do, None where none does."""
        found = self.actors.at(token.i)
        return max(found, key=lambda each: each.last - each.first).value if found else None

    def place_at(self, token: Token) -> Place | None:
        """Returns the place whose name covers `token`, None where none does."""
        return next((each.value for each in self.places.at(token.i)), None)


def make_context(reading: Reading) -> Context:
    """Returns the context of a reading."""
    parse, found = reading.parse, reading.annotations
    sentences = sentence_numbers(parse)
    return Context(
        reading=reading,
        roots=clause_roots(parse),
        sentences=sentences,
        zones=zones(parse, found.attributions),
        reporting=frozenset(
            tokens_at(parse, [span for each in found.attributions if is_somebody(each) for span in (each.source, each.cue) if span])
        ),
        noise=frozenset(tokens_at(parse, found.noise)),
        places=Shelf(anchored(parse, found.places), sentences),
        times=Shelf(anchored(parse, found.times), sentences),
        figures=Shelf(anchored(parse, found.figures), sentences),
        actors=Shelf(anchored(parse, found.actors), sentences),
    )


def anchored(parse: Doc, values: Iterable[Value]) -> tuple[Anchored[Value], ...]:
    """Returns the values that stand in the text, tied to their tokens."""
    found = []
    for value in values:
        span = covering(parse, value.start, value.end) if value.start is not None and value.end is not None else None
        if span:
            found.append(Anchored(value, span.start, span.end - 1, span.root))
    return tuple(found)


def tokens_at(parse: Doc, spans: Iterable[Located]) -> list[int]:
    """Returns the numbers of all tokens in `spans`."""
    return [index for each in anchored(parse, spans) for index in range(each.first, each.last + 1)]


def zones(parse: Doc, attributions: Sequence[Attribution]) -> list[int]:
    """Returns for each token the number of the attribution with the shortest content around it, OUTSIDE where no speaker is named."""
    numbers = [OUTSIDE] * len(parse)
    contents = [(number, each.content) for number, each in enumerate(attributions) if each.content and is_somebody(each)]
    for number, content in sorted(contents, key=lambda pair: pair[1].start - pair[1].end):
        for index in tokens_at(parse, [content]):
            numbers[index] = number
    for number, content in contents:
        widen_to_sentence(parse, attributions[number], content, numbers, number)
        carry_on(parse, attributions[number], numbers, number)
        take_parts(parse, content, numbers, number)
    return numbers


def take_parts(parse: Doc, content: Span, numbers: list[int], number: int) -> None:
    """Gives the part told of right after what a speaker counts to him too (", including three jets")."""
    last = max(tokens_at(parse, [content]), default=len(parse))
    for token in parse[last + 1 : last + 3]:
        if token.lower_ == "including" and numbers[token.i] == OUTSIDE and numbers[token.head.i] == number:
            for word in token.subtree:
                numbers[word.i] = number if numbers[word.i] == OUTSIDE else numbers[word.i]


def carry_on(parse: Doc, attribution: Attribution, numbers: list[int], number: int) -> None:
    """Gives what a speaker goes on to say in the same sentence to him too ("he said, adding that …")."""
    cues = set(tokens_at(parse, [attribution.cue])) if attribution.cue else set()
    for token in (child for index in cues for child in parse[index].children):
        if token.tag_ == "VBG" and token.dep_ in {"advcl", "conj"} and token.lemma_ in status_words().saying:
            for clause in (child for child in token.children if child.dep_ == "ccomp"):
                for word in clause.subtree:
                    numbers[word.i] = number if numbers[word.i] == OUTSIDE else numbers[word.i]


def is_somebody(attribution: Attribution) -> bool:
    """Whether an attribution names somebody who can answer for it: no "reports", no "no group"."""
    name = attribution.speaker.name.lower() if attribution.speaker else "no"
    return name.split()[0] not in status_words().nobody and name not in status_words().nobody


def widen_to_sentence(parse: Doc, attribution: Attribution, content: Span, numbers: list[int], number: int) -> None:
    """Gives the words before an attribution that closes its sentence ("…, according to the ministry") to its speaker too."""
    tokens = tokens_at(parse, [content])
    if attribution.cue is None or attribution.cue.start < content.end or not tokens:
        return
    first = parse[tokens[0]].sent.start
    for index in range(first, tokens[0]):
        if numbers[index] == OUTSIDE:
            numbers[index] = number
