"""A real HTTP server on loopback that misbehaves: each path in its own way."""

import contextlib
import gzip
import itertools
import socket
import socketserver
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

Answer = Callable[["Exchange"], None]

ARTICLE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Night of drones</title>
<meta property="article:published_time" content="2025-12-07T08:15:00+02:00"><meta property="og:site_name" content="The Courier">
</head><body><nav><a href="/">Home</a></nav><article><h1>Night of drones</h1>
<p>Drones hit the river port of Orikhiv on Saturday night, the regional administration said in a statement on Sunday morning.</p>
<p>At least three people were killed and five more were wounded, mayor Olha Bondar said. Rescuers searched the ruins until dawn.</p>
</article></body></html>"""


class Exchange(msgspec.Struct):
    """One request and the connection to answer it on."""

    method: str
    path: str
    headers: dict[str, str]
    connection: socket.socket
    site: "Site"

    def send(self, *parts: bytes | str) -> None:
        """Sends bytes as they are; the other side may have gone."""
        for part in parts:
            self.connection.sendall(part if isinstance(part, bytes) else part.encode())

    def answer(self, body: bytes | str, status: str = "200 OK", **headers: str) -> None:
        """Sends a whole and proper answer."""
        content = body if isinstance(body, bytes) else body.encode()
        told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(content)), "Connection": "close"}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        self.send(f"HTTP/1.1 {status}\r\n{lines}\r\n", content)

    def drip(self, piece: bytes, seconds: float = 0.05) -> None:
        """Sends a piece again and again, slowly, until the other side has had enough or the site closes."""
        while not self.site.closing.wait(seconds):
            self.send(piece)


class Site:
    """A server that is running: its address, what it answers at each path, and what it was asked for."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers = dict(answers)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.times: list[float] = []
        self.closing = threading.Event()
        self.url = ""

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for path, _ in self.asked]

    def take(self, connection: socket.socket) -> None:
        """Answers one request."""
        head = b""
        while b"\r\n\r\n" not in head:
            chunk = connection.recv(65536)
            if not chunk:
                return
            head += chunk
        first, *lines = head.decode("latin-1").split("\r\n")
        method, path, _ = first.split(" ")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
        self.asked.append((path, headers))
        self.times.append(time.monotonic())
        exchange = Exchange(method, path, headers, connection, self)
        answer = self.answers.get(path) or self.answers.get("*", lambda each: each.answer("no such page", "404 Not Found"))
        answer(exchange)


class _Server(socketserver.ThreadingTCPServer):
    """Takes each connection in a thread of its own."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256
    site: Site
    certificate: ssl.SSLContext | None = None

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answers, and passes over a client that has gone."""
        with contextlib.suppress(OSError):
            if self.certificate:
                request = self.certificate.wrap_socket(request, server_side=True)
            self.site.take(request)
        self.shutdown_request(request)


