"""Counted spans: "last week", "the past 24 hours", "two weeks ago", "a day earlier"."""

import datetime as dt
from typing import cast

from sitrep.annotate.calendar_spans import MONTHS_IN, Days, Unit, around, one, shift
from sitrep.annotate.time_meanings import DURATION, NOTHING, Meaning, Reach, Scene, relative
from sitrep.annotate.time_phrases import Phrase
from sitrep.model.times import Precision

DAY = dt.timedelta(1)
PRECISIONS: dict[str, Precision] = {
    "second": "minute", "minute": "minute", "hour": "hour", "day": "day", "week": "week", "fortnight": "week", "month": "month",
    "quarter": "season", "year": "year", "decade": "longer", "century": "longer",
}  # fmt: skip
VAGUE = ("few", "some")


def unit_of(phrase: Phrase) -> Unit:
    """Returns the unit that a phrase counts in."""
    found = (
        phrase.word("unit")
        or phrase.word("day")
        or phrase.word("units")
        or phrase.word("quarter")
        or phrase.word("quarters")
        or phrase.word("century")
        or "day"
    )
    return cast("Unit", found)


def quantity_of(phrase: Phrase) -> int | None:
    """Returns how many units a phrase counts: one where only an article stands there, None where it is vague ("a few")."""
    if phrase.has(*VAGUE):
        return None
    numbers = [item for item in phrase.items if item.category in ("small", "count", "number", "century_number", "scale")]
    numbers = numbers or [item for item in phrase.items if item.category == "year"]
    total = 0
    for item in numbers:
        value = int(item.value)
        total = max(total, 1) * value if item.category == "scale" else total + value
    if not numbers:
        return 1 if phrase.has("unit", "day", "quarter", "century") else None
    return total


def turn(phrase: Phrase) -> int:
    """Returns -1, 0 or 1 for "last", "this", "next"."""
    return next((int(item.value) for item in phrase.items if item.category in ("last", "past", "latest", "this", "current", "next")), 0)


def read_unit(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns the calendar unit of "this week", "last month", "early next year"; "later in the day" is on the day spoken of."""
    unit = unit_of(phrase)
    if phrase.has("fiscal"):
        return NOTHING
    if unit == "day" and phrase.number("earlier") is not None and not turn(phrase):
        return relative(scene.day_spoken_of, "day")
    if scene.today is None:
        return Meaning(kind="period" if not turn(phrase) else "span")
    days = around(shift(scene.today, turn(phrase), unit), unit)
    return relative(days, PRECISIONS[unit], "span" if turn(phrase) or unit == "day" else "period")


def read_window(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns a stretch of time that reaches up to today ("the past 24 hours", "the last three days")."""
    unit, count = unit_of(phrase), quantity_of(phrase)
    if scene.today is None or count is None:
        return Meaning(kind="period")
    start = scene.today - DAY if unit == "hour" and count < 24 else shift(scene.today, -count, unit)
    return Meaning(None, "day" if unit == "hour" else PRECISIONS[unit], "relative", "period", reach=Reach(start, scene.today))


def read_coming(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns nothing certain for "the next few days": how far they reach is not known until they are over."""
    return DURATION


def read_ago(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns the day of "two weeks ago", the month of "three months ago", the year of "ten years ago"."""
    return counted_from(one(scene.today) if scene.today else None, phrase, -1, scene)


def read_offset(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns what lies a stretch before or after the days that the text speaks of ("a day earlier", "the following year")."""
    direction = 1 if phrase.has("next", "after") else phrase.number("earlier") or phrase.number("sided") or -1
    anchor = scene.day_spoken_of if unit_of(phrase) not in MONTHS_IN else scene.spoken_of
    meaning = counted_from(anchor, phrase, direction, scene)
    ahead = meaning.days is not None and scene.today is not None and meaning.days.first > scene.today
    return NOTHING if ahead and scene.lean() != "future" else meaning


def counted_from(anchor: Days | None, phrase: Phrase, direction: int, scene: Scene) -> Meaning:
    """Returns the day, month or year that lies so many units from an anchor; years of a quarter lead to a quarter."""
    unit, count = unit_of(phrase), quantity_of(phrase)
    if anchor is None or count is None:
        return NOTHING
    if unit == "year" and scene.before is not None and scene.before.precision == "season" and scene.before.days is not None:
        return relative(around(shift(scene.before.days.first, direction * count, unit), "quarter"), "season")
    day = shift(anchor.first if direction < 0 else anchor.last, direction * count, unit)
    return relative(around(day, unit) if unit in MONTHS_IN else one(day), PRECISIONS[unit])


def read_same(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns the unit around the days that the text speaks of ("that day", "the same year")."""
    unit = unit_of(phrase)
    spoken = scene.spoken_of if unit in MONTHS_IN else scene.day_spoken_of
    if spoken is None:
        return NOTHING
    return relative(around(spoken.first, unit), PRECISIONS[unit])
