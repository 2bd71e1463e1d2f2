"""Fetching: a server may do what it likes, and costs no more than the limits."""

import resource
import socket
import ssl
import time
from collections.abc import Callable, Sequence

import httpcore2
import pytest
import trustme
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.errors import UnreadableSource
from sitrep.ingest.web.addresses import PUBLIC_ONLY, Allowance, checked_url, read_allowance
from sitrep.ingest.web.connections import ForbiddenAddress
from sitrep.ingest.web.fetching import Fetcher, FetchLimits, Request, Response, fetch_once
from tests.ingest.web.conftest import LOOPBACK, SHORT, in_a_loop
from tests.ingest.web.servers import ARTICLE, Site, page, raw, serving

Fetched = Callable[..., Response]
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "0x7f.1", "2130706433", "127.1")  # noqa: S104 - to be refused


@pytest.mark.parametrize("path", ["/good", "/gzip", "/zlib", "/deflate", "/to-good"])
def test_a_page_comes_as_it_is(fetched: Fetched, path: str) -> None:
    """Whatever way a server packs a page or leads to it, its bytes are the same."""
    assert fetched(path).body.decode() == ARTICLE


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/loop", "leads on more than 5 times"),
        ("/maze", "leads on more than 5 times"),
        ("/to-file", "leads to 'file:///etc/passwd', which is an address of file; only http and https are fetched"),
        ("/to-private", "is at 10.255.255.1, which is no public address"),
        ("/to-metadata", "is at 169.254.169.254, which is no public address"),
        ("/to-mapped", "is at ::ffff:a9fe:a9fe, which is no public address"),
        ("/to-number", "is at 127.0.0.2, which is no public address"),
        ("/to-password", "which holds a user name or a password"),
        ("/to-nothing", "which names no host"),
        ("/declares-much", "is larger than 2 MB, the most that is fetched"),
        ("/endless", "is larger than 2 MB unpacked"),
        ("/endless-head", "answers in no proper HTTP"),
        ("/endless-line", "answers in no proper HTTP"),
        ("/bomb", "is larger than 2 MB unpacked"),
        ("/bomb-in-members", "is larger than 2 MB unpacked"),
        ("/broken-gzip", "comes damaged"),
        ("/cut-gzip", "breaks off: its compression has no end"),
        ("/brotli", "comes in the coding 'br', which was not asked for"),
        ("/twice-packed", "comes in the coding 'gzip, gzip', which was not asked for"),
        ("/cut", "answers in no proper HTTP"),
        ("/cut-chunks", "answers in no proper HTTP"),
        ("/bad-chunk", "answers in no proper HTTP"),
        ("/no-http", "answers in no proper HTTP"),
        ("/nothing", "answers in no proper HTTP"),
        ("/silent", "did not answer in"),
        ("/drip-head", "did not answer in full within 0.8 seconds"),
        ("/drip-body", "did not answer in full within 0.8 seconds"),
    ],
)
def test_a_server_that_misbehaves_is_refused_in_time(fetched: Fetched, path: str, reason: str) -> None:
    """No server may hold the program, fill its memory, or lead it where it must not go."""
    begun = time.monotonic()
    with pytest.raises(UnreadableSource) as refused:
        fetched(path)
    assert reason in str(refused.value)
    assert time.monotonic() - begun < 5


