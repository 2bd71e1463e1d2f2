"""Settings: where a draft's happening took place."""

import itertools
from collections.abc import Iterator

from spacy.tokens import Token

from sitrep.extract.clauses import VERBAL, covering, crammed_subject, is_ranked, stretch
from sitrep.extract.contexts import OUTSIDE, Anchored, Context
from sitrep.extract.drafts import Draft
from sitrep.extract.sites import Sites, site_of
from sitrep.extract.words import scene_words
from sitrep.model.places import Place
from sitrep.packs.gazetteer import countries

SIZES = {"facility": 0, "settlement": 1, "district": 2, "unresolved": 2, "water": 3, "region": 3, "country": 4}
ORIGINS = frozenset({"from", "off", "by", "with", "for", "to", "between"})
OWN_PREPOSITIONS = {
    "RETREAT": frozenset({"from"}),
    "MOBILIZE": frozenset({"to"}),
    "DISRUPT": frozenset({"between", "to"}),
    "CONSULT": frozenset({"to"}),
}
AREAS = frozenset(
    {"part", "region", "area", "city", "east", "west", "north", "south", "coast", "territory", "outskirt", "town", "province", "port"}
    | {"village", "centre", "center", "border", "airspace", "most", "all", "half", "third", "rest", "much", "across", "people", "capital"}
)
WITHIN = frozenset({"in", "near", "at", "outside", "around"})
WHERE = frozenset({"in", "across", "over", "within", "throughout", "on", "of", "around", "inside"})
GENERAL_WORDS: dict[str, frozenset[str]] = {
    "city": frozenset({"settlement"}),
    "town": frozenset({"settlement"}),
    "village": frozenset({"settlement"}),
    "region": frozenset({"region"}),
    "province": frozenset({"region"}),
    "country": frozenset({"country"}),
    "peninsula": frozenset({"region"}),
    "enclave": frozenset({"region", "country"}),
}
OPENING = 3  # tokens: "Elsewhere, in …"
OFFICES = frozenset({"person", "government", "armed-force"})
PEOPLE = OFFICES | {"organisation", "armed-group", "police"}


def set_places(context: Context, sites: Sites, draft: Draft) -> None:
    """Gives a draft the places that stand in its clauses, else those above them in the same mouth.

    Else it is where the building stands that it speaks of, else where its speaker governs.

    The most precise place comes first.
    """
    if not draft.type.placed:
        return
    for rule, why, own in placings(context, sites, draft):
        if own:
            draft.places, draft.own_places = ordered(own), True
            draft.note("places", rule, why, draft.places[0])
            return


def placings(context: Context, sites: Sites, draft: Draft) -> Iterator[tuple[str, str, list[Place]]]:
    """Yields the ways to place a draft in the order in which they count, each by its rule and why, with what it finds."""
    yield "settings.where", "what happened stands in a clause that tells what was there", where(context, draft)
    yield "settings.in_clause", "stands in its clause, or a general word there points to it", in_clause(context, draft)
    yield "settings.below", "where what is fired was bound", below(context, draft)
    yield "settings.above", "stands in a clause above its own, in the same mouth", above(context, draft)
    yield "settings.opening", "opens the sentence in which somebody tells of it", opening(context, draft)
    if draft.type.name in {"ASSAULT", "DISRUPT"}:
        yield "sites.site_of", "where the building stands that it speaks of", site_of(context, sites, draft)
        yield "settings.governed", "what its speaker governs", governed(context, draft)


def where(context: Context, draft: Draft) -> list[Place]:
    """Returns the town of which one of a draft's clauses tells what happened there ("in Roven, where a shop was hit")."""
    clauses = [context.parse[root] for root in draft.roots if context.parse[root].dep_ == "relcl"]
    told = [verb for verb in clauses if any(child.lower_ == "where" for child in verb.children)]
    named = [each for verb in told for each in context.places.at(verb.head.i) if is_setting(context, each, draft)]
    return [each.value for each in named if each.value.precision in {"settlement", "unresolved", "district"}]


def in_clause(context: Context, draft: Draft) -> list[Place]:
    """Returns the places that stand in a draft's own clauses, and those that general words there point back to."""
    own = [each.value for each in usable_in(context, draft) if context.roots[each.head.i] in draft.roots]
    return own + pointed_at(context, draft.tokens(context))


def usable_in(context: Context, draft: Draft) -> list[Anchored[Place]]:
    """Returns the places of a draft's sentence that can tell where it happened."""
    return [each for each in context.places.within(draft.sentence) if is_setting(context, each, draft)]


