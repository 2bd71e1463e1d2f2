"""Fetching: one URL, with its redirects, within limits of size and time."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import httpcore2
import msgspec
from anyio.from_thread import start_blocking_portal

import sitrep
from sitrep.errors import UnreadableSource
from sitrep.ingest.web.addresses import PUBLIC_ONLY, Allowance, checked_url, joined
from sitrep.ingest.web.connections import GuardedNetwork, Resolve, resolve
from sitrep.ingest.web.unpacking import Unpacker

AGENT = "sitrep"
MOVED = (301, 302, 303, 307, 308)
FOR_GOOD = (301, 308)
Gate = Callable[[str], AbstractAsyncContextManager[None]]


class Unreached(UnreadableSource):
    """A server that did not answer, or not in full; it may do so later."""


class FetchLimits(msgspec.Struct, frozen=True):
    """What one fetch may cost: bytes unpacked, seconds from the first to the last byte of each answer, seconds to connect, redirects."""

    body_bytes: int = 20_000_000
    seconds: float = 60.0
    connect_seconds: float = 15.0
    redirects: int = 5


LIMITS = FetchLimits()


class Request(msgspec.Struct, frozen=True):
    """What is asked for, and what is known of it from the last time: its entity tag and its date, as the server told them."""

    url: str
    etag: str | None = None
    modified: str | None = None


class Response(msgspec.Struct, frozen=True):
    """What a server answers: `url` is where it was found, `moved` where it is to be looked for from now on (None: where it was).

    `kind` is the media type without parameters, `charset` what the server says of it, `retry_after` in seconds.
    """

    url: str
    status: int
    body: bytes = b""
    kind: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    retry_after: float | None = None
    moved: str | None = None


@asynccontextmanager
async def open_gate(_url: str) -> AsyncIterator[None]:
    """Lets every request pass at once."""
    yield


class Fetcher:
    """Fetches URLs; connections to one server are used again for a while. To be used as `async with`."""

    def __init__(
        self,
        allowance: Allowance = PUBLIC_ONLY,
        limits: FetchLimits = LIMITS,
        *,
        resolve: Resolve = resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._limits = limits
        self._pool = httpcore2.AsyncConnectionPool(
            tls, max_connections=64, max_keepalive_connections=16, keepalive_expiry=15, network_backend=GuardedNetwork(allowance, resolve)
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    async def close(self) -> None:
        """Gives up the connections."""
        await self._pool.aclose()

    async def fetch(self, request: Request, gate: Gate = open_gate) -> Response:
        """Returns what a server answers at last, whatever its status; a redirect is followed, its target checked as any URL.

        The tag and date of the last time are sent to the first server alone. Each request waits for its turn at `gate`.

        Raises: UnreadableSource where no whole answer comes within the limits, or the address may not be fetched.
        """
        url, moved, lasting = checked_url(request.url), None, True
        for hop in range(self._limits.redirects + 1):
            asked = request if hop == 0 else Request(url)
            async with gate(url):
                response, location = await self._timed(msgspec.structs.replace(asked, url=url))
            if location is None:
                return msgspec.structs.replace(response, moved=moved)
            url = _target(url, location)
            lasting = lasting and response.status in FOR_GOOD
            moved = url if lasting else moved
        raise UnreadableSource(f"leads on more than {self._limits.redirects} times; the last was to {url[:200]}")

    async def _timed(self, request: Request) -> tuple[Response, str | None]:
        """Returns the answer of one server, and where it sends us instead, within the time that it may take.

        Raises: UnreadableSource.
        """
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._asked(request)
        except TimeoutError as error:
            raise Unreached(f"did not answer in full within {self._limits.seconds:g} seconds") from error
        except (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError, ssl.SSLError, OSError) as error:
            raise Unreached(_failure(error)) from error

    async def _asked(self, request: Request) -> tuple[Response, str | None]:
        """Returns the answer of one server, and where it sends us instead."""
        times = {"connect": self._limits.connect_seconds, "read": self._limits.seconds}
        async with self._pool.stream("GET", request.url, headers=_headers(request), extensions={"timeout": times}) as answer:
            told = {name.decode("latin-1").lower(): value.decode("latin-1").strip() for name, value in answer.headers}
            location = told.get("location") if answer.status in MOVED else None
            body = b"" if location is not None or answer.status == 304 else await self._body(answer, told)
            return _response(request.url, answer.status, told, body), location

    async def _body(self, answer: httpcore2.Response, told: dict[str, str]) -> bytes:
        """Returns the body, unpacked; what is too large by its own word is not begun.

        Raises: UnreadableSource where it is too large, damaged or breaks off.
        """
        most = self._limits.body_bytes
        if (length := told.get("content-length", "")).isdecimal() and int(length[:20]) > most:
            raise UnreadableSource(f"is larger than {most / 1e6:g} MB, the most that is fetched")
        unpacker = Unpacker(told.get("content-encoding", ""), most)
        parts = [unpacker.unpack(chunk) async for chunk in answer.aiter_stream()]
        unpacker.check_whole()
        return b"".join(parts)


def _headers(request: Request) -> list[tuple[str, str]]:
    """Returns the headers of a request: who asks, and what is known already."""
    headers = [
        ("User-Agent", f"{AGENT}/{sitrep.__version__} (news reader)"),
        ("Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.8"),
        ("Accept-Encoding", "gzip, deflate"),
    ]
    known = (("If-None-Match", request.etag), ("If-Modified-Since", request.modified))
    return headers + [(name, value) for name, value in known if value and value.isascii() and value.isprintable()]


def _target(url: str, location: str) -> str:
    """Returns where a redirect leads, as it may be asked for.

    Raises: UnreadableSource where it may not be fetched.
    """
    try:
        return checked_url(joined(url, location))
    except UnreadableSource as error:
        raise UnreadableSource(f"leads to {location[:200]!r}, which {error}") from error


def _response(url: str, status: int, told: dict[str, str], body: bytes) -> Response:
    """Returns an answer with what its headers tell."""
    kind, _, parameters = told.get("content-type", "").partition(";")
    _, _, charset = parameters.lower().partition("charset=")
    return Response(
        url,
        status,
        body,
        kind.strip().lower(),
        charset.split(";")[0].strip(" \"'") or None,
        told.get("etag"),
        told.get("last-modified"),
        _seconds(told.get("retry-after"), told.get("date")),
    )


def _seconds(retry_after: str | None, date: str | None = None) -> float | None:
    """Returns how many seconds a server asks us to wait, told as seconds or as a date beside its own; None where it does not say.

    >>> _seconds("120"), _seconds("Sun, 07 Dec 2025 08:01:00 GMT", "Sun, 07 Dec 2025 08:00:00 GMT"), _seconds("soon"), _seconds(None)
    (120.0, 60.0, None, None)
    """
    if not retry_after:
        return None
    if retry_after.isdecimal():
        return float(retry_after[:10])
    try:
        until, now = parsedate_to_datetime(retry_after), parsedate_to_datetime(date or "")
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _failure(error: Exception) -> str:
    """Returns what went wrong on the way, in words for users."""
    if isinstance(error, httpcore2.TimeoutException):
        return "did not answer in time"
    if isinstance(error, httpcore2.ProtocolError):
        return f"answers in no proper HTTP ({str(error) or type(error).__name__})"
    if isinstance(error.__context__ or error, ssl.SSLError) or "CERTIFICATE" in str(error).upper():
        return f"has no certificate that can be trusted ({error})"
    if isinstance(error, httpcore2.ConnectError):
        return f"cannot be reached ({error})"
    return f"broke off ({str(error) or type(error).__name__})"


def fetch_once(url: str, allowance: Allowance = PUBLIC_ONLY, limits: FetchLimits = LIMITS) -> Response:
    """Returns what the server of one URL answers, in a loop of its own, so that it may be called from anywhere.

    Raises: UnreadableSource.
    """

    async def fetched() -> Response:
        async with Fetcher(allowance, limits) as fetcher:
            return await fetcher.fetch(Request(url))

    with start_blocking_portal() as portal:
        return portal.call(fetched)
