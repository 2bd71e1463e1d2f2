"""Stories: the happenings that a report tells of, and what a draft takes over from the one it belongs to."""

import copy
from collections import Counter
from dataclasses import dataclass

from sitrep.extract.contexts import Context
from sitrep.extract.drafts import Draft
from sitrep.extract.occasions import is_dateline
from sitrep.extract.settings import is_setting, ordered
from sitrep.model.issues import Issue
from sitrep.model.places import Place
from sitrep.model.times import When

EVENTFUL = frozenset({"ASSAULT", "DISRUPT", "COERCE"})
NEAR = 1
NEARBY = 2
RECENT_DAYS = 8
SHORT_DAYS = 2


@dataclass(frozen=True, slots=True)
class Stories:
    """The main event of a report, and the main event of each attacker by name."""

    main: Draft | None
    by_attacker: dict[str, Draft]

    def on_side_of(self, draft: Draft) -> Draft | None:
        """Returns the main event of the draft's attacker; that of the report where it names none."""
        if draft.actor is None or (self.main and self.main.actor and self.main.actor.name == draft.actor.name):
            return self.main
        return self.by_attacker.get(draft.actor.name)


def read_stories(context: Context, drafts: list[Draft]) -> Stories:
    """Returns the main events that the drafts of a report tell."""
    deeds = "ASSAULT" if any(draft.type.name == "ASSAULT" and draft.scope == "incident" for draft in drafts) else "COERCE"
    attacks = [
        draft for draft in drafts if draft.type.name == deeds and draft.scope == "incident" and draft.status in {"occurred", "ongoing"}
    ]
    recent = [draft for draft in attacks if not is_distant(context, draft)]
    names = dict.fromkeys(draft.actor.name for draft in recent if draft.actor)
    stories = {
        name: told for name in names if (told := main_event([draft for draft in recent if draft.actor and draft.actor.name == name]))
    }
    main = main_event(recent)
    if main is not None and main.when.start is None:
        main.when = day_nearby(context, main)
    if main is not None and not main.places:
        main.places = places_nearby(context, main)
    return Stories(main, stories)


def day_nearby(context: Context, main: Draft) -> When:
    """Returns the first recent day that stands next to the main event ("conducted an operation on Sunday. Two rebels were killed.")."""
    for each in context.times:
        when = When(each.value.first, each.value.last, each.value.precision, each.value.text, each.value.basis)
        near = main.sentence - NEARBY <= context.sentences[each.head.i] <= main.sentence + NEARBY
        if (
            near
            and each.value.kind == "span"
            and each.head.i not in context.noise
            and is_short(when)
            and not is_dateline(context, each.first)
        ):
            published = context.reading.document.published_at
            if published is None or 0 <= (published.date() - (when.first_day or published.date())).days <= RECENT_DAYS:
                return when
    return When()


def places_nearby(context: Context, main: Draft) -> list[Place]:
    """Returns where the sentences just before the main event set the scene, the nearest that names a place."""
    for sentence in range(main.sentence, main.sentence - NEARBY - 1, -1):
        found = [each.value for each in context.places.within(sentence) if is_setting(context, each)]
        if found:
            return ordered(found)
    return []


def main_event(recent: list[Draft]) -> Draft | None:
    """Returns the first attack with what later drafts on it add: the day that most of them give, then what the first of them tells."""
    lead = next((draft for draft in recent if draft.places or draft.own_time), next(iter(recent), None))
    if lead is None:
        return None
    main = copy.copy(lead)
    main.issues, main.figures = [], []
    same = [draft for draft in recent if belongs(main, draft) and (not draft.own_places or not main.places or shares_place(draft, main))]
    days = Counter((draft.when.start, draft.when.end) for draft in same if draft.own_time and is_short(draft.when))
    if main.when.start is None and days:
        chosen = days.most_common(1)[0][0]
        main.when = next(draft.when for draft in same if (draft.when.start, draft.when.end) == chosen)
    if main.when.start is None:
        main.when = next((draft.said for draft in same if draft.said.start and is_short(draft.said)), When())
    for draft in same:
        fill_profile(main, draft)
    return main


