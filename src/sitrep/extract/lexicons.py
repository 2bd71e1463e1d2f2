"""Lexicons: what one language has for the event types, and the mentions that it finds."""

import functools
from dataclasses import dataclass

from spacy.tokens import Token

from sitrep.extract.clauses import objects, subjects
from sitrep.packs.types import EventType, OtherSenses, Trigger, event_types

WEAPON_MODES = ("drone", "aerial", "heavy-weapons", "explosives")


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

    def names_weapon(self, token: Token) -> bool:
        """Whether a word names a weapon, in the plural and with a capital too."""
        return not self.weapons.isdisjoint((token.lemma_.lower(), token.lower_, token.lower_.removesuffix("s")))


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


def in_other_sense(token: Token, senses: OtherSenses | None) -> bool:
    """Whether a word stands beside another that gives it another sense ("bird strike", "an outage hit")."""
    if senses is None:
        return False
    if token.dep_ == "compound" and token.head.lemma_.lower() in senses.heads:
        return True
    if token.dep_ == "pobj" and token.head.lower_ in senses.bare_after and not any(True for _ in token.children):
        return True
    if any(child.dep_ in {"compound", "amod", "nmod"} and child.lemma_.lower() in senses.modifiers for child in token.children):
        return True
    if token.pos_ != "VERB":
        return False
    if any(noun.lemma_.lower() in senses.objects for noun in objects(token)):
        return True
    if senses.causes and any(child.lemma_.lower() in senses.causes for child in token.subtree):
        return True
    return any(noun.lemma_.lower() in senses.subjects for noun in subjects(token))
