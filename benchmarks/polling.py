"""Polls 500 feeds on loopback ten thousand times, on a clock that jumps, and prints who was starved and what memory that took."""

import argparse
import asyncio
import multiprocessing
import resource
import tempfile
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

from sitrep.ingest.web.clocks import SimulatedClock
from sitrep.ingest.web.hosts import Manners
from sitrep.ingest.web.subscriptions import Subscriptions
from sitrep.model.feeds import Subscription
from sitrep.model.texts import Document
from sitrep.pipeline import DocumentClaims, merge_record
from sitrep.store.records import Record
from sitrep.watch.watcher import Care, Watcher

START = 1_765_000_000.0
FEEDS_A_HOST = 10
NEWS_EACH = 5
LISTED = 20
EVERY = 900
ENTRY = "<item><title>Night {0}</title><link>{1}/story/{0}</link><guid>{1}/story/{0}</guid></item>"
STORY = """<html><head><title>Night</title></head><body><article>
<p>Drones hit the river port of Orikhiv for the {0}th night, {1} said.</p></article></body></html>"""


class Feeds:
    """A server whose feeds list a new story at every fifth poll, and which counts the polls of each."""

    def __init__(self) -> None:
        self.polls: Counter[str] = Counter()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answers the requests of one connection."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = head.split(b" ", 2)[1].decode()
                host = next(line for line in head.decode().split("\r\n") if line.lower().startswith("host:"))[6:]
                body, status = self._body(path, f"http://{host}")
                writer.write(f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _body(self, path: str, url: str) -> tuple[str, str]:
        """Returns a feed, a story, or nothing."""
        if path.startswith("/feed/"):
            self.polls[f"{url}{path}"] += 1
            last = (self.polls[f"{url}{path}"] + NEWS_EACH - 1) // NEWS_EACH
            items = (ENTRY.format(number, f"{url}{path}") for number in range(last, max(0, last - LISTED), -1))
            return f'<rss version="2.0"><channel><title>{path}</title>{"".join(items)}</channel></rss>', "200 OK"
        if "/story/" in path:
            return STORY.format(path.rpartition("/")[2], path), "200 OK"
        return "", "404 Not Found"


def serve(pipe: Connection) -> None:
    """Runs the server, sends its port, and at the end how often each feed was polled."""

    async def run() -> None:
        feeds = Feeds()
        server = await asyncio.start_server(feeds.answer, "0.0.0.0", 0, backlog=512)  # noqa: S104 - all addresses of loopback
        pipe.send(server.sockets[0].getsockname()[1])
        while not pipe.poll():
            await asyncio.sleep(0.05)
        pipe.send(dict(feeds.polls))
        server.close()

    asyncio.run(run())


def subscriptions(port: int, feeds: int) -> Subscriptions:
    """Returns so many feeds, ten to a host."""
    hosts = (f"127.0.{number // 200 + 1}.{number % 200 + 1}" for number in range(-(-feeds // FEEDS_A_HOST)))
    urls = [f"http://{host}:{port}/feed/{number}" for host in hosts for number in range(FEEDS_A_HOST)][:feeds]
    return Subscriptions(tuple(Subscription(url, every=EVERY) for url in urls), Manners(), ("127.0.0.0/8",))


async def follow(watcher: Watcher, clock: SimulatedClock, polls: int) -> list[tuple[int, float]]:
    """Follows until so many polls were made, and returns the memory (MB) after each tenth of them."""
    passing, working = asyncio.create_task(clock.run()), asyncio.create_task(watcher.run())
    memory: list[tuple[int, float]] = []
    while watcher.status.counts["polls"] < polls and not working.done():
        await asyncio.sleep(0.01)
        if watcher.status.counts["polls"] >= (len(memory) + 1) * polls // 10:
            memory.append((watcher.status.counts["polls"], resident_megabytes()))
    watcher.stop()
    await working
    passing.cancel()
    return memory


def resident_megabytes() -> float:
    """Returns the memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def measure(feeds: int, polls: int) -> None:
    """Follows the feeds and prints what it took."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    wanted, clock, begun = subscriptions(ours.recv(), feeds), SimulatedClock(START), time.monotonic()
    with tempfile.TemporaryDirectory() as folder, Record.open(str(Path(folder, "feeds.db")), merge_record, create=True) as record:
        watcher = Watcher(record, wanted, clock, unread, Care())
        memory = asyncio.run(follow(watcher, clock, polls))
    took, passed = time.monotonic() - begun, clock.now() - START
    ours.send(None)
    counted = ours.recv()
    server.join()
    each = [counted.get(feed.url, 0) for feed in wanted.feeds]
    counts = watcher.status.counts
    print(f"{feeds} feeds, {counts['polls']:,} polls, {counts['added']:,} reports in {took:.0f} s; {passed / 3600:.1f} h on the clock")
    print(f"polls of a feed: {min(each)} to {max(each)}; failed: {counts['failed']}; waiting to be read: {watcher.status.waiting}")
    print("memory in MB after each tenth: " + ", ".join(f"{megabytes:.0f}" for _, megabytes in memory))


def unread(document: Document) -> DocumentClaims:
    """Returns a document without claims: what reading costs is measured elsewhere."""
    return DocumentClaims(document, ())


def main() -> None:
    """Reads the arguments and measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=500, help="how many feeds")
    parser.add_argument("--polls", type=int, default=10_000, help="how many polls in all")
    arguments = parser.parse_args()
    measure(arguments.feeds, arguments.polls)


if __name__ == "__main__":
    main()
