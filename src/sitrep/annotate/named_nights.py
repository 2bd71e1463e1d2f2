"""Named nights: "overnight", "this morning", "3:20 a.m."."""

import datetime as dt
import re

from sitrep.annotate.calendar_spans import Days, one
from sitrep.annotate.named_days import day_of, names_day, read_day_range
from sitrep.annotate.time_meanings import NOTHING, Meaning, Scene, night_from, relative
from sitrep.annotate.time_phrases import Phrase

DAY = dt.timedelta(1)


def pieces(phrase: Phrase) -> list[Phrase]:
    """Returns a phrase cut at the words between two days ("from Friday | into Saturday")."""
    cut = next(
        (
            index
            for index, item in enumerate(phrase.items)
            if index and item.category in ("into", "to", "dash", "and") and names_day(phrase.items[:index])
        ),
        None,
    )
    if cut is None or not names_day(phrase.items[cut:]):
        return [phrase]
    return [Phrase(phrase.items[:cut], phrase.meaning, 0, 0), Phrase(phrase.items[cut:], phrase.meaning, 0, 0)]


def read_overnight(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns the days of a night: "overnight" ends today, "overnight into Saturday" on Saturday; "the night of Nov. 7" begins then.

    "Overnight on Monday" ends on Monday, but in what is published on Tuesday it is the last night, which began then.
    """
    if len(phrase.numbers("small")) > 1:
        return Meaning(read_day_range(phrase, scene).days, "part-of-day", "stated" if phrase.has("year") else "relative")
    named = [day_of(piece, scene) for piece in pieces(phrase)] if names_day(phrase.items) else []
    days = [meaning.days for meaning in named if meaning.days]
    if not named:
        return relative(Days(scene.today - DAY, scene.today) if scene.today else None, "part-of-day")
    if not days:
        return NOTHING
    if len(days) > 1:
        return Meaning(Days(min(days[0].first, days[1].first), days[1].last), "part-of-day", named[-1].basis)
    first, last = days[0]
    last_night = scene.today == first + DAY and not phrase.has("into", "to")
    if phrase.has("into", "to") or (phrase.has("overnight") and not phrase.has("from") and not last_night):
        return Meaning(Days(first - DAY, last), "part-of-day", named[0].basis)
    return night_from(days[0], named[0].basis)


def read_part(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns the day of "this morning", "last night", "the next morning"."""
    night = phrase.has("tonight") or phrase.word("part") == "night"
    if phrase.has("tonight", "this"):
        day = scene.today
    elif phrase.has("last"):
        day = scene.today - DAY if scene.today else None
    else:
        offset = 1 if phrase.has("next", "after") else -1 if phrase.has("before") else 0
        spoken = scene.day_spoken_of
        day = (spoken.last if offset > 0 else spoken.first) + offset * DAY if spoken else None
    if day is None:
        return NOTHING
    return night_from(one(day), "relative") if night else relative(one(day), "part-of-day")


def read_clock(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns a time of day, on the day it names or that the text speaks of."""
    meaning = (
        day_of(phrase, scene)
        if names_day(phrase.items)
        else relative(one(scene.day_spoken_of.first) if scene.day_spoken_of else None, "day")
    )
    clock = clock_time(phrase)
    if clock is None or meaning.days is None or meaning.days.first != meaning.days.last:
        return Meaning(meaning.days, "hour", meaning.basis)
    return Meaning(meaning.days, "minute" if clock.minute else "hour", meaning.basis, clock=clock, zone=phrase.word("zone"))


def clock_time(phrase: Phrase) -> dt.time | None:
    """Returns the time of day of "3:20 a.m.", "noon", "1500 GMT", None where there is no such time."""
    value = str(phrase.get("clock") or phrase.get("clockword") or phrase.get("count") or hour_beside(phrase))
    hour, minute, *_ = map(int, (*re.split(r"[:.]", value), 0) if len(value) < 3 or not value.isdecimal() else (value[:-2], value[-2:]))
    half = phrase.word("ampm")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return dt.time(hour % 24, minute) if hour <= 24 and minute < 60 else None


def hour_beside(phrase: Phrase) -> int:
    """Returns the number before "a.m." or a time zone."""
    pairs = zip(phrase.items, phrase.items[1:], strict=False)
    return next((int(left.value) for left, right in pairs if left.category == "small" and right.category in ("ampm", "oclock", "zone")), 0)
