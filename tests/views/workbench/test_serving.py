"""The commands: how the workbench is begun, and who may use it."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.views.conftest import Ended

SITREP = (sys.executable, "-m", "sitrep")


def test_it_serves_until_it_is_interrupted(examples: Path) -> None:
    """It says where it is to be found, and ends without a complaint."""
    command = [*SITREP, "serve", "--db", str(examples), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stderr.readline())
        assert found is not None
        assert httpx.get(found[0], timeout=30).status_code == 200
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (out, err) == ("", "sitrep: stopped\n")
    assert process.returncode == 130
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--host", "192.0.2.7"), 2, "sitrep users add"),
        (("--port", "99999"), 2, "65535"),
        (("--certificate", "c.pem"), 2, "belong together"),
        (("--proxy-header", "X-User"), 2, "belong together"),
        (("--proxy-header", "X-User", "--trusted-proxy", "nowhere"), 2, "an address or network"),
        (("--db", "missing.db"), 3, "there is none"),
    ],
)
def test_what_cannot_be_served_is_told(run: Callable[..., Ended], arguments: tuple[str, ...], code: int, words: str) -> None:
    """Each message names the way out."""
    ended = run("serve", *arguments)
    assert ended.code == code
    assert words in ended.err


def test_a_users_file_that_is_missing_is_told(run: Callable[..., Ended], examples: Path) -> None:
    """Without it nobody could log in, which shows only when somebody tries."""
    ended = run("serve", "--db", examples, "--users", "missing.json")
    assert ended.code == 2
    assert "sitrep users add NAME --users missing.json" in ended.err


def test_a_port_that_is_taken_is_told(run: Callable[..., Ended], examples: Path) -> None:
    """Two at one port is the most common mistake."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = run("serve", "--db", examples, "--port", str(taken.getsockname()[1]))
    assert ended.code == 2
    assert "--port 0 takes a free one" in ended.err


def test_users_are_added_changed_and_removed(run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> None:
    """An admin makes the file with commands, and never sees a password."""
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("a long enough word\n"))
    assert run("users", "add", "olena", "--role", "reviewer", "--users", "u.json", "--password-stdin").code == 0
    assert run("users", "add", "ivo", "--users", "u.json", "--no-password").code == 0
    assert run("users", "list", "--users", "u.json").out == "reader    ivo  (by proxy)\nreviewer  olena\n"
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    refused = run("users", "add", "olena", "--users", "u.json", "--password-stdin")
    assert (refused.code, "at least 10" in refused.err) == (2, True)
    assert run("users", "remove", "olena", "--users", "u.json").code == 0
    assert run("users", "remove", "olena", "--users", "u.json").code == 2
    assert run("users", "list", "--users", "missing.json").code == 2
