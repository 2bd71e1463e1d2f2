"""Settings: where a draft's happening took place."""

from sitrep.extract.clauses import stretch
from sitrep.extract.contexts import Anchored, Context
from sitrep.extract.drafts import Draft
from sitrep.model.places import Place

SIZES = {"facility": 0, "settlement": 1, "district": 2, "unresolved": 2, "water": 3, "region": 3, "country": 4}
ORIGINS = frozenset({"from", "off", "by", "with", "for", "to", "between"})
PEOPLE = frozenset({"person", "organisation", "government", "armed-force", "armed-group", "police"})


def set_places(context: Context, draft: Draft) -> None:
    """Gives a draft the places that stand in its clauses, else those above them in the same speaker's words; the most precise first."""
    usable = [each for each in context.places if context.sentences[each.head.i] == draft.sentence and is_setting(context, each)]
    own = [each for each in usable if context.roots[each.head.i] in draft.roots and not of_other_clause(context, draft, each)]
    if not own:
        above = {context.roots[token.i] for root in draft.roots for token in context.parse[root].ancestors}
        own = [each for each in usable if context.roots[each.head.i] in above and context.zones[each.head.i] == draft.zone]
    draft.places = ordered([each.value for each in own])
    draft.own_places = bool(own)


def of_other_clause(context: Context, draft: Draft, place: Anchored[Place]) -> bool:
    """Whether a place stands in words of another speaker than the draft's."""
    return context.zones[place.head.i] != draft.zone


def is_setting(context: Context, place: Anchored[Place]) -> bool:
    """Whether a place name tells where something happens: no government, no adjective, no part of a person's or body's title, no origin."""
    if place.value.use != "literal" or place.head.i in context.noise or place.head.i in context.reporting:
        return False
    if place.head.dep_ == "pobj" and place.head.head.lower_ in ORIGINS:
        return False
    inside = (each for each in context.actors if each.first <= place.first and place.last <= each.last)
    return not any(each.value.kind in PEOPLE for each in inside)


def ordered(places: list[Place]) -> list[Place]:
    """Returns each place once, the most precise first, else in text order."""
    unique = {place.name: place for place in reversed(places)}
    return sorted(unique.values(), key=lambda place: (SIZES[place.precision], place.start))


def evidence_span(context: Context, draft: Draft) -> tuple[int, int]:
    """Returns the offsets of the stretch that holds the draft's words, those of its clauses in the same speaker's mouth, and its figures."""
    speech = any(token.i in context.reporting for token in draft.seeds)
    tokens = [
        token
        for token in draft.tokens(context)
        if token in draft.seeds or (context.zones[token.i] == draft.zone and (speech or token.i not in context.reporting))
    ]
    start, end = stretch([*tokens, *draft.seeds])
    for figure in draft.figures:
        start, end = min(start, figure.value.start), max(end, figure.value.end)
    return start, end
