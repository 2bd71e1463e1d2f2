"""Attacks: drafts of ASSAULT from pieces of sentences, with who did it, how, and what came of it."""

from collections.abc import Sequence

import msgspec

from sitrep.extract.shallow.drafts import Draft
from sitrep.extract.shallow.pieces import pieces
from sitrep.extract.shallow.scenes import OTHER, Scene
from sitrep.extract.shallow.shares import with_share
from sitrep.model.claims import Status, Weapon
from sitrep.model.figures import Figure, Measure, class_of
from sitrep.model.outlines import Sentence
from sitrep.model.places import Place
from sitrep.model.times import Time
from sitrep.packs.phrases import Hit
from sitrep.packs.tongue_packs import Deed
from sitrep.packs.tongues import adjective_stem

MEASURES: frozenset[Measure] = frozenset(
    {
        "launched",
        "intercepted",
        "lost",
        "hit",
        "killed",
        "injured",
        "missing",
        "damaged",
        "destroyed",
        "displaced",
        "rescued",
        "affected",
        "detained",
    }
)
OUTRIGHT = frozenset({"attack", "intercept", "launch", "debris", "clash", "capture", "repel"})
HARM: frozenset[Measure] = frozenset({"killed", "injured", "missing", "damaged", "destroyed"})
LOSSES = frozenset({("destroyed", "vehicle"), ("killed", "soldier")})
SIZE = {"facility": 0, "settlement": 0, "unresolved": 0, "district": 1, "region": 2, "water": 2, "country": 3}
AGAINST = 3
SHORT = 2
NEAR_OFFICE = 12
LONG_PHRASE = 6
FAR = 12
LEDGER = 3  # losses counted in one breath


def attack_drafts(scene: Scene, number: int, sentence: Sentence) -> list[Draft]:
    """Returns the drafts of attacks of one sentence."""
    found = []
    for first, last in pieces(scene, sentence):
        triggers = [hit for hit in scene.triggers_in(first, last) if hit.value.type == "ASSAULT"]
        figures = [each for each in scene.figures(first, last) if each.measure in MEASURES]
        if tells_of_attack(scene, first, last, triggers, figures):
            found += with_share(scene, attack_draft(scene, number, sentence, (first, last), triggers))
    return found


def tells_of_attack(scene: Scene, first: int, last: int, triggers: Sequence[Hit[Deed]], figures: Sequence[Figure]) -> bool:
    """Whether words tell of an attack: by a word for one, or of harm in a text that tells of attacks."""
    if scene.hits("nothing", first, last) or not (triggers or figures):
        return False
    if any(hit.value.sense in OUTRIGHT - {"launch"} for hit in triggers):
        return True
    munitions = any(class_of(each.item) == "munition" for each in figures) or bool(scene.means_in(first, last))
    if munitions and any(hit.value.sense == "launch" for hit in triggers):
        return True
    armed = bool(scene.means_in(first, last)) or bool(scene.sides_in(first, last))
    counted = any(each.measure in HARM or each.measure in {"launched", "intercepted", "lost", "hit"} for each in figures)
    down = any(each.measure in {"launched", "intercepted", "lost"} and class_of(each.item) == "munition" for each in figures)
    return down or ((bool(scene.attacks) or bool(scene.means) or armed) and counted)


def attack_draft(scene: Scene, number: int, sentence: Sentence, piece: tuple[int, int], triggers: Sequence[Hit[Deed]]) -> Draft:
    """Returns the draft of one attack, filled from its own words."""
    first, last = piece
    draft = Draft("ASSAULT", number, sentence.paragraph, [piece], frozenset(hit.value.sense for hit in triggers))
    for hit in triggers:
        draft.note(
            "type",
            f"packs/languages/{scene.tongue.code}/deeds.toml",
            f"a word of sense {hit.value.sense!r}",
            scene.offsets(hit.first, hit.last),
        )
    draft.figures = [each for each in scene.figures(first, last) if each.measure in MEASURES]
    if "capture" in draft.senses:
        draft.figures = taken(scene, first, last)
    draft.source = scene.speaker(sentence)
    draft.mode = mode_of(scene, first, last, triggers)
    draft.weapons = weapons_of(scene, first, last)
    set_places(scene, draft, first, last)
    set_time(scene, draft, sentence, piece)
    draft.actor = attacker(scene, first, last, draft)
    draft.status = status_of(scene, first, last, triggers)
    set_scope(scene, draft, sentence, piece)
    return draft


