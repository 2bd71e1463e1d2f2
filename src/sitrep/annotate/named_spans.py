"""Named spans: weeks, months, quarters, seasons, years and what is counted in them."""

import datetime as dt
import re
from dataclasses import replace

from sitrep.annotate.calendar_spans import MONTHS_IN, Days, around, easter, months, one, shift, years
from sitrep.annotate.counted_spans import PRECISIONS, quantity_of, turn, unit_of
from sitrep.annotate.named_days import day_of, step, year_of
from sitrep.annotate.time_meanings import DURATION, NOTHING, Meaning, Reach, Scene, relative, stated
from sitrep.annotate.time_phrases import Phrase

DAY = dt.timedelta(1)
THIRDS = {"early": 0, "mid": 10, "late": 20}


def read_week(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns the week or month around a date ("the week of March 9")."""
    if phrase.has("easter_week"):
        return relative(around(easter(scene.today.year), "week"), "week") if scene.today else NOTHING
    meaning, unit = day_of(phrase, scene), unit_of(phrase)
    return Meaning(around(meaning.days.first, unit), PRECISIONS[unit], meaning.basis) if meaning.days else meaning


def read_week_of_month(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns seven days of "the first week of December"; its last week are the last seven days."""
    meaning, nth = read_month(Phrase(phrase.items[-3:], "month", 0, 0), scene), phrase.number("ordinal")
    if meaning.days is None or unit_of(phrase) != "week" or (nth or 1) > 4:
        return NOTHING
    first = meaning.days.first + 7 * (nth - 1) * DAY if nth else meaning.days.last - 6 * DAY
    return Meaning(Days(first, first + 6 * DAY), "week", meaning.basis)


def read_weekday_of_week(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns the day of "Tuesday of last week"."""
    if scene.today is None or unit_of(phrase) != "week":
        return NOTHING
    monday = around(scene.today + 7 * turn(phrase) * DAY, "week").first
    return relative(one(monday + (phrase.number("weekday") or 0) * DAY), "day")


def read_weekend(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns the Saturday and Sunday of "the weekend": the latest begun, or the next where the text looks ahead."""
    if scene.today is None:
        return NOTHING
    if phrase.has("month", "isodate", "numericdate"):
        named = day_of(phrase, scene)
        saturday = around(named.days.first, "week").first + 5 * DAY if named.days else scene.today
    elif phrase.has("next") or scene.lean() == "future":
        saturday = step(scene.today - DAY, 5, 1)
    else:
        saturday = step(scene.today + DAY, 5, -1)
        if phrase.has("last") and scene.today.weekday() >= 5:
            saturday -= 7 * DAY
    return relative(Days(saturday, saturday + DAY), "day")


def read_month(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns a month, a third of it as its reach where the text names one ("late January")."""
    meaning, part = whole_month(phrase, scene), phrase.word("early") or phrase.word("portion")
    return replace(meaning, reach=third(meaning.days, part)) if meaning.days and part else meaning


def third(month: Days, part: str) -> Reach:
    """Returns the first ten days of a month, the next ten, or the rest, for "early", "mid", "late".

    >>> third(months(2025, 2, 1), "late")
    Reach(first=datetime.date(2025, 2, 21), last=datetime.date(2025, 2, 28))
    """
    first = month.first + THIRDS[part] * DAY
    return Reach(first, month.last if part == "late" else first + 9 * DAY)


def whole_month(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns a month: of the year it names, else the latest begun by today, or the next where the text looks ahead."""
    month, year = phrase.number("month") or 1, year_of(phrase)
    if year is not None:
        return stated(months(year, month, 1), "month")
    if scene.today is None:
        return NOTHING
    if phrase.has("unit"):
        return relative(months(scene.today.year + turn(phrase), month, 1), "month")
    return relative(months(year_near(month, phrase, scene), month, 1), "month")


def year_near(month: int, phrase: Phrase, scene: Scene) -> int:
    """Returns the year of a month or season that begins in `month` and stands without one."""
    today = scene.today or dt.date.max
    if phrase.has("last", "past"):
        return today.year if month < today.month else today.year - 1
    near = (month - today.month) % 12 <= (3 if phrase.has("ordinal") else 6)
    lean = scene.lean()
    if phrase.has("next") or (lean == "future" and (near or not phrase.has("ordinal"))) or (lean == "present" and near):
        return today.year if month >= today.month else today.year + 1
    return today.year if month <= today.month else today.year - 1


def read_season(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns three months of a season; a winter is named by the year it begins in."""
    month, year = phrase.number("season") or 3, year_of(phrase)
    if year is not None:
        return stated(months(year, month, 3), "season")
    if scene.today is None:
        return NOTHING
    if phrase.has("unit"):
        return relative(months(scene.today.year + turn(phrase), month, 3), "season")
    year = year_near(month, phrase, scene)
    running = months(year, month, 3)
    if phrase.has("last") and running.first <= scene.today <= running.last:
        year -= 1
    if phrase.has("this") and running.last < scene.today - dt.timedelta(182):
        year += 1
    return relative(months(year, month, 3), "season")


def read_year(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns a year in numerals or as it is spoken; nothing where the numbers make none."""
    if phrase.has("scale"):
        return stated(years(1000 * sum(phrase.numbers("number")), 1), "year")
    year = year_of(phrase)
    if year is None or not 1000 <= year < 2200:
        return NOTHING
    return stated(years(year, 1), "year")


def read_first_units(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns the months of "the first nine months of 2025"."""
    year, count, unit = year_of(phrase), quantity_of(phrase), unit_of(phrase)
    if year is None or count is None or MONTHS_IN.get(unit, 12) * count > 12:
        return DURATION
    return stated(months(year, 1, MONTHS_IN[unit] * count), PRECISIONS[unit], "period")


def read_decade(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns a decade; one without its century lies in the past."""
    word = phrase.get("decade") if phrase.has("decade") else phrase.get("decadeword")
    start = int(re.sub(r"\D", "", str(word)))
    if start < 100:
        today = scene.today or dt.date(2000, 1, 1)
        start += 100 * ((today.year - start) // 100)
    return stated(years(start, 10), "longer")


def read_century(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns a century: the 19th is 1800 to 1899."""
    number = int(re.sub(r"\D", "", str(phrase.get("ordinal"))) or 1)
    return stated(years((number - 1) * 100, 100), "longer") if number > 1 else NOTHING


def read_this_century(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns the century of publication."""
    return relative(around(scene.today, "century"), "longer") if scene.today else NOTHING


def read_quarter(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns a quarter of a year: of the year it names, else the latest begun; "year-ago" counts from the quarter spoken of."""
    number, year = phrase.number("ordinal"), year_of(phrase)
    if phrase.has("fiscal") or (number or 1) > 4:
        return NOTHING
    if scene.today is None:
        return stated(months(year, 3 * (number or 1) - 2, 3), "season") if year else NOTHING
    quarter = scene.before.days if scene.before and scene.before.precision == "season" else None
    spoken = quarter or one(shift(scene.today, -1, "quarter"))
    if year is None and phrase.has("unit"):
        year = scene.today.year + turn(phrase)
    if number is None:
        base = around(spoken.first, "quarter")
        return relative(months(year or base.first.year - phrase.has("yearago", "comparable"), base.first.month, 3), "season")
    if year is None:
        year = year_near(3 * number - 2, phrase, scene) - phrase.has("yearago")
    return relative(months(year, 3 * number - 2, 3), "season")


def read_named_unit(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns the unit that "the week", "year-end" stand for: the one that the text speaks of."""
    unit = unit_of(phrase)
    if scene.today is None or unit not in ("week", "month", "year"):
        return NOTHING
    return relative(around(scene.today, unit), PRECISIONS[unit])


def read_since_conflict(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns a period up to today whose beginning the text does not tell ("since the invasion")."""
    if scene.today is None:
        return Meaning(kind="period")
    return Meaning(precision="longer", basis="relative", kind="period", reach=Reach(None, scene.today))
