"""Subscriptions: which feeds are to be followed, from a TOML or OPML file."""

import re
from pathlib import Path

import listparser
import msgspec

from sitrep.errors import UnreadableSource, WrongUsage
from sitrep.ingest.languages import read_language
from sitrep.ingest.web.addresses import checked_url
from sitrep.ingest.web.hosts import Manners
from sitrep.model.feeds import Subscription

DURATION = re.compile(r"(\d{1,6})\s*([smhd]?)")
UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400}
LEAST_EVERY = 60
MOST_BYTES = 10_000_000


class FeedLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[feed]]` of a TOML file; what it leaves out is as the file says for all."""

    url: str
    name: str | None = None
    language: str | None = None
    every: str | int | None = None
    backlog: str | int | None = None
    pages: bool = True
    robots: bool = True


class FeedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A TOML file of feeds, as it is written."""

    feed: tuple[FeedLine, ...] = ()
    opml: tuple[str, ...] = ()
    every: str | int = "15m"
    backlog: str | int = "7d"
    pause: float = 2.0
    allow_private: tuple[str, ...] = ()


class Subscriptions(msgspec.Struct, frozen=True):
    """The feeds to follow, how hosts are treated, and which may be reached though they are not public."""

    feeds: tuple[Subscription, ...]
    manners: Manners = Manners()
    allowed: tuple[str, ...] = ()


def read_subscriptions(path: str) -> Subscriptions:
    """Returns what a TOML file of feeds, or an OPML file, asks for; a feed that is named twice counts once.

    Raises: WrongUsage where it cannot be read, or something in it cannot be followed.
    """
    raw = _content(path)
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        written = FeedFile()
        feeds = _outlines(path, raw, written)
    else:
        written = _parsed(path, raw)
        feeds = [_subscription(path, line, written) for line in written.feed]
        beside = [str(Path(path).parent / name) for name in written.opml]
        feeds += [feed for name in beside for feed in _outlines(name, _content(name), written)]
    if not feeds:
        raise WrongUsage(f'{path}: names no feed; one is written as [[feed]] with a line url = "https://…"')
    return Subscriptions(tuple({feed.url: feed for feed in reversed(feeds)}.values())[::-1], Manners(written.pause), written.allow_private)


def _content(path: str) -> bytes:
    """Returns the bytes of a file.

    Raises: WrongUsage where it cannot be read, or is too large.
    """
    try:
        with Path(path).open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise WrongUsage(f"{path}: cannot be read ({error.strerror})") from error
    if len(raw) > MOST_BYTES:
        raise WrongUsage(f"{path}: is larger than {MOST_BYTES / 1e6:g} MB, and no list of feeds")
    return raw


def _parsed(path: str, raw: bytes) -> FeedFile:
    """Returns a TOML file as it is written.

    Raises: WrongUsage naming the first thing in it that does not fit.
    """
    try:
        written = msgspec.toml.decode(raw, type=FeedFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WrongUsage(f"{path}: {error}") from error
    if written.pause < 0:
        raise WrongUsage(f"{path}: pause {written.pause:g}: seconds are expected, 0 or more")
    return written


def _outlines(path: str, raw: bytes, written: FeedFile) -> list[Subscription]:
    """Returns the feeds of an OPML file.

    Raises: WrongUsage where it is none.
    """
    try:
        found = listparser.parse(raw)
    except (ValueError, LookupError, RecursionError) as error:
        raise WrongUsage(f"{path}: is no OPML ({error})") from error
    if found.get("bozo") and not found.feeds:
        raise WrongUsage(f"{path}: is no OPML ({found.get('bozo_exception')})")
    return [_subscription(path, FeedLine(str(feed.url), str(feed.title or "") or None), written) for feed in found.feeds]


def _subscription(path: str, line: FeedLine, written: FeedFile) -> Subscription:
    """Returns a feed that is to be followed.

    Raises: WrongUsage for an address, duration or language that is none.
    """
    try:
        url = checked_url(line.url)
    except UnreadableSource as error:
        raise WrongUsage(f"{path}: {line.url[:200]}: {error}") from error
    if line.language is not None and read_language(line.language) is None:
        raise WrongUsage(f"{path}: language {line.language!r}: a two-letter ISO 639-1 code is expected, such as en or uk")
    every, backlog = (
        read_duration(path, name, getattr(written, name) if getattr(line, name) is None else getattr(line, name))
        for name in ("every", "backlog")
    )
    return Subscription(url, line.name, read_language(line.language), max(every, LEAST_EVERY), backlog, line.pages, line.robots)


def read_duration(path: str, name: str, written: str | int) -> int:
    """Returns the seconds that a number with a unit (s, m, h, d) stands for.

    Raises: WrongUsage where it stands for none.

    >>> read_duration("feeds.toml", "every", "15m")
    900
    """
    match = DURATION.fullmatch(str(written).strip())
    if match is None:
        raise WrongUsage(f"{path}: {name} {written!r}: a number with s, m, h or d is expected, such as 15m")
    return int(match[1]) * UNITS[match[2]]