def taken(scene: Scene, first: int, last: int) -> list[Figure]:
    """Returns the counts of a capture, in which settlements are the taken ones."""
    return [
        msgspec.structs.replace(each, measure="other") if each.item == "settlement" else each
        for each in scene.figures(first, last)
        if each.measure in MEASURES or each.item == "settlement"
    ]


def mode_of(scene: Scene, first: int, last: int, triggers: Sequence[Hit[Deed]]) -> str | None:
    """Returns the mode of an attack: by the munitions that are named; drones with missiles are from the air."""
    told = next((hit.value.mode for hit in triggers if hit.value.mode), None)
    modes = list(dict.fromkeys(hit.value.mode for hit in scene.means_in(first, end_of_means(scene, first, last))))
    repelled_from_air = bool({"aerial", "drone"} & set(modes)) and any(hit.value.sense == "repel" for hit in triggers)
    if (
        told in {"clash", "capture"}
        and not repelled_from_air
        and not any(hit.value.sense in {"attack", "launch", "intercept"} for hit in triggers)
    ):
        return told
    if told == "clash" and not ({"aerial", "drone"} & set(modes)) and "heavy-weapons" not in modes:
        return told
    if "aerial" in modes and "drone" in modes:
        return "aerial"
    if "heavy-weapons" in modes and "drone" in modes and "aerial" not in modes:
        return "heavy-weapons" if modes[0] == "heavy-weapons" else "drone"
    return modes[0] if modes else told


def end_of_means(scene: Scene, first: int, last: int) -> int:
    """Returns the word from which on arms are what was lost, not what was used: the first count of destroyed ones."""
    losses = [each for each in scene.figures(first, last) if each.measure == "destroyed" and each.item in {"vehicle", "other"}]
    return scene.outline.word_at(losses[0].start) if losses else last


def weapons_of(scene: Scene, first: int, last: int) -> list[Weapon]:
    """Returns the munitions that are named, each once."""
    found: dict[str, Weapon] = {}
    for hit in scene.tongue.munitions.find(scene.outline.plains, first, last):
        start, end = scene.offsets(hit.first, hit.last)
        found.setdefault(hit.value.name, Weapon(hit.value.name, hit.value.item, start, end))
    return list(found.values())


def set_places(scene: Scene, draft: Draft, first: int, last: int) -> None:
    """Gives a draft the places of its words, the most precise first; a country only where nothing smaller is named."""
    found = scene.places(first, last)
    draft.offices = [each for each in found if is_of_speaker(scene, each)]
    found = [each for each in found if each not in draft.offices]
    smaller = [each for each in found if each.precision != "country"]
    chosen = unique(smaller or found)
    chosen = chosen or countries_of_regions(scene, first, last) or attacked_countries(scene, first, last)
    draft.places = sorted(chosen, key=lambda each: SIZE[each.precision])
    draft.own_places = bool(draft.places)
    for each in draft.places:
        draft.note("places", "shallow.attacks.set_places", "it stands among its words", (each.start, each.end))


def countries_of_regions(scene: Scene, first: int, last: int) -> list[Place]:
    """Returns the countries whose regions or territory the words name: "над регионами России", "п'ять областей України"."""
    found = []
    for each in scene.named(first, last):
        if each.precision == "country" and each.use != "literal":
            at = scene.outline.word_at(each.start)
            near = scene.outline.plains[max(first, at - 1) : min(last, at + 2)]
            if any(word.startswith(scene.tongue.toponyms.territory) for word in near):
                found.append(msgspec.structs.replace(each, use="literal"))
    return unique(found)


