"""How much merging costs a report, as a record grows.

Made-up reports of made-up towns, the same number for each town and day however many there are: each tells of a night of drones on its town
in four claims, in words and with tolls of its own; one a day also states totals, since the beginning and of a week.
"""

import argparse
import datetime as dt
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path

from msgspec.structs import replace

from sitrep.merge.events import merge_claims, merge_stated
from sitrep.merge.increments import block_keys, merge_new
from sitrep.model.actors import Actor, Speaker
from sitrep.model.claims import Claim, Service
from sitrep.model.figures import Figure
from sitrep.model.judgements import Judgement, signed, target
from sitrep.model.places import Place
from sitrep.model.texts import Document, Span
from sitrep.model.times import When
from sitrep.pipeline import RECORD_GROWTH, merge_kept
from sitrep.store.additions import Reading
from sitrep.store.filters import Filters, Page
from sitrep.store.records import Record
from sitrep.views.summing import sum_record

PAGE = Page(50)
START = dt.date(2022, 3, 1)
REPORTS_A_DAY = 20
TOWNS = 400
RUSSIA = Actor("Russia", "state", "RU")
COUNTRY = Place(0, 1, "Ukraine", "Ukraine", 690791, 49.0, 32.0, "UA", None, "country")


def town(number: int) -> Place:
    """Returns one of the towns, on a grid over the country, twenty to a region."""
    latitude, longitude = 46.0 + (number // 20) * 0.3, 24.0 + (number % 20) * 0.7
    return Place(
        0, 1, f"Town {number}", f"Town {number}", 10_000 + number, latitude, longitude, "UA", f"Region {number // 20}", "settlement"
    )


def figure(measure: str, item: str, number: int) -> Figure:
    """Returns an exact count."""
    return Figure(0, 1, str(number), item, measure, number, number)  # type: ignore[arg-type]


def report(number: int, chance: random.Random) -> tuple[Document, list[Claim]]:
    """Returns a report on one night and its claims: the town's toll, the country's drones, an outage and a word of blame."""
    name = f"report-{number}"
    day = START + dt.timedelta(days=number // REPORTS_A_DAY)
    night = When(str(day - dt.timedelta(days=1)), str(day), "part-of-day", "overnight", "relative")
    place = town(chance.randrange(TOWNS))
    words = " ".join(f"{chance.choice('bdfgklmnprst')}{chance.choice('aeiou')}{chance.randrange(2000)}" for _ in range(150))
    toll = (figure("killed", "person", chance.randrange(9)), figure("injured", "person", chance.randrange(40)))
    drones = (figure("launched", "drone", 100 + number // REPORTS_A_DAY % 70),)
    attack = Claim("", name, "ASSAULT", (Span(0, 9, "drones hit"),), mode="drone", when=night, actor=RUSSIA)
    claims = [
        replace(attack, id=f"{name}-1", places=(place,), source=Speaker("Mayor"), figures=toll),
        replace(attack, id=f"{name}-2", places=(COUNTRY,), source=Speaker("Air Force"), figures=drones),
        replace(attack, id=f"{name}-3", type="DISRUPT", mode=None, actor=None, places=(place,), services=(Service("power", "lost"),)),
        Claim(f"{name}-4", name, "ACCUSE", (Span(9, 18, "is blamed"),), actor=Actor(f"Official {number % 900}", "person"), target=RUSSIA),
    ]
    if number % REPORTS_A_DAY == 0:
        claims += [total(name, START, day), total(name, day - dt.timedelta(days=6), day)]
    return Document(name, f"Report {number}. {words}.", publisher=f"Outlet {number % 60}", published=f"{day}T08:00:00Z"), claims


def total(document: str, first: dt.date, last: dt.date) -> Claim:
    """Returns how many drones were launched at the country over some days, since the beginning or in a week."""
    span = When(str(first), str(last), "longer", "since", "stated")
    drones = (figure("launched", "drone", 130 * ((last - first).days + 1)),)
    counted = Claim(f"{document}-{first}", document, "ASSAULT", (Span(18, 27, "the total"),), mode="drone", when=span, places=(COUNTRY,))
    return replace(counted, scope="period_total", actor=RUSSIA, figures=drones)


def seconds(reports: Sequence[tuple[Document, list[Claim]]]) -> float:
    """Returns the CPU time of merging all claims of some reports."""
    claims = [claim for _, found in reports for claim in found]
    documents = [document for document, _ in reports]
    begin = time.process_time()
    merge_stated(claims, documents)
    return time.process_time() - begin


class Memory:
    """A record in memory, found by block as a database would."""

    def __init__(self, reports: Sequence[tuple[Document, list[Claim]]]) -> None:
        self._claims = {claim.id: claim for _, claims in reports for claim in claims}
        self._documents = {document.id: document for document, _ in reports}
        events = merge_claims(list(self._claims.values()), list(self._documents.values())).events
        self._events = {event.id: event.claims for event in events}
        self._home = {claim: event.id for event in events for claim in event.claims}
        self._blocks: defaultdict[str, list[str]] = defaultdict(list)
        for document, claims in reports:
            for claim in claims:
                for key in block_keys(claim, dt.date.fromisoformat((document.published or "")[:10])):
                    self._blocks[key].append(claim.id)

    def claims_under(self, keys: Collection[str]) -> list[str]:
        """Returns the claims under one of the keys."""
        return [claim for key in keys for claim in self._blocks.get(key, ())]

    def events_of(self, claims: Collection[str]) -> dict[str, Sequence[str]]:
        """Returns the events that hold one of the claims."""
        return {event: self._events[event] for event in (self._home.get(claim) for claim in claims) if event}

    def claims(self, ids: Collection[str]) -> list[Claim]:
        """Returns the claims of those ids."""
        return [self._claims[key] for key in ids if key in self._claims]

    def documents(self, ids: Collection[str]) -> list[Document]:
        """Returns the documents of those ids."""
        return [self._documents[key] for key in ids if key in self._documents]


def add_one(size: int, reports: Sequence[tuple[Document, list[Claim]]]) -> None:
    """Prints what it costs to merge one report more into so many."""
    memory = Memory(reports[:size])
    document, claims = reports[size]
    begin = time.process_time()
    change = merge_new(claims, [document], memory)
    print(f"{size:>9,} reports and one more: {time.process_time() - begin:5.2f} s, {len(change.events)} events changed", flush=True)


def look_after_one(size: int, reports: Sequence[tuple[Document, list[Claim]]]) -> None:
    """Prints what it takes to add a report to a record of so many, all looked at, and to list a page of its events."""
    with tempfile.TemporaryDirectory() as folder:
        with Record.open(str(Path(folder, "record.db")), merge_kept, growth=RECORD_GROWTH, create=True) as record:
            record.add_all([Reading(document, claims) for document, claims in reports[:size]])
            begin = time.perf_counter()
            record.event_page(Filters(), PAGE)
            whole = time.perf_counter() - begin
            begin = time.perf_counter()
            record.add(*reports[size])
            added = time.perf_counter() - begin
            record.event_page(Filters(), PAGE)
            taken = time.perf_counter() - begin
            stated = record.totals()
            summed = time.perf_counter() - begin
            last = START + dt.timedelta(days=size // REPORTS_A_DAY)
            sum_record(record, Filters(since=str(last - dt.timedelta(days=6)), until=str(last)), ("week",), ())
            looked = time.perf_counter() - begin
            for action in ("reject", "accept"):
                begin = time.perf_counter()
                record.judge(signed(Judgement(action, "Anna", f"{START}T08:00:00Z", (target(reports[size // 2][1][0]),))))
                judged = time.perf_counter() - begin
                record.event_page(Filters(), PAGE)
                print(f"          {action} is kept after {judged:.3f} s, listed after {time.perf_counter() - begin:.2f} s", flush=True)
        print(f"{size:>9,} reports in a record, the first look {whole:.1f} s", flush=True)
        print(f"          one more is added after {added:.2f} s, and its events are listed after {taken:.2f} s", flush=True)
        print(f"          {len(stated):,} totals are there after {summed:.2f} s, the sums of its week after {looked:.2f} s", flush=True)


def main() -> None:
    """Merges ever more reports and prints what each costs, or what one more costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000], help="numbers of reports")
    parser.add_argument("--one-more", action="store_true", help="instead: the cost of one report more, with all others merged already")
    parser.add_argument("--record", action="store_true", help="instead: the time to add one report more to a record and to list events")
    options = parser.parse_args()
    chance = random.Random(7)
    reports = [report(number, chance) for number in range(max(options.sizes) + 1)]
    if options.one_more or options.record:
        for size in options.sizes:
            (add_one if options.one_more else look_after_one)(size, reports)
        return
    first = 0.0
    for size in options.sizes:
        cost = seconds(reports[:size]) / size
        first = first or cost
        print(f"{size:>9,} reports  {cost * 1000:6.3f} ms each  {cost / first:5.2f} of the first", flush=True)


if __name__ == "__main__":
    main()
