"""`sitrep watch`, `sitrep sources` and URLs in `sitrep add`: as users see them, from a real server."""

import json
import os
import pty
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ingest.web.samples import item, rss
from tests.ingest.web.servers import ARTICLE, Site, page, serving, silent
from tests.views.conftest import Ended
from tests.views.test_ends import _all_of

Run = Callable[..., Ended]
XML = "application/rss+xml"


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with a feed of two stories, and one that fails."""
    with serving({}) as running:
        links = [f"{running.url}/story/{number}" for number in range(2)]
        running.answers |= {
            "/feed": page(rss([item(link, when="") for link in links]), Content_Type=XML),
            "/broken": page("no", "500 Internal Server Error"),
            "/story/0": page(ARTICLE),
            "/story/1": page(ARTICLE.replace("Orikhiv", "Izium")),
        }
        yield running


@pytest.fixture
def feeds(site: Site, tmp_path: Path) -> Path:
    """A file that names both feeds."""
    path = tmp_path / "feeds.toml"
    lines = ("pause = 0", 'allow_private = ["127.0.0.1"]', "[[feed]]", f'url = "{site.url}/feed"', 'name = "The Courier"')
    path.write_text("\n".join((*lines, "[[feed]]", f'url = "{site.url}/broken"', 'name = "The Wire"')), encoding="utf-8")
    return path


def test_a_url_is_added_like_a_file(site: Site, run: Run) -> None:
    """The address of an article, or of a feed, is all that a user has at hand."""
    ended = run("add", f"{site.url}/story/0", "--allow-private", "127.0.0.1", "--db", "a.db")
    assert (ended.code, "1 report added with" in ended.err) == (0, True)
    ended = run("add", f"{site.url}/feed", "--allow-private", "127.0.0.1", "--db", "a.db")
    assert "1 there already" in ended.err
    assert len(run("events", "--format", "json", "--db", "a.db").json["events"]) == 2


def test_a_private_url_needs_to_be_allowed(site: Site, run: Run) -> None:
    """The refusal tells the way out."""
    ended = run("add", f"{site.url}/story/0", "--db", "a.db")
    assert ended.code == 1
    assert "--allow-private 127.0.0.1 lets it be reached" in ended.err
    assert run("add", f"{site.url}/story/0", "--allow-private", "not a host").code == 2


def test_feeds_are_polled_once_and_tell_how_they_stand(feeds: Path, run: Run) -> None:
    """What is due is polled, what is new is read, what failed is named."""
    ended = run("watch", feeds, "--once", "--db", "w.db")
    assert ended.code == 1
    assert "The Wire: fails at the server (status 500)" in ended.err
    assert "2 polls, 1 failed, 2 new items, 2 reports added" in ended.err
    assert "0 polls" in run("watch", feeds, "--once", "--db", "w.db").err
    shown = run("sources", "--db", "w.db").out
    assert "2 feeds, 1 heard as ever" in shown
    assert all(len(line) <= 80 for line in shown.splitlines())
    told = run("sources", "--format", "json", "--db", "w.db").json["coverage"]
    assert [(feed["feed"], feed["standing"]) for feed in told["feeds"]] == [("The Courier", "new"), ("The Wire", "unheard")]


def test_every_count_stands_beside_its_coverage(feeds: Path, run: Run) -> None:
    """A week without attacks, and a week in which nobody listened, must not look alike."""
    run("watch", feeds, "--once", "--db", "w.db")
    today = run("sources", "--format", "json", "--db", "w.db").json["coverage"]["end"][:10]
    assert "Coverage: 1 of 2 feeds heard as ever; not heard: The Wire" in run("events", "--db", "w.db").out
    assert "Coverage: 1 of 2 feeds heard as ever; not heard: The Wire" in run("totals", "--since", today, "--db", "w.db").out
    rows = run("totals", "--by", "week", "--format", "json", "--db", "w.db").json
    assert rows["rows"][0]["coverage"] == {**rows["rows"][0]["coverage"], "followed": 0, "heard": 0}
    assert (rows["coverage"]["followed"], rows["coverage"]["unheard"]) == (2, ["The Wire"])
    assert "none" in run("totals", "--by", "week", "--db", "w.db").out
    header, line, *_ = run("totals", "--format", "csv", "--db", "w.db").out.splitlines()
    assert header.endswith("feeds_heard,feeds_followed")
    assert line.endswith("1,2")
    assert run("events", "--format", "json", "--db", "w.db").json["coverage"]["heard"] == 1
    assert run("totals", "--as-known", "2025-12-08", "--format", "json", "--db", "w.db").json["coverage"]["followed"] == 0


def test_without_feeds_nothing_is_said_of_coverage(database: str, run: Run) -> None:
    """A record of files has no feeds that could fall silent."""
    assert "Coverage" not in run("totals", "--db", database).out
    assert run("totals", "--format", "json", "--db", database).json["coverage"] is None
    assert "no feed is followed" in run("sources", "--db", database).out


@pytest.mark.parametrize(
    ("text", "reason"), [("[[feed]]\nurl = 'gopher://a'", "only http and https"), ("", "names no feed"), (None, "cannot be read")]
)
def test_a_wrong_file_of_feeds_is_told_before_anything_begins(run: Run, tmp_path: Path, text: str | None, reason: str) -> None:
    """Nobody wants to find out tomorrow that nothing was followed."""
    path = tmp_path / "wrong.toml"
    if text is not None:
        path.write_text(text)
    ended = run("watch", path, "--db", "w.db")
    assert ended.code == 2
    assert reason in ended.err


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_watch_stops_cleanly_and_goes_on(feeds: Path, site: Site, tmp_path: Path, sent: signal.Signals, code: int) -> None:
    """What was finished is kept, and the next watch fetches none of it again."""
    site.answers["/story/1"] = silent
    database = tmp_path / "w.db"
    command = [sys.executable, "-m", "sitrep", "watch", str(feeds), "--db", str(database)]
    with subprocess.Popen(command, text=True, stderr=subprocess.PIPE) as process:
        end = time.monotonic() + 60
        while not (database.exists() and _states(database) == ["read", "waiting"]):
            assert time.monotonic() < end
            time.sleep(0.05)
        begun = time.monotonic()
        process.send_signal(sent)
        _, err = process.communicate(timeout=30)
    assert time.monotonic() - begun < 10
    assert process.returncode == code
    assert "1 report added, 1 waiting" in err
    site.answers["/story/1"] = page(ARTICLE.replace("Orikhiv", "Izium"))
    subprocess.run([*command, "--once"], check=False, capture_output=True)
    assert _states(database) == ["read", "read"]
    assert site.paths.count("/story/0") == 1


def _states(database: Path) -> list[str]:
    """Returns the states of all items."""
    connection = sqlite3.connect(database)
    try:
        return sorted(row[0] for row in connection.execute("SELECT state FROM items"))
    except sqlite3.OperationalError:
        return []
    finally:
        connection.close()


def test_a_terminal_shows_a_table_of_feeds(feeds: Path, tmp_path: Path) -> None:
    """Whoever watches the watch sees at a glance which feeds fail."""
    leader, follower = pty.openpty()
    environment = os.environ | {"COLUMNS": "80", "LINES": "24", "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "sitrep", "watch", str(feeds), "--once", "--db", str(tmp_path / "w.db")]
    with subprocess.Popen(command, stdout=follower, stderr=follower, env=environment) as process:
        os.close(follower)
        shown = _all_of(leader)
        assert process.wait(60) == 1
    assert all(words in shown for words in ("Last poll", "The Courier", "heard", "failed", "reading http://127.0.0.1"))


def test_every_poll_is_told_to_who_asks(feeds: Path, run: Run) -> None:
    """`-v` tells each step, `-q` failures alone."""
    assert "The Courier: heard, next poll at" in run("-v", "watch", feeds, "--once", "--db", "w.db").err
    quiet = run("-q", "watch", feeds, "--once", "--db", "q.db").err.splitlines()
    assert quiet == ["sitrep: The Wire: fails at the server (status 500)", "sitrep: not heard: The Wire"]
    assert json.loads(run("sources", "--format", "json", "--db", "q.db").out)
