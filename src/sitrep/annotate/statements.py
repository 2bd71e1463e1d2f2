"""Statements: the cues of reported speech in a text, with the words of their source and of what is said."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec
from spacy.tokens import Doc, Span, Token

from sitrep.annotate.quotations import Quotations
from sitrep.annotate.speech_model import CONTENT, CUE, OUTSIDE, SOURCE, Labelled, label_speech
from sitrep.packs.loader import load

LEAST_ODDS, LEAST_ODDS_OF_SAYING = 0.0, -0.5
"""The log odds from which on a word is taken for a cue; a verb of saying needs less."""
WIDEST_GAP = 2
SHORTEST_PART = 2


class Channel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where something is said, and the words that tell it."""

    name: str
    words: tuple[str, ...]


class SpeechWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of speech words; see its own comments."""

    says: tuple[str, ...]
    media: tuple[str, ...]
    silences: tuple[str, ...]
    outlets: tuple[str, ...]
    channels: tuple[Channel, ...]


@functools.cache
def english_speech() -> SpeechWords:
    """Returns the English speech words."""
    words: SpeechWords = load("languages/en/speech.toml", SpeechWords)
    return words


@functools.cache
def saying_verbs() -> frozenset[str]:
    """Returns the lemmas of verbs whose subject says something."""
    return frozenset(english_speech().says)


@dataclass(frozen=True, slots=True)
class Statement:
    """A reported statement by its tokens: `head` is the word that carries the cue, `source` None where the text names none.

    `contents` are what is said, in text order: more than one stretch where source, cue or an insert stands in between. `passed_on` is the
    source of the statement with which what is said begins ("Reuters reported the ministry said …").
    """

    head: Token
    source: Span | None
    cue: Span
    contents: tuple[Span, ...]
    passed_on: Span | None = None

    @property
    def reach(self) -> tuple[int, int]:
        """The tokens from the first to the last of source, cue and contents, half open."""
        spans = [span for span in (self.source, self.cue, *self.contents) if span is not None]
        return min(span.start for span in spans), max(span.end for span in spans)

    def says(self, index: int) -> bool:
        """Whether the token at `index` is part of what is said."""
        return any(span.start <= index < span.end for span in self.contents)


def find_statements(parse: Doc, quotations: Quotations, turns: Sequence[Statement] = ()) -> list[Statement]:
    """Returns the statements of the text, in the order of their cues, `turns` among them; one inside what another says is left out."""
    heads = {turn.head.i for turn in turns}
    labelled = (one for one in label_speech(parse, quotations, least_odds) if one.head not in heads)
    return outermost([*turns, *(statement for one in labelled if (statement := assembled(parse, quotations, one)))])


def least_odds(head: Token) -> float:
    """Returns the log odds above which a word is a cue."""
    return LEAST_ODDS_OF_SAYING if head.pos_ == "VERB" and head.lemma_ in saying_verbs() else LEAST_ODDS


def assembled(parse: Doc, quotations: Quotations, one: Labelled) -> Statement | None:
    """Returns the statement that a cue's labels tell, None where nothing is said."""
    labels = one.labels.tolist()
    at = one.head - one.start
    cue = next((run for run in runs(labels, CUE) if run[0] <= at < run[1]), (at, at + 1))
    source = max(runs(labels, SOURCE), key=lambda run: run[1] - run[0], default=None)
    stretches = [parse[one.start + start : one.start + end] for start, end in closed(labels, runs(labels, CONTENT))]
    whole = [content for span in stretches if (content := snapped(span, quotations))]
    longest = max(map(len, whole), default=0)
    contents = tuple(span for span in whole if len(span) >= min(longest, SHORTEST_PART))
    if not contents:
        return None
    voice = rounded(parse[one.start + source[0] : one.start + source[1]]) if source else None
    return Statement(parse[one.head], voice, parse[one.start + cue[0] : one.start + cue[1]], contents)


def runs(labels: list[int], label: int) -> list[tuple[int, int]]:
    """Returns the stretches of one label, half open.

    >>> runs([0, 1, 1, 0, 1], 1)
    [(1, 3), (4, 5)]
    """
    marks = [False, *(one == label for one in labels), False]
    edges = [index for index in range(len(marks) - 1) if marks[index] != marks[index + 1]]
    return list(zip(edges[::2], edges[1::2], strict=True))


def closed(labels: list[int], stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Returns the stretches, joined where at most `WIDEST_GAP` words that belong to nothing lie between two.

    >>> closed([3, 3, 0, 3, 1, 3], [(0, 2), (3, 4), (5, 6)])
    [(0, 4), (5, 6)]
    """
    joined: list[tuple[int, int]] = []
    for start, end in stretches:
        between = labels[joined[-1][1] : start] if joined else []
        if joined and len(between) <= WIDEST_GAP and set(between) <= {OUTSIDE}:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def snapped(span: Span, quotations: Quotations) -> Span | None:
    """Returns a stretch without loose punctuation at its ends, and with the quotation marks and stops that belong to it."""
    kept = trimmed(span)
    if kept is None:
        return None
    start, end, doc = kept.start, kept.end, kept.doc
    if (number := quotations.inside[end - 1]) >= 0:
        last = quotations.ranges[number][1]
        if last > end and all(token.is_punct for token in doc[end:last]):
            end = last
    if (number := quotations.inside[start]) >= 0 and quotations.ranges[number][0] == start - 1:
        start -= 1
    return doc[start:end]


def rounded(span: Span) -> Span | None:
    """Returns the words of a source without loose punctuation, but with the comma that closes an insert: "Ada Roe, the mayor,"."""
    kept = trimmed(span)
    if kept is None or kept.end == span.end or span.doc[kept.end].text != "," or not any(token.text == "," for token in kept):
        return kept
    return span.doc[kept.start : kept.end + 1]


def trimmed(span: Span) -> Span | None:
    """Returns a span without blanks and loose punctuation at its ends, None where nothing is left."""
    start, end = span.start, span.end
    while start < end and is_loose(span.doc[start]):
        start += 1
    while end > start and is_loose(span.doc[end - 1]):
        end -= 1
    return span.doc[start:end] if end > start else None


def is_loose(token: Token) -> bool:
    """Whether a token is a blank or a mark that parts clauses."""
    return token.is_space or token.text in {",", ".", ";", ":", "-", "–", "—"}


def outermost(statements: list[Statement]) -> list[Statement]:
    """Returns the statements whose cue lies in nothing that a longer statement says."""
    kept: list[Statement] = []
    for one in sorted(statements, key=lambda one: sum(map(len, one.contents)), reverse=True):
        outer = next((number for number, other in enumerate(kept) if other.says(one.head.i)), None)
        if outer is None:
            kept.append(one)
        elif one.source is not None and one.source.start - kept[outer].contents[0].start in {0, 1}:
            kept[outer] = replace(kept[outer], passed_on=one.source)
    return sorted(kept, key=lambda one: one.head.i)
