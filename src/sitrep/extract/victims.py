"""Victims: people who are named or described and not counted, counted as one each, for packs that tell of single crimes."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace
from spacy.tokens import Token

from sitrep.extract.contexts import Anchored, Context
from sitrep.extract.drafts import Draft
from sitrep.model.claims import HAPPENED
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
    told = [draft for draft in drafts if draft.scope == "incident" and draft.status in HAPPENED]
    for name in dict.fromkeys(draft.type.name for draft in told):
        count_in(context, [draft for draft in told if draft.type.name == name], language)


def count_in(context: Context, drafts: Sequence[Draft], language: str) -> None:
    """Counts the victims in the drafts of one type."""
    words = drafts[0].type.victims.get(language)
    if words is None:
        return
    if not any(is_killed(each) for draft in drafts for each in draft.figures):
        for draft in drafts:
            draft.figures = [*draft.figures, *victims_of(draft.tokens(context), words)]
    if any(is_killed(each) for draft in drafts for each in draft.figures):
        for draft in drafts:
            draft.figures = [doubted(each, words) for each in draft.figures]


def is_killed(figure: Anchored[Figure]) -> bool:
    """Returns whether a figure counts the dead."""
    return figure.value.measure == "killed"


def victims_of(tokens: Iterable[Token], words: Victims) -> Iterator[Anchored[Figure]]:
    """Yields one figure for the first of some words that tell of a death and of whose."""
    for token in tokens:
        victim = victim_of(token, words)
        if victim is None:
            continue
        least = several_dead(token, words)
        if victim == token and least:
            yield counted(token, token, least)
        elif is_one(victim) and victim.lower_ not in words.several:
            yield counted(first_word(victim), last_word(victim), 1 + len(joined(victim)))
        else:
            continue
        return


def is_one(victim: Token) -> bool:
    """Returns whether a word names or describes one person: a singular, or an age ("a 17-year-old")."""
    return victim.tag_ in SINGULAR_TAGS or (victim.tag_ == "JJ" and victim.n_lefts > 0)


def several_dead(death: Token, words: Victims) -> int:
    """Returns how many a noun of death is of by itself: "double homicide" two, and so "murder-suicide"; 0 where it does not tell."""
    told = [words.multiples.get(child.lemma_.lower(), 0) for child in death.children]
    compound = "".join(token.lower_ for token in death.doc[max(0, death.i - 2) : death.i + 1])
    return max([*told, words.multiples.get(compound, 0)])


def victim_of(token: Token, words: Victims) -> Token | None:
    """Returns whom a word tells of as dead, itself where it is a death of nobody named, None where it tells of none."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and (lemma in words.deadly or is_fatal(token, words)):
        by_somebody = any(child.dep_ == "agent" for child in token.children)
        return resolved(among(token, OBJECTS | SUBJECTS if by_somebody else OBJECTS), token)
    if token.pos_ == "VERB" and lemma in words.dying:
        return resolved(among(token, SUBJECTS), token)
    if token.lower_ in words.dead and token.dep_ in ("acomp", "oprd", "advmod", "ccomp"):
        return resolved(among(token.head, SUBJECTS), token.head)
    if token.pos_ in ("NOUN", "PROPN") and (lemma in words.deaths or is_fatal(token, words)):
        return whose(token) or token
    return None


def resolved(found: Token | None, verb: Token) -> Token | None:
    """Returns a noun that stands to a verb, and for "who", or for none, the noun that the verb's clause hangs on."""
    return relative(verb) if found is None or found.tag_ in ("WP", "WDT") else found


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
    """Returns the noun that a participle or a relative clause hangs on ("a man shot and killed in a car")."""
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return relative(verb.head)
    return verb.head if verb.dep_ in ("acl", "relcl") else None


def whose(death: Token) -> Token | None:
    """Returns whose death a noun tells of: "the death of Anna Bell", "Anna Bell's murder"."""
    for child in death.children:
        if child.dep_ == "poss":
            return child
        if child.lower_ == "of":
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    return None


def joined(victim: Token) -> list[Token]:
    """Returns those who are joined to a victim by "and", each of whom is one too."""
    return [other for other in victim.conjuncts if other.i > victim.i and is_one(other)]


def first_word(victim: Token) -> Token:
    """Returns the first word of the phrase for a victim: "his" of "his old neighbour"."""
    own = [child for child in victim.children if child.dep_ in OWN_WORDS and child.i < victim.i]
    first = min(own, key=lambda child: child.i, default=victim)
    return first.left_edge if first.dep_ == "poss" else first


def last_word(victim: Token) -> Token:
    """Returns the last word of the phrase for a victim and those joined to it."""
    return [victim, *joined(victim)][-1]


def counted(first: Token, last: Token, number: int) -> Anchored[Figure]:
    """Returns the words from one to another as a count of dead people."""
    span = first.doc[first.i : last.i + 1]
    figure = Figure(span.start_char, span.end_char, span.text, "person", "killed", number, number)
    return Anchored(figure, span.start, span.end - 1, last)


def doubted(figure: Anchored[Figure], words: Victims) -> Anchored[Figure]:
    """Returns a count of injured as one of people shot, unless its sentence tells of wounds or of a hospital."""
    if figure.value.measure != "injured" or any(token.lemma_.lower() in words.hurt for token in figure.head.sent):
        return figure
    return Anchored(replace(figure.value, measure="other"), figure.first, figure.last, figure.head)
