"""The workbench over a large record: the first byte of each page with 20 readers at once, the API beside a bare handler, memory.

`python benchmarks/pages.py [--documents N] [--record FILE]`. The record is that of `records.py`, made where the file is missing. The bare
handler runs the very same statement with the standard library's driver in the same kind of server, and both are asked in turns.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import re
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import uvicorn
from fastapi import FastAPI
from records import CLAIMS_AN_EVENT, SPEAKERS, TOWNS, add_events_of, batches, day, nothing, settle_events
from sqlalchemy import event
from sqlalchemy.dialects import sqlite
from starlette.requests import Request
from starlette.responses import Response

from sitrep.store import databases, queries
from sitrep.store.filters import Filters, Page, event_query
from sitrep.store.records import Record

READERS = 20
ROUNDS = 3
PAGES = 50


def make(path: Path, many: int, each: int) -> None:
    """Makes the record, with its events and no totals; nothing stands at the path before it is whole.

    Every batch comes with its events, in one pass; the disk is not waited for, as a record that broke off is made anew.
    """
    part = path.with_name(f"{path.name}.part")
    for left in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
        left.unlink(missing_ok=True)
    with Record.open(str(part), nothing, create=True) as record:
        event.listen(record._engine, "connect", hurry)
        record._engine.dispose()
        for batch in batches(many, each):
            record.add_all(batch)
            with databases.writing(record._engine) as connection:
                add_events_of(connection, batch)
        with databases.writing(record._engine) as connection:
            settle_events(connection)
            queries.set_mark(connection, "totals", queries.stamp(connection))
            queries.set_mark(connection, "growth", f"{many} 0")
    part.replace(path)


def hurry(driver: sqlite3.Connection, _: object) -> None:
    """Makes a connection write without waiting for the disk, with much in memory."""
    driver.execute("PRAGMA synchronous = OFF")
    driver.execute("PRAGMA cache_size = -1000000")


def warm(path: Path) -> None:
    """Reads a file once, so that the system has it at hand: what is measured is the server, not the disk."""
    with path.open("rb") as stream:
        while stream.read(1 << 24):
            pass


def filtered(many: int, number: int) -> dict[str, str]:
    """Returns filters as analysts type them: a week and a country, a place and a type, a munition."""
    chance = random.Random(number)
    at = chance.randrange(many)
    week = {"since": day(at, many), "until": day(min(at + many // 208, many - 1), many)}
    return chance.choice(({**week, "place": "UA", "type": "ASSAULT"}, {"place": TOWNS[chance.randrange(40)], "type": "ASSAULT"}, week))


def statement(query: dict[str, str]) -> tuple[str, dict[str, object]]:
    """Returns the statement that the record runs for a query, with its values."""
    listed = {name: (value,) if name not in ("since", "until") else value for name, value in query.items()}
    made = event_query(Filters(**listed), Page(PAGES + 1), "sqlite")  # type: ignore[arg-type]
    compiled = made.compile(dialect=sqlite.dialect(paramstyle="named"), compile_kwargs={"render_postcompile": True})  # type: ignore[attr-defined]
    return str(compiled), dict(compiled.params)


def bare_app(path: str, many: int) -> FastAPI:
    """Returns a server whose only handler runs a ready statement and joins what it finds."""
    connection = sqlite3.connect(path, check_same_thread=False)
    ready = {number: statement(filtered(many, number)) for number in range(PAGES * 4)}
    app = FastAPI(openapi_url=None)

    @app.get("/api/events", response_class=Response)
    async def events(request: Request) -> Response:
        text, values = ready[int(request.query_params["n"])]
        found = connection.execute(text, values).fetchall()
        following = json.dumps(f"{found[PAGES - 1][0]:x}" if len(found) > PAGES else None).encode()
        body = b'{"events":[' + b",".join(row[1] for row in found[:PAGES]) + b'],"next":' + following + b"}"
        return Response(body, media_type="application/json")

    return app


async def ask(host: tuple[str, int], paths: Sequence[str], taken: list[float]) -> None:
    """Asks for paths one after another on one connection, and notes the seconds to the first byte of each answer."""
    reader, writer = await asyncio.open_connection(*host)
    for path in paths:
        began = time.perf_counter()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        taken.append(time.perf_counter() - began)
        assert head.startswith(b"HTTP/1.1 200"), (path, head[:200])
        await read_body(reader, head)
    writer.close()


async def read_body(reader: asyncio.StreamReader, head: bytes) -> None:
    """Reads the rest of an answer, sent whole or in parts."""
    length = re.search(rb"content-length: (\d+)", head)
    if length:
        await reader.readexactly(int(length[1]))
        return
    while size := int(await reader.readline(), 16):
        await reader.readexactly(size + 2)
    await reader.readline()


async def ask_at_once(host: tuple[str, int], lists: Sequence[Sequence[str]]) -> tuple[list[float], float]:
    """Asks on several connections at once, and returns the times to the first bytes, and how long it all took."""
    taken: list[float] = []
    began = time.perf_counter()
    await asyncio.gather(*(ask(host, paths, taken) for paths in lists))
    return taken, time.perf_counter() - began


class Server:
    """A server in a process of its own."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self._process = process
        self.port = port

    def seconds(self) -> float:
        """Returns the CPU time that it has taken."""
        told = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """Returns the memory that it holds, in MB."""
        told = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        return int(re.findall(r"VmRSS:\s+(\d+)", told)[0]) // 1024

    def others(self) -> int:
        """Returns the memory that the processes which it began hold, in MB."""
        found = 0
        for task in Path(f"/proc/{self._process.pid}/task").glob("*/children"):
            for child in task.read_text(encoding="ascii").split():
                found += int(re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{child}/status").read_text(encoding="ascii"))[0])
        return found // 1024


@contextlib.contextmanager
def served(command: Sequence[str], port: int) -> Iterator[Server]:
    """Runs a server until it is no longer needed."""
    with subprocess.Popen(command) as process:  # noqa: S603 - this very program
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        try:
            yield Server(process, port)
        finally:
            process.send_signal(signal.SIGINT)


def free_port() -> int:
    """Returns a port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def page_paths(many: int, each: int) -> dict[str, list[str]]:
    """Returns addresses of each page, one for each reader, hardly any twice."""
    chance = random.Random(11)
    events = [f"ec{chance.randrange(many * each // CLAIMS_AN_EVENT) * CLAIMS_AN_EVENT:x}" for _ in range(READERS)]
    documents = [f"d{chance.randrange(many)}" for _ in range(READERS)]
    queries = ["&".join(f"{name}={quote(value)}" for name, value in filtered(many, number).items()) for number in range(READERS)]
    weeks = [f"{year}-W{week:02}" for year in (2023, 2024) for week in range(10, 20)]
    return {
        "situation": ["/"] * READERS,
        "20 weeks": [f"/?week={week}" for week in weeks],
        "events": [f"/events?{query}" for query in queries],
        "event": [f"/events/{event}" for event in events],
        "report": [f"/documents/{document}" for document in documents],
        "map": [f"/map?{query}" for query in queries],
        "contacts": [f"/contacts?{query}" for query in queries],
        "outages": [f"/outages?{query}" for query in queries],
        "people": ["/people"] * READERS,
        "person": [f"/people/{quote(name)}" for name in SPEAKERS[:READERS]],
        "search": [f"/search?q={town}" for town in TOWNS[-READERS:]],
        "review": [f"/review?{query}" for query in queries],
        "sources": ["/sources"] * READERS,
        "about": ["/about"] * READERS,
    }


def drawn_paths(many: int) -> dict[str, list[str]]:
    """Returns addresses of the pages that are drawn: the same for all readers, and another filter for each."""
    queries = ["&".join(f"{name}={quote(value)}" for name, value in filtered(many, number).items()) for number in range(READERS)]
    return {
        "charts": ["/charts?since=2023-01-01&until=2023-03-31"] * READERS,
        "20 charts": [f"/charts?{query}" for query in queries],
        "trends": ["/trends"] * READERS,
    }


def measure_pages(server: Server, pages: dict[str, list[str]]) -> None:
    """Prints for each page how long 20 readers at once wait for the first byte, and what a page costs the server's CPU."""
    host = ("127.0.0.1", server.port)
    for name, paths in pages.items():
        told = []
        for lists in ([[path] for path in paths], [[path] * 5 for path in paths]):
            before = server.seconds()
            taken, _ = asyncio.run(ask_at_once(host, lists))
            told.append(f"{statistics.median(taken) * 1000:6.0f} ms ({(server.seconds() - before) / len(taken) * 1000:5.0f} ms CPU a page)")
        print(f"{name:<10} first byte in the median: {told[0]} at first, {told[1]} when asked again", flush=True)


def measure_api(servers: dict[str, Server], many: int, asked: int) -> None:
    """Prints the rates of filtered event pages of the API and the bare handler, in turns, by the clock and by the server's CPU time."""
    rates: dict[str, list[float]] = {name: [] for name in servers}
    busy: dict[str, list[float]] = {name: [] for name in servers}
    for _ in range(ROUNDS):
        for name, server in servers.items():
            numbers = [random.Random(reader).sample(range(PAGES * 4), asked) for reader in range(8)]
            paths = [[api_path(name, many, number) for number in own] for own in numbers]
            before = server.seconds()
            taken, seconds = asyncio.run(ask_at_once(("127.0.0.1", server.port), paths))
            rates[name].append(len(taken) / seconds)
            busy[name].append(len(taken) / (server.seconds() - before))
    for words, found in (("second", rates), ("second of the server's CPU", busy)):
        best = {name: max(each) for name, each in found.items()}
        share = best["api"] / best["bare"]
        print(f"filtered event pages a {words}: {best['api']:,.0f} by the API, {best['bare']:,.0f} by the bare handler: {share:.0%}")


def api_path(name: str, many: int, number: int) -> str:
    """Returns the address of a filtered page."""
    if name == "bare":
        return f"/api/events?n={number}"
    return "/api/events?" + "&".join(f"{key}={quote(value)}" for key, value in filtered(many, number).items())


def main() -> None:
    """Makes the record where it is missing, serves it beside the bare handler, and asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--claims", type=int, default=5, help="a document")
    parser.add_argument("--record", type=Path, help="the record's file; else a passing one")
    parser.add_argument("--asked", type=int, default=100, help="how many pages each of 8 connections asks for")
    parser.add_argument("--bare", type=int, help=argparse.SUPPRESS)  # the port at which this process is the bare handler
    wanted = parser.parse_args()
    if wanted.bare:
        uvicorn.run(bare_app(str(wanted.record), wanted.documents), port=wanted.bare, log_level="error", access_log=False)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = wanted.record or Path(folder, "record.db")
        if not path.exists():
            make(path, wanted.documents, wanted.claims)
        warm(path)
        own, bare = free_port(), free_port()
        command = [sys.executable, "-m", "sitrep", "-q", "serve", "--db", str(path), "--port", str(own)]
        other = [sys.executable, __file__, "--bare", str(bare), "--record", str(path), "--documents", str(wanted.documents)]
        with served(command, own) as api, served(other, bare) as beside:
            print(f"{path.stat().st_size / 1e9:.1f} GB; memory at the start: {api.memory()} MB")
            measure_api({"api": api, "bare": beside}, wanted.documents, wanted.asked)
            measure_pages(api, page_paths(wanted.documents, wanted.claims))
            print(f"memory then: {api.memory()} MB")
            measure_pages(api, drawn_paths(wanted.documents))
            print(f"memory after charts: {api.memory()} MB, beside it the process that draws: {api.others()} MB")


if __name__ == "__main__":
    main()
