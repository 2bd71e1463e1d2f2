"""Agents: who did it and to whom, read from the grammar around the words that tell of it."""

from collections.abc import Iterator

import msgspec
from spacy.tokens import Token

from sitrep.extract.clauses import SUBJECTS, VERBAL, conjuncts, is_passive, noun_words, objects, prepositional, referent, subjects
from sitrep.extract.contexts import Context
from sitrep.extract.counts import MUNITIONS
from sitrep.extract.drafts import Draft
from sitrep.extract.lexicons import Lexicon, Mention
from sitrep.extract.words import party_words, people_nouns, scene_words
from sitrep.model.actors import Actor, ActorKind
from sitrep.packs.gazetteer import countries

ACTING_KINDS = frozenset({"state", "government", "armed-force", "armed-group", "police", "person"})
STATE_KINDS = frozenset({"state", "government", "armed-force"})
PERSONAL_MODES = frozenset({"targeted", "abduct"})
MODIFIERS = frozenset({"amod", "compound", "poss", "nmod"})
THEY = frozenset({"it", "they", "we", "he", "she", "i", "its", "their", "our"})
TARGET_PREPOSITIONS = ("on", "against", "at", "into", "of", "targeting")
NARROW_PREPOSITIONS = ("in", "outside", "near")


def assault_agent(context: Context, words: Lexicon, draft: Draft) -> Actor | None:
    """Returns who attacks, None where the clause names nobody."""
    for mention in sorted(draft.mentions, key=lambda each: each.trigger.sense == "harm"):
        found = agent_of(context, words, mention)
        if found:
            draft.note("actor", "agents.agent_of", f"who acts by the grammar around {mention.token.text!r}", found)
            return as_party(found, draft)
    munitions = (figure.head for figure in draft.figures if figure.value.item in MUNITIONS)
    for found in (owner(context, noun) for noun in munitions):
        if found:
            draft.note("actor", "agents.owner", "whose the munitions are", found)
            return as_party(found, draft)
    return None


def agent_of(context: Context, words: Lexicon, mention: Mention) -> Actor | None:
    """Returns the attacker that one mention names."""
    token = mention.token
    manned = downs_crew(context, token)
    if downs_weapons(words, mention) and not manned:
        return next((found for noun in weapon_nouns(words, token) if (found := owner(context, noun))), None)
    if token.pos_ in VERBAL:
        return None if mention.trigger.subject == "target" and not manned else verb_agent(context, words, token, mention)
    return owner(context, token) or light_verb_agent(context, token) or possessor(context, token)


def verb_agent(context: Context, words: Lexicon, verb: Token, mention: Mention) -> Actor | None:
    """Returns the agent of a verb: by whom in the passive, else its subject; an attack as subject passes its own agent on."""
    nouns = doers(verb)
    for noun in (part for first in nouns for each in conjuncts(first) for part in members(each)):
        violent = is_violent(words, noun)
        found = owner(context, noun) if violent else actor_of(context, noun)
        if found and (violent or can_attack(found)):
            return found
    if mention.trigger.sense in {"attack", "launch"}:
        return next((found for noun in objects(verb) if is_violent(words, noun) and (found := owner(context, noun))), None)
    return None


def doers(verb: Token) -> list[Token]:
    """Returns the nouns that may do what a verb tells; what follows from a passive ("was hit by debris, killing two") is its agent's."""
    follows = verb.dep_ == "advcl" and verb.tag_ == "VBG" and not any(child.dep_ in SUBJECTS for child in verb.children)
    if follows and verb.head.pos_ in VERBAL and is_passive(verb.head):
        return prepositional(verb.head, "by")
    return prepositional(verb, "by") if is_passive(verb) else subjects(verb)


def members(noun: Token) -> list[Token]:
    """Returns a noun, and for a word for many those whom it is made of ("a column of rebels", "members of a wing of the group")."""
    if noun.lemma_.lower() not in party_words().collectives:
        return [noun]
    return [noun, *(part for inner in prepositional(noun, "of") for part in members(inner))]


def can_attack(actor: Actor) -> bool:
    """Whether an actor is of a kind that attacks: no outlet, office or pair of countries."""
    return actor.kind in ACTING_KINDS or (actor.kind == "organisation" and is_nationality(actor) and actor.country is not None)


def is_violent(words: Lexicon, noun: Token) -> bool:
    """Whether a noun names an attack or a weapon."""
    return noun.lemma_.lower() in words.attacks or words.names_weapon(noun)


