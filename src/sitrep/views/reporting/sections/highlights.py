"""Highlights: three to five sentences, chosen by a rule that the method names."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from sitrep.model.actors import Actor
from sitrep.model.claims import HAPPENED
from sitrep.model.events import Event, EventFigure
from sitrep.views.reporting.contacts import agreement_sentence, contact_sentence, fullest, participants
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.outages import outage_sentence
from sitrep.views.reporting.phrasing import spaced
from sitrep.views.reporting.reports import Bullets, Pieces, Section
from sitrep.views.reporting.statements import by_claim, statements
from sitrep.views.reporting.style import style
from sitrep.views.reporting.telling import children_sentence, figures_sentence, range_sentence, rises

TOLL = ("killed", "injured", "missing")
FIRE = ("launched", "intercepted")


def highlights(desk: Desk) -> Section:
    """Returns what matters most, each thing in a sentence or two with its footnotes."""
    rules, found = style().highlights, list[Pieces]()
    for name in rules.rules:
        first = next(RULES[name](desk), None)
        if first and first not in found:
            found.append(first)
    for more in deadliest(desk):
        if len(found) >= rules.least:
            break
        if more not in found:
            found.append(more)
    return Section("highlights", style().sections["highlights"], (Bullets(tuple(found[: rules.most])),) if found else ())


def deadliest(desk: Desk) -> Iterator[Pieces]:
    """Yields the attacks with the most people killed; of an attack and its parts the whole."""
    deadly = [event for event in desk.material.incidents if event.type == "ASSAULT" and greatest(event, ("killed",))]
    whole = [event for event in deadly if event.part_of not in {other.id for other in deadly}]
    for event in sorted(whole, key=lambda each: (-greatest(each, ("killed",)), each.when.end or "", each.id)):
        yield told(desk, event, TOLL)


def largest(desk: Desk) -> Iterator[Pieces]:
    """Yields the attacks in which most munitions were launched."""
    ranked = ((total_launched(event), event) for event in desk.material.incidents if event.type == "ASSAULT")
    for _, event in sorted((each for each in ranked if each[0] > 1), key=lambda each: (-each[0], each[1].when.end or "", each[1].id)):
        yield told(desk, event, FIRE)


def outage(desk: Desk) -> Iterator[Pieces]:
    """Yields the outages that most people or households are without a service in, then those of most sources."""
    ranked = sorted(
        (event for event in desk.material.outages if changed(desk, event)),
        key=lambda event: (-greatest(event, ("without-service", "affected")), -event.independent_sources, event.id),
    )
    yield from (outage_sentence(desk, event) for event in ranked)


def changed(desk: Desk, event: Event) -> bool:
    """Whether a service failed or came back in the period."""
    days = [day for each in event.outages for day in (each.lost, each.being_restored, each.restored) if day]
    return any(desk.material.period.holds(dt.date.fromisoformat(day)) for day in days)


def agreement(desk: Desk) -> Iterator[Pieces]:
    """Yields the agreements of two parties or more that most sources tell of."""
    found = [event for event in ranked_by_sources(desk, "AGREE") if len(named(desk, event)) > 1 and event.mode in style().agreements]
    yield from (agreement_sentence(desk, event) for event in found)


def named(desk: Desk, event: Event) -> list[Actor]:
    """Returns who took part by the fullest claim of an event."""
    return participants(fullest(desk.material.claims_of(event)))


def contact(desk: Desk) -> Iterator[Pieces]:
    """Yields the contacts of two parties or more that most sources tell of."""
    yield from (contact_sentence(desk, event) for event in ranked_by_sources(desk, "CONSULT") if len(named(desk, event)) > 1)


def disagreement(desk: Desk) -> Iterator[Pieces]:
    """Yields the counts of which accounts lie furthest apart."""
    disputed = [(event, figure) for event in desk.material.incidents for figure in event.figures if figure.agreement == "conflicting"]
    told = [(event, figure) for event, figure in disputed if figure.measure in TOLL + FIRE and not rises_alone(desk, event, figure)]
    for event, figure in sorted(told, key=lambda each: (-apart(each[1]), each[0].id)):
        if found := range_sentence(desk, figure, desk.material.claims_of(event), event):
            yield found


def rises_alone(desk: Desk, event: Event, figure: EventFigure) -> bool:
    """Whether accounts of a figure differ only in that they rose from day to day."""
    return rises(desk, statements(figure, desk.material.claims_of(event)))


RULES: Mapping[str, Callable[[Desk], Iterator[Pieces]]] = {
    "deadliest": deadliest,
    "largest": largest,
    "outage": outage,
    "agreement": agreement,
    "contact": contact,
    "disagreement": disagreement,
}


def told(desk: Desk, event: Event, measures: tuple[str, ...]) -> Pieces:
    """Returns the numbers of some measures of an event in sentences, the first with place and day."""
    sentences: list[Pieces] = []
    claims = desk.material.claims_of(event)
    for claim, said in by_claim(event, claims):
        wanted = [each for each in said if each.figure.measure in measures]
        if wanted:
            of_children = children_sentence(desk, event, claim, wanted)
            sentences.append(of_children or figures_sentence(desk, claim, wanted, placed=True, first=not sentences))
    return spaced(sentences[:2])


def greatest(event: Event, measures: tuple[str, ...]) -> int:
    """Returns the greatest number that an event shows of some measures, 0 where it shows none."""
    numbers = [
        figure.best.low if figure.best.low is not None else figure.best.high for figure in event.figures if figure.measure in measures
    ]
    return max((number for number in numbers if number is not None), default=0)


def total_launched(event: Event) -> int:
    """Returns how many munitions an event shows as launched, kinds of one item counted once."""
    numbers = {figure.item: figure.best.low or figure.best.high or 0 for figure in event.figures if figure.measure == "launched"}
    missiles = max(numbers.get("missile", 0), sum(numbers.get(kind, 0) for kind in ("ballistic-missile", "cruise-missile")))
    others = sum(number for item, number in numbers.items() if item not in ("missile", "ballistic-missile", "cruise-missile"))
    return missiles + others


def apart(figure: EventFigure) -> float:
    """Returns how far accounts of a figure lie apart: the greatest by the least."""
    ends = [number for number in (figure.low, figure.high, figure.best.low, figure.best.high) if number]
    return max(ends, default=1) / max(min(ends, default=1), 1)


def ranked_by_sources(desk: Desk, kind: str) -> list[Event]:
    """Returns the events of a type, those of most sources first, and of equals the last."""
    told = (*desk.material.incidents, *desk.material.statements)
    found = [event for event in told if event.type == kind and event.status in HAPPENED]
    return sorted(found, key=lambda event: (-event.independent_sources, event.when.end or "", event.id))
