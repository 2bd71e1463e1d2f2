"""Backups: a copy of a record in one SQLite file, made while others read and write."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import URL

from sitrep.errors import WrongUsage
from sitrep.store import dumps
from sitrep.store.databases import connect, plain_failures, writing
from sitrep.store.migrations import FORM, copy_file


def back_up(url: URL, path: str, dump: Iterator[bytes]) -> None:
    """Writes the record at `url` into a new file; of a SQLite record page by page, of a PostgreSQL one from its `dump`.

    Raises: WrongUsage where there is such a file.
    """
    if Path(path).exists():
        raise WrongUsage(f"{path}: is there already; a backup is written to a new file")
    part = f"{path}.part"
    remove(part)
    try:
        with plain_failures(URL.create("sqlite", database=path)):
            if url.get_backend_name() == "sqlite" and url.database:
                copy_file(url.database, part)
            else:
                _load(part, dump)
        Path(part).rename(path)
    finally:
        remove(part)


def remove(path: str) -> None:
    """Removes a SQLite file with what SQLite keeps beside it, if it is there."""
    for name in (path, f"{path}-wal", f"{path}-shm", f"{path}-journal"):
        Path(name).unlink(missing_ok=True)


def _load(path: str, dump: Iterator[bytes]) -> None:
    """Makes a new record of a dump."""
    engine = connect(URL.create("sqlite", database=path), create=True)
    try:
        with writing(engine) as connection:
            dumps.load(connection, dump, FORM)
    finally:
        engine.dispose()
