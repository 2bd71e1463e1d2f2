"""Kinships: whether two drafts tell of one happening."""

from sitrep.extract.drafts import HARM_MEASURES, Draft
from sitrep.extract.words import scene_words
from sitrep.model.actors import Actor
from sitrep.model.times import When
from sitrep.packs.gazetteer import countries


def belongs(draft: Draft, source: Draft) -> bool:
    """Whether a draft goes on about the happening of `source`: nothing that it says itself speaks against it."""
    if draft.scope != "incident" or source.scope != "incident" or draft.status == "planned":
        return False
    if counts_at_home(draft, source):
        return False
    if draft.own_time and source.when.start and draft.when.start and not overlap(draft.when, source.when):
        return False
    if draft.own_places and source.places and not shares_place(draft, source):
        return not draft.own_time and shares_country(draft, source) and not opposed(draft, source)
    return not opposed(draft, source)


def counts_at_home(draft: Draft, source: Draft) -> bool:
    """Whether a draft counts the victims of somebody whose own side attacks elsewhere in `source`, so that it tells of another attack."""
    home = home_of(draft)
    if home is None or draft.own_places or source.actor is None or source.actor.country != home:
        return False
    return bool(source.places) and all(place.country != home for place in source.places)


def strikes_own(draft: Draft, actor: Actor) -> bool:
    """Whether what a draft attacks is told as the actor's own ("attacks on Russian power stations"), so that another attacks."""
    return (
        draft.target is not None
        and draft.target.kind == "facility"
        and draft.target.country is not None
        and draft.target.country == actor.country
    )


def home_of(draft: Draft) -> str | None:
    """Returns the country whose victims a draft's speaker counts, by his office; None where he counts none or it does not tell."""
    speaker = draft.source
    if speaker is None or speaker.side not in countries() or not any(each.value.measure in HARM_MEASURES for each in draft.figures):
        return None
    words = " ".join(part for part in (speaker.name, speaker.role, speaker.organisation) if part).lower().split()
    return None if scene_words().counting.isdisjoint(words) else speaker.side


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
    return bool(draft.actor and source.actor and not one_party(draft.actor, source.actor))


def one_party(actor: Actor, other: Actor) -> bool:
    """Whether two actors have one name, be it in fewer words ("the security force")."""
    one, two = set(actor.name.lower().split()), set(other.name.lower().split())
    return one <= two or two <= one


def same_occasion(one: Draft, other: Draft) -> bool:
    """Whether two drafts share a day and do not name different attackers."""
    return bool(one.when.start) and overlap(one.when, other.when) and bool(other.when.start) and not opposed(one, other)


def unplaced(draft: Draft) -> bool:
    """Whether a draft happens at a named place that the gazetteer does not know."""
    return draft.places[0].precision == "unresolved"


def is_target(draft: Draft) -> bool:
    """Whether a draft tells of an attack on a whole country or region."""
    return draft.target is not None and any(place.name == draft.target.name for place in draft.places)


def is_perfect(draft: Draft) -> bool:
    """Whether a draft stands in the perfect tense, as counts up to now do."""
    return any(child.dep_ == "aux" and child.lower_ in {"have", "has"} for token in draft.seeds for child in token.children)


def speaker_name(draft: Draft) -> str | None:
    """Returns who says so."""
    return draft.source.name if draft.source else None


def takes_up(draft: Draft) -> bool:
    """Whether a draft goes on about what was counted before with a pronoun ("they were shot down over …")."""
    subjects = (child for token in draft.seeds for child in token.children if child.dep_ in {"nsubj", "nsubjpass"})
    return not draft.figures and any(child.lower_ in {"they", "these", "those"} for child in subjects)


def points_back(draft: Draft) -> bool:
    """Whether a draft counts what "the attack" told of before was made of."""
    return any(child.lower_ in {"the", "this"} for token in draft.seeds if token.dep_ == "nsubj" for child in token.children)
