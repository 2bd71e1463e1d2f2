"""Sides: who attacks where in a report, read from all its drafts together, to complete those that leave it open."""

from collections import Counter
from dataclasses import dataclass

import msgspec

from sitrep.extract.contexts import Context
from sitrep.extract.drafts import Draft
from sitrep.extract.kinships import home_of, points_back
from sitrep.model.actors import Actor
from sitrep.model.issues import Issue
from sitrep.model.places import Place
from sitrep.packs.gazetteer import countries

AIR_MEASURES = frozenset({"launched", "intercepted", "lost"})
WAVE = 10


@dataclass(frozen=True, slots=True)
class Sides:
    """Attackers by the country in which they attack, and those countries by attacker, the most often told first; ISO codes.

    `groups` are the armed groups that the report names, by their home country, the most often named of each.
    """

    attackers: dict[str, list[Actor]]
    fields: dict[str, list[str]]
    groups: dict[str, Actor]

    def attacker_in(self, country: str | None) -> Actor | None:
        """Returns who attacks in a country; for a state at war the armed group, else the state, whose country it attacks."""
        if country is None:
            return None
        known = countries().get(country)
        found = self.attackers.get(country, [])
        if found:
            return found[0]
        struck = self.fields.get(known.name, []) if known else []
        other = countries().get(struck[0]) if struck and struck[0] != country else None
        return self.groups.get(struck[0]) or Actor(other.name, "state", struck[0], side=struck[0]) if other else None

    def field_of(self, attacker: Actor | None) -> str | None:
        """Returns the country in which somebody attacks; for a state that is attacked only, the country of its attacker."""
        if attacker is None:
            return None
        if self.fields.get(attacker.name):
            return self.fields[attacker.name][0]
        foes = self.attackers.get(attacker.country or "", [])
        return foes[0].country if foes else None


def read_sides(context: Context, drafts: list[Draft]) -> Sides:
    """Returns the sides that the drafts of a report tell by themselves."""
    pairs: Counter[tuple[str, str]] = Counter()
    actors: dict[str, Actor] = {}
    for draft in drafts:
        if draft.type.name != "ASSAULT" or draft.actor is None:
            continue
        for country in {place.country for place in draft.places if place.country and place.country != draft.actor.country}:
            pairs[draft.actor.name, country] += 1
            actors.setdefault(draft.actor.name, draft.actor)
    attackers: dict[str, list[Actor]] = {}
    fields: dict[str, list[str]] = {}
    for (name, country), _ in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0])):
        attackers.setdefault(country, []).append(actors[name])
        fields.setdefault(name, []).append(country)
    return Sides(attackers, fields, named_groups(context))


def named_groups(context: Context) -> dict[str, Actor]:
    """Returns the armed group that a report names most often, for each home country of one."""
    named = [
        each.value
        for each in context.actors
        if each.value.kind == "armed-group" and each.value.country and each.value.side == each.value.name
    ]
    counted = Counter(actor.name for actor in named)
    groups: dict[str, Actor] = {}
    for actor in sorted(named, key=lambda one: (-counted[one.name], one.start or 0)):
        groups.setdefault(actor.country or "", actor)
    return groups


def complete_sides(context: Context, drafts: list[Draft], sides: Sides) -> None:
    """Gives attack drafts that name no attacker, or no place, those that the rest of the report shows."""
    by_country = countries_named(context)
    for draft in drafts:
        if draft.type.name != "ASSAULT":
            continue
        set_defender(draft, sides, by_country)
        set_foe(context, draft, sides)
        if draft.actor is None and only_harms(draft):
            draft.actor = beside(draft, drafts)
        if draft.actor is None and draft.own_places:
            draft.actor = told_by_report(draft, sides.attacker_in(next((place.country for place in draft.places if place.country), None)))
        if draft.actor is None and draft.target is not None and draft.target.kind == "facility":
            draft.actor = told_by_report(draft, sides.attacker_in(draft.target.country))
        if not draft.own_places and is_wave(draft) and not points_back(draft):
            place = by_country.get(sides.field_of(draft.actor))
            draft.places = [place] if place else draft.places
            draft.note("places", "sides.is_wave", "a wave of munitions is told of the country that is attacked", place)


