"""Inheritances: what drafts take over from those before them, from the main event and from the day of the report."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence, Set

from sitrep.extract.shallow.drafts import Draft
from sitrep.extract.shallow.scenes import OTHER, Scene
from sitrep.model.figures import Figure, class_of
from sitrep.model.issues import Issue
from sitrep.model.outlines import Sentence
from sitrep.model.places import Place
from sitrep.model.times import Time
from sitrep.packs.gazetteer import countries

NEAR = 2
MANY = 80
RECENT = 10
LONGEST = 10
"""How many days the news of a report may lie back, and cover."""
"""Who attacks where a daily summary of the war in Ukraine names nobody."""
FEW = 4
SPEECH = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN"})


def opening_time(scene: Scene) -> Time | None:
    """Returns the day that the opening of a text gives, where no attack in it has one."""
    sentences = scene.outline.sentences[:2]
    times = [each for sentence in sentences for each in scene.times(sentence.first, sentence.last)]
    return next(
        (
            each
            for each in times
            if each.first and each.precision in {"day", "part-of-day"} and each.kind == "span" and is_of_the_news(scene, each)
        ),
        None,
    )


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
    best = max(counts, key=counts.__getitem__)
    return next(each for each in times if each.covered == best)


def is_of_the_news(scene: Scene, time: Time) -> bool:
    """Whether a time lies within a few days of publication, and is no longer than a month."""
    published, days = scene.outline.document.published_at, time.days
    if published is None:
        return True
    return days is not None and (published.date() - days[1]).days <= RECENT and (days[1] - days[0]).days <= LONGEST


def take_place(scene: Scene, draft: Draft, before: Sequence[Draft]) -> None:
    """Gives a draft without a place that of the one before it in its paragraph, where both tell of one attack."""
    if draft.places or draft.type not in {"ASSAULT", "DISRUPT"} or spans_regions(scene, draft):
        return
    here = bool(scene.hits("here", *draft.pieces[0]))
    if (scene.is_summary or here) and (axis := scene.axis(draft.pieces[0][0])):
        draft.places = list(axis)
        return
    last = previous(draft, before) or (before[-1] if before and here else None)
    at_home = draft.actor is not None and last is not None and all(each.country == draft.actor for each in last.places)
    if last is None and (not draft.own_time or is_dateline(scene, draft)):
        found = next((found for each in lead(scene, draft) if (found := scene.places(each.first, each.last))), [])
        draft.places = [each for each in found if each.precision in {"settlement", "region", "district"}]
    if last and last.places and not at_home and (here or not draft.own_time or draft.days == last.days):
        draft.places = list(last.places)
        draft.issues.append(Issue("inherited-place", "The place is that of the sentence before."))


def spans_regions(scene: Scene, draft: Draft) -> bool:
    """Whether a draft counts the regions that it tells of ("over 15 regions"), so that it is of none that was named before."""
    counted = (each for piece in draft.pieces for each in scene.figures(*piece))
    return draft.type == "ASSAULT" and any(each.item == "region" and (each.low or 0) > 1 for each in counted)


def is_dateline(scene: Scene, draft: Draft) -> bool:
    """Whether the sentence before a draft only names a place ("Запоріжжя."), and not where and when a wire report was written."""
    before = next(iter(lead(scene, draft)), None)
    if before is None or scene.times(before.first, before.last) or not scene.places(before.first, before.last):
        return False
    words = [scene.outline.words[at] for at in range(before.first, before.last) if scene.outline.words[at].kind == "word"]
    return len(words) <= FEW and not words[0].text.isupper()


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
    chosen = chosen or told_before(scene, draft) or main or summary_day(scene) or report_day(scene, draft)
    if chosen:
        draft.time = chosen
        take_scope(draft, chosen, last if last and chosen is last.time else None)
        draft.issues.append(Issue("inherited-time", "The day is that of the sentence before, of the main event or of the report."))


def told_before(scene: Scene, draft: Draft) -> Time | None:
    """Returns the time that one of the two sentences before a draft gives in its paragraph, whatever they tell of."""
    for sentence in lead(scene, draft):
        times = [each for each in scene.times(sentence.first, sentence.last) if each.first and is_of_the_news(scene, each)]
        if times:
            return times[0]
    return None


def lead(scene: Scene, draft: Draft) -> list[Sentence]:
    """Returns the two sentences before a draft in its paragraph, the nearest first."""
    before = scene.outline.sentences[max(0, draft.sentence - NEAR) : draft.sentence]
    return [each for each in reversed(before) if each.paragraph == draft.paragraph]


def take_scope(draft: Draft, time: Time, last: Draft | None) -> None:
    """Gives a draft that takes its time over the scope that goes with it; `last` is the draft before it that has the same time."""
    if (time.kind == "period" and goes_on_counting(draft)) or (last and last.scope == "period_total" and goes_on_with(draft)):
        draft.scope = "period_total"
    elif last and time.precision == "part-of-day" and draft.scope == "period_total":
        draft.scope = "incident"


def goes_on_with(draft: Draft) -> bool:
    """Whether a draft adds counts to the total of the sentence before: it has several, and no place of its own."""
    return draft.type == "ASSAULT" and not draft.own_places and any((each.low or 0) > 1 for each in draft.figures)


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


def take_sources(drafts: Sequence[Draft]) -> None:
    """Gives the parts of a count of what was shot down the speaker of the whole, told in the sentence before."""
    whole: tuple[Draft, Figure] | None = None
    for draft in drafts:
        down = [each for each in draft.figures if each.measure == "intercepted" and each.low is not None]
        if draft.source and down:
            whole = draft, down[0]
        elif whole and down and draft.source is None and draft.sentence - whole[0].sentence <= 1 and are_parts(draft, down, whole[1]):
            draft.source = whole[0].source


def are_parts(draft: Draft, down: Sequence[Figure], whole: Figure) -> bool:
    """Whether all that a draft counts may be parts of a count."""
    return len(down) == len(draft.figures) and all(each.item == whole.item and (each.low or 0) < (whole.low or 0) for each in down)


def take_actors(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Gives attacks without a doer the one who attacks in this country in the rest of the text, or who its author's enemy is."""
    attacks = [each for each in drafts if each.type == "ASSAULT"]
    known: list[tuple[str, tuple[str | None, str | None]]] = []
    named = {each.actor for each in attacks if each.actor}
    at_home: Draft | None = None
    for draft in attacks:
        if draft.actor:
            known.append((draft.actor, draft.days))
            at_home = draft if any(each.country == draft.actor for each in draft.places) else None
            continue
        where = {each.country for each in draft.places if each.country}
        if armed := side_of_arms(scene, draft):
            draft.actor = armed
            known.append((armed, draft.days))
            continue
        options = [actor for actor, days in reversed(known[-MANY:]) if actor not in where and days == draft.days]
        if scene.is_summary and not draft.senses & {"harm"}:
            draft.actor = implied_attacker(scene, draft, {actor for actor, _ in known} or named)
        elif at_home and draft.sentence - at_home.sentence <= 1 and draft.days == at_home.days:
            draft.actor = at_home.actor
        elif options and draft.scope != "background":
            draft.actor = options[0]


