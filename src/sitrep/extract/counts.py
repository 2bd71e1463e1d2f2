"""Counts: which figures belong to a draft, and drafts that count at several places."""

import copy

import msgspec

from sitrep.extract.contexts import Anchored, Context
from sitrep.extract.drafts import Draft
from sitrep.extract.settings import is_setting
from sitrep.model.figures import Figure
from sitrep.model.places import Place

MUNITIONS = frozenset({"drone", "missile", "ballistic-missile", "cruise-missile", "guided-bomb", "rocket", "shell", "munition"})
SERVICE_MEASURES = frozenset({"without-service", "affected"})
SENT: dict[str, frozenset[str | None]] = {"AID": frozenset({None, "launched"}), "MOBILIZE": frozenset({None, "launched"})}


def set_figures(context: Context, draft: Draft) -> None:
    """Gives a draft the figures in its clauses that its type counts."""
    inside = [
        each for each in context.figures.within(draft.sentence) if is_in(context, draft, each) and context.zones[each.head.i] == draft.zone
    ]
    count(draft, inside)
    for each in draft.figures:
        place = "in its clause" if context.roots[each.head.i] in draft.roots else "in a participle below its clause"
        draft.note("figures", "counts.set_figures", f"stands {place}", each.value)


def count(draft: Draft, inside: list[Anchored[Figure]]) -> None:
    """Gives a draft those of the figures in its clauses that its type counts."""
    if draft.type.name == "ASSAULT":
        launching = any(mention.trigger.sense in {"attack", "launch"} for mention in draft.mentions)
        told = [as_launched(each) if launching else each for each in inside]
        draft.figures = [each for each in told if each.value.measure and each.value.measure != "without-service"]
    elif draft.type.name == "DISRUPT":
        draft.figures = [each for each in inside if each.value.measure in SERVICE_MEASURES]
    elif draft.type.name in SENT:
        told = [with_measure(each) if each.value.measure in SENT[draft.type.name] else each for each in inside]
        draft.figures = [each for each in told if each.value.measure in draft.type.counts]
    elif draft.type.counts:
        draft.figures = [each for each in inside if each.value.measure in draft.type.counts]
    elif draft.type.name == "AGREE" and any(mention.trigger.mode == "exchange" for mention in draft.mentions):
        draft.figures = [with_measure(each) for each in inside if each.value.item in {"soldier", "person", "child"}]


def is_in(context: Context, draft: Draft, figure: Anchored[Figure]) -> bool:
    """Whether a figure stands in the clauses of a draft, or in a participle below that tells of nothing else ("causing damage")."""
    root = context.roots[figure.head.i]
    if root in draft.roots:
        return True
    token = context.parse[root]
    below = token.tag_ == "VBG" and (token.dep_ in {"advcl", "acl"} or (token.dep_ == "conj" and token.head.tag_ == "VBG"))
    return below and root not in draft.told_roots and context.roots[token.head.i] in draft.roots


def as_launched(figure: Anchored[Figure]) -> Anchored[Figure]:
    """Returns a count of munitions in words of attack as launched where the sentence tells no other measure."""
    if figure.value.measure is not None or figure.value.item not in MUNITIONS:
        return figure
    return Anchored(msgspec.structs.replace(figure.value, measure="launched"), figure.first, figure.last, figure.head)


def with_measure(figure: Anchored[Figure]) -> Anchored[Figure]:
    """Returns a count of what is exchanged, given or sent."""
    return Anchored(msgspec.structs.replace(figure.value, measure="other"), figure.first, figure.last, figure.head)


def split_by_place(context: Context, draft: Draft) -> list[Draft]:
    """Returns one draft for each place where a sentence counts the same thing at several ("three in Kherson and one in Nikopol")."""
    own = [(figure, places_of(context, draft, figure)) for figure in draft.figures]
    counted = [(figure.value.measure, figure.value.item) for figure, places in own if places]
    if len(counted) < 2 or len(set(counted)) == len(counted):
        return [draft]
    sites: dict[tuple[str, ...], list[Anchored[Figure]]] = {}
    places_by_name: dict[tuple[str, ...], list[Place]] = {}
    for figure, places in own:
        key = tuple(place.name for place in places)
        sites.setdefault(key, []).append(figure)
        places_by_name[key] = places
    return [part_of(draft, figures, places_by_name[key]) for key, figures in sites.items()]


def part_of(draft: Draft, figures: list[Anchored[Figure]], places: list[Place]) -> Draft:
    """Returns a copy of a draft with some of its figures at their own places."""
    part = copy.copy(draft)
    part.figures = figures
    part.issues, part.reasons = list(draft.issues), list(draft.reasons)
    if places:
        part.places, part.own_places = places, True
        start = min(*(each.value.start for each in figures), *(place.start for place in places))
        end = max(*(each.value.end for each in figures), *(place.end for place in places))
        part.span = (start, end)
        part.note("places", "counts.split_by_place", "follows the count; the sentence counts the same at several places", places[0])
    return part


def places_of(context: Context, draft: Draft, figure: Anchored[Figure]) -> list[Place]:
    """Returns the places that stand between a figure and the next one of its draft."""
    after = [each.first for each in draft.figures if each.first > figure.last]
    limit = min(after) if after else context.parse[figure.head.i].sent.end
    between = [
        each for each in context.places.within(draft.sentence) if figure.last < each.first < limit and is_setting(context, each, draft)
    ]
    return [each.value for each in between if context.zones[each.head.i] == draft.zone and context.roots[each.head.i] in draft.roots]
