"""Queries: what is read and marked inside one transaction."""

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, delete, insert, select

import sitrep
from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.texts import Document
from sitrep.store import rows
from sitrep.store.tables import claims, documents, events, former, marks, members, runs

BATCH = 500
NEWEST_CLAIMS = claims.join(
    documents, (claims.c.document == documents.c.id) & (claims.c.revision == documents.c.revision) & documents.c.newest
)


def mark(connection: Connection, name: str) -> str | None:
    """Returns a fact about the record, None where it was never noted."""
    return connection.scalar(select(marks.c.value).where(marks.c.name == name))


def set_mark(connection: Connection, name: str, value: str) -> None:
    """Notes a fact about the record."""
    connection.execute(delete(marks).where(marks.c.name == name))
    connection.execute(insert(marks).values(name=name, value=value))


def start_run(connection: Connection) -> int:
    """Notes that this program version begins to add, and returns the run's number."""
    started = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    key = connection.execute(insert(runs).values(version=sitrep.__version__, started=started)).inserted_primary_key
    assert key is not None
    return int(key[0])


def has_document(connection: Connection, document: Document) -> bool:
    """Whether any revision of the document has these words."""
    same = (documents.c.id == document.id) & (documents.c.content == rows.content_key(document))
    return connection.scalar(select(documents.c.revision).where(same).limit(1)) is not None


def readings(connection: Connection) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
    """Yields every document's newest revision with its claims, in the order in which the documents came."""
    wanted = select(claims.c.document, claims.c.body).select_from(NEWEST_CLAIMS).order_by(documents.c.position, claims.c.position)
    bodies = itertools.groupby(connection.execute(wanted), lambda row: str(row.document))
    waiting = next(bodies, None)
    for row in connection.execute(select(documents).where(documents.c.newest).order_by(documents.c.position)):
        found: tuple[Claim, ...] = ()
        if waiting is not None and waiting[0] == row.id:
            found = tuple(rows.CLAIMS.decode(each.body) for each in waiting[1])
            waiting = next(bodies, None)
        yield rows.read_document(row), found


def claims_by_id(connection: Connection, identifiers: Sequence[str]) -> list[Claim]:
    """Returns the claims of those ids in the newest revisions, in the order of the ids; an unknown id gives none."""
    found: dict[str, Claim] = {}
    for start in range(0, len(identifiers), BATCH):
        wanted = select(claims.c.body).select_from(NEWEST_CLAIMS).where(claims.c.id.in_(identifiers[start : start + BATCH]))
        found |= {claim.id: claim for claim in map(rows.CLAIMS.decode, connection.scalars(wanted))}
    return [found[identifier] for identifier in identifiers if identifier in found]


def event_by_id(connection: Connection, identifier: str) -> Event | None:
    """Returns the event of that id, else the one that holds the earliest claim of the event which once had it."""
    body = connection.scalar(select(events.c.body).where(events.c.id == identifier))
    if body is None:
        there = events.join(members, members.c.event == events.c.id).join(former, former.c.claim == members.c.claim)
        body = connection.scalar(select(events.c.body).select_from(there).where(former.c.event == identifier).limit(1))
    return None if body is None else rows.EVENTS.decode(body)
