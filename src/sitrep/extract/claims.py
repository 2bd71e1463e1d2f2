"""Claims of one reading."""

import hashlib

import msgspec

from sitrep.extract.agents import as_people, assault_agent, assault_target, defender_of
from sitrep.extract.clauses import covering
from sitrep.extract.confidences import confidence_of
from sitrep.extract.contacts import set_parties
from sitrep.extract.contexts import Context, make_context
from sitrep.extract.counts import set_figures, split_by_place
from sitrep.extract.discourse import connect
from sitrep.extract.drafts import Draft, make_drafts
from sitrep.extract.lexicons import Lexicon, lexicon
from sitrep.extract.mentions import find_mentions, told_by
from sitrep.extract.modes import set_mode, set_weapons
from sitrep.extract.occasions import set_time
from sitrep.extract.outages import outage_drafts
from sitrep.extract.settings import evidence_span, set_places
from sitrep.extract.sites import Sites, read_sites
from sitrep.extract.statuses import set_status
from sitrep.extract.strays import stray_drafts
from sitrep.extract.victims import count_victims
from sitrep.model.actors import Actor, Attribution, Speaker
from sitrep.model.claims import Claim
from sitrep.model.issues import Issue
from sitrep.model.readings import Reading
from sitrep.model.texts import verbatim
from sitrep.packs.types import event_types


def extract_claims(reading: Reading, packs: tuple[str, ...] = ()) -> tuple[Claim, ...]:
    """Returns what the report claims, in text order; `packs` are laid over the built-in event types."""
    context = make_context(reading)
    drafts = connect(context, filled_drafts(context, packs))
    return tuple(claim for claim, _ in as_claims(context, drafts))


def filled_drafts(context: Context, packs: tuple[str, ...]) -> list[Draft]:
    """Returns the drafts of a text, each with what its own sentence tells, in text order."""
    words = lexicon(packs, "en")
    drafts = make_drafts(context, find_mentions(context, words))
    disrupt = next(each for each in event_types(packs) if each.name == "DISRUPT")
    drafts += outage_drafts(context, disrupt)
    drafts.sort(key=lambda draft: min(token.i for token in draft.seeds))
    sites = read_sites(context)
    for draft in drafts:
        fill(context, words, sites, draft)
    for draft in stray_drafts(context, event_types(packs), drafts):
        figures, mode = draft.figures, draft.mode
        fill(context, words, sites, draft)
        draft.figures, draft.mode = figures, draft.mode or mode
        drafts.append(draft)
    drafts.sort(key=lambda draft: min(token.i for token in draft.seeds))
    return [part for draft in drafts for part in split_by_place(context, draft)]


def as_claims(context: Context, drafts: list[Draft]) -> list[tuple[Claim, Draft]]:
    """Returns the drafts that have what a claim needs as claims in text order, each with its draft."""
    count_victims(context, drafts, "en")
    told = [(as_claim(context, draft), draft) for draft in drafts if is_whole(draft)]
    told.sort(key=lambda pair: (pair[0].evidence[0].start, pair[0].type))
    if not context.reading.is_respelt:
        return told
    return [(verbatim(claim, context.reading.document.text), draft) for claim, draft in told]


def is_whole(draft: Draft) -> bool:
    """Whether a draft has what its type cannot do without: a speech act its speaker."""
    return draft.source is not None or not draft.is_speech


def fill(context: Context, words: Lexicon, sites: Sites, draft: Draft) -> None:
    """Fills the slots of a draft from its own sentence."""
    for mention in draft.mentions:
        draft.note("type", f"packs/types/{draft.type.name.lower()}.toml", told_by(mention, context, words), mention.token)
    set_status(context, draft)
    set_figures(context, draft)
    set_time(context, draft)
    set_places(context, sites, draft)
    set_source(context, draft)
    if draft.type.name == "ASSAULT":
        draft.actor = assault_agent(context, words, draft)
        draft.defender = defender_of(context, words, draft)
        draft.target = assault_target(context, draft)
    else:
        set_parties(context, draft)
    set_weapons(draft)
    set_mode(context, draft)
    if draft.is_speech:
        set_speaker(context, draft)
    draft.span = evidence_span(context, draft)


