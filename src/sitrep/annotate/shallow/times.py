"""Times: expressions of day, night, week and period, resolved against the moment of publication."""

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sitrep.annotate.shallow.numbers import plain_number
from sitrep.model.outlines import Word
from sitrep.model.times import Basis, Precision, Time
from sitrep.packs.tongue_packs import Window
from sitrep.packs.tongues import Tongue

DAY = dt.timedelta(1)
Days = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Found:
    """What the words `[first, last)` say: the days that they cover, and whether somebody only counted then."""

    first: int
    last: int
    days: Days | None
    precision: Precision = "day"
    basis: Basis = "stated"
    kind: Literal["span", "period"] = "span"
    as_of: bool = False
    open_start: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A text in which times are read; `today` is the day of publication, None where unknown."""

    words: Sequence[Word]
    plains: Sequence[str]
    tongue: Tongue
    today: dt.date | None


def find_times(text: str, words: Sequence[Word], plains: Sequence[str], tongue: Tongue, published: dt.datetime | None) -> list[Time]:
    """Returns the time expressions of a text in order; those at which somebody only counted have the precision of a minute."""
    scene = Scene(words, plains, tongue, published.date() if published else None)
    found: list[Time] = []
    index = 0
    while index < len(words):
        each = _read(scene, index)
        if each:
            found.append(_as_time(text, words, each))
        index = each.last if each else index + 1
    return found


def _as_time(text: str, words: Sequence[Word], each: Found) -> Time:
    start, end = words[each.first].start, words[each.last - 1].end
    first, last = (each.days[0].isoformat(), each.days[1].isoformat()) if each.days else (None, None)
    precision: Precision = "minute" if each.as_of else each.precision
    return Time(start, end, text[start:end], None if each.open_start else first, last, precision, each.basis, each.kind)


def _read(scene: Scene, index: int) -> Found | None:
    """Returns the longest expression that begins at a word."""
    readers = (_night_into, _as_of, _since, _window, _counted, _ago, _night, _named_span, _month, _year, _day)
    found = [each for reader in readers if (each := reader(scene, index))]
    return max(found, key=lambda each: each.last, default=None)


def _opens(scene: Scene, index: int, group: str) -> int | None:
    """Returns where a phrase of a group ends that begins here, None where none does."""
    if index >= len(scene.words):
        return None
    hits = scene.tongue.time_words.all_at(scene.plains, index)
    return max((hit.last for hit in hits if hit.value == group), default=None)


def _date(scene: Scene, index: int) -> Found | None:
    """Returns the date, weekday or relative day at a word."""
    words = scene.words
    if index >= len(words):
        return None
    if words[index].kind == "number" and words[index].value is None and "." in words[index].text:
        return _dotted(words[index].text, index)
    if (word := words[index]).kind == "number" and word.value and 1 <= word.value <= 31 and index + 1 < len(words):
        return _day_of_month(scene, index)
    if (hit := scene.tongue.days.at(scene.plains, index)) and not _is_preposition(scene, hit.last):
        day = scene.today + DAY * hit.value if scene.today else None
        return Found(index, hit.last, (day, day) if day else None, "day", "relative")
    if hit := scene.tongue.weekdays.at(scene.plains, index):
        day = scene.today - DAY * ((scene.today.weekday() - hit.value) % 7) if scene.today else None
        end = hit.last
        if end < len(words) and words[end].text == "," and end + 1 < len(words) and (exact := _date(scene, end + 1)) and exact.days:
            return Found(index, exact.last, exact.days)
        return Found(index, end, (day, day) if day else None, "day", "relative")
    return None


def _is_preposition(scene: Scene, end: int) -> bool:
    """Whether "on the eve" is of something else than publication: "напередодні важливих самітів"."""
    eve = scene.plains[end - 1] in {"напередодні", "накануне"}
    return eve and end < len(scene.plains) and scene.plains[end].endswith(("их", "ых", "ів", "ого", "ої", "ой", "ов"))


def _dotted(text: str, index: int) -> Found | None:
    day, month, year = (int(part) for part in text.split("."))
    try:
        date = dt.date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return None
    return Found(index, index + 1, (date, date))


def _day_of_month(scene: Scene, index: int) -> Found | None:
    """Returns a date such as "8 листопада 2025 року", also of two days ("26-27 листопада", "26 і 27 листопада")."""
    words, end = scene.words, index + 1
    first = last = int(scene.words[index].value or 0)
    if end + 1 < len(words) and words[end].text in {"-", "–", "—", "і", "и", "на", "та"} and words[end + 1].value:
        last, end = int(words[end + 1].value or 0), end + 2
    month = scene.tongue.months.at(scene.plains, end) if end < len(words) else None
    if month is None or last < first or not 1 <= last <= 31:
        return None
    year, stop = _year_after(scene, month.last)
    year = year or _nearest_year(scene, month.value, last)
    if year is None:
        return Found(index, stop, None)
    try:
        return Found(index, stop, (dt.date(year, month.value, first), dt.date(year, month.value, last)))
    except ValueError:
        return None


def _year_after(scene: Scene, index: int) -> tuple[int | None, int]:
    """Returns the year that stands after a month, and where it ends."""
    words = scene.words
    if index < len(words) and (value := words[index].value) and 1900 <= value <= 2100:
        end = index + 1
        return int(value), _opens(scene, end, "year_words") or end
    if scene.today and (end_of := _opens(scene, index, "last_year")):
        return scene.today.year - 1, end_of
    return None, index


def _nearest_year(scene: Scene, month: int, day: int) -> int | None:
    """Returns the year of a date without one: this, or last year's where the date lies months ahead."""
    if scene.today is None:
        return None
    try:
        date = dt.date(scene.today.year, month, min(day, 28))
    except ValueError:
        return None
    return scene.today.year - 1 if date - scene.today > 120 * DAY else scene.today.year


