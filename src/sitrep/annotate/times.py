"""Times: expressions resolved against the moment of publication."""

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from spacy.tokens import Doc

from sitrep.annotate import counted_spans, named_days, named_nights, named_spans
from sitrep.annotate.named_days import names_day
from sitrep.annotate.time_meanings import DURATION, NOTHING, SET, Meaning, Reach, Scene
from sitrep.annotate.time_packs import english_times
from sitrep.annotate.time_phrases import Phrase, grammar
from sitrep.annotate.time_ranges import Found, ranged
from sitrep.annotate.time_surroundings import Surroundings
from sitrep.annotate.time_words import lexicon
from sitrep.model.times import Time

ANCHORED = frozenset({"overnight", "part", "window"})
DAYLIKE = frozenset({"day", "part-of-day", "hour", "minute"})
WEEK = dt.timedelta(7)
BEGINS = {"mid": 15, "late": 21}
Reader = Callable[[Phrase, Scene], Meaning]

READERS: dict[str, Reader] = {
    "day": named_days.read_day,
    "overnight": named_nights.read_overnight,
    "day_range": named_days.read_day_range,
    "day_before_day": named_days.read_day_beside,
    "part": named_nights.read_part,
    "clock": named_nights.read_clock,
    "day_of_week": named_spans.read_weekday_of_week,
    "unit": counted_spans.read_unit,
    "window": counted_spans.read_window,
    "future_window": counted_spans.read_coming,
    "ago": counted_spans.read_ago,
    "offset": counted_spans.read_offset,
    "same": counted_spans.read_same,
    "weekend": named_spans.read_weekend,
    "week_of": named_spans.read_week,
    "week_of_month": named_spans.read_week_of_month,
    "month": named_spans.read_month,
    "season": named_spans.read_season,
    "year": named_spans.read_year,
    "decade": named_spans.read_decade,
    "century": named_spans.read_century,
    "this_century": named_spans.read_this_century,
    "quarter": named_spans.read_quarter,
    "first_units": named_spans.read_first_units,
    "named_unit": named_spans.read_named_unit,
    "since_conflict": named_spans.read_since_conflict,
    "nth": lambda phrase, scene: NOTHING,
    "vague": lambda phrase, scene: NOTHING,
    "duration": lambda phrase, scene: DURATION,
    "set": lambda phrase, scene: SET,
}


def find_times(parse: Doc, published: dt.datetime | None) -> tuple[Time, ...]:
    """Returns every time expression of the text, in text order; relative ones stay unresolved where `published` is None."""
    pack = english_times()
    items = lexicon().read(parse)
    phrases = [phrase for phrase in grammar().phrases(items) if phrase.meaning != "none"]
    around = Surroundings(parse, items, phrases, pack)
    scene = Scene(published.date() if published else None, None, None, lambda: "open", pack.numeric_order == "dmy")
    found: list[Found] = []
    for phrase in phrases:
        scene = replace(scene, lean=functools.cache(functools.partial(around.lean, phrase)))
        meaning = counted(phrase, meaning_of(phrase, anchored(phrase, scene, around)), scene, around)
        scene = after(scene, phrase, meaning)
        found.append((phrase, meaning))
    text = parse.text
    return tuple(time_of(text, phrase, meaning, published) for phrase, meaning in ranged(found, items))


def meaning_of(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns what a phrase covers; nothing where the calendar has no such day."""
    try:
        return READERS[phrase.meaning](phrase, scene)
    except (ValueError, OverflowError):
        return NOTHING


def anchored(phrase: Phrase, scene: Scene, around: Surroundings) -> Scene:
    """Returns the scene as seen on the day of the saying, for what was counted back from it ("said Saturday ... in the last 24 hours")."""
    counts_back = (phrase.has("today") and around.is_quoted(phrase)) or (phrase.meaning in ANCHORED and not names_day(phrase.items))
    if scene.today is None or not counts_back:
        return scene
    for other in around.saying_days(phrase):
        said = meaning_of(other, replace(scene, lean=functools.partial(around.lean, other)))
        if said.days is not None and scene.today - WEEK <= said.days.last <= scene.today:
            return replace(scene, today=said.days.first)
    return scene


def after(scene: Scene, phrase: Phrase, meaning: Meaning) -> Scene:
    """Returns the scene for the next phrase, which may count from this one."""
    compared = meaning.precision in ("season", "year") and phrase.has("ago", "earlier", "yearago")
    if meaning.days is None or meaning.kind != "span" or compared:
        return scene
    return replace(scene, before=meaning, day=meaning.days if meaning.precision in DAYLIKE else scene.day)


def counted(phrase: Phrase, meaning: Meaning, scene: Scene, around: Surroundings) -> Meaning:
    """Returns a meaning after "since" or "so far" as one that reaches from its first day up to today."""
    if meaning.kind in ("set", "duration") or (meaning.reach and meaning.kind == "period") or not around.begins_period(phrase):
        return meaning
    if meaning.days is None or scene.today is None or meaning.days.first > scene.today:
        return replace(meaning, kind="period")
    return replace(meaning, kind="period", reach=Reach(counted_start(phrase, meaning.days.first), scene.today))


def counted_start(phrase: Phrase, first: dt.date) -> dt.date:
    """Returns the day that a period begins on: the 15th in "since mid-March", the 21st in "since late March"."""
    return first.replace(day=BEGINS.get(phrase.word("early") or "", first.day)) if phrase.meaning == "month" else first


def time_of(text: str, phrase: Phrase, meaning: Meaning, published: dt.datetime | None) -> Time:
    """Returns the expression with its words and its dates in ISO form."""
    start, end = phrase.items[0].start, phrase.items[-1].end
    reach = (meaning.reach.first.isoformat() if meaning.reach.first else None, meaning.reach.last.isoformat()) if meaning.reach else None
    if meaning.days is None:
        return Time(start, end, text[start:end], precision=meaning.precision, basis=meaning.basis, kind=meaning.kind, reach=reach)
    moment = moment_of(meaning, published)
    first, last = (moment, moment) if moment else (meaning.days.first.isoformat(), meaning.days.last.isoformat())
    return Time(start, end, text[start:end], first, last, meaning.precision, meaning.basis, meaning.kind, reach)


def moment_of(meaning: Meaning, published: dt.datetime | None) -> str | None:
    """Returns a date-time with its offset, None where the text names no time of day or nothing tells the zone."""
    if meaning.clock is None or meaning.days is None:
        return None
    zone = zone_of(meaning.zone) if meaning.zone is not None else published.tzinfo if published else None
    return dt.datetime.combine(meaning.days.first, meaning.clock, zone).isoformat() if zone else None


@functools.cache
def zone_of(name: str) -> dt.tzinfo | None:
    """Returns the zone of an IANA name or an offset, None for local time."""
    if not name:
        return None
    return dt.datetime.fromisoformat(f"2000-01-01T00:00{name}").tzinfo if name[0] in "+-" else ZoneInfo(name)
