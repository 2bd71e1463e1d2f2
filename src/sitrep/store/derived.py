"""Derived rows: what is kept beside documents and claims for questions in SQL and search by words, and can be made anew from them."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select

from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.packs.urgency import urgency
from sitrep.store import rows
from sitrep.store.bulk import write_rows
from sitrep.store.tables import claims, documents, figures, spans, weights
from sitrep.store.terms import claim_words, document_words
from sitrep.store.word_indexes import CLAIM_WORDS, DOCUMENT_WORDS

BATCH = 1000


def derive_from_documents(connection: Connection, numbered: Sequence[tuple[int, Document]]) -> None:
    """Keeps the words of documents, each with its number."""
    DOCUMENT_WORDS.add(connection, [(number, (document_words(document),)) for number, document in numbered])


def derive_from_claims(connection: Connection, numbered: Sequence[tuple[int, Claim]]) -> None:
    """Keeps the figures, the evidence, the weights and the words of claims, each with its number."""
    write_rows(connection, figures, [row for number, claim in numbered for row in rows.figure_rows(claim, number)])
    write_rows(connection, spans, [row for number, claim in numbered for row in rows.span_rows(claim, number)])
    write_rows(connection, weights, [(number, urgency(claim)) for number, claim in numbered])
    CLAIM_WORDS.add(connection, [(number, (claim_words(claim),)) for number, claim in numbered])


def rebuild(connection: Connection) -> None:
    """Makes all derived rows of documents and claims anew."""
    for table in (figures, spans, weights):
        connection.execute(delete(table))
    DOCUMENT_WORDS.clear(connection)
    CLAIM_WORDS.clear(connection)
    bounded = {"yield_per": BATCH}
    found = connection.execute(select(documents).order_by(documents.c.number), execution_options=bounded)
    for batch in found.partitions():
        derive_from_documents(connection, [(row.number, rows.read_document(row)) for row in batch])
    bodies = connection.execute(select(claims.c.number, claims.c.body).order_by(claims.c.number), execution_options=bounded)
    for batch in bodies.partitions():
        derive_from_claims(connection, [(row.number, rows.CLAIMS.decode(row.body)) for row in batch])
