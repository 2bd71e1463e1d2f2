"""Discourse: what a draft takes over from those before it, and which drafts say nothing new."""

import copy

from spacy.tokens import Token

from sitrep.extract.clauses import VERBAL
from sitrep.extract.contexts import Context
from sitrep.extract.drafts import Draft
from sitrep.extract.settings import ordered
from sitrep.extract.sides import complete_sides, read_sides
from sitrep.model.claims import Service
from sitrep.model.issues import Issue
from sitrep.model.times import When

POINTING = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "such", "latest"})
NEAR = 1


def connect(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Returns the drafts that say something, each with what it inherits, those of one breath joined."""
    told = [draft for draft in drafts if says_something(context, draft)]
    sides = read_sides(told)
    complete_sides(context, told, sides)
    inherit(told, main_event(context, drafts))
    complete_sides(context, told, read_sides(told))
    locate(told)
    restorations(told)
    return without_repeats(joined_breaths(told))


def locate(drafts: list[Draft]) -> None:
    """Gives the drafts of an attack that name only its country or region the one precise place that the report gives for it."""
    attacks = [draft for draft in drafts if draft.type.name == "ASSAULT" and draft.scope == "incident" and draft.places]
    for draft in attacks:
        if any(place.precision not in {"country", "region"} for place in draft.places):
            continue
        same = [each for each in attacks if each is not draft and (holds(draft, each) or unplaced(each)) and same_occasion(draft, each)]
        sites = {
            each.places[0].name: each for each in same if each.places[0].precision in {"settlement", "facility", "district", "unresolved"}
        }
        if len(sites) == 1:
            draft.places = ordered([*next(iter(sites.values())).places, *draft.places])


def unplaced(draft: Draft) -> bool:
    """Whether a draft happens at a named place that the gazetteer does not know."""
    return draft.places[0].precision == "unresolved"


def same_occasion(one: Draft, other: Draft) -> bool:
    """Whether two drafts share a day and do not name different attackers."""
    return bool(one.when.start) and overlap(one.when, other.when) and bool(other.when.start) and not opposed(one, other)


def restorations(drafts: list[Draft]) -> None:
    """Reads work to restore a service as its loss where that is the speaker's only word on it."""
    outages = [draft for draft in drafts if draft.type.name == "DISRUPT"]
    for draft in outages:
        told = {
            service.service
            for each in outages
            if each is not draft and speaker_name(each) == speaker_name(draft)
            for service in each.services
            if service.status != "being-restored"
        }
        draft.services = [
            each if each.status != "being-restored" or each.service in told else Service(each.service, "lost") for each in draft.services
        ]


def says_something(context: Context, draft: Draft) -> bool:
    """Whether an attack draft tells of more than "the attack" that was told of already."""
    if draft.type.name != "ASSAULT" or draft.figures or any(tells(draft, token) for token in draft.seeds):
        return True
    if any(governed_by_speech(context, token) for token in draft.seeds):
        return False
    return not all(is_pointing(token) for token in draft.seeds) or draft.own_places or (draft.own_time and draft.actor is not None)


def tells(draft: Draft, token: Token) -> bool:
    """Whether a verb tells of an attack by itself; a bare participle of harm ("the children killed") only names its victims."""
    if token.pos_ not in VERBAL:
        return False
    harm = any(mention.token == token and mention.trigger.sense == "harm" for mention in draft.mentions)
    return not (harm and token.dep_ == "acl")


def governed_by_speech(context: Context, token: Token) -> bool:
    """Whether an attack noun is only what a verb of saying or judging takes as its object ("condemned the attack")."""
    head = token.head
    while head.dep_ in {"prep", "pobj"} and head.pos_ not in VERBAL and head.head != head:
        head = head.head
    return head.i in context.reporting


def is_pointing(token: Token) -> bool:
    """Whether a noun points back ("the attack", "these strikes")."""
    return any(child.dep_ in {"det", "poss"} and child.lower_ in POINTING for child in token.children)


def inherit(drafts: list[Draft], main: Draft | None) -> None:
    """Gives drafts of incidents the time, place, actor and way of the clause before them or of the report's main event."""
    before: Draft | None = None
    for draft in drafts:
        if draft.type.name not in {"ASSAULT", "DISRUPT"}:
            continue
        same_sentence = before if before and draft.sentence == before.sentence else None
        near = before if before and draft.sentence - before.sentence <= NEAR and (main is None or goes_on(draft, before)) else None
        for source in (same_sentence, near, main, before if main is None else None):
            if source is not None and source is not draft and belongs(draft, source):
                take_over(draft, source)
        if draft.scope != "incident" and main is not None:
            take_war(draft, main)
        if draft.scope == "incident" and draft.type.name == "ASSAULT":
            before = draft


def take_war(draft: Draft, main: Draft) -> None:
    """Gives a total or a piece of history the country and attacker of the main event, unless it names another attacker."""
    if opposed(draft, main):
        return
    draft.actor = draft.actor or main.actor
    if not draft.places:
        draft.places = [place for place in main.places if place.precision == "country"] or main.places[-1:]


def main_event(context: Context, drafts: list[Draft]) -> Draft | None:
    """Returns what the report tells of its main event in all: the first attack, with what later drafts on it add; None where it has none."""
    attacks = [
        draft for draft in drafts if draft.type.name == "ASSAULT" and draft.scope == "incident" and draft.status in {"occurred", "ongoing"}
    ]
    recent = [draft for draft in attacks if not is_distant(context, draft)]
    lead = next((draft for draft in recent if draft.places or draft.own_time), None)
    if lead is None:
        return None
    main = copy.copy(lead)
    main.issues, main.figures = [], []
    for draft in recent:
        if belongs(main, draft) and (draft is lead or not draft.own_places or not main.places or shares_place(draft, main)):
            fill_profile(main, draft)
    return main


def is_distant(context: Context, draft: Draft) -> bool:
    """Whether the time of a draft lies more than a week from publication."""
    published = context.reading.document.published_at
    return bool(published and draft.when.last_day and abs((published.date() - draft.when.last_day).days) > 8)


def fill_profile(main: Draft, draft: Draft) -> None:
    """Fills what the main event leaves open from a draft on it."""
    if main.when.start is None and draft.own_time:
        main.when = draft.when
    main.places = main.places or draft.places
    main.actor = main.actor or draft.actor
    main.target = main.target or draft.target
    main.mode = main.mode or draft.mode


def goes_on(draft: Draft, before: Draft) -> bool:
    """Whether a draft plainly goes on about the one before: at one of its settlements, or in the same mouth with no time and place of its own."""
    if not draft.own_places and not draft.own_time and speaker_name(draft) == speaker_name(before):
        return True
    sites = {place.name for place in before.places if place.precision not in {"country", "region"}}
    return any(place.name in sites for place in draft.places)


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
    """Whether both name an attacker, and not the same."""
    return bool(draft.actor and source.actor and draft.actor.name != source.actor.name)


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
        draft.mode is None or (inherited and draft.mode == "drone" and source.mode == "aerial")
    ):
        draft.mode = source.mode


