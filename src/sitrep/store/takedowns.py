"""Takedowns: a text and its quotes removed for good, with a tombstone that says why."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, delete, insert, select, update

from sitrep.model.judgements import Judgement, Target
from sitrep.model.times import this_moment
from sitrep.store import rows
from sitrep.store.additions import lock_documents
from sitrep.store.queries import count_change, judgements
from sitrep.store.refreshing import clear_views
from sitrep.store.tables import arrivals, claims, documents, figures, sources, spans, tombstones, weights
from sitrep.store.tables import judgements as judgements_table
from sitrep.store.terms import claim_words, document_words
from sitrep.store.word_indexes import CLAIM_WORDS, DOCUMENT_WORDS, WORD_INDEXES


class Tombstone(msgspec.Struct, frozen=True):
    """What is left of a document that was taken down: its id, who took it down, when (UTC) and why."""

    document: str
    author: str
    at: str
    reason: str


def all_tombstones(connection: Connection) -> list[Tombstone]:
    """Returns what was taken down, earliest first."""
    found = connection.execute(select(tombstones).order_by(tombstones.c.at, tombstones.c.document))
    return [Tombstone(row.document, row.author, row.at, row.reason) for row in found]


def take_down(connection: Connection, document: str, author: str, reason: str) -> None:
    """Removes every revision of a document with its claims, its source and what judgements quote of it, and leaves a tombstone.

    The views go too, and are computed anew at the next look: they hold names and numbers of it.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    lock_documents(connection, [document])
    clear_views(connection)
    _remove_claims(connection, document)
    revisions = connection.execute(select(documents).where(documents.c.id == document)).all()
    DOCUMENT_WORDS.remove(connection, [(row.number, (document_words(rows.read_document(row)),)) for row in revisions])
    connection.execute(delete(sources).where(sources.c.document.in_([row.number for row in revisions])))
    connection.execute(delete(arrivals).where(arrivals.c.document.in_([row.number for row in revisions])))
    connection.execute(delete(documents).where(documents.c.id == document))
    for judgement in judgements(connection):
        _silence(connection, judgement, document)
    for index in WORD_INDEXES:
        index.purge(connection)
    connection.execute(insert(tombstones).values(document=document, author=author, at=this_moment(), reason=reason))
    count_change(connection)


def _remove_claims(connection: Connection, document: str) -> None:
    """Removes the claims of all revisions of a document."""
    found = connection.execute(select(claims.c.number, claims.c.body).where(claims.c.document == document)).all()
    numbers = [row.number for row in found]
    CLAIM_WORDS.remove(connection, [(row.number, (claim_words(rows.CLAIMS.decode(row.body)),)) for row in found])
    for table in (figures, spans, weights):
        connection.execute(delete(table).where(table.c.claim.in_(numbers)))
    connection.execute(delete(claims).where(claims.c.document == document))


def _silence(connection: Connection, judgement: Judgement, document: str) -> None:
    """Takes the words of a document out of a judgement on it; that it was made, by whom and when stays."""
    named = (*judgement.targets, *judgement.others)
    if all(each.document != document for each in named):
        return
    silent = replace(judgement, targets=_silenced(judgement.targets, document), others=_silenced(judgement.others, document), changes=())
    connection.execute(update(judgements_table).where(judgements_table.c.id == judgement.id).values(body=rows.ENCODER.encode(silent)))


def _silenced(targets: Sequence[Target], document: str) -> tuple[Target, ...]:
    """Returns targets without the words and numbers of a document."""
    return tuple(replace(each, evidence=(), figures=()) if each.document == document else each for each in targets)
