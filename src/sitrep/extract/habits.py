"""Habits: what a text tells as going on for long or again and again, not as one incident."""

from spacy.tokens import Token

from sitrep.extract.clauses import VERBAL
from sitrep.extract.contexts import Context
from sitrep.extract.drafts import Draft
from sitrep.extract.words import status_words


def is_habit(context: Context, draft: Draft) -> bool:
    """Whether the words of a draft tell of something repeated ("frequent raids"), or of a war as a whole."""
    words = status_words()
    return any(
        token.lower_ in words.habits or (token in draft.seeds and (token.lemma_.lower() in words.wars or is_share(token)))
        for token in draft.tokens(context)
    )


def is_share(noun: Token) -> bool:
    """Whether a plural is told of by a share of it ("most of the attacks")."""
    return noun.tag_ == "NNS" and noun.head.lower_ == "of" and noun.head.head.lower_ in status_words().shares


def goes_on(draft: Draft) -> bool:
    """Whether a draft without counts tells of what is still going on ("they continue to shell", "has been shelling the town")."""
    if draft.type.name != "ASSAULT" or draft.figures:
        return False
    return draft.status == "ongoing" or any(is_lasting(token) or lasts(token) for token in draft.seeds)


def lasts(token: Token) -> bool:
    """Whether the words around an attack's own say that it goes on ("fighting raged", "continued assaults", "has been waging a war")."""
    near = [token, *token.children]
    if token.dep_ in {"dobj", "nsubj", "pobj"}:
        near += [token.head, *(child for child in token.head.children if child.dep_ in {"acomp", "advmod"})]
    carried = token.dep_ == "dobj" and is_lasting(token.head)
    return carried or any(each.lower_ in status_words().lasting or each.lemma_.lower() in status_words().lasting for each in near)


def is_earlier(token: Token) -> bool:
    """Whether the words around a deed's own put it before what the report tells of ("had previously agreed", "struck in the past")."""
    near = [*token.children, *((*token.head.children,) if token.dep_ in {"dobj", "nsubj"} else ())]
    past = (child for child in near if child.lower_ == "in" and any(noun.lower_ == "past" for noun in child.children))
    return any(child.lower_ in status_words().earlier for child in near) or any(past)


def is_recent(draft: Draft) -> bool:
    """Whether an attack is told of without a day as one of late ("in recent fighting")."""
    return any(child.lower_ == "recent" for token in draft.seeds for child in token.children)


def is_lasting(verb: Token) -> bool:
    """Whether a verb stands in the perfect progressive."""
    helpers = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    return verb.pos_ in VERBAL and verb.tag_ == "VBG" and "been" in helpers and bool(helpers & {"has", "have", "'ve", "’ve"})