def _night_into(scene: Scene, index: int) -> Found | None:
    """Returns a night told by the day on which it ends: "у ніч на 8 листопада", "в ночь с 26 на 27"."""
    end = _opens(scene, index, "nights_into")
    if end is None:
        return None
    date = _date(scene, end)
    if date is None:
        return None
    if date.days is None:
        return Found(index, date.last, None, "part-of-day")
    first, last = date.days
    return Found(index, date.last, (first if first < last else first - DAY, last), "part-of-day", date.basis)


def _night(scene: Scene, index: int) -> Found | None:
    """Returns a night: the one before publication, or that of a date beside it."""
    end = _opens(scene, index, "nights")
    if end is None:
        date = _date(scene, index)
        after = _opens(scene, date.last, "nights") if date else None
        if date is None or after is None:
            return None
        days = (date.days[0] - DAY, date.days[1]) if date.days else None
        return Found(index, after, days, "part-of-day", date.basis)
    date = _date(scene, end)
    if date:
        days = (date.days[0] - DAY, date.days[1]) if date.days else None
        return Found(index, date.last, days, "part-of-day", date.basis)
    today = scene.today
    return Found(index, end, (today - DAY, today) if today else None, "part-of-day", "relative")


def _as_of(scene: Scene, index: int) -> Found | None:
    """Returns the moment of a count: "станом на 9:00 8 листопада"; nothing happened then."""
    end = _opens(scene, index, "as_of")
    if end is None:
        return None
    stop = end
    while stop < min(end + 6, len(scene.words)):
        date = _date(scene, stop)
        if date:
            return Found(index, date.last, date.days, "minute", as_of=True)
        if scene.words[stop].kind != "number" and scene.words[stop].text not in ".," and stop > end:
            break
        stop += 1
    today = scene.today
    return Found(index, max(end, min(stop, end + 1)), (today, today) if today else None, "minute", as_of=True)


def _since(scene: Scene, index: int) -> Found | None:
    """Returns a period from a day on, up to another or to publication: "з 24.02.2022 по 26.05.2023", "с понедельника"."""
    end = _opens(scene, index, "since")
    if end is None:
        return None
    clock = end < len(scene.words) and ":" in scene.words[end].text and scene.words[end].kind == "number"
    date = _date(scene, end + 1 if clock else end) or _first_of_range(scene, end)
    if date is None or date.days is None:
        return None
    if clock:
        return Found(index, date.last, date.days, as_of=True)
    until = _opens(scene, date.last, "until")
    other = _date(scene, until) if until else None
    if other and other.days and other.days[1] >= date.days[0]:
        return Found(index, other.last, (date.days[0], other.days[1]), "longer", date.basis, "period")
    if date.basis == "relative" and scene.words[end].kind != "number":
        return (
            None
            if scene.tongue.days.at(scene.plains, end)
            else Found(index, date.last, _up_to(scene, date), "longer", "relative", "period")
        )
    return Found(index, date.last, _up_to(scene, date), "longer", date.basis, "period")


def _first_of_range(scene: Scene, index: int) -> Found | None:
    """Returns the first day of a range whose month stands behind its last: "с 22 по 28 ноября"."""
    until = _opens(scene, index + 1, "until") if index < len(scene.words) and scene.words[index].value else None
    other = _date(scene, until) if until else None
    first = int(scene.words[index].value or 0) if index < len(scene.words) else 0
    if other is None or other.days is None or not 1 <= first <= other.days[0].day:
        return None
    day = other.days[0].replace(day=first)
    return Found(index, index + 1, (day, day))


def _up_to(scene: Scene, date: Found) -> Days | None:
    if scene.today is None or date.days is None or date.days[0] > scene.today:
        return date.days
    return date.days[0], scene.today


