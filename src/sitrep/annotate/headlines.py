"""Headlines: the report's own, those of other stories strewn through it, and headings between its paragraphs."""

import re
from collections.abc import Iterator, Sequence

from sitrep.annotate.lines import Line

LONGEST_OWN = 25
LONGEST_HEADING = 16
SHORTEST_CAPITAL = 4
BODY = 15
PROSE = 8
UNSPACED_PROSE = 20
WORD = re.compile(r"[^\W\d_][\w'’.-]*")
PAST = re.compile(r"\b(?:was|were|had|did|said|[a-z]{3,}ed)\b")


def find_headlines(lines: Sequence[Line], capital_text: bool, small_words: frozenset[str]) -> Iterator[Line]:
    """Yields the lines that are headlines; in a text wholly in capitals only its own can be told.

    `small_words` are those that stay small where a headline has its words in capitals.
    """
    own = own_headlines(lines, small_words)
    yield from lines[:own]
    for index in range(own, len(lines)):
        between = 0 < index < len(lines) - 1 and is_heading(lines[index - 1 : index + 2], small_words)
        if between or (is_shouted(lines[index]) and not capital_text):
            yield lines[index]


def own_headlines(lines: Sequence[Line], small_words: frozenset[str]) -> int:
    """Returns how many lines at the head are the report's own headline: more than one where it is repeated.

    One short line may part it from the body.
    """
    if len(lines) < 2 or not is_title(lines[0], small_words):
        return 0
    count = next((index for index, line in enumerate(lines) if line.text != lines[0].text), len(lines))
    following = lines[count : count + 2] if lines[0].closes else lines[count : count + 1]
    return count if any(is_body(line, spaced=lines[0].closes) for line in following) else 0


def is_title(line: Line, small_words: frozenset[str]) -> bool:
    """Whether it can be a report's headline: short, and without a stop or with its words capitalised."""
    return 3 <= line.words <= LONGEST_OWN and not line.is_item and (line.is_open or is_title_case(line.text, small_words))


def is_title_case(text: str, small_words: frozenset[str]) -> bool:
    """Whether every word but the small ones begins with a capital, which tells a headline from a sentence full of names.

    >>> small = frozenset({"in", "with"})
    >>> is_title_case("Zelensky Meets Rubio in Jeddah.", small), is_title_case("Zelensky met Rubio in Jeddah.", small)
    (True, False)
    """
    return all(word[0].isupper() or word in small_words for word in WORD.findall(text))


def is_body(line: Line, spaced: bool) -> bool:
    """Whether a paragraph follows, long enough to be the report; longer where no blank line stands before it."""
    return line.words >= (BODY if spaced else UNSPACED_PROSE) and not line.is_item


def is_shouted(line: Line) -> bool:
    """Whether it is a headline in capitals."""
    return line.words >= SHORTEST_CAPITAL and line.is_capital and not line.is_item


def is_heading(lines: Sequence[Line], small_words: frozenset[str]) -> bool:
    """Whether the middle one of three lines is a short one without a stop between two paragraphs of prose.

    A sentence in the past tense that only lost its stop is none.
    """
    before, line, after = lines
    if not line.is_open or line.words > LONGEST_HEADING or line.is_item or line.text[0].islower():
        return False
    least = PROSE if line.opens and line.closes else UNSPACED_PROSE
    return all(is_prose(other, least) for other in (before, after)) and (
        PAST.search(line.text) is None or is_title_case(line.text, small_words)
    )


def is_prose(line: Line, least: int) -> bool:
    """Whether it is a paragraph of at least `least` words."""
    return line.is_sentence and line.words >= least and not line.is_item
