"""Quotations: what stands between quotation marks, and how it runs on over sentences and paragraphs."""

from dataclasses import dataclass

from spacy.tokens import Doc

OPENING = frozenset({"“", "«", "„", "‘‘", "``"})
CLOSING = frozenset({"”", "»", "’’", "''"})
EITHER = frozenset({'"'})


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotations of one text as token ranges, marks included, in text order; `inside[i]` is the number of that
    of token `i`, -1 outside.

    A quotation that goes on in the next paragraph with a new opening mark and no closing one is one range a paragraph.
    """

    ranges: tuple[tuple[int, int], ...]
    inside: tuple[int, ...]

    def covers(self, start: int, end: int) -> bool:
        """Whether tokens `[start, end)` stand in quotation marks from end to end, but for punctuation and blanks."""
        return self.inside[start] >= 0 and self.inside[end - 1] >= 0


def find_quotations(parse: Doc) -> Quotations:
    """Returns the quotations of the text; a mark that is never closed reaches to the end of its paragraph."""
    ranges: list[tuple[int, int]] = []
    begin: int | None = None
    for token in parse:
        text = token.text
        if begin is None:
            if text in OPENING or (text in EITHER | {"''"} and opens(parse, token.i)):
                begin = token.i
        elif text in CLOSING or text in EITHER:
            ranges.append((begin, token.i + 1))
            begin = None
        elif "\n" in text:
            ranges.append((begin, token.i))
            begin = None
    if begin is not None:
        ranges.append((begin, len(parse)))
    return Quotations(tuple(ranges), numbered(ranges, len(parse)))


def opens(parse: Doc, index: int) -> bool:
    """Whether a straight mark opens a quotation: a blank or nothing before it, a word right after it."""
    before = (
        index == 0 or bool(parse[index - 1].whitespace_) or parse[index - 1].is_space or parse[index - 1].text in {"(", "[", "—", "–", "-"}
    )
    return before and index + 1 < len(parse) and not parse[index].whitespace_


def numbered(ranges: list[tuple[int, int]], size: int) -> tuple[int, ...]:
    """Returns for each of `size` tokens the number of its range, -1 outside."""
    inside = [-1] * size
    for number, (start, end) in enumerate(ranges):
        inside[start:end] = [number] * (end - start)
    return tuple(inside)
