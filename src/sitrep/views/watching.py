"""`sitrep watch`: feeds followed, with a table that tells how it goes."""

import asyncio
import signal
import time
from collections.abc import Callable
from types import FrameType

import msgspec
from anyio.from_thread import start_blocking_portal
from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from sitrep.ingest.web.clocks import SystemClock
from sitrep.ingest.web.subscriptions import read_subscriptions
from sitrep.model.feeds import Coverage
from sitrep.model.times import as_seconds
from sitrep.store.purposes import Purpose
from sitrep.views.coverages import REPORTED, WORDS, listed_names, standing_words
from sitrep.views.interrupts import raise_interrupts
from sitrep.views.messages import Messages
from sitrep.views.options import listed
from sitrep.views.progress import is_live
from sitrep.views.records import open_record
from sitrep.views.runs import Wishes, claims_reader, start_run
from sitrep.views.screens import cell, frame
from sitrep.views.words import counted
from sitrep.watch.statuses import FeedStatus, Status
from sitrep.watch.watcher import Care, Watcher

REFRESH_SECONDS = 0.5
COLUMNS = {"Feed": 22, "Last poll": 9, "New": 5, "Last new": 8, "Next": 5, "Why": None}
WIDTHS_BESIDE, LINES_BESIDE = 56, 8
STYLES = {"failed": "red", "closed": "red", "heard": "green"}


def watch(path: str, wishes: Wishes, care: Care, database: str | None, messages: Messages) -> int:
    """Follows the feeds that a file names until it is stopped, or once, and returns the exit code.

    Raises: WrongUsage; StoreUnavailable.
    """
    start_run(wishes, messages)
    wanted = read_subscriptions(path)
    wanted = msgspec.structs.replace(wanted, allowed=(*wanted.allowed, *listed(wishes.allowed)))
    with open_record(database, create=True, purpose=Purpose("watch", ",".join(wishes.pack_names))) as record:
        messages.note(f"{record.name}: following {counted(len(wanted.feeds), 'feed')}")
        watcher = Watcher(record, wanted, SystemClock(), claims_reader(wishes), care)
        interrupted = _followed(watcher, messages)
        messages.note(f"{record.name}: {summary(watcher.status)}")
    counts = watcher.status.counts
    return interrupted or (1 if counts["failed"] or counts["lost"] else 0)


def summary(status: Status) -> str:
    """Returns what a watch has done."""
    counts = status.counts
    parts = [f"{counted(counts['polls'], 'poll')}" + (f", {counts['failed']} failed" if counts["failed"] else "")]
    parts += [f"{counted(counts['new'], 'new item')}"]
    parts += [f"{counted(counts['added'], 'report')} added"]
    named = (("revised", "revised"), ("unchanged", "there already"), ("forgotten", "taken down before"), ("broken", "broke the program"))
    parts += [f"{counts[name]} {words}" for name, words in named if counts[name]]
    parts += [f"{counts['lost']} could not be read"] if counts["lost"] else []
    parts += [f"{status.waiting} waiting"] if status.waiting else []
    return ", ".join(parts)


