"""Conditions: what must stand around a trigger before it tells of an event."""

from collections.abc import Callable

from spacy.tokens import Token

from sitrep.extract.agents import members
from sitrep.extract.clauses import SUBJECTS, VERBAL, conjuncts, is_passive, objects, prepositional, subjects
from sitrep.extract.contexts import OUTSIDE, Context
from sitrep.extract.lexicons import Lexicon, Mention, in_other_sense
from sitrep.extract.words import party_words, people_nouns
from sitrep.model.places import Place
from sitrep.packs.types import Condition

ARMED_KINDS = frozenset({"state", "government", "armed-force", "armed-group", "police"})
PEERS = frozenset({"state", "government", "person", "armed-group", "armed-force"})
PERSONAL = frozenset({"him", "her", "them", "he", "she"})
FIRST_PERSON = frozenset({"i", "we"})
FORCES = frozenset({"armed-force", "armed-group", "state", "police"})

Check = Callable[[Mention, Context, Lexicon], bool]


def meets(need: Condition, mention: Mention, context: Context, words: Lexicon) -> bool:
    """Whether one condition is met around a mention; `context` is the report's to tell, not the clause's."""
    return CHECKS[need](mention, context, words)


def clause_of(mention: Mention, context: Context) -> list[Token]:
    """Returns the tokens of the clause that a mention stands in."""
    return context.clause(context.roots[mention.token.i])


def counts_something(mention: Mention, context: Context, words: Lexicon) -> bool:
    """Whether the clause holds a count whose measure is told."""
    inside = {token.i for token in clause_of(mention, context)}
    return any(each.head.i in inside and each.value.measure for each in context.figures.beside(mention.token))


def counts_combatants(mention: Mention, context: Context, words: Lexicon) -> bool:
    """Whether the clause counts soldiers or militants to whom something was done."""
    inside = {token.i for token in clause_of(mention, context)}
    return any(
        each.head.i in inside and each.value.measure and each.value.item == "soldier" for each in context.figures.beside(mention.token)
    )


def names_munition(mention: Mention, context: Context, words: Lexicon) -> bool:
    """Whether the clause names a weapon."""
    return any(words.names_weapon(token) for token in clause_of(mention, context))


def names_attack(mention: Mention, context: Context, words: Lexicon) -> bool:
    """Whether the clause holds another noun for an attack."""
    senses = mention.type.other_senses.get("en")
    others = (token for token in clause_of(mention, context) if token.i != mention.token.i and token.pos_ in {"NOUN", "PROPN"})
    return any(token.lemma_.lower() in words.attacks and not in_other_sense(token, senses) for token in others)


def names_armed(mention: Mention, context: Context, words: Lexicon) -> bool:
    """Whether the sides or the place of an event are told by an armed actor, a state or a place."""
    return any(is_armed(context, token) for token in related(mention.token))


def names_force(mention: Mention, context: Context, words: Lexicon) -> bool:
    """Whether an armed force or group acts or suffers."""
    return any(is_force(context, noun) for noun in sides_of(mention.token))


def is_said(mention: Mention, context: Context, words: Lexicon) -> bool:
    """Whether the words stand in somebody's mouth."""
    return context.zones[mention.token.i] != OUTSIDE


def opens_infinitive(mention: Mention, context: Context, words: Lexicon) -> bool:
    """Whether the verb governs an infinitive ("asked Israel to delay")."""
    return any(child.dep_ in {"xcomp", "ccomp"} and child.tag_ == "VB" for child in mention.token.children)


def is_of_others(mention: Mention, context: Context, words: Lexicon) -> bool:
    """Whether somebody else than the speaker is the subject ("they must leave", not "I must go")."""
    verb = mention.token.head if mention.token.dep_ == "aux" else mention.token
    found = subjects(verb)
    return bool(found) and not any(noun.lower_ in FIRST_PERSON for noun in found)


def is_subject(mention: Mention, context: Context, words: Lexicon) -> bool:
    """Whether a noun is what its clause is about ("the talks broke down")."""
    return mention.token.dep_ in SUBJECTS