def below(context: Context, draft: Draft) -> list[Place]:
    """Returns where munitions were bound, by a participle below a draft's clauses."""
    roots = below_of(context, draft)
    own = [each.value for each in usable_in(context, draft) if context.roots[each.head.i] in roots]
    return own + pointed_at(context, [token for root in sorted(roots) for token in context.clause(root)])


def above(context: Context, draft: Draft) -> list[Place]:
    """Returns the places in the clauses that a draft's own hang on, in the same mouth."""
    roots = draft.roots_above(context)
    near = [each for each in usable_in(context, draft) if context.zones[each.head.i] == draft.zone]
    return [each.value for each in near if context.roots[each.head.i] in roots]


def opening(context: Context, draft: Draft) -> list[Place]:
    """Returns the places that open the sentence in which somebody tells of a draft's happening."""
    return [each.value for each in usable_in(context, draft) if draft.zone != OUTSIDE and sets_scene(context, draft, each)]


def sets_scene(context: Context, draft: Draft, place: Anchored[Place]) -> bool:
    """Whether a place opens the sentence in which somebody then tells what happened there ("In Aden, doctors said …")."""
    if context.zones[place.head.i] != OUTSIDE or place.last >= min(token.i for token in draft.seeds):
        return False
    sentence = context.parse[place.first].sent
    return any(token.lower_ in WITHIN for token in sentence[:OPENING]) and all(
        token.pos_ not in VERBAL for token in context.parse[sentence.start : place.last + 1]
    )


def below_of(context: Context, draft: Draft) -> set[int]:
    """Returns the participles that no other draft tells and that say where something was bound ("drones launched at the city").

    Or from where people had to go ("2,000 evacuated from the town").
    """
    held = {context.roots[token.i] for root in draft.roots for token in context.parse[root].subtree} - draft.told_roots
    verbs = [context.parse[root] for root in held if context.parse[root].dep_ == "acl"]
    bound = [verb for verb in verbs if verb.lemma_.lower() in scene_words().bound | scene_words().leaving]
    return {verb.i for verb in bound if context.roots[verb.head.i] in draft.roots}


def pointed_at(context: Context, tokens: list[Token]) -> list[Place]:
    """Returns the places that general words among `tokens` point back to ("in the city", "across the region")."""
    found = []
    for token in tokens:
        sizes = GENERAL_WORDS.get(token.lemma_.lower())
        if token.lemma_.lower() in scene_words().soils and token.dep_ == "pobj" and token.head.lower_ not in ORIGINS:
            found += country_named(context, token)
        if token.lemma_.lower() == "capital" and token.dep_ == "pobj":
            found += capital_named(context, token)
        if sizes and token.dep_ == "pobj" and token.head.lower_ in WHERE and is_bare(token):
            before = (each.value for each in context.places.before(token) if each.value.use == "literal")
            found += list(itertools.islice((place for place in before if place.precision in sizes), 1))
    return found


def country_named(context: Context, token: Token) -> list[Place]:
    """Returns the country that "Ukrainian territory" means, where the text names it."""
    codes = {each.value.country for child in token.children for each in context.places.at(child.i) if each.value.use == "demonym"}
    return [each.value for each in context.places if each.value.precision == "country" and each.value.country in codes - {None}][:1]


def capital_named(context: Context, token: Token) -> list[Place]:
    """Returns the capital, where the text names it, of the country named beside the word ("the Ukrainian capital") or last before it."""
    own = [each.value.country for child in token.children for each in context.places.at(child.i) if each.value.use == "demonym"]
    if not own and not is_bare(token):
        return []
    before = next((each.value.country for each in context.places.before(token) if each.value.country in countries()), None)
    before = own[0] if own else before
    capital = countries()[before].capital if before else None
    return [each.value for each in context.places if capital and each.value.name == capital][:1]


def is_bare(token: Token) -> bool:
    """Whether a noun stands with "the" alone, so that it points back to something named; where it lies may be said ("the eastern city")."""
    others = [child for child in token.children if child.dep_ not in {"punct", "advmod"} and child.lower_ not in scene_words().quarters]
    return len(others) == 1 and others[0].lower_ == "the"


def governed(context: Context, draft: Draft) -> list[Place]:
    """Returns the settlement or region that the speaker's office is of ("the governor of the Cherkasy region said").

    Where the words for the speaker are his name alone, it is that of the office in which the report introduces him.
    """
    attribution = context.attribution(draft.zone)
    source = attribution.source if attribution else None
    if attribution is None or source is None:
        return []
    words = covering(context.parse, source.start, source.end)
    near = context.places.beside(words[0]) if words else []
    inside = [each.value for each in near if source.start <= each.value.start and each.value.end <= source.end]
    lemmas = {word.lemma_.lower() for word in words or ()}
    role = attribution.speaker.role if attribution.speaker else None
    if not inside and role:
        inside = [each.value for each in context.places if each.value.text in role]
        lemmas |= set(role.lower().split())
    seats = {country.capital for country in countries().values()}
    local = not lemmas.isdisjoint(scene_words().local_offices)
    found = [
        place
        for place in inside
        if place.use == "literal" and place.precision in {"settlement", "region", "district"} and (local or place.name not in seats)
    ]
    return list({place.name: place for place in found}.values())


