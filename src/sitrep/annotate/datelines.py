"""Datelines: the place, day and agency before the first word of a story."""

import re
from collections.abc import Iterable, Sequence

from sitrep.annotate.lines import Line
from sitrep.packs.gazetteer import entries
from sitrep.packs.spelling import fold

CAPITAL_NAME = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]+(?:[ /\-][A-ZÀ-Þ][A-ZÀ-Þ'’.\-]*){0,3}"
NAME = r"[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){0,3}"
REGION = rf"(?:, {NAME}){{0,2}}"
DAY = r"(?:\d{1,2} [A-Z][A-Za-z]{2,8}\.?(?: \d{2,4})?|[A-Z][A-Za-z]{2,8}\.? \d{1,2}(?:,? \d{4})?)"
BRACKET = r"\([^()\n]{2,60}\)"
DATED_BRACKET = r"\([A-Za-z.]{3,9} \d[^()\n]{0,20}\)"
SLASHES = r"/[A-Za-z \-]{2,20}/"
DASH = r"(?:--?|[—–_])"
TAGS = r"(?:\s*\[[^\[\]]{1,120}\])*"
HEAD = rf"{CAPITAL_NAME}{REGION}(?:(?:, ?|\.? ){DAY})?\.? *"
MARKED = re.compile(rf"{HEAD}(?:(?:{BRACKET}|{SLASHES}) *{DASH}(?=[\s\[“\"A-Z])|{DATED_BRACKET}(?=\s)|{SLASHES}\.?(?=\s)){TAGS}")
DATED = re.compile(rf"{CAPITAL_NAME}{REGION}(?:, ?|\.? ){DAY}\.? *{DASH}(?=[\s\[]){TAGS}")
BARE = re.compile(rf"(?=[A-ZÀ-Þ.]{{3}}){CAPITAL_NAME}{REGION} *(?:[—–]|--| -(?= ))")
COLON = re.compile(rf"(?=[A-ZÀ-Þ.]{{3}})(?P<place>{CAPITAL_NAME}){REGION}(?: {BRACKET})? ?:(?=[ \t]+[“\"A-Z])")
LONGEST = 120
FEWEST_PEOPLE = 50_000
"""Before a colon stands the name of a city; smaller places share theirs with people who speak ("WALLACE: …")."""


def find_datelines(text: str, lines: Sequence[Line], capital_text: bool, agencies: Iterable[str]) -> list[tuple[int, int]]:
    """Returns the spans of the datelines, each up to the first word of the story; `agencies` tell "Kyiv (AP) -" from other brackets."""
    named = named_dateline(agencies)
    spans = []
    for index, line in enumerate(lines):
        if line.opens or index < 2:
            match = match_dateline(text, line, named, capital_text)
            if match:
                spans.append((line.start, line.start + len(match.group().rstrip())))
    return spans


def match_dateline(text: str, line: Line, named: re.Pattern[str], capital_text: bool) -> re.Match[str] | None:
    """Returns the dateline that a line begins with; a bare place before a dash or colon counts only where capitals are rare."""
    head = text[line.start : line.start + 2 * LONGEST]
    patterns = (MARKED, DATED, named) if capital_text else (MARKED, DATED, named, BARE, COLON)
    matches = (match for pattern in patterns if (match := pattern.match(head)) and not_prose(match, line))
    return next((match for match in matches if match.re is not COLON or is_city(match["place"])), None)


def is_city(name: str) -> bool:
    """Whether a name in capitals is that of a city."""
    return any(entry.kind == "settlement" and entry.population >= FEWEST_PEOPLE for entry in entries(fold(name)))


def not_prose(match: re.Match[str], line: Line) -> bool:
    """Whether the match is short enough, and more than a bracket that ends a sentence."""
    return len(match.group()) <= LONGEST and not (match.end() >= line.end - line.start and line.is_sentence)


def named_dateline(agencies: Iterable[str]) -> re.Pattern[str]:
    """Returns the pattern of a place in small letters with a known agency, or of the agency alone, before a dash."""
    names = "|".join(re.escape(name) for name in sorted(agencies, key=len, reverse=True))
    bracket = rf"[(/](?i:{names})(?:, [^()\n]{{2,30}})?[)/]"
    return re.compile(rf"(?:{NAME}{REGION}(?:,? {DAY})?\.? {bracket}|{bracket}|(?:CNN|AP|AFP|UPI)) *{DASH}(?=\s)")