def attacked_countries(scene: Scene, first: int, last: int) -> list[Place]:
    """Returns the country that stands right behind a word for an attack ("атакував Україну"), or whose objects were struck."""
    found = []
    plains, known = scene.outline.plains, scene.tongue.deeds
    for each in scene.named(first, last):
        at = scene.outline.word_at(each.start)
        hits = [hit for hit in scene.triggers_in(first, at) if hit.value.sense == "attack"]
        behind = any(hit.last == at for hit in hits)
        struck = (
            any(hit.last <= i < at and plains[i] in known.against for hit in hits for i in range(at - FAR, at))
            and plains[at] not in known.doers
        )
        if (behind or struck) and each.precision == "country" and each.use == "metonym":
            found.append(msgspec.structs.replace(each, use="literal"))
    return unique(found)


def unique(places: Sequence[Place]) -> list[Place]:
    """Returns places, each name once."""
    return list({each.name: each for each in reversed(places)}.values())[::-1]


def is_of_speaker(scene: Scene, place: Place) -> bool:
    """Whether a place only tells of which place somebody holds office."""
    at = scene.outline.word_at(place.start)
    for actor in scene.actors(max(0, at - NEAR_OFFICE), min(len(scene.outline.words), at + NEAR_OFFICE)):
        if actor.start is None or actor.end is None:
            continue
        if actor.start <= place.start < actor.end:
            return True
        if actor.role and 0 < actor.start - place.start <= len(actor.role) + SHORT:
            return True
    return False


def set_time(scene: Scene, draft: Draft, sentence: Sentence, piece: tuple[int, int]) -> None:
    """Gives a draft the time that stands in its piece, else one that stands before it in its sentence."""
    own = deed_times(scene, *piece) or [each for each in scene.times(sentence.first, piece[1]) if piece[0] != sentence.first]
    dated = [each for each in own if each.first or each.last]
    night = next((each for each in dated if each.precision == "part-of-day"), None)
    chosen = night or next((each for each in dated if each.kind == "period"), None) or next(iter(dated), None)
    if chosen:
        draft.time, draft.own_time = chosen, True
        draft.note("when", "shallow.attacks.set_time", "it stands in its sentence", (chosen.start, chosen.end))


def deed_times(scene: Scene, first: int, last: int) -> list[Time]:
    """Returns the times among some words but for those of saying: "Минобороны 14 апреля сообщило, что …"."""
    found = []
    for each in scene.times(first, last):
        after = scene.outline.word_at(each.end)
        hit = scene.tongue.speech.at(scene.outline.plains, after, last) if after < last else None
        if hit is None or hit.value != "saying":
            found.append(each)
    return found


def status_of(scene: Scene, first: int, last: int, triggers: Sequence[Hit[Deed]]) -> Status:
    """Returns whether something happened, goes on, is denied, only planned or possible."""
    if scene.hits("denied", first, last):
        return "denied"
    if scene.hits("conditional", first, last) and not scene.figures(first, last):
        return "conditional"
    if scene.hits("planned", first, last) and not scene.figures(first, last):
        return "planned"
    clashes = any(hit.value.sense in {"clash", "repel"} for hit in triggers)
    return "ongoing" if clashes and scene.hits("ongoing", first, last) and not scene.figures(first, last) else "occurred"


