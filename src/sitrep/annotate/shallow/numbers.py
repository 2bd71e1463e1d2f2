"""Numbers: digits, number words and vague ones, with the bounds that words beside them set."""

from collections.abc import Sequence
from dataclasses import dataclass

from sitrep.model.outlines import Word
from sitrep.packs.tongues import Tongue

DASHES = frozenset("-–—")
LOWERS = {"at_least", "more"}
UPPERS = {"at_most", "nearly"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the words `[first, last)`, its qualifier within; bounds are inclusive, None is an open end."""

    first: int
    last: int
    low: int | None
    high: int | None
    approx: bool = False


def plain_number(words: Sequence[Word], plains: Sequence[str], index: int, tongue: Tongue) -> tuple[float, int] | None:
    """Returns the value of the digits or number words that begin at a word, and where they end; None where none do."""
    total, part, at, seen = 0.0, 0.0, index, False
    while at < len(words):
        word = words[at]
        if word.kind == "number" and word.value is not None and not (seen and part):
            part, at, seen = part + word.value, at + 1, True
        elif (hit := tongue.multipliers.at(plains, at)) is not None:
            total, part, at = total + (part or 1) * hit.value, 0.0, hit.last
            seen = True
            at += at < len(words) and words[at].text == "."
        elif (hit := tongue.numbers.at(plains, at)) is not None and not (seen and words[at - 1].kind == "number" and part):
            if part and part % 10 and hit.value >= part % 10 and hit.value < 100:
                break
            part, at, seen = part + hit.value, hit.last, True
        else:
            break
    return (total + part, at) if seen and total + part > 0 else None


def number_at(words: Sequence[Word], plains: Sequence[str], index: int, tongue: Tongue) -> Number | None:
    """Returns the number that begins at a word, with its qualifier; None where none does."""
    between = _between(words, plains, index, tongue)
    if between:
        return between
    bound = tongue.bounds.at(plains, index)
    start = bound.last if bound else index
    if bound and start < len(words) and (second := tongue.bounds.at(plains, start)):
        bound, start = second, second.last
    if start >= len(words):
        return None
    vague = tongue.vague.at(plains, start)
    if vague:
        return Number(index, vague.last, vague.value, None)
    read = plain_number(words, plains, start, tongue)
    if read is None or read[0] != int(read[0]):
        return None
    value, end = int(read[0]), read[1]
    further = plain_number(words, plains, end + 1, tongue) if end + 1 < len(words) and words[end].text in DASHES else None
    if further and further[0] > value and words[end].start - words[end - 1].end <= 1:
        return Number(index, further[1], value, int(further[0]))
    after = tongue.after_bounds.at(plains, end) if end < len(words) else None
    if after:
        return Number(index, after.last, value, None)
    if bound is None:
        return Number(index, end, value, value)
    kind = bound.value
    low = None if kind in UPPERS else value
    high = None if kind in LOWERS else value
    return Number(index, end, low, high, kind == "about")


def _between(words: Sequence[Word], plains: Sequence[str], index: int, tongue: Tongue) -> Number | None:
    """Returns a number of the kind "from 30 to 40"."""
    for opening, joint in tongue.grammar.between:
        if plains[index] != opening or index + 3 >= len(words):
            continue
        low = plain_number(words, plains, index + 1, tongue)
        joined = low is not None and low[1] + 1 < len(words) and plains[low[1]] == joint
        high = plain_number(words, plains, low[1] + 1, tongue) if low and joined else None
        if low and high and high[0] > low[0]:
            return Number(index, high[1], int(low[0]), int(high[0]))
    return None
