"""Words and sentences of a text, by letters and marks alone."""

import re
from collections.abc import Sequence

from sitrep.model.outlines import Sentence, Word
from sitrep.packs.tongues import Tongue

LETTER = "A-Za-zÀ-ɏ\u0400-\u052f\u0301"
TOKEN = re.compile(
    rf"""(?P<date>\d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}}|\d{{2}})(?!\d))
      | (?P<clock>\d{{1,2}}:\d{{2}}(?!\d))
      | (?P<keycap>\d[\ufe0f]?\u20e3)
      | (?P<mixed>\d+-[{LETTER}]{{4,}} | [{LETTER}]+(?:['’ʼ`′‘-][{LETTER}\d]+|\d+)+(?:-[{LETTER}\d]+)*)
      | (?P<number>\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?![\d]) | \d+(?:,\d+)?)(?:[-–](?P<suffix>[а-яіїєґ]{{1,3}})(?![{LETTER}]))?
      | (?P<word>[{LETTER}]+)
      | (?P<mark>\S)""",
    re.VERBOSE,
)
APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "′": "'", "‘": "'", "ё": "е", "\u0301": None})
ENDS = frozenset(".!?…")
CLOSERS = frozenset("\"»”'’)]")
OPENERS = frozenset('"«“„(—–-•▪◽◾🔹🔸📌‼⚡️🔷🔰️*')
PARAGRAPH = re.compile(r"[^\n]+")


def plain(text: str) -> str:
    """Returns a word in small letters, with one kind of apostrophe.

    >>> plain("Слов’янськ"), plain("Артём")
    ("слов'янськ", 'артем')
    """
    return text.lower().translate(APOSTROPHES)


def find_words(text: str) -> tuple[Word, ...]:
    """Returns the words, numbers and marks of a text, in order."""
    return tuple(_word(match) for match in TOKEN.finditer(text))


def _word(match: re.Match[str]) -> Word:
    start, end, text = match.start(), match.end(), match.group()
    if match.group("number"):
        value = float(re.sub(r"[ \u00a0\u202f]", "", match.group("number")).replace(",", "."))
        return Word(start, end, text, plain(text), "number", value)
    if match.group("word") or match.group("mixed"):
        return Word(start, end, text, plain(text), "word")
    kind = match.lastgroup
    return Word(start, end, text, plain(text), "number" if kind in {"date", "clock"} else "mark")


def find_sentences(text: str, words: Sequence[Word], tongue: Tongue) -> tuple[Sentence, ...]:
    """Returns the sentences; none crosses the end of a line."""
    found: list[Sentence] = []
    first = paragraph = 0
    for index, word in enumerate(words):
        after = words[index + 1] if index + 1 < len(words) else None
        line_ends = after is None or "\n" in text[word.end : after.start]
        if line_ends or _ends(words, index, tongue):
            found.append(Sentence(first, index + 1, paragraph))
            first = index + 1
        paragraph += line_ends
    return tuple(found)


def _ends(words: Sequence[Word], index: int, tongue: Tongue) -> bool:
    """Whether a sentence ends with this word, within its line."""
    word, after = words[index], words[index + 1]
    begins = after.is_capital or after.text in OPENERS or after.kind == "number"
    if word.text == ";":
        return False
    if word.text in ENDS:
        return begins and after.start > word.end and not _abbreviates(words, index, tongue)
    if word.text in CLOSERS and index and words[index - 1].text in ENDS:
        return begins and after.start > word.end and after.text not in "—–-,"
    initial = index + 2 < len(words) and len(after.text) == 1 and words[index + 2].text == "."
    if word.kind != "word" or not after.is_capital or initial or after.plain not in tongue.openers:
        return False
    return not word.is_capital or after.plain in tongue.grammar.stops


def _abbreviates(words: Sequence[Word], index: int, tongue: Tongue) -> bool:
    """Whether a full stop belongs to the word before it."""
    if words[index].text != "." or not index or words[index - 1].end != words[index].start:
        return False
    before = words[index - 1]
    return before.plain in tongue.abbreviations or (before.is_capital and len(before.text) == 1)
