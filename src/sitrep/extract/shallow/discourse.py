"""Discourse: what drafts take over from those before them, which of them are one claim, and which say nothing new."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from sitrep.extract.shallow.drafts import Draft
from sitrep.extract.shallow.scenes import Scene
from sitrep.model.figures import Figure, class_of
from sitrep.model.issues import Issue
from sitrep.model.times import Time

NEAR = 2
FEW = 3
SPEECH = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN"})


def connect(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Returns the drafts of a text, completed by each other and joined where they are one claim."""
    drafts = without_headline(scene, without_objects(with_evacuations(drafts)))
    main = main_time(scene, drafts) or opening_time(scene)
    for number, draft in enumerate(drafts):
        take_place(scene, draft, drafts[:number])
        take_time(scene, draft, drafts[:number], main)
        take_mode(draft, drafts[:number])
    take_actors(scene, drafts)
    take_places_of_main(drafts)
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
    return [each for each in drafts if each.type != "ASSAULT" or each.figures or each.own_time or each.sentence not in spoken]


def opening_time(scene: Scene) -> Time | None:
    """Returns the day that the opening of a text gives, where no attack in it has one."""
    sentences = scene.outline.sentences[:2]
    times = [each for sentence in sentences for each in scene.times(sentence.first, sentence.last)]
    return next((each for each in times if each.precision == "day" and each.kind == "span" and is_of_the_news(scene, each)), None)


def main_time(scene: Scene, drafts: Sequence[Draft]) -> Time | None:
    """Returns the time of the main event: the one that most attacks of the text have."""
    times = [
        each.time
        for each in drafts
        if each.type == "ASSAULT" and each.time and each.own_time and each.time.first and is_of_the_news(scene, each.time)
    ]
    if not times:
        return None
    counts = Counter(each.covered for each in times)
    best = max(counts, key=lambda days: (counts[days], -[each.covered for each in times].index(days)))
    return next(each for each in times if each.covered == best)


def is_of_the_news(scene: Scene, time: Time) -> bool:
    """Whether a time lies within a few days of publication."""
    published = scene.outline.document.published_at
    days = time.days
    return published is None or (
        days is not None and (published.date() - days[1]).days <= 10 and time.precision not in {"month", "year", "longer"}
    )


def take_place(scene: Scene, draft: Draft, before: Sequence[Draft]) -> None:
    """Gives a draft without a place that of the one before it in its paragraph, where both tell of one attack."""
    if draft.places or draft.type not in {"ASSAULT", "DISRUPT"}:
        return
    here = bool(scene.hits("here", *draft.pieces[0]))
    if (scene.is_summary or here) and (axis := scene.axis(draft.pieces[0][0])):
        draft.places = list(axis)
        return
    last = previous(draft, before) or (before[-1] if before and here else None)
    if last and last.places and (here or not draft.own_time or draft.days == last.days):
        draft.places = list(last.places)
        draft.issues.append(Issue("inherited-place", "The place is that of the sentence before."))