def downs_weapons(words: Lexicon, mention: Mention) -> bool:
    """Whether a mention tells of weapons stopped in the air ("shot down", "destroyed nine drones")."""
    if mention.trigger.sense == "intercept":
        return True
    nouns = [*objects(mention.token), *subjects(mention.token)]
    return mention.trigger.sense == "damage" and any(words.names_weapon(noun) for noun in nouns)


def downs_crew(context: Context, verb: Token) -> bool:
    """Whether what is shot down is a vehicle with people in it, so that who shoots attacks."""
    nouns = [*objects(verb), *(noun for noun in subjects(verb) if is_passive(verb))] if verb.pos_ in VERBAL else []
    return any(each.value.item == "vehicle" for noun in nouns for each in context.figures.at(noun.i))


def defender_of(context: Context, words: Lexicon, draft: Draft) -> Actor | None:
    """Returns the state whose defences stop weapons in the air, None where the draft tells of no such thing."""
    for mention in draft.mentions:
        verb = mention.token
        if verb.pos_ not in VERBAL or not downs_weapons(words, mention) or downs_crew(context, verb):
            continue
        nouns = prepositional(verb, "by") if is_passive(verb) else subjects(verb)
        found = next((actor for noun in nouns if not words.names_weapon(noun) and (actor := actor_of(context, noun))), None)
        country = (found.country or found.side) if found else speaker_side(context, draft)
        if country in countries():
            return state(country or "", verb)
    return speaking_defender(context, draft)


def speaking_defender(context: Context, draft: Draft) -> Actor | None:
    """Returns the speaker's state where a draft only counts weapons stopped in the air ("11 UAVs over the Oryol region")."""
    side = speaker_side(context, draft)
    stopped = any(each.value.measure == "intercepted" and each.value.item in MUNITIONS for each in draft.figures)
    return state(side or "", draft.seeds[0]) if stopped and side in countries() else None


def speaker_side(context: Context, draft: Draft) -> str | None:
    """Returns the side of the speaker of a draft."""
    speaker = context.speaker(draft.zone)
    return speaker.side if speaker else None


def weapon_nouns(words: Lexicon, verb: Token) -> Iterator[Token]:
    """Yields the weapons that a verb takes, directly or as parts of a whole ("38 out of 46 drones")."""
    for noun in [*objects(verb), *(noun for noun in subjects(verb) if is_passive(verb) or words.names_weapon(noun))]:
        yield from (token for token in noun.subtree if words.names_weapon(token) or token == noun)


def owner(context: Context, noun: Token) -> Actor | None:
    """Returns whose something is: an adjective or noun before it ("a Russian strike"), "by" or "from" after it, or who launched it."""
    for child in noun.children:
        if child.dep_ in MODIFIERS and child.lower_ not in THEY and (found := actor_of(context, child)) and not covers(found, noun):
            return found
    for child in noun_words(noun):
        place = context.place_at(child)
        if place and place.use == "demonym" and place.country:
            return state(place.country, child)
    return named_after(context, noun)


def named_after(context: Context, noun: Token) -> Actor | None:
    """Returns whose something is by the words after it: "by", a force after "from", or who launched it."""
    for other in prepositional(noun, "by"):
        if found := actor_of(context, other):
            return found
    for other in prepositional(noun, "from"):
        if (found := actor_of(context, other)) and found.kind in {"armed-force", "armed-group"}:
            return found
    for child in noun.children:
        if child.dep_ in {"acl", "relcl"} and child.pos_ in VERBAL:
            for other in prepositional(child, "by"):
                if found := actor_of(context, other):
                    return found
    return None


def possessor(context: Context, noun: Token) -> Actor | None:
    """Returns whom "its" or "their" before a noun means."""
    return next((actor_of(context, child) for child in noun.children if child.dep_ == "poss" and child.lower_ in THEY), None)


def covers(actor: Actor, token: Token) -> bool:
    """Whether the mention of an actor holds a token."""
    return actor.start is not None and actor.end is not None and actor.start <= token.idx < actor.end


