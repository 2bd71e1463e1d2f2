"""Hosts: how often each may be asked, what its robots.txt permits, and when it wants to be left alone."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
from protego import Protego

from sitrep.errors import UnreadableSource
from sitrep.ingest.web.addresses import checked_url, origin_of
from sitrep.ingest.web.clocks import Clock
from sitrep.ingest.web.fetching import AGENT, Fetcher, Request, Response, open_gate

ROBOTS_BYTES = 512_000  # as RFC 9309 asks at least
DAY = 86_400.0
HOUR = 3_600.0
REMEMBERED = 2_000


class Manners(msgspec.Struct, frozen=True):
    """How hosts are treated: seconds between two requests to one, the most that its robots.txt may ask for, whether that is read at all."""

    pause: float = 2.0
    longest_pause: float = 60.0
    robots: bool = True


class LeftAlone(UnreadableSource):
    """A host that asked to be left alone until the moment `until`."""

    def __init__(self, until: float) -> None:
        super().__init__("asks to be left alone for now")
        self.until = until


class Disallowed(UnreadableSource):
    """A URL that the robots.txt of its host does not let programs fetch, or that is not fetched as this cannot be read (`fault`)."""

    def __init__(self, fault: str | None = None) -> None:
        why = f"is not fetched, as the robots.txt of its host cannot be read: it {fault}" if fault else None
        super().__init__(why or "is not to be fetched by programs: the robots.txt of its host says so")


class Rules:
    """What a host's robots.txt permits; without one everything, and nothing while it is out of order, for which `fault` is the reason."""

    def __init__(self, until: float, parsed: Protego | None = None, fault: str | None = None) -> None:
        self.until = until
        self.fault = fault
        self._parsed = parsed

    def permit(self, url: str) -> bool:
        """Whether a URL may be fetched."""
        return self.fault is None if self._parsed is None else bool(self._parsed.can_fetch(url, AGENT))

    def pause(self, manners: Manners) -> float:
        """Returns the seconds to wait between two requests."""
        asked = self._parsed.crawl_delay(AGENT) if self._parsed else None
        return min(max(manners.pause, asked or 0.0), manners.longest_pause)


class Host:
    """What is known of a host while it is remembered; one request at a time is under way to it."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.ready = 0.0
        self.alone_until = 0.0
        self.rules: Rules | None = None


class Hosts:
    """Fetches politely: one request at a time to a host, with a pause after it, where its robots.txt permits."""

    def __init__(self, fetcher: Fetcher, clock: Clock, manners: Manners) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._manners = manners
        self._hosts: OrderedDict[str, Host] = OrderedDict()

    async def fetch(self, request: Request, *, robots: bool = True) -> Response:
        """Returns what a server answers, as `Fetcher.fetch` does; each request on the way waits for its turn at its host.

        `robots` may be False for what the publisher lets us fetch all the same.

        Raises: LeftAlone; Disallowed; UnreadableSource.
        """

        @asynccontextmanager
        async def gate(url: str) -> AsyncIterator[None]:
            async with self._turn(url, robots and self._manners.robots):
                yield

        response = await self._fetcher.fetch(request, gate)
        if response.status == 429 or (response.status == 503 and response.retry_after is not None):
            host = self._host(origin_of(response.url))
            host.alone_until = self._clock.now() + min(response.retry_after or HOUR / 4, DAY)
        return response

    def alone_until(self, url: str) -> float:
        """Returns until when the host of a URL wants to be left alone; a moment in the past where it does not."""
        return self._host(origin_of(checked_url(url))).alone_until

    @asynccontextmanager
    async def _turn(self, url: str, robots: bool) -> AsyncIterator[None]:
        """Waits until a host may be asked, and holds others off meanwhile.

        Raises: LeftAlone; Disallowed.
        """
        host = self._host(origin_of(url))
        async with host.turn:
            if host.alone_until > self._clock.now():
                raise LeftAlone(host.alone_until)
            pause = self._manners.pause
            if robots:
                rules = await self._rules(host, url)
                pause = rules.pause(self._manners)
                if not rules.permit(url):
                    raise Disallowed(rules.fault)
            await self._clock.sleep_until(host.ready)
            try:
                with self._clock.at_work():
                    yield
            finally:
                host.ready = self._clock.now() + pause

    def _host(self, origin: str) -> Host:
        """Returns what is known of a host; those not asked for long are forgotten, unless one waits for them."""
        host = self._hosts.get(origin) or Host()
        self._hosts[origin] = host
        self._hosts.move_to_end(origin)
        while len(self._hosts) > REMEMBERED and not next(iter(self._hosts.values())).turn.locked():
            self._hosts.popitem(last=False)
        return host

    async def _rules(self, host: Host, url: str) -> Rules:
        """Returns the rules of a host, fetched anew each day."""
        if host.rules is None or host.rules.until <= self._clock.now():
            with self._clock.at_work():
                host.rules = await self._fetched_rules(f"{origin_of(url)}/robots.txt")
        return host.rules

    async def _fetched_rules(self, url: str) -> Rules:
        """Returns the rules that a robots.txt gives: all is permitted where there is none, nothing while it fails (RFC 9309)."""
        now = self._clock.now()
        try:
            response = await self._fetcher.fetch(Request(url), open_gate)
        except UnreadableSource as error:
            return Rules(now + HOUR, fault=str(error))
        if response.status >= 500 or response.status == 429:
            return Rules(now + HOUR, fault=f"answers with {response.status}")
        if response.status != 200:
            return Rules(now + DAY)
        return Rules(now + DAY, Protego.parse(response.body[:ROBOTS_BYTES].decode("utf-8", "replace")))
