"""Words of time: a text as a row of categories, one character each, that phrases are matched against."""

import functools
import re
from typing import NamedTuple

from spacy.tokens import Doc, Token

from sitrep.annotate.time_packs import TimePack, english_times

OTHER = "x"
BREAK = "\n"
NUMERALS = (
    "small",
    "year",
    "count",
    "ordinal",
    "decade",
    "clock",
    "isodate",
    "numericdate",
    "comma",
    "dash",
    "possessive",
    "slash",
    "stop",
)
TOKEN = r"""
    (?P<isodate>(?<![\w-])\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))
  | (?P<numericdate>(?<![\w./])(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d))(?![\w/]))
  | (?P<clock>(?<![\w.:])(?:\d{1,2}:\d\d(?::\d\d)?(?![\w:])|\d{1,2}[.:]\d\d(?=\s?[ap]\.?m\b)))
  | (?P<ordinal>\b\d{1,3}(?:st|nd|rd|th)\b)
  | (?P<decade>(?:\b\d{3}|(?<!\w)['’]?\d)0['’]?s\b)
  | (?P<number>\d+(?:,\d{3})*(?:\.\d+)?)
  | (?P<phrase>\b(?i:PHRASES)(?!\w))
  | (?P<word>[^\W\d_][^\W_]*)
  | (?P<possessive>['’]s\b|(?<=s)['’])
  | (?P<dash>[-–—‑])
  | (?P<comma>,)
  | (?P<stop>[.;:!?])
  | (?P<slash>/)
  | (?P<break>[\n\u2028\u2029])
  | (?P<mark>\S)
"""
SERIAL = re.compile(r"-\d+-")
NARROWEST, WIDEST, ENDS = 50, 90, '.!?:;"”'
YEAR_AFTER = frozenset(
    {"in", "since", "of", "by", "from", "through", "between", "month", "the", "early", "and", "to", "its", "into", "season"}
)


class Item(NamedTuple):
    """One word, numeral or mark: `[start, end)` in code points, its category and what it stands for."""

    start: int
    end: int
    category: str
    value: int | str


class Lexicon:
    """The words of one pack, ready to read texts with."""

    def __init__(self, pack: TimePack) -> None:
        self.pack = pack
        self.entries = {word: (category, value) for category, words in pack.words.items() for word, value in words.items()}
        names = [*NUMERALS, *pack.words]
        self.codes = {name: chr(0xE000 + index) for index, name in enumerate(names)} | {"other": OTHER, "break": BREAK}
        phrases = sorted((word for word in self.entries if not word.isalpha()), key=len, reverse=True)
        self.token = re.compile(TOKEN.replace("PHRASES", "|".join(re.escape(phrase) for phrase in phrases)), re.VERBOSE)

    def read(self, parse: Doc) -> list[Item]:
        """Returns all words, numerals and marks of a text, in order."""
        text = parse.text
        tokens = {token.idx: token for token in parse}
        items: list[Item] = []
        for match in self.token.finditer(text):
            if items and match.start() < items[-1].end:
                continue
            kind = match.lastgroup or "mark"
            if kind in ("word", "phrase"):
                items.append(self.word(match, items, tokens))
            elif kind == "number":
                items.append(number(match, items, tokens, self.pack))
            elif kind == "dash":
                items.append(dash(match, text))
            elif kind == "break" and is_wrapped(text, match.start()):
                continue
            elif kind == "decade" and is_age(match, items):
                items.append(Item(match.start(), match.end(), "other", match.group()))
            else:
                items.append(Item(match.start(), match.end(), "other" if kind == "mark" else kind, match.group()))
        return items

    def word(self, match: re.Match[str], items: list[Item], tokens: dict[int, Token]) -> Item:
        """Returns a word under its category, `other` where it has none or its guard fails."""
        start, end = match.span()
        lower = match.group().lower()
        entry = self.entries.get(lower) or self.entries.get(lower.replace("’", "'"))
        if entry is None:
            return Item(start, end, "other", lower)
        guard = self.pack.guards.get(lower)
        if guard is not None and not guarded(match, guard, items, tokens):
            return Item(start, end, "other", lower)
        if lower in self.pack.dotted:
            if match.string[end : end + 1] == ".":
                end += 1
            elif not beside_numeral(match, items):
                return Item(start, end, "other", lower)
        category, value = entry
        if category == "weekdays" and stands_for_one(match, items, tokens):
            category = "weekday"
        return Item(start, end, category, value)


