"""Databases: where a record lies, how it is opened, and its failures in plain words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from sitrep.errors import StoreUnavailable
from sitrep.store.tables import SCHEMA_VERSION, marks, metadata

DEFAULT_DATABASE = "sitrep.db"
VARIABLE = "SITREP_DB"
BUSY_SECONDS = 5.0

REASONS = {
    "database is locked": f"is locked by another program; it was tried for {BUSY_SECONDS:g} seconds, so try again later",
    "readonly database": "cannot be written: the file or its folder is read-only",
    "disk is full": "cannot be written: the disk is full",
    "disk I/O error": "cannot be written or read: the disk fails or is full",
    "unable to open": "cannot be opened: the folder is missing or closed to you, or it is no file",
    "not a database": "is no record: the file is no SQLite database",
    "malformed": "is damaged: the file is no whole SQLite database",
}


def locate(database: str | None) -> URL:
    """Returns the address of a record: as given, else $SITREP_DB, else sitrep.db in the working folder.

    Raises: StoreUnavailable for an address that is none.
    """
    name = database or os.environ.get(VARIABLE) or DEFAULT_DATABASE
    if "://" not in name:
        return URL.create("sqlite", database=name)
    try:
        return make_url(name)
    except ArgumentError as error:
        raise StoreUnavailable(f"record {name!r}: neither a file nor a database URL") from error


def connect(url: URL, create: bool) -> Engine:
    """Returns an engine on the record at `url`, made there where it is missing and `create` asks for it.

    Raises: StoreUnavailable where it is missing, of another program, or of a newer version.
    """
    if not create and url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        raise StoreUnavailable(f"record {url.database}: there is none; `sitrep add` makes one")
    with plain_failures(url):
        engine = create_engine(url)
        if url.get_backend_name() == "sqlite":
            _prepare_sqlite(engine)
        with writing(engine) as connection:
            _check_schema(connection, url)
    return engine


@contextmanager
def plain_failures(url: URL) -> Iterator[None]:
    """Makes the failures of the database driver into StoreUnavailable, in words for users."""
    try:
        yield
    except NoSuchModuleError as error:
        raise StoreUnavailable(f"record {url.render_as_string()}: no driver for {url.get_backend_name()!r} is installed") from error
    except (SQLAlchemyError, sqlite3.Error, ImportError) as error:
        raise StoreUnavailable(f"record {url.database or url.render_as_string()}: {_reason(error)}") from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Opens a transaction that holds the record for writing from its start, and is undone on any exception."""
    with engine.connect().execution_options(sitrep_begin="BEGIN IMMEDIATE") as connection, connection.begin():
        yield connection


def _reason(error: Exception) -> str:
    """Returns what went wrong, in words that tell the way out where it is known."""
    cause = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    known = next((words for sign, words in REASONS.items() if sign in cause), None)
    return known or f"is unavailable ({cause.splitlines()[0] if cause else type(error).__name__})"


def _check_schema(connection: Connection, url: URL) -> None:
    """Makes the tables in an empty database and passes over a known schema.

    Raises: StoreUnavailable for tables of another program or a newer version.
    """
    names = inspect(connection).get_table_names()
    if not names:
        metadata.create_all(connection)
        connection.execute(insert(marks), [{"name": "application", "value": "sitrep"}, {"name": "schema", "value": str(SCHEMA_VERSION)}])
        return
    found = {row.name: row.value for row in connection.execute(select(marks))} if marks.name in names else {}
    if found.get("application") != "sitrep":
        raise StoreUnavailable(f"record {url.database}: the database belongs to another program; name another file")
    if int(found["schema"]) > SCHEMA_VERSION:
        raise StoreUnavailable(
            f"record {url.database}: made by a newer sitrep (form {found['schema']}, known are up to {SCHEMA_VERSION}); update it"
        )


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