def side_of_arms(scene: Scene, draft: Draft) -> str | None:
    """Returns the party that alone uses the munitions which a draft names, where it is the other one's country that was attacked."""
    names = {each.name for each in draft.weapons}
    sides = {
        each.value.side
        for piece in draft.pieces
        for each in scene.tongue.munitions.find(scene.outline.plains, *piece)
        if each.value.name in names
    }
    struck = {each.country for each in draft.places if each.country in OTHER}
    side = sides.pop() if len(sides) == 1 else None
    return side if side and struck == {OTHER[side]} else None


def implied_attacker(scene: Scene, draft: Draft, named: Set[str]) -> str | None:
    """Returns who attacks where a sentence of a summary does not say: the only attacker `named` in it, else the other side than the
    country under attack, else than the side that tells of it; None where nothing of this is told.

    Regions that the other side holds tell nothing.
    """
    parties = named & OTHER.keys()
    if len(parties) == 1:
        return next(iter(parties))
    held = {each.name for each in scene.tongue.toponyms.region if each.held}
    struck = {each.country for each in draft.places if each.admin1 not in held}
    told = {each.side for each in (scene.outline.author, draft.source) if each}
    sides = [side for side in struck & OTHER.keys() or told & OTHER.keys() if side]
    return OTHER[sides[0]] if len(sides) == 1 else None


