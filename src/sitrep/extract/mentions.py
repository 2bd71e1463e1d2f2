"""Mentions: the words of a text that tell of an event of some type."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from sitrep.extract.clauses import VERBAL, conjuncts, objects, prepositional, subjects
from sitrep.extract.contexts import OUTSIDE, Context
from sitrep.model.places import Place
from sitrep.packs.types import Condition, EventType, OtherSenses, Trigger, event_types

ARMED_KINDS = frozenset({"state", "government", "armed-force", "armed-group", "police"})
STRONG_SENSES = frozenset({"attack", "launch", "intercept", "clash", "capture"})
WEAPON_MODES = ("drone", "aerial", "heavy-weapons", "explosives")
POS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}


@dataclass(frozen=True, slots=True)
class Mention:
    """One token that tells of an event, by which trigger of which type."""

    token: Token
    type: EventType
    trigger: Trigger


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one language has for the event types: triggers by lemma and part of speech, and the nouns for weapons and attacks."""

    triggers: dict[tuple[str, str], tuple[tuple[EventType, Trigger, tuple[str, ...]], ...]]
    weapons: frozenset[str]
    attacks: frozenset[str]


@functools.cache
def lexicon(packs: tuple[str, ...], language: str) -> Lexicon:
    """Returns the triggers of the built-in types and of `packs` for `language`."""
    types = event_types(packs)
    triggers: dict[tuple[str, str], tuple[tuple[EventType, Trigger, tuple[str, ...]], ...]] = {}
    for event_type in types:
        for trigger in event_type.triggers.get(language, ()):
            for word, *rest in (phrase.split() for phrase in trigger.words):
                key = (word, trigger.pos)
                triggers[key] = (*triggers.get(key, ()), (event_type, trigger, tuple(rest)))
    assault = next(each for each in types if each.name == "ASSAULT")
    weapons = frozenset(word for mode in WEAPON_MODES for word in assault.modes[mode].words)
    nouns = (each for each in assault.triggers.get(language, ()) if each.pos == "NOUN" and each.sense in {"attack", "clash"})
    return Lexicon(triggers, weapons, frozenset(word for each in nouns for word in each.words))


def find_mentions(context: Context, words: Lexicon) -> list[Mention]:
    """Returns the mentions of the text in order, those only whose conditions hold."""
    candidates = [mention for token in context.parse if token.i not in context.noise for mention in mentions_at(token, words)]
    strong = any(is_strong(mention, context, words) for mention in candidates)
    return [mention for mention in candidates if holds(mention, context, words, told_of_attack=strong)]


def mentions_at(token: Token, words: Lexicon) -> Iterator[Mention]:
    """Yields what one token may tell of, before conditions; a longer phrase ("shoot down") puts shorter ones of its type aside."""
    pos = POS.get(token.pos_)
    if pos == "VERB" and token.dep_ in {"amod", "compound"}:
        return
    found = [
        (len(rest), event_type, trigger)
        for event_type, trigger, rest in (words.triggers.get((token.lemma_.lower(), pos), ()) if pos else ())
        if all(any(carries(child, word) for child in token.children) for word in rest)
        and not in_other_sense(token, event_type.other_senses.get("en"))
    ]
    for length, event_type, trigger in found:
        if not any(other > length and kind.name == event_type.name for other, kind, _ in found):
            yield Mention(token, event_type, trigger)


def carries(child: Token, word: str) -> bool:
    """Whether a word that hangs on a trigger is the one looked for; a preposition before a date is none ("a call on Sunday")."""
    if child.lemma_.lower() != word and child.lower_ != word:
        return False
    return not any(noun.ent_type_ in {"DATE", "TIME"} for noun in child.children)


def in_other_sense(token: Token, senses: OtherSenses | None) -> bool:
    """Whether a word stands beside another that gives it another sense ("bird strike", "an outage hit")."""
    if senses is None:
        return False
    if token.dep_ == "compound" and token.head.lemma_.lower() in senses.heads:
        return True
    if any(child.dep_ in {"compound", "amod", "nmod"} and child.lemma_.lower() in senses.modifiers for child in token.children):
        return True
    return token.pos_ == "VERB" and any(noun.lemma_.lower() in senses.subjects for noun in subjects(token))


def is_strong(mention: Mention, context: Context, words: Lexicon) -> bool:
    """Whether a mention shows by itself that the report tells of armed force."""
    if mention.type.name != "ASSAULT" or mention.trigger.sense not in STRONG_SENSES:
        return False
    own = tuple(need for need in mention.trigger.needs if need in {"munition", "attack", "armed"})
    return not mention.trigger.needs or any(meets(need, mention, context, words) for need in own)


