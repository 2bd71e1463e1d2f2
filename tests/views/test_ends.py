"""Ways to end: interrupts, readers that leave, full disks and terminals, each met by the program as a process of its own."""

import json
import os
import pty
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

TEXT = "Drones hit Orikhiv on Saturday night. At least three people were killed, mayor Olha Bondar said.\r\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A readable report."""
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode())
    return path


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """So many reports that a run can be stopped in the middle."""
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": f"r{number}", "text": TEXT * 20}) + "\n" for number in range(400)))
    return path


def start(*arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    """Starts the program as a user does."""
    command = [sys.executable, "-m", "sitrep", *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.Popen(command, text=True, **pipes)


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_extraction_prints_what_was_finished(many: Path, sent: signal.Signals, code: int) -> None:
    """Work that is done is not thrown away."""
    with start("-v", "extract", many, "--format", "json") as process:
        assert process.stderr is not None
        while "r5:" not in process.stderr.readline():
            pass
        process.send_signal(sent)
        out, err = process.communicate(timeout=60)
    assert process.returncode == code
    assert 3 <= len(json.loads(out)["documents"]) < 400
    assert "stopped" in err


def test_a_stopped_add_keeps_what_was_finished_and_goes_on_there(many: Path, tmp_path: Path) -> None:
    """The same command again goes on where it stopped, on several processes too."""
    path = tmp_path / "record.db"
    counts = [0]
    for sent, code, jobs in ((signal.SIGINT, 130, "2"), (signal.SIGTERM, 143, "1")):
        with start("add", many, "--db", path, "--jobs", jobs) as process:
            for _ in _until(lambda: _kept(path) > counts[-1] + 2):
                assert process.poll() is None
            process.send_signal(sent)
            _, err = process.communicate(timeout=60)
        assert (process.returncode, "stopped" in err) == (code, True)
        counts.append(_kept(path))
    assert counts[0] < counts[1] < counts[2] < 400


def _until(condition: Callable[[], bool]) -> Iterator[None]:
    """Yields until the condition holds, a minute at most."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)
        yield


def _kept(path: Path) -> int:
    """Returns how many documents a record holds."""
    if not path.exists():
        return 0
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


@pytest.mark.parametrize("arguments", [("extract", "--format", "jsonl"), ("annotate",)])
def test_a_reader_that_has_enough_ends_the_program_quietly(many: Path, arguments: tuple[str, ...]) -> None:
    """`sitrep extract … | head` is no error."""
    with start(*arguments, many) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(60) == 0
        assert process.stderr.read() == ""


def test_a_full_disk_under_the_output_is_told(report: Path) -> None:
    """Half an output must not look like a whole one; /dev/full is a disk that is always full."""
    with Path("/dev/full").open("w") as full, start("extract", report, "--format", "json", stdout=full) as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "standard output: cannot be written" in err


def test_a_terminal_gets_colours_progress_and_80_columns(report: Path) -> None:
    """People look at a terminal, programs at a pipe."""
    leader, follower = pty.openpty()
    environment = os.environ | {"COLUMNS": "80", "TERM": "xterm-256color"}
    with start("extract", report, "--published", "2025-12-07", stdout=follower, stderr=follower, env=environment) as process:
        os.close(follower)
        shown = _all_of(leader)
        assert process.wait(60) == 0
    assert "reports read" in shown
    assert "\x1b[" in shown


def _all_of(terminal: int) -> str:
    """Returns all that is written to a terminal until its last writer is gone."""
    chunks = []
    while select.select([terminal], [], [], 60)[0]:
        try:
            chunks.append(os.read(terminal, 65536))
        except OSError:
            break
    os.close(terminal)
    return b"".join(chunks).decode()