@contextlib.contextmanager
def serving(answers: Mapping[str, Answer], certificate: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Runs a site on loopback for the length of the block, over TLS where there is a certificate."""
    site = Site(answers)
    with _Server(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        server.site, server.certificate = site, certificate
        site.url = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            site.closing.set()
            server.shutdown()
            thread.join()


def page(body: bytes | str = ARTICLE, status: str = "200 OK", **headers: str) -> Answer:
    """Returns an answer with a body."""
    return lambda exchange: exchange.answer(body, status, **headers)


def raw(*parts: bytes | str) -> Answer:
    """Returns an answer of these very bytes."""
    return lambda exchange: exchange.send(*parts)


def redirect(target: str, status: str = "302 Found") -> Answer:
    """Returns an answer that leads elsewhere."""
    return lambda exchange: exchange.answer("", status, Location=target)


def _endless(exchange: Exchange) -> None:
    """Sends a body that has no end."""
    exchange.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not exchange.site.closing.is_set():
        exchange.send(b"<p>more</p>" * 10_000)


def _endless_head(exchange: Exchange) -> None:
    """Sends headers that have no end."""
    exchange.send("HTTP/1.1 200 OK\r\n")
    for number in itertools.count():
        exchange.send(f"X-{number}: {'a' * 1000}\r\n")


def _endless_line(exchange: Exchange) -> None:
    """Sends one header that has no end."""
    exchange.send("HTTP/1.1 200 OK\r\nX-Long: ")
    while not exchange.site.closing.is_set():
        exchange.send(b"a" * 10_000)


def _dripping_head(exchange: Exchange) -> None:
    """Sends headers letter by letter."""
    exchange.send("HTTP/1.1 200 OK\r\nX-Slow: ")
    exchange.drip(b"a")


def _dripping_body(exchange: Exchange) -> None:
    """Sends a body letter by letter, always fast enough for a limit between two letters."""
    exchange.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    exchange.drip(b"a")


def silent(exchange: Exchange) -> None:
    """Says nothing."""
    exchange.site.closing.wait(30)


def _maze(exchange: Exchange) -> None:
    """Leads ever deeper."""
    exchange.answer("", "302 Found", Location=f"{exchange.path}x")


def bomb(megabytes: int) -> bytes:
    """Returns gzip that unpacks to so many million bytes of nothing."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(megabytes)) + packer.flush()


def misbehaviours() -> dict[str, Answer]:
    """Returns every way to misbehave, by its path."""
    packed = gzip.compress(ARTICLE.encode())
    nothing = bytes(10_000)
    members = b"".join(gzip.compress(nothing) for _ in range(400))
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    return {
        "/good": page(),
        "/gzip": page(packed, Content_Encoding="gzip"),
        "/zlib": page(zlib.compress(ARTICLE.encode()), Content_Encoding="deflate"),
        "/deflate": page(_raw_deflate(ARTICLE.encode()), Content_Encoding="deflate"),
        "/loop": redirect("/loop"),
        "/maze": _maze,
        "/mazex": _maze,
        **{f"/maze{'x' * more}": _maze for more in range(2, 9)},
        "/to-file": redirect("file:///etc/passwd"),
        "/to-private": redirect("http://10.255.255.1/"),
        "/to-metadata": redirect("http://169.254.169.254/latest/meta-data/"),
        "/to-mapped": redirect("http://[::ffff:169.254.169.254]/"),
        "/to-number": redirect("http://2130706434/"),
        "/to-password": redirect("http://user:secret@127.0.0.1/"),
        "/to-nothing": redirect("http://:80/x"),
        "/to-good": redirect("/good", "301 Moved Permanently"),
        "/declares-much": raw(head, "Content-Length: 99999999999999\r\n\r\n"),
        "/endless": _endless,
        "/endless-head": _endless_head,
        "/endless-line": _endless_line,
        "/bomb": page(bomb(100), Content_Encoding="gzip"),
        "/bomb-in-members": page(members, Content_Encoding="gzip"),
        "/broken-gzip": page(packed[:20] + b"\xff" * 50 + packed[70:], Content_Encoding="gzip"),
        "/cut-gzip": page(packed[:-20], Content_Encoding="gzip"),
        "/brotli": page(b"\x8b\x03\x80", Content_Encoding="br"),
        "/twice-packed": page(gzip.compress(packed), Content_Encoding="gzip, gzip"),
        "/cut": raw(head, "Content-Length: 5000\r\n\r\n<p>Half a"),
        "/cut-chunks": raw(head, "Transfer-Encoding: chunked\r\n\r\n10\r\n<p>Half a"),
        "/bad-chunk": raw(head, "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n"),
        "/no-http": raw("220 mail.example ESMTP\r\n"),
        "/nothing": raw(b""),
        "/silent": silent,
        "/drip-head": _dripping_head,
        "/drip-body": _dripping_body,
        "/teapot": page("no", "418 I'm a teapot"),
        "/broken": page("no", "500 Internal Server Error"),
        "/busy": page("later", "429 Too Many Requests", Retry_After="120"),
        "/empty": page(""),
        "/binary": page(bytes(range(256)) * 8, Content_Type="text/html"),
        "/wrong-charset": page(ARTICLE.replace("Orikhiv", "Оріхів"), Content_Type="text/html; charset=no-such-thing"),
        "/deep": page("<html><body>" + "<div>" * 200_000 + "Shelling went on." + "</div>" * 200_000),
        "/claims-other": page(ARTICLE.replace("<title>", '<link rel="canonical" href="https://other.example/their-story"><title>')),
    }


def _raw_deflate(content: bytes) -> bytes:
    """Returns content compressed without any header."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()
