"""Romanising: Ukrainian and Russian names in Latin letters, as officials and the press write them."""

import re
from typing import Final

UKRAINIAN: Final = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'",
        "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch  iu ia ".split(" "),
        strict=False,
    )
)
UKRAINIAN_FIRST: Final = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
RUSSIAN: Final = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "),
        strict=False,
    )
)
VOWELS: Final = "аеёиоуыэюяіїє"
PARTS: Final = re.compile(r"([\s\-–]+)")


def romanised(name: str, language: str) -> str:
    """Returns a name in Latin letters: Ukrainian by the table of the state, Russian as the English press has it.

    >>> romanised("Слов'янськ", "uk"), romanised("Згурівка", "uk"), romanised("Юрий Слюсарь", "ru"), romanised("Рабочий", "ru")
    ('Sloviansk', 'Zghurivka', 'Yury Slyusar', 'Rabochy')
    """
    return "".join(part if PARTS.fullmatch(part) else _word(part, language) for part in PARTS.split(name))


def _word(word: str, language: str) -> str:
    """Returns one word in Latin letters, with a capital where it had one."""
    low = word.lower().replace("’", "'").replace("ʼ", "'")
    latin = _ukrainian(low) if language == "uk" else _russian(low)
    return latin[:1].upper() + latin[1:] if word[:1].isupper() else latin


def _ukrainian(low: str) -> str:
    pieces = [UKRAINIAN_FIRST.get(c) or UKRAINIAN.get(c, c) if i == 0 else UKRAINIAN.get(c, c) for i, c in enumerate(low)]
    return _with_zgh(low, pieces) if "зг" in low else "".join(pieces)


def _with_zgh(low: str, pieces: list[str]) -> str:
    """Returns the letters with "зг" as "zgh", which tells it from "ж"."""
    return "".join("gh" if c == "г" and i and low[i - 1] == "з" else pieces[i] for i, c in enumerate(low))


def _russian(low: str) -> str:
    ending = low[-2:]
    if len(low) > 3 and ending in {"ый", "ий"}:
        return _letters(low[:-2]) + "y"
    return _letters(low)


def _letters(low: str) -> str:
    found: list[str] = []
    for i, c in enumerate(low):
        before = low[i - 1] if i else ""
        if c == "е" and (not before or before in "ьъ" or (before in VOWELS and before != "и")):
            found.append("ye")
        else:
            found.append(RUSSIAN.get(c, c))
    return "".join(found)
