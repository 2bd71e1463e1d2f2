"""Occasions: when a draft's happening took place."""

import datetime as dt

import msgspec
from spacy.tokens import Token

from sitrep.extract.beginnings import beginning_of, since_then
from sitrep.extract.clauses import VERBAL, is_answered
from sitrep.extract.contexts import OUTSIDE, Anchored, Context
from sitrep.extract.drafts import Draft
from sitrep.extract.scopes import SUMMED_TYPES, scope_of, since
from sitrep.model.times import Time, When

UNITS = {"week": 7, "month": 30, "fortnight": 14}
NAMING = frozenset({"poss", "compound", "nmod"})
RANGE_TOKENS = 6  # from one end of a range to the other
VAGUE = ("more than", "over", "nearly", "almost", "about", "around")
RANKED_TOKENS = 9  # from "the worst" to "this year"
RECORD_TOKENS = 6  # from "the worst" to "since"


def set_time(context: Context, draft: Draft) -> None:
    """Gives a draft the time that stands in its clauses or above them in the same speaker's words, and the scope that this time shows."""
    draft.said = time_of_saying(context, draft)
    found = own_times(context, draft)
    draft.own_time = bool(found)
    if found:
        draft.when = joined(context, draft, found)
        own = context.roots[found[0].head.i] in draft.roots
        draft.note("when", "occasions.own_times", f"stands in {'its clause' if own else 'a clause beside its own'}", found[0].value)
    elif happens_as_told(context, draft) and draft.said.start:
        draft.when = draft.said
        draft.note("when", "occasions.happens_as_told", f"as old as the word of it, {draft.said.text!r}")
    draft.scope, why = scope_of(context, draft, found)
    draft.note("scope", "scopes.scope_of", why)
    if spans := unit_around(context, draft):
        draft.when, draft.scope, draft.own_time = spans, "period_total", True
        draft.note("scope", "occasions.unit_around", f"the clause describes a {spans.text}")
    elif not found and draft.type.name in SUMMED_TYPES and (start := since_then(context, draft)) is not None:
        published = context.reading.document.published
        draft.when, draft.scope = When(start, published[:10] if published else None, "longer", "since", "relative"), "period_total"
        draft.note("scope", "beginnings.since_then", 'counted "since" what is dated elsewhere')
    elif draft.scope == "period_total" and not found:
        published = context.reading.document.published
        draft.when = When(None, published[:10] if published else None)
        draft.note("when", "occasions.set_time", "a total without a beginning ends with publication")
    open_time = unresolved(context, draft) if draft.when.start is None else None
    if open_time is not None:
        draft.when = msgspec.structs.replace(draft.when, text=open_time.text)
        draft.scope = "period_total" if open_time.kind == "period" and draft.type.name in SUMMED_TYPES else draft.scope


def happens_as_told(context: Context, draft: Draft) -> bool:
    """Whether a deed without a day of its own may be as old as the word of it: no attack, nothing planned, no deal that is only told of."""
    if draft.status == "planned" or draft.type.name in {"ASSAULT", "DISRUPT"}:
        return False
    speaker = context.speaker(draft.zone)
    announced = speaker is not None and (speaker.verb or "").startswith("announce")
    return draft.type.name != "AGREE" or announced or any(mention.trigger.mode == "exchange" for mention in draft.mentions)


def unresolved(context: Context, draft: Draft) -> Time | None:
    """Returns the time in a draft's clauses that cannot be resolved for want of a date of publication, None where there is none."""
    if context.reading.document.published is not None:
        return None
    inside = (each.value for each in context.times.within(draft.sentence) if context.roots[each.head.i] in draft.roots)
    return next((time for time in inside if not any(time.covered) and time.kind in {"span", "period"}), None)


def time_of_saying(context: Context, draft: Draft) -> When:
    """Returns when the sentence says that its words were said ("officials said on Wednesday"), an empty time where it does not."""
    here = (each for each in context.times.within(draft.sentence) if is_date(each.value) and not is_release_date(context, each))
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

    A speech act has those alone that hang on its own verb.
    """
    here = [each for each in context.times.within(draft.sentence) if is_date(each.value) and dates_deed(context, draft, each)]
    if draft.is_speech:
        return nearest(draft, [each for each in here if verb_above(each.head) in {speaking(token) for token in draft.seeds}])
    usable = [each for each in here if not tells_of_saying(context, draft, each)]
    own = [each for each in usable if context.roots[each.head.i] in draft.roots]
    answered = draft.is_answered(context)
    if answered and not own:
        own = [each for each in usable if each.first > draft.seeds[0].i and context.zones[each.head.i] == draft.zone]
    if own or answered:
        return nearest(draft, own)
    above = draft.roots_above(context)
    close = [each for each in usable if context.zones[each.head.i] == draft.zone or opens_telling(context, each)]
    higher = [each for each in close if context.roots[each.head.i] in above]
    below = [each for each in close if context.roots[context.parse[context.roots[each.head.i]].head.i] in draft.roots]
    joined_to = {context.roots[token.i] for root in draft.roots for token in context.parse[root].conjuncts}
    beside = [each for each in close if context.roots[each.head.i] in joined_to]
    return nearest(draft, higher or below or beside)


def verb_above(token: Token) -> Token:
    """Returns the verb that a word hangs on, the word itself where none does."""
    return next((each for each in token.ancestors if each.pos_ in VERBAL), token)


def speaking(token: Token) -> Token:
    """Returns the verb that tells a speech act: the word itself, for "must" or a noun the verb above it."""
    return token if token.pos_ in VERBAL and token.dep_ not in {"aux", "auxpass"} else verb_above(token)


def dates_deed(context: Context, draft: Draft, time: Anchored[Time]) -> bool:
    """Whether a time can date the deed: no dateline, no part of another happening's name or of what it answers, no measure of a record."""
    if is_release_date(context, time) or dates_answered(context, draft, time):
        return False
    named = time.head.head
    top = min(draft.roots, key=lambda root: sum(1 for _ in context.parse[root].ancestors))
    other = named not in draft.seeds or context.roots[named.i] != top
    if time.head.dep_ in NAMING and named.pos_ in {"NOUN", "PROPN"} and other and not context.times.at(named.i):
        return False
    return not is_record(context, time)


