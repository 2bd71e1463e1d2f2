"""The watcher: polls feeds in their turn, each host by itself, and has read what they list, without end or once."""

import asyncio
import itertools
import random
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from heapq import heapify, heappop, heappush
from typing import ParamSpec, TypeVar

import msgspec

from sitrep.errors import UnreadableSource
from sitrep.ingest.sources import LIMITS
from sitrep.ingest.web.addresses import host_of, read_allowance
from sitrep.ingest.web.answers import read_entry, read_linked
from sitrep.ingest.web.clocks import Clock
from sitrep.ingest.web.entries import Entry
from sitrep.ingest.web.fetching import Fetcher, Request, Response, Unreached
from sitrep.ingest.web.hosts import Hosts, LeftAlone
from sitrep.ingest.web.polling import Poller
from sitrep.ingest.web.subscriptions import Subscriptions
from sitrep.model.feeds import FeedItem, FollowedFeed, Subscription, WaitingItem
from sitrep.model.times import as_moment, as_seconds
from sitrep.store.feed_logs import Settled
from sitrep.store.records import Record
from sitrep.watch.keeping import Found, Keeper, Read
from sitrep.watch.statuses import FeedStatus, Status

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

MOST_POLLS = 32
MOST_READINGS = 8
MOST_TRIES = 4
FIRST_RETRY = 600.0
LOOK_AGAIN = 30.0
REMEMBERED = 5_000
FIRST_STANDINGS, STANDINGS_EACH = 4, 120  # in looks: after two minutes, then each hour
SPAN = 7 * 86_400.0


class Care(msgspec.Struct, frozen=True):
    """How a watch goes: whether it ends when all that is due is polled and read, and whether what reports were read from is kept."""

    once: bool = False
    keep_sources: bool = False


