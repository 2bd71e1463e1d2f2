"""A record of a million documents and five million claims: how fast it is filled beside the bare driver, and how fast it answers.

`python benchmarks/records.py [--documents N] [--claims N] [--folder DIR] [--url postgresql://…]`. Documents are of a title and a line of
text, claims of a figure each; the bare driver writes the very same rows into the same tables, batch by batch in the same run.
"""

import argparse
import datetime as dt
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace
from sqlalchemy import Connection, Table, delete, insert
from sqlalchemy.dialects import sqlite

from sitrep.model.actors import Actor, Speaker
from sitrep.model.claims import Claim, Service, Weapon
from sitrep.model.events import Bounds, Event, EventFigure, Extraction, Outage
from sitrep.model.figures import Figure, Item
from sitrep.model.places import Place
from sitrep.model.texts import Document, Span
from sitrep.model.times import When
from sitrep.packs.urgency import urgency
from sitrep.store import databases, queries, rows
from sitrep.store.additions import Reading
from sitrep.store.bulk import Row
from sitrep.store.filters import Filters, Page
from sitrep.store.records import Record
from sitrep.store.refreshing import clear_views, write_events
from sitrep.store.tables import arrivals, claims, documents, figures, spans, weights
from sitrep.store.terms import claim_words, document_words
from sitrep.store.word_indexes import CLAIM_WORDS, DOCUMENT_WORDS, WordIndex, shortened

BATCH = 2000
CLAIMS_AN_EVENT = 10
ITEMS: tuple[Item, ...] = ("drone", "missile", "ballistic-missile", "cruise-missile", "guided-bomb", "rocket", "shell")
TOWNS = [f"Town{number}" for number in range(2000)]
SPEAKERS = [f"Ivan{number} Petrenko" for number in range(3000)]
KINDS = ("talks", "planned talks", "outage", "outage", "condition", *("assault",) * 20)  # of events, in turns
FIRST_DAY = dt.date(2022, 2, 24).toordinal()


