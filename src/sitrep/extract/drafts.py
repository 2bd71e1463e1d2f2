"""Drafts: claims in the making, one for each piece of a sentence that tells of one thing."""

from collections.abc import Container
from dataclasses import dataclass, field

from spacy.tokens import Token

from sitrep.extract.clauses import SUBJECTS, is_answered
from sitrep.extract.contexts import Anchored, Context
from sitrep.extract.lexicons import Mention
from sitrep.extract.reasons import Words, reason
from sitrep.model.actors import Actor, Speaker
from sitrep.model.claims import Scope, Service, Status, Weapon
from sitrep.model.figures import Figure
from sitrep.model.issues import Issue
from sitrep.model.places import Place
from sitrep.model.reasons import Reason, Slot
from sitrep.model.times import When
from sitrep.packs.types import EventType

HARM_MEASURES = frozenset({"killed", "injured", "missing"})
ASSAULT_MEASURES = HARM_MEASURES | {"launched", "intercepted", "lost", "hit", "damaged", "destroyed", "displaced"}
RESULTS = frozenset({"harm", "damage"})
SEPARATING_MARKS = frozenset({"after", "before", "as", "while", "since", "although", "though", "whereas"})


@dataclass(slots=True)
class Draft:
    """A claim in the making.

    `roots` are the clauses that it reads, `told_roots` those that any draft of the text reads, `seeds` the tokens that tell of it,
    `figures` its counts by token; `reasons` say why its slots have their values, the last of a slot why it has the one it has.
    """

    type: EventType
    sentence: int
    zone: int
    roots: list[int]
    seeds: list[Token]
    mentions: list[Mention]
    figures: list[Anchored[Figure]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    own_places: bool = False
    when: When = When()
    said: When = When()
    own_time: bool = False
    scope: Scope = "incident"
    status: Status = "occurred"
    mode: str | None = None
    actor: Actor | None = None
    defender: Actor | None = None
    told_roots: frozenset[int] = frozenset()
    target: Actor | None = None
    source: Speaker | None = None
    participants: list[Actor] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    weapons: list[Weapon] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    span: tuple[int, int] = (0, 0)

    def tokens(self, context: Context) -> list[Token]:
        """Returns the tokens of its clauses, in text order."""
        found = {token.i: token for root in self.roots for token in context.clause(root)}
        return [found[index] for index in sorted(found)]

    def roots_above(self, context: Context) -> set[int]:
        """Returns the clauses that its own hang on."""
        return {context.roots[token.i] for root in self.roots for token in context.parse[root].ancestors}

    def is_answered(self, context: Context) -> bool:
        """Whether it tells of nothing but what another deed answers."""
        return all(is_answered(context.parse[root]) for root in self.roots)

    def note(self, slot: Slot, rule: str, why: str, words: Words = None) -> None:
        """Notes why a slot has the value that it has just been given, and by which words."""
        self.reasons.append(reason(slot, rule, why, words))

    @property
    def is_speech(self) -> bool:
        """Whether it tells of a speech act."""
        return any(mention.trigger.sense == "speech" for mention in self.mentions)

    @property
    def mends(self) -> bool:
        """Whether it tells that a service comes back, which is where it was lost."""
        return any(service.status in {"restored", "being-restored"} for service in self.services)


def make_drafts(context: Context, mentions: list[Mention]) -> list[Draft]:
    """Returns the drafts of a text in order: one for each type and clause, those of one attack in one sentence joined."""
    drafts = [
        Draft(each.type, context.sentences[each.token.i], context.zones[each.token.i], [context.roots[each.token.i]], [each.token], [each])
        for each in mentions
    ]
    assault = next((each.type for each in mentions if each.type.name == "ASSAULT"), None)
    if assault:
        drafts += [count_draft(context, assault, figure) for figure in context.figures if tells_of_attack(context, figure)]
    drafts = same_clause(drafts)
    drafts = joined_assaults(context, drafts)
    roots = frozenset(root for draft in drafts for root in draft.roots)
    for draft in drafts:
        draft.told_roots = roots
    return sorted(drafts, key=lambda draft: (min(token.i for token in draft.seeds), draft.type.name))


def tells_of_attack(context: Context, figure: Anchored[Figure]) -> bool:
    """Whether a count is by itself a word of what an attack did."""
    return figure.value.measure in ASSAULT_MEASURES and figure.head.i not in context.noise


def count_draft(context: Context, assault: EventType, figure: Anchored[Figure]) -> Draft:
    """Returns a draft seeded by a count alone."""
    index = figure.head.i
    draft = Draft(assault, context.sentences[index], context.zones[index], [context.roots[index]], [figure.head], [])
    draft.note("type", "drafts.tells_of_attack", f"what is {figure.value.measure} is by itself a word of an attack", figure.value)
    return draft


def same_clause(drafts: list[Draft]) -> list[Draft]:
    """Joins the drafts of one type, one clause and one speaker."""
    kept: dict[tuple[str, int, int], Draft] = {}
    for draft in drafts:
        key = (draft.type.name, draft.roots[0], draft.zone)
        if key in kept:
            absorb(kept[key], draft)
        else:
            kept[key] = draft
    return list(kept.values())


def joined_assaults(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Joins the clauses of one sentence, in one mouth, that tell of one attack."""
    told = [draft for draft in drafts if draft.type.name == "ASSAULT"]
    mouths = dict.fromkeys(draft.zone for draft in told)
    joined = [each for zone in mouths for each in joined_in_mouth(context, [draft for draft in told if draft.zone == zone])]
    return [draft for draft in drafts if draft.type.name != "ASSAULT"] + joined


def joined_in_mouth(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Joins the clauses of one sentence that tell of one attack; the drafts are attacks told in one mouth, one for each clause."""
    assaults = {draft.roots[0]: draft for draft in drafts}
    for root in sorted(assaults, key=lambda index: depth(context.parse[index]), reverse=True):
        above = clause_above(context, root, assaults)
        if above is not None and one_attack(context, assaults[above], assaults[root]):
            absorb(assaults[above], assaults[root])
            del assaults[root]
    for root in sorted(assaults):
        before = clause_before(context, root, assaults) if root not in context.reporting else told_before(root, assaults)
        if before is not None:
            absorb(assaults[before], assaults[root])
            del assaults[root]
    return list(assaults.values())


def told_before(root: int, assaults: dict[int, Draft]) -> int | None:
    """Returns the attack clause that a count left hanging on a verb of saying belongs to ("…, 20 of them children, a doctor said")."""
    here = assaults[root]
    near = [other for other, draft in assaults.items() if other != root and (draft.sentence, draft.zone) == (here.sentence, here.zone)]
    return max(near, default=None)


def clause_before(context: Context, root: int, assaults: dict[int, Draft]) -> int | None:
    """Returns the attack clause that a participle without a subject continues ("…, killing two"), None where it continues none."""
    token = context.parse[root]
    if token.tag_ not in {"VBG", "NN"} or token.dep_ not in {"advcl", "acl"} or any(child.dep_ in SUBJECTS for child in token.children):
        return None
    here = assaults[root]
    near = [other for other, draft in assaults.items() if other < root and (draft.sentence, draft.zone) == (here.sentence, here.zone)]
    return max(near, default=None)


def clause_above(context: Context, root: int, known: Container[int]) -> int | None:
    """Returns the nearest clause above `root` that is in `known`, at most two clauses up."""
    token = context.parse[root]
    for _ in range(2):
        if token.head == token:
            return None
        above = context.roots[token.head.i]
        if above in known:
            return above
        token = context.parse[above]
    return None


def depth(token: Token) -> int:
    """Returns the number of steps from a token to the head of its sentence."""
    return sum(1 for _ in token.ancestors)


def absorb(draft: Draft, other: Draft) -> None:
    """Adds what `other` reads to `draft`."""
    draft.roots += [root for root in other.roots if root not in draft.roots]
    draft.seeds += [token for token in other.seeds if token not in draft.seeds]
    draft.mentions += other.mentions
    draft.reasons += other.reasons


def one_attack(context: Context, above: Draft, below: Draft) -> bool:
    """Whether a clause and one below it tell of the same attack: one speaker, no times or places that differ, no separating word."""
    root = context.parse[below.roots[0]]
    if above.zone != below.zone or is_answered(root):
        return False
    marks = {child.lower_ for child in root.children if child.dep_ in {"mark", "prep", "advmod"}}
    only_harm = all(mention.trigger.sense in RESULTS for mention in above.mentions)
    has_subject = any(child.dep_ in SUBJECTS for child in root.children)
    if marks & SEPARATING_MARKS and has_subject and not only_harm:
        return False
    if "where" in marks and any(mention.trigger.sense not in RESULTS for mention in below.mentions):
        return False
    return not differ(days_in(context, above), days_in(context, below)) and not differ(sites_in(context, above), sites_in(context, below))


def differ(one: set[str], other: set[str]) -> bool:
    """Whether both say something, and nothing in common."""
    return bool(one) and bool(other) and not one & other


def days_in(context: Context, draft: Draft) -> set[str]:
    """Returns the times that stand in the clauses of a draft, by their first day."""
    return {
        start
        for each in context.times.within(draft.sentence)
        if (start := each.value.covered[0]) and context.roots[each.head.i] in draft.roots
    }


def sites_in(context: Context, draft: Draft) -> set[str]:
    """Returns the settlements and regions that stand literally in the clauses of a draft."""
    return {
        each.value.name
        for each in context.places.within(draft.sentence)
        if each.value.use == "literal"
        and each.value.precision not in {"country", "unresolved"}
        and context.roots[each.head.i] in draft.roots
    }
