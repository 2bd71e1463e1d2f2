"""Lines: a text by its line breaks, each with what its shape tells."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

LINE = re.compile(r"[^\n\u2028\u2029]+")
TERMINAL = re.compile(r"[.!?…:;,][\"'”’»)\]*]*$")
FULL_STOP = re.compile(r"[.!?…][\"'”’»)\]*]*$")
ITEM = re.compile(r"(?:\d{1,3}[.)]\s|[^\w\"'“‘«(\[])")
PICTOGRAM = re.compile(r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff#]")
STRAIGHT = str.maketrans("’‘“”", "''\"\"")
CAPITAL_SHARE = 0.9
WRAP = (45, 100)
WRAPPED_SHARE = 0.5
FEWEST_WRAPPED = 3
INDENT = 2
CAPITAL_TEXT_SHARE = 0.6
SHORTEST_CAPITAL_TEXT = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank, without the white space around it; `[start, end)` in code points of the text.

    `opens` and `closes` tell whether a blank line or the text's own border stands before and after it.
    """

    start: int
    end: int
    text: str
    opens: bool
    closes: bool

    @property
    def words(self) -> int:
        """The number of words."""
        return len(self.text.split())

    @property
    def is_open(self) -> bool:
        """Whether it ends without any stop."""
        return TERMINAL.search(self.text) is None

    @property
    def is_sentence(self) -> bool:
        """Whether it ends with a full stop."""
        return FULL_STOP.search(self.text) is not None

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list or a line of a post: it begins with a bullet or a number, or holds a pictogram or a hash sign."""
        return ITEM.match(self.text) is not None or PICTOGRAM.search(self.text) is not None

    @property
    def is_capital(self) -> bool:
        """Whether it stands in capitals."""
        return share_of_capitals(self.text) >= CAPITAL_SHARE


def split_lines(text: str) -> tuple[Line, ...]:
    """Returns the lines of a text that are not blank.

    >>> [(line.text, line.opens, line.closes) for line in split_lines(" One\\nTwo\\n\\nThree")]
    [('One', True, False), ('Two', False, True), ('Three', True, True)]
    """
    matches = [match for match in LINE.finditer(text) if not match.group().isspace()]
    return tuple(
        cut(
            text,
            match,
            opens=not index or match.start() - matches[index - 1].end() > 1,
            closes=index + 1 == len(matches) or matches[index + 1].start() - match.end() > 1,
        )
        for index, match in enumerate(matches)
    )


def cut(text: str, match: re.Match[str], opens: bool, closes: bool) -> Line:
    """Returns one line without the white space around it."""
    words = match.group().strip()
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    return Line(start, start + len(words), text[start : start + len(words)], opens, closes)


def unwrapped(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Returns the lines that do not go on with the sentence of the line before, which they do in a text wrapped at a width."""
    if not is_wrapped(lines):
        return tuple(lines)
    return tuple(line for before, line in zip((None, *lines), lines, strict=False) if before is None or line.opens or before.is_sentence)


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether sentences are broken over lines: most lines that another follows at once are short and end without a stop."""
    followed = [line for line in lines if not line.closes]
    broken = sum(line.is_open and WRAP[0] <= line.end - line.start <= WRAP[1] for line in followed)
    return len(followed) >= FEWEST_WRAPPED and broken >= WRAPPED_SHARE * len(followed)


def rejoined(text: str) -> str:
    """Returns a text that is wrapped at a width with its line breaks made blanks, but for those between paragraphs; others as they are.

    A paragraph begins after a blank line, with an indent or with the mark of a list.
    """
    lines = split_lines(text)
    if not is_wrapped(lines):
        return text
    parts, end = [], 0
    for before, line in itertools.pairwise(lines):
        gap = text[before.end : line.start]
        is_break = line.opens or line.is_item or (gap[-INDENT:].isspace() and "\n" not in gap[-INDENT:])
        parts += [text[end : before.end], gap if is_break else " " * len(gap)]
        end = line.start
    return "".join([*parts, text[end:]])


def share_of_capitals(text: str) -> float:
    """Returns the share of capitals among the letters, 0 where there are none.

    >>> share_of_capitals("ABc 12")
    0.6666666666666666
    """
    capitals = sum(map(str.isupper, text))
    letters = capitals + sum(map(str.islower, text))
    return capitals / letters if letters else 0.0


def is_capital_text(text: str) -> bool:
    """Whether a whole text stands in capitals, as old wire reports do; a few words tell nothing."""
    return len(text) > SHORTEST_CAPITAL_TEXT and share_of_capitals(text[:20_000]) >= CAPITAL_TEXT_SHARE


def straight(text: str) -> str:
    """Returns the text with typographic quotes made plain, as long as before.

    >>> straight("“No”")
    '"No"'
    """
    return text.translate(STRAIGHT)


def plain(text: str) -> str:
    """Returns words in lower case with plain quotes, as packs have them.

    >>> plain("Don’t Miss")
    "don't miss"
    """
    return straight(text).lower()
