"""Ledgers: tables of losses, in which the noun stands before its number and what the last day added stands behind it in brackets."""

from collections.abc import Sequence
from dataclasses import dataclass

from sitrep.annotate.shallow.numbers import Number, number_at
from sitrep.model.outlines import Sentence, Word
from sitrep.packs.phrases import Hit
from sitrep.packs.tongue_packs import Munition, Thing
from sitrep.packs.tongues import Tongue

DASHES = frozenset("–—‒-")
OPENS_ROW = frozenset(",;:")
NOUN_WORDS = 7
"""How many words the noun of a row may have, from the one that tells what is counted to the dash."""
ROW_WORDS = 16


def row_at(
    words: Sequence[Word], plains: Sequence[str], index: int, last: int, tongue: Tongue
) -> tuple[Hit[Thing] | Hit[Munition], Number] | None:
    """Returns the noun and number of a row of a ledger that begins at a word ("танків – 11 000"), None where none does."""
    hit = tongue.things.at(plains, index, last) or tongue.munitions.at(plains, index, last)
    if hit is None:
        return None
    for at in range(hit.last, min(hit.last + NOUN_WORDS, last - 1)):
        if words[at].text in DASHES:
            number = number_at(words, plains, at + 1, tongue)
            return (hit, number) if number and number.last <= last else None
        if words[at].kind != "word" and words[at].text != "/":
            return None
    return None


def added_at(words: Sequence[Word], plains: Sequence[str], index: int, last: int, tongue: Tongue) -> Number | None:
    """Returns what the last day added to a row, in brackets behind its number ("(+120)"), None where nothing stands there."""
    if index + 2 >= last or words[index].text != "(" or words[index + 1].text != "+":
        return None
    number = number_at(words, plains, index + 2, tongue)
    return number if number and number.last < last and words[number.last].text == ")" else None


@dataclass(frozen=True, slots=True)
class Layout:
    """The sentences of a text, with the rows of each ledger joined to its heading, and the words at which those rows begin."""

    sentences: tuple[Sentence, ...]
    rows: frozenset[int]


def join_ledgers(words: Sequence[Word], plains: Sequence[str], sentences: Sequence[Sentence], tongue: Tongue) -> Layout:
    """Returns the sentences with the rows of ledgers joined to their headings, which tell what befell the counted, and over which days."""
    joined: list[Sentence] = []
    rows: set[int] = set()
    for sentence in sentences:
        opened = bool(joined) and (words[joined[-1].last - 1].text == ":" or max(rows, default=-1) >= joined[-1].first)
        start = _row_start(words, plains, sentence, tongue) if opened else None
        if start is None:
            joined.append(sentence)
        else:
            rows.add(start)
            joined[-1] = Sentence(joined[-1].first, sentence.last, joined[-1].paragraph)
    return Layout(tuple(joined), frozenset(rows))


def _row_start(words: Sequence[Word], plains: Sequence[str], sentence: Sentence, tongue: Tongue) -> int | None:
    """Returns the word at which a line that is a row of a ledger and no more begins, None for other lines."""
    start = next((at for at in range(sentence.first, sentence.last) if words[at].kind == "word"), None)
    if start is None or sentence.last - start > ROW_WORDS:
        return None
    near = (at for at in (start, start + 1) if at < sentence.last)
    return next((at for at in near if row_at(words, plains, at, sentence.last, tongue)), None)
