"""Times: expressions resolved against the moment of publication."""

import datetime as dt
import functools
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from spacy.tokens import Doc, Token

from sitrep.annotate import named_days, named_spans
from sitrep.annotate.calendar_spans import Days
from sitrep.annotate.tenses import Lean, lean_of, noun_lean
from sitrep.annotate.time_meanings import DURATION, NOTHING, SET, Meaning, Scene
from sitrep.annotate.time_phrases import Phrase, grammar
from sitrep.annotate.time_words import Ahead, Item, english_times, lexicon
from sitrep.model.times import Time

Reader = Callable[[Phrase, Scene], Meaning]

READERS: dict[str, Reader] = {
    "day": named_days.read_day,
    "overnight": named_days.read_overnight,
    "day_range": named_days.read_day_range,
    "day_before_day": named_days.read_day_beside,
    "part": named_days.read_part,
    "clock": named_days.read_clock,
    "day_of_week": named_spans.read_weekday_of_week,
    "unit": named_spans.read_unit,
    "window": named_spans.read_window,
    "future_window": named_spans.read_coming,
    "ago": named_spans.read_ago,
    "offset": named_spans.read_offset,
    "same": named_spans.read_same,
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
    starts = [token.idx for token in parse]
    times: list[Time] = []
    spoken: Meaning | None = None
    day: Days | None = None
    found: list[tuple[Phrase, Meaning]] = []
    for phrase in grammar().phrases(items):
        if phrase.meaning == "none":
            continue
        lean = functools.cache(functools.partial(leaning, parse, starts, items, phrase, pack.ahead))
        scene = Scene(published.date() if published else None, spoken, day, lean, pack.numeric_order == "dmy")
        meaning = counted(meaning_of(phrase, scene), items[phrase.first - 1] if phrase.first else None, scene)
        if (
            meaning.days is not None
            and meaning.kind == "span"
            and not (meaning.precision in ("season", "year") and phrase.has("ago", "earlier", "yearago"))
        ):
            spoken = meaning
            day = meaning.days if meaning.precision in ("day", "part-of-day", "hour", "minute") else day
        found.append((phrase, meaning))
    return tuple(time_of(parse.text, phrase, meaning, published) for phrase, meaning in joined(found, items))


def leaning(parse: Doc, starts: list[int], items: list[Item], phrase: Phrase, ahead: Ahead) -> Lean:
    """Returns whether the words around a phrase look ahead; before a term ("until Friday") the present does."""
    token = top_of(parse, bisect_right(starts, phrase.items[0].start) - 1, bisect_right(starts, phrase.items[-1].start))
    if token.dep_ in ("poss", "compound", "nmod", "nummod", "amod") and token.head.pos_ in ("NOUN", "PROPN"):
        return noun_lean(token.head, ahead)
    lean = lean_of(token, ahead)
    before = parse.text[items[phrase.first - 1].start : items[phrase.first - 1].end].lower() if phrase.first else ""
    deferred = before in ahead.limits and any(word.lemma_ in ahead.deferring for word in token.ancestors)
    if before not in ahead.until and not deferred:
        return lean
    return "future" if deferred or lean != "past" else "present"


def top_of(parse: Doc, first: int, last: int) -> Token:
    """Returns the word of `[first, last)` whose governor lies outside."""
    first = max(first, 0)
    return next((token for token in parse[first:last] if token.head is token or not first <= token.head.i < last), parse[first])


def meaning_of(phrase: Phrase, scene: Scene) -> Meaning:
    """Returns what a phrase covers; nothing where the calendar has no such day."""
    try:
        return READERS[phrase.meaning](phrase, scene)
    except (ValueError, OverflowError):
        return NOTHING


def counted(meaning: Meaning, before: Item | None, scene: Scene) -> Meaning:
    """Returns a meaning after "since" or "so far" as the period from its first day up to today."""
    if before is None or before.category not in ("since", "far"):
        return meaning
    if meaning.days is None or scene.today is None or meaning.days.first > scene.today:
        return replace(meaning, kind="period")
    return replace(meaning, days=Days(meaning.days.first, scene.today), kind="period", clock=None)


def joined(found: list[tuple[Phrase, Meaning]], items: list[Item]) -> list[tuple[Phrase, Meaning]]:
    """Returns the phrases with ranges made one ("from Monday to Thursday", "between 2014 and 2018", "Monday-Friday")."""
    result: list[tuple[Phrase, Meaning]] = []
    for phrase, meaning in found:
        if result and (whole := span_of(result[-1], (phrase, meaning), items)) is not None:
            result[-1] = whole
        else:
            result.append((phrase, meaning))
    return result


def span_of(left: tuple[Phrase, Meaning], right: tuple[Phrase, Meaning], items: list[Item]) -> tuple[Phrase, Meaning] | None:
    """Returns two phrases as one range, None where they are none."""
    (one, start), (other, end) = left, right
    if other.first != one.last + 1 or start.days is None or end.days is None or start.precision != end.precision:
        return None
    link, lead = items[one.last].category, items[one.first - 1].category if one.first else "other"
    whole_dates = one.has("month") and other.has("month") and one.has("small", "ordinal") and other.has("small", "ordinal")
    linked = (link == "to" and (lead == "from" or whole_dates)) or (link == "and" and lead == "between") or link in ("dash", "through")
    if linked and one.has("weekday") and other.has("weekday") and start.days.first > end.days.first:
        start = replace(start, days=Days(*(day - dt.timedelta(7) for day in start.days)))
    if not linked or start.days is None or start.days.first > end.days.last:
        return None
    phrase = Phrase(tuple(items[one.first : other.last]), "range", one.first, other.last)
    return phrase, replace(end, days=Days(start.days.first, end.days.last), kind="period", clock=None)


def time_of(text: str, phrase: Phrase, meaning: Meaning, published: dt.datetime | None) -> Time:
    """Returns the expression with its words and its dates in ISO form."""
    start, end = phrase.items[0].start, phrase.items[-1].end
    if meaning.days is None:
        return Time(start, end, text[start:end], kind=meaning.kind)
    moment = moment_of(meaning, published)
    first, last = (moment, moment) if moment else (meaning.days.first.isoformat(), meaning.days.last.isoformat())
    return Time(start, end, text[start:end], None if meaning.open_start else first, last, meaning.precision, meaning.basis, meaning.kind)


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
