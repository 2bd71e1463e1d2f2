"""Continuations: the sentences of a quotation that stand beside the one that names its speaker."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from sitrep.annotate.quotations import Quotations
from sitrep.annotate.statements import Statement, snapped


def run_on(statements: Sequence[Statement], parse: Doc, quotations: Quotations) -> list[Statement]:
    """Returns the statements, each quoted one with the wholly quoted sentences after it, then before it, that belong to no other."""
    sentences = Sentences(parse, quotations)
    for one in statements:
        sentences.take(*one.reach)
    after = [sentences.extended(one, forward=True) for one in statements]
    return [sentences.extended(one, forward=False) for one in after]


class Sentences:
    """The sentences of a text, and which of them are wholly quoted and not yet anybody's."""

    def __init__(self, parse: Doc, quotations: Quotations) -> None:
        """Finds the wholly quoted sentences."""
        self.quotations = quotations
        self.spans = list(parse.sents)
        self.number = [number for number, span in enumerate(self.spans) for _ in span]
        self.free = [is_quoted(span, quotations) for span in self.spans]

    def take(self, start: int, end: int) -> None:
        """Notes that the sentences of tokens `[start, end)` belong to a statement."""
        first, last = self.number[start], self.number[end - 1]
        self.free[first : last + 1] = [False] * (last + 1 - first)

    def extended(self, one: Statement, *, forward: bool) -> Statement:
        """Returns a statement with the free sentences after or before it, where it is quoted on that side; they are free no longer."""
        edge = one.contents[-1] if forward else one.contents[0]
        start, end = one.reach
        step, number = (1, self.number[end - 1] + 1) if forward else (-1, self.number[start] - 1)
        beside = number
        while 0 <= number < len(self.free) and self.free[number]:
            self.free[number] = False
            number += step
        if number == beside or not any(self.quotations.inside[token.i] >= 0 for token in edge):
            return one
        low, high = (beside, number - 1) if forward else (number + 1, beside)
        return self.joined(one, self.spans[low].start, self.spans[high].end, forward=forward)

    def joined(self, one: Statement, start: int, end: int, *, forward: bool) -> Statement:
        """Returns a statement with tokens `[start, end)` added to what is said: as one stretch with its last or first where they touch."""
        doc, (first, last) = one.head.doc, one.reach
        touching = (one.contents[-1].end if forward else one.contents[0].start, last if forward else first)
        if blank(doc[min(touching) : max(touching)]):
            joined = doc[one.contents[-1].start : end] if forward else doc[start : one.contents[0].end]
            kept = one.contents[:-1] if forward else one.contents[1:]
        else:
            joined, kept = doc[start:end], one.contents
        added = snapped(joined, self.quotations) or joined
        return replace(one, contents=(*kept, added) if forward else (added, *kept))


def blank(span: Span) -> bool:
    """Whether a span holds nothing but blanks and marks."""
    return all(token.is_space or token.is_punct for token in span)


def is_quoted(sentence: Span, quotations: Quotations) -> bool:
    """Whether every word of a sentence stands in quotation marks."""
    words = [token.i for token in sentence if not token.is_space and not token.is_punct]
    return bool(words) and all(quotations.inside[index] >= 0 for index in words)
