"""Handovers: who meets, swaps, frees or gives where a sentence leaves it open, and when prisoners were swapped."""

from collections import Counter

from sitrep.extract.clauses import VERBAL
from sitrep.extract.contexts import Anchored, Context
from sitrep.extract.drafts import Draft
from sitrep.extract.inheritances import take_time
from sitrep.extract.sides import named_groups
from sitrep.extract.stories import RECENT_DAYS, is_recent_day, is_short, when_of
from sitrep.extract.words import party_words
from sitrep.model.actors import Actor
from sitrep.model.issues import Issue
from sitrep.model.times import Time

SIDES = 2


def complete_handovers(context: Context, drafts: list[Draft]) -> None:
    """Gives talks, deals, swaps, releases and help the parties that the rest of the report shows, and swaps their day."""
    meetings = [draft for draft in drafts if draft.type.name in {"CONSULT", "AGREE"}]
    helping = [draft for draft in drafts if draft.type.name == "AID"]
    for draft in meetings:
        share_parties(draft, meetings)
        if draft.mode == "exchange" and is_open(draft):
            take_sides(context, draft)
    for draft in helping:
        take_giver(draft, helping)
    for draft in drafts:
        if draft.actor is None and draft.type.name in {"AGREE", "RETREAT"} and counts_hostages(draft):
            take_captor(context, draft)
    share_days(context, drafts)


def share_parties(draft: Draft, meetings: list[Draft]) -> None:
    """Gives talks or a deal that name nobody the parties of the nearest draft of their type and way that does."""
    if draft.actor is not None or draft.participants:
        return
    named = [each for each in meetings if len(each.participants) > 1 and each.type.name == draft.type.name]
    alike = [each for each in named if draft.mode in {None, each.mode}]
    source = min(alike, key=lambda each: abs(each.sentence - draft.sentence), default=None)
    if source is not None:
        draft.actor, draft.target = source.actor, source.target
        draft.participants = list(source.participants)
        draft.note("participants", "handovers.share_parties", "those of the nearest talks or deal that names them", source.seeds[0])
        draft.issues.append(Issue("no-actor", "The sentence names no parties; they are taken from the rest of the report."))


def is_open(draft: Draft) -> bool:
    """Whether a swap names no side, or only "both countries"."""
    return len(draft.participants) < SIDES and (draft.actor is None or draft.actor.name.lower().split()[0] in party_words().both)


def take_sides(context: Context, draft: Draft) -> None:
    """Gives a swap the two states that the report names most often, in the order in which it names them."""
    states = [each.value for each in context.actors if each.value.kind == "state" and each.value.country]
    counted = Counter(actor.country for actor in states)
    most = {code for code, _ in counted.most_common(SIDES)}
    firsts: dict[str | None, Actor] = {}
    for actor in states:
        if actor.country in most:
            firsts.setdefault(actor.country, actor)
    if len(firsts) == SIDES:
        draft.actor, draft.target = firsts.values()
        draft.participants = [draft.actor, draft.target]
        draft.note("actor", "handovers.take_sides", "the states that the report names most often", draft.actor)
        draft.issues.append(Issue("no-actor", "The sentence names no parties; they are taken from the rest of the report."))


def take_giver(draft: Draft, helping: list[Draft]) -> None:
    """Gives help that names nobody the giver of the help told of before it."""
    before = [each for each in helping if each.actor is not None and each.sentence <= draft.sentence]
    if draft.actor is None and before:
        draft.actor, draft.target = before[-1].actor, draft.target or before[-1].target
        draft.note("actor", "handovers.take_giver", "who gives in the help told of before", before[-1].seeds[0])


def counts_hostages(draft: Draft) -> bool:
    """Whether a draft counts hostages."""
    return any(each.head.lemma_.lower() in party_words().captives for each in draft.figures)


def take_captor(context: Context, draft: Draft) -> None:
    """Lets hostages be freed by the armed group that the report names most often."""
    groups = Counter(each.value.name for each in context.actors if each.value.kind == "armed-group")
    most = next((name for name, _ in groups.most_common(1)), None)
    captor = next((actor for actor in named_groups(context).values() if actor.name == most), None)
    if captor is not None:
        draft.actor = captor
        draft.note("actor", "handovers.take_captor", "the armed group that the report names most often holds the hostages", captor)
        draft.issues.append(
            Issue("no-actor", f"The sentence names nobody who frees them; {captor.name} is taken from the rest of the report.")
        )


def share_days(context: Context, drafts: list[Draft]) -> None:
    """Dates what is told of a swap without a day by the nearest draft of it that has a recent one."""
    swaps = [
        draft for draft in drafts if draft.type.name in {"AGREE", "RETREAT"} and draft.mode == "exchange" and draft.status == "occurred"
    ]
    published = context.reading.document.published_at
    dated = [
        draft
        for draft in swaps
        if draft.when.last_day
        and is_short(draft.when)
        and (published is None or (published.date() - draft.when.last_day).days <= RECENT_DAYS)
    ]
    for draft in swaps:
        if draft.when.start is not None or draft.when.end is not None:
            continue
        if dated:
            take_time(draft, min(dated, key=lambda each: abs(each.sentence - draft.sentence)))
        elif (freed := next((each for each in context.times if dates_release(context, each)), None)) is not None:
            draft.when = when_of(freed)
            draft.note("when", "handovers.dates_release", "the day on which people were freed", freed.value)


def dates_release(context: Context, time: Anchored[Time]) -> bool:
    """Whether a recent day tells when people were freed ("those released on Saturday")."""
    verb = next((token for token in time.head.ancestors if token.pos_ in VERBAL), None)
    return verb is not None and verb.lemma_.lower() in party_words().freeing and is_recent_day(context, time)