def is_short(when: When) -> bool:
    """Whether a time covers a night or a few days at most."""
    return bool(when.first_day and when.last_day and (when.last_day - when.first_day).days <= SHORT_DAYS)


def is_distant(context: Context, draft: Draft) -> bool:
    """Whether the time of a draft lies more than a week from publication."""
    published = context.reading.document.published_at
    return bool(published and draft.when.last_day and abs((published.date() - draft.when.last_day).days) > RECENT_DAYS)


def fill_profile(main: Draft, draft: Draft) -> None:
    """Fills what the main event leaves open from a draft on it."""
    main.places = main.places or draft.places
    main.actor = main.actor or draft.actor
    main.target = main.target or draft.target
    main.mode = main.mode or draft.mode


def inherit(drafts: list[Draft], stories: Stories) -> None:
    """Gives drafts of incidents the time, place, actor and way of the clause before them or of the report's main event on their side."""
    before: Draft | None = None
    before_total: Draft | None = None
    attackers = {draft.sentence: draft.actor for draft in drafts if draft.type.name == "ASSAULT" and draft.actor}
    for draft in drafts:
        if draft.type.name not in EVENTFUL:
            continue
        main = stories.on_side_of(draft)
        same_sentence = before if before and draft.sentence == before.sentence else None
        if draft.type.name == "DISRUPT":
            draft.actor = draft.actor or attackers.get(draft.sentence)
        near = before if before and is_near(draft, before, main) else None
        for source in (same_sentence, near, main, before if main is None else None):
            if source is not None and source is not draft and belongs(draft, source):
                take_over(draft, source)
        if before_total is not None and sums_on(draft, before_total):
            draft.scope, draft.when, draft.places = before_total.scope, before_total.when, draft.places or before_total.places
        if draft.scope == "period_total":
            before_total = draft
        if stories.main is not None and draft.type.name == "ASSAULT":
            take_war(draft, stories.main)
        if draft.scope == "incident" and draft.type.name == "ASSAULT":
            before = draft


def sums_on(draft: Draft, total: Draft) -> bool:
    """Whether a draft goes on with the total told just before it: one speaker, the perfect tense, no time and place of its own."""
    if draft.own_time or draft.own_places or draft.sentence - total.sentence > NEAR or speaker_name(draft) != speaker_name(total):
        return False
    return any(child.dep_ == "aux" and child.lower_ in {"have", "has"} for token in draft.seeds for child in token.children)


def is_near(draft: Draft, before: Draft, main: Draft | None) -> bool:
    """Whether a draft goes on about the attack told just before it rather than about the main event."""
    distance = draft.sentence - before.sentence
    if main is None or goes_on(draft, before):
        return distance <= NEAR
    return distance <= NEAR + 1 and not draft.own_places and bool(before.places) and not shares_country(before, main)


def goes_on(draft: Draft, before: Draft) -> bool:
    """Whether a draft plainly goes on about the one before: at one of its settlements, or in the same mouth with nothing of its own."""
    if not draft.own_places and not draft.own_time:
        return True
    sites = {place.name for place in before.places if place.precision not in {"country", "region"}}
    return any(place.name in sites for place in draft.places)


def take_war(draft: Draft, main: Draft) -> None:
    """Gives a total or a piece of history the country and attacker of the main event, unless it names another attacker."""
    if opposed(draft, main):
        return
    draft.actor = draft.actor or main.actor
    if not draft.places:
        draft.places = [place for place in main.places if place.precision == "country"] or main.places[-1:]


