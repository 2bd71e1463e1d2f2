"""Refreshing: events and totals computed anew from the claims, kept until the claims change."""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, delete, insert

import sitrep
from sitrep.model.claims import Claim
from sitrep.model.events import Event, Extraction
from sitrep.model.texts import Document
from sitrep.store import rows
from sitrep.store.queries import mark, readings, set_mark
from sitrep.store.tables import events, former, members, terms, totals
from sitrep.store.terms import event_terms

Merge = Callable[[Sequence[tuple[Document, tuple[Claim, ...]]]], Extraction]


def is_fresh(connection: Connection) -> bool:
    """Whether the kept events were computed from the claims as they are, by this program version."""
    return mark(connection, "events") == _stamp(connection)


def refresh(connection: Connection, merge: Merge) -> None:
    """Computes the events and totals of all claims and keeps them in place of the old ones."""
    extraction = merge(list(readings(connection)))
    for table in (terms, members, events, totals):
        connection.execute(delete(table))
    claims = {claim.id: claim for claim in extraction.claims}
    publishers = {document.id: document.publisher for document in extraction.documents}
    for position, event in enumerate(extraction.events):
        _keep(connection, event, position, event_terms(event, [claims[key] for key in event.claims if key in claims], publishers))
    for position, total in enumerate(extraction.totals):
        connection.execute(insert(totals).values(position=position, body=rows.ENCODER.encode(total)))
    set_mark(connection, "events", _stamp(connection))


def _keep(connection: Connection, event: Event, position: int, words: frozenset[tuple[str, str]]) -> None:
    """Keeps one event with the words by which it is found, and its id for good."""
    connection.execute(insert(events).values(rows.event_row(event, position)))
    if words:
        connection.execute(insert(terms), [{"event": event.id, "kind": kind, "words": each[:512]} for kind, each in sorted(words)])
    if event.claims:
        connection.execute(insert(members), [{"event": event.id, "claim": claim} for claim in dict.fromkeys(event.claims)])
        connection.execute(delete(former).where(former.c.event == event.id))
        connection.execute(insert(former).values(event=event.id, claim=event.claims[0]))


def _stamp(connection: Connection) -> str:
    """Returns what the events are computed from: the count of changes to the claims, and the program version."""
    return f"{mark(connection, 'claims') or 0} {sitrep.__version__}"
