"""Telling: what the claims of an event say, in sentences, each by the claim that states it."""

from collections.abc import Iterable, Sequence

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.events import Bounds, Event, EventFigure
from sitrep.model.places import Place
from sitrep.model.times import When
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.numbers import counted_thing, is_one, noun, stated
from sitrep.views.reporting.phrasing import Value, capitalised, fill, joined, plain, sentence, spaced
from sitrep.views.reporting.reports import Piece, Pieces
from sitrep.views.reporting.scenes import attack, main_place, place_name, span, when, where
from sitrep.views.reporting.statements import Said, by_claim, size, statements
from sitrep.views.reporting.style import style, template


def incident(desk: Desk, event: Event, *, placed: bool = True) -> Pieces:
    """Returns what is told of an attack, in sentences; with `placed` each first sentence tells where and when."""
    claims = desk.material.claims_of(event)
    told: list[Pieces] = []
    for claim, said in by_claim(event, claims):
        told.append(children_sentence(desk, event, claim, said) or figures_sentence(desk, claim, said, placed=placed, first=not told))
    if not told:
        act = max(claims, key=lambda claim: (claim.status != "denied", claim.confidence, claim.id))
        told.append(act_sentence(desk, act, placed=placed) if act.confidence >= style().trust.told else in_words(desk, act))
    told += [range_sentence(desk, figure, claims) for figure in event.figures if figure.agreement == "conflicting"][:2]
    told += [denial_sentence(desk, claim) for claim in claims if claim.status == "denied" and event.status != "denied"][:1]
    return spaced(told)


def figures_sentence(desk: Desk, claim: Claim, said: Sequence[Said], *, placed: bool, first: bool) -> Pieces:
    """Returns the numbers that one claim states in a sentence."""
    scene = attack(claim, desk.material.document_of(claim).text) if first and claim.type == "ASSAULT" else ()
    values: dict[str, Value] = {
        "figures": figures_phrase(desk, said),
        "attack": scene,
        "where": where_of(claim, scene) if placed and first else (),
        "when": when(claim.when, desk.year) if placed and first else (),
        "says": desk.says(claim),
    }
    return sentence(fill(template("casualties"), values))


def children_sentence(desk: Desk, event: Event, claim: Claim, said: Sequence[Said]) -> Pieces:
    """Returns that children were among the people that another claim counts; nothing where that is not so."""
    alone = said[0].figure if len(said) == 1 and said[0].figure.item == "child" else None
    if alone is None or not any((each.measure, each.item) == (alone.measure, "person") for each in event.figures):
        return ()
    values: dict[str, Value] = {
        "state": style().measure_names[str(alone.measure)],
        "children": thing(desk, said[0]),
        "were": "was" if is_one(said[0].bounds) else "were",
        "says": desk.says(claim),
    }
    return sentence(fill(template("children_of"), values))


def where_of(claim: Claim, scene: Pieces) -> Pieces:
    """Returns where a claim's attack was: "on Kyiv", or "in Kyiv" behind a target or a word such as "shelling"."""
    place = main_place(claim.places)
    told = where(claim.places, scene)
    is_bare = bool(scene) and " on " not in "".join(piece.text for piece in scene)
    if told and is_bare and style().attacks.get(claim.mode or "", style().attacks[""]).on and place and place.precision == "settlement":
        return (*plain("on "), *told[1:])
    return told


def figures_phrase(desk: Desk, said: Sequence[Said]) -> Pieces:
    """Returns numbers with their verbs: "25 people, among them 4 children, were killed and 53 injured"."""
    parts: list[Pieces] = []
    last_verb, last_item = "", None
    for measure in dict.fromkeys(each.figure.measure for each in said):
        own = [each for each in said if each.figure.measure == measure]
        subjects, one = subjects_phrase(desk, own, last_item)
        verb = style().measures["recorded" if own[0].figure.item == "other" and measure == "hit" else str(measure)][not one]
        auxiliary = verb.split(" ")[0]
        parts.append((*subjects, *plain(f" {verb.removeprefix(f'{auxiliary} ') if auxiliary == last_verb else verb}")))
        last_verb, last_item = auxiliary, own[0].figure.item if len(own) == 1 else None
    return joined(parts, style().and_)


def subjects_phrase(desk: Desk, said: Sequence[Said], last_item: str | None) -> tuple[Pieces, bool]:
    """Returns what was counted, and whether the verb takes the singular; a noun that was just said is left out."""
    whole_people = next((each for each in said if each.figure.item == "person"), None)
    children = next((each for each in said if each.figure.item == "child"), None)
    if whole_people and children and size(whole_people) >= size(children):
        values = {"number": thing(desk, whole_people), "children": thing(desk, children)}
        return fill(template("children_among"), values), False
    listed = [(number_of(desk, each),) if each.figure.item == last_item else thing(desk, each) for each in said]
    return joined(listed, style().and_), len(said) == 1 and is_one(said[0].bounds)


