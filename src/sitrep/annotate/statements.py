"""Statements: the cues of reported speech in a text, with the words of their source and of what is said."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from spacy.tokens import Doc, Span, Token

from sitrep.annotate.phrases import coordinated
from sitrep.annotate.quotations import Quotations
from sitrep.packs.loader import load


class Channel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where something is said, and the words that tell it."""

    name: str
    words: tuple[str, ...]


class SpeechWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of speech words; see its own comments."""

    says: tuple[str, ...]
    media: tuple[str, ...]
    silences: tuple[str, ...]
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
    """A reported statement by its tokens: `head` is the word that carries the cue; each span None where the text leaves it out."""

    head: Token
    source: Span | None
    cue: Span
    content: Span | None


def find_statements(parse: Doc, quotations: Quotations) -> list[Statement]:
    """Returns the statements of the text, in the order of their cues."""
    found = []
    for token in parse:
        if token.pos_ == "VERB" and token.lemma_ in saying_verbs():
            statement = verbal(token, quotations)
        elif token.lower_ == "according" and token.i + 1 < len(parse) and parse[token.i + 1].lower_ == "to":
            statement = according(token)
        else:
            continue
        if statement is not None:
            found.append(statement)
    return found


def verbal(verb: Token, quotations: Quotations) -> Statement | None:
    """Returns the statement that a verb of saying carries, None where nothing is said."""
    source = subject_of(verb)
    content = said_by(verb, quotations)
    if content is None:
        return None
    return Statement(verb, coordinated(source) if source is not None else None, cue_of(verb), content)


def subject_of(verb: Token) -> Token | None:
    """Returns who does what `verb` tells: its subject, or that of the verb it is joined or added to."""
    for _ in range(4):
        subject = next((child for child in verb.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None)
        subject = subject or next((child for child in verb.rights if child.dep_ == "nsubj"), None)
        if subject is not None:
            return subject
        if verb.dep_ == "acl":
            return verb.head
        if verb.dep_ not in {"conj", "advcl", "xcomp", "pcomp"}:
            return None
        verb = verb.head
    return None


def cue_of(verb: Token) -> Span:
    """Returns a verb with its auxiliaries and the adverbs before it."""
    start = verb.i
    for child in reversed(list(verb.lefts)):
        if child.dep_ not in {"aux", "auxpass", "advmod", "neg"} or child.i != start - 1:
            break
        start = child.i
    return verb.doc[start : verb.i + 1]


def said_by(verb: Token, quotations: Quotations) -> Span | None:
    """Returns what a verb says: its clause, else the quotation beside it, else its object."""
    clause = next(
        (child for child in verb.children if child.dep_ in {"ccomp", "parataxis"} or (child.dep_ == "xcomp" and child.i > verb.i)), None
    )
    clause = clause or next((child for child in verb.rights if child.dep_ in {"dobj", "oprd"}), None)
    if clause is None:
        quoted = quoted_beside(verb, quotations)
        return verb.doc[quoted[0] : quoted[1]] if quoted else None
    return trimmed(verb.doc[clause.left_edge.i : clause.right_edge.i + 1])


def quoted_beside(verb: Token, quotations: Quotations) -> tuple[int, int] | None:
    """Returns the longest quotation in the sentence of a verb that does not hold the verb."""
    sentence = verb.sent
    inside = [
        (start, end) for start, end in quotations.ranges if start < sentence.end and end > sentence.start and not start <= verb.i < end
    ]
    return max(inside, key=lambda one: one[1] - one[0], default=None)


def according(word: Token) -> Statement:
    """Returns the statement of "according to"."""
    preposition = word.nbor(1)
    source = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    span = coordinated(source) if source is not None else None
    clause = word.head
    content = word.doc[clause.left_edge.i : clause.right_edge.i + 1]
    if content.start <= word.i < content.end:
        content = (
            word.doc[content.start : word.i] if word.i > clause.i else word.doc[(span or word.doc[word.i : word.i + 2]).end : content.end]
        )
    return Statement(word, span, word.doc[word.i : word.i + 2], trimmed(content) if len(content) else None)


def trimmed(span: Span) -> Span | None:
    """Returns a span without blanks and unquoted punctuation at its ends, None where nothing is left."""
    start, end = span.start, span.end
    while start < end and (span.doc[start].is_space or span.doc[start].text in {",", ".", ";", ":", "-", "–", "—"}):
        start += 1
    while end > start and (span.doc[end - 1].is_space or span.doc[end - 1].text in {",", ".", ";", ":", "-", "–", "—"}):
        end -= 1
    return span.doc[start:end] if end > start else None


def sentences_after(statement: Statement) -> Iterator[Span]:
    """Yields the sentences that follow a statement's."""
    start = statement.head.sent.end
    while start < len(statement.head.doc):
        sentence = statement.head.doc[start].sent
        yield sentence
        start = sentence.end