def add_towns(drafts: Sequence[Draft]) -> None:
    """Adds to the districts of a town the town that the text has named before."""
    town: Draft | None = None
    for draft in drafts:
        sizes = {each.precision for each in draft.places}
        if "settlement" in sizes:
            town = draft
        elif town and sizes == {"district"} and draft.type in {"ASSAULT", "DISRUPT"} and all(each.admin1 is None for each in draft.places):
            draft.places += [each for each in town.places if each.precision == "settlement"][:1]


def take_places_of_launch(drafts: Sequence[Draft]) -> None:
    """Gives counts of munitions shot down and fallen the place at which those were launched that the text has told of before."""
    aimed: Draft | None = None
    for draft in drafts:
        counts = {each.measure for each in draft.figures if class_of(each.item) == "munition"}
        if draft.type == "ASSAULT" and "launched" in counts and draft.places:
            aimed = draft
        elif aimed and not draft.places and counts and draft.type == "ASSAULT" and draft.days == aimed.days and draft.actor == aimed.actor:
            draft.places = list(aimed.places)
            draft.issues.append(Issue("inherited-place", "The place is that at which the munitions were launched."))


def take_offices(drafts: Sequence[Draft]) -> None:
    """Gives attacks that no other place is known of the place where their speaker holds office."""
    for draft in drafts:
        if draft.offices and not draft.places and draft.type in {"ASSAULT", "DISRUPT"}:
            draft.places = draft.offices
            draft.issues.append(Issue("inherited-place", "The place is where the speaker holds office."))


def take_country_of_defence(drafts: Sequence[Draft]) -> None:
    """Gives what a state says that it shot down, and not where, the state's own country as its place."""
    for draft in drafts:
        side = draft.source.side if draft.source else None
        beaten = any(each.measure == "intercepted" and class_of(each.item) == "munition" for each in draft.figures)
        if draft.type == "ASSAULT" and not draft.places and beaten and side and draft.actor not in {None, side} and side in countries():
            code = countries()[side]
            draft.places = [Place(0, 0, "", code.name, code.geonames, *code.at, side, None, "country")]
            draft.issues.append(Issue("inherited-place", "The place is the country of those who shot down."))


def take_places_of_main(drafts: Sequence[Draft]) -> None:
    """Gives attacks without a place the one that all others of their day have in common."""
    placed = [each for each in drafts if each.type == "ASSAULT" and each.places]
    if not placed or not all(shares_place(placed[0], each) for each in placed):
        return
    for draft in drafts:
        if not draft.places and draft.type == "ASSAULT" and draft.scope == "incident":
            draft.places = list(placed[0].places)
            draft.issues.append(Issue("inherited-place", "The place is that of the main event."))


def take_places_of_harm(drafts: Sequence[Draft]) -> None:
    """Gives counts of people and buildings, and outages, without a place the town of the attack of that day that was told of before."""
    struck: Draft | None = None
    for draft in drafts:
        if draft.type == "DISRUPT" and not draft.places and struck and draft.days == struck.days:
            draft.places = [each for each in struck.places if each.precision == "settlement"]
            draft.issues.append(Issue("inherited-place", "The place is that of the attack told of before."))
        if draft.type != "ASSAULT" or draft.scope != "incident":
            continue
        if any(each.precision == "settlement" for each in draft.places):
            struck = draft
        harm = any(class_of(each.item) in {"people", "structure"} for each in draft.figures)
        if harm and not draft.places and struck and draft.days == struck.days and alike(draft.actor, struck.actor):
            draft.places = list(struck.places)
            draft.issues.append(Issue("inherited-place", "The place is that of the attack told of before."))


def alike(one: str | None, other: str | None) -> bool:
    """Whether two values are the same, or one is missing."""
    return one == other or one is None or other is None


def speaker(draft: Draft) -> str | None:
    """Returns the name of a draft's speaker."""
    return draft.source.name if draft.source else None