def light_verb_agent(context: Context, noun: Token) -> Actor | None:
    """Returns the subject of the verb that carries an attack noun ("Israel carried out one of its strikes"), its "by" in the passive."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ in {"NUM", "NOUN", "ADJ", "DET"}:
        noun = noun.head.head
    verb = noun.head
    while verb.dep_ in {"prep", "pobj", "conj"} and verb.head != verb and verb.pos_ not in VERBAL:
        verb = verb.head
    if verb.pos_ not in VERBAL or noun.dep_ not in {"dobj", "obj", "nsubjpass", "conj"} or verb.lemma_.lower() in party_words().telling:
        return None
    nouns = prepositional(verb, "by") if is_passive(verb) else subjects(verb)
    found = (actor_of(context, each) for each in nouns)
    return next((each for each in found if each and can_order(each)), None)


def can_order(actor: Actor) -> bool:
    """Whether an actor can be behind an attack that a verb only carries: a state, a force, a group, or who stands for a side."""
    return actor.kind in STATE_KINDS or actor.kind == "armed-group" or (actor.kind == "person" and bool(actor.country or actor.side))


def actor_of(context: Context, token: Token) -> Actor | None:
    """Returns the actor that a word names, by its noun phrase, its nationality or its pronoun; None where it names none."""
    if token.lower_ in THEY:
        return pronoun(context, token)
    own = next((child for child in token.children if child.dep_ == "poss" and (child.lower_ in THEY or child.lower_ == "country")), None)
    if own is not None and token.lemma_.lower() in party_words().forces | party_words().fighters:
        return pronoun(context, own)
    if found := named_before(context, token) or context.actor_at(token):
        return found
    place = context.place_at(token)
    if place and place.country and (place.precision == "country" or place.use != "literal"):
        return state(place.country, token)
    for child in token.children:
        if child.dep_ in MODIFIERS:
            place = context.place_at(child)
            if place and place.country and place.use == "demonym" and token.ent_type_ != "PERSON":
                return group(token, child, place.country, kind_of(token))
    return None


def named_before(context: Context, token: Token) -> Actor | None:
    """Returns the armed group last named for a general word that points back ("the group", "the Yemeni rebels"); None for other words.

    With a nationality it is the last one of that country.
    """
    if token.lemma_.lower() not in party_words().general or not any(
        child.dep_ == "det" and child.lower_ in {"the", "this"} for child in token.children
    ):
        return None
    homes = {place.country for child in token.children if (place := context.place_at(child)) and place.use == "demonym"}
    named = (each.value for each in context.actors.before(token) if each.value.kind == "armed-group" and each.last < token.i)
    return next((each for each in named if is_named_group(each) and (not homes or each.country in homes)), None)


def is_named_group(actor: Actor) -> bool:
    """Whether an armed group has a name of its own, and is no nationality with a common noun."""
    return (actor.text or "")[:1].isupper() and not is_nationality(actor)


def kind_of(noun: Token) -> ActorKind:
    """Returns the kind of body that a noun names beside a nationality ("Israeli jets", "Baloch separatists")."""
    if noun.lemma_.lower() in party_words().forces:
        return "armed-force"
    return "armed-group" if noun.lemma_.lower() in party_words().fighters else "organisation"


def group(token: Token, first: Token, country: str, kind: ActorKind) -> Actor:
    """Returns the body that a nationality and a noun name together ("Israeli jets")."""
    words = token.doc[min(first.i, token.i) : token.i + 1]
    return Actor(words.text, kind, country, words.start_char, words.end_char, words.text, side=country)


def state(country: str, token: Token) -> Actor:
    """Returns the state with an ISO code, as named by `token`."""
    known = countries().get(country)
    return Actor(known.name if known else country, "state", country, token.idx, token.idx + len(token), token.text, side=country)


def pronoun(context: Context, token: Token) -> Actor | None:
    """Returns whom a pronoun means: the speaker's side in what he says ("it had destroyed nine drones"), else who acted just before."""
    if token.lower_ in {"he", "she"}:
        return None
    speaker = context.speaker(context.zones[token.i])
    if speaker is None:
        return antecedent(context, token)
    code = speaker.side or next((each.value.country for each in context.actors.before(token) if each.value.name == speaker.name), None)
    code = code if code in countries() else nationality_of_source(context, token)
    if code in countries():
        return state(code or "", token)
    return Actor(speaker.side or speaker.name, "armed-group" if speaker.side else None, side=speaker.side)


def nationality_of_source(context: Context, token: Token) -> str | None:
    """Returns the country that an unnamed speaker is of ("an Iranian source said that its strikes"), None where his words tell none."""
    attribution = context.attribution(context.zones[token.i])
    source = attribution.source if attribution else None
    if source is None:
        return None
    inside = (each.value for each in context.places if source.start <= each.value.start and each.value.end <= source.end)
    return next((place.country for place in inside if place.use == "demonym"), None)


def antecedent(context: Context, token: Token) -> Actor | None:
    """Returns the state, force or group that was last the subject of a clause, here or in the sentence before."""
    if token.lower_ in {"i", "we", "our"}:
        return None
    for each in context.actors.before(token):
        if context.sentences[token.i] - context.sentences[each.head.i] > 1:
            return None
        if (
            each.head.dep_ in SUBJECTS
            and each.value.kind in STATE_KINDS | {"armed-group"}
            and context.zones[each.head.i] == context.zones[token.i]
        ):
            return each.value
    return None


