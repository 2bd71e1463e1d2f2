"""Queues: the claims that wait for a person, the least certain and most consequential first."""

from collections.abc import Collection, Sequence
from functools import partial

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.store import surveys
from sitrep.store.filters import Page as Part
from sitrep.views.workbench.fields import urgency
from sitrep.views.workbench.visits import Visit

MOST_CLAIMS = 500
MOST_EVENTS = 60
MOST_FILTERED = 300


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
    waiting = [claim for claim in claims if claim.review is None]
    waiting.sort(key=lambda claim: (-urgency(claim, is_conflicting=claim.id in conflicting), claim.id))
    keys = tuple(claim.id for claim in waiting)
    if visit.is_filtered or "event" in visit.asked:
        return Queue(keys, len(claims), len(claims) - len(waiting))
    return Queue(keys, visit.bench.claims(), visit.record.ask(surveys.reviewed))


def _asked(visit: Visit) -> tuple[Sequence[Claim], Collection[Event]]:
    """Returns the claims among which the queue is made, and the events that they are in."""
    wanted = visit.asked.get("event")
    if wanted is not None:
        event = visit.record.event(wanted)
        return (visit.record.claims_by_id(event.claims), (event,)) if event else ((), ())
    if visit.is_filtered:
        events, _ = visit.record.event_page(visit.filters, Part(MOST_EVENTS, latest_first=True))
        keys = dict.fromkeys(claim for event in events for claim in event.claims)
        return visit.record.claims_by_id(list(keys)[:MOST_FILTERED]), events
    claims = visit.record.ask(lambda connection: surveys.weightiest_claims(connection, MOST_CLAIMS))
    found = visit.record.ask(lambda connection: surveys.events_of(connection, [claim.id for claim in claims]))
    known = visit.record.ask(lambda connection: surveys.events_by_id(connection, list(dict.fromkeys(found.values()))))
    return claims, known.values()
