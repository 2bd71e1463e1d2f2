"""Attributions: who is said to say what."""

from collections.abc import Iterator, Sequence
from typing import Literal

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from sitrep.annotate.continuations import run_on
from sitrep.annotate.quotations import Quotations, find_quotations
from sitrep.annotate.speakers import Speakers
from sitrep.annotate.statements import find_statements
from sitrep.model.actors import Actor, Attribution
from sitrep.model.readings import Noise
from sitrep.model.texts import Span


def find_attributions(parse: Doc, actors: Sequence[Actor], noise: Sequence[Noise] = ()) -> tuple[Attribution, ...]:
    """Returns every reported statement outside `noise`, in the order of their cues.

    What is said in several stretches, because its source, its cue or an insert stands in between, is as many attributions: the
    first has source and cue, all have the speaker. `speaker` is None where the cue tells no saying ("supports", "declined to
    comment") or names nobody.
    """
    return tuple(attributions(parse, actors, noise)) if len(parse) else ()


def attributions(parse: Doc, actors: Sequence[Actor], noise: Sequence[Noise]) -> Iterator[Attribution]:
    """Yields the attributions of a text that is not empty."""
    quotations = find_quotations(parse)
    speakers = Speakers(parse, [actor for actor in actors if not in_noise(actor.start or 0, noise)], quotations)
    statements = [each for each in find_statements(parse, quotations) if not in_noise(each.cue.start_char, noise)]
    for statement in run_on(statements, parse, quotations):
        speaker = speakers.resolve(statement)
        source, cue = span_of(statement.source), span_of(statement.cue)
        for number, content in enumerate(statement.contents):
            yield Attribution(None if number else source, None if number else cue, span_of(content), quoting(content, quotations), speaker)


def in_noise(offset: int, noise: Sequence[Noise]) -> bool:
    """Whether the code point at `offset` is no part of the report."""
    return any(each.start <= offset < each.end for each in noise)


def span_of(tokens: Tokens | None) -> Span | None:
    """Returns a span of tokens as one of code points."""
    return Span(tokens.start_char, tokens.end_char, tokens.text) if tokens is not None else None


def quoting(content: Tokens, quotations: Quotations) -> Literal["direct", "indirect", "mixed"]:
    """Tells whether what is said stands in quotation marks wholly, in part, or not."""
    marked = [quotations.inside[token.i] >= 0 for token in content if not token.is_punct and not token.is_space]
    if marked and all(marked):
        return "direct"
    return "mixed" if any(marked) else "indirect"
