"""Polling: a feed is asked once, and what it lists becomes items."""

import asyncio
import datetime as dt
import random
from collections.abc import Sequence

import msgspec

from sitrep.errors import UnreadableSource
from sitrep.ingest.web.answers import check_status
from sitrep.ingest.web.clocks import Clock
from sitrep.ingest.web.entries import Entry, Feed
from sitrep.ingest.web.feeds import read_feed
from sitrep.ingest.web.fetching import Request, Response
from sitrep.ingest.web.hosts import Disallowed, Hosts, LeftAlone
from sitrep.model.feeds import FeedItem, FollowedFeed, Outcome, Poll, Subscription
from sitrep.model.times import as_moment

JITTER = 0.1
LONGEST_WAIT = 86_400.0
CLOSED_WAIT = 86_400.0
GONE = 410
MOST_PARTS = 50


class Poller:
    """Asks feeds; the times between are never quite the same, so that not all are asked at one moment."""

    def __init__(self, hosts: Hosts, clock: Clock, chance: random.Random) -> None:
        self._hosts = hosts
        self._clock = clock
        self._chance = chance

    async def poll(self, feed: FollowedFeed, wanted: Subscription) -> Poll:
        """Returns what came of asking a feed once; whatever goes wrong is an outcome as well."""
        try:
            return await self._heard_of(feed, wanted)
        except LeftAlone as error:
            return self._failed(feed, wanted, str(error), error.until - self._clock.now())
        except Disallowed as error:
            return self._missed("closed", wanted, str(error), CLOSED_WAIT)
        except UnreadableSource as error:
            if str(error).endswith(f"(status {GONE})"):
                return self._missed("closed", wanted, str(error), CLOSED_WAIT * 7)
            return self._failed(feed, wanted, str(error), self._hosts.alone_until(feed.url) - self._clock.now())
        except Exception as error:  # noqa: BLE001 - one feed on which the program breaks must not end a watch of hundreds
            return self._failed(feed, wanted, f"a defect of the program: {type(error).__name__}: {error}", 0.0)

    async def _heard_of(self, feed: FollowedFeed, wanted: Subscription) -> Poll:
        """Returns what a feed lists now, or that nothing is new.

        Raises: UnreadableSource.
        """
        response = await self._hosts.fetch(Request(feed.url, feed.etag, feed.modified), robots=wanted.robots)
        if response.status == 304:
            return self._heard(wanted, response, etag=response.etag or feed.etag, modified=response.modified or feed.modified)
        check_status(response)
        with self._clock.at_work():
            found = await asyncio.to_thread(read_feed, response)
        now = self._clock.now()
        items = [_item(entry, now) for entry in await self._with_parts(found, wanted)]
        kept = tuple(item for item in items if item.published is None or item.at >= as_moment(now - wanted.backlog))
        heard = self._heard(wanted, response, etag=response.etag, modified=response.modified)
        return msgspec.structs.replace(heard, items=kept, older=len(kept) < len(items), name=found.title)

    async def _with_parts(self, feed: Feed, wanted: Subscription) -> Sequence[Entry]:
        """Returns what a feed lists; for an index of sitemaps what those list that were changed of late.

        Raises: UnreadableSource.
        """
        entries = list(feed.entries)
        since = as_moment(self._clock.now() - wanted.backlog)
        late = [part for part in feed.parts if part.updated is None or in_utc(part.updated) >= since]
        for part in sorted(late, key=lambda part: in_utc(part.updated or ""), reverse=True)[:MOST_PARTS]:
            response = await self._hosts.fetch(Request(part.key), robots=wanted.robots)
            check_status(response)
            with self._clock.at_work():
                entries += (await asyncio.to_thread(read_feed, response)).entries
        return entries

    def _heard(self, wanted: Subscription, response: Response, *, etag: str | None, modified: str | None) -> Poll:
        """Returns a proper answer without items."""
        note = f"has moved for good to {response.moved}" if response.moved else None
        return msgspec.structs.replace(self._missed("heard", wanted, note, wanted.every), etag=etag, modified=modified)

    def _failed(self, feed: FollowedFeed, wanted: Subscription, note: str, least: float) -> Poll:
        """Returns a failure; the next try is the later the more failed in a row, and not before `least` seconds."""
        wait = min(wanted.every * 2.0 ** min(feed.failures + 1, 20), max(LONGEST_WAIT, wanted.every))
        return self._missed("failed", wanted, note, max(wait, least))

    def _missed(self, outcome: Outcome, wanted: Subscription, note: str | None, wait: float) -> Poll:
        """Returns an outcome, and the next poll after a wait that chance makes somewhat longer or shorter."""
        now = self._clock.now()
        due = now + wait * self._chance.uniform(1 - JITTER, 1 + JITTER)
        return Poll(as_moment(now), outcome, as_moment(due), wanted.every, note)


def _item(entry: Entry, now: float) -> FeedItem:
    """Returns what a feed lists as an item, seen now; its moment is never after that."""
    at = min(in_utc(entry.published), as_moment(now)) if entry.published else as_moment(now)
    updated = in_utc(entry.updated) if entry.updated else None
    told = (entry.url, entry.title, entry.published, updated, entry.content, entry.publisher, entry.language)
    return FeedItem(entry.key, at, *told)


def in_utc(moment: str) -> str:
    """Returns an ISO date or date-time as a date-time in UTC to the second, a day as its noon, none as the beginning of time.

    >>> in_utc("2025-12-07T08:15:00+02:00"), in_utc("2025-12-07")
    ('2025-12-07T06:15:00+00:00', '2025-12-07T12:00:00+00:00')
    """
    if not moment:
        return as_moment(0)
    read = dt.datetime.fromisoformat(moment)
    if len(moment) == len("2025-12-07"):
        read = read.replace(hour=12)
    try:
        return (read.replace(tzinfo=dt.UTC) if read.tzinfo is None else read.astimezone(dt.UTC)).isoformat(timespec="seconds")
    except OverflowError:  # at the end of time
        return read.replace(tzinfo=dt.UTC).isoformat(timespec="seconds")