def stands_for_one(match: re.Match[str], items: list[Item], tokens: dict[int, Token]) -> bool:
    """Whether "Saturdays" lost its apostrophe ("Saturdays blast") and is no repeated day ("on Saturdays")."""
    token = tokens.get(match.start())
    led = bool(items) and items[-1].category == "on"
    return not led and token is not None and token.i + 1 < len(token.doc) and token.nbor().tag_ == "NN"


def is_wrapped(text: str, at: int) -> bool:
    """Whether a line break only wraps a long line and ends neither sentence nor paragraph."""
    begin = text.rfind("\n", max(0, at - WIDEST - 1), at) + 1
    return at - begin in range(NARROWEST, WIDEST) and text[at - 1] not in ENDS and text[at + 1 : at + 2].isalnum()


def is_age(match: re.Match[str], items: list[Item]) -> bool:
    """Whether "40s" are years of age or degrees: two digits with nothing that makes them a decade ("'40s", "early 40s")."""
    return match.group()[0].isdigit() and len(match.group()) == len("40s") and not (items and items[-1].category == "early")


def guarded(match: re.Match[str], tags: frozenset[str], items: list[Item], tokens: dict[int, Token]) -> bool:
    """Whether an ambiguous word is meant as a word of time: by its tag, or, if a name, by a numeral beside it."""
    named = tags == {"NNP"}
    if named and not match.group()[0].isupper():
        return False
    if (named and beside_numeral(match, items)) or (items and items[-1].category in ("last", "this", "next", "early")):
        return True
    if named and match.group().isupper():
        return bool(items) and items[-1].category in YEAR_AFTER
    token = tokens.get(match.start())
    return token is not None and token.tag_ in tags


def beside_numeral(match: re.Match[str], items: list[Item]) -> bool:
    """Whether a numeral stands right before or after a word."""
    following = match.string[match.end() : match.end() + 3].strip(" .,-–'’")[:1]
    return following.isdigit() or bool(items and items[-1].category in ("small", "ordinal", "dash"))


def dash(match: re.Match[str], text: str) -> Item:
    """Returns a hyphen or dash; one with spaces around it parts sentences and joins nothing."""
    start, end = match.span()
    spaced = text[start - 1 : start].isspace() or text[end : end + 1].isspace()
    return Item(start, end, "other" if spaced else "dash", match.group())


def number(match: re.Match[str], items: list[Item], tokens: dict[int, Token], pack: TimePack) -> Item:
    """Returns a numeral as `small` (up to 31), `year` or `count`; `other` where it belongs to a name, a sum or a percentage."""
    start, end = match.span()
    text, digits = match.string, match.group()
    if (start and text[start - 1] in "$€£¥#.") or (end < len(text) and text[end] in "%°") or SERIAL.match(text, end):
        return Item(start, end, "other", digits)
    if len(items) > 1 and items[-1].category == "dash" and items[-1].end == start and items[-2].end == items[-1].start:
        prefix = text[items[-2].start : items[-2].end].lower()
        if items[-2].category == "other" and prefix.isalpha() and prefix not in pack.compounds:
            return Item(start, end, "other", digits)
    if digits.isdecimal() and len(digits) <= 2 and 0 < int(digits) <= 31:
        return Item(start, end, "small", int(digits))
    if is_year(match, items, tokens):
        return Item(start, end, "year", int(digits))
    return Item(start, end, "count", int(float(digits.replace(",", ""))))


def is_year(match: re.Match[str], items: list[Item], tokens: dict[int, Token]) -> bool:
    """Whether a numeral is a year and no count ("2014 people")."""
    digits = match.group()
    if not (len(digits) == 4 and digits.isdecimal() and 1000 <= int(digits) < 2200):
        return False
    before = items[-1].category if items else "other"
    led = before in YEAR_AFTER or (before == "comma" and len(items) > 1 and items[-2].category in ("small", "ordinal", "month"))
    if led:
        return True
    if before == "approx" or not 1900 <= int(digits) < 2100:
        return False
    token = tokens.get(match.start())
    following = token.nbor() if token is not None and token.i + 1 < len(token.doc) else None
    return following is None or following.tag_ != "NNS"


@functools.cache
def lexicon() -> Lexicon:
    """Returns the English words, compiled once a process."""
    return Lexicon(english_times())
