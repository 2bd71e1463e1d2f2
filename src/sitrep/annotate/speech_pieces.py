"""Speech pieces: the words of a text as the numbered pieces that the speech encoder reads, a row a sentence."""

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from sitrep.packs.loader import ROOT

PIECES = ROOT / "languages" / "en" / "speech_pieces.txt"
UNKNOWN, OPEN, CLOSE = "[UNK]", "[CLS]", "[SEP]"
NOWHERE = -1
LONGEST_ROW = 96
LONGEST_WORD = 40
PARTS = re.compile(r"\w+|[^\w\s]")

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """A text's pieces: `rows` are the numbers, an opening and a closing one with each; `at[i]` is the place of token `i`'s first piece
    among all pieces of all rows, one after the other, `NOWHERE` for a token of a paragraph that was not worth a parse.
    """

    rows: tuple[tuple[int, ...], ...]
    at: Integers


@functools.cache
def numbers() -> Mapping[str, int]:
    """Returns the number of each piece; one that goes on inside a word begins with "##"."""
    return {piece: number for number, piece in enumerate(PIECES.read_text(encoding="utf-8").split("\n"))}


@functools.lru_cache(maxsize=50_000)
def pieces_of(word: str) -> tuple[int, ...]:
    """Returns the numbers of a word's pieces: capitals and accents do not count, marks stand alone, each piece is the longest there is."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(letter) != "Mn")
    return tuple(number for part in PARTS.findall(plain) for number in cut(part))


def cut(part: str) -> list[int]:
    """Returns the numbers of the pieces of letters that stand together; one unknown piece where they cannot be cut."""
    known, found, start = numbers(), [], 0
    while start < len(part):
        end = min(len(part), start + LONGEST_WORD)
        while end > start and ("##" if start else "") + part[start:end] not in known:
            end -= 1
        if end == start:
            return [known[UNKNOWN]]
        found.append(known[("##" if start else "") + part[start:end]])
        start = end
    return found


def rows_of(parse: Doc) -> Rows:
    """Returns the pieces of a text, a row a sentence; a long sentence is several rows. A token with no piece has that of the one before."""
    known = numbers()
    parsed: NDArray[np.bool_] = np.any(parse.tensor, axis=1)
    rows: list[tuple[int, ...]] = []
    at = np.full(len(parse), NOWHERE, dtype=np.int64)
    place = 0
    for sentence in parse.sents:
        if not parsed[sentence.start]:
            continue
        row = [known[OPEN]]
        for token in sentence:
            pieces = pieces_of(token.text)[: LONGEST_ROW - 2]
            if len(row) + len(pieces) >= LONGEST_ROW:
                rows.append((*row, known[CLOSE]))
                place += len(row) + 1
                row = [known[OPEN]]
            at[token.i] = place + len(row) - (not pieces)
            row += pieces
        rows.append((*row, known[CLOSE]))
        place += len(row) + 1
    return Rows(tuple(rows), at)