def set_scope(scene: Scene, draft: Draft, sentence: Sentence, piece: tuple[int, int]) -> None:
    """Tells totals over a period from incidents, and history from both."""
    counted = [each for each in draft.figures if each.low != 1 or each.high != 1]
    period = draft.time is not None and (
        draft.time.kind == "period" or (bool(counted) and draft.time.precision in {"week", "month", "longer"})
    )
    general = any(each.item in {"settlement", "region"} or (each.measure, each.item) == ("hit", "other") for each in counted)
    precise = not general and any(each.precision in {"settlement", "unresolved"} for each in draft.places)
    over_period = bool(draft.figures) and period and (bool(counted) or not scene.is_summary)
    undated = draft.time is None or draft.time.kind == "period"
    of_the_day = scene.is_summary and not precise and undated and (bool(counted) or len(draft.figures) > 1)
    if over_period or of_the_day:
        draft.scope = "period_total"
    elif not draft.figures and is_history(scene, draft, sentence.first, piece[1]):
        draft.scope = "background"
    if draft.scope != "incident":
        draft.note("scope", "shallow.attacks.set_scope", "a period or a summary")


def is_history(scene: Scene, draft: Draft, first: int, last: int) -> bool:
    """Whether words without a count tell of what was long before."""
    if draft.time and draft.time.precision in {"year", "longer"}:
        return True
    return bool(scene.hits("background", first, last)) and not draft.own_time


def attacker(scene: Scene, first: int, last: int, draft: Draft) -> str | None:
    """Returns the country that attacks, None where the words do not tell."""
    doing: list[str] = []
    suffering: list[str] = []
    carried: list[str] = []
    for hit in scene.sides_in(first, last):
        if is_in_source(scene, hit) or is_counted(scene, draft, hit):
            continue
        country, part = side_meant(scene, draft, hit.value), part_of(scene, hit, first, last)
        arms = is_attribute(scene, hit) and bool(scene.means_in(hit.last, min(hit.last + 2, last)))
        if arms and country not in OTHER:
            continue  # "Iranian drones" tells who made them
        before = scene.outline.plains[max(first, hit.first - SHORT) : hit.first]
        if "capture" in draft.senses and scene.tongue.toponyms.from_prepositions.intersection(before):
            part = "victim"  # "freed from the occupiers"
        (doing if part == "doer" else suffering if part == "victim" else []).append(country)
        if arms:
            carried.append(country)
    if "repel" in draft.senses:
        return repelled(scene, first, last, doing)
    if is_beaten_off(draft):
        return beaten_off(scene, draft, doing, carried)
    if doing:
        return doing[0]
    if suffering and suffering[0] in OTHER:
        return OTHER[suffering[0]]
    return victor(scene, draft)


def is_counted(scene: Scene, draft: Draft, hit: Hit[str]) -> bool:
    """Whether a word for a party is part of what is counted as lost ("средств ПВО – 1 184")."""
    start, end = scene.offsets(hit.first, hit.last)
    return any(each.start <= start and end <= each.end and each.measure == "destroyed" for each in draft.figures)


def side_meant(scene: Scene, draft: Draft, value: str) -> str:
    """Returns the country that a word for a party means: "the enemy" is that of who says so, where his side is known."""
    told = side_of_speaker(draft)
    return OTHER[told] if value == "enemy" and told else scene.side(value)


def side_of_speaker(draft: Draft) -> str | None:
    """Returns the party to the war on whose side the speaker of a draft is, None where he is on none."""
    return draft.source.side if draft.source and draft.source.side in OTHER else None


def is_in_source(scene: Scene, hit: Hit[str]) -> bool:
    """Whether a word for a party is part of the words that name a speaker."""
    start, end = scene.offsets(hit.first, hit.last)
    sentence = scene.outline.sentences[scene.outline.sentence_at(hit.first)]
    told = scene.attributions.get(scene.offsets(sentence.first, sentence.last)[0])
    if told is None:
        return False
    heads = told.cue is not None and told.cue.text == ":" and end <= told.cue.start
    return heads or (told.source is not None and told.source.start <= start and end <= told.source.end)


