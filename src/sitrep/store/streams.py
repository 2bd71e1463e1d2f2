"""Streams: what happened to a record, from any place on."""

from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Select, Table, func, select

from sitrep.errors import WrongUsage
from sitrep.store.filters import cursor, read_cursor
from sitrep.store.tables import documents, judgements, tombstones

BULKY = ("text", "body", "issues", "content")


class Change(msgspec.Struct, frozen=True):
    """Something that happened: a report (`id`) came or was taken down, or somebody judged; `at` is when, `by` whom it is from."""

    kind: Literal["document", "judgement", "takedown"]
    id: str
    at: str | None = None
    by: str | None = None


def changes_since(connection: Connection, since: str, limit: int) -> tuple[list[Change], str]:
    """Returns what came, was judged or was taken down after a place, `limit` of each at most, and the place after it.

    "" is the beginning, "now" the end.

    Raises: WrongUsage for a place that no answer ended with.
    """
    if since == "now":
        ends = [connection.scalar(select(func.max(table.c.number))) or 0 for table in (documents, judgements)]
        return [], _place([*ends, connection.scalar(select(func.count()).select_from(tombstones)) or 0])
    known = [read_cursor(part) for part in since.split(".")] if since else [0, 0, 0]
    if len(known) != 3:
        raise WrongUsage(f"since {since!r}: changes go on after the `next` of the answer before")
    came = connection.execute(_later(documents, known[0], limit)).all()
    judged = connection.execute(_later(judgements, known[1], limit)).all()
    gone = connection.execute(select(tombstones).order_by(tombstones.c.at, tombstones.c.document).offset(known[2]).limit(limit)).all()
    found = [Change("document", row.id, row.published, row.publisher) for row in came]
    found += [Change("judgement", row.id, row.at, row.author) for row in judged]
    found += [Change("takedown", row.document, row.at, row.author) for row in gone]
    reached = [part[-1].number if part else before for part, before in zip((came, judged), known[:2], strict=True)]
    return found, _place([*reached, known[2] + len(gone)])


def _later(table: Table, number: int, limit: int) -> Select[Any]:
    """Returns the query for the rows of a table after a number, without what is bulky."""
    columns = [column for column in table.c if column.name not in BULKY]
    return select(*columns).where(table.c.number > number).order_by(table.c.number).limit(limit)


def _place(numbers: list[int]) -> str:
    """Returns a place in the stream as an address holds it."""
    return ".".join(map(cursor, numbers))
