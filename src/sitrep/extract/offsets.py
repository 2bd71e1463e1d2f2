"""Offsets: what happened some days before something else that a report dates ("a day after the ministers met")."""

import datetime as dt

from spacy.tokens import Token

from sitrep.extract.contexts import Context
from sitrep.extract.drafts import Draft
from sitrep.extract.stories import is_recent_day, is_short, when_of
from sitrep.model.times import When

NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
HOURS_A_DAY = 24
HALF_A_DAY = 12


def date_by_offset(context: Context, drafts: list[Draft], main: When) -> None:
    """Dates drafts without a time that stand in a clause of "a day after": by the day in their sentence, else by the main event's."""
    for draft in drafts:
        days = None if draft.own_time or draft.when.start or draft.scope != "incident" else days_before(context, draft)
        if days is None:
            continue
        here = (when_of(each) for each in context.times.within(draft.sentence) if is_recent_day(context, each))
        told = next((when for when in here if is_short(when)), main)
        if told.last_day is None or not is_short(told):
            continue
        day = (told.last_day - dt.timedelta(days=days)).isoformat()
        draft.when, draft.own_time = When(day, day, "day", None, "relative"), True
        draft.note("when", "offsets.date_by_offset", f"{days} days before {told.text or told.start}", draft.seeds[0])


def days_before(context: Context, draft: Draft) -> int | None:
    """Returns how many days before the rest of its sentence a draft's deed was, None where that is not told."""
    for root in draft.roots:
        mark = next((child for child in context.parse[root].children if child.lower_ == "after" and child.dep_ == "mark"), None)
        if mark is not None and mark.i > mark.sent.start + 1:
            return days_in(mark.nbor(-2), mark.nbor(-1))
    return None


def days_in(number: Token, unit: Token) -> int | None:
    """Returns the days in "two days" or "12 hours", None for other words."""
    count = NUMBERS.get(number.lower_) or (int(number.text) if number.text.isdecimal() else None)
    if count is None or unit.lemma_.lower() not in {"day", "hour"}:
        return None
    if unit.lemma_.lower() == "day":
        return count
    return None if count < HALF_A_DAY else max(1, round(count / HOURS_A_DAY))
