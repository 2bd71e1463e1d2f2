"""Records in SQLite files: how opening and writing them fails."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event as sql_event

from sitrep.errors import StoreUnavailable
from sitrep.store import databases
from sitrep.store.records import Record
from tests.store.samples import claim, document, merge


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The path of a record that does not exist yet."""
    return str(tmp_path / "record.db")


@pytest.fixture
def record(database: str) -> Iterator[Record]:
    """An empty record."""
    with Record.open(database, merge, create=True) as opened:
        yield opened


def test_a_missing_record_is_not_made_by_looking(database: str) -> None:
    """A mistyped name must be told, not answered with an empty record."""
    with pytest.raises(StoreUnavailable, match="there is none"):
        Record.open(database, merge)
    assert not Path(database).exists()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """Pointing --db at a text file must not harm it."""
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes, and no record at all. " * 50)
    with pytest.raises(StoreUnavailable, match="no SQLite database"):
        Record.open(str(path), merge, create=True)
    assert path.read_text().startswith("These")


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    """A browser's history is SQLite too."""
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE documents (id)")
    connection.close()
    with pytest.raises(StoreUnavailable, match="another program"):
        Record.open(str(path), merge, create=True)


def test_a_newer_record_is_refused(database: str) -> None:
    """An old program must not write into tables whose meaning it cannot know."""
    Record.open(database, merge, create=True).close()
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
    connection.close()
    with pytest.raises(StoreUnavailable, match="newer sitrep"):
        Record.open(database, merge)


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    """Root ignores file modes, so a folder in the file's place stands for a place that cannot be written."""
    with pytest.raises(StoreUnavailable, match="cannot be opened"):
        Record.open(str(tmp_path), merge, create=True)


def test_a_folder_that_cannot_be_written_is_told() -> None:
    """Below /proc nobody can make files, root neither."""
    with pytest.raises(StoreUnavailable, match="cannot be opened"):
        Record.open("/proc/sitrep.db", merge, create=True)


def test_a_read_only_database_is_told(database: str, record: Record) -> None:
    """A record on a read-only medium must fail in plain words; SQLite's own read-only mode stands for it, as root ignores file modes."""
    record.add(document(), (claim(),))
    sql_event.listen(record._engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = ON"))
    record._engine.dispose()
    with pytest.raises(StoreUnavailable, match="read-only"):
        record.add(document("b"), ())


def test_a_locked_database_is_told(database: str, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program that holds the record for long must not hang or crash this one."""
    monkeypatch.setattr(databases, "BUSY_SECONDS", 0.1)
    record._engine.dispose()
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        connection = sqlite3.connect(database, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        held.set()
        done.wait(10)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    try:
        with pytest.raises(StoreUnavailable, match="locked by another program"):
            record.add(document(), ())
    finally:
        done.set()
        holder.join()
    assert record.add(document(), ()) == "added"


def test_a_full_disk_is_told_and_costs_only_the_document_at_hand(record: Record) -> None:
    """SQLite's page limit stands for the disk's end: what was kept stays, and the rest goes in once there is room."""
    record.add(document(), (claim(),))

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    sql_event.listen(record._engine, "connect", limit)
    record._engine.dispose()
    with pytest.raises(StoreUnavailable, match="full"):
        record.add(document("b", "Long. " * 100_000), ())
    assert [each.id for each in record.documents()] == ["a"]