def dates_answered(context: Context, draft: Draft, time: Anchored[Time]) -> bool:
    """Whether a time follows what a deed answers, and so dates that ("the strike was in response to the attack on Thursday")."""
    between = context.parse[draft.seeds[0].i + 1 : time.first] if draft.seeds[0].i < time.first else ()
    return any(is_answered(token) and token.i not in draft.roots for token in between)


def is_record(context: Context, time: Anchored[Time]) -> bool:
    """Whether a time only says how long something is the most, the first, the worst of its kind ("the worst raid since May")."""
    if time.value.precision in {"month", "season", "year", "longer"} and ranked_over(context, time):
        return True
    since = next((token for token in (context.parse[time.first], *time.head.ancestors) if token.lower_ == "since"), None)
    if since is None or since.i > time.first:
        return False
    before = context.parse[max(since.sent.start, since.i - RECORD_TOKENS) : since.i]
    return any(is_superlative(token) for token in before)


def ranked_over(context: Context, time: Anchored[Time]) -> bool:
    """Whether a noun before a time is set above others of its kind, with no verb in between ("one of the worst raids this year")."""
    for token in reversed(context.parse[max(context.parse[time.first].sent.start, time.first - RANKED_TOKENS) : time.first]):
        if token.pos_ in VERBAL:
            return False
        if is_superlative(token):
            return True
    return False


def is_superlative(token: Token) -> bool:
    """Whether a word puts its noun above all others of its kind."""
    return token.tag_ in {"JJS", "RBS"} or token.lower_ in {"first", "only"}


def is_release_date(context: Context, time: Anchored[Time]) -> bool:
    """Whether a time is the day of the release: in brackets or in a dateline."""
    in_brackets = time.first > 0 and context.parse[time.first - 1].text in {"(", "["}
    return in_brackets or time.head.i in context.noise


def is_date(time: Time) -> bool:
    """Whether an expression covers days, at least from one end."""
    return any(time.covered) and time.kind in {"span", "period"}


def tells_of_saying(context: Context, draft: Draft, time: Anchored[Time]) -> bool:
    """Whether a time tells when something was said ("officials said on Monday")."""
    token = time.head
    if opens_telling(context, time):
        return False
    if draft.zone != OUTSIDE and context.zones[token.i] == draft.zone:
        return False
    while token.head != token and token.pos_ not in VERBAL:
        token = token.head
    return token.i in context.reporting


def opens_telling(context: Context, time: Anchored[Time]) -> bool:
    """Whether several days open a sentence, so that they tell over which days its deeds happened, not when somebody spoke of them."""
    days = time.value.days
    opens = time.first - context.parse[time.first].sent.start <= 1
    return opens and time.value.kind == "period" and days is not None and days[0] != days[1]


def nearest(draft: Draft, times: list[Anchored[Time]]) -> list[Anchored[Time]]:
    """Returns the time closest to the draft's words, with those that touch it ("overnight and into Monday morning")."""
    if not times:
        return []
    seeds = [token.i for token in draft.seeds]
    best = min(
        times, key=lambda each: (each.value.kind != "period", each.value.covered[0] is None, min(abs(each.head.i - seed) for seed in seeds))
    )
    return [each for each in times if each is best or touches(each, best)]


def touches(time: Anchored[Time], best: Anchored[Time]) -> bool:
    """Whether a time goes on with another ("overnight and into Monday morning") or is the other end of one range."""
    if best.value.reach is not None and time.value.reach == best.value.reach:
        return abs(time.first - best.first) <= RANGE_TOKENS
    return time.first - best.last in {1, 2, 3} and best.value.kind == time.value.kind == "span"


def joined(context: Context, draft: Draft, times: list[Anchored[Time]]) -> When:
    """Returns the span from the first to the last of `times`; what is past ends at publication at the latest."""
    values = [each.value for each in times]
    starts, ends = (
        [start for start, _ in (each.covered for each in values) if start],
        [end for _, end in (each.covered for each in values) if end],
    )
    end = max(ends) if ends else None
    published = context.reading.document.published
    if end and published and draft.status != "planned" and (not starts or min(starts)[:10] <= published[:10] < end[:10]):
        end = published[:10]
    first = values[0]
    words = context.reading.document.text[first.start : values[-1].end]
    if published and any(since(context, each) for each in times):
        end = published[:10]
    start = min(starts) if starts else beginning_of(context, times[0])
    if any(since(context, each) and is_vague(each.value) for each in times):
        start = None
    return When(start, end, first.precision, words, first.basis)


def is_vague(time: Time) -> bool:
    """Whether a time tells only roughly when something began ("since the war broke out more than two years ago")."""
    return time.basis == "relative" and time.precision in {"year", "longer"} and time.text.lower().startswith(VAGUE)
