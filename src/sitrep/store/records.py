"""The record: documents and their claims, kept; events and totals, computed from them when they are looked at."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Literal, Self

import msgspec
from sqlalchemy import Connection, Engine, func, insert, select, update
from sqlalchemy.engine import URL

from sitrep.model.claims import Claim
from sitrep.model.events import Event, Total
from sitrep.model.texts import Document
from sitrep.store import queries, rows
from sitrep.store.databases import connect, locate, plain_failures, writing
from sitrep.store.filters import Filters, conditions
from sitrep.store.refreshing import Merge, is_fresh, refresh
from sitrep.store.tables import claims as claims_table
from sitrep.store.tables import documents as documents_table
from sitrep.store.tables import events as events_table
from sitrep.store.tables import former
from sitrep.store.tables import totals as totals_table

Addition = Literal["added", "revised", "unchanged"]

NO_FILTERS = Filters()
TOTAL = msgspec.json.Decoder(Total)


class Record:
    """A record that is open. Each method is one transaction; all raise StoreUnavailable where the database fails.

    Events and totals are computed anew by `merge` at the first look after claims have changed, or by another program version.
    """

    def __init__(self, engine: Engine, url: URL, merge: Merge) -> None:
        self._engine = engine
        self._url = url
        self._merge = merge
        self._run: int | None = None

    @classmethod
    def open(cls, database: str | None, merge: Merge, *, create: bool = False) -> Self:
        """Returns the record at `database` (a path or URL; None as `locate` finds it), made where it is missing if `create`."""
        url = locate(database)
        return cls(connect(url, create), url, merge)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Gives up the connections."""
        self._engine.dispose()

    @property
    def name(self) -> str:
        """The record's address without a password."""
        return self._url.database if self._url.get_backend_name() == "sqlite" and self._url.database else self._url.render_as_string()

    def has(self, document: Document) -> bool:
        """Whether the document is there in these words, as its newest revision or an earlier one."""
        with plain_failures(self._url), self._engine.connect() as connection:
            return queries.has_document(connection, document)

    def add(self, document: Document, claims: Sequence[Claim]) -> Addition:
        """Keeps a document with its claims, all or nothing: known words change nothing, other words under a known id are a revision."""
        with plain_failures(self._url), writing(self._engine) as connection:
            if queries.has_document(connection, document):
                return "unchanged"
            run = self._run or queries.start_run(connection)
            revision = _insert_document(connection, document, run)
            if claims:
                connection.execute(insert(claims_table), [rows.claim_row(claim, revision, i) for i, claim in enumerate(claims)])
            queries.set_mark(connection, "claims", str(int(queries.mark(connection, "claims") or 0) + 1))
        self._run = run
        return "added" if revision == 1 else "revised"

    def documents(self) -> Iterator[Document]:
        """Yields the newest revision of every document, in the order in which they came."""
        table = documents_table
        with plain_failures(self._url), self._engine.connect() as connection:
            for row in connection.execute(select(table).where(table.c.newest).order_by(table.c.position)):
                yield rows.read_document(row)

    def claims(self) -> Iterator[Claim]:
        """Yields the claims of the newest revisions, in the order in which they came."""
        with plain_failures(self._url), self._engine.connect() as connection:
            yield from (claim for _, claims in queries.readings(connection) for claim in claims)

    def events(self, filters: Filters = NO_FILTERS) -> list[Event]:
        """Returns the events that pass the filters, in the order of the merge."""
        with plain_failures(self._url), self._with_events() as connection:
            found = select(events_table.c.body).where(*conditions(filters)).order_by(events_table.c.position)
            return [rows.EVENTS.decode(body) for body in connection.scalars(found)]

    def totals(self) -> list[Total]:
        """Returns the totals stated for periods."""
        with plain_failures(self._url), self._with_events() as connection:
            return [TOTAL.decode(body) for body in connection.scalars(select(totals_table.c.body).order_by(totals_table.c.position))]

    def event(self, identifier: str) -> Event | None:
        """Returns the event of that id, or the one that an event of that id went into; None where there is none."""
        with plain_failures(self._url), self._with_events() as connection:
            return queries.event_by_id(connection, identifier)

    def claim(self, identifier: str) -> Claim | None:
        """Returns the claim of that id in the newest revisions, None where there is none."""
        return next(iter(self.claims_by_id((identifier,))), None)

    def claims_by_id(self, identifiers: Sequence[str]) -> list[Claim]:
        """Returns the claims of those ids in the newest revisions, in the order of the ids."""
        with plain_failures(self._url), self._engine.connect() as connection:
            return queries.claims_by_id(connection, identifiers)

    def document(self, identifier: str) -> Document | None:
        """Returns the newest revision of the document of that id, None where there is none."""
        table = documents_table
        with plain_failures(self._url), self._engine.connect() as connection:
            row = connection.execute(select(table).where(table.c.newest, table.c.id == identifier)).one_or_none()
            return None if row is None else rows.read_document(row)

    def ids_from(self, prefix: str, limit: int = 10) -> list[str]:
        """Returns ids of events and claims, those of former events too, that begin with `prefix`; `limit` of each at most."""
        with plain_failures(self._url), self._with_events() as connection:
            columns = (events_table.c.id, claims_table.c.id, former.c.event)
            found = (
                identifier
                for column in columns
                for identifier in connection.scalars(
                    select(column).distinct().where(column.startswith(prefix, autoescape=True)).order_by(column).limit(limit)
                )
            )
            return list(dict.fromkeys(found))

    @contextmanager
    def _with_events(self) -> Iterator[Connection]:
        """Opens a connection for reading after making the events fresh."""
        with self._engine.connect() as connection:
            fresh = is_fresh(connection)
        if not fresh:
            with writing(self._engine) as connection:
                refresh(connection, self._merge)
        with self._engine.connect() as connection:
            yield connection


def _insert_document(connection: Connection, document: Document, run: int) -> int:
    """Keeps the document as the newest revision under its id, and returns the revision's number, from 1."""
    table = documents_table
    ranked = select(table.c.revision, table.c.position).where(table.c.id == document.id).order_by(table.c.revision.desc())
    last = connection.execute(ranked.limit(1)).one_or_none()
    revision = last.revision + 1 if last else 1
    position = last.position if last else 1 + (connection.scalar(select(func.max(table.c.position))) or 0)
    connection.execute(update(table).where(table.c.id == document.id).values(newest=False))
    place = {"revision": revision, "position": position, "newest": True, "run": run}
    connection.execute(insert(table), rows.document_row(document) | place)
    return revision
