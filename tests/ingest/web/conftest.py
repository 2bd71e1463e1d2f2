"""The misbehaving site, and a way to fetch from it."""

from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import pytest
from anyio.from_thread import start_blocking_portal

from sitrep.ingest.web.addresses import Allowance, read_allowance
from sitrep.ingest.web.fetching import FetchLimits, Response, fetch_once
from tests.ingest.web.servers import Site, misbehaviours, serving

Result = TypeVar("Result")

LOOPBACK = read_allowance(("127.0.0.1",))
SHORT = FetchLimits(body_bytes=2_000_000, seconds=0.8, connect_seconds=0.5)


def in_a_loop(act: Callable[[], Awaitable[Result]]) -> Result:
    """Returns what comes of waiting for something, in a loop of a thread of its own."""
    with start_blocking_portal() as portal:
        return portal.call(act)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A site that misbehaves in every way."""
    with serving(misbehaviours()) as running:
        yield running


@pytest.fixture
def fetched(site: Site) -> Callable[..., Response]:
    """Fetches a path of the site, within short limits."""

    def fetch(path: str, allowance: Allowance = LOOPBACK) -> Response:
        return fetch_once(f"{site.url}{path}", allowance, SHORT)

    return fetch
