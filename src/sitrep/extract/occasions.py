"""Occasions: when a draft's happening took place, and whether it is one incident, a total or history."""

import datetime as dt
import math

import msgspec

from sitrep.extract.clauses import VERBAL
from sitrep.extract.contexts import OUTSIDE, Anchored, Context
from sitrep.extract.drafts import Draft
from sitrep.extract.habits import goes_on, is_habit
from sitrep.model.claims import Scope
from sitrep.model.times import Time, When

MANY = {"killed": 1000, "injured": 1000, "displaced": 10_000, "hit": 50}
UNITS = {"week": 7, "month": 30, "fortnight": 14}
SUMMED_TYPES = frozenset({"ASSAULT", "DISRUPT", "AID", "COERCE"})
OLD = dt.timedelta(days=45)


def set_time(context: Context, draft: Draft) -> None:
    """Gives a draft the time that stands in its clauses or above them in the same speaker's words, and the scope that this time shows."""
    draft.said = time_of_saying(context, draft)
    found = own_times(context, draft)
    draft.own_time = bool(found)
    if found:
        draft.when = joined(context, draft, found)
    elif draft.type.name not in {"ASSAULT", "DISRUPT"} and draft.said.start:
        draft.when = draft.said
    draft.scope = scope_of(context, draft, found)
    if spans := unit_around(context, draft):
        draft.when, draft.scope, draft.own_time = spans, "period_total", True
    elif draft.scope == "period_total" and not found:
        published = context.reading.document.published
        draft.when = When(None, published[:10] if published else None)
    open_time = unresolved(context, draft) if draft.when.start is None else None
    if open_time is not None:
        draft.when = msgspec.structs.replace(draft.when, text=open_time.text)
        draft.scope = "period_total" if open_time.kind == "period" and draft.type.name in SUMMED_TYPES else draft.scope


def unresolved(context: Context, draft: Draft) -> Time | None:
    """Returns the time in a draft's clauses that cannot be resolved for want of a date of publication, None where there is none."""
    if context.reading.document.published is not None:
        return None
    inside = (each.value for each in context.times.within(draft.sentence) if context.roots[each.head.i] in draft.roots)
    return next((time for time in inside if time.first is None and time.last is None and time.kind in {"span", "period"}), None)


def time_of_saying(context: Context, draft: Draft) -> When:
    """Returns when the sentence says that its words were said ("officials said on Wednesday"), an empty time where it does not."""
    here = (each for each in context.times.within(draft.sentence) if is_date(each.value))
    said = next((each.value for each in here if tells_of_saying(context, draft, each) and each.value.kind == "span"), None)
    return When(said.first, said.last, said.precision, said.text, said.basis) if said else When()


def unit_around(context: Context, draft: Draft) -> When | None:
    """Returns the span of "a week that saw …": the unit of time that a draft's clause describes, ending with publication."""
    published = context.reading.document.published_at
    for root in draft.roots:
        for token in [context.parse[root], *context.parse[root].ancestors]:
            days = UNITS.get(token.head.lemma_.lower()) if token.dep_ == "relcl" else None
            if days and published and token.head.tag_ == "NN":
                start = published.date() - dt.timedelta(days=days - 1)
                return When(
                    start.isoformat(),
                    published.date().isoformat(),
                    "week" if days == UNITS["week"] else "longer",
                    token.head.text,
                    "relative",
                )
    return None


def own_times(context: Context, draft: Draft) -> list[Anchored[Time]]:
    """Returns the times of a draft: in its own clauses, else in the clauses above and below, in the same speaker's words.

    What a speech act says it says when the sentence tells.
    """
    sentence = [each for each in context.times.within(draft.sentence) if is_date(each.value)]
    here = [each for each in sentence if not is_dateline(context, each.first)]
    usable = [each for each in here if draft.is_speech or not tells_of_saying(context, draft, each)]
    own = [each for each in usable if context.roots[each.head.i] in draft.roots]
    if own:
        return nearest(draft, own)
    above = draft.roots_above(context)
    close = [each for each in usable if draft.is_speech or context.zones[each.head.i] == draft.zone]
    higher = [each for each in close if context.roots[each.head.i] in above]
    below = [each for each in close if context.roots[context.parse[context.roots[each.head.i]].head.i] in draft.roots]
    return nearest(draft, higher or below)


def is_dateline(context: Context, first: int) -> bool:
    """Whether a time stands in brackets, as the day of a release does."""
    return first > 0 and context.parse[first - 1].text in {"(", "["}


def is_date(time: Time) -> bool:
    """Whether an expression covers days, at least from one end."""
    return (time.first is not None or time.last is not None) and time.kind in {"span", "period"}


def tells_of_saying(context: Context, draft: Draft, time: Anchored[Time]) -> bool:
    """Whether a time tells when something was said ("officials said on Monday")."""
    token = time.head
    if draft.zone != OUTSIDE and context.zones[token.i] == draft.zone:
        return False
    while token.head != token and token.pos_ not in VERBAL:
        token = token.head
    return token.i in context.reporting


def nearest(draft: Draft, times: list[Anchored[Time]]) -> list[Anchored[Time]]:
    """Returns the time closest to the draft's words, with those that touch it ("overnight and into Monday morning")."""
    if not times:
        return []
    seeds = [token.i for token in draft.seeds]
    best = min(times, key=lambda each: (each.value.kind != "period", min(abs(each.head.i - seed) for seed in seeds)))
    return [
        each for each in times if each is best or (each.first - best.last in {1, 2, 3} and best.value.kind == each.value.kind == "span")
    ]


def joined(context: Context, draft: Draft, times: list[Anchored[Time]]) -> When:
    """Returns the span from the first to the last of `times`; what is past ends at publication at the latest."""
    values = [each.value for each in times]
    starts, ends = [each.first for each in values if each.first], [each.last for each in values if each.last]
    end = max(ends) if ends else None
    published = context.reading.document.published
    if end and published and draft.status != "planned" and (not starts or min(starts)[:10] <= published[:10] < end[:10]):
        end = published[:10]
    first = values[0]
    if published and any(since(context, each) for each in times):
        end = published[:10]
    return When(min(starts) if starts else None, end, first.precision, first.text, first.basis)


def scope_of(context: Context, draft: Draft, times: list[Anchored[Time]]) -> Scope:
    """Returns whether a draft tells of one incident, a total over a period, or history."""
    if draft.type.name not in SUMMED_TYPES and not any(since(context, each) for each in times):
        return "background" if is_old(context, draft) and draft.when.basis == "stated" and draft.type.name == "CONSULT" else "incident"
    if any(is_period(context, each) for each in times):
        return "period_total"
    if is_sum(draft, times):
        return "period_total"
    if is_habit(context, draft):
        return "period_total" if draft.figures else "background"
    if is_old(context, draft) and not draft.figures:
        return "background"
    return "background" if goes_on(draft) and not times else "incident"


def is_period(context: Context, time: Anchored[Time]) -> bool:
    """Whether a time is one that is counted over: more than a night, or a past event since which it is counted."""
    if since(context, time):
        return True
    days = time.value.days
    within_a_day = days is not None and days[0] == days[1]
    return time.value.kind == "period" and not within_a_day


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