def test_a_bomb_takes_no_memory(fetched: Fetched) -> None:
    """What unpacks to a hundred million bytes is refused before these are there."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableSource):
        fetched("/bomb")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kilobytes


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://news.example/feed", "is an address of ftp"),
        ("javascript:alert(1)", "is an address of javascript"),
        ("//news.example/feed", "is an address of no scheme"),
        ("http:///feed", "names no host"),
        ("http://[::1", "is no proper address"),
        ("http://news.example:99999/", "names no proper host or port"),
        ("http://a..example/", "names no proper host or port"),
        ("http://news.example/\r\nX-Injected: 1", "control characters"),
        ("http://news.example\\@127.0.0.1/", "backslashes"),
        ("http://user@news.example/", "user name"),
        (f"http://news.example/{'a' * 5000}", "at most 4096"),
    ],
)
def test_what_is_no_proper_url_is_not_fetched(url: str, reason: str) -> None:
    """A request is made of URLs alone that all programs understand alike."""
    with pytest.raises(UnreadableSource) as refused:
        checked_url(url)
    assert reason in str(refused.value)


@pytest.mark.parametrize("host", LOOPBACK_NAMES)
def test_loopback_is_refused_however_it_is_written(site: Site, host: str) -> None:
    """A page on the open network must not make the program ask what runs on this machine."""
    port = site.url.rpartition(":")[2]
    asked = len(site.asked)
    with pytest.raises(ForbiddenAddress, match="no public address"):
        fetch_once(f"http://{host}:{port}/good", PUBLIC_ONLY, SHORT)
    assert len(site.asked) == asked


def _fetch(url: str, answers: Sequence[Sequence[str]], allowance: Allowance, times: int = 1) -> tuple[list[str], int]:
    """Fetches a URL while a name server gives these answers one after another; returns what came and how often the server was asked."""
    looked_up = iter(answers)
    many = 0

    async def resolve(host: str, port: int) -> Sequence[str]:
        nonlocal many
        many += 1
        return next(looked_up)

    async def fetched() -> list[str]:
        came = []
        async with Fetcher(allowance, FetchLimits(seconds=2, connect_seconds=0.3), resolve=resolve) as fetcher:
            for _ in range(times):
                try:
                    came.append((await fetcher.fetch(Request(url))).body.decode())
                except UnreadableSource as error:
                    came.append(str(error))
        return came

    return in_a_loop(fetched), many


def test_a_name_that_turns_private_is_refused(site: Site) -> None:
    """A name server may answer differently the second time (DNS rebinding); every connection is checked, at the address it goes to."""
    port = site.url.rpartition(":")[2]
    allowed = read_allowance(("127.0.0.1",))
    came, many = _fetch(f"http://news.example:{port}/good", [["127.0.0.1"], ["127.0.0.9"]], allowed, times=2)
    assert came[0] == ARTICLE
    assert "is at 127.0.0.9, which is no public address" in came[1]
    assert many == 2


def test_one_private_answer_among_public_ones_is_enough_to_refuse(site: Site) -> None:
    """A name that lies at both is not to be had by chance."""
    port = site.url.rpartition(":")[2]
    asked = len(site.asked)
    came, many = _fetch(f"http://news.example:{port}/good", [["93.184.216.34", "127.0.0.1"]], PUBLIC_ONLY)
    assert "is at 127.0.0.1" in came[0]
    assert (many, len(site.asked)) == (1, asked)


def test_a_host_that_is_allowed_by_name_is_reached_wherever_it_lies(site: Site) -> None:
    """A newsroom's own server has a private address."""
    port = site.url.rpartition(":")[2]
    came, _ = _fetch(f"http://desk.example:{port}/good", [["127.0.0.1"]], read_allowance(("desk.example",)))
    assert came == [ARTICLE]


