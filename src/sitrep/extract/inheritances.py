"""Inheritances: what a draft takes over from the sentence before it and from the report's main event."""

import msgspec

from sitrep.extract.drafts import Draft
from sitrep.extract.kinships import (
    belongs,
    counts_at_home,
    holds,
    is_perfect,
    is_target,
    opposed,
    points_back,
    same_occasion,
    shares_country,
    speaker_name,
    strikes_own,
    takes_up,
    unplaced,
)
from sitrep.extract.settings import ordered
from sitrep.extract.stories import Stories, is_short
from sitrep.extract.words import party_words
from sitrep.model.issues import Issue
from sitrep.model.times import When

BELONGS = "of the attack told there, to which it belongs"
EVENTFUL = frozenset({"ASSAULT", "DISRUPT", "COERCE", "RETREAT"})
NEAR = 1  # sentences
FAR = 12  # sentences


def inherit(drafts: list[Draft], stories: Stories) -> None:
    """Gives drafts of incidents the time, place, actor and way of the clause before them or of the report's main event on their side."""
    before: Draft | None = None
    dated: Draft | None = None
    before_total: Draft | None = None
    attacks: list[Draft] = []
    attackers = {draft.sentence: draft.actor for draft in drafts if draft.type.name == "ASSAULT" and draft.actor}
    for draft in drafts:
        if draft.type.name not in EVENTFUL:
            continue
        if draft.type.name == "DISRUPT":
            draft.actor = draft.actor or attackers.get(draft.sentence)
        if dated is not None and is_toll_of(draft, dated):
            draft.scope, draft.when = "incident", When()
            draft.note("scope", "inheritances.is_toll_of", "a high count without a time is the toll of the attack before", dated.seeds[0])
            take_over(draft, dated)
        if draft.type.name == "ASSAULT" and draft.own_time and draft.scope != "period_total":
            dated = draft
        take_from_near(draft, before, stories)
        if draft.type.name == "ASSAULT" and draft.own_time and not draft.places:
            take_place_of_day(draft, attacks)
        attacks.append(draft)
        date_at_last(draft, stories.main)
        if before_total is not None and (sums_on(draft, before_total) or parts(draft, before_total)):
            draft.scope, draft.when, draft.places = before_total.scope, before_total.when, draft.places or before_total.places
            draft.note("scope", "inheritances.sums_on", "goes on with the total before, with its time", before_total.seeds[0])
        if draft.type.name == "ASSAULT" or draft.scope != "incident":
            take_war(draft, stories)
        before_total = draft if draft.scope == "period_total" else before_total
        before = draft if is_told(draft, stories.main) and not is_wider(draft, before) else before


def take_from_near(draft: Draft, before: Draft | None, stories: Stories) -> None:
    """Fills a draft from the one before it, in its sentence or the last, then from the main event on its side."""
    main = stories.on_side_of(draft)
    same_sentence = before if before and draft.sentence == before.sentence else None
    near = before if before and is_near(draft, before, main) else None
    for source in (same_sentence, near, main, before if main is None else None):
        if source is not None and source is not draft and belongs(draft, source):
            take_over(draft, source)


def take_place_of_day(draft: Draft, attacks: list[Draft]) -> None:
    """Places an attack by the last one told of that fell on its day ("in the strike on Saturday")."""
    same = [each for each in attacks if each.type.name == "ASSAULT" and each.own_time and each.own_places and same_occasion(draft, each)]
    if same and draft.scope == "incident" and is_short(draft.when) and draft.sentence - same[-1].sentence <= FAR:
        draft.places = list(same[-1].places)
        draft.note("places", "inheritances.take_place_of_day", "of the attack told of before on this day", draft.places[0])
        draft.issues.append(Issue("inherited-place", f"The place, {draft.places[0].name}, is taken from another sentence of the report."))


def is_told(draft: Draft, main: Draft | None) -> bool:
    """Whether a draft is an attack, or a deed of the main event's kind, that the next ones may go on about."""
    return draft.scope == "incident" and draft.type.name in {"ASSAULT", main.type.name if main else "ASSAULT"}


def is_wider(draft: Draft, before: Draft | None) -> bool:
    """Whether a draft tells only the country or region of what its sentence has just put in one of its towns."""
    if before is None or before.sentence != draft.sentence or not before.places or not draft.places:
        return False
    return holds(draft, before) and not all(place.precision in {"country", "region"} for place in before.places)


def take_over(draft: Draft, source: Draft) -> None:
    """Fills what a draft leaves open from `source`."""
    inherited = draft.when.start is None and draft.when.end is None and source.when.start is not None
    if inherited:
        take_time(draft, source)
    if not draft.places and source.places and not draft.mends:
        draft.places = list(source.places)
        draft.note("places", "inheritances.take_over", BELONGS, source.places[0])
        draft.issues.append(Issue("inherited-place", f"The place, {source.places[0].name}, is taken from another sentence of the report."))
    if draft.actor is None and source.actor is not None and not strikes_own(draft, source.actor):
        draft.actor = source.actor
        draft.note("actor", "inheritances.take_over", BELONGS, source.seeds[0])
    if draft.target is None and source.target is not None:
        draft.target = source.target
        draft.note("target", "inheritances.take_over", BELONGS, source.seeds[0])
    if draft.type.name == source.type.name == "ASSAULT" and (
        draft.mode is None or (inherited and draft.mode == "drone" and source.mode == "aerial" and not draft.own_places)
    ):
        draft.mode = source.mode
        draft.note("mode", "inheritances.take_over", BELONGS, source.seeds[0])


