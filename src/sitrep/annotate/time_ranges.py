"""Ranges: two expressions that a word makes the ends of one period ("from Monday to Thursday")."""

import datetime as dt
from dataclasses import replace

from sitrep.annotate.calendar_spans import Days
from sitrep.annotate.time_meanings import Meaning, Reach
from sitrep.annotate.time_phrases import Phrase
from sitrep.annotate.time_words import Item

WEEK = dt.timedelta(7)
Found = tuple[Phrase, Meaning]


def ranged(found: list[Found], items: list[Item]) -> list[Found]:
    """Returns the phrases, the two ends of a range ("between 2014 and 2018", "Monday-Friday") each with the whole as its reach."""
    result: list[Found] = []
    for phrase, meaning in found:
        ends = ends_of(result[-1], (phrase, meaning), items) if result else None
        if ends is not None:
            result[-1:] = ends
        else:
            result.append((phrase, meaning))
    return result


def ends_of(left: Found, right: Found, items: list[Item]) -> list[Found] | None:
    """Returns two phrases as the ends of one range, None where they are none."""
    (one, start), (other, end) = left, right
    if other.first != one.last + 1 or start.days is None or end.days is None or start.precision != end.precision:
        return None
    if not linked(one, other, items):
        return None
    days = start.days
    if days.first > end.days.first and one.has("weekday") and other.has("weekday"):
        days = Days(days.first - WEEK, days.last - WEEK)
    if days.first > end.days.last:
        return None
    reach = Reach(days.first, end.days.last)
    return [(one, replace(start, days=days, kind="period", reach=reach)), (other, replace(end, kind="period", reach=reach))]


def linked(one: Phrase, other: Phrase, items: list[Item]) -> bool:
    """Whether the word between two phrases, with the one before them, makes them a range."""
    link, lead = items[one.last].category, items[one.first - 1].category if one.first else "other"
    dates = all(phrase.has("month") and phrase.has("small", "ordinal") for phrase in (one, other))
    return (link == "to" and (lead == "from" or dates)) or (link == "and" and lead == "between") or link in ("dash", "through")
