"""Contacts: who takes part in talks and agreements, and what speech acts say of whom."""

import msgspec
from spacy.tokens import Token

from sitrep.extract.agents import actor_of, as_party, is_nationality, phrase_of, state
from sitrep.extract.clauses import VERBAL, conjuncts, is_passive, objects, prepositional, steps, subjects
from sitrep.extract.contexts import Context
from sitrep.extract.drafts import Draft
from sitrep.model.actors import Actor
from sitrep.packs.gazetteer import countries

PARTNERS = ("with", "between", "by", "among", "from", "of", "to", "on")


def set_parties(context: Context, draft: Draft) -> None:
    """Gives a draft its actor, target and participants, read from the grammar around its words."""
    read_parties(context, draft)
    if draft.actor:
        draft.note("actor", "contacts.doers_of", "who acts, by the grammar around its words", draft.actor)
    if draft.target:
        draft.note("target", "contacts.others_of", "on the other side, by the grammar around its words", draft.target)
    for each in draft.participants:
        draft.note("participants", "contacts.parties", "stands beside the word for talks or a deal", each)


def read_parties(context: Context, draft: Draft) -> None:
    """Gives a draft the parties that its mentions name."""
    for mention in draft.mentions:
        token = mention.token
        doers = [found for noun in doers_of(token) for found in parties(context, noun)]
        others = [found for noun in others_of(token) for found in parties(context, noun)]
        if mention.trigger.subject == "none":
            doers, others = [], []
        if mention.trigger.subject == "target":
            doers, others = [], doers
        draft.actor = draft.actor or next(iter(doers), None)
        draft.target = draft.target or next((each for each in others if not draft.actor or each.name != draft.actor.name), None)
        if mention.trigger.sense in {"contact", "accord"}:
            told = [*draft.participants, *doers, *others]
            draft.participants = [each for i, each in enumerate(told) if each.name not in {known.name for known in told[:i]}]
    if draft.type.name == "COERCE":
        draft.target = draft.target or next((found for mention in draft.mentions for found in held(mention.token)), None)
    if draft.participants and draft.actor is None:
        draft.actor, *rest = draft.participants
        draft.target = draft.target or next(iter(rest), None)
    if draft.actor:
        draft.actor = as_side(context, draft, draft.actor)
    if draft.target:
        draft.target = as_side(context, draft, draft.target)
    if draft.target is None and len(draft.participants) > 1:
        draft.target = as_side(context, draft, draft.participants[1])
    if draft.actor and draft.target and draft.target.name == draft.actor.name:
        sides = (as_side(context, draft, each) for each in draft.participants)
        draft.target = next((each for each in sides if each.name != draft.actor.name), None)


def held(token: Token) -> list[Actor]:
    """Returns those or that which a verb of force takes, by their words where they name no party ("two suspected insurgents")."""
    if token.pos_ not in VERBAL:
        return []
    nouns = subjects(token) if is_passive(token) else objects(token)
    return [found for noun in nouns if (found := phrase_of(noun)) is not None]


def doers_of(token: Token) -> list[Token]:
    """Returns the nouns for who acts: subject, "by" in the passive, what stands before a noun of action."""
    if token.dep_ in {"aux", "auxpass"}:
        return subjects(token.head)
    if token.pos_ in VERBAL:
        return prepositional(token, "by") if is_passive(token) else subjects(token)
    before = [child for child in token.children if child.dep_ in {"poss", "amod", "compound", "nmod"}]
    verb = token.head if token.dep_ in {"dobj", "obj", "nsubjpass"} and token.head.pos_ in VERBAL else None
    return [*before, *(doers_of(verb) if verb else [])]


def others_of(token: Token) -> list[Token]:
    """Returns the nouns for those on the other side: the object, who stands after "with", "between" or "to"."""
    nouns = subjects(token) if token.pos_ in VERBAL and is_passive(token) else objects(token) if token.pos_ in VERBAL else []
    deeper = [other for noun in nouns for other in prepositional(noun, "with", "between", "on", "against", "for")]
    return [*nouns, *prepositional(token, *PARTNERS), *deeper]


def parties(context: Context, noun: Token) -> list[Actor]:
    """Returns the actors in a noun and what is joined to it, those inside its phrase where it names none itself."""
    found = []
    for each in conjuncts(noun):
        if states := states_in(context, each):
            found += states
            continue
        named = actor_of(context, each)
        own = named if named and named.kind == "person" else person_in(context, each) or named
        inside = [actor_of(context, child) for child in each.children if child.dep_ in {"amod", "compound", "poss", "nmod"}]
        found += [as_state(own)] if own else [actor for actor in inside if actor]
    return found


def states_in(context: Context, noun: Token) -> list[Actor]:
    """Returns the states of a body of several ("Iranian and Omani officials", "delegations from Russia and Ukraine"), none for others."""
    mention = next(iter(context.actors.at(noun.i)), None)
    if mention is None or mention.value.kind == "person":
        return []
    tokens = context.parse[mention.first : mention.last + 1]
    codes = dict.fromkeys(place.country for token in tokens if (place := context.place_at(token)) and place.country)
    return [state(code, noun) for code in codes if code] if len(codes) > 1 else []


def as_state(actor: Actor) -> Actor:
    """Returns a state under its own name where its seat of government stands for it ("Moscow")."""
    known = countries().get(actor.country or "") if actor.kind == "state" else None
    return msgspec.structs.replace(actor, name=known.name) if known else actor


def person_in(context: Context, noun: Token) -> Actor | None:
    """Returns the person whose office a noun opens ("Chief of General Staff Andriy Hnatov")."""
    words = [token.i for token in noun.subtree if not any(step.dep_ in {"conj", "relcl", "prep", "poss"} for step in steps(token, noun))]
    return next((each.value for each in context.actors.beside(noun) if each.value.kind == "person" and each.head.i in words), None)


def as_side(context: Context, draft: Draft, actor: Actor) -> Actor:
    """Returns the state behind people and bodies in deeds ("the minister met"); in speech acts they speak for themselves."""
    if draft.is_speech:
        return actor
    code = actor.country or actor.side
    if actor.kind in {"person", "government"} and code in countries():
        return msgspec.structs.replace(actor, name=countries()[code].name, kind="state", country=code)
    if actor.kind == "armed-force" or is_nationality(actor):
        return as_party(actor, draft)
    return actor