def take_time(draft: Draft, source: Draft) -> None:
    """Gives a draft the time of another."""
    draft.when = msgspec.structs.replace(source.when, basis="inherited")
    draft.note("when", "inheritances.take_time", f"of what is told there, which is dated {source.when.text!r}", source.seeds[0])
    draft.issues.append(Issue("inherited-time", f"The time is taken from the report's words {source.when.text!r} elsewhere."))


def date_at_last(draft: Draft, main: Draft | None) -> None:
    """Gives a deed without any day that of its telling, else, in a round-up of one night or day, that of the main event."""
    if is_undated(draft) and is_short(draft.said):
        draft.when = msgspec.structs.replace(draft.said, basis="inherited")
        draft.note("when", "inheritances.date_at_last", f"nothing dates it; it was told of {draft.said.text!r}")
        draft.issues.append(Issue("inherited-time", f"The time is taken from when it was said, {draft.said.text!r}."))
    if is_undated(draft) and main is not None and goes_round(draft, main):
        take_time(draft, main)


def is_undated(draft: Draft) -> bool:
    """Whether a draft tells of one deed done, and nothing has given it a day."""
    return draft.scope == "incident" and draft.status in {"occurred", "denied"} and draft.when.start is None and draft.when.end is None


def goes_round(draft: Draft, main: Draft) -> bool:
    """Whether a draft with no day at all tells, in a round-up of one night or day, what the other side did or what happened elsewhere."""
    return is_short(main.when) and draft.type.name == "ASSAULT" and bool(draft.figures) and not is_perfect(draft)


def is_toll_of(draft: Draft, attack: Draft) -> bool:
    """Whether a high count that names no time is the toll of the dated attack told in the sentence before."""
    if (
        draft.type.name != attack.type.name
        or draft.scope != "period_total"
        or draft.own_time
        or draft.own_places
        or draft.when.start
        or draft.sentence - attack.sentence != NEAR
    ):
        return False
    return not is_perfect(draft) and not opposed(draft, attack)


def sums_on(draft: Draft, total: Draft) -> bool:
    """Whether a draft goes on with the total told just before it: one speaker, the perfect tense, no time and place of its own.

    Where it points back ("the strikes have killed"), one of them may name no speaker.
    """
    if draft.own_time or draft.own_places or draft.sentence - total.sentence > NEAR or not is_perfect(draft):
        return False
    speakers = (speaker_name(draft), speaker_name(total))
    return speakers[0] == speakers[1] or (None in speakers and points_back(draft))


def parts(draft: Draft, total: Draft) -> bool:
    """Whether a draft tells where part of the victims just totalled were ("most of the casualties were in the city")."""
    if draft.own_time or draft.sentence - total.sentence > NEAR or opposed(draft, total):
        return False
    near = (token for token in draft.seeds[0].sent if token.dep_ == "pobj" and token.head.lower_ == "of")
    return any(token.lemma_.lower() in party_words().victims for token in near)


def is_near(draft: Draft, before: Draft, main: Draft | None) -> bool:
    """Whether a draft goes on about the attack told just before it rather than about the main event."""
    distance = draft.sentence - before.sentence
    if main is None or goes_on(draft, before):
        return distance <= NEAR
    return distance <= NEAR + 1 and not draft.own_places and bool(before.places) and not shares_country(before, main)


def goes_on(draft: Draft, before: Draft) -> bool:
    """Whether a draft plainly goes on about the one before: at one of its settlements, or in the same mouth with nothing of its own."""
    if (not draft.own_places and not draft.own_time) or takes_up(draft):
        return True
    sites = {place.name for place in before.places if place.precision not in {"country", "region"}}
    return any(place.name in sites for place in draft.places)


def take_war(draft: Draft, stories: Stories) -> None:
    """Gives a total or a piece of history the country and attacker of the main event, unless it names another attacker."""
    main = stories.main
    if main is not None and (opposed(draft, main) or counts_at_home(draft, main)):
        return
    if not draft.places and (land := stories.elsewhere(draft)) is not None:
        draft.places = [land]
        draft.note("places", "inheritances.take_war", "the country spoken of just before, which is not the report's own", land)
        return
    if main is not None and draft.actor is None and main.actor is not None and not strikes_own(draft, main.actor):
        draft.actor = main.actor
        draft.note("actor", "inheritances.take_war", "who attacks in the main event, in a total or in history", main.seeds[0])
    if not draft.places:
        draft.places = stories.field or (main.places[-1:] if main else [])
        if draft.places:
            draft.note("places", "inheritances.take_war", "the country that the report is about", draft.places[0])


def locate(told: list[Draft], drafts: list[Draft]) -> None:
    """Gives the drafts of an attack that name only its country or region the one precise place that the report gives for it.

    `drafts` are those that are `told`, and those that say nothing but where it was.
    """
    attacks = [draft for draft in drafts if draft.type.name == "ASSAULT" and draft.scope == "incident" and draft.places]
    for draft in (each for each in told if each in attacks):
        if any(place.precision not in {"country", "region"} for place in draft.places) or is_target(draft):
            continue
        same = [each for each in attacks if each is not draft and (holds(draft, each) or unplaced(each)) and same_occasion(draft, each)]
        sites = {
            each.places[0].name: each for each in same if each.places[0].precision in {"settlement", "facility", "district", "unresolved"}
        }
        if len(sites) == 1:
            site = next(iter(sites.values())).places
            draft.places = ordered([*site, *draft.places])
            draft.note("places", "inheritances.locate", "the one precise place that the report gives for this attack", site[0])
