"""Readings: a document with its parse and everything found in it, which claims are made from."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from sitrep.model.actors import Actor, Attribution
from sitrep.model.figures import Figure
from sitrep.model.places import Place
from sitrep.model.texts import Document
from sitrep.model.times import Time

if TYPE_CHECKING:
    from spacy.tokens import Doc

NoiseKind = Literal["headline", "link", "byline", "dateline", "caption", "furniture"]


class Noise(msgspec.Struct, frozen=True):
    """A stretch of text that is no part of the report: `[start, end)` in code points."""

    start: int
    end: int
    kind: NoiseKind


class Annotations(msgspec.Struct, frozen=True):
    """Everything found in one text, each list in text order."""

    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    figures: tuple[Figure, ...] = ()
    actors: tuple[Actor, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    noise: tuple[Noise, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One document, parsed. `parse` covers `document.text`: `token.idx` is an offset into it.

    The words of the parse are those of the text but for capitals and line breaks, where the text stands wholly in capitals or is wrapped.
    """

    document: Document
    parse: "Doc"
    annotations: Annotations

    @property
    def is_respelt(self) -> bool:
        """Whether the parse has other letters or blanks than the text."""
        return self.parse.text != self.document.text
