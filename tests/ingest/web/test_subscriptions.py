"""Subscriptions: what is written in a file of feeds is what is followed, and a slip in it is named."""

from pathlib import Path

import pytest

from sitrep.errors import WrongUsage
from sitrep.ingest.web.subscriptions import read_subscriptions
from sitrep.model.feeds import Subscription

OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="War">
<outline type="rss" text="The Wire" xmlUrl="https://wire.example/feed"/></outline>
<outline type="rss" text="The Courier" xmlUrl="https://courier.example/rss"/></body></opml>"""


def written(tmp_path: Path, text: str) -> str:
    """Returns the path of a file with a text."""
    path = tmp_path / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_file_says_what_each_feed_is_and_what_all_are(tmp_path: Path) -> None:
    """A feed takes from the file what it leaves out."""
    text = """every = "5m"
    pause = 0.5
    allow_private = ["127.0.0.1"]
    [[feed]]
    url = "https://Courier.example/rss"
    name = "The Courier"
    language = "en"
    [[feed]]
    url = "https://wire.example/feed"
    every = "2h"
    backlog = "1d"
    pages = false
    robots = false
    """
    found = read_subscriptions(written(tmp_path, text))
    assert found.feeds == (
        Subscription("https://courier.example/rss", "The Courier", "en", 300),
        Subscription("https://wire.example/feed", None, None, 7200, 86_400, pages=False, robots=False),
    )
    assert (found.manners.pause, found.allowed) == (0.5, ("127.0.0.1",))


def test_lists_of_other_readers_are_taken_over(tmp_path: Path) -> None:
    """People have their feeds in a reader already; what the TOML file says of one of them goes before."""
    (tmp_path / "mine.opml").write_text(OPML, encoding="utf-8")
    alone = read_subscriptions(str(tmp_path / "mine.opml"))
    assert [(feed.name, feed.url) for feed in alone.feeds] == [
        ("The Wire", "https://wire.example/feed"),
        ("The Courier", "https://courier.example/rss"),
    ]
    beside = read_subscriptions(written(tmp_path, 'opml = ["mine.opml"]\n[[feed]]\nurl = "https://wire.example/feed"\nevery = "1h"\n'))
    assert [(feed.url, feed.every) for feed in beside.feeds] == [("https://wire.example/feed", 3600), ("https://courier.example/rss", 900)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "names no feed"),
        ("feed = 3", "Expected `array`"),
        ("[[feed]]\nurl = 'file:///etc/passwd'", "only http and https are fetched"),
        ("[[feed]]\nurl = 'https://a.example'\nevery = 'soon'", "every 'soon': a number with s, m, h or d"),
        ("[[feed]]\nurl = 'https://a.example'\nlanguage = 'english'", "two-letter ISO 639-1 code"),
        ("[[feed]]\nurl = 'https://a.example'\nevry = '1h'", "unknown field `evry`"),
        ("pause = -1\n[[feed]]\nurl = 'https://a.example'", "0 or more"),
        ("opml = ['none.opml']", "none.opml: cannot be read"),
        ("<html><body>no list</body></html>", "names no feed"),
        ("[[feed", "feeds.toml: "),
    ],
)
def test_a_slip_is_named_with_its_file(tmp_path: Path, text: str, reason: str) -> None:
    """A wrong line must not be found out days later."""
    with pytest.raises(WrongUsage) as refused:
        read_subscriptions(written(tmp_path, text))
    assert reason in str(refused.value)


def test_entities_in_a_list_do_no_harm(tmp_path: Path) -> None:
    """A list of feeds comes from others, too."""
    bomb = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + OPML.replace('text="The Wire"', 'text="&a;"')
    try:
        found = read_subscriptions(written(tmp_path, bomb))
    except WrongUsage:
        return
    assert not any("root" in (feed.name or "") for feed in found.feeds)
