"""Outages: public services lost, reduced, and brought back."""

import functools
from dataclasses import dataclass

import msgspec
from spacy.tokens import Token

from sitrep.extract.clauses import SUBJECTS, VERBAL, is_passive
from sitrep.extract.contexts import Context
from sitrep.extract.drafts import Draft, absorb, differ, sites_in
from sitrep.extract.settings import SIZES
from sitrep.extract.words import status_words
from sitrep.model.claims import Service, ServiceName, ServiceStatus
from sitrep.model.issues import Issue
from sitrep.packs.loader import load
from sitrep.packs.types import EventType

MOST_SERVICES = 12
REPAIRED = 200
"""Tokens before a word of repair in which the service that it mends was told to have failed."""


class ServiceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words for public services and for what becomes of them, as lemmas."""

    services: dict[ServiceName, frozenset[str]]
    losses: dict[ServiceName, frozenset[str]]
    outages: dict[ServiceStatus, frozenset[str]]
    states: dict[ServiceStatus, frozenset[str]]
    underway: frozenset[str]
    repairs: frozenset[str]
    going_on: frozenset[str]
    without: frozenset[str]
    backup: frozenset[str]
    bringing: frozenset[str]
    yields: frozenset[str]
    generators: frozenset[str]
    other_modifiers: frozenset[str]
    other_senses: frozenset[str]

    def service_of(self, token: Token) -> ServiceName | None:
        """Returns the service that a noun names, None for words of another sense ("power plant")."""
        listed = token.dep_ == "conj" and token.head.pos_ == "NOUN"
        if (token.pos_ not in {"NOUN", "PROPN"} and not listed) or (
            token.dep_ == "compound" and token.head.lemma_.lower() in self.other_senses | self.yields
        ):
            return None
        return next((name for name, nouns in self.services.items() if token.lemma_.lower() in nouns), None)

    def stood_in_for(self, token: Token) -> ServiceName | None:
        """Returns the service that something stands in for ("back-up power systems"), None where nothing does."""
        named = next((name for name, nouns in self.services.items() if token.lemma_.lower() in nouns), None)
        if named is None:
            return None
        near = [*token.children, *(token.head.children if token.dep_ == "compound" else ())]
        return named if any(child.lemma_.lower() in self.backup for child in near) else None

    def state_of(self, verb: Token) -> ServiceStatus | None:
        """Returns what a verb says of a service, None where it says nothing."""
        for status, verbs in self.states.items():
            for word, *rest in (phrase.split() for phrase in verbs):
                if verb.lemma_.lower() == word and all(any(child.lower_ == each for child in verb.children) for each in rest):
                    return status
        return None


@functools.cache
def service_words() -> ServiceWords:
    """Returns the English words."""
    return load("languages/en/services.toml", ServiceWords)


@dataclass(frozen=True, slots=True)
class Outage:
    """One service and its status, told by the token `seed`."""

    seed: Token
    service: Service


def outage_drafts(context: Context, disrupt: EventType) -> list[Draft]:
    """Returns a DISRUPT draft for each sentence and speaker that tell of a service; clauses on different places are drafts of their own."""
    words = service_words()
    drafts: list[Draft] = []
    for outage in (found for token in context.parse if token.i not in context.noise for found in outages_at(context, token, words)):
        told = one_outage(context, disrupt, outage)
        before = next((each for each in reversed(drafts[-MOST_SERVICES:]) if goes_with(context, each, told)), None)
        if before is None:
            drafts.append(told)
            continue
        absorb(before, told)
        before.services += [service for service in told.services if service not in before.services]
    return drafts


def one_outage(context: Context, disrupt: EventType, outage: Outage) -> Draft:
    """Returns a draft that tells of one service."""
    index = outage.seed.i
    draft = Draft(disrupt, context.sentences[index], context.zones[index], [context.roots[index]], [outage.seed], [])
    draft.services.append(outage.service)
    draft.note("type", "packs/languages/en/services.toml", f"a word for {outage.service.service}", outage.seed)
    draft.note("services", "outages.outages_at", f"the words around it say that it is {outage.service.status}", outage.seed)
    return draft


def goes_with(context: Context, before: Draft, draft: Draft) -> bool:
    """Whether two outages are one claim: one sentence, one speaker, and no places that differ."""
    if (before.sentence, before.zone) != (draft.sentence, draft.zone):
        return False
    return before.roots[0] == draft.roots[0] or not differ(sites_in(context, before), sites_in(context, draft))


def place_outages(drafts: list[Draft]) -> None:
    """Gives outages that name no place that of the nearest outage or attack before them, else after them."""
    placed = [draft for draft in drafts if draft.type.name in {"DISRUPT", "ASSAULT"} and draft.scope == "incident" and draft.places]
    for draft in drafts:
        if draft.type.name != "DISRUPT" or draft.places or not placed:
            continue
        source = min(placed, key=functools.partial(remoteness, draft))
        draft.places = list(source.places)
        draft.note("places", "outages.place_outages", "that of the nearest outage or attack", source.places[0])
        draft.issues.append(Issue("inherited-place", f"The place, {source.places[0].name}, is taken from another sentence of the report."))


def remoteness(outage: Draft, draft: Draft) -> tuple[bool, int, bool, int]:
    """Returns how far another draft stands from an outage: outages first, towns for what is brought back, what was told before it."""
    mends = outage.mends
    width = min(SIZES[place.precision] for place in draft.places) if mends else 0
    return draft.type.name != "DISRUPT", width, draft.sentence > outage.sentence, abs(draft.sentence - outage.sentence)


def outages_at(context: Context, token: Token, words: ServiceWords) -> list[Outage]:
    """Returns what one noun tells of a service, or of work on those that failed."""
    return named_at(context, token, words) or under_repair(context, token, words)


def named_at(context: Context, token: Token, words: ServiceWords) -> list[Outage]:
    """Returns what one noun tells of a service that it names."""
    alone = next((name for name, nouns in words.losses.items() if token.lemma_.lower() in nouns and token.pos_ == "NOUN"), None)
    if alone:
        return [Outage(token, Service(alone, "lost"))]
    if token.lemma_.lower() in words.yields:
        return lower_yield(context, token, words)
    service = words.service_of(token) or words.stood_in_for(token)
    if service is None or any(child.lower_ in words.other_modifiers for child in token.children):
        return []
    status = on_backup(token, words) or missing(token, words) or as_modifier(token, words) or under_verb(context, token, words)
    return [Outage(token, Service(service, status))] if status else []


def under_repair(context: Context, token: Token, words: ServiceWords) -> list[Outage]:
    """Returns the services that failed before as being restored, for work on them that names none ("restoration efforts are under way").

    Traffic that stands still for want of power is not what is repaired.
    """
    if token.lemma_.lower() not in words.repairs or not is_at_work(token, words):
        return []
    if any(words.service_of(each) for each in token.sent):
        return []
    before = token.doc[max(0, token.sent.start - REPAIRED) : token.sent.start]
    lost = [found.service.service for each in before if each.i not in context.noise for found in named_at(context, each, words)]
    mended = [name for name in dict.fromkeys(lost) if name != "transport" or set(lost) == {"transport"}]
    return [Outage(token, Service(name, "being-restored")) for name in mended]


def is_at_work(noun: Token, words: ServiceWords) -> bool:
    """Whether a noun of repair goes on: "efforts are under way", "working to restore the network"."""
    above = [noun, *noun.ancestors]
    return any(
        each.lemma_.lower() in words.underway or each.lower_ in words.going_on for token in above for each in (token, *token.children)
    )


def first_of_list(token: Token) -> Token:
    """Returns the first noun of the list that a noun stands in ("power, water and heat")."""
    while token.dep_ == "conj":
        token = token.head
    return token


def on_backup(token: Token, words: ServiceWords) -> ServiceStatus | None:
    """Returns lost for those that go on with "back-up power"."""
    near = [token, *([token.head] if token.dep_ == "compound" else [])]
    spelt = "".join(each.lower_ for each in token.doc[max(0, token.i - 3) : token.i])
    own = any(child.lemma_.lower() in words.backup for each in near for child in each.children)
    return "lost" if own or spelt in words.backup else None


def missing(token: Token, words: ServiceWords) -> ServiceStatus | None:
    """Returns lost for "without power", "no power", and what is no longer brought."""
    noun = first_of_list(token)
    verb = noun.head
    if noun.head.lower_ in words.without:
        return "lost"
    brought = verb.pos_ in VERBAL and verb.lemma_.lower() in words.bringing and noun.dep_ in {"dobj", "attr", "nsubj"}
    negated = any(child.dep_ == "neg" or child.lower_ == "longer" for child in verb.children) or any(
        child.lower_ == "no" for child in noun.children
    )
    return "lost" if brought and negated else None


def lower_yield(context: Context, noun: Token, words: ServiceWords) -> list[Outage]:
    """Returns power as reduced where plants are told to give less of it ("forcing nuclear plants to cut output")."""
    near = (token.lemma_.lower() for token in context.clause(context.roots[noun.i]))
    status = under_verb(context, noun, words) if not words.generators.isdisjoint(near) else None
    return [Outage(noun, Service("power", "reduced"))] if status in {"lost", "reduced"} else []


def as_modifier(token: Token, words: ServiceWords) -> ServiceStatus | None:
    """Returns what a noun of loss says of the service before it ("power outage") or after it ("loss of heating")."""
    head = first_of_list(token).head
    noun = head.head if head.dep_ == "prep" and head.lower_ in {"of", "in", "to"} else head
    if token.dep_ not in {"compound", "amod", "conj", "pobj", "nmod"}:
        return None
    while noun.dep_ == "compound" and noun.head.lemma_.lower() != "plant":
        noun = noun.head
    return next((status for status, nouns in words.outages.items() if noun.lemma_.lower() in nouns), None)


def under_verb(context: Context, token: Token, words: ServiceWords) -> ServiceStatus | None:
    """Returns what the verb above a service noun says of it."""
    noun = first_of_list(token)
    named = noun.head if noun.dep_ == "compound" else noun
    after = named.nbor() if named.i + 1 < len(named.doc) else named
    if named.dep_ == "pobj" and after.tag_ in {"VBD", "VBN"} and (status := words.state_of(after)):
        return status
    if described := next((child for child in noun.children if child.dep_ in {"acl", "amod"} and words.state_of(child)), None):
        return words.state_of(described)
    verb = noun.head
    while verb.pos_ not in VERBAL and verb.head != verb:
        described = next((child for child in verb.children if child.dep_ in {"acl", "amod"} and words.state_of(child)), None)
        if described is not None:
            return words.state_of(described)
        verb = verb.head
    if verb.pos_ not in VERBAL:
        return None
    verb = verb.head if verb.dep_ in {"aux", "auxpass"} else verb
    status = words.state_of(verb)
    acting = noun.dep_ in SUBJECTS and not is_passive(verb) and status != "restored" and verb.lemma_ not in {"fail", "halt"}
    if status is None or acting or (verb.dep_ == "xcomp" and verb.head.lemma_.lower() in status_words().undone):
        return None
    return restoring(context, verb, words) if status == "restored" else status


def restoring(context: Context, verb: Token, words: ServiceWords) -> ServiceStatus:
    """Returns being-restored while the work goes on, restored when it is done."""
    above = [token for token in verb.ancestors if context.sentences[token.i] == context.sentences[verb.i]]
    going_on = verb.tag_ == "VBG" or any(child.lower_ in {"being", "progressively", "gradually"} for child in verb.children)
    infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    return (
        "being-restored"
        if going_on or (infinitive and any(each.lemma_.lower() in words.underway for each in above)) or infinitive
        else "restored"
    )