def number_of(desk: Desk, said: Said) -> Piece:
    """Returns a number alone."""
    return stated(said.figure, desk.ledger.quote(said.claim))


def thing(desk: Desk, said: Said) -> Pieces:
    """Returns a number with its noun."""
    return counted_thing(number_of(desk, said), said.figure)


def act_sentence(desk: Desk, claim: Claim, *, placed: bool) -> Pieces:
    """Returns that an attack is told of without numbers."""
    scene = attack(claim, desk.material.document_of(claim).text)
    values: dict[str, Value] = {
        "speaker": desk.who(claim),
        "attack": scene,
        "where": where_of(claim, scene) if placed else (),
        "when": when(claim.when, desk.year) if placed else (),
    }
    return (*sentence(fill(template("denied" if claim.status == "denied" else "act"), values)), *desk.quote(claim))


def in_words(desk: Desk, claim: Claim) -> Pieces:
    """Returns who says so, and the words themselves."""
    return sentence(fill(template("quoted"), {"speaker": desk.speaker(claim), "words": desk.words(claim)}))


def range_sentence(desk: Desk, figure: EventFigure, claims: Iterable[Claim], event: Event | None = None) -> Pieces:
    """Returns from which number to which accounts differ, or a count rose; with an event also where and when it was.

    Nothing where all tell one number.
    """
    told = statements(figure, claims)
    said = sorted(told, key=size)
    if len({each.bounds for each in said}) < 2:
        return ()
    values: dict[str, Value] = {
        "what": plain(what_is_counted(figure)),
        "least": (number_of(desk, said[0]),),
        "most": (number_of(desk, said[-1]),),
        "where": where([place]) if event and (place := place_of(desk, event)) else (),
        "when": when(event.when, desk.year) if event else (),
    }
    if rises(desk, told):
        first, last = (desk.material.document_of(each.claim).published for each in (said[0], said[-1]))
        between = when(When((first or "")[:10], (last or "")[:10], "longer"), desk.year)
        return sentence(fill(template("rose"), {**values, "days": between}))
    return sentence(fill(template("range"), values))


def rises(desk: Desk, told: Sequence[Said]) -> bool:
    """Whether accounts only rose from one day of publication to the next, as tolls do."""
    days = [desk.material.document_of(each.claim).published for each in told]
    ordered = [each.bounds for each in told] == [each.bounds for each in sorted(told, key=size)]
    return ordered and bool(days[0] and days[-1] and days[0][:10] < days[-1][:10])


def what_is_counted(figure: EventFigure) -> str:
    """Returns what a figure counts: "people killed"."""
    return count_name(figure.measure, figure.item)


def count_name(measure: str, item: str) -> str:
    """Returns what is counted and what became of it, for a heading: "people killed", "strikes recorded"."""
    if (measure, item) == ("hit", "other"):
        return template("strikes")
    return f"{noun(item, Bounds())} {style().measure_names.get(measure, measure)}"


def denial_sentence(desk: Desk, claim: Claim) -> Pieces:
    """Returns that somebody denies it."""
    return (*sentence(fill(template("denial"), {"speaker": desk.who(claim)})), *desk.quote(claim))


def place_of(desk: Desk, event: Event) -> Place | None:
    """Returns where an event was: by the claim whose numbers are told first, else by all.

    Where that claim names places of several regions of one country, it is the country that all of them name.
    """
    claims = desk.material.claims_of(event)
    telling = next((claim.places for claim, _ in by_claim(event, claims) if claim.places), event.places)
    places = telling or next((claim.places for claim in claims if claim.places), ())
    regions = {place.admin1 or place.name for place in places if place.precision in ("settlement", "region", "facility", "district")}
    country = next((place for place in places if place.precision == "country"), None)
    return country if country and len(regions) > 1 else main_place(places)


def lead(desk: Desk, event: Event) -> Pieces:
    """Returns place and day of an event, to stand before what is told of it."""
    place = place_of(desk, event)
    first, last = event.when.first_day or event.when.last_day, event.when.last_day or event.when.first_day
    days = (span(first, last, desk.year),) if first and last else ()
    strong = tuple(msgspec.structs.replace(piece, strong=True) for piece in days)
    named = place_name(place, strong=True) if place else plain(template("no_place"), strong=True)
    return capitalised((*named, *(plain(", ", strong=True) if strong else ()), *strong, *plain(".", strong=True), *plain(" ")))
