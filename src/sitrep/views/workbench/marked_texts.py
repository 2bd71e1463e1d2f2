"""Marked texts: a text cut at every boundary of its marked spans, so that spans may overlap."""

import itertools
from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from sitrep.model.claims import Claim
from sitrep.model.texts import Document

AROUND = 350  # characters before and after


class Mark(msgspec.Struct, frozen=True):
    """A stretch `[start, end)` of a text that belongs to a claim (id); a figure is a number in it."""

    start: int
    end: int
    claim: str
    is_figure: bool = False


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text, the claims (ids) whose evidence it is, those that begin there, and whether it is a number."""

    text: str
    claims: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    is_figure: bool = False


def marks_of(claims: Iterable[Claim]) -> list[Mark]:
    """Returns the evidence and the figures of claims."""
    found = []
    for claim in claims:
        found += [Mark(span.start, span.end, claim.id) for span in claim.evidence]
        found += [Mark(figure.start, figure.end, claim.id, is_figure=True) for figure in claim.figures]
    return found


def pieces(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """Returns a text in pieces; together they are the text.

    >>> [(each.text, each.claims) for each in pieces("abcdef", [Mark(1, 4, "x"), Mark(2, 6, "y")])]
    [('a', ()), ('b', ('x',)), ('cd', ('x', 'y')), ('ef', ('y',))]
    """
    kept = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    borders = sorted({0, len(text), *(mark.start for mark in kept), *(mark.end for mark in kept)})
    seen: set[str] = set()
    found = []
    for start, end in itertools.pairwise(borders):
        over = [mark for mark in kept if mark.start <= start and end <= mark.end]
        claims = tuple(dict.fromkeys(mark.claim for mark in over))
        begins = tuple(claim for claim in claims if claim not in seen)
        seen.update(begins)
        found.append(Piece(text[start:end], claims, begins, any(mark.is_figure for mark in over)))
    return found


def around(claim: Claim, document: Document) -> tuple[Piece, ...]:
    """Returns the words around a claim's evidence, from the beginning of a word to the end of one, with evidence and numbers marked."""
    text = document.text
    first, last = min(span.start for span in claim.evidence), max(span.end for span in claim.evidence)
    start = max(0, first - AROUND)
    start = text.find(" ", start, first) + 1 or first if start else 0
    end = min(len(text), last + AROUND)
    end = text.rfind(" ", last, end) if end < len(text) and " " in text[last:end] else end
    marks = [replace(mark, start=mark.start - start, end=mark.end - start) for mark in marks_of([claim])]
    found = pieces(text[start:end], marks)
    return (*([Piece("… ")] if start else []), *found, *([Piece(" …")] if end < len(text) else []))
