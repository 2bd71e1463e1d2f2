"""Claims of one outline."""

import msgspec

from sitrep.extract.claims import claim_id
from sitrep.extract.confidences import confidence_of
from sitrep.extract.shallow.acts import act_drafts
from sitrep.extract.shallow.algebra import doubts
from sitrep.extract.shallow.attacks import attack_drafts
from sitrep.extract.shallow.discourse import connect
from sitrep.extract.shallow.drafts import Draft
from sitrep.extract.shallow.outages import outage_drafts
from sitrep.extract.shallow.scenes import OTHER, Scene
from sitrep.model.actors import Actor
from sitrep.model.claims import Claim
from sitrep.model.figures import Figure
from sitrep.model.issues import Issue
from sitrep.model.outlines import Outline
from sitrep.model.reasons import Explanation, Reason, Refusal
from sitrep.model.texts import Span
from sitrep.model.times import When
from sitrep.packs.gazetteer import countries
from sitrep.packs.tongues import tongue_with

EDGES = " ,;.:—–-"


def claims_of_outline(outline: Outline, language: str, packs: tuple[str, ...] = ()) -> tuple[Claim, ...]:
    """Returns what a report claims, in text order; `packs` are laid over the built-in event types."""
    return tuple(claim for claim, _ in told(outline, language, packs))


def explain_outline(
    outline: Outline, language: str, packs: tuple[str, ...] = ()
) -> tuple[tuple[Claim, ...], tuple[Explanation, ...], tuple[Refusal, ...]]:
    """Returns the claims, and why each is as it is in the same order."""
    pairs = told(outline, language, packs)
    explanations = tuple(Explanation(claim.id, tuple(reasons_of(outline, draft))) for claim, draft in pairs)
    return tuple(claim for claim, _ in pairs), explanations, ()


def reasons_of(outline: Outline, draft: Draft) -> list[Reason]:
    """Returns why a claim has its values, each with its words."""
    text = outline.document.text
    return [
        each if each.start is None else msgspec.structs.replace(each, text=text[each.start : each.end])
        for each in dict.fromkeys(draft.reasons)
    ]


def told(outline: Outline, language: str, packs: tuple[str, ...]) -> list[tuple[Claim, Draft]]:
    """Returns the claims of an outline, each with its draft."""
    scene = Scene(outline, tongue_with(language, packs), packs)
    drafts: list[Draft] = []
    for number, sentence in enumerate(outline.sentences):
        drafts += attack_drafts(scene, number, sentence)
        drafts += outage_drafts(scene, number, sentence)
        drafts += act_drafts(scene, number, sentence)
    pairs = [(as_claim(scene, draft), draft) for draft in connect(scene, drafts)]
    return sorted(pairs, key=lambda pair: (pair[0].evidence[0].start, pair[0].type))


def as_claim(scene: Scene, draft: Draft) -> Claim:
    """Returns a draft as a claim."""
    document = scene.outline.document
    claim = Claim(
        id="",
        document=document.id,
        type=draft.type,
        evidence=tuple(evidence(scene, draft)),
        mode=draft.mode,
        status=draft.status,
        scope=draft.scope,
        when=when_of(draft),
        places=tuple(draft.places),
        actor=actor_of(draft),
        target=target_of(scene, draft),
        weapons=tuple(draft.weapons),
        source=draft.source,
        participants=tuple(draft.participants),
        figures=tuple(figures_of(scene, draft)),
        services=tuple(draft.services),
        issues=tuple(issues_of(scene, draft)),
    )
    return msgspec.structs.replace(claim, id=claim_id(claim), confidence=confidence_of(claim))


def evidence(scene: Scene, draft: Draft) -> list[Span]:
    """Returns the words of a draft's pieces without the marks at their edges, pieces side by side as one."""
    text = scene.outline.document.text
    spans: list[tuple[int, int]] = []
    for first, last in sorted(draft.pieces):
        start, end = scene.offsets(first, last)
        inner = text[start:end]
        start += len(inner) - len(inner.lstrip(EDGES))
        end -= len(inner) - len(inner.rstrip(EDGES))
        if start >= end:
            continue
        if spans and not text[spans[-1][1] : start].strip(EDGES):
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return [scene.outline.document.quote(start, end) for start, end in spans]


def when_of(draft: Draft) -> When:
    """Returns when a draft happened."""
    time = draft.time
    if time is None:
        return When()
    start, end = time.covered
    return When(start, end, time.precision, time.text or None, time.basis if draft.own_time else "inherited")


def actor_of(draft: Draft) -> Actor | None:
    """Returns who did it."""
    if draft.type != "ASSAULT":
        return draft.doer
    return Actor(countries()[draft.actor].name, "state", draft.actor, side=draft.actor) if draft.actor else None


def target_of(scene: Scene, draft: Draft) -> Actor | None:
    """Returns to what or whom it was done: what the words name as hit, else the country that was attacked."""
    if draft.type != "ASSAULT":
        return draft.target
    for first, last in draft.pieces:
        for hit in scene.tongue.targets.find(scene.outline.plains, first, last):
            start, end = scene.offsets(hit.first, hit.last)
            return Actor(hit.value.replace("-", " "), "facility", None, start, end, scene.outline.document.text[start:end])
    country = next((each.country for each in draft.places if each.country and each.country != draft.actor), None) or OTHER.get(
        draft.actor or ""
    )
    return Actor(countries()[country].name, "state", country) if country else None


def figures_of(scene: Scene, draft: Draft) -> list[Figure]:
    """Returns a draft's counts in text order, each part with the index of its whole among them."""
    kept = sorted(draft.figures, key=lambda each: each.start)
    every = scene.outline.annotations.figures
    return [each if each.part_of is None else msgspec.structs.replace(each, part_of=index_of(kept, every[each.part_of])) for each in kept]


def index_of(figures: list[Figure], whole: Figure) -> int | None:
    """Returns where a count stands in a list, None where it does not."""
    return figures.index(whole) if whole in figures else None


def issues_of(scene: Scene, draft: Draft) -> list[Issue]:
    """Returns what is uncertain about a draft, in plain words."""
    issues = list(draft.issues)
    if draft.time is None:
        undated = scene.outline.document.published is None
        issues.append(
            Issue("no-publication-date", "The date of publication is unknown.")
            if undated
            else Issue("no-time", "The text gives no time for it.")
        )
    if draft.type in {"ASSAULT", "DISRUPT"} and not draft.places:
        issues.append(Issue("no-place", "The text gives no place for it."))
    if draft.type == "ASSAULT" and draft.actor is None:
        issues.append(Issue("no-actor", "The text does not say who did it."))
    return list(dict.fromkeys([*issues, *doubts(draft.figures)]))