class Watcher:
    """Follows feeds; `status` tells at any time how it goes. What is under way when `stop` is called is kept before `run` returns."""

    def __init__(self, record: Record, wanted: Subscriptions, clock: Clock, read: Read, care: Care) -> None:
        self.status = Status()
        self._record = record
        self._wanted = wanted
        self._clock = clock
        self._care = care
        self._keeper = Keeper(record, read)
        self._subscriptions: dict[int, Subscription] = {}
        self._wake = asyncio.Event()
        self._stopped = asyncio.Event()
        self._busy: set[str] = set()
        self._served: dict[int, int] = {}
        self._lately: OrderedDict[tuple[str | None, str | None], str] = OrderedDict()
        self._turns = itertools.count(1)
        self._polls_done = False
        self._logging = ThreadPoolExecutor(1, "sitrep-log")
        self._reading = ThreadPoolExecutor(1, "sitrep-read")

    def stop(self) -> None:
        """Asks the watch to end; polls and fetches are broken off, a report that is being read is read and kept."""
        self._stopped.set()

    async def run(self) -> None:
        """Follows the feeds until `stop`, or once.

        Raises: StoreUnavailable where the record fails.
        """
        try:
            async with Fetcher(read_allowance(self._wanted.allowed)) as fetcher:
                await self._follow(Hosts(fetcher, self._clock, self._wanted.manners))
        finally:
            self._reading.shutdown(wait=True, cancel_futures=True)
            self._logging.shutdown(wait=True, cancel_futures=True)

    async def _follow(self, hosts: Hosts) -> None:
        """Polls and reads until all is done, something breaks, or the watch is stopped."""
        now = as_moment(self._clock.now())
        feeds = await self._log(self._record.feeds.follow, self._wanted.feeds, now)
        self._subscriptions = {feed.number: wanted for feed, wanted in zip(feeds, self._wanted.feeds, strict=True)}
        self.status.feeds = {feed.number: FeedStatus(feed.name, feed.url, feed.due) for feed in feeds}
        self.status.waiting = await self._log(self._record.feeds.waiting_count)
        poller, slots = Poller(hosts, self._clock, random.Random()), asyncio.Semaphore(MOST_POLLS)  # noqa: S311 - no secret
        work = [asyncio.create_task(self._poll_all(_by_host(feeds), poller, slots)), asyncio.create_task(self._read_all(hosts))]
        ticking, stopping = asyncio.create_task(self._tick()), asyncio.create_task(self._stopped.wait())
        under_way: set[asyncio.Task[object]] = {*work}
        try:
            while under_way and not self._stopped.is_set():
                done, _ = await asyncio.wait({*under_way, stopping}, return_when=asyncio.FIRST_COMPLETED)
                for task in done - {stopping}:
                    task.result()
                under_way -= done
            if self._care.once:
                await self._look_at_standings()
        except BaseExceptionGroup as several:
            raise _first(several) from several
        finally:
            for task in (*work, ticking, stopping):
                task.cancel()
            await asyncio.gather(*work, ticking, stopping, return_exceptions=True)

    async def _tick(self) -> None:
        """Has the reader look again from time to time, as items may be tried once more, and each hour how the feeds stand."""
        for turn in itertools.count():
            if turn % STANDINGS_EACH == FIRST_STANDINGS:
                await self._look_at_standings()
            await self._clock.sleep_until(self._clock.now() + LOOK_AGAIN)
            self._wake.set()

    async def _look_at_standings(self) -> None:
        """Finds out how the feeds stand."""
        now = self._clock.now()
        self.status.coverage = await self._log(self._record.feeds.coverage, as_moment(now - SPAN), as_moment(now))

    async def _poll_all(self, groups: Iterable[list[FollowedFeed]], poller: Poller, slots: asyncio.Semaphore) -> None:
        """Polls the feeds of all hosts, those of one host one after another."""
        async with asyncio.TaskGroup() as group:
            for feeds in groups:
                group.create_task(self._poll_host(feeds, poller, slots))
        self._polls_done = True
        self._wake.set()

    async def _poll_host(self, feeds: list[FollowedFeed], poller: Poller, slots: asyncio.Semaphore) -> None:
        """Polls the feeds of one host for ever, or those that are due once; the one that waits longest comes first."""
        queue = [(as_seconds(feed.due), feed.number, feed) for feed in feeds]
        heapify(queue)
        begun = self._clock.now()
        while queue and (not self._care.once or queue[0][0] <= begun):
            due, number, feed = heappop(queue)
            await self._clock.sleep_until(due)
            async with slots:
                feed = await self._poll(feed, poller)
            heappush(queue, (as_seconds(feed.due), number, feed))

    async def _poll(self, feed: FollowedFeed, poller: Poller) -> FollowedFeed:
        """Polls a feed, keeps what came of it, and returns the feed as it is known now."""
        poll = await poller.poll(feed, self._subscriptions[feed.number])
        noted = await self._log(self._record.feeds.note_poll, feed.number, poll)
        if poll.name and self.status.feeds[feed.number].name == feed.url:
            self.status.feeds[feed.number].name = poll.name
        self.status.note_poll(feed.number, poll, noted)
        if noted.new or noted.changed:
            self._wake.set()
        heard = poll.outcome == "heard"
        known = {"etag": poll.etag, "modified": poll.modified} if heard else {}
        return msgspec.structs.replace(feed, due=poll.due, polls=feed.polls + 1, failures=0 if heard else feed.failures + 1, **known)

    async def _read_all(self, hosts: Hosts) -> None:
        """Has items read as they come, one of each host at a time; ends where the polls have ended and nothing is left."""
        async with asyncio.TaskGroup() as group:
            while True:
                self._wake.clear()
                ended = self._polls_done
                waiting = await self._log(self._record.feeds.waiting, as_moment(self._clock.now()))
                waiting = [item for item in waiting if item.feed in self._subscriptions]
                for item in sorted(waiting, key=lambda item: (self._served.get(item.feed, 0), item.number)):
                    self._begin(item, hosts, group)
                if ended and not waiting and not self.status.reading:
                    return
                await self._wake.wait()

    def _begin(self, item: WaitingItem, hosts: Hosts, group: asyncio.TaskGroup) -> None:
        """Begins to read an item, unless its host is busy or wants to be left alone, or enough others are under way."""
        where = item.url or f"feed {item.feed}"
        host = host_of(where) or where
        if item.number in self.status.reading or host in self._busy or len(self.status.reading) >= MOST_READINGS:
            return
        self._served[item.feed] = next(self._turns)
        self.status.reading[item.number] = where
        self._busy.add(host)
        task = group.create_task(self._read(item, where, hosts))
        task.add_done_callback(lambda _: self._end(item.number, host))

    def _end(self, number: int, host: str) -> None:
        """Gives way to the next item of a host."""
        self.status.reading.pop(number, None)
        self._busy.discard(host)
        self._wake.set()

    async def _read(self, waiting: WaitingItem, where: str, hosts: Hosts) -> None:
        """Reads an item and keeps its reports, or notes why it cannot be read, or that it is to be tried again."""
        wanted = self._subscriptions[waiting.feed]
        item = await self._log(self._record.feeds.item, waiting.number)
        if known := self._lately.get((item.url, item.updated)):
            await self._log(self._record.feeds.settle, waiting.number, Settled("read", document=known))
            self._count(["unchanged"])
            return
        try:
            found = await self._found(item, waiting, wanted, hosts)
        except LeftAlone as error:
            await self._put_off(waiting, Settled("waiting", as_moment(error.until), note=str(error), tried=False))
        except Unreached as error:
            again = self._clock.now() + FIRST_RETRY * 2**waiting.tries
            await self._put_off(waiting, Settled("waiting", as_moment(again), note=str(error)))
        except UnreadableSource as error:
            await self._lose(waiting.number, where, str(error))
        except Exception as error:  # noqa: BLE001 - one page on which the program breaks must not end a watch of days
            await self._lose(waiting.number, where, f"a defect of the program: {type(error).__name__}: {error}")
        else:
            document, outcomes = await self._keep(self._keeper.keep, found)
            self._remember(item, document)
            self._count(outcomes)

    async def _lose(self, number: int, where: str, reason: str) -> None:
        """Notes and tells that an item cannot be read."""
        await self._keep(self._keeper.lose, number, where, reason)
        self.status.losses.append(f"{where}: {reason}")
        self._count(["lost"])

    def _count(self, outcomes: Iterable[str]) -> None:
        """Counts an item that no longer waits."""
        self.status.waiting -= 1
        self.status.counts.update(outcomes)

    def _remember(self, item: FeedItem, document: str) -> None:
        """Notes what an item was read into, for other feeds that list it as well; only the latest are remembered."""
        if item.url and document:
            self._lately[item.url, item.updated] = document
            while len(self._lately) > REMEMBERED:
                self._lately.popitem(last=False)

    async def _found(self, item: FeedItem, waiting: WaitingItem, wanted: Subscription, hosts: Hosts) -> Found:
        """Returns the reports of an item, from its page or from the feed's own words.

        Raises: LeftAlone; Unreached where it is to be tried again; UnreadableSource.
        """
        name = self.status.feeds[waiting.feed].name
        publisher = item.publisher or (None if "://" in name else name)
        entry = Entry(item.key, item.url, item.title, item.published, item.updated, item.content, publisher, item.language)
        if not wanted.pages:
            return Found(waiting.number, item.url or item.key, (read_entry(entry, "is not to be fetched"),), wanted.language)

        async def fetch(url: str) -> Response:
            return await hosts.fetch(Request(url), robots=wanted.robots)

        drafts, source = await read_linked(entry, fetch, LIMITS, patient=waiting.tries + 1 < MOST_TRIES)
        return Found(waiting.number, item.url or item.key, drafts, wanted.language, source if self._care.keep_sources else None)

    async def _put_off(self, waiting: WaitingItem, settled: Settled) -> None:
        """Notes that an item is to be tried later."""
        await self._log(self._record.feeds.settle, waiting.number, settled)
        self.status.counts["put off"] += 1

    async def _log(self, act: Callable[Parameters, Result], *arguments: Parameters.args, **named: Parameters.kwargs) -> Result:
        """Returns what the log of feeds says, without holding up the others."""
        with self._clock.at_work():
            return await asyncio.get_running_loop().run_in_executor(self._logging, lambda: act(*arguments, **named))

    async def _keep(self, act: Callable[Parameters, Result], *arguments: Parameters.args, **named: Parameters.kwargs) -> Result:
        """Returns what the keeper did, one report after another."""
        with self._clock.at_work():
            return await asyncio.get_running_loop().run_in_executor(self._reading, lambda: act(*arguments, **named))


def _first(several: BaseExceptionGroup[BaseException]) -> BaseException:
    """Returns the first of the errors that came together."""
    error: BaseException = several
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _by_host(feeds: Iterable[FollowedFeed]) -> list[list[FollowedFeed]]:
    """Returns the feeds of each host."""
    groups: dict[str, list[FollowedFeed]] = {}
    for feed in feeds:
        groups.setdefault(host_of(feed.url), []).append(feed)
    return list(groups.values())
