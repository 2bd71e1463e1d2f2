"""A record, a site with feeds, and a watch on a clock that jumps."""

import asyncio
import itertools
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from sitrep.ingest.web.clocks import SimulatedClock
from sitrep.ingest.web.hosts import Manners
from sitrep.ingest.web.subscriptions import Subscriptions
from sitrep.model.events import Extraction
from sitrep.model.feeds import Subscription
from sitrep.model.texts import Document
from sitrep.model.times import as_seconds
from sitrep.pipeline import DocumentClaims
from sitrep.store.records import Record
from sitrep.watch.watcher import Care, Watcher
from tests.ingest.web.samples import item, rss
from tests.ingest.web.servers import ARTICLE, Exchange, Site, page, serving

START = as_seconds("2025-12-08T00:00:00+00:00")
XML = "application/rss+xml"


def no_claims(document: Document) -> DocumentClaims:
    """Reads nothing: what reports claim is tried elsewhere."""
    return DocumentClaims(document, ())


def no_events(_readings: Sequence[Any], _bonds: Sequence[Any] = ()) -> Extraction:
    """Merges nothing."""
    return Extraction((), (), (), ())


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """An empty record."""
    with Record.open(str(tmp_path / "watched.db"), no_events, create=True) as opened:
        yield opened


@pytest.fixture
def site() -> Iterator[Site]:
    """A site whose every story is there, and no feed yet."""
    with serving({}) as running:
        running.answers["*"] = lambda exchange: (
            exchange.answer(ARTICLE) if "/story/" in exchange.path else exchange.answer("none", "404 Not Found")
        )
        yield running


class Feed:
    """A feed that lists one story more each time that `publish` is called, and the last twenty of them."""

    def __init__(self, site: Site, path: str, listed: int = 20) -> None:
        self.url = f"{site.url}{path}"
        self._listed = listed
        self._stories: list[str] = []
        site.answers[path] = self.answer

    def publish(self, many: int = 1) -> None:
        """Publishes so many new stories."""
        for number in itertools.islice(itertools.count(len(self._stories)), many):
            self._stories.append(f"{self.url}/story/{number}")

    def answer(self, exchange: Exchange) -> None:
        """Lists the newest stories, or says that nothing is new."""
        tag = f'"{len(self._stories)}"'
        if exchange.headers.get("if-none-match") == tag:
            exchange.answer("", "304 Not Modified", ETag=tag)
            return
        items = [item(story, when="") for story in reversed(self._stories[-self._listed :])]
        exchange.answer(rss(items, title=self.url.rpartition("/")[2]), Content_Type=XML, ETag=tag)


Follow = Callable[..., Watcher]


@pytest.fixture
def follow(record: Record) -> Follow:
    """Follows feeds for some hours of a clock that jumps, from where the last call ended; `each_hour` is called after every hour."""
    clock = SimulatedClock(START)

    def followed(*feeds: Subscription, hours: float = 0.0, pause: float = 0.0, each_hour: Callable[[int], None] | None = None) -> Watcher:
        async def run() -> Watcher:
            wanted = Subscriptions(feeds, Manners(pause), ("127.0.0.0/8",))
            watcher = Watcher(record, wanted, clock, no_claims, Care(once=not hours))
            working, passing = asyncio.create_task(watcher.run()), asyncio.create_task(clock.run())
            for hour in range(int(hours)):
                await clock.sleep_until(clock.now() + 3600)
                if each_hour:
                    each_hour(hour)
            if hours:
                watcher.stop()
            await working
            passing.cancel()
            return watcher

        with ThreadPoolExecutor(1) as thread:  # a browser of other tests may hold a loop in this one
            return thread.submit(asyncio.run, run()).result()

    return followed


__all__ = ["Feed", "Follow", "page"]