def set_source(context: Context, draft: Draft) -> None:
    """Gives a draft the speaker in whose mouth its words stand, None where the outlet itself speaks."""
    attribution = context.attribution(draft.zone)
    if attribution and only_blames(context, draft, attribution):
        draft.note("source", "claims.only_blames", "who blames or accuses somebody is no source of what happened", attribution.cue)
        return
    draft.source = attribution.speaker if attribution else None
    if attribution:
        cue = f" by {attribution.cue.text!r}" if attribution.cue else ""
        draft.note("source", "contexts.zones", f"the words stand in this mouth{cue}", attribution.source or attribution.cue)


def only_blames(context: Context, draft: Draft, attribution: Attribution) -> bool:
    """Whether an attack is what a speaker blames somebody for, or stands in a clause that only describes it."""
    if draft.type.name != "ASSAULT" or attribution.cue is None:
        return False
    lemmas = {token.lemma_ for token in covering(context.parse, attribution.cue.start, attribution.cue.end) or ()}
    described = all(context.parse[root].dep_ == "relcl" for root in draft.roots)
    return "blame" in lemmas or ("accuse" in lemmas and described)


def set_speaker(context: Context, draft: Draft) -> None:
    """Makes the doer of a speech act its speaker: whom the verb's own attribution names, else the subject, else who is quoted."""
    start = draft.seeds[0].idx
    own = next((each for each in context.reading.annotations.attributions if each.cue and each.cue.start <= start < each.cue.end), None)
    named = own.speaker if own else None
    draft.source = named or as_speaker(draft.actor) or draft.source
    if draft.source:
        draft.note("source", "claims.set_speaker", "who does a speech act is its speaker", own.source if own and named else draft.actor)
    if draft.source and (draft.actor is None or named):
        draft.actor = Actor(draft.source.name, side=draft.source.side, role=draft.source.role, organisation=draft.source.organisation)


def as_speaker(actor: Actor | None) -> Speaker | None:
    """Returns the doer of a speech act as its speaker."""
    return Speaker(actor.name, actor.role, actor.organisation, actor.side) if actor else None


def as_claim(context: Context, draft: Draft) -> Claim:
    """Returns a draft as a claim."""
    document = context.reading.document
    evidence = (document.quote(*draft.span),)
    claim = Claim(
        id="",
        document=document.id,
        type=draft.type.name,
        evidence=evidence,
        mode=draft.mode,
        status=draft.status,
        scope=draft.scope,
        when=draft.when,
        places=tuple(draft.places),
        actor=as_people(draft.actor),
        target=draft.target,
        weapons=tuple(draft.weapons),
        source=draft.source,
        participants=tuple(draft.participants),
        figures=tuple(each.value for each in draft.figures),
        services=tuple(draft.services),
        issues=tuple(issues_of(context, draft)),
    )
    return msgspec.structs.replace(claim, id=claim_id(claim), confidence=confidence_of(claim))


def claim_id(claim: Claim) -> str:
    """Returns the id of a claim: a hash of its document, type, words and figures, the same for the same input and version."""
    words = [claim.document, claim.type, *(f"{span.start}:{span.end}:{span.text}" for span in claim.evidence)]
    words += [f"{figure.measure}:{figure.item}:{figure.start}" for figure in claim.figures]
    return "c" + hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:16]


def issues_of(context: Context, draft: Draft) -> list[Issue]:
    """Returns what is uncertain about a draft, in plain words."""
    issues = list(draft.issues)
    if context.reading.document.published is None and draft.when.start is None and draft.when.text:
        issues.append(Issue("no-publication-date", f"{draft.when.text!r} cannot be resolved: the date of publication is unknown."))
    elif draft.when.start is None and draft.when.end is None:
        issues.append(Issue("no-time", "The text gives no time for it."))
    if draft.type.name in {"ASSAULT", "DISRUPT"} and not draft.places:
        issues.append(Issue("no-place", "The text gives no place for it."))
    return issues