def is_setting(context: Context, place: Anchored[Place], draft: Draft | None = None) -> bool:
    """Whether a place name tells where something happens: no government, no adjective, no part of a person's or body's title, no origin."""
    if place.value.use != "literal" or place.value.precision == "facility":
        return False
    if marks_owner(context, place) or fires(context, place):
        return False
    if place.head.i in context.noise or describes_speaker(context, place) or context.times.at(place.first):
        return False
    preposition = preposition_of(place.head)
    if preposition in ORIGINS and not is_left(place) and not (draft and preposition in OWN_PREPOSITIONS.get(draft.type.name, ())):
        return False
    if place.head.dep_ == "poss" and draft is not None and (place.head.head in draft.seeds or is_ranked(place.head.head)):
        return False
    if preposition == "of" and place.value.precision == "country" and place.head.head.head.lemma_.lower() not in AREAS:
        return False
    if place.value.precision == "country" and place.head.dep_ in {"nsubj", "nsubjpass", "dobj"}:
        struck = draft is not None and (draft.type.name == "DISRUPT" or place.head.head in draft.seeds)
        return struck and place.head.dep_ != "nsubj"
    return not stands_in(context, place, OFFICES if preposition in WITHIN else PEOPLE)


def fires(context: Context, place: Anchored[Place]) -> bool:
    """Whether a country is the subject of the verb right after it, where the parser took it for an apposition."""
    following = context.parse[place.last + 1 : place.last + 2]
    return place.value.precision == "country" and bool(following) and bool(crammed_subject(following[0]))


def marks_owner(context: Context, place: Anchored[Place]) -> bool:
    """Whether a place only says whose something is ("the Panama-flagged ship", "Tehran-backed groups")."""
    after = context.parse[place.last + 1 : place.last + 3]
    return len(after) == 2 and after[0].text in {"-", "‑"} and after[1].lower_ in scene_words().owned


def is_left(place: Anchored[Place]) -> bool:
    """Whether people were made to leave a place ("evacuated from Aden"), so that what befell them happened there."""
    first = first_of_list(place.head)
    return first.dep_ == "pobj" and first.head.lower_ == "from" and first.head.head.lemma_.lower() in scene_words().leaving


def first_of_list(token: Token) -> Token:
    """Returns the first noun of the list that a noun stands in."""
    while token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN"}:
        token = token.head
    return token


def preposition_of(token: Token) -> str:
    """Returns the preposition that governs a place name, the one before its kind where that stands there ("from the towns of …")."""
    first = first_of_list(token)
    if first.dep_ != "pobj":
        return ""
    if first.head.lower_ == "to" and first.head.head.lower_ in {"close", "near", "next", "adjacent"}:
        return "near"
    kind = first.head.head
    if first.head.lower_ == "of" and kind.lemma_.lower() in scene_words().kinds and first_of_list(kind).dep_ == "pobj":
        return preposition_of(kind)
    return first.head.lower_


def describes_speaker(context: Context, place: Anchored[Place]) -> bool:
    """Whether a place belongs to the words for who speaks ("a fellow at an institute in London said")."""
    for token in (place.head, *place.head.ancestors):
        if token.pos_ in VERBAL:
            return False
        if token.i in context.reporting:
            return True
    return False


def stands_in(context: Context, place: Anchored[Place], kinds: frozenset[str]) -> bool:
    """Whether a place stands in the name of an actor of one of `kinds` ("officials in Kyiv"), unless that is where it happens.

    Of what happens "outside a court in Quetta" the town tells where.
    """
    around = (each for each in context.actors.beside(place.head) if each.first <= place.first and place.last <= each.last)
    return any(each.value.kind in kinds and preposition_of(each.head) not in WITHIN for each in around)


def ordered(places: list[Place]) -> list[Place]:
    """Returns each place once, the most precise first, else in text order."""
    unique = {place.name: place for place in reversed(places)}
    return sorted(unique.values(), key=lambda place: (SIZES[place.precision], place.start))


def evidence_span(context: Context, draft: Draft) -> tuple[int, int]:
    """Returns the offsets of the stretch that holds the draft's words, those of its clauses in the same mouth, and its figures."""
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
