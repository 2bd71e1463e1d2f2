"""The misbehaving site, and a way to fetch from it."""

from collections.abc import Callable, Iterator

import pytest

from sitrep.ingest.web.addresses import Allowance, read_allowance
from sitrep.ingest.web.fetching import FetchLimits, Response, fetch_once
from tests.ingest.web.servers import Site, misbehaviours, serving

LOOPBACK = read_allowance(("127.0.0.1",))
SHORT = FetchLimits(body_bytes=2_000_000, seconds=0.8, connect_seconds=0.5)


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
