"""Named days: dates, weekdays, holidays, "yesterday", and the nights and hours on them."""

import datetime as dt
import re

from sitrep.annotate.calendar_spans import Days, holiday, one
from sitrep.annotate.time_meanings import NOTHING, Meaning, Scene, night_from, relative, stated
from sitrep.annotate.time_phrases import Phrase
from sitrep.annotate.time_words import Item

DAY = dt.timedelta(1)
NEAR, FAR = dt.timedelta(60), dt.timedelta(270)
CENTURY_PIVOT = 50  # of two-digit years: 49 is 2049, 50 is 1950


def read_day(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns the day of "Nov. 8", "last Tuesday", "early Saturday", "yesterday morning"."""
    meaning = day_of(phrase, scene)
    return with_part(meaning, phrase) if meaning.days else meaning


def with_part(meaning: Meaning, phrase: Phrase) -> Meaning:
    """Returns a day narrowed to a part of it; a night reaches into the next day."""
    part = phrase.word("part") or ("night" if phrase.has("overnight") else phrase.word("early") or phrase.word("portion"))
    if part is None or meaning.days is None:
        return meaning
    return night_from(meaning.days, meaning.basis) if part == "night" else Meaning(meaning.days, "part-of-day", meaning.basis)


def day_of(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns the whole day that a phrase names, by its most certain words."""
    if (iso := phrase.word("isodate")) is not None:
        return stated(one(dt.date.fromisoformat(iso[:10])), "day")
    if (numeric := phrase.word("numericdate")) is not None:
        return stated(one(numeric_date(numeric, scene.day_first)), "day")
    if (month := phrase.number("month")) is not None:
        number = day_beside_month(phrase)
        return dated(month, number, year_of(phrase), scene, weekday_in(phrase))
    if (rule := phrase.word("holiday")) is not None:
        return holiday_of(rule, phrase, scene)
    if scene.today is None:
        return NOTHING
    if (offset := phrase.number("today")) is not None:
        return relative(one(scene.today + offset * DAY), "day")
    weekday = weekday_in(phrase)
    return relative(one(weekday_of(weekday, phrase, scene)), "day") if weekday is not None else NOTHING


def weekday_in(phrase: Phrase) -> int | None:
    """Returns the weekday that a phrase names (Monday 0), None where it names none."""
    weekday = phrase.number("weekday")
    return weekday if weekday is not None else phrase.number("shortday")


def day_beside_month(phrase: Phrase) -> int:
    """Returns the number that stands next to the month."""
    at = next(index for index, item in enumerate(phrase.items) if item.category == "month")
    places = sorted((abs(index - at), day_number(item)) for index, item in enumerate(phrase.items) if item.category in ("small", "ordinal"))
    return places[0][1]


def day_number(item: Item) -> int:
    """Returns the number of "8", "8th" or "eighth"."""
    return item.value if isinstance(item.value, int) else int(re.sub(r"\D", "", item.value))


def numeric_date(text: str, day_first: bool) -> dt.date:
    """Returns the date of "11/8/2025" or "08.11.2025"; a dot, or a first number beyond 12, puts the day first.

    Raises: ValueError where there is no such date.

    >>> numeric_date("11/8/2025", day_first=False), numeric_date("08.11.25", day_first=False)
    (datetime.date(2025, 11, 8), datetime.date(2025, 11, 8))
    """
    a, b, year = map(int, re.split(r"[./]", text))
    if year < 100:
        year += 2000 if year < CENTURY_PIVOT else 1900
    day, month = (a, b) if day_first or "." in text or a > 12 else (b, a)
    return dt.date(year, month, day)


def year_of(phrase: Phrase) -> int | None:
    """Returns the year a phrase names, in numerals or as it is spoken ("nineteen ninety-six"), None where it names none."""
    if (year := phrase.number("year")) is not None:
        return year
    century = phrase.number("century_number")
    return century * 100 + sum(phrase.numbers("number")) if century is not None else None


def dated(month: int, day: int, year: int | None, scene: Scene, weekday: int | None = None) -> Meaning:
    """Returns a day of a month; without a year the latest one up to publication, or the next where the text looks ahead.

    Raises: ValueError where there is no such day.
    """
    if year is not None:
        return stated(one(dt.date(year, month, day)), "day")
    if scene.today is None:
        return NOTHING
    years = range(scene.today.year - 1, scene.today.year + 2)
    options = [dt.date(option, month, day) for option in years if exists(option, month, day)]
    matching = [option for option in options if option.weekday() == weekday]
    return relative(one(pick(matching or options, scene)), "day")


def exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def pick(options: list[dt.date], scene: Scene) -> dt.date:
    """Returns the latest option up to today, or, where the text looks ahead, the earliest from today on; in the present the nearest.

    Raises: ValueError where there is no option.
    """
    today = scene.today or max(options)
    past, coming = [day for day in options if day <= today], [day for day in options if day >= today]
    if not past or not coming:
        return min(coming or past)
    lean, wait, gone = scene.lean(), min(coming) - today, today - max(past)
    if (lean == "future" and not (gone < NEAR and wait > FAR)) or (lean == "present" and wait < gone):
        return min(coming)
    return max(past)


def holiday_of(rule: str, phrase: Phrase, scene: Scene) -> Meaning:
    """Returns the day of a holiday; nothing known where it moves from country to country."""
    year = year_of(phrase)
    if not rule:
        return NOTHING
    if year is not None:
        return stated(one(holiday(rule, year)), "day")
    if scene.today is None:
        return NOTHING
    return relative(one(pick([holiday(rule, scene.today.year + shift) for shift in (-1, 0, 1)], scene)), "day")


def weekday_of(weekday: int, phrase: Phrase, scene: Scene) -> dt.date:
    """Returns a weekday: the latest up to today, today included, unless "last", "next" or the tense says otherwise."""
    today = scene.today or dt.date.max
    spoken = scene.day_spoken_of
    if phrase.has("before", "after") and spoken is not None:
        return step(spoken.last if phrase.has("after") else spoken.first, weekday, 1 if phrase.has("after") else -1)
    if phrase.has("last"):
        return step(today, weekday, -1)
    if phrase.has("next"):
        return step(today, weekday, 1)
    if scene.lean() == "future":
        return step(today - DAY, weekday, 1)
    return step(today + DAY, weekday, -1)


def step(day: dt.date, weekday: int, direction: int) -> dt.date:
    """Returns the next (1) or the previous (-1) such weekday, never `day` itself.

    >>> step(dt.date(2025, 12, 7), 6, -1)
    datetime.date(2025, 11, 30)
    """
    gap = (weekday - day.weekday()) * direction % 7 or 7
    return day + direction * gap * DAY


def names_day(items: tuple[Item, ...]) -> bool:
    """Whether one of the words names a day."""
    return any(item.category in ("weekday", "shortday", "month", "today", "holiday", "isodate", "numericdate") for item in items)


def read_day_range(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns the days of "3 to 5 May", "Nov. 7-8"."""
    start, end, *_ = phrase.numbers("small")
    month = phrase.number("month") or 1
    first = dated(month, start, year_of(phrase), scene)
    if first.days is None:
        return NOTHING
    last = first.days.first.replace(day=end)
    return Meaning(Days(first.days.first, last), "day", first.basis, "period") if first.days.first <= last else NOTHING


def read_day_beside(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns the day of "the day before yesterday", "the eve of Christmas"."""
    meaning = day_of(phrase, scene)
    if meaning.days is None:
        return meaning
    direction = phrase.number("sided") or -1
    return Meaning(one(meaning.days.first + direction * DAY), "day", meaning.basis)
