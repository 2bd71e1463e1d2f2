"""Stories: the main events that a report tells of, one for each attacker."""

import copy
from collections import Counter
from dataclasses import dataclass

import msgspec

from sitrep.extract.clauses import VERBAL, is_answered
from sitrep.extract.contexts import Anchored, Context
from sitrep.extract.drafts import Draft
from sitrep.extract.kinships import belongs, one_party, opposed, shares_place
from sitrep.extract.occasions import is_release_date
from sitrep.extract.settings import is_setting, marks_owner, ordered
from sitrep.extract.words import scene_words
from sitrep.model.places import Place
from sitrep.model.times import Time, When

MAIN_TYPES = ("ASSAULT", "COERCE", "DISRUPT")
NEARBY = 2
RECENT_DAYS = 8
SHORT_DAYS = 2


@dataclass(frozen=True, slots=True)
class Stories:
    """The main event of a report, that of each attacker, the country that the report is about, and by sentence the last one named."""

    main: Draft | None
    by_attacker: dict[str, Draft]
    field: list[Place]
    lands: dict[int, Place]

    def elsewhere(self, draft: Draft) -> Place | None:
        """Returns the country named last before a count, where that is near, and neither the report's own nor that of who attacks in it."""
        near = (self.lands.get(draft.sentence - back) for back in range(NEARBY + 1))
        land = next((place for place in near if place is not None), None)
        own = {self.field[0].country if self.field else None, self.main.actor.country if self.main and self.main.actor else None}
        return land if land is not None and self.field and draft.figures and land.country not in own else None

    def on_side_of(self, draft: Draft) -> Draft | None:
        """Returns the main event of the draft's attacker; that of the report where it names none."""
        if draft.actor is None or (self.main and self.main.actor and one_party(draft.actor, self.main.actor)):
            return self.main
        return self.by_attacker.get(draft.actor.name)


def read_stories(context: Context, drafts: list[Draft]) -> Stories:
    """Returns the main events that the drafts of a report tell."""
    types = {draft.type.name for draft in drafts if draft.scope == "incident"}
    deeds = next((name for name in MAIN_TYPES if name in types), MAIN_TYPES[0])
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
        main.when = day_nearby(context, main, drafts)
    if main is not None and not main.places:
        main.places = places_nearby(context, main)
    lands = {
        context.sentences[each.head.i]: each.value
        for each in context.places
        if each.value.precision == "country" and is_setting(context, each)
    }
    return Stories(main, stories, field_of(context, main), lands)


def field_of(context: Context, main: Draft | None) -> list[Place]:
    """Returns the country of the main event, else the one that holds most of the places named, where the text names it."""
    named = [
        each.value for each in context.places if each.value.country and each.head.i not in context.noise and not marks_owner(context, each)
    ]
    code = next((place.country for place in main.places if place.country), None) if main else None
    if code is None:
        code = next(iter(Counter(place.country for place in named).most_common(1)), (None, 0))[0]
    whole = [place for place in named if place.precision == "country" and place.country == code]
    literal = [place for place in whole if place.use == "literal"]
    if main is not None and main.places and main.places[-1].precision == "region":
        return literal[:1]
    return literal[:1] or [msgspec.structs.replace(place, use="literal") for place in whole[:1]]


def day_nearby(context: Context, main: Draft, drafts: list[Draft]) -> When:
    """Returns the first recent day that stands next to the main event ("conducted an operation on Sunday. Two rebels were killed.").

    Else it is that of the operation told of before it, however far, else the day of a release, in brackets after its place. A day on
    which somebody else attacked, or of what was answered, is none.
    """
    others = {root for draft in drafts for root in draft.roots if opposed(draft, main) or is_answered(context.parse[root])}
    days = [each for each in context.times if is_recent_day(context, each) and context.roots[each.head.i] not in others]
    near = [each for each in days if abs(context.sentences[each.head.i] - main.sentence) <= NEARBY]
    before = [each for each in days if context.sentences[each.head.i] < main.sentence and dates_operation(each)]
    released = [each for each in context.times if opens_release(context, each)]
    return when_of(next(iter([*near, *before, *released]))) if near or before or released else When()


def opens_release(context: Context, time: Anchored[Time]) -> bool:
    """Whether a time is the day of an official release: alone in brackets right after the place that it comes from."""
    before, after = context.parse[time.first - 1] if time.first else None, context.parse[time.last + 1 : time.last + 2]
    if before is None or before.text != "(" or not after or after[0].text != ")" or time.first < 2:
        return False
    return (
        time.value.precision == "day" and time.value.covered[0] is not None and context.place_at(context.parse[time.first - 2]) is not None
    )


def when_of(time: Anchored[Time]) -> When:
    """Returns a time as that of a happening."""
    start, end = time.value.covered
    return When(start, end, time.value.precision, time.value.text, time.value.basis)


def is_recent_day(context: Context, time: Anchored[Time]) -> bool:
    """Whether a time in the report's prose names a day or a few shortly before publication."""
    when, published = when_of(time), context.reading.document.published_at
    if time.value.kind != "span" or not is_short(when) or is_release_date(context, time):
        return False
    return published is None or 0 <= (published.date() - (when.first_day or published.date())).days <= RECENT_DAYS


def dates_operation(time: Anchored[Time]) -> bool:
    """Whether a time stands in the clause of a planned military action."""
    verb = next((token for token in time.head.ancestors if token.pos_ in VERBAL), None)
    return verb is not None and any(token.lemma_.lower() in scene_words().operations for token in verb.subtree)


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
    main.issues, main.figures, main.reasons = [], [], []
    same = [draft for draft in recent if belongs(main, draft) and (not draft.own_places or not main.places or shares_place(draft, main))]
    days = Counter((draft.when.start, draft.when.end) for draft in same if draft.own_time and is_short(draft.when))
    if main.when.start is None and days:
        chosen = days.most_common(1)[0][0]
        main.when = next(draft.when for draft in same if (draft.when.start, draft.when.end) == chosen)
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