class Teller:
    """Tells of each feed when it fails, is heard again, may have lost items, or publishes otherwise than ever: once, as it happens."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._known: dict[object, object] = {}
        self._coverage: Coverage | None = None

    def tell(self, status: Status) -> None:
        """Tells what is new since the last time."""
        for number, feed in status.feeds.items():
            if feed.outcome is None:
                continue
            self._once((number, "polls"), feed.polls, self._messages.detail, f"{feed.name}: {feed.outcome}, next poll at {feed.due}")
            words = f"{feed.name}: {feed.note or 'is heard again'}"
            tell = self._messages.error if feed.outcome != "heard" else self._messages.note
            self._once((number, "note"), feed.note, tell, words, first=None)
            overran = f"{feed.name}: all that it lists is new, so that items may have come and gone unseen; poll it more often (every = …)"
            self._once((number, "overran"), feed.overran, self._messages.error, overran, first=0)
        while status.losses:
            self._messages.error(status.losses.popleft())
        if status.coverage is not self._coverage and status.coverage is not None:
            self._coverage = status.coverage
            self._tell_standings(status.coverage)

    def _tell_standings(self, coverage: Coverage) -> None:
        """Tells which feeds stand otherwise than at the last time, all of one standing in one line."""
        changed: dict[str, list[str]] = {}
        for each in coverage.feeds:
            now = each.standing if each.standing in REPORTED else "heard"
            if self._known.get((each.url, "standing"), "heard") != now:
                changed.setdefault(now, []).append(f"{each.feed} ({words})" if (words := standing_words(each)) else each.feed)
            self._known[each.url, "standing"] = now
        for standing, feeds in changed.items():
            tell = self._messages.note if standing == "heard" else self._messages.error
            tell(f"{WORDS[standing]}: {listed_names(feeds)}")

    def _once(self, key: object, value: object, tell: Callable[[str], None], words: str, *, first: object = "") -> None:
        """Tells words where a value is another than at the last time; `first` is the value that needs no words at first."""
        if self._known.get(key, first) != value:
            tell(words)
        self._known[key] = value


def _followed(watcher: Watcher, messages: Messages) -> int:
    """Follows the feeds, tells how it goes, and returns 130 or 143 where it was stopped, else 0.

    The loop has a thread of its own: signals come to this one, which asks the watch to stop.
    """
    stopped = 0

    def stop(number: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = 128 + number
        messages.error("stopping; what is being read is kept first")
        portal.start_task_soon(watcher.stop)

    with start_blocking_portal() as portal:
        following = portal.start_task_soon(_told, watcher, messages)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
        try:
            following.result()
        finally:
            raise_interrupts()
    return stopped


async def _told(watcher: Watcher, messages: Messages) -> None:
    """Follows the feeds, and tells how it goes until they are followed no longer."""
    teller = Teller(messages)
    telling = asyncio.create_task(_tell(watcher.status, messages, teller))
    try:
        await watcher.run()
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
        teller.tell(watcher.status)


async def _tell(status: Status, messages: Messages, teller: Teller) -> None:
    """Shows the table on a terminal, and tells what changes everywhere, until it is cancelled."""
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    if not is_live(messages):
        while True:
            teller.tell(status)
            await asyncio.sleep(REFRESH_SECONDS)
    with Live(console=console, auto_refresh=False, transient=True, redirect_stderr=True) as live:
        while True:
            teller.tell(status)
            live.update(table(status, console.width, console.height, time.time()), refresh=True)
            await asyncio.sleep(REFRESH_SECONDS)


def table(status: Status, width: int, height: int, now: float) -> Group:
    """Returns the table of feeds, the failing ones first, as many as fit a screen, with what is read now under it."""
    feeds = sorted(status.feeds.values(), key=lambda feed: (feed.outcome in {None, "heard"}, feed.due))
    shown = frame(COLUMNS)
    most = max(3, height - LINES_BESIDE)
    for feed in feeds[:most]:
        shown.add_row(*_cells(feed, max(16, width - WIDTHS_BESIDE), now))
    lines: list[Text] = [cell(f"and {len(feeds) - most} more", "dim")] if len(feeds) > most else []
    lines.append(cell(summary(status)))
    lines += [cell(_cut(f"reading {url}", width - 2), "dim") for url in list(status.reading.values())[:3]]
    return Group(shown, *lines)


def _cells(feed: FeedStatus, width: int, now: float) -> tuple[Text, ...]:
    """Returns the cells of one feed, each on one line."""
    return (
        cell(_cut(feed.name.removeprefix("https://").removeprefix("http://"), 22)),
        cell(feed.outcome or "not yet", STYLES.get(feed.outcome or "", "dim")),
        cell(str(feed.new)),
        cell(f"{_span(now - as_seconds(feed.last_new))} ago" if feed.last_new else ""),
        cell(_span(as_seconds(feed.due) - now)),
        cell(_cut(feed.note or "", width)),
    )


def _cut(words: str, most: int) -> str:
    """Returns words, cut where they are too long for a line."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _span(seconds: float) -> str:
    """Returns a time in its largest unit.

    >>> _span(42), _span(900), _span(7300), _span(-3)
    ('42 s', '15 m', '2 h', 'now')
    """
    units = (("d", 86_400), ("h", 3600), ("m", 60), ("s", 1))
    return next((f"{seconds // length:.0f} {name}" for name, length in units if seconds >= length), "now")
