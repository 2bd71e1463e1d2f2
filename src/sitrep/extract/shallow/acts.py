"""Acts: drafts of talks, deals, aid, speech acts and all that is no attack and no outage."""

import msgspec

from sitrep.extract.shallow.attacks import part_of, set_places, set_time, status_of
from sitrep.extract.shallow.drafts import Draft
from sitrep.extract.shallow.scenes import Scene, hits_in
from sitrep.model.actors import Actor
from sitrep.model.figures import Figure, class_of
from sitrep.model.outlines import Sentence
from sitrep.packs.gazetteer import countries
from sitrep.packs.phrases import Hit
from sitrep.packs.tongue_packs import Deed
from sitrep.packs.types import event_types

LEADERS = frozenset({"President", "Prime Minister", "Chancellor", "Foreign Minister"})
PLAIN_MODES = ("meeting", None)


def act_drafts(scene: Scene, number: int, sentence: Sentence) -> list[Draft]:
    """Returns the drafts of a sentence that are no attacks and no outages, one for each type."""
    triggers: dict[str, list[Hit[Deed]]] = {}
    for hit in scene.triggers_in(sentence.first, sentence.last):
        if hit.value.type not in {"ASSAULT", "DISRUPT"}:
            triggers.setdefault(hit.value.type, []).append(hit)
    return [draft for name, hits in triggers.items() if (draft := act_draft(scene, number, sentence, name, hits)) is not None]


def act_draft(scene: Scene, number: int, sentence: Sentence, name: str, hits: list[Hit[Deed]]) -> Draft | None:
    """Returns the draft of one type in a sentence, None where what it asks for is missing."""
    first, last = sentence.first, sentence.last
    if any("no-attack" in hit.value.needs for hit in hits) and attacked(scene, first, last):
        return None
    draft = Draft(name, number, sentence.paragraph, [(first, last)], frozenset(hit.value.sense for hit in hits))
    draft.note("type", f"packs/languages/{scene.tongue.code}/deeds.toml", "a word of this type", scene.offsets(hits[0].first, hits[0].last))
    modes = [hit.value.mode for hit in hits]
    draft.mode = next((mode for mode in modes if mode not in PLAIN_MODES), next((mode for mode in modes if mode), None))
    draft.source = scene.speaker(sentence)
    draft.status = status_of(scene, first, last, hits)
    set_time(scene, draft, sentence, (first, last))
    if "speech" in draft.senses:
        return speech(scene, draft, first, last)
    if name in {"CONSULT", "AGREE"}:
        return talks(scene, draft, first, last)
    event_type = next(each for each in event_types(scene.packs) if each.name == name)
    if name == "AID" or event_type.placed:
        set_places(scene, draft, first, last)
    counts = {"displaced", "rescued", "detained", *event_type.counts}
    draft.figures = [each for each in scene.figures(first, last) if each.measure in counts]
    draft.doer = doer(scene, first, last, draft)
    return draft


def doer(scene: Scene, first: int, last: int, draft: Draft) -> Actor | None:
    """Returns who acts: the first person, body or party that is named as acting, but for the speaker."""
    source = draft.source.name if draft.source else None
    found = [(each.start or 0, each) for each in parties(scene, first, last) if each.name != source]
    for hit in scene.sides_in(first, last):
        if part_of(scene, hit, first, last) == "doer":
            code = scene.side(hit.value)
            found.append((scene.offsets(hit.first, hit.last)[0], Actor(countries()[code].name, "state", code, side=code)))
    return min(found, key=lambda pair: pair[0], default=(0, None))[1]


def attacked(scene: Scene, first: int, last: int) -> bool:
    """Whether some words tell of an attack."""
    return bool(hits_in(scene.attacks, first, last))


def speech(scene: Scene, draft: Draft, first: int, last: int) -> Draft | None:
    """Completes a speech act: who speaks does it; without a speaker there is none."""
    people = actors(scene, first, last)
    if draft.source is None and people:
        from sitrep.model.actors import Speaker  # noqa: PLC0415

        draft.source = Speaker(people[0].name, people[0].role, None, people[0].side)
    if draft.source is None:
        return None
    draft.doer = Actor(draft.source.name, None, None, side=draft.source.side, role=draft.source.role)
    others = [each for each in parties(scene, first, last) if each.name != draft.source.name and each.country != draft.source.side]
    draft.target = others[0] if others else None
    return draft


def talks(scene: Scene, draft: Draft, first: int, last: int) -> Draft | None:
    """Completes talks or a deal: who takes part; without anybody, or without a verb that says that they are held, there are none."""
    if draft.type == "CONSULT" and not scene.hits("holding", first, last):
        return None
    who = actors(scene, first, last)
    here = {each.start for each in scene.places(first, last)}
    states = [each for each in parties(scene, first, last) if each.kind == "state" and each.start not in here]
    others = [each for each in who if draft.source is None or each.name != draft.source.name]
    draft.participants = others
    if not draft.participants and not states and draft.mode not in {"multilateral", "exchange"}:
        return None
    set_places(scene, draft, first, last)
    draft.places = [each for each in draft.places if each.precision != "country" or len(draft.places) == 1]
    homes = [each.country for each in draft.participants if each.country] or [each.country for each in states if each.country]
    named = [countries()[code].name for code in dict.fromkeys(homes) if code]
    draft.doer = Actor(named[0], "state", homes[0]) if named else (draft.participants[0] if draft.participants else None)
    draft.target = Actor(named[1], "state") if len(named) > 1 else None
    draft.participants = draft.participants or states
    if draft.mode == "exchange":
        draft.figures = released(scene, first, last)
    return draft


def released(scene: Scene, first: int, last: int) -> list[Figure]:
    """Returns the people that an exchange set free."""
    return [
        msgspec.structs.replace(each, measure="other")
        for each in scene.figures(first, last)
        if class_of(each.item) == "people" and each.measure in {None, "rescued", "detained", "displaced"}
    ]


def actors(scene: Scene, first: int, last: int) -> list[Actor]:
    """Returns the people and bodies that some words name, each once."""
    return list({each.name: each for each in scene.actors(first, last)}.values())


def parties(scene: Scene, first: int, last: int) -> list[Actor]:
    """Returns who acts or is acted on among some words: people and bodies, then states, each once."""
    states = [
        Actor(each.name, "state", each.country, each.start, each.end, each.text, side=each.country)
        for each in scene.named(first, last)
        if each.precision == "country"
    ]
    return actors(scene, first, last) + list({each.name: each for each in states}.values())
