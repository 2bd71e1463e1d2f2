"""Downloads: a URL that a user names, read as the page, file or feed that it is."""

from collections.abc import Iterable, Iterator
from functools import partial

import msgspec
from anyio.from_thread import BlockingPortal, start_blocking_portal

from sitrep.errors import UnreadableSource
from sitrep.ingest.drafts import Draft
from sitrep.ingest.readers import Content
from sitrep.ingest.sources import Reading, Unreadable, read_content
from sitrep.ingest.web.addresses import read_allowance
from sitrep.ingest.web.answers import as_stream, check_status, kind_of, read_answer, read_linked
from sitrep.ingest.web.clocks import SystemClock
from sitrep.ingest.web.entries import Entry
from sitrep.ingest.web.feeds import is_feed, read_feed
from sitrep.ingest.web.fetching import Fetcher, Request, Response
from sitrep.ingest.web.hosts import Hosts, Manners
from sitrep.model.texts import Document

MOST_PARTS = 50


def read_url(url: str, how: Reading) -> Iterator[Document | Unreadable]:
    """Yields what a URL holds: the one report of a page, those of a file, or those that a feed or sitemap leads to.

    What the user names is fetched at once; the pages that a feed leads to politely, where the robots.txt of their host permits.
    """
    how.witness.begins(url, None)
    with start_blocking_portal() as portal:
        try:
            session = portal.call(_opened, how)
        except UnreadableSource as error:
            yield Unreadable(url, str(error))
            return
        try:
            response = portal.call(partial(session.fetch, url, robots=False))
            check_status(response)
            if is_feed(response):
                yield from _read_feed(response, session, portal, how)
            else:
                yield from _read_one(response, how)
        except UnreadableSource as error:
            yield Unreadable(url, str(error))
        finally:
            portal.call(session.close)


class Session:
    """What is fetched in one go, politely."""

    def __init__(self, how: Reading) -> None:
        self._fetcher = Fetcher(read_allowance(how.allowed))
        self._hosts = Hosts(self._fetcher, SystemClock(), Manners(how.pause_seconds))

    async def fetch(self, url: str, *, robots: bool = True) -> Response:
        """Returns what a server answers.

        Raises: UnreadableSource.
        """
        return await self._hosts.fetch(Request(url), robots=robots)

    async def close(self) -> None:
        """Gives up the connections."""
        await self._fetcher.close()


async def _opened(how: Reading) -> Session:
    """Returns a session in the loop that runs."""
    return Session(how)


def _read_one(response: Response, how: Reading) -> Iterator[Document | Unreadable]:
    """Yields the reports of a page, or what a file of another kind holds."""
    kind = kind_of(response)
    if kind in {"page", "pdf", "text"}:
        yield from _documents(read_answer(response, how.limits), response.body, response.url, how)
    else:
        yield from read_content(Content(response.url, as_stream(response.body), kind, response.charset, response.url), how)


def _documents(drafts: Iterable[Draft], source: bytes, url: str, how: Reading) -> Iterator[Document | Unreadable]:
    """Yields reports as documents, or what is wrong with them."""
    for draft in drafts:
        try:
            yield how.document(draft, source)
        except UnreadableSource as error:
            yield Unreadable(url, str(error))


def _read_feed(response: Response, session: Session, portal: BlockingPortal, how: Reading) -> Iterator[Document | Unreadable]:
    """Yields the reports that a feed leads to; those of an index of sitemaps from the first of them.

    Raises: UnreadableSource where it cannot be parsed.
    """
    feed = read_feed(response)
    for part in feed.parts[:MOST_PARTS]:
        try:
            answer = portal.call(session.fetch, part.key)
            check_status(answer)
            yield from _read_entries(read_feed(answer).entries, session, portal, how)
        except UnreadableSource as error:
            yield Unreadable(part.key, str(error))
    publisher = None if feed.kind.startswith("sitemap") else feed.title
    entries = (msgspec.structs.replace(entry, publisher=entry.publisher or publisher) for entry in feed.entries)
    yield from _read_entries(tuple(entries), session, portal, how)


def _read_entries(entries: tuple[Entry, ...], session: Session, portal: BlockingPortal, how: Reading) -> Iterator[Document | Unreadable]:
    """Yields the reports that entries lead to; where the page cannot be read, what the feed itself says."""
    for entry in entries:
        how.witness.begins(entry.url or entry.key, None)
        try:
            drafts, source = portal.call(read_linked, entry, session.fetch, how.limits)
        except UnreadableSource as error:
            yield Unreadable(entry.url or entry.key, str(error))
        else:
            yield from _documents(drafts, source, entry.url or entry.key, how)
