"""Migrations: records of every form that there was open in the present one, or are refused with a word why."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, Table, create_engine, insert, inspect, text

from sitrep.errors import StoreUnavailable
from sitrep.store import migrations
from sitrep.store.databases import locate
from sitrep.store.records import Record
from sitrep.store.rows import ENCODER
from sitrep.store.tables import metadata
from sitrep.store.word_indexes import WORD_INDEXES
from tests.store.samples import TEXT, claim, document, merge

OWN = {"alembic_version", *(index.name for index in WORD_INDEXES)}


@contextmanager
def direct(database: str) -> Iterator[Connection]:
    """Opens a transaction on a database without the record's own ways."""
    engine = create_engine(locate(database))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def upgraded(connection: Connection, form: str) -> None:
    """Makes the tables of a form in an empty database."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, form)


def made_by_the_first_version(database: str) -> None:
    """Makes a record of the first form with a report that was revised and another one, as that version wrote them."""
    with direct(database) as connection:
        upgraded(connection, "0001")
        connection.execute(text("DROP TABLE alembic_version"))
        facts = ({"name": "application", "value": "sitrep"}, {"name": "schema", "value": "1"}, {"name": "claims", "value": "3"})
        connection.execute(text("INSERT INTO marks (name, value) VALUES (:name, :value)"), list(facts))
        connection.execute(text("INSERT INTO runs (version, started) VALUES ('0.1.0', '2025-12-07T08:00:00+00:00')"))
        for position, key, revision, newest in ((1, "a", 1, False), (1, "a", 2, True), (2, "b", 1, True)):
            _insert(connection, key, revision, position=position, newest=newest)


def _insert(connection: Connection, key: str, revision: int, **more: Any) -> None:
    """Inserts one revision of a report with one claim."""
    told = claim(f"{key}{revision}", key)
    row = {"id": key, "revision": revision, "content": f"{key}{revision}", "text": TEXT, "issues": b"[]", "run": 1, **more}
    connection.execute(insert(Table("documents", MetaData(), autoload_with=connection)), [row])
    row = {"document": key, "revision": revision, "position": 0, "id": told.id, "body": ENCODER.encode(told)}
    row |= {"type": told.type, "status": told.status, "scope": told.scope}
    connection.execute(insert(Table("claims", MetaData(), autoload_with=connection)), [row])


def test_a_record_of_the_first_form_opens_with_all_it_held(database: str) -> None:
    """People's records are years of work: a new version must carry them on."""
    made_by_the_first_version(database)
    with Record.open(database, merge) as record:
        assert [each.id for each in record.documents()] == ["a", "b"]
        assert [each.text for each in record.revisions("a")] == [TEXT, TEXT]
        assert [each.id for each in record.claims()] == ["a2", "b1"]
        assert [event.claims for event in record.events()] == [("a2", "b1")]
        assert [each.id for each in record.search_claims("petrenko").found] == ["b1", "a2"]
        assert record.add(document("c"), (claim("c1", "c"),)) == "added"
        assert [(run.command, run.version) for run in record.runs()][:1] == [("add", "0.1.0")]


def test_a_file_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    """If a migration went wrong, the old version must still find its record."""
    database = str(tmp_path / "record.db")
    made_by_the_first_version(database)
    Record.open(database, merge).close()
    Record.open(database, merge).close()
    assert sorted(path.name for path in tmp_path.iterdir() if "-" not in path.suffix) == ["record.db", "record.db.form-1.bak"]
    with direct(f"{database}.form-1.bak") as connection:
        assert not inspect(connection).has_table("judgements")
        assert connection.scalar(text("SELECT count(*) FROM claims")) == 3


def test_a_migration_that_breaks_changes_nothing(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record must never be left between two forms."""
    made_by_the_first_version(database)

    def broken(connection: Connection) -> None:
        connection.execute(text("SELECT * FROM nowhere"))

    with monkeypatch.context() as spoilt:
        spoilt.setattr(migrations, "rebuild", broken)
        with pytest.raises(StoreUnavailable, match="nowhere"):
            Record.open(database, merge)
    with Record.open(database, merge) as record:
        assert [each.id for each in record.claims()] == ["a2", "b1"]


def test_migrations_lead_to_the_tables_of_today(database: str) -> None:
    """A new record and a migrated one must be the same to every query."""
    with direct(database) as connection:
        upgraded(connection, "head")
        found = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)
        assert [each for each in found if not _is_own(each)] == []
        assert inspect(connection).has_table(WORD_INDEXES[0].name)
        assert migrations.is_current(connection)


def _is_own(difference: Any) -> bool:
    """Whether a difference is about a table that the word indexes make for themselves."""
    return difference[0] in ("remove_table", "remove_index") and any(name in str(difference[1]) for name in OWN)
