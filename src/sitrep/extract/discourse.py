"""Discourse: which drafts of a report say something, which go together, and which repeat."""

from spacy.tokens import Token

from sitrep.extract.agents import PERSONAL_MODES
from sitrep.extract.clauses import VERBAL, is_answered
from sitrep.extract.contexts import Context
from sitrep.extract.drafts import Draft
from sitrep.extract.handovers import complete_handovers
from sitrep.extract.inheritances import NEAR, inherit, locate
from sitrep.extract.kinships import opposed, speaker_name
from sitrep.extract.offsets import date_by_offset
from sitrep.extract.outages import place_outages
from sitrep.extract.settings import ordered
from sitrep.extract.sides import complete_sides, place_at_home, read_sides
from sitrep.extract.stories import read_stories
from sitrep.extract.words import status_words
from sitrep.model.claims import Service
from sitrep.model.times import When

ASKING = frozenset({"what", "whom", "where", "how", "why"})
ADDING = 3
REPEATED = frozenset({"ASSAULT", "DISRUPT", "COERCE"})
OCCASIONAL = frozenset({"after", "following", "before", "despite", "since", "until", "during"})
BESIDE = frozenset({"amid", "amidst", "in", "during", "with", "near"})
POINTING = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "such", "latest"})


def connect(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Returns the drafts that say something, each with what it inherits, those of one breath joined."""
    told = []
    for draft in drafts:
        if says_something(context, draft):
            told.append(draft)
        else:
            draft.note("type", "discourse.says_something", "the words only point to what is told elsewhere, or to what did not happen")
    sides = read_sides(context, told)
    complete_sides(context, drafts, sides)
    stories = read_stories(context, drafts)
    date_by_offset(context, told, stories.main.when if stories.main else When())
    inherit(told, stories)
    place_at_home(context, told)
    complete_sides(context, told, read_sides(context, told))
    locate(told, drafts)
    place_outages(told)
    restorations(told)
    leave_to_arrests(told)
    complete_handovers(context, told)
    return without_repeats(joined_breaths(joined_speech(outside_speech(told))))


def leave_to_arrests(drafts: list[Draft]) -> None:
    """Takes those arrested out of attack drafts of the same words, which arrests count already."""
    arrested = {each.value.start for draft in drafts if draft.type.name == "COERCE" for each in draft.figures}
    for draft in drafts:
        if draft.type.name == "ASSAULT":
            draft.figures = [each for each in draft.figures if each.value.start not in arrested]


def outside_speech(drafts: list[Draft]) -> list[Draft]:
    """Drops deeds that are only what a speech act asks for or threatens ("urged them to send more systems"), and all that it rejects."""
    speech = [(draft.type.name, mention.token) for draft in drafts for mention in draft.mentions if mention.trigger.sense == "speech"]
    asked, rejected = [token for _, token in speech], [token for name, token in speech if name == "REJECT"]
    kept = []
    for draft in drafts:
        above = next((token for token in (asked if is_deed(draft) else rejected) if is_under(draft.seeds[0], token)), None)
        if above is None:
            kept.append(draft)
        else:
            draft.note("type", "discourse.outside_speech", f"only what somebody asks for, threatens or rejects ({above.text!r})")
    return kept


def is_deed(draft: Draft) -> bool:
    """Whether a draft tells of a deed other than an attack or an outage."""
    return bool(draft.mentions) and all(mention.trigger.sense in {"act", "accord"} for mention in draft.mentions)


def is_under(token: Token, verb: Token) -> bool:
    """Whether a word stands in what a verb of speech asks for; for "must" in the clause that it governs."""
    above = verb.head if verb.dep_ == "aux" else verb
    return token != verb and (token == above if verb.dep_ == "aux" else above in token.ancestors)


def joined_speech(drafts: list[Draft]) -> list[Draft]:
    """Joins speech acts of one type by one speaker in one sentence."""
    kept: list[Draft] = []
    first: dict[tuple[str, int, str | None], Draft] = {}
    for draft in drafts:
        key = (draft.type.name, draft.sentence, speaker_name(draft))
        if not draft.is_speech:
            kept.append(draft)
        elif key in first:
            first[key].span = (min(first[key].span[0], draft.span[0]), max(first[key].span[1], draft.span[1]))
            draft.note("type", "discourse.joined_speech", "one speech act with another of its type, speaker and sentence")
        else:
            first[key] = draft
            kept.append(draft)
    return kept


def restorations(drafts: list[Draft]) -> None:
    """Reads work to restore a service as its loss where nobody says more of it at that place."""
    outages = [draft for draft in drafts if draft.type.name == "DISRUPT"]
    for draft in outages:
        told = {
            service.service
            for each in outages
            if each is not draft and (speaker_name(each) == speaker_name(draft) or at_one_place(each, draft))
            for service in each.services
            if service.status != "being-restored"
        }
        if any(each.status == "being-restored" and each.service not in told for each in draft.services):
            draft.note("services", "discourse.restorations", "work to restore is its loss where nobody says more of it there")
        draft.services = [
            each if each.status != "being-restored" or each.service in told else Service(each.service, "lost") for each in draft.services
        ]


def at_one_place(one: Draft, other: Draft) -> bool:
    """Whether two drafts have a place in common."""
    return not {place.name for place in one.places}.isdisjoint(place.name for place in other.places)


def says_something(context: Context, draft: Draft) -> bool:
    """Whether a draft of an attack or outage tells of more than "the attack" that was told of already."""
    if draft.type.name in {"ASSAULT", "DISRUPT"} and draft.status == "conditional" and not draft.figures:
        return False
    if draft.type.name == "DISRUPT":
        return bool(draft.figures) or draft.own_places or not all(is_pointing(noun_above(token)) for token in draft.seeds)
    if draft.type.name == "COERCE" and all(token.pos_ in VERBAL and is_idle(token) for token in draft.seeds):
        return False
    if draft.type.name != "ASSAULT" or draft.figures or any(tells(draft, token) for token in draft.seeds):
        return True
    if any(names_dead(draft, token) for token in draft.seeds):
        return True
    if any(governed_by_speech(context, token) for token in draft.seeds):
        return False
    nouns = [token for token in draft.seeds if token.pos_ not in VERBAL and not is_occasion(token) and not is_unseen(token)]
    return bool(nouns) and (
        not all(is_pointing(token) for token in nouns) or draft.own_places or (draft.own_time and draft.actor is not None)
    )


def names_dead(draft: Draft, noun: Token) -> bool:
    """Whether a noun for a killing or an abduction comes with the name of who suffered it ("condemned the murder of Ana Ruiz")."""
    told = [mention.trigger for mention in draft.mentions if mention.token == noun and noun.pos_ not in VERBAL]
    personal = any(trigger.sense == "harm" or trigger.mode in PERSONAL_MODES for trigger in told)
    return personal and draft.target is not None and draft.target.kind == "person"


def is_unseen(noun: Token) -> bool:
    """Whether an attack noun tells of none ("no reports of attacks"), or only of what somebody saw or heard ("explosions were heard")."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun.head
    if any(child.dep_ == "det" and child.lower_ == "no" for each in (noun, above) for child in each.children):
        return True
    return noun.dep_ in {"dobj", "nsubjpass"} and noun.head.lemma_.lower() in status_words().perceived


def noun_above(token: Token) -> Token:
    """Returns the noun whose phrase a noun stands in ("the power cuts")."""
    while token.dep_ == "compound":
        token = token.head
    return token


def is_occasion(noun: Token) -> bool:
    """Whether an attack noun only says when or why something else happened ("after the strike", "in response to the raids")."""
    if any(child.dep_ == "det" and child.lower_ in {"a", "an"} for child in noun.children):
        return False
    while noun.dep_ == "conj":
        noun = noun.head
    return (noun.dep_ == "pobj" and noun.head.lower_ in OCCASIONAL) or (is_answered(noun) and is_pointing(noun))


def tells(draft: Draft, token: Token) -> bool:
    """Whether a verb tells of an attack by itself; a bare participle of harm ("the children killed") only names its victims."""
    if (
        token.pos_ not in VERBAL
        or is_idle(token)
        or is_undone(token)
        or any(child.dep_ in {"dobj", "advmod", "nsubjpass"} and child.lower_ in ASKING for child in token.children)
    ):
        return False
    told = [mention.trigger for mention in draft.mentions if mention.token == token]
    senses = {trigger.sense for trigger in told}
    done_to = any(trigger.subject != "target" for trigger in told)
    names_victim = done_to and draft.target is not None and draft.target.kind == "person"
    if senses <= {"harm", "intercept"} and not (draft.own_places or draft.own_time or names_victim):
        return False
    return not ("harm" in senses and token.dep_ == "acl")


def is_idle(verb: Token) -> bool:
    """Whether a verb stands in the infinitive under a word that does not make it happen ("allowed to strike", "weapons to hit targets")."""
    if verb.tag_ != "VB" or any(child.dep_ == "aux" and child.lower_ != "to" for child in verb.children):
        return False
    words = status_words()
    return verb.dep_ in {"xcomp", "ccomp", "acl", "advcl", "conj"} and verb.head.lemma_.lower() not in words.realised | words.plans


def is_undone(verb: Token) -> bool:
    """Whether a verb stands under one that undoes it ("failed to take", "stop fighting")."""
    return verb.dep_ in {"xcomp", "pcomp", "dobj"} and verb.head.lemma_.lower() in status_words().undone


def governed_by_speech(context: Context, token: Token) -> bool:
    """Whether an attack noun is only what a verb of saying or judging takes as its object ("condemned the attack")."""
    head = token.head
    while head.dep_ in {"prep", "pobj"} and head.pos_ not in VERBAL and head.head != head:
        if head.lower_ in BESIDE:
            return False
        head = head.head
    return head.i in context.reporting


def is_pointing(token: Token) -> bool:
    """Whether a noun points back ("the attack", "these strikes")."""
    return any(child.dep_ in {"det", "poss"} and child.lower_ in POINTING for child in token.children)


def joined_breaths(drafts: list[Draft]) -> list[Draft]:
    """Joins drafts of neighbouring sentences that are one claim."""
    kept: list[Draft] = []
    for draft in drafts:
        before = next((each for each in reversed(kept) if each.type.name == draft.type.name), None)
        if before and continues(before, draft):
            merge_into(before, draft)
        else:
            kept.append(draft)
    return kept


def continues(before: Draft, draft: Draft) -> bool:
    """Whether a draft goes on with the claim before it: an attack unless it counts a thing twice, an arrest where it adds to the count."""
    if draft.type.name == "ASSAULT":
        return one_breath(before, draft, NEAR) and not counts_again(before, draft)
    more = adds(draft) or catches_others(before, draft)
    return draft.type.name == "COERCE" and more and one_breath(before, draft, ADDING)


def catches_others(before: Draft, draft: Draft) -> bool:
    """Whether an arrest is of others than the one person arrested before it ("captured a commander … detained two suspects")."""
    first = {each.head.lemma_.lower() for each in before.figures if (each.value.low, each.value.high) == (1, 1)}
    return len(first) == len(before.figures) == 1 and bool(draft.figures) and first.isdisjoint(each.head.lemma_ for each in draft.figures)


def one_breath(before: Draft, draft: Draft, reach: int) -> bool:
    """Whether two drafts of sentences at most `reach` apart share speaker, time, place and scope."""
    if not 0 <= draft.sentence - before.sentence <= reach or speaker_name(before) != speaker_name(draft):
        return False
    if (before.scope, happened(before), before.when.start, before.when.end) != (
        draft.scope,
        happened(draft),
        draft.when.start,
        draft.when.end,
    ):
        return False
    return {place.name for place in before.places} == {place.name for place in draft.places} and not opposed(before, draft)


def adds(draft: Draft) -> bool:
    """Whether a draft says that its count comes on top ("two more", "also detained three")."""
    near = [child for token in draft.seeds for child in token.children]
    near += [child for each in draft.figures for child in each.head.children]
    return bool(draft.figures) and any(token.lower_ in status_words().adding for token in near)


def counts_again(before: Draft, draft: Draft) -> bool:
    """Whether two drafts count the same thing."""
    counted = {(each.value.measure, each.value.item) for each in before.figures}
    return any((each.value.measure, each.value.item) in counted for each in draft.figures)


def happened(draft: Draft) -> str:
    """Returns the status of a draft, what goes on counted as what happened."""
    return "occurred" if draft.status == "ongoing" else draft.status


def merge_into(before: Draft, draft: Draft) -> None:
    """Adds a draft to the one before it; the evidence reaches from one to the other only where they touch or bring figures."""
    before.figures += [each for each in draft.figures if each not in before.figures]
    before.places = ordered([*before.places, *draft.places])
    before.mode = before.mode or draft.mode
    before.target = before.target or draft.target
    before.actor = before.actor or draft.actor
    if draft.figures:
        before.span = (min(before.span[0], draft.span[0]), max(before.span[1], draft.span[1]))
    before.weapons += [each for each in draft.weapons if each not in before.weapons]
    before.reasons += [each for each in draft.reasons if each.slot in {"type", "figures"}]
    draft.note("type", "discourse.one_breath", "told with the claim before: the same speaker, time, place and scope")


def without_repeats(drafts: list[Draft]) -> list[Draft]:
    """Drops attack drafts that bring no figure, time, place or target that the same speaker has not told already."""
    kept: list[Draft] = []
    for draft in drafts:
        earlier = [each for each in kept if each.type.name == draft.type.name]
        if draft.type.name not in REPEATED or not any(repeats(draft, each) or points_to(draft, each) for each in earlier):
            kept.append(draft)
        else:
            draft.note("type", "discourse.repeats", "it is told already")
    return kept


def repeats(draft: Draft, earlier: Draft) -> bool:
    """Whether a draft says again what an earlier one of the same speaker said."""
    if speaker_name(draft) != speaker_name(earlier):
        return False
    if draft.scope != earlier.scope or draft.status != earlier.status or opposed(draft, earlier):
        return False
    if (draft.when.start, draft.when.end) != (earlier.when.start, earlier.when.end):
        return False
    if not {place.name for place in draft.places} <= {place.name for place in earlier.places}:
        return False
    if draft.type.name == "DISRUPT":
        return set(draft.services) <= set(earlier.services) and not draft.figures and not draft.own_places
    told = [each.value for each in earlier.figures]
    return all(any(each.value.agrees_with(other) for other in told) for each in draft.figures) and not draft.own_places


def points_to(draft: Draft, earlier: Draft) -> bool:
    """Whether a draft without counts only speaks of "the strike on the town" that an earlier one tells of, whoever speaks."""
    if draft.type.name != "ASSAULT" or draft.figures or draft.status == "denied" or draft.scope != earlier.scope or opposed(draft, earlier):
        return False
    if not all(token.pos_ not in VERBAL and is_pointing(token) for token in draft.seeds):
        return False
    return bool(draft.places) and {place.name for place in draft.places} <= {place.name for place in earlier.places}
