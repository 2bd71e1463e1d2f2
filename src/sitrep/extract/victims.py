"""Victims: people who are named or described and not counted, counted as one each, for packs that tell of single crimes."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace
from spacy.tokens import Token

from sitrep.extract.contexts import Anchored, Context
from sitrep.extract.drafts import Draft
from sitrep.extract.fates import OWN_WORDS, SUBJECTS, hurt_by, is_one, is_sure, joined, killer, several_dead, victim_of
from sitrep.model.claims import HAPPENED
from sitrep.model.figures import Figure, Measure
from sitrep.packs.types import Victims

YEAR = 1000
LONG_AGO = frozenset({"ago", "year", "years", "previously"})


def count_victims(context: Context, drafts: Sequence[Draft], language: str) -> None:
    """Counts the dead whom a report names or describes where it gives no number of them, and doubts who was only shot.

    "Anna Bell was shot and killed" counts one killed. Where anybody died, those of whom no more is told than that they were shot may be
    the dead: they are counted, but not as injured. Where nobody died and nobody is counted, the one who was shot is counted as injured. A
    killer who kills himself is counted with his victims. Does nothing for types whose packs have no words for victims.
    """
    told = [draft for draft in drafts if draft.scope == "incident" and draft.status in HAPPENED]
    for name in dict.fromkeys(draft.type.name for draft in told):
        count_in(context, [draft for draft in told if draft.type.name == name], language)


def count_in(context: Context, drafts: Sequence[Draft], language: str) -> None:
    """Counts the victims in the drafts of one type."""
    words = drafts[0].type.victims.get(language)
    if words is None:
        return
    if not counts(drafts, "killed"):
        for draft in drafts:
            draft.figures = [*draft.figures, *victims_of(context, draft.tokens(context), words)]
    for draft in drafts:
        draft.figures = [*draft.figures, *killers_of(context, draft, words)]
    if not counts(drafts, "killed"):
        drafts[0].figures = [*drafts[0].figures, *death_told(context, words)]
    if counts(drafts, "killed"):
        for draft in drafts:
            draft.figures = [doubted(each, words) for each in draft.figures]
    elif not counts(drafts, "injured") and not tells_of_death(context, words):
        drafts[0].figures = [*drafts[0].figures, *hurt_told(context, words)]


def counts(drafts: Iterable[Draft], measure: Measure) -> bool:
    """Returns whether a figure of some drafts is of a measure."""
    return any(each.value.measure == measure for draft in drafts for each in draft.figures)


def victims_of(context: Context, tokens: Iterable[Token], words: Victims) -> Iterator[Anchored[Figure]]:
    """Yields one figure for the first of some words that tell of a death and of whose."""
    for token in tokens:
        victim = victim_of(token, words)
        if victim is None or is_elsewhere(context, victim):
            continue
        least = several_dead(token, words)
        if victim == token and least:
            yield counted(token, token, least)
        elif is_one(victim) and victim.lower_ not in words.several:
            yield counted(first_word(victim), last_word(victim), 1 + len(joined(victim)))
        else:
            continue
        return


def first_word(victim: Token) -> Token:
    """Returns the first word of the phrase for a victim: "his" of "his old neighbour"."""
    own = [child for child in victim.children if child.dep_ in OWN_WORDS and child.i < victim.i]
    first = min(own, key=lambda child: child.i, default=victim)
    return first.left_edge if first.dep_ == "poss" else first


def last_word(victim: Token) -> Token:
    """Returns the last word of the phrase for a victim and those joined to it."""
    return [victim, *joined(victim)][-1]


def is_elsewhere(context: Context, victim: Token) -> bool:
    """Returns whether a word is no victim but a time or a place ("Saturday's fatal shooting")."""
    return bool(context.times.at(victim.i) or context.places.at(victim.i))


def killers_of(context: Context, draft: Draft, words: Victims) -> Iterator[Anchored[Figure]]:
    """Yields one figure for a doer who kills himself after others whom the draft counts, unless it counts him already."""
    dead = [each for each in draft.figures if each.value.measure == "killed"]
    if not any(is_object(each.head) for each in dead) or any(each.head.dep_ in SUBJECTS and each.value.low == 1 for each in dead):
        return
    spots = [token for token in draft.tokens(context) if killer(token, words)]
    if spots and not any(each.first <= spots[0].i <= each.last for each in dead):
        yield counted(spots[0], spots[0], 1)


def is_object(victim: Token) -> bool:
    """Returns whether a victim is killed by somebody whom the sentence names."""
    first = victim
    while first.dep_ == "conj":
        first = first.head
    return first.dep_ == "dobj"


def death_told(context: Context, words: Victims) -> Iterator[Anchored[Figure]]:
    """Yields one figure for the first death that a report tells of outside its claims; what was long ago is another matter."""
    for token in context.parse:
        if token.i in context.noise or token.dep_ == "compound" or not is_sure(token) or is_long_ago(token):
            continue
        victim = victim_of(token, words)
        if (
            victim is not None
            and victim != token
            and is_one(victim)
            and not is_elsewhere(context, victim)
            and victim.lower_ not in words.several
        ):
            yield counted(first_word(victim), last_word(victim), 1 + len(joined(victim)))
            return


def is_long_ago(token: Token) -> bool:
    """Returns whether the sentence of a word names a year or counts years."""
    return any(other.lower_ in LONG_AGO or (other.is_digit and len(other) == 4 and int(other.text) > YEAR) for other in token.sent)


def tells_of_death(context: Context, words: Victims) -> bool:
    """Returns whether any word of a report is one of death."""
    deadly = words.deadly | words.dying | words.dead | words.deaths | words.fatal
    return any(token.lemma_.lower() in deadly for token in context.parse)


def hurt_told(context: Context, words: Victims) -> Iterator[Anchored[Figure]]:
    """Yields one figure for the first of whom a report tells that he was shot or hurt."""
    for token in context.parse:
        victim = hurt_by(token, words) if token.i not in context.noise and is_sure(token) and not is_long_ago(token) else None
        if victim is not None and is_one(victim) and victim.lower_ not in words.several:
            yield counted(first_word(victim), last_word(victim), 1 + len(joined(victim)), "injured")
            return


def counted(first: Token, last: Token, number: int, measure: Measure = "killed") -> Anchored[Figure]:
    """Returns the words from one to another as a count of dead or injured people."""
    span = first.doc[first.i : last.i + 1]
    figure = Figure(span.start_char, span.end_char, span.text, "person", measure, number, number)
    return Anchored(figure, span.start, span.end - 1, last)


def doubted(figure: Anchored[Figure], words: Victims) -> Anchored[Figure]:
    """Returns a count of injured as one of people shot, unless its sentence tells of wounds or of a hospital."""
    if figure.value.measure != "injured" or any(token.lemma_.lower() in words.hurt for token in figure.head.sent):
        return figure
    return Anchored(replace(figure.value, measure="other"), figure.first, figure.last, figure.head)
