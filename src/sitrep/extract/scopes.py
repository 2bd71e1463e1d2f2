"""Scopes: whether a draft tells of one incident, a total over a period, or history."""

import datetime as dt
import math

from spacy.tokens import Token

from sitrep.extract.contexts import Anchored, Context
from sitrep.extract.drafts import Draft
from sitrep.extract.habits import goes_on, is_earlier, is_habit, is_recent
from sitrep.extract.kinships import is_perfect
from sitrep.model.claims import Scope
from sitrep.model.times import Time

MANY = {"killed": 1000, "injured": 1000, "displaced": 10_000, "hit": 50}
SUMMED_TYPES = frozenset({"ASSAULT", "DISRUPT", "AID", "COERCE"})
DAYS = frozenset({"day", "night", "week", "month", "year"})
OLD = dt.timedelta(days=45)


def scope_of(context: Context, draft: Draft, times: list[Anchored[Time]]) -> tuple[Scope, str]:
    """Returns whether a draft tells of one incident, a total over a period, or history; and why."""
    if not draft.figures and not times and any(is_earlier(token) for token in draft.seeds):
        return "background", "it was before what the report tells of"
    several = all(context.parse[root].tag_ == "NNS" for root in draft.roots)
    if not draft.figures and not times and several and draft.is_answered(context):
        return "background", "several attacks, told only as what another deed answers"
    if draft.type.name not in SUMMED_TYPES and not any(since(context, each) for each in times):
        past = is_old(context, draft) and draft.when.basis == "stated" and draft.type.name == "CONSULT"
        return ("background", "long ago") if past else ("incident", "its type is not summed over periods")
    if draft.type.name == "ASSAULT" and not draft.figures and any(is_coarse(each.value) for each in times):
        return "background", "a month or more ago, and nothing is counted"
    if (total := summed(context, draft, times)) is not None:
        return "period_total", total
    if is_habit(context, draft) or (not times and (goes_on_and_on(context, draft) or is_recent(draft))):
        return ("period_total" if draft.figures else "background"), "it tells of what is repeated, or of a war as a whole"
    if is_old(context, draft) and not draft.figures:
        return "background", "long ago, and nothing is counted"
    lasts = goes_on(draft) and not times
    return ("background", "it goes on, without a day and a count") if lasts else ("incident", "one day, or nothing that says otherwise")


def summed(context: Context, draft: Draft, times: list[Anchored[Time]]) -> str | None:
    """Returns why a draft tells of a total over a period, None where nothing says so."""
    if any(is_period(context, each) for each in times):
        return "its time is one that is counted over"
    if counts_attacks(draft) and any(is_coarse(each.value) for each in times):
        return "several attacks are counted in a month or more"
    if draft.figures and any(is_stretch(token) for token in draft.tokens(context)):
        return "it is counted over several days"
    if draft.type.name == "AID" and draft.figures and not times and is_perfect(draft):
        return "help up to now is counted"
    return "its count is too high for one incident, and it has no day" if is_sum(draft, times) else None


def goes_on_and_on(context: Context, draft: Draft) -> bool:
    """Whether a draft tells of what happens again and again: in the perfect progressive, "daily", "in recent months"."""
    inside = [each for each in context.times.within(draft.sentence) if context.roots[each.head.i] in draft.roots]
    if draft.type.name == "ASSAULT" and any(is_repeated(each) for each in inside):
        return True
    return any(
        token.tag_ == "VBG" and {"have", "be"} <= {child.lemma_ for child in token.children if child.dep_ == "aux"} for token in draft.seeds
    )


def is_repeated(time: Anchored[Time]) -> bool:
    """Whether a time is a repeated one ("daily") or a stretch without certain ends ("over the past few months", "in recent weeks")."""
    if any(time.value.covered):
        return False
    recent = time.head.tag_ == "NNS" and any(child.lower_ == "recent" for child in time.head.children)
    return time.value.kind in {"set", "period"} or recent


def is_period(context: Context, time: Anchored[Time]) -> bool:
    """Whether a time is one that is counted over: more than a night, or a past event since which it is counted."""
    if since(context, time):
        return True
    days = time.value.days
    within_a_day = days is not None and days[0] == days[1]
    return time.value.kind == "period" and not within_a_day


def counts_attacks(draft: Draft) -> bool:
    """Whether a draft counts more than one attack."""
    return any(each.value.measure == "hit" and each.value.item == "other" and (each.value.low or 0) > 1 for each in draft.figures)


def is_stretch(token: Token) -> bool:
    """Whether a word opens a stretch of days that something is counted over ("over two days")."""
    unit = next((child for child in token.children if child.dep_ == "pobj"), None)
    if token.lower_ not in {"over", "within"} or unit is None or unit.tag_ != "NNS" or unit.lemma_.lower() not in DAYS:
        return False
    return any(child.dep_ == "nummod" for child in unit.children)


def is_coarse(time: Time) -> bool:
    """Whether a time names a month or more as when something happened, not over which it did ("in May")."""
    return time.kind == "span" and time.precision in {"month", "year", "longer"}


def since(context: Context, time: Anchored[Time]) -> bool:
    """Whether a time stands in a clause that opens with "since" ("since Russia invaded in February 2022")."""
    root = context.parse[context.roots[time.head.i]]
    return root.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ == "since" for child in root.children)


def is_sum(draft: Draft, times: list[Anchored[Time]]) -> bool:
    """Whether a count is too high for one incident that has no day of its own."""
    if times:
        return False
    return any((each.value.low or each.value.high or 0) >= MANY.get(each.value.measure or "", math.inf) for each in draft.figures)


def is_old(context: Context, draft: Draft) -> bool:
    """Whether the time of a draft lies well before publication."""
    published = context.reading.document.published_at
    return bool(published and draft.when.last_day and published.date() - draft.when.last_day > OLD)
