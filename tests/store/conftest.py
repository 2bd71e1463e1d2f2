"""Both databases: SQLite files, and a real PostgreSQL server that the tests start for themselves."""

import itertools
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from sitrep.store.records import Record
from tests.store.samples import merge

NAMES = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server on loopback, without a database's name; without one its tests are skipped, in CI they fail."""
    programs = _programs()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed (on Debian: apt install postgresql)")
        pytest.skip("PostgreSQL is not installed (on Debian: apt install postgresql)")
    user = "postgres" if os.geteuid() == 0 else None  # initdb refuses root
    folder = Path(tempfile.mkdtemp(prefix="sitrep-postgres-"))
    if user:
        shutil.chown(folder, user)
    try:
        subprocess.run(
            [
                programs / "initdb",
                "--pgdata",
                folder / "data",
                "--username",
                "sitrep",
                "--auth",
                "trust",
                "--encoding",
                "UTF8",
                "--no-sync",
            ],
            user=user,
            check=True,
            capture_output=True,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )
        yield from _running(programs, folder, user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    """Returns the folder of PostgreSQL's programs, of the newest version that is installed."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = versions[-1] if versions else shutil.which("initdb")
    return Path(found).parent if found else None


def _running(programs: Path, folder: Path, user: str | None) -> Iterator[str]:
    """Yields the URL of a server while it runs; it does not wait for the disk, as nothing here outlives a test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": folder, "fsync": "off", "shared_buffers": "32MB"}
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    command: list[str | Path] = [programs / "postgres", "-D", folder / "data", *options]
    with (folder / "log").open("w") as log, subprocess.Popen(command, user=user, stdout=log, stderr=log) as process:
        url = f"postgresql://sitrep@127.0.0.1:{port}"
        try:
            _wait(url)
            yield url
        finally:
            process.send_signal(signal.SIGQUIT)  # at once: nothing here outlives a test


def _wait(url: str) -> None:
    """Returns when the server answers."""
    for attempt in itertools.count():
        try:
            psycopg.connect(f"{url}/postgres", connect_timeout=5).close()
        except psycopg.OperationalError:
            if attempt == 600:
                raise
            time.sleep(0.05)
        else:
            return


def new_database(server: str) -> str:
    """Returns the URL of a new, empty database on the server."""
    name = f"record_{next(NAMES)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


@pytest.fixture(scope="session")
def reused(server: str) -> str:
    """The URL of a database that one test after another may have for itself."""
    return new_database(server)


def emptied(url: str) -> str:
    """Returns the URL of a database after taking everything out of it, which costs a tenth of making a new one."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a record that does not exist yet, on each database."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    return emptied(request.getfixturevalue("reused"))


@pytest.fixture
def record(database: str) -> Iterator[Record]:
    """An empty record."""
    with Record.open(database, merge, create=True) as opened:
        yield opened