def has_peer(mention: Mention, context: Context, words: Lexicon) -> bool:
    """Whether the other side is a person, a government or an armed group, no outlet and no reporter."""
    others = (joined for noun in prepositional(mention.token, "with", "to", "by") for joined in conjuncts(noun))
    return any((actor := context.actor_at(noun)) is not None and actor.kind in PEERS for noun in others)


def befalls_people(mention: Mention, context: Context, words: Lexicon) -> bool:
    """Whether people or somebody named are what a verb takes ("captured two gunmen"), and no ground."""
    nouns = subjects(mention.token) if is_passive(mention.token) else objects(mention.token)
    if mention.token.pos_ not in VERBAL:
        nouns = prepositional(mention.token, "of")
    return any(is_person(context, noun) for noun in nouns)


def is_person(context: Context, noun: Token) -> bool:
    """Whether a noun tells of people: a pronoun for one, a person's name, or what people are counted as."""
    if noun.lower_ in PERSONAL or noun.lemma_.lower() in people_nouns():
        return True
    actor = context.actor_at(noun)
    return actor is not None and actor.kind == "person"


def has_counterpart(mention: Mention, context: Context, words: Lexicon) -> bool:
    """Whether "with" or "between" follows."""
    return bool(prepositional(mention.token, "with", "between"))


def sides_named(mention: Mention, context: Context) -> int:
    """Returns the number of actors and states that the clause names."""
    inside = {token.i for token in clause_of(mention, context)}
    actors = (each.value for each in context.actors.beside(mention.token) if each.head.i in inside)
    states = (each.value for each in context.places.beside(mention.token) if each.head.i in inside and is_state(each.value))
    return len({each.country or each.name for each in actors} | {each.country or each.name for each in states})


def is_state(place: Place) -> bool:
    """Whether a place name can stand for a government."""
    return place.use != "literal" or place.precision == "country"


def related(token: Token) -> list[Token]:
    """Returns the nouns that may name the sides of an event: subjects and objects, owners and modifiers, "by", "on", "against"."""
    verb = token if token.pos_ in VERBAL else token.head
    nouns = [*subjects(verb), *objects(verb), *prepositional(verb, "by")] if verb.pos_ in VERBAL else []
    if token.pos_ not in VERBAL:
        nouns += [child for child in token.children if child.dep_ in {"amod", "compound", "poss", "nmod"}]
        nouns += [*token.children]
    nouns += prepositional(token, "on", "against", "by", "at", "in", "between", "with", "of", "from")
    return [part for noun in nouns if noun != token for joined in conjuncts(noun) for part in members(joined)]


def sides_of(verb: Token) -> list[Token]:
    """Returns the nouns for who acts and who suffers: subjects, objects, "by", and what is joined to those."""
    nouns = [*subjects(verb), *objects(verb), *prepositional(verb, "by")]
    return [part for noun in nouns for joined in conjuncts(noun) for part in members(joined)]


def is_force(context: Context, noun: Token) -> bool:
    """Whether a noun names an armed force or group, by name, by nationality ("Israeli soldiers") or by a word for armed people."""
    actor = context.actor_at(noun)
    return (actor is not None and actor.kind in FORCES) or noun.lemma_.lower() in party_words().armed


def is_armed(context: Context, noun: Token) -> bool:
    """Whether a noun names an armed actor, a state, or a place or nationality."""
    actor = context.actor_at(noun)
    if actor and actor.kind in ARMED_KINDS:
        return True
    if context.place_at(noun) is not None or noun.lemma_.lower() in party_words().armed:
        return True
    return any(child.dep_ in {"amod", "compound", "nmod"} and context.place_at(child) is not None for child in noun.children)


CHECKS: dict[Condition, Check] = {
    "figure": counts_something,
    "combatants": counts_combatants,
    "munition": names_munition,
    "attack": names_attack,
    "armed": names_armed,
    "armed-side": names_force,
    "said": is_said,
    "infinitive": opens_infinitive,
    "others": is_of_others,
    "subject": is_subject,
    "peer": has_peer,
    "people": befalls_people,
    "ground": lambda mention, context, words: not befalls_people(mention, context, words),
    "clause": has_counterpart,
    "actor": lambda mention, context, words: sides_named(mention, context) > 0,
    "two-actors": lambda mention, context, words: sides_named(mention, context) > 1,
}
