"""Ranges: two expressions that a word makes one ("from Monday to Thursday")."""

import datetime as dt
from dataclasses import replace

from sitrep.annotate.calendar_spans import Days
from sitrep.annotate.time_meanings import Meaning
from sitrep.annotate.time_phrases import Phrase
from sitrep.annotate.time_words import Item

WEEK = dt.timedelta(7)
Found = tuple[Phrase, Meaning]


def joined(found: list[Found], items: list[Item]) -> list[Found]:
    """Returns the phrases with ranges made one ("from Monday to Thursday", "between 2014 and 2018", "Monday-Friday")."""
    result: list[Found] = []
    for phrase, meaning in found:
        whole = range_of(result[-1], (phrase, meaning), items) if result else None
        if whole is not None:
            result[-1] = whole
        else:
            result.append((phrase, meaning))
    return result


def range_of(left: Found, right: Found, items: list[Item]) -> Found | None:
    """Returns two phrases as one range, None where they are none."""
    (one, start), (other, end) = left, right
    if other.first != one.last + 1 or start.days is None or end.days is None or start.precision != end.precision:
        return None
    if not linked(one, other, items):
        return None
    first = start.days.first
    if first > end.days.first and one.has("weekday") and other.has("weekday"):
        first -= WEEK
    if first > end.days.last:
        return None
    phrase = Phrase(tuple(items[one.first : other.last]), "range", one.first, other.last)
    return phrase, replace(end, days=Days(first, end.days.last), kind="period", clock=None)


def linked(one: Phrase, other: Phrase, items: list[Item]) -> bool:
    """Whether the word between two phrases, with the one before them, makes them a range."""
    link, lead = items[one.last].category, items[one.first - 1].category if one.first else "other"
    dates = all(phrase.has("month") and phrase.has("small", "ordinal") for phrase in (one, other))
    return (link == "to" and (lead == "from" or dates)) or (link == "and" and lead == "between") or link in ("dash", "through")
