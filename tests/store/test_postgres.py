"""Records on a PostgreSQL server: how opening and losing them is told."""

import sys

import psycopg
import pytest

from sitrep.errors import StoreUnavailable
from sitrep.store.records import Record
from tests.store.conftest import emptied
from tests.store.samples import claim, document, merge


@pytest.fixture
def database(reused: str) -> str:
    """The URL of an empty database."""
    return emptied(reused)


def test_a_server_that_does_not_answer_is_told() -> None:
    """The usual fault: the server is not running, or somewhere else."""
    with pytest.raises(StoreUnavailable, match="no server answers there"):
        Record.open("postgresql://sitrep@127.0.0.1:1/war", merge)


def test_a_password_is_never_told() -> None:
    """Messages end up in logs and mails."""
    with pytest.raises(StoreUnavailable) as told:
        Record.open("postgresql://sitrep:secret@127.0.0.1:1/war", merge)
    assert "secret" not in str(told.value)
    assert "postgresql://sitrep:***@127.0.0.1:1/war" in str(told.value)


def test_a_missing_record_is_not_made_by_looking(database: str) -> None:
    """A mistyped database must be told, not filled with tables."""
    with pytest.raises(StoreUnavailable, match="there is none"):
        Record.open(database, merge)
    with psycopg.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


def test_a_database_that_does_not_exist_is_told(database: str) -> None:
    """The server's own word is passed on where we have no better one."""
    with pytest.raises(StoreUnavailable, match='database "nowhere" does not exist'):
        Record.open(f"{database.rsplit('/', 1)[0]}/nowhere", merge, create=True)


def test_the_database_of_another_program_is_refused(database: str) -> None:
    """Tables of others must not be mixed with ours."""
    with psycopg.connect(database) as connection:
        connection.execute("CREATE TABLE documents (id int)")
    with pytest.raises(StoreUnavailable, match="another program"):
        Record.open(database, merge, create=True)


def test_a_connection_that_ends_in_the_middle_is_told_and_the_same_command_goes_on(database: str) -> None:
    """Servers are restarted at night: what was finished stays, the rest is added by the same command."""
    with Record.open(database, merge, create=True) as record:
        record.add(document(), (claim(),))
        with pytest.raises(StoreUnavailable, match="the server ended the connection"):
            _write_while_the_server_ends(record, database)
        assert [each.id for each in record.documents()] == ["a"]
        assert record.add(document("b"), (claim("c2", "b"),)) == "added"


def test_a_server_that_was_restarted_between_two_commands_is_found_again(database: str) -> None:
    """A program that runs for days must not need a restart because the server had one."""
    with Record.open(database, merge, create=True) as record:
        record.add(document(), (claim(),))
        _end_others(database)
        assert record.add(document("b"), (claim("c2", "b"),)) == "added"


def test_without_the_driver_the_way_out_is_told(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The driver is an extra; whoever has not got it must learn its name."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreUnavailable, match=r"sitrep-news\[postgres\]"):
        Record.open(database, merge)


@pytest.mark.parametrize("address", ["mysql://server/war", "oracle://server/war"])
def test_other_databases_are_refused(address: str) -> None:
    """Half-working on a database that no test has seen would be worse than not at all."""
    with pytest.raises(StoreUnavailable, match="SQLite or PostgreSQL"):
        Record.open(address, merge)


def _write_while_the_server_ends(record: Record, database: str) -> None:
    """Loses the connection in the middle of a transaction."""
    with record._writing() as connection:
        _end_others(database)
        connection.exec_driver_sql("DELETE FROM documents")


def _end_others(database: str) -> None:
    """Ends all connections to the database but the one that asks for it."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
