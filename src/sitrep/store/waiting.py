"""Waiting: the claims that no person has judged yet, by how much they want a look."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, exists, select

from sitrep.model.events import Agreement
from sitrep.store.queries import HOLDS, OF_DOCUMENT, batches
from sitrep.store.tables import attachments, claims, documents, events, judgements, weights
from sitrep.store.verdicts import VERDICTS


class Weighed(msgspec.Struct, frozen=True):
    """A claim (id), how much it by itself wants a look, and whether somebody has judged it."""

    id: str
    weight: float
    is_judged: bool


class Disputed(msgspec.Struct, frozen=True):
    """Whether those who count agree on a figure, and the claims (ids) that state it."""

    agreement: Agreement
    claims: tuple[str, ...] = ()


class Outline(msgspec.Struct, frozen=True):
    """What the queue asks of an event; an event is read so in a part of the time that it takes whole."""

    claims: tuple[str, ...]
    figures: tuple[Disputed, ...] = ()


OUTLINES = msgspec.json.Decoder(Outline)


def outlines(bodies: Iterable[bytes]) -> list[Outline]:
    """Returns the outlines of events from the JSON that they are kept as."""
    return [OUTLINES.decode(body) for body in bodies]


def outlines_by_id(connection: Connection, identifiers: Sequence[str]) -> list[Outline]:
    """Returns the outlines of events by their ids; an unknown id gives none."""
    found: list[Outline] = []
    for batch in batches(identifiers):
        found += outlines(connection.scalars(select(events.c.body).where(events.c.id.in_(batch))))
    return found


def weigh(connection: Connection, identifiers: Sequence[str]) -> list[Weighed]:
    """Returns what claims of events (ids) weigh, each as it was read last, in no order; an unknown id gives none.

    Whether they still hold is not asked, as the events tell: that would read each claim and its report, and take three times as long.
    """
    found: dict[str, Weighed] = {}
    there = claims.join(weights, weights.c.claim == claims.c.number)
    for batch in batches(identifiers):
        wanted = select(*WEIGHED).select_from(there).where(claims.c.id.in_(batch)).order_by(claims.c.number)
        found |= {each.id: each for each in map(_weighed, connection.execute(wanted).all())}
    return list(found.values())


def weightiest(connection: Connection, limit: int) -> list[Weighed]:
    """Returns the claims of the newest revisions that nobody has judged and that want a look most, the greatest weight first."""
    there = weights.join(claims, claims.c.number == weights.c.claim).join(documents, OF_DOCUMENT)
    wanted = select(*WEIGHED).select_from(there).where(HOLDS, ~_is_judged())
    return list(map(_weighed, connection.execute(wanted.order_by(weights.c.weight.desc(), weights.c.claim.desc()).limit(limit)).all()))


def _is_judged() -> ColumnElement[bool]:
    """Returns the condition that somebody has accepted, rejected or corrected a claim."""
    judged_ones = attachments.join(judgements, judgements.c.id == attachments.c.judgement)
    return exists(select(1).select_from(judged_ones).where(attachments.c.claim == claims.c.id, judgements.c.action.in_(VERDICTS)))


WEIGHED = (claims.c.id, weights.c.weight, _is_judged().label("judged"))


def _weighed(row: Row[Any]) -> Weighed:
    """Returns the claim in a row."""
    return Weighed(row.id, row.weight, bool(row.judged))