def as_party(actor: Actor, draft: Draft) -> Actor:
    """Returns the state for its forces and seat ("Russian forces" -> Russia), but a force at home under its own name."""
    if actor.kind == "armed-group" and actor.side and actor.side not in countries() and is_described(actor):
        return msgspec.structs.replace(actor, name=actor.side)
    at_home = any(place.country == actor.country for place in draft.places)
    code = actor.country or (actor.side if actor.kind == "person" else None)
    if actor.kind not in STATE_KINDS and actor.kind not in {"organisation", "person"}:
        return actor
    if code is None or (actor.kind not in {"state", "person"} and at_home) or (actor.kind == "organisation" and not is_nationality(actor)):
        return actor
    known = countries().get(code)
    return msgspec.structs.replace(actor, name=known.name, kind="state") if known else actor


def is_described(actor: Actor) -> bool:
    """Whether a group is told by a common noun, with its name before or after ("Houthi rebels", "terrorists of the ELN")."""
    return is_nationality(actor) or " of " in (actor.text or "")


def as_people(actor: Actor | None) -> Actor | None:
    """Returns armed people who belong to nobody named ("heavily armed men") as persons, not as a body."""
    if actor is None or actor.kind != "armed-group" or actor.side or actor.country:
        return actor
    words = {word.removesuffix("s") for word in actor.name.lower().split()} | set(actor.name.lower().split())
    return actor if words.isdisjoint(party_words().fighters) else msgspec.structs.replace(actor, kind="person")


def is_nationality(actor: Actor) -> bool:
    """Whether an organisation is named by a nationality and a common noun only ("Israeli jets")."""
    words = (actor.text or "").split()
    return bool(words) and words[0][0].isupper() and not words[-1][0].isupper() and words[-1].lower() not in scene_words().sites


def assault_target(context: Context, draft: Draft) -> Actor | None:
    """Returns what is attacked: the object of the verb, what a preposition after the noun names; None where the clause tells nothing."""
    for mention in draft.mentions:
        if mention.trigger.sense == "intercept":
            continue
        for noun in struck(mention):
            found = target_of(context, noun)
            if found is not None and (mention.trigger.sense != "harm" or found.kind == "person"):
                draft.note("target", "agents.struck", f"what {mention.token.text!r} takes", found)
                return found
    for mention in draft.mentions:
        for noun in prepositional(mention.token, *NARROW_PREPOSITIONS):
            found = target_of(context, noun)
            if found is not None and found.kind == "facility" and mention.trigger.sense != "harm":
                draft.note("target", "agents.assault_target", f"the thing at which {mention.token.text!r} is told", found)
                return found
    return None


def struck(mention: Mention) -> list[Token]:
    """Returns the nouns that may name what a mention attacks: no weapon that it fires; for "that" the noun that it points to."""
    token = mention.token
    nouns = subjects(token) if token.pos_ in VERBAL and is_passive(token) else objects(token)
    if mention.trigger.sense == "launch" or mention.trigger.objects:
        nouns = []
    if token.pos_ in VERBAL and mention.trigger.subject == "target":
        nouns = subjects(token)
    if token.pos_ not in VERBAL and (mention.trigger.sense == "harm" or mention.trigger.mode in PERSONAL_MODES):
        nouns = [child for child in token.children if child.dep_ == "poss"]
    return [*map(referent, nouns), *prepositional(token, *TARGET_PREPOSITIONS)]


def target_of(context: Context, noun: Token) -> Actor | None:
    """Returns a noun phrase as something attacked."""
    if context.times.at(noun.i) or any((each.value.low, each.value.high) != (1, 1) for each in context.figures.at(noun.i)):
        return None
    if found := context.actor_at(noun):
        return found
    place = context.place_at(noun)
    if place:
        return Actor(place.name, "place", place.country, place.start, place.end, place.text)
    found = phrase_of(noun)
    owners = (place.country for child in noun_words(noun) if (place := context.place_at(child)) and place.use == "demonym")
    return msgspec.structs.replace(found, country=next(owners, None)) if found else None


def phrase_of(noun: Token) -> Actor | None:
    """Returns a noun phrase without article and number as somebody or something that is done to."""
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.lemma_.lower() in scene_words().wars:
        return None
    words = [noun, *(token for token in noun_words(noun) if token.dep_ not in {"det", "poss", "case", "nummod", "punct"})]
    first, last = min(token.i for token in words), max(token.i for token in words)
    phrase = noun.doc[first : last + 1]
    kind: ActorKind = "civilians" if noun.lemma_.lower() in people_nouns() else "facility"
    return Actor(phrase.text, kind, None, phrase.start_char, phrase.end_char, phrase.text)
