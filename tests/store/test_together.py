"""Several programs on one record at once: readers go on, writers wait, and nothing is kept twice."""

import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim
from sitrep.model.events import Extraction
from sitrep.model.texts import Document
from sitrep.store.additions import Reading
from sitrep.store.databases import connect, locate, writing
from sitrep.store.queries import count_change, mark, set_mark
from sitrep.store.records import TRIES, Record
from tests.store.conftest import new_database
from tests.store.samples import claim, document, merge

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from sitrep.store.records import TRIES, Record
from tests.store.conftest import new_database
from tests.store.samples import claim, document, merge
database, first, last, step = sys.argv[1], *map(int, sys.argv[2:])
with Record.open(database, merge, create=True) as record:
    for number in range(first, last, step):
        record.add(document(f"d{number}"), (claim(f"c{number}", f"d{number}"),))
"""


def writer(database: str, *span: int) -> subprocess.Popen[str]:
    """Starts a program that adds the documents of a range, one transaction each."""
    command = [sys.executable, "-c", WRITER, database, *map(str, span)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def test_several_programs_write_the_same_reports_and_one_copy_is_kept(database: str) -> None:
    """Teams point several machines at one archive; SQLite's writers wait for each other, PostgreSQL's for the same report alone."""
    running = [writer(database, 0, 60, 1), writer(database, 59, -1, -1), writer(database, 0, 60, 1)]
    for process in running:
        _, errors = process.communicate(timeout=120)
        assert (process.returncode, errors) == (0, "")
    with Record.open(database, merge) as record:
        assert sorted(each.id for each in record.documents()) == sorted(f"d{number}" for number in range(60))
        assert len(list(record.claims())) == 60
        assert [len(event.claims) for event in record.events()] == [60]


def test_readers_see_whole_states_while_one_writes(database: str) -> None:
    """An analyst must be able to look while a night's reports are added, and must never see a report without its claims."""
    Record.open(database, merge, create=True).close()
    done = threading.Event()

    def look() -> list[int]:
        seen: list[int] = []
        with Record.open(database, merge) as record:
            while not done.is_set() or len(seen) < 2:
                events = record.events()
                seen.append(len(events[0].claims) if events else 0)
                assert len(list(record.claims())) >= seen[-1]
        return seen

    with ThreadPoolExecutor(2) as readers:
        looks = [readers.submit(look) for _ in range(2)]
        process = writer(database, 0, 80, 1)
        _, errors = process.communicate(timeout=120)
        done.set()
        assert (process.returncode, errors) == (0, "")
        for each in looks:
            assert each.result(60) == sorted(each.result())


def test_two_programs_with_the_same_reports_in_other_orders_do_not_block_each_other(database: str) -> None:
    """Locks taken in the order of reading would lock two batches against each other for ever."""
    batches = [[Reading(document(f"d{number}"), (claim(f"c{number}", f"d{number}"),)) for number in range(200)] for _ in range(2)]
    batches[1].reverse()
    Record.open(database, merge, create=True).close()

    def add(batch: Sequence[Reading]) -> int:
        with Record.open(database, merge) as record:
            return record.add_all(batch).count("added")

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(add, batches, timeout=60)) == 200


def test_what_is_added_while_events_are_computed_is_in_them(database: str) -> None:
    """A merge of a large record takes its time; it may not hold writers off, nor forget what they wrote."""
    calls: list[int] = []
    with Record.open(database, merge, create=True) as writing:
        writing.add(document(), (claim(),))

        def slow(readings: Sequence[tuple[Document, tuple[Claim, ...]]], bonds: Sequence[Bond]) -> Extraction:
            calls.append(len(readings))
            if len(calls) < TRIES:
                writing.add(document(f"late{len(calls)}"), (claim(f"late{len(calls)}", f"late{len(calls)}"),))
            return merge(readings, bonds)

        with Record.open(database, slow) as reading:
            assert [event.claims for event in reading.events()] == [("c1", "late1", "late2")]
    assert calls == [1, 2, 3]


def test_what_two_programs_note_for_the_first_time_at_once_is_noted_once(server: str) -> None:
    """Machines that begin on a new record at the same moment both count its first change: neither may fail, none may be lost."""
    database = new_database(server)
    Record.open(database, merge, create=True).close()
    engine = connect(locate(database), create=False)
    began = threading.Barrier(2, timeout=30)

    def count() -> None:
        with writing(engine) as connection:
            began.wait()
            count_change(connection)
            set_mark(connection, "growth", "1 0")

    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(count) for _ in range(2)]:
            each.result(60)
    with writing(engine) as connection:
        assert (mark(connection, "changes"), mark(connection, "growth")) == ("2", "1 0")
    engine.dispose()