def joined_breaths(drafts: list[Draft]) -> list[Draft]:
    """Joins attack drafts of neighbouring sentences by one speaker on one time, place and scope, unless they count the same thing twice."""
    kept: list[Draft] = []
    for draft in drafts:
        before = next((each for each in reversed(kept) if each.type.name == draft.type.name), None)
        if before and draft.type.name == "ASSAULT" and one_breath(before, draft):
            merge_into(before, draft)
        else:
            kept.append(draft)
    return kept


def one_breath(before: Draft, draft: Draft) -> bool:
    """Whether two drafts are one claim told in two sentences."""
    if not 0 <= draft.sentence - before.sentence <= NEAR or speaker_name(before) != speaker_name(draft):
        return False
    if (before.scope, before.status, before.when.start, before.when.end) != (draft.scope, draft.status, draft.when.start, draft.when.end):
        return False
    if {place.name for place in before.places} != {place.name for place in draft.places} or opposed(before, draft):
        return False
    counted = {(each.value.measure, each.value.item) for each in before.figures}
    return not any((each.value.measure, each.value.item) in counted for each in draft.figures)


def speaker_name(draft: Draft) -> str | None:
    """Returns who says so."""
    return draft.source.name if draft.source else None


def merge_into(before: Draft, draft: Draft) -> None:
    """Adds a draft to the one before it; the evidence reaches from one to the other only where they touch or bring figures."""
    before.figures += [each for each in draft.figures if each not in before.figures]
    before.places = ordered([*before.places, *draft.places])
    before.mode = before.mode or draft.mode
    before.target = before.target or draft.target
    before.actor = before.actor or draft.actor
    if draft.figures:
        before.span = (min(before.span[0], draft.span[0]), max(before.span[1], draft.span[1]))
    before.weapons += [each for each in draft.weapons if each not in before.weapons]


def without_repeats(drafts: list[Draft]) -> list[Draft]:
    """Drops attack drafts that bring no figure, time, place or target that the same speaker has not told already."""
    kept: list[Draft] = []
    for draft in drafts:
        earlier = [each for each in kept if each.type.name == draft.type.name and speaker_name(each) == speaker_name(draft)]
        if draft.type.name not in {"ASSAULT", "DISRUPT"} or not any(repeats(draft, each) for each in earlier):
            kept.append(draft)
    return kept


def repeats(draft: Draft, earlier: Draft) -> bool:
    """Whether a draft says again what an earlier one of the same speaker said."""
    if draft.scope != earlier.scope or draft.status != earlier.status or opposed(draft, earlier):
        return False
    if (draft.when.start, draft.when.end) != (earlier.when.start, earlier.when.end):
        return False
    if not {place.name for place in draft.places} <= {place.name for place in earlier.places}:
        return False
    if not set(draft.services) <= set(earlier.services):
        return False
    told = [each.value for each in earlier.figures]
    return all(any(each.value.agrees_with(other) for other in told) for each in draft.figures) and not draft.own_places
