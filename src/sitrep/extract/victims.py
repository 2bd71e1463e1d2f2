"""Victims: people who are named or described and not counted, counted as one each, for packs that tell of single crimes."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace
from spacy.tokens import Token

from sitrep.extract.contexts import Anchored, Context
from sitrep.extract.drafts import Draft
from sitrep.model.figures import Figure
from sitrep.packs.types import Victims

OBJECTS = frozenset({"dobj", "nsubjpass"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OWN_WORDS = frozenset({"det", "compound", "amod", "nummod", "poss", "nmod"})
SINGULAR_TAGS = frozenset({"NN", "NNP", "PRP", "WP"})


def count_victims(context: Context, drafts: Sequence[Draft], language: str) -> None:
    """Counts the dead whom a report names or describes where it gives no number of them, and doubts who was only shot.

    "Anna Bell was shot and killed" counts one killed. Where anybody died, those of whom no more is told than that they were shot may be
    the dead: they are counted, but not as injured. Does nothing for types whose packs have no words for victims.
    """
    told = [draft for draft in drafts if draft.scope == "incident" and draft.status in ("occurred", "ongoing")]
    for draft in told:
        words = draft.type.victims.get(language)
        if words and not any(is_killed(each) for other in told if other.type == draft.type for each in other.figures):
            draft.figures = [*draft.figures, *victims_of(draft.tokens(context), words)]
    for draft in told:
        words = draft.type.victims.get(language)
        if words and any(is_killed(each) for other in told if other.type == draft.type for each in other.figures):
            draft.figures = [doubted(each, words) for each in draft.figures]


def is_killed(figure: Anchored[Figure]) -> bool:
    """Returns whether a figure counts the dead."""
    return figure.value.measure == "killed"


def victims_of(tokens: Iterable[Token], words: Victims) -> Iterator[Anchored[Figure]]:
    """Yields one figure for the first of some words that tell of a death and of whose."""
    for token in tokens:
        victim = victim_of(token, words)
        if victim is not None and victim.tag_ in SINGULAR_TAGS and victim.lower_ not in words.several:
            yield counted(victim)
            return


def victim_of(token: Token, words: Victims) -> Token | None:
    """Returns whom a word tells of as dead, itself where it is a death of nobody named, None where it tells of none."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and (lemma in words.deadly or is_fatal(token, words)):
        return among(token, OBJECTS) or relative(token)
    if token.pos_ == "VERB" and lemma in words.dying:
        return among(token, SUBJECTS) or relative(token)
    if token.lower_ in words.dead and token.dep_ in ("acomp", "oprd", "advmod", "ccomp"):
        return among(token.head, SUBJECTS) or relative(token.head)
    if token.pos_ in ("NOUN", "PROPN") and (lemma in words.deaths or is_fatal(token, words)):
        return whose(token) or token
    return None


def is_fatal(token: Token, words: Victims) -> bool:
    """Returns whether a word of attack is told to be deadly: "fatally shot", "the fatal shooting"."""
    return any(child.lemma_.lower() in words.fatal for child in token.children)


def among(token: Token, relations: frozenset[str]) -> Token | None:
    """Returns the first child of a word that stands to it in one of some relations, for a verb joined to another that of the other."""
    found = next((child for child in token.children if child.dep_ in relations), None)
    if found is None and token.dep_ == "conj" and token.head.pos_ == "VERB":
        return among(token.head, relations)
    return found


def relative(verb: Token) -> Token | None:
    """Returns the noun that a participle or a relative clause hangs on ("a man killed in a car")."""
    return verb.head if verb.dep_ in ("acl", "relcl") else None


def whose(death: Token) -> Token | None:
    """Returns whose death a noun tells of: "the death of Anna Bell", "Anna Bell's murder"."""
    for child in death.children:
        if child.dep_ == "poss":
            return child
        if child.lower_ == "of":
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    return None


def counted(victim: Token) -> Anchored[Figure]:
    """Returns a victim as a count of one; those joined to it by "and", each of whom is one too, are counted with it."""
    ends = [victim, *(other for other in victim.conjuncts if other.i > victim.i and other.tag_ in SINGULAR_TAGS)]
    first = min(
        (child for child in victim.children if child.dep_ in OWN_WORDS and child.i < victim.i), key=lambda one: one.i, default=victim
    )
    span = victim.doc[first.left_edge.i if first.dep_ == "poss" else first.i : ends[-1].i + 1]
    figure = Figure(span.start_char, span.end_char, span.text, "person", "killed", len(ends), len(ends))
    return Anchored(figure, span.start, span.end - 1, victim)


def doubted(figure: Anchored[Figure], words: Victims) -> Anchored[Figure]:
    """Returns a count of injured as one of people shot, unless its sentence tells of wounds or of a hospital."""
    if figure.value.measure != "injured" or any(token.lemma_.lower() in words.hurt for token in figure.head.sent):
        return figure
    return Anchored(replace(figure.value, measure="other"), figure.first, figure.last, figure.head)
