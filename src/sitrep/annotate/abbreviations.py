"""Abbreviations: short names that a text spells out once ("the Northern Harbour Office (NHO)")."""

import re

from spacy.tokens import Doc, Span

BRACKETED = re.compile(r"\(\s?([A-Z][A-Za-z]{1,8})\s?\)")
LONGEST_NAME = 12


def find_abbreviations(parse: Doc) -> dict[str, Span]:
    """Returns the short names that stand in brackets after the words whose first letters they are, each with those words."""
    found: dict[str, Span] = {}
    for match in BRACKETED.finditer(parse.text):
        span = parse.char_span(match.start(1), match.end(1))
        if span is not None and (name := spelt_out(parse, span.start - 1, match.group(1))) is not None:
            found.setdefault(match.group(1), name)
    return found


def spelt_out(parse: Doc, bracket: int, short: str) -> Span | None:
    """Returns the words before a bracket whose first letters make `short`, small words left out; None where they do not."""
    letters = [letter.lower() for letter in short]
    start = bracket
    while letters and start > 0 and bracket - start < LONGEST_NAME:
        start -= 1
        token = parse[start]
        if token.text[0].isupper() and token.lower_[0] == letters[-1]:
            letters.pop()
        elif token.text[0].isupper() or token.is_space or (token.is_punct and token.text != "-"):
            return None
    return parse[start:bracket] if not letters else None
