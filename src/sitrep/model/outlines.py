"""Outlines: a document as words, sentences and what was found in them, where no parse is made."""

import bisect
from dataclasses import dataclass
from typing import Literal

from sitrep.model.actors import Speaker
from sitrep.model.readings import Annotations
from sitrep.model.texts import Document


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or mark; `plain` is it in small letters with one kind of apostrophe, `value` what a number in digits amounts to."""

    start: int
    end: int
    text: str
    plain: str
    kind: Literal["word", "number", "mark"]
    value: float | None = None

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.kind == "word" and self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words `[first, last)` of one sentence, and the number of its paragraph."""

    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Outline:
    """One document, read without a parse: `plains` are its words as patterns see them.

    `author` is who signs the whole text. `origins` are the offsets of places from which munitions came, `as_of` those of times at which
    somebody counted: nothing happened there or then.
    """

    document: Document
    words: tuple[Word, ...]
    plains: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    annotations: Annotations
    author: Speaker | None = None
    origins: frozenset[int] = frozenset()
    as_of: frozenset[int] = frozenset()

    def sentence_at(self, index: int) -> int:
        """Returns the number of the sentence in which a word stands."""
        return bisect.bisect_right(self.sentences, index, key=lambda each: each.last)

    def word_at(self, offset: int) -> int:
        """Returns the index of the word that covers an offset of the text, or of the first one after it."""
        return bisect.bisect_right(self.words, offset, key=lambda each: each.end)