def test_a_dead_first_address_costs_only_the_try() -> None:
    """A host with several addresses is there as long as one of them answers."""
    with serving({"/": page("here")}) as site:
        port = site.url.rpartition(":")[2]
        came, _ = _fetch(f"http://news.example:{port}/", [["127.0.0.7", "127.0.0.1"]], read_allowance(("127.0.0.0/8",)))
    assert came == ["here"]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Who vouches for certificates, in these tests alone."""
    return trustme.CA()


def _fetch_over_tls(authority: trustme.CA, named: str, url: str, *, trusted: bool) -> str:
    """Fetches from a site whose certificate is for the host `named`, under the host of `url`; returns what came or why nothing did."""
    served, ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), httpcore2.default_ssl_context()
    authority.issue_cert(named).configure_cert(served)
    if trusted:
        authority.configure_trust(ours)

    async def resolve(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    async def fetched() -> str:
        async with Fetcher(LOOPBACK, SHORT, resolve=resolve, tls=ours) as fetcher:
            return (await fetcher.fetch(Request(f"{url}:{site.url.rpartition(':')[2]}/"))).body.decode()

    with serving({"/": page("here")}, served) as site:
        try:
            return in_a_loop(fetched)
        except UnreadableSource as error:
            return str(error)


def test_a_certificate_is_checked_for_the_name_though_the_address_is_fixed(authority: trustme.CA) -> None:
    """A connection to a checked address must still be to the host that was named, as somebody trusted says."""
    assert _fetch_over_tls(authority, "news.example", "https://news.example", trusted=True) == "here"
    wrong_name = _fetch_over_tls(authority, "other.example", "https://news.example", trusted=True)
    nobody_s = _fetch_over_tls(authority, "news.example", "https://news.example", trusted=False)
    assert "has no certificate that can be trusted" in wrong_name
    assert "has no certificate that can be trusted" in nobody_s


def test_https_to_a_server_that_speaks_plainly_is_refused(site: Site) -> None:
    """A connection that says https must be one."""
    port = site.url.rpartition(":")[2]
    with pytest.raises(UnreadableSource):
        fetch_once(f"https://127.0.0.1:{port}/good", LOOPBACK, SHORT)


HEADS = st.sampled_from(
    [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", b"HTTP/1.1 301 X\r\nLocation: "]
)


@settings(max_examples=150, deadline=None)
@given(HEADS, st.binary(max_size=300))
def test_no_answer_breaks_the_fetcher(site: Site, head: bytes, rest: bytes) -> None:
    """Whatever a server sends is an answer or a reason why it is none."""
    site.answers["/noise"] = raw(head, rest)
    try:
        response = fetch_once(f"{site.url}/noise", LOOPBACK, SHORT)
    except UnreadableSource:
        return
    assert len(response.body) <= SHORT.body_bytes


def test_nothing_there_is_told() -> None:
    """The usual failure needs the clearest words."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(UnreadableSource, match="cannot be reached"):
            fetch_once(f"http://127.0.0.1:{free.getsockname()[1]}/", LOOPBACK, SHORT)


def test_a_name_that_nobody_knows_is_told() -> None:
    """A typing error in an address is a failure of the network like any other."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        raise OSError("unknown")

    async def fetched() -> None:
        async with Fetcher(LOOPBACK, SHORT, resolve=resolve) as fetcher:
            await fetcher.fetch(Request("http://no-such-host.example/"))

    with pytest.raises(UnreadableSource, match=r"cannot be reached \(the host's name is not known\)"):
        in_a_loop(fetched)


def test_what_is_known_is_asked_about_and_not_sent_elsewhere(site: Site) -> None:
    """A tag belongs to the server that gave it."""

    async def fetched() -> Response:
        async with Fetcher(LOOPBACK, SHORT) as fetcher:
            return await fetcher.fetch(Request(f"{site.url}/to-good", '"v1"', "Sun, 07 Dec 2025 08:00:00 GMT"))

    response = in_a_loop(fetched)
    (_, first), (_, second) = site.asked[-2:]
    assert (first["if-none-match"], first["if-modified-since"]) == ('"v1"', "Sun, 07 Dec 2025 08:00:00 GMT")
    assert "if-none-match" not in second
    assert response.moved == response.url == f"{site.url}/good"


def test_a_wait_that_is_asked_for_is_told(fetched: Fetched) -> None:
    """Who is told to come later must know when."""
    response = fetched("/busy")
    assert (response.status, response.retry_after) == (429, 120.0)


def test_who_asks_is_said(site: Site, fetched: Fetched) -> None:
    """A publisher must be able to see and to stop us."""
    fetched("/good")
    assert site.asked[-1][1]["user-agent"].startswith("sitrep/")
