"""Backups: a copy of a record in one SQLite file, made while others read and write."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import URL

from sitrep.errors import WrongUsage
from sitrep.store import dumps
from sitrep.store.databases import connect, writing
from sitrep.store.migrations import FORM, copy_file


def back_up(url: URL, path: str, dump: Iterator[bytes]) -> None:
    """Writes the record at `url` into a new file; of a SQLite record page by page, of a PostgreSQL one from its `dump`.

    Raises: WrongUsage where there is such a file.
    """
    if Path(path).exists():
        raise WrongUsage(f"{path}: is there already; a backup is written to a new file")
    if url.get_backend_name() == "sqlite" and url.database:
        copy_file(url.database, path)
        return
    engine = connect(URL.create("sqlite", database=path), create=True)
    with writing(engine) as connection:
        dumps.load(connection, dump, FORM)
    engine.dispose()
