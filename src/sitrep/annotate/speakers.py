"""Speakers: the source of a statement, resolved within the document."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from sitrep.annotate.phrases import text_of, without_article
from sitrep.annotate.statements import Statement, english_speech, saying_verbs
from sitrep.model.actors import Actor, Speaker

SINGULAR = frozenset({"he", "she", "him", "her"})
BODILY = frozenset({"it", "they", "them"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
FIRST = frozenset({"i", "we", "you", "us", "me"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Whoever spoke before: the actor, and whether it is a person."""

    actor: Actor
    personal: bool


class Speakers:
    """Resolves the sources of one text in order, remembering who spoke last."""

    def __init__(self, parse: Doc, actors: Sequence[Actor]) -> None:
        """Notes which actor each token belongs to."""
        self.parse = parse
        self.actors = tuple(actors)
        self.at: dict[int, Actor] = {}
        for actor in actors:
            span = parse.char_span(actor.start or 0, actor.end or 0, alignment_mode="expand")
            for token in span or ():
                self.at.setdefault(token.i, actor)
        self.past: list[Voice] = []

    def resolve(self, statement: Statement) -> Speaker | None:
        """Returns who says a statement; None where the cue tells no saying or the source cannot be named."""
        if statement.source is None or not tells_saying(statement):
            return None
        actor = self.named(statement.source)
        if actor is None:
            return None
        self.past.append(Voice(actor, actor.kind == "person"))
        return Speaker(
            actor.name, actor.role, actor.organisation, actor.side, channel_of(statement), verb_of(statement), None, is_quoted(statement)
        )

    def named(self, source: Span) -> Actor | None:
        """Returns the actor that a source's words name: a person first, else a body, else the words themselves."""
        head = source.root
        word = head.lower_
        if word in RELATIVE and head.dep_ in {"nsubj", "nsubjpass"} and head.head.dep_ == "relcl":
            return self.named(self.parse[head.head.head.i : head.head.head.i + 1])
        if word in SINGULAR | BODILY:
            return self.antecedent(head, word in SINGULAR)
        if word in FIRST or head.pos_ == "PRON":
            return None
        if word in english_speech().media and len(without_article(source)) == 1:
            return self.past[-1].actor if self.past else None
        inside = [self.at[token.i] for token in source if token.i in self.at]
        person = next((actor for actor in inside if actor.kind == "person" and self.heads(actor, head, source)), None)
        if person is not None:
            return person
        if (own := self.at.get(head.i)) is not None and (own.end or 0) >= source[-1].idx:
            return own
        return self.fuller(source, head) or phrase_actor(source, inside)

    def heads(self, actor: Actor, head: Token, source: Span) -> bool:
        """Whether a person named in a source is the source, not a part of it ("Trump's lawyer")."""
        span = self.parse.char_span(actor.start or 0, actor.end or 0, alignment_mode="expand")
        if span is None:
            return False
        root = span.root
        return root.i == head.i or head in span or (root.dep_ == "appos" and root.head.i == head.i)

    def antecedent(self, pronoun: Token, personal: bool) -> Actor | None:
        """Returns whom a pronoun stands for: the last that spoke and fits, else the last fitting subject before it."""
        spoken = next((voice.actor for voice in reversed(self.past) if voice.personal == personal), None)
        before = (actor for actor in reversed(self.actors) if (actor.end or 0) <= pronoun.idx and (actor.kind == "person") == personal)
        return spoken or next(before, None)

    def fuller(self, source: Span, head: Token) -> Actor | None:
        """Returns the actor meant by a short definite phrase ("the ministry"), from what was named before."""
        bare = without_article(source)
        if len(bare) > 1 or source[0].lower_ not in {"the", "this"}:
            return None
        word = head.lower_
        for actor in reversed(self.actors):
            if (actor.start or 0) >= head.idx:
                continue
            told = actor.role if actor.kind == "person" else actor.name
            if told and word in told.lower().split() and told.lower() != word:
                return actor
        return None


def phrase_actor(source: Span, inside: Sequence[Actor]) -> Actor:
    """Returns an actor named by the source's own words, with the side of whatever is named in it."""
    bare = without_article(source)
    side = next((actor.side for actor in inside if actor.side), None)
    country = next((actor.country for actor in inside if actor.country), None)
    return Actor(text_of(source.doc, bare.start, bare.end), None, country, side=side)


def tells_saying(statement: Statement) -> bool:
    """Whether a cue tells that somebody says something, not that he wants, backs or keeps silent about it."""
    if any(token.lower_ in english_speech().silences or token.lemma_ in english_speech().silences for token in statement.cue):
        return False
    return any(token.lemma_ in saying_verbs() or token.lower_ in {"according", "per", ":"} for token in statement.cue)


def verb_of(statement: Statement) -> str:
    """Returns the word that tells the saying, as written."""
    return " ".join(statement.cue.text.split()) if statement.head.lower_ == "according" else statement.head.text


def is_quoted(statement: Statement) -> bool:
    """Whether what is said begins in quotation marks."""
    return statement.content is not None and statement.content[0].text in {"“", '"', "«", "„", "''", "``"}


def channel_of(statement: Statement) -> str | None:
    """Returns where it was said, as the sentence tells outside what is said."""
    sentence = statement.head.sent
    content = statement.content
    words = " ".join(token.text for token in sentence if content is None or not content.start <= token.i < content.end)
    return next((channel.name for channel in english_speech().channels if any(word in words for word in channel.words)), None)
