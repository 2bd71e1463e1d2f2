"""Strays: counts that no draft has taken though the report tells of what they are a part of, each as a draft of its own."""

from collections.abc import Iterable

from spacy.tokens import Token

from sitrep.extract.clauses import VERBAL
from sitrep.extract.contexts import Anchored, Context
from sitrep.extract.drafts import Draft
from sitrep.extract.words import party_words
from sitrep.model.figures import Figure, class_of
from sitrep.packs.types import EventType

GIVEN = frozenset({"vehicle", "vessel", "other"})
NEAR = 2  # sentences
RELEASES = ("AGREE", "RETREAT")


def stray_drafts(context: Context, types: Iterable[EventType], drafts: list[Draft]) -> list[Draft]:
    """Returns drafts of counts that no draft has: of people and ground near an attack, of the freed and of help in reports on these."""
    known = {each.name: each for each in types}
    taken = {figure.value.start for draft in drafts for figure in draft.figures}
    found: dict[tuple[str, int, int], Draft] = {}
    for figure in context.figures:
        if figure.value.start in taken or figure.head.i in context.noise or figure.value.measure is None:
            continue
        name, mode = type_of(context, figure, drafts)
        if name not in known:
            continue
        root, zone = context.roots[figure.head.i], context.zones[figure.head.i]
        draft = found.get((name, root, zone))
        if draft is None:
            seed = context.parse[root] if name == "AID" and context.parse[root].pos_ in VERBAL else figure.head
            draft = Draft(known[name], context.sentences[figure.head.i], zone, [root], [seed], [], mode=mode)
            draft.note("type", "strays.type_of", f"{figure.value.measure} {figure.value.item} is counted in a report of such", figure.value)
            found[name, root, zone] = draft
        draft.figures.append(figure)
        draft.note("figures", "strays.stray_drafts", "no other claim takes this count", figure.value)
    return list(found.values())


def type_of(context: Context, figure: Anchored[Figure], drafts: list[Draft]) -> tuple[str | None, str | None]:
    """Returns the type, and the mode, of what a stray count is a part of; None where nothing in the report speaks for one."""
    measure, item = figure.value.measure, figure.value.item
    told = [draft for draft in drafts if abs(context.sentences[figure.head.i] - draft.sentence) <= NEAR]
    attacked = any(draft.type.name == "ASSAULT" for draft in told)
    if measure == "affected" and class_of(item) == "people":
        return ("ASSAULT" if attacked else None), None
    if measure != "other":
        return None, None
    if item == "settlement":
        return ("ASSAULT", "capture") if any(draft.type.name == "ASSAULT" for draft in drafts) else (None, None)
    if class_of(item) == "people":
        if is_casualty(figure.head) and (figure.value.low or 0) > 1:
            return ("ASSAULT" if attacked else None), None
        freed = next((draft for draft in drafts if draft.type.name in RELEASES and draft.mode in {"exchange", "release"}), None)
        return (freed.type.name, freed.mode) if freed else (None, None)
    if item in GIVEN and any(draft.type.name == "AID" and draft.mode in {None, "military"} for draft in drafts):
        return "AID", "military"
    return None, None


def is_casualty(noun: Token) -> bool:
    """Whether a noun counts dead and hurt together."""
    return noun.lemma_.lower() in party_words().victims
