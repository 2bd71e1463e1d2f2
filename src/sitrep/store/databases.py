"""Databases: where a record lies, how it is opened, and its failures in plain words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from sitrep.errors import StoreUnavailable
from sitrep.store.migrations import FORM, is_current, migrate, stamp
from sitrep.store.tables import marks, metadata
from sitrep.store.word_indexes import WORD_INDEXES

DEFAULT_DATABASE = "sitrep.db"
VARIABLE = "SITREP_DB"
BUSY_SECONDS = 30.0
MOST_AT_ONCE = 60  # connections beyond the five that stay open: the workbench answers from forty threads
FAMILIES = ("sqlite", "postgresql")
LOCK = 0x5172  # on PostgreSQL one program at a time makes tables, or computes events

REASONS = {
    "database is locked": "is locked by another program; it was tried for {busy:g} seconds, so try again later",
    "readonly database": "cannot be written: the file or its folder is read-only",
    "disk is full": "cannot be written: the disk is full",
    "No space left on device": "cannot be written: the server's disk is full",
    "disk I/O error": "cannot be written or read: the disk fails or is full",
    "unable to open": "cannot be opened: the folder is missing or closed to you, or it is no file",
    "not a database": "is no record: the file is no SQLite database",
    "malformed": "is damaged: the file is no whole SQLite database",
    "Connection refused": "cannot be reached: no server answers there; is it running?",
    "password authentication failed": "cannot be opened: the server refuses this user or password",
    "no password supplied": "cannot be opened: the server asks for a password; give it in the URL or in $PGPASSWORD",
    "server closed the connection": "was lost: the server ended the connection; the same command goes on where it stopped",
    "terminating connection": "was lost: the server ended the connection; the same command goes on where it stopped",
    "consuming input failed": "was lost: the server ended the connection; the same command goes on where it stopped",
    "the connection is closed": "was lost: the server ended the connection; the same command goes on where it stopped",
}


def locate(database: str | None) -> URL:
    """Returns the address of a record: as given, else $SITREP_DB, else sitrep.db in the working folder.

    Raises: StoreUnavailable for an address that is none, or of a database that is neither SQLite nor PostgreSQL.
    """
    name = database or os.environ.get(VARIABLE) or DEFAULT_DATABASE
    if "://" not in name:
        return URL.create("sqlite", database=name)
    try:
        url = make_url(name)
    except ArgumentError as error:
        raise StoreUnavailable(f"record {name!r}: neither a file nor a database URL") from error
    if url.get_backend_name() not in FAMILIES:
        raise StoreUnavailable(f"record {url.render_as_string()}: a record lies in SQLite or PostgreSQL, not in {url.get_backend_name()!r}")
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def shown(url: URL) -> str:
    """Returns an address as people are told it: the file, or the URL without its password."""
    if url.get_backend_name() == "sqlite" and url.database:
        return url.database
    return url.set(drivername=url.get_backend_name()).render_as_string()


def connect(url: URL, create: bool) -> Engine:
    """Returns an engine on the record at `url`, made there where it is missing and `create` asks for it.

    An older record is brought to this form, a SQLite file after a copy of it was put beside it.

    Raises: StoreUnavailable where it is missing, of another program, or of a newer version.
    """
    if not create and url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        raise StoreUnavailable(f"record {shown(url)}: there is none; `sitrep add` makes one")
    with plain_failures(url):
        engine = create_engine(url, pool_pre_ping=url.get_backend_name() != "sqlite", max_overflow=MOST_AT_ONCE)
        if url.get_backend_name() == "sqlite":
            _prepare_sqlite(engine)
        try:
            _check_form(engine, url, create)
        except BaseException:
            engine.dispose()
            raise
    return engine


@contextmanager
def plain_failures(url: URL) -> Iterator[None]:
    """Makes the failures of the database driver into StoreUnavailable, in words for users."""
    try:
        yield
    except NoSuchModuleError as error:
        raise StoreUnavailable(f"record {shown(url)}: no driver for {url.get_backend_name()!r} is installed") from error
    except ImportError as error:
        raise StoreUnavailable(f"record {shown(url)}: PostgreSQL needs an extra: pip install 'sitrep-news[postgres]'") from error
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreUnavailable(f"record {shown(url)}: {_reason(error)}") from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Opens a transaction for writing that is undone on any exception; of SQLite it holds the whole file from its start."""
    with engine.connect().execution_options(sitrep_begin="BEGIN IMMEDIATE") as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Opens a transaction that sees the record as it is at its start, whatever others write meanwhile."""
    options = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def lock(connection: Connection) -> None:
    """Waits until no other program makes tables or computes events, and keeps others from it until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))


def _reason(error: Exception) -> str:
    """Returns what went wrong, in words that tell the way out where it is known."""
    cause = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    known = next((words for sign, words in REASONS.items() if sign in cause), None)
    return known.format(busy=BUSY_SECONDS) if known else f"is unavailable ({cause.splitlines()[0] if cause else type(error).__name__})"


def _check_form(engine: Engine, url: URL, create: bool) -> None:
    """Makes the tables in an empty database, brings an older form to this one, and passes over the present one.

    Raises: StoreUnavailable for tables of another program or a newer version, and for none where none are to be made.
    """
    with engine.connect() as connection:
        if _is_ours(connection, url) and is_current(connection):
            return
    with writing(engine) as connection:
        lock(connection)
        if _is_ours(connection, url):
            migrate(connection, url)
        elif create:
            _make(connection)
        else:
            raise StoreUnavailable(f"record {shown(url)}: there is none; `sitrep add` makes one")


def _is_ours(connection: Connection, url: URL) -> bool:
    """Whether a record is there; False where nothing is.

    Raises: StoreUnavailable where something else is.
    """
    names = inspect(connection).get_table_names()
    if not names:
        return False
    found = {row.name: row.value for row in connection.execute(select(marks))} if marks.name in names else {}
    if found.get("application") != "sitrep":
        raise StoreUnavailable(f"record {shown(url)}: the database belongs to another program; name another one")
    return True


def _make(connection: Connection) -> None:
    """Makes the tables of an empty record."""
    metadata.create_all(connection)
    for index in WORD_INDEXES:
        for statement in index.creation(connection.dialect.name):
            connection.exec_driver_sql(statement)
    connection.execute(insert(marks), [{"name": "application", "value": "sitrep"}])
    stamp(connection, FORM)


def _prepare_sqlite(engine: Engine) -> None:
    """Makes SQLite keep foreign keys, wait for locks, and leave transactions to us."""

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("sitrep_begin", "BEGIN"))
