"""Searches: documents and claims found by their words."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import Connection, select

from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.store import rows
from sitrep.store.filters import Page, cursor, read_cursor
from sitrep.store.queries import HOLDING, HOLDS
from sitrep.store.tables import claims, documents
from sitrep.store.word_indexes import CLAIM_WORDS, DOCUMENT_WORDS, read_query

Found = TypeVar("Found")


class Hits(msgspec.Struct, Generic[Found], frozen=True):
    """A page of what was found, the last added first; `next` is where the next page begins, None at the end."""

    found: list[Found]
    next: str | None


def find_documents(connection: Connection, typed: str, page: Page) -> Hits[Document]:
    """Returns the documents whose newest revision has the words.

    Raises: WrongUsage where no word is asked for, or `after` is no place.
    """
    dialect = connection.dialect.name
    number = DOCUMENT_WORDS.number(dialect)
    query = select(documents).join(DOCUMENT_WORDS.table, documents.c.number == number)
    query = query.where(DOCUMENT_WORDS.matches({"words": read_query(typed)}, dialect), documents.c.newest)
    if page.after is not None:
        query = query.where(number < read_cursor(page.after))
    found = connection.execute(query.order_by(number.desc()).limit(page.with_one_more().limit)).all()
    return Hits([rows.read_document(row) for row in found[: page.limit]], _next(found, page))


def find_claims(connection: Connection, typed: str, page: Page) -> Hits[Claim]:
    """Returns the claims, as they were read, that have the words in their evidence, places, actors, weapons or speakers.

    Raises: WrongUsage where no word is asked for, or `after` is no place.
    """
    dialect = connection.dialect.name
    number = CLAIM_WORDS.number(dialect)
    query = select(claims.c.number, claims.c.body).select_from(HOLDING.join(CLAIM_WORDS.table, claims.c.number == number))
    query = query.where(CLAIM_WORDS.matches({"words": read_query(typed)}, dialect), HOLDS)
    if page.after is not None:
        query = query.where(number < read_cursor(page.after))
    found = connection.execute(query.order_by(number.desc()).limit(page.with_one_more().limit)).all()
    return Hits([rows.CLAIMS.decode(row.body) for row in found[: page.limit]], _next(found, page))


def _next(found: Sequence[Any], page: Page) -> str | None:
    """Returns where the next page begins, None where this one is the last."""
    return cursor(found[page.limit - 1].number) if page.limit is not None and len(found) > page.limit else None
