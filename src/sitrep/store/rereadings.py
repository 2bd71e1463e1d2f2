"""Rereadings: documents read again by a newer program, and what that changed."""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, exists, select, update

from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.store import rows
from sitrep.store.additions import lock_documents, write_claims
from sitrep.store.queries import count_change
from sitrep.store.tables import claims, documents, runs


class Run(msgspec.Struct, frozen=True):
    """One pass of a program version over reports: the command, its packs, and when it began (UTC)."""

    id: int
    command: str
    version: str
    packs: str
    started: str


class Difference(msgspec.Struct, frozen=True):
    """One claim that two runs read differently; of a changed one both are given, else one is None."""

    kind: Literal["new", "gone", "changed"]
    document: str
    before: Claim | None
    after: Claim | None


def all_runs(connection: Connection) -> list[Run]:
    """Returns the runs, earliest first."""
    return [Run(row.id, row.command, row.version, row.packs, row.started) for row in connection.execute(select(runs).order_by(runs.c.id))]


class Outdated(msgspec.Struct, frozen=True):
    """A document (id) that another version read last, and the packs with which it was read."""

    document: str
    packs: str


def outdated(connection: Connection, versions: Sequence[str] | None) -> list[Outdated]:
    """Returns the documents that were read last by one of `versions` (None: by any), in the order in which they came."""
    wanted = select(documents.c.id, runs.c.packs).join(runs, documents.c.read_run == runs.c.id).where(documents.c.newest)
    if versions is not None:
        wanted = wanted.where(runs.c.version.in_(versions))
    return [Outdated(row.id, row.packs) for row in connection.execute(wanted.order_by(documents.c.position))]


def replace_claims(connection: Connection, document: Document, found: Sequence[Claim], run: int) -> bool:
    """Keeps what a new reading of a document's newest revision found, and returns whether it differs from what was there.

    Claims that are the same go on; those that are not end with this run, but stay known.
    """
    lock_documents(connection, [document.id])
    at = (documents.c.id == document.id) & documents.c.newest
    row = connection.execute(select(documents.c.revision, documents.c.content).where(at)).one_or_none()
    if row is None:
        return False  # it was taken down meanwhile
    connection.execute(update(documents).where(at).values(read_run=run, issues=rows.ENCODER.encode(document.issues)))
    if row.content != rows.content_key(document):
        return False  # a newer revision came meanwhile, whose claims are not these
    held = (claims.c.document == document.id) & (claims.c.revision == row.revision) & claims.c.until.is_(None)
    before = {each.body: each.number for each in connection.execute(select(claims.c.number, claims.c.body).where(held))}
    after = [rows.ENCODER.encode(claim) for claim in found]
    gone = [number for body, number in before.items() if body not in set(after)]
    new = [(claim, row.revision, i) for i, claim in enumerate(found) if after[i] not in before]
    if gone:
        connection.execute(update(claims).where(claims.c.number.in_(gone)).values(until=run))
    write_claims(connection, new, run)
    if gone or new:
        count_change(connection)
    return bool(gone or new)


def differences(connection: Connection, before: int, after: int) -> Iterator[Difference]:
    """Yields the claims that held at the end of run `before` or of run `after`, but not of both, document by document.

    Claims of a revision hold until the next one comes. A claim is changed where one with the same id held at both.
    """
    was, now = _held_at(before), _held_at(after)
    wanted = select(claims.c.document, now.label("now"), claims.c.body).where(was != now)
    seen: dict[str, list[tuple[bool, Claim]]] = {}
    for row in connection.execute(wanted.order_by(claims.c.document, claims.c.position, claims.c.number)):
        seen.setdefault(row.document, []).append((bool(row.now), rows.CLAIMS.decode(row.body)))
    for document, found in seen.items():
        old = {claim.id: claim for is_new, claim in found if not is_new}
        new = {claim.id: claim for is_new, claim in found if is_new}
        for key in dict.fromkeys((*old, *new)):
            kind: Literal["new", "gone", "changed"] = "changed" if key in old and key in new else "new" if key in new else "gone"
            yield Difference(kind, document, old.get(key), new.get(key))


def _held_at(run: int) -> ColumnElement[bool]:
    """Returns the condition that a claim held at the end of a run."""
    later = documents.alias()
    superseded = exists().where(later.c.id == claims.c.document, later.c.revision > claims.c.revision, later.c.run <= run)
    return (claims.c.since <= run) & (claims.c.until.is_(None) | (claims.c.until > run)) & ~superseded