def holds(mention: Mention, context: Context, words: Lexicon, told_of_attack: bool) -> bool:
    """Whether the words that the trigger asks for are there and one of its conditions is met."""
    trigger = mention.trigger
    if trigger.objects and not any(token.lemma_.lower() in trigger.objects for token in governed(mention.token)):
        return False
    if not trigger.needs:
        return True
    return any(told_of_attack if need == "context" else meets(need, mention, context, words) for need in trigger.needs)


def governed(token: Token) -> list[Token]:
    """Returns the words that hang on a token as objects, complements, modifiers or subjects of its passive, and what is joined to those."""
    near = [child for child in token.children if child.dep_ not in {"punct", "det", "aux"}]
    deep = [grand for child in near for grand in child.children if child.dep_ in {"prep", "xcomp", "dobj", "ccomp"}]
    deep += [noun for child in (*near, *deep) if child.dep_ in {"dobj", "obj"} for noun in prepositional(child, "of", "in")]
    found = (joined for each in (*near, *deep) for joined in (each, *conjuncts(each)[1:]))
    return [each for each in found if each.dep_ != "prep"]


def related(token: Token) -> list[Token]:
    """Returns the nouns that may name the sides of an event: subjects and objects, owners and modifiers, "by", "on", "against"."""
    verb = token if token.pos_ in VERBAL else token.head
    nouns = [*subjects(verb), *objects(verb), *prepositional(verb, "by")] if verb.pos_ in VERBAL else []
    if token.pos_ not in VERBAL:
        nouns += [child for child in token.children if child.dep_ in {"amod", "compound", "poss", "nmod"}]
        nouns += [*token.children]
    nouns += prepositional(token, "on", "against", "by", "at", "in", "between", "with", "of", "from")
    return [joined for noun in nouns if noun != token for joined in conjuncts(noun)]


def sides_of(verb: Token) -> list[Token]:
    """Returns the nouns for who acts and who suffers: subjects, objects, "by", and what is joined to those."""
    nouns = [*subjects(verb), *objects(verb), *prepositional(verb, "by")]
    return [joined for noun in nouns for joined in conjuncts(noun)]


def is_force(context: Context, noun: Token) -> bool:
    """Whether a noun names an armed force or group, by name or by nationality ("Israeli soldiers")."""
    actor = context.actor_at(noun)
    return actor is not None and actor.kind in {"armed-force", "armed-group", "state", "police"}


def is_armed(context: Context, noun: Token) -> bool:
    """Whether a noun names an armed actor, a state, or a place or nationality."""
    actor = context.actor_at(noun)
    if actor and actor.kind in ARMED_KINDS:
        return True
    if context.place_at(noun) is not None:
        return True
    return any(child.dep_ in {"amod", "compound", "nmod"} and context.place_at(child) is not None for child in noun.children)


def meets(need: Condition, mention: Mention, context: Context, words: Lexicon) -> bool:
    """Whether one condition is met in the clause of the mention."""
    clause = context.clause(context.roots[mention.token.i])
    inside = {token.i for token in clause}
    if need == "figure":
        return any(each.head.i in inside and each.value.measure for each in context.figures.beside(mention.token))
    if need == "munition":
        return any(token.lemma_.lower() in words.weapons or token.lower_ in words.weapons for token in clause)
    if need == "attack":
        senses = mention.type.other_senses.get("en")
        nouns = (token for token in clause if token.lemma_.lower() in words.attacks and token.i != mention.token.i)
        return any(token.pos_ in {"NOUN", "PROPN"} and not in_other_sense(token, senses) for token in nouns)
    if need == "armed":
        return any(is_armed(context, token) for token in related(mention.token))
    if need == "armed-side":
        return any(is_force(context, noun) for noun in sides_of(mention.token))
    if need == "said":
        return context.zones[mention.token.i] != OUTSIDE
    if need == "infinitive":
        return any(child.dep_ in {"xcomp", "ccomp"} and child.tag_ == "VB" for child in mention.token.children)
    if need == "clause":
        return bool(prepositional(mention.token, "with", "between"))
    names = {each.value.country or each.value.name for each in context.actors.beside(mention.token) if each.head.i in inside}
    names |= {
        each.value.country or each.value.name
        for each in context.places.beside(mention.token)
        if each.head.i in inside and is_state(each.value)
    }
    return len(names) >= (2 if need == "two-actors" else 1)


def is_state(place: Place) -> bool:
    """Whether a place name can stand for a government."""
    return place.use != "literal" or place.precision == "country"
