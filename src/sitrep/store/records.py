"""The record: documents, claims and judgements, kept; events and totals, computed from them when they are looked at."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Literal, Self, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL

from sitrep.collector import collector_paused
from sitrep.model.claims import Claim
from sitrep.model.events import Event, Total
from sitrep.model.judgements import Judgement
from sitrep.model.texts import Document
from sitrep.store import dumps, queries, rereadings, rows, searches, surveys, takedowns
from sitrep.store.additions import Addition, Reading, add_readings
from sitrep.store.attachments import Attachment
from sitrep.store.backups import back_up
from sitrep.store.databases import connect, locate, lock, plain_failures, reading, shown, writing
from sitrep.store.feed_logs import FeedLog
from sitrep.store.filters import ALL, Filters, Page, event_bodies
from sitrep.store.growths import Growth, is_short, keep_any, view_of
from sitrep.store.migrations import FORM, LOADABLE
from sitrep.store.positions import Positions
from sitrep.store.purposes import Purpose, start_run
from sitrep.store.queries import Publications
from sitrep.store.refreshing import Merge, attach_all, is_fresh
from sitrep.store.tables import judgements as judgements_table

NO_FILTERS = Filters()
TRIES = 3

Answer = TypeVar("Answer")


class Record:
    """A record that is open. Each method is one transaction; all raise StoreUnavailable where the database fails.

    `name` is its address without a password. Events and totals are computed anew by `merge` at the first look after claims or judgements
    have changed, or by another program version; where there is a `growth` and documents did no more than come, events follow by it.
    One that `lags` shows what was computed last until somebody calls `refresh`.
    """

    def __init__(self, engine: Engine, url: URL, merge: Merge, purpose: Purpose, growth: Growth | None = None) -> None:
        self.lags = False
        self.name = shown(url)
        self._engine = engine
        self._url = url
        self._merge = merge
        self._purpose = purpose
        self._growth = growth
        self._run: int | None = None

    @classmethod
    def open(
        cls,
        database: str | None,
        merge: Merge,
        *,
        growth: Growth | None = None,
        create: bool = False,
        purpose: Purpose = Purpose(),  # noqa: B008 - frozen
    ) -> Self:
        """Returns the record at `database` (a path or URL; None as `locate` finds it), made where it is missing if `create`."""
        url = locate(database)
        return cls(connect(url, create), url, merge, purpose, growth)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def begin(self, purpose: Purpose) -> None:
        """Notes that from here on the record is read into for another purpose, which is another run."""
        self._purpose, self._run = purpose, None

    def close(self) -> None:
        """Gives up the connections."""
        self._engine.dispose()

    @property
    def feeds(self) -> FeedLog:
        """What is kept of feeds that are followed."""
        return FeedLog(self._reading, self._writing)

    @property
    def positions(self) -> Positions:
        """From where on files that were begun are to be read."""
        return Positions(self._reading, self._writing)

    def has(self, document: Document) -> bool:
        """Whether the document is there in these words, as its newest revision or an earlier one."""
        with self._reading() as connection:
            return queries.has_document(connection, document)

    def add(self, document: Document, claims: Sequence[Claim], source: bytes | None = None) -> Addition:
        """Keeps a document with its claims, all or nothing: known words change nothing, other words under a known id are a revision."""
        return self.add_all((Reading(document, claims, source),))[0]

    def add_all(self, found: Sequence[Reading]) -> list[Addition]:
        """Keeps readings, all or none of them, and returns what became of each, as `add` does."""
        with self._writing() as connection, collector_paused():
            run = self._run or self._start_run(connection)
            outcomes = add_readings(connection, found, run)
        self._run = run
        return outcomes

    def note(self, message: str) -> None:
        """Keeps what could not be read and why, as an issue of this run."""
        with self._writing() as connection:
            run = self._run or self._start_run(connection)
            queries.add_issue(connection, run, message)
        self._run = run

    def issues(self) -> list[tuple[int, str]]:
        """Returns what could not be read: the run and the message, earliest first."""
        with self._reading() as connection:
            return queries.issues(connection)

    def documents(self) -> Iterator[Document]:
        """Yields the newest revision of every document, in the order in which they came."""
        with self._reading() as connection:
            yield from queries.newest_documents(connection)

    def readings(self, *, newest: bool = False) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
        """Yields every revision of every document (or the newest alone) with its claims as they were read last, in order of arrival."""
        with self._reading() as connection:
            yield from queries.readings(connection, newest)

    def documents_published(self, first: dt.date, last: dt.date) -> list[Document]:
        """Returns the newest revision of every document that was published from one day to another, both inclusive, earliest first."""
        with self._reading() as connection:
            return queries.documents_published(connection, first.isoformat(), last.isoformat())

    def published_span(self) -> tuple[str, str] | None:
        """Returns the first and the last day or moment of publication of a document, None where no document has one."""
        with self._reading() as connection:
            return queries.published_span(connection)

    def document(self, identifier: str) -> Document | None:
        """Returns the newest revision of the document of that id, None where there is none."""
        with self._reading() as connection:
            return next(iter(queries.documents_by_id(connection, (identifier,))), None)

    def documents_by_id(self, identifiers: Sequence[str]) -> list[Document]:
        """Returns the newest revisions of the documents of those ids, in no order."""
        with self._reading() as connection:
            return queries.documents_by_id(connection, identifiers)

    def revisions(self, identifier: str) -> list[Document]:
        """Returns all revisions of the document of that id, the newest last."""
        with self._reading() as connection:
            return queries.revisions(connection, identifier)

    def superseded(self, identifiers: Sequence[str]) -> list[tuple[Document, tuple[Claim, ...]]]:
        """Returns the earlier revisions of the documents of those ids with their claims, the first one first."""
        with self._reading() as connection:
            return queries.superseded(connection, identifiers)

    def source(self, identifier: str) -> bytes | None:
        """Returns the bytes that the newest revision of a document was read from, None where they were not kept."""
        with self._reading() as connection:
            return queries.source_of(connection, identifier)

    def claims(self) -> Iterator[Claim]:
        """Yields the claims of the newest revisions as they were read, in the order in which they came."""
        with self._reading() as connection:
            yield from (claim for _, claims in queries.readings(connection) for claim in claims)

    def claim(self, identifier: str) -> Claim | None:
        """Returns the claim of that id in the newest revisions, as people left it; None where there is none."""
        return next(iter(self.claims_by_id((identifier,))), None)

    def claims_by_id(self, identifiers: Sequence[str]) -> list[Claim]:
        """Returns the claims of those ids in the newest revisions, as people left them, in the order of the ids."""
        with self._fresh() as connection:
            return queries.claims_by_id(connection, identifiers)

    def loose_claims(self) -> Iterator[Claim]:
        """Yields the claims of the newest revisions that no event holds, such as totals of a period, as people left them."""
        with self._fresh() as connection:
            yield from queries.loose_claims(connection)

    def claims_as_read(self, identifiers: Sequence[str]) -> list[Claim]:
        """Returns the claims of those ids in the newest revisions as the program read them, in the order of the ids."""
        with self._reading() as connection:
            return queries.claims_as_read(connection, identifiers)

    def claims_of(self, document: str) -> list[Claim]:
        """Returns the claims of a document's newest revision as people left them, in text order."""
        with self._fresh() as connection:
            return queries.claims_by_id(connection, [claim.id for claim in queries.claims_of(connection, document)])

    def events(self, filters: Filters = NO_FILTERS) -> list[Event]:
        """Returns the events that pass the filters, in the order of time."""
        return self.event_page(filters, ALL)[0]

    def event_page(self, filters: Filters, page: Page) -> tuple[list[Event], str | None]:
        """Returns a page of the events that pass the filters, in the order of time, and where the next one begins (None: nowhere).

        Raises: WrongUsage for an `after` that no page ended with.
        """
        with self._fresh() as connection:
            bodies, following = event_bodies(connection, filters, page)
        return [rows.EVENTS.decode(body) for body in bodies], following

    def publications(self, since: str, until: str) -> list[Publications]:
        """Returns how many reports each outlet published on each day of a span (ISO days, both inclusive)."""
        with self._reading() as connection:
            return queries.publications(connection, since, until)

    def event(self, identifier: str) -> Event | None:
        """Returns the event of that id, or the one that an event of that id went into; None where there is none."""
        with self._fresh() as connection:
            return queries.event_by_id(connection, identifier)

    def events_with(self, claims: Sequence[str]) -> list[Event]:
        """Returns the events that hold one of the claims (ids), in the order of time."""
        with self._fresh() as connection:
            return queries.events_with(connection, claims)

    def totals(self) -> list[Total]:
        """Returns the totals stated for periods, in the order of time, without what incidents come to."""
        with self._fresh("totals") as connection:
            return queries.totals(connection)

    def ids_from(self, prefix: str, limit: int = 10) -> list[str]:
        """Returns ids of events and of claims that hold, those of former events too, that begin with `prefix`; `limit` of each at most."""
        with self._fresh() as connection:
            return queries.ids_from(connection, prefix, limit)

    def judgement_ids_from(self, prefix: str, limit: int = 10) -> list[str]:
        """Returns ids of judgements that begin with `prefix`, `limit` at most; no event is looked at, so that any can be undone."""
        with self._reading() as connection:
            return queries.beginning(connection, judgements_table.c.id, prefix, limit)

    def search_documents(self, words: str, page: Page = ALL) -> searches.Hits[Document]:
        """Returns the documents that have all the words, the last added first."""
        with self._reading() as connection:
            return searches.find_documents(connection, words, page)

    def search_claims(self, words: str, page: Page = ALL) -> searches.Hits[Claim]:
        """Returns the claims that have all the words, the last added first."""
        with self._reading() as connection:
            return searches.find_claims(connection, words, page)

    def judge(self, judgement: Judgement) -> None:
        """Keeps a judgement; the events follow it at the next look."""
        with self._writing() as connection:
            queries.add_judgement(connection, judgement)

    def judgements(self) -> list[Judgement]:
        """Returns every judgement that was ever made, earliest first."""
        with self._reading() as connection:
            return queries.judgements(connection)

    def attachments(self) -> tuple[Attachment, ...]:
        """Returns the judgements that stand, with the claims they are about today, earliest first."""
        with self._reading() as connection:
            named = {each.document for found in queries.judgements(connection) for each in (*found.targets, *found.others)}
            return attach_all(connection, {document: queries.claims_of(connection, document) for document in named})

    def quick_page(self, filters: Filters, page: Page) -> surveys.EventPage:
        """Returns a page of events as they were computed last, each as the JSON that it is kept as; computed now where they never were.

        Raises: WrongUsage for an `after` that no page ended with.
        """
        with plain_failures(self._url):
            found = surveys.page_of_events(self._engine, filters, page)
        return found if found.state.events or not self.refresh() else self.quick_page(filters, page)

    def ask(self, question: Callable[[Connection], Answer]) -> Answer:
        """Returns the answer to a question of `sitrep.store.surveys`, without computing events anew."""
        with self._reading() as connection:
            return question(connection)

    def refresh(self, what: Literal["events", "totals"] = "events") -> bool:
        """Computes the events, or totals too, anew where they are stale, and returns whether they were."""
        with self._reading() as connection:
            if is_fresh(connection, what):
                return False
        self._refresh(what)
        return True

    def follow(self, most: int) -> bool:
        """Makes the events fresh where at most so many documents came and decisions were made, and returns whether they are fresh now."""
        with self._reading() as connection:
            if is_fresh(connection):
                return True
            if not is_short(connection, self._growth, most):
                return False
        self._refresh("events")
        return True

    def runs(self) -> list[rereadings.Run]:
        """Returns the passes of this and other program versions over reports, earliest first."""
        with self._reading() as connection:
            return rereadings.all_runs(connection)

    def outdated(self, versions: Sequence[str] | None) -> list[rereadings.Outdated]:
        """Returns the documents that were read last by one of these program versions (None: by any), in their order."""
        with self._reading() as connection:
            return rereadings.outdated(connection, versions)

    def reread(self, document: Document, claims: Sequence[Claim]) -> bool:
        """Keeps what a new reading of a document found in place of what was there, and returns whether it differs."""
        with self._writing() as connection:
            run = self._run or self._start_run(connection)
            changed = rereadings.replace_claims(connection, document, claims, run)
        self._run = run
        return changed

    def differences(self, before: int, after: int) -> list[rereadings.Difference]:
        """Returns the claims that held at the end of one of two runs (numbers) and not of the other, document by document."""
        with self._reading() as connection:
            return list(rereadings.differences(connection, before, after))

    def take_down(self, document: str, author: str, reason: str) -> None:
        """Removes a document with all its words for good, and leaves a tombstone."""
        with self._writing() as connection:
            takedowns.take_down(connection, document, author, reason)
        if self._engine.dialect.name == "sqlite":
            with plain_failures(self._url), self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def tombstones(self) -> list[takedowns.Tombstone]:
        """Returns what was taken down, earliest first."""
        with self._reading() as connection:
            return takedowns.all_tombstones(connection)

    def dump(self) -> Iterator[bytes]:
        """Yields all that is kept as JSON lines, without line ends; what is computed from it is left out."""
        with self._reading() as connection:
            yield from dumps.dump(connection, FORM)

    def is_empty(self) -> bool:
        """Whether nothing was ever kept in it."""
        with self._reading() as connection:
            return dumps.is_empty(connection)

    def load(self, lines: Iterable[bytes]) -> int:
        """Puts a dump into this record, which must be empty, all or nothing, and returns how many documents came.

        Raises: UnreadableSource for what is no dump, or a record that is not empty.
        """
        with self._writing() as connection, collector_paused():
            return dumps.load(connection, lines, LOADABLE)

    def back_up(self, path: str) -> None:
        """Writes a copy of the record as it is now into a new SQLite file, while others read and write.

        Raises: WrongUsage where there is such a file.
        """
        with plain_failures(self._url):
            back_up(self._url, path, self.dump())

    def _start_run(self, connection: Connection) -> int:
        """Notes that this command begins to read."""
        return start_run(connection, self._purpose)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Opens a connection that sees one state of the record."""
        with plain_failures(self._url), reading(self._engine) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Opens a transaction for writing."""
        with plain_failures(self._url), writing(self._engine) as connection:
            yield connection

    @contextmanager
    def _fresh(self, what: Literal["events", "totals"] = "events") -> Iterator[Connection]:
        """Opens a connection for reading after making the events, or totals too, fresh."""
        with self._reading() as connection:
            if (self.lags and queries.mark(connection, what)) or is_fresh(connection, what):
                yield connection
                return
        self._refresh(what)
        with self._reading() as connection:
            yield connection

    def _refresh(self, what: Literal["events", "totals"]) -> None:
        """Computes events and totals and keeps them; others may write meanwhile, but for the last try, which holds them off."""
        for _ in range(TRIES):
            with self._reading() as connection:
                view = view_of(connection, self._merge, self._growth)
            with self._writing() as connection:
                lock(connection)
                if is_fresh(connection, what) or keep_any(connection, view):
                    return
        with self._writing() as connection:
            lock(connection)
            keep_any(connection, view_of(connection, self._merge, self._growth))
