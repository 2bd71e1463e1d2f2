"""Discourse: which drafts are one claim, and which say nothing new."""

from collections.abc import Sequence

from sitrep.extract.shallow.drafts import Draft
from sitrep.extract.shallow.inheritances import (
    NEAR,
    SPEECH,
    add_towns,
    alike,
    main_time,
    opening_time,
    shares_place,
    speaker,
    take_actors,
    take_country_of_defence,
    take_mode,
    take_offices,
    take_place,
    take_places_of_harm,
    take_places_of_launch,
    take_places_of_main,
    take_sources,
    take_time,
)
from sitrep.extract.shallow.scenes import Scene
from sitrep.model.figures import Figure, class_of

FEW = 3
WINDOW = 80
"""How many drafts back another may be that a draft goes on with."""


def connect(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Returns the drafts of a text, completed by each other and joined where they are one claim."""
    drafts = without_headline(scene, without_objects(with_evacuations(drafts)))
    main = main_time(scene, drafts) or opening_time(scene)
    for number, draft in enumerate(drafts):
        take_place(scene, draft, drafts[max(0, number - WINDOW) : number])
        take_time(scene, draft, drafts[max(0, number - WINDOW) : number], main)
        take_mode(draft, drafts[max(0, number - WINDOW) : number])
    take_sources(drafts)
    take_actors(scene, drafts)
    add_towns(drafts)
    take_places_of_launch(drafts)
    take_country_of_defence(drafts)
    take_places_of_main(drafts)
    if not scene.is_summary:
        take_places_of_harm(drafts)
    take_offices(drafts)
    return joined(drafts)


def without_headline(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Returns the drafts without those of the headline whose counts the text below repeats."""
    sentences = scene.outline.sentences
    if (
        len(sentences) < FEW
        or scene.outline.words[sentences[0].last - 1].text in ".!?:"
        or sentences[1].paragraph == sentences[0].paragraph
    ):
        return list(drafts)
    below = [each for each in drafts if each.sentence > 0]
    counts = [figure for each in below for figure in each.figures]
    return [
        each
        for each in drafts
        if each.sentence > 0
        or not any(other.type == each.type for other in below)
        or any(figure.high is not None and not any(figure.agrees_with(other) for other in counts) for figure in each.figures)
    ]


def with_evacuations(drafts: Sequence[Draft]) -> list[Draft]:
    """Returns the drafts with evacuations that an attack led to as counts of it, and without those that nobody counted."""
    kept: list[Draft] = []
    for draft in drafts:
        if draft.type != "AID" or draft.senses != {"evacuate"}:
            kept.append(draft)
            continue
        last = kept[-1] if kept else None
        if (
            last
            and last.type == "ASSAULT"
            and last.paragraph == draft.paragraph
            and draft.sentence - last.sentence <= NEAR
            and draft.figures
        ):
            last.figures += draft.figures
            last.pieces += draft.pieces
        elif draft.figures:
            kept.append(draft)
    return kept


def without_objects(drafts: Sequence[Draft]) -> list[Draft]:
    """Returns the drafts without attacks of which others only speak: "засудив удар по лікарні"."""
    spoken = {each.sentence for each in drafts if each.type in SPEECH | {"CONCEDE"}}
    own = SPEECH | {"CONCEDE"}
    return [each for each in drafts if each.type in own or each.figures or each.own_time or each.sentence not in spoken]


def joined(drafts: Sequence[Draft]) -> list[Draft]:
    """Joins the drafts that one speaker tells of one attack, place and time; what repeats another only lends it its words."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((each for each in reversed(kept[-WINDOW:]) if is_one(each, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            absorb(twin, draft)
    return kept


def is_one(one: Draft, other: Draft) -> bool:
    """Whether two drafts are one claim."""
    if (one.type, one.scope, one.status) != (other.type, other.scope, other.status) or one.days != other.days:
        return False
    if speaker(one) != speaker(other) and not (one.type == "AGREE" and other.source is None):
        return False
    if one.type == "ASSAULT":
        return modes_meet(one, other) and alike(one.actor, other.actor) and same_places(one, other)
    if one.type == "DISRUPT":
        return one.services == other.services and (same_places(one, other) or shares_place(one, other))
    if one.type == "AGREE":
        return one.mode == other.mode and other.sentence - one.sentence <= NEAR
    if one.type == "AID":
        return one.mode == other.mode and one.paragraph == other.paragraph and other.sentence - one.sentence <= NEAR + 1
    return (one.type in SPEECH and one.sentence == other.sentence) or (
        one.type == "CONSULT" and alike(one.mode, other.mode) and same_company(one, other)
    )


def same_company(one: Draft, other: Draft) -> bool:
    """Whether the same people talk, or the later words only name the states of those who do."""
    names, more = ({each.name for each in draft.participants} for draft in (one, other))
    if names == more:
        return True
    return all(each.kind == "state" for each in other.participants) and {each.country for each in other.participants} <= {
        each.country or each.side for each in one.participants
    }


def modes_meet(one: Draft, other: Draft) -> bool:
    """Whether two ways of attack may be one: the same, or drones and missiles of one night told side by side."""
    both = {one.mode, other.mode} == {"aerial", "drone"} and abs(one.sentence - other.sentence) <= NEAR
    return alike(one.mode, other.mode) or (both and has_munitions(one) and has_munitions(other))


def has_munitions(draft: Draft) -> bool:
    """Whether it counts munitions."""
    return any(class_of(each.item) == "munition" and each.measure != "hit" for each in draft.figures)


def same_places(one: Draft, other: Draft) -> bool:
    """Whether two drafts tell of one place: the same names, or none of their own."""
    names, more = ({each.name for each in draft.places} for draft in (one, other))
    return names == more or (bool(names & more) and (names <= more or more <= names) and abs(one.sentence - other.sentence) <= NEAR)


def absorb(draft: Draft, other: Draft) -> None:
    """Adds the words and counts of another draft."""
    draft.pieces += [each for each in other.pieces if each not in draft.pieces]
    draft.figures += [each for each in other.figures if not any(is_repeat(each, known) for known in draft.figures)]
    draft.weapons += [each for each in other.weapons if each.name not in {known.name for known in draft.weapons}]
    draft.mode = "aerial" if {draft.mode, other.mode} == {"aerial", "drone"} else draft.mode or other.mode
    draft.actor = draft.actor or other.actor
    if len(other.places) > len(draft.places):
        draft.places = other.places
    draft.senses |= other.senses
    draft.participants = draft.participants or other.participants
    draft.reasons += other.reasons


def is_repeat(one: Figure, other: Figure) -> bool:
    """Whether a count is told again."""
    return one.agrees_with(other) and one.start != other.start and one.text.split()[-1][:4].lower() == other.text.split()[-1][:4].lower()
