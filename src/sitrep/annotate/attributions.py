"""Attributions: who is said to say what."""

from collections.abc import Sequence
from typing import Literal

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from sitrep.annotate.quotations import Quotations, find_quotations
from sitrep.annotate.speakers import Speakers
from sitrep.annotate.statements import Statement, find_statements
from sitrep.model.actors import Actor, Attribution
from sitrep.model.texts import Span


def find_attributions(parse: Doc, actors: Sequence[Actor]) -> tuple[Attribution, ...]:
    """Returns every reported statement, in text order.

    `speaker` is None where the cue tells no saying ("supports", "declined to comment") or names nobody.
    """
    quotations = find_quotations(parse)
    speakers = Speakers(parse, actors)
    return tuple(
        Attribution(
            span_of(statement.source),
            span_of(statement.cue),
            span_of(statement.content),
            quoting(statement, quotations),
            speakers.resolve(statement),
        )
        for statement in find_statements(parse, quotations)
    )


def span_of(tokens: Tokens | None) -> Span | None:
    """Returns a span of tokens as one of code points."""
    return Span(tokens.start_char, tokens.end_char, tokens.text) if tokens is not None else None


def quoting(statement: Statement, quotations: Quotations) -> Literal["direct", "indirect", "mixed"]:
    """Tells whether what is said stands in quotation marks wholly, in part, or not."""
    content = statement.content
    if content is None:
        return "indirect"
    marked = [quotations.inside[token.i] >= 0 for token in content if not token.is_punct and not token.is_space]
    if marked and all(marked):
        return "direct"
    return "mixed" if any(marked) else "indirect"
