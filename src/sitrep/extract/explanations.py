"""Explanations: why each claim of a reading is as it is, and which words were passed over."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from sitrep.extract.claims import as_claims, filled_drafts, is_whole
from sitrep.extract.confidences import signs_of, weights
from sitrep.extract.contexts import Context, make_context
from sitrep.extract.discourse import connect
from sitrep.extract.drafts import Draft
from sitrep.extract.lexicons import lexicon
from sitrep.extract.mentions import refusals
from sitrep.model.claims import Claim
from sitrep.model.readings import Reading
from sitrep.model.reasons import Explanation, Reason, Refusal
from sitrep.model.texts import Document


def explain_claims(reading: Reading, packs: tuple[str, ...] = ()) -> tuple[tuple[Claim, ...], tuple[Explanation, ...], tuple[Refusal, ...]]:
    """Returns the claims that `extract_claims` finds, why each is as it is in the same order, and the words that became none."""
    context = make_context(reading)
    drafts = filled_drafts(context, packs)
    kept = connect(context, drafts)
    told = as_claims(context, kept)
    explanations = tuple(Explanation(claim.id, tuple(reasons_of(reading.document, claim, draft))) for claim, draft in told)
    left = [draft for draft in drafts if not any(draft is each for _, each in told)]
    passed = [*dropped(context, left), *dict.fromkeys(unmet(context, packs))]
    return tuple(claim for claim, _ in told), explanations, tuple(sorted(passed, key=lambda each: (each.start, each.type)))


def reasons_of(document: Document, claim: Claim, draft: Draft) -> Iterator[Reason]:
    """Yields why a claim has its values, each reason once with its words as the document spells them."""
    for each in dict.fromkeys(draft.reasons):
        yield each if each.start is None else replace(each, text=document.text[each.start : each.end])
    for name in ("base", *signs_of(claim)):
        weight = weights().base if name == "base" else weights().signs[name]
        yield Reason("confidence", "packs/confidence.toml", f"{name}: {weight:+.2f}")


def dropped(context: Context, drafts: Iterable[Draft]) -> Iterator[Refusal]:
    """Yields why each of some drafts became no claim: by the last rule that spoke of its type."""
    for draft in drafts:
        why = [each for each in draft.reasons if each.slot == "type"][-1]
        rule, words = (why.rule, why.why) if is_whole(draft) else ("claims.is_whole", "a speech act without a speaker")
        seed = draft.seeds[0]
        yield refusal(context.reading.document, draft.type.name, rule, words, (seed.idx, seed.idx + len(seed)))


def unmet(context: Context, packs: tuple[str, ...]) -> Iterator[Refusal]:
    """Yields the words of triggers whose conditions nothing meets."""
    for mention, asks in refusals(context, lexicon(packs, "en")):
        start, name = mention.token.idx, mention.type.name
        yield refusal(context.reading.document, name, f"packs/types/{name.lower()}.toml", asks, (start, start + len(mention.token)))


def refusal(document: Document, name: str, rule: str, why: str, offsets: tuple[int, int]) -> Refusal:
    """Returns why the words at some offsets are no claim of the type `name`."""
    start, end = offsets
    return Refusal(document.id, name, rule, why, start, end, document.text[start:end])