def _window(scene: Scene, index: int) -> Found | None:
    """Returns a period that ends at publication: "за минулу добу", "с начала года"."""
    hit = scene.tongue.windows.at(scene.plains, index)
    if hit is None:
        return None
    days = _window_days(hit.value, scene.today) if scene.today else None
    precision: Precision = "day" if hit.value.days == 1 else "longer"
    return Found(index, hit.last, days, precision, "relative", "period")


def _window_days(window: Window, today: dt.date) -> Days:
    if window.days is not None:
        return today - DAY * window.days, today
    starts = {"day": today, "month": today.replace(day=1), "year": today.replace(month=1, day=1)}
    start = starts.get(window.since or "") or dt.date.fromisoformat(window.since or today.isoformat())
    return start, today


def _counted(scene: Scene, index: int) -> Found | None:
    """Returns a counted period: "за останні три дні", "за последние 24 часа"."""
    end = _opens(scene, index, "counted")
    read = plain_number(scene.words, scene.plains, end, scene.tongue) if end and end < len(scene.words) else None
    unit = scene.tongue.units.at(scene.plains, read[1]) if read and read[1] < len(scene.words) else None
    if read is None or unit is None:
        return None
    length = unit.value * int(read[0]) if unit.value else max(1, round(read[0] / 24))
    days = (scene.today - DAY * length, scene.today) if scene.today else None
    return Found(index, unit.last, days, "longer" if length > 1 else "day", "relative", "period")


def _ago(scene: Scene, index: int) -> Found | None:
    """Returns a day so long ago: "два дні тому"."""
    read = plain_number(scene.words, scene.plains, index, scene.tongue)
    unit = scene.tongue.units.at(scene.plains, read[1] if read else index) if (read[1] if read else index) < len(scene.words) else None
    end = _opens(scene, unit.last, "ago") if unit else None
    if unit is None or end is None or not unit.value:
        return None
    day = scene.today - DAY * (unit.value * int(read[0] if read else 1)) if scene.today else None
    return Found(index, end, (day, day) if day else None, "day" if unit.value < 7 else "week", "relative")


def _named_span(scene: Scene, index: int) -> Found | None:
    """Returns this or last week, last month or last year."""
    today = scene.today
    for group in ("this_week", "last_week", "last_month", "last_year"):
        end = _opens(scene, index, group)
        if end is None:
            continue
        if today is None:
            return Found(index, end, None, "longer", "relative")
        monday = today - DAY * today.weekday()
        month_end = today.replace(day=1) - DAY
        days = {
            "this_week": (monday, today),
            "last_week": (monday - 7 * DAY, monday - DAY),
            "last_month": (month_end.replace(day=1), month_end),
            "last_year": (dt.date(today.year - 1, 1, 1), dt.date(today.year - 1, 12, 31)),
        }[group]
        return Found(index, end, days, "week" if "week" in group else "longer", "relative")
    return None


def _month(scene: Scene, index: int) -> Found | None:
    """Returns a month: "у листопаді 2024 року", "в ноябре прошлого года"."""
    start = _opens(scene, index, "in_month") or index
    month = scene.tongue.months.at(scene.plains, start) if start < len(scene.words) else None
    if month is None:
        return None
    year, end = _year_after(scene, month.last)
    if start == index and year is None:
        return None
    if year is None and scene.today:
        year = scene.today.year - (month.value > scene.today.month)
    if year is None:
        return Found(index, end, None, "month")
    last = calendar.monthrange(year, month.value)[1]
    kind: Literal["span", "period"] = "period" if _opens(scene, index, "counted") else "span"
    return Found(index, end, (dt.date(year, month.value, 1), dt.date(year, month.value, last)), "month", kind=kind)


def _year(scene: Scene, index: int) -> Found | None:
    """Returns a year: "у 2022 році"."""
    value = scene.words[index].value
    end = _opens(scene, index + 1, "year_words")
    if not value or not 1900 <= value <= 2100 or end is None or _opens(scene, end, "births"):
        return None
    return Found(index, end, (dt.date(int(value), 1, 1), dt.date(int(value), 12, 31)), "year")


def _day(scene: Scene, index: int) -> Found | None:
    """Returns a plain day, with the part of it that stands beside it; a part alone is that of the day of publication."""
    part = _opens(scene, index, "parts")
    at = part if part is not None else index
    date = _date(scene, at)
    if date is None and part is not None and at < len(scene.plains) and scene.plains[at] in scene.tongue.toponyms.prepositions:
        date = _date(scene, at + 1)
    if date is None:
        if part is None or scene.today is None:
            return None
        return Found(index, part, (scene.today, scene.today), "part-of-day", "relative")
    end = _opens(scene, date.last, "parts") or date.last
    return Found(index, end, date.days, "part-of-day" if part or end > date.last else "day", date.basis)
