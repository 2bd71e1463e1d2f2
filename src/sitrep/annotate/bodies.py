"""Bodies: ministries, armies, police, services and groups told by a noun, not by a name of their own."""

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from sitrep.annotate.phrases import complemented, without_article
from sitrep.annotate.roles import body_kind
from sitrep.model.actors import ActorKind

INNER = frozenset({"compound", "amod", "poss", "nmod"})
NAMING = frozenset({"amod", "compound", "poss"})


@dataclass(frozen=True, slots=True)
class Body:
    """A body at the tokens `span`: its noun with modifiers and complements, without an article."""

    span: Span
    kind: ActorKind


def find_bodies(parse: Doc) -> list[Body]:
    """Returns every body told by a noun, in text order; a noun inside the phrase of another counts for that one only."""
    found: list[Body] = []
    for token in parse:
        kind = body_kind(token) if token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in INNER else None
        if kind is None or (found and token.i < found[-1].span.end) or not tells_body(token, kind):
            continue
        found.append(Body(without_article(complemented(token)), kind))
    return found


def tells_body(token: Token, kind: ActorKind) -> bool:
    """Whether a body's noun is used as one: it acts, or carries a word that names it; civilians only where they act."""
    acts = token.dep_ == "nsubj" or (token.dep_ == "pobj" and token.head.dep_ == "agent")
    if kind == "civilians" or acts:
        return acts
    return any(child.dep_ in NAMING and child.pos_ in {"PROPN", "ADJ", "NOUN"} for child in token.lefts)