def previous(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """Returns the nearest attack or outage before a draft in its paragraph."""
    near = [
        each
        for each in before
        if each.paragraph == draft.paragraph
        and draft.sentence - each.sentence <= NEAR
        and each.type in {"ASSAULT", "DISRUPT"}
        and alike(speaker(each), speaker(draft))
    ]
    return near[-1] if near else None


def take_time(scene: Scene, draft: Draft, before: Sequence[Draft], main: Time | None) -> None:
    """Gives a draft without a time that of the one before it, of the main event, or the day of the report."""
    if draft.own_time or draft.type in SPEECH or draft.scope == "background":
        return
    last = next((each for each in reversed(before) if each.paragraph == draft.paragraph and each.time and each.type == draft.type), None)
    same_place = last is not None and (
        not draft.own_places or not last.places or shares_place(draft, last) or is_of_the_news(scene, last.time or Time(0, 0, ""))
    )
    chosen = last.time if last and same_place else None
    chosen = chosen or main or summary_day(scene) or report_day(scene, draft)
    if chosen:
        draft.time = chosen
        if chosen.kind == "period" and goes_on_counting(draft):
            draft.scope = "period_total"
        draft.issues.append(Issue("inherited-time", "The day is that of the sentence before, of the main event or of the report."))


def goes_on_counting(draft: Draft) -> bool:
    """Whether a draft counts more over the period of the sentence before: strikes and munitions, not what one strike did."""
    general = any((each.measure, each.item) == ("hit", "other") or each.measure in {"launched", "intercepted"} for each in draft.figures)
    return draft.type == "ASSAULT" and general and any(each.low != 1 for each in draft.figures)


def shares_place(one: Draft, other: Draft) -> bool:
    """Whether two drafts have a place in common."""
    return bool({each.name for each in one.places} & {each.name for each in other.places})


def summary_day(scene: Scene) -> Time | None:
    """Returns the day that a daily summary counts over."""
    published = scene.outline.document.published_at
    if not scene.is_summary or published is None:
        return None
    day = published.date()
    return Time(0, 0, "", (day - dt.timedelta(1)).isoformat(), day.isoformat(), "day", "inherited", "period")


def report_day(scene: Scene, draft: Draft) -> Time | None:
    """Returns the day of publication, on which what a report tells without a date happened."""
    published = scene.outline.document.published_at
    if published is None or draft.status == "planned":
        return None
    day = published.date().isoformat()
    return Time(0, 0, "", day, day, "day", "inherited")


def take_mode(draft: Draft, before: Sequence[Draft]) -> None:
    """Gives an attack without a mode that of the one it goes on with."""
    if draft.type != "ASSAULT" or draft.mode or draft.scope == "background":
        return
    last = next((each for each in reversed(before) if each.type == "ASSAULT" and each.mode and each.days == draft.days), None)
    if last and not draft.senses & {"clash", "capture"} and last.mode not in {"clash", "capture"}:
        draft.mode = last.mode


def take_actors(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Gives attacks without a doer the one who attacks in this country in the rest of the text, or who its author's enemy is."""
    attacks = [each for each in drafts if each.type == "ASSAULT"]
    known: list[tuple[str, tuple[str | None, str | None]]] = []
    for draft in attacks:
        if draft.actor:
            known.append((draft.actor, draft.days))
            continue
        where = {each.country for each in draft.places if each.country}
        options = [actor for actor, days in reversed(known) if actor not in where and days == draft.days]
        if scene.outline.author and scene.is_summary and scene.outline.author.side == "RU":
            draft.actor = "RU"
        elif options and draft.scope != "background":
            draft.actor = options[0]


def take_places_of_main(drafts: Sequence[Draft]) -> None:
    """Gives attacks without a place the one that all others of their day have in common."""
    placed = [each for each in drafts if each.type == "ASSAULT" and each.places]
    if not placed or not all(shares_place(placed[0], each) for each in placed):
        return
    for draft in drafts:
        if not draft.places and draft.type == "ASSAULT" and draft.scope == "incident":
            draft.places = list(placed[0].places)
            draft.issues.append(Issue("inherited-place", "The place is that of the main event."))


def joined(drafts: Sequence[Draft]) -> list[Draft]:
    """Joins the drafts that one speaker tells of one attack, place and time; what repeats another only lends it its words."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((each for each in reversed(kept) if is_one(each, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            absorb(twin, draft)
    return kept


def is_one(one: Draft, other: Draft) -> bool:
    """Whether two drafts are one claim."""
    if (one.type, one.scope, one.status, speaker(one)) != (other.type, other.scope, other.status, speaker(other)) or one.days != other.days:
        return False
    if one.type == "ASSAULT":
        return modes_meet(one, other) and alike(one.actor, other.actor) and same_places(one, other)
    if one.type == "DISRUPT":
        return one.services == other.services and (same_places(one, other) or shares_place(one, other))
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


def alike(one: str | None, other: str | None) -> bool:
    """Whether two values are the same, or one is missing."""
    return one == other or one is None or other is None


def speaker(draft: Draft) -> str | None:
    """Returns the name of a draft's speaker."""
    return draft.source.name if draft.source else None


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
    draft.reasons += other.reasons


def is_repeat(one: Figure, other: Figure) -> bool:
    """Whether a count is told again."""
    return one.agrees_with(other) and one.start != other.start and one.text.split()[-1][:4].lower() == other.text.split()[-1][:4].lower()