def only_harms(draft: Draft) -> bool:
    """Whether a draft only counts victims, so that it does not tell of an attack itself."""
    return bool(draft.figures) and all(mention.trigger.sense == "harm" for mention in draft.mentions)


def beside(draft: Draft, drafts: list[Draft]) -> Actor | None:
    """Returns who attacks in the other words of a draft's sentence, where these are in the same mouth and name one attacker."""
    same = [each for each in drafts if each.type.name == "ASSAULT" and (each.sentence, each.zone) == (draft.sentence, draft.zone)]
    named = {each.actor.name: each.actor for each in same if each.actor is not None}
    actor = next(iter(named.values())) if len(named) == 1 else None
    if actor is not None:
        draft.note("actor", "sides.beside", "who attacks in the same sentence", actor)
    return actor


def place_at_home(context: Context, drafts: list[Draft]) -> None:
    """Places victims that nothing else places in the country of who counts them by his office."""
    by_country = countries_named(context)
    for draft in drafts:
        place = None if draft.places or draft.scope != "incident" else by_country.get(home_of(draft))
        if place is not None:
            draft.places, draft.own_places = [place], True
            draft.note("places", "sides.place_at_home", "the country of who counts the victims", place)


def countries_named(context: Context) -> dict[str | None, Place]:
    """Returns the countries that a report names, by their ISO codes."""
    return {each.value.country: each.value for each in context.places if each.value.precision == "country"}


def set_foe(context: Context, draft: Draft, sides: Sides) -> None:
    """Reads a state as attacked, not as attacker, where it was only taken over for an attack within its own borders."""
    actor, homes = draft.actor, {place.country for place in draft.places}
    if actor is None or actor.kind not in {"state", "armed-force"} or homes != {actor.country} or named_here(context, draft, actor):
        return
    foe = sides.attacker_in(actor.country)
    if foe is not None and foe.country != actor.country:
        draft.actor = told_by_report(draft, foe)


def named_here(context: Context, draft: Draft, actor: Actor) -> bool:
    """Whether the words that name an actor stand in a draft's own sentence."""
    span = context.parse[draft.seeds[0].i].sent
    return actor.start is not None and span.start_char <= actor.start < span.end_char


def set_defender(draft: Draft, sides: Sides, by_country: dict[str | None, Place]) -> None:
    """Reads interceptions: who shoots down is attacked, in his own country, and the attacker is his enemy."""
    defender = draft.defender
    if defender is None or defender.country is None:
        return
    if draft.actor is None or draft.actor.country == defender.country:
        draft.actor = told_by_report(draft, sides.attacker_in(defender.country))
    if not draft.own_places and (place := by_country.get(defender.country)):
        draft.places, draft.own_places = [place], True
        draft.note("places", "sides.set_defender", "the country whose defences stop what is fired at it", place)
    draft.target = draft.target or msgspec.structs.replace(defender, kind="state")


def told_by_report(draft: Draft, actor: Actor | None) -> Actor | None:
    """Returns an attacker that other sentences show, and says so in the draft's issues."""
    if actor is not None:
        draft.issues.append(Issue("no-actor", f"The sentence names no attacker; {actor.name} is taken from the rest of the report."))
        draft.note("actor", "sides.complete_sides", "who attacks in this country in the rest of the report", actor)
    return actor


def is_wave(draft: Draft) -> bool:
    """Whether a draft counts a wave of munitions, told of a country rather than of one town."""
    counts = [each.value.low or each.value.high or 0 for each in draft.figures if each.value.measure in AIR_MEASURES]
    return max(counts, default=0) >= WAVE
