"""Sites: where the buildings and works of a report stand, so that a later "the hospital" is where the first one was."""

from dataclasses import dataclass

from spacy.tokens import Token

from sitrep.extract.contexts import Anchored, Context
from sitrep.extract.drafts import Draft
from sitrep.extract.words import scene_words
from sitrep.model.places import Place

UNFIT = frozenset({"country", "water", "facility"})


@dataclass(frozen=True, slots=True)
class Site:
    """A thing that stays where it is, as the report names it first: its noun and the places that stand with it."""

    token: Token
    places: tuple[Place, ...]


Sites = dict[str, Site]


def read_sites(context: Context) -> Sites:
    """Returns by noun the first thing of each kind whose place stands beside it; nothing for kinds that stand in several places."""
    found: dict[str, list[Site]] = {}
    for each in context.places:
        noun = placed_noun(context, each)
        if noun is not None:
            found.setdefault(noun.lemma_.lower(), []).append(Site(noun, (each.value,)))
    return {lemma: sites[0] for lemma, sites in found.items() if len({site.places[0].name for site in sites}) == 1}


def placed_noun(context: Context, place: Anchored[Place]) -> Token | None:
    """Returns the thing that a place name stands with ("a school in Jenin", "Jenin's school", "the Jenin school"), None where none does."""
    if place.value.use != "literal" or place.value.precision in UNFIT or place.head.i in context.noise:
        return None
    above = place.head.head
    if place.head.dep_ == "pobj" and above.lower_ in scene_words().within:
        above = above.head
    elif place.head.dep_ not in {"poss", "compound", "nmod"}:
        return None
    return above if is_site(above) else None


def is_site(token: Token) -> bool:
    """Whether a noun names one thing that stays where it is."""
    return token.pos_ in {"NOUN", "PROPN"} and token.tag_ not in {"NNS", "NNPS"} and token.lemma_.lower() in scene_words().sites


def site_of(context: Context, sites: Sites, draft: Draft) -> list[Place]:
    """Returns where the thing stands that a draft speaks of as known ("struck the hospital"), nothing where it speaks of none."""
    for token in (*draft.tokens(context), *untold_below(context, draft)):
        site = sites.get(token.lemma_.lower()) if is_site(token) else None
        if site is not None and token.i != site.token.i and not is_another(token):
            return list(site.places)
    return []


def untold_below(context: Context, draft: Draft) -> list[Token]:
    """Returns the words of the clauses below a draft that no draft tells ("two died when the hospital collapsed")."""
    below = [token for root in draft.roots for token in context.parse[root].subtree]
    return [token for token in below if context.roots[token.i] not in draft.told_roots]


def is_another(noun: Token) -> bool:
    """Whether a noun means another thing than the one spoken of before."""
    return any(child.lower_ in scene_words().others for child in noun.children)
