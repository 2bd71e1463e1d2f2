"""Queues: the claims that wait for a person, the least certain and most consequential first."""

from collections.abc import Collection, Sequence
from functools import partial

import msgspec

from sitrep.model.events import Event
from sitrep.packs.urgency import weights
from sitrep.store import surveys, waiting
from sitrep.store.filters import Page as Part
from sitrep.store.waiting import Outline, Weighed
from sitrep.views.workbench.visits import Visit

MOST_CLAIMS = 500
EVENTS_AT_ONCE = 30
ENOUGH = 50  # claims that wait: with so many no earlier events are looked at
MOST_EVENTS = 3_000


class Queue(msgspec.Struct, frozen=True):
    """The ids of claims that wait, the most urgent first, and how many of so many `claims` somebody has judged.

    Of all the record the waiting are the first `MOST_CLAIMS`; others follow them as they are judged.
    """

    waiting: tuple[str, ...]
    claims: int
    done: int


def queue(visit: Visit) -> Queue:
    """Returns the queue of what was asked for: of one event, of the events that pass the filters, else of all the record."""
    query = visit.link("", after=None)
    return visit.bench.once(f"queue {query}", partial(_queue, visit))


def _queue(visit: Visit) -> Queue:
    """Computes the queue."""
    claims, events = _asked(visit)
    conflicting = {claim for event in events for figure in event.figures if figure.agreement == "conflicting" for claim in figure.claims}
    left = [claim for claim in claims if not claim.is_judged]
    left.sort(key=lambda claim: (-_urgency(claim, conflicting), claim.id))
    keys = tuple(claim.id for claim in left)
    if visit.is_filtered or "event" in visit.asked:
        return Queue(keys, len(claims), len(claims) - len(left))
    return Queue(keys, visit.bench.claims(), visit.record.ask(surveys.reviewed))


def _urgency(claim: Weighed, conflicting: Collection[str]) -> float:
    """Returns how much a claim wants a person's look, more where the figures of its event conflict."""
    return claim.weight * (weights().conflicting if claim.id in conflicting else 1.0)


def _asked(visit: Visit) -> tuple[Sequence[Weighed], Sequence[Event | Outline]]:
    """Returns the claims among which the queue is made, and the events that they are in."""
    if "event" in visit.asked:
        event = visit.record.event(visit.asked["event"])
        return visit.record.ask(partial(waiting.weigh, identifiers=event.claims if event else ())), [event] if event else []
    if visit.is_filtered:
        return _passing(visit)
    claims = visit.record.ask(partial(waiting.weightiest, limit=MOST_CLAIMS))
    found = visit.record.ask(partial(surveys.events_of, identifiers=[claim.id for claim in claims]))
    return claims, visit.record.ask(partial(waiting.outlines_by_id, identifiers=list(set(found.values()))))


def _passing(visit: Visit) -> tuple[Sequence[Weighed], Sequence[Outline]]:
    """Returns the claims of the latest events that pass the filters, and the events: as many as it takes for enough to wait."""
    claims: dict[str, Weighed] = {}
    events: list[Outline] = []
    after: str | None = None
    while True:
        page = visit.record.quick_page(visit.filters, Part(EVENTS_AT_ONCE, after, latest_first=True))
        found = waiting.outlines(page.bodies)
        keys = {claim for event in found for claim in event.claims} - claims.keys()
        claims |= {each.id: each for each in visit.record.ask(partial(waiting.weigh, identifiers=list(keys)))}
        events += found
        left = sum(not claim.is_judged for claim in claims.values())
        if page.next is None or left >= ENOUGH or len(events) >= MOST_EVENTS:
            return list(claims.values()), events
        after = page.next