def take_over(draft: Draft, source: Draft) -> None:
    """Fills what a draft leaves open from `source`."""
    inherited = draft.when.start is None and draft.when.end is None and source.when.start is not None
    if inherited:
        draft.when = When(source.when.start, source.when.end, source.when.precision, source.when.text, "inherited")
        draft.issues.append(Issue("inherited-time", f"The time is taken from the report's words {source.when.text!r} elsewhere."))
    if not draft.places and source.places:
        draft.places = list(source.places)
        draft.issues.append(Issue("inherited-place", f"The place, {source.places[0].name}, is taken from another sentence of the report."))
    if draft.actor is None:
        draft.actor = source.actor
    if draft.target is None:
        draft.target = source.target
    if draft.type.name == source.type.name == "ASSAULT" and (
        draft.mode is None or (inherited and draft.mode == "drone" and source.mode == "aerial" and not draft.own_places)
    ):
        draft.mode = source.mode


def belongs(draft: Draft, source: Draft) -> bool:
    """Whether a draft goes on about the happening of `source`: nothing that it says itself speaks against it."""
    if draft.scope != "incident" or source.scope != "incident" or draft.status == "planned":
        return False
    if draft.own_time and source.when.start and draft.when.start and not overlap(draft.when, source.when):
        return False
    if draft.own_places and source.places and not shares_place(draft, source):
        return not draft.own_time and shares_country(draft, source) and not opposed(draft, source)
    return not opposed(draft, source)


def overlap(one: When, other: When) -> bool:
    """Whether two times share a day."""
    if one.first_day is None or other.first_day is None:
        return True
    return one.first_day <= (other.last_day or other.first_day) and other.first_day <= (one.last_day or one.first_day)


def shares_place(draft: Draft, source: Draft) -> bool:
    """Whether two drafts name one place in common, or one names the country that holds a place of the other."""
    names = {place.name for place in source.places}
    if any(place.name in names for place in draft.places):
        return True
    return holds(draft, source) or holds(source, draft)


def holds(outer: Draft, inner: Draft) -> bool:
    """Whether the only places of `outer` are countries or regions that hold a place of `inner`."""
    if not all(place.precision in {"country", "region"} for place in outer.places):
        return False
    return any(
        place.country == other.country and (place.precision == "country" or place.name == other.admin1)
        for place in outer.places
        for other in inner.places
    )


def shares_country(draft: Draft, source: Draft) -> bool:
    """Whether both happen in one country."""
    return bool({place.country for place in draft.places if place.country} & {place.country for place in source.places})


def opposed(draft: Draft, source: Draft) -> bool:
    """Whether both name an attacker, and not the same; "the security force" may be the Afghan one named before."""
    if draft.actor is None or source.actor is None:
        return False
    one, other = draft.actor.name.lower().split(), source.actor.name.lower().split()
    shorter = min(one, other, key=len)
    return one[-len(shorter) :] != shorter or other[-len(shorter) :] != shorter


def locate(drafts: list[Draft]) -> None:
    """Gives the drafts of an attack that name only its country or region the one precise place that the report gives for it."""
    attacks = [draft for draft in drafts if draft.type.name == "ASSAULT" and draft.scope == "incident" and draft.places]
    for draft in attacks:
        if any(place.precision not in {"country", "region"} for place in draft.places) or is_target(draft):
            continue
        same = [each for each in attacks if each is not draft and (holds(draft, each) or unplaced(each)) and same_occasion(draft, each)]
        sites = {
            each.places[0].name: each for each in same if each.places[0].precision in {"settlement", "facility", "district", "unresolved"}
        }
        if len(sites) == 1:
            draft.places = ordered([*next(iter(sites.values())).places, *draft.places])


def is_target(draft: Draft) -> bool:
    """Whether a draft tells of an attack on a whole country or region."""
    return draft.target is not None and any(place.name == draft.target.name for place in draft.places)


def same_occasion(one: Draft, other: Draft) -> bool:
    """Whether two drafts share a day and do not name different attackers."""
    return bool(one.when.start) and overlap(one.when, other.when) and bool(other.when.start) and not opposed(one, other)


def unplaced(draft: Draft) -> bool:
    """Whether a draft happens at a named place that the gazetteer does not know."""
    return draft.places[0].precision == "unresolved"


def speaker_name(draft: Draft) -> str | None:
    """Returns who says so."""
    return draft.source.name if draft.source else None