def repelled(scene: Scene, first: int, last: int, doing: Sequence[str]) -> str | None:
    """Returns whose attack was repelled: who is named behind the word for it, else the other side than the one before it."""
    trigger = next((hit for hit in scene.triggers_in(first, last) if hit.value.sense == "repel"), None)
    behind = [hit for hit in scene.sides_in(trigger.last if trigger else last, last) if part_of(scene, hit, first, last) == "doer"]
    if behind:
        return scene.side(behind[0].value)
    return OTHER.get(doing[0] if doing else scene.friend)


def victor(scene: Scene, draft: Draft) -> str | None:
    """Returns the side of those who count destroyed arms and dead soldiers of the other."""
    losses = [each for each in draft.figures if (each.measure, each.item) in LOSSES]
    told = side_of_speaker(draft)
    if told and scene.hits("claimed", *draft.pieces[0]):
        return told
    return told or scene.friend if losses and (told or scene.is_summary or len(losses) >= LEDGER) else None


def is_beaten_off(draft: Draft) -> bool:
    """Whether all that a piece tells is that something was shot down, and nothing of what was lost on the ground."""
    if sum((each.measure, each.item) in LOSSES for each in draft.figures) > 1:
        return False
    down = any(each.measure in {"intercepted", "lost"} for each in draft.figures)
    launched = any(each.measure == "launched" for each in draft.figures)
    return down and "launch" not in draft.senses and not (launched and "attack" in draft.senses)


def beaten_off(scene: Scene, draft: Draft, doing: Sequence[str], carried: Sequence[str]) -> str | None:
    """Returns whose attack was beaten off; whoever shoots down an aircraft attacks it."""
    if any(each.measure == "intercepted" and each.item == "vehicle" for each in draft.figures):
        return scene.friend
    if carried:
        return carried[0]
    told = side_of_speaker(draft)
    held = {each.name for each in scene.tongue.toponyms.region if each.held}
    home = next((each.country for each in draft.places if each.country in OTHER and each.admin1 not in held), None)
    side = told or home or scene.friend
    foes = [country for country in doing if country != side]
    return foes[0] if foes else OTHER.get(side or "")


def part_of(scene: Scene, hit: Hit[str], first: int, last: int) -> str | None:
    """Returns whether a word for a party names who attacks ("doer") or who is attacked ("victim"), None where it is only a place."""
    plains, tongue = scene.outline.plains, scene.tongue
    before = plains[first : hit.first]
    if any(hit.first < group.last for group in scene.hits("losses", max(0, hit.first - LONG_PHRASE), hit.first + 1)):
        return "victim"
    if is_attribute(scene, hit):
        near = company(scene, hit, last)
        return None if near is None else "doer" if near.value == "forces" else "victim"
    previous = tongue.company.at(plains, hit.first - 1, last) if before else None
    if tongue.states.at([plains[hit.first]], 0) and plains[hit.first] not in tongue.deeds.doers:
        return "doer" if previous and previous.value == "forces" else None
    if before and before[-1] in tongue.deeds.against:
        return "victim"
    if previous and previous.value == "victims":
        return "victim"
    return None if before and before[-1] in tongue.toponyms.prepositions else "doer"


def is_attribute(scene: Scene, hit: Hit[str]) -> bool:
    """Whether a word for a party is an adjective: "українськими", "ворожих"."""
    plain = scene.outline.plains[hit.first]
    return hit.last - hit.first == 1 and (
        adjective_stem(plain, scene.tongue) is not None or plain.startswith(scene.tongue.deeds.enemy_adjectives)
    )


def company(scene: Scene, hit: Hit[str], last: int) -> Hit[str] | None:
    """Returns the noun to which an adjective for a party belongs, where it is one of forces or of what is hit."""
    plains = scene.outline.plains
    for at in range(hit.last, min(hit.last + AGAINST, last)):
        if near := scene.tongue.company.at(plains, at, last):
            return near
        if not plains[at].endswith(scene.tongue.grammar.adjective_endings) and scene.outline.words[at].kind == "word":
            return None
    return None