def day(number: int, many: int) -> str:
    """Returns a day out of four years, rising with the document's number."""
    return dt.date.fromordinal(FIRST_DAY + number * 1461 // many).isoformat()


def report(number: int, many: int, each: int) -> Reading:
    """Returns a document with its claims; towns are drawn so that few are in most reports, as in life."""
    chance = random.Random(number)
    towns = [drawn(TOWNS, chance) for _ in range(each)]
    text = f"Drones hit {' and '.join(towns)}, the mayor said on day {number}."
    document = Document(f"d{number}", text, None, f"Attack on {towns[0]}", f"Outlet {number % 500}", day(number, many), "en")
    return Reading(document, tuple(claim(document, number * each + i, town, chance) for i, town in enumerate(towns)))


def drawn(names: Sequence[str], chance: random.Random) -> str:
    """Returns one of some names, the first ones most often."""
    return names[int(len(names) * chance.random() ** 4)]


def claim(document: Document, number: int, town: str, chance: random.Random) -> Claim:
    """Returns a claim of some munitions launched at a town, or of one of the other things that events are about."""
    kind = KINDS[number // CLAIMS_AN_EVENT % len(KINDS)]
    made = Claim(
        f"c{number:x}",
        document.id,
        {"outage": "DISRUPT", "condition": "REQUEST", "assault": "ASSAULT"}.get(kind, "CONSULT"),
        (Span(0, 10, document.text[:10]),),
        status="planned" if kind == "planned talks" else "occurred",
        when=When(document.published, document.published, "day"),
        places=(place(town, number),),
        source=Speaker(drawn(SPEAKERS, chance), role="mayor", side="UA"),
        confidence=0.3 + int(chance.random() * 60) / 100,
    )
    if kind == "outage":
        return replace(made, services=(Service("power", "lost"),))
    if kind != "assault":
        return replace(made, participants=(Actor("Ukraine", "state", "UA"), Actor("Russia", "state", "RU")))
    low, item = 1 + int(chance.random() * 600), ITEMS[int(chance.random() * len(ITEMS))]
    return replace(
        made,
        mode="aerial",
        actor=Actor("Russia", "state", "RU"),
        weapons=(Weapon("Shahed", "drone", 0, 6),),
        figures=(Figure(0, 6, document.text[:6], item, "launched", low, low),),
    )


def place(town: str, number: int) -> Place:
    """Returns a town as a claim names it."""
    at = int(town.removeprefix("Town"))
    region, latitude, longitude = f"Region{number % 25}", 46 + at % 60 / 10, 24 + at // 60 / 2.5
    return Place(11, 11 + len(town), town, town, None, latitude, longitude, "UA", region, "settlement")


def event(told: Sequence[Claim]) -> Event:
    """Returns the event of some claims."""
    first = told[0]
    keys, reports = tuple(each.id for each in told), tuple(dict.fromkeys(each.document for each in told))
    made = Event(
        f"e{first.id}",
        first.type,
        keys,
        reports,
        3,
        mode=first.mode,
        status=first.status,
        when=first.when,
        places=first.places,
        actor=first.actor,
        participants=first.participants,
    )
    if first.services:
        day = first.when.start
        return replace(made, services=first.services, outages=(Outage("power", day, None, day, 0),), state="closed")
    if not first.figures:
        return made
    figure = first.figures[0]
    bounds = Bounds(figure.low, figure.high)
    shown = EventFigure("launched", figure.item, bounds, figure.low, figure.high, "agreed", "latest-by-independent-source", (first.id,))
    return replace(made, figures=(shown,))


def batches(many: int, each: int) -> Iterator[list[Reading]]:
    """Yields all readings, a batch at a time."""
    for start in range(0, many, BATCH):
        yield [report(number, many, each) for number in range(start, min(start + BATCH, many))]


class BareDriver:
    """The standard library's own driver, with nothing between it and the tables."""

    def __init__(self, path: str) -> None:
        Record.open(path, nothing, create=True).close()
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
            self.connection.execute(f"PRAGMA {pragma}")
        self.connection.execute("INSERT INTO runs VALUES (1, 'add', '0', '', '')")
        self.documents = self.claims = 0

    def write(self, batch: Sequence[Reading]) -> float:
        """Writes the rows that the record makes of a batch, and returns the seconds that the driver took."""
        work = list(self._rows(batch))
        began = time.perf_counter()
        self.connection.execute("BEGIN IMMEDIATE")
        for statement, found in work:
            self.connection.executemany(statement, found)
        self.connection.execute("COMMIT")
        return time.perf_counter() - began

    def _rows(self, batch: Sequence[Reading]) -> Iterator[tuple[str, list[Row]]]:
        """Yields statements with their rows."""
        first, self.documents = self.documents + 1, self.documents + len(batch)
        placed = [(reading.document, rows.Place(number, 1, number, 1)) for number, reading in enumerate(batch, first)]
        told = [(each, i) for reading in batch for i, each in enumerate(reading.claims)]
        start, self.claims = self.claims + 1, self.claims + len(told)
        numbered = [(number, each, i) for number, (each, i) in enumerate(told, start)]
        yield sql(documents), [rows.document_row(document, place) for document, place in placed]
        yield sql(claims), [rows.claim_row(each, rows.ClaimPlace(number, 1, i, 1)) for number, each, i in numbered]
        yield sql(figures), [row for number, each, _ in numbered for row in rows.figure_rows(each, number)]
        yield sql(spans), [row for number, each, _ in numbered for row in rows.span_rows(each, number)]
        yield sql(weights), [(number, urgency(each)) for number, each, _ in numbered]
        yield word_sql(DOCUMENT_WORDS), [(place.number, shortened(document_words(document))) for document, place in placed]
        yield word_sql(CLAIM_WORDS), [(number, shortened(claim_words(each))) for number, each, _ in numbered]


def sql(table: Table) -> str:
    """Returns the statement that inserts a row of a table."""
    return str(insert(table).compile(dialect=sqlite.dialect(paramstyle="qmark")))


def word_sql(index: WordIndex) -> str:
    """Returns the statement that indexes the words of a row."""
    return f"INSERT INTO {index.name} (rowid, words) VALUES (?, ?)"


def nothing(readings: object, bonds: object) -> Extraction:
    """Merges nothing: the events here are made by hand, so that the store is measured alone."""
    raise AssertionError((readings, bonds))


def memory() -> float:
    """Returns the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fill(record: Record, bare: BareDriver | None, many: int, each: int) -> None:
    """Fills the record and the bare driver's tables, taking turns, and prints the rates and the memory."""
    ours = theirs = 0.0
    early = 0.0
    for number, batch in enumerate(batches(many, each)):
        began = time.perf_counter()
        record.add_all(batch)
        ours += time.perf_counter() - began
        theirs += bare.write(batch) if bare else 0
        early = memory() if number * BATCH <= many // 5 else early
    print(f"filled: {many * each / ours:,.0f} claims/s with their documents, figures, evidence and words, {ours:.0f} s in all")
    if bare:
        print(f"bare driver, the same rows: {many * each / theirs:,.0f} claims/s; the record reaches {theirs / ours:.0%}")
    print(f"memory: {early:.0f} MB at a fifth, {memory():.0f} MB at the end")


def add_events(record: Record, many: int, each: int) -> int:
    """Puts an event for every so many claims into the record, and returns how many."""
    with databases.writing(record._engine) as connection:
        clear_views(connection)
        made = sum(add_events_of(connection, batch) for batch in batches(many, each))
        settle_events(connection)
    return made


def add_events_of(connection: Connection, batch: Sequence[Reading]) -> int:
    """Puts the events of a batch into the record, and returns how many."""
    told = [found for reading in batch for found in reading.claims]
    groups = [told[start : start + CLAIMS_AN_EVENT] for start in range(0, len(told), CLAIMS_AN_EVENT)]
    found = [(rows.event_number(whole), whole) for whole in map(event, groups)]
    outlets = {reading.document.id: reading.document.publisher for reading in batch}
    write_events(connection, found, {each.id: each for each in told}, outlets)
    return len(found)


def settle_events(connection: Connection) -> None:
    """Notes that all events are there."""
    connection.execute(delete(arrivals))
    queries.set_mark(connection, "events", queries.stamp(connection))


def timed(name: str, ask: Callable[[int], object], times: int) -> None:
    """Prints how long a question takes, in the median and the slowest of twenty."""
    taken = []
    for number in range(times):
        began = time.perf_counter()
        ask(number)
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    print(f"{name}: {statistics.median(taken):.2f} ms in the median, {taken[int(times * 0.95)]:.2f} ms in the slowest of twenty")


def ask(record: Record, many: int, each: int) -> None:
    """Asks the record what its users ask all day."""
    chance = random.Random(7)
    keys = [f"c{chance.randrange(many * each):x}" for _ in range(200)]
    events = [f"ec{chance.randrange(many * each // CLAIMS_AN_EVENT) * CLAIMS_AN_EVENT:x}" for _ in range(200)]
    weeks = [(day(at, many), day(min(at + many // 208, many - 1), many)) for at in (chance.randrange(many) for _ in range(100))]
    page = Page(50)
    timed("claim by id", lambda i: record.claim(keys[i]), 200)
    timed("event by id", lambda i: record.event(events[i]), 200)
    timed("50 events, no filter", lambda _: record.event_page(Filters(), page), 50)
    timed("50 events of a week", lambda i: record.event_page(Filters(since=weeks[i][0], until=weeks[i][1]), page), 100)
    timed("50 events in a common place", lambda _: record.event_page(Filters(place=("Town0",)), page), 50)
    timed("50 events in a rare place", lambda i: record.event_page(Filters(place=(TOWNS[-1 - i],)), page), 50)
    timed("50 events of a week and place", lambda i: record.event_page(Filters(*weeks[i], place=("UA",), type=("ASSAULT",)), page), 100)
    timed("sums by week and munition", lambda _: record.ask(lambda connection: queries.weekly_sums(connection, "launched")), 5)
    timed("search, a word of every report", lambda _: record.search_documents("mayor", Page(20)), 50)
    timed("search, a rare word", lambda i: record.search_claims(TOWNS[-1 - i], Page(20)), 50)


def main() -> None:
    """Fills and asks, on SQLite beside the bare driver or on a PostgreSQL server."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--claims", type=int, default=5, help="a document")
    parser.add_argument("--folder", type=Path, help="where to put the files; else a temporary folder")
    parser.add_argument("--url", help="a new PostgreSQL database to fill instead")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=wanted.folder) as folder:
        bare = None if wanted.url else BareDriver(str(Path(folder, "bare.db")))
        with Record.open(wanted.url or str(Path(folder, "record.db")), nothing, create=True) as record:
            fill(record, bare, wanted.documents, wanted.claims)
            print(f"{add_events(record, wanted.documents, wanted.claims):,} events")
            ask(record, wanted.documents, wanted.claims)


if __name__ == "__main__":
    main()
