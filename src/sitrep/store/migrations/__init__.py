"""Migrations: the forms that a record has had, and the way from each to the next, by Alembic."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, column, delete, insert, inspect, select, table
from sqlalchemy.engine import URL

from sitrep.errors import StoreUnavailable
from sitrep.store.derived import rebuild
from sitrep.store.tables import marks

FORM = "0006"
LOADABLE = ("0004", "0005", FORM)  # of dumps: what came since are tables of their own, or computed
FIRST_FORM = "0001"
VERSIONS = table("alembic_version", column("version_num"))


def is_current(connection: Connection) -> bool:
    """Whether a record has the present form."""
    return _form(connection) == FORM


def stamp(connection: Connection, form: str) -> None:
    """Notes the form that a record has, where Alembic looks for it."""
    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.execute(delete(VERSIONS))
    connection.execute(insert(VERSIONS).values(version_num=form))


def migrate(connection: Connection, url: URL) -> None:
    """Brings a record to the present form, inside the transaction that is open; a SQLite file is copied first, beside itself.

    Raises: StoreUnavailable for a form that is newer than this program.
    """
    form = _form(connection)
    if form == FORM:
        return
    if form > FORM:
        raise StoreUnavailable(
            f"record {url.database}: made by a newer sitrep (form {int(form)}, known are up to {int(FORM)}); update the program"
        )
    if url.get_backend_name() == "sqlite" and url.database:
        copy_file(url.database, f"{url.database}.form-{int(form)}.bak")
    stamp(connection, form)
    _upgrade(connection)
    connection.execute(delete(marks).where(marks.c.name == "events"))
    rebuild(connection)


def copy_file(path: str, target: str) -> None:
    """Copies a SQLite file as it stands after its last whole transaction, others may read and write meanwhile."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _form(connection: Connection) -> str:
    """Returns the form of a record; the first one noted it among the marks."""
    if inspect(connection).has_table(VERSIONS.name):
        return str(connection.scalar(select(VERSIONS.c.version_num)))
    noted = connection.scalar(select(marks.c.value).where(marks.c.name == "schema"))
    return f"{int(noted or FIRST_FORM):04}"


def _upgrade(connection: Connection) -> None:
    """Runs the migrations that are missing."""
    from alembic import command  # noqa: PLC0415 - needed by an old record alone
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
