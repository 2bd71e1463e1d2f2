"""The record: what is kept, what a repeat changes, and how it fails."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import event as sql_event

from sitrep.errors import StoreUnavailable
from sitrep.model.actors import Actor, Speaker
from sitrep.model.claims import Claim, Weapon
from sitrep.model.events import Bounds, Event, EventFigure, Extraction, IncidentSum, Total
from sitrep.model.figures import Figure
from sitrep.model.issues import Issue
from sitrep.model.places import Place
from sitrep.model.texts import Document, Span
from sitrep.model.times import When
from sitrep.store import databases
from sitrep.store.filters import Filters
from sitrep.store.records import Record

TEXT = "At least 3 people died when drones hit Orikhiv, the mayor said.\r\n"


def document(key: str = "a", text: str = TEXT, **changes: object) -> Document:
    """Returns a report."""
    plain = Document(key, text, publisher="The Courier", published="2025-12-02", language="en")
    return msgspec.structs.replace(plain, **changes)


def claim(key: str = "c1", of: str = "a", **changes: object) -> Claim:
    """Returns a claim of three killed in Orikhiv."""
    plain = Claim(
        id=key,
        document=of,
        type="ASSAULT",
        mode="drone",
        evidence=(Span(0, 22, TEXT[:22]),),
        when=When("2025-12-01", "2025-12-02", "day"),
        places=(Place(39, 46, "Orikhiv", "Orikhiv", country="UA", admin1="Zaporizhzhia"),),
        actor=Actor("Russia", "state", "RU"),
        weapons=(Weapon("Shahed", "drone", 31, 37),),
        source=Speaker("Ivan Petrénko", role="mayor"),
        figures=(Figure(0, 17, TEXT[:17], "person", "killed", 3, None),),
    )
    return msgspec.structs.replace(plain, **changes)


def merge(readings: Sequence[tuple[Document, tuple[Claim, ...]]]) -> Extraction:
    """Merges claims of one first place and start into one event, which is rule enough to see what the record does with events."""
    claims = tuple(each for _, found in readings for each in found)
    groups: dict[tuple[str, str | None], list[Claim]] = {}
    for each in claims:
        groups.setdefault((each.places[0].name, each.when.start), []).append(each)
    total = Total("killed", "person", 3, None, When(), (), ("c1",), IncidentSum(3, None, ("e-c1",)))
    return Extraction(tuple(found for found, _ in readings), claims, tuple(map(_event, groups.values())), (total,) if claims else ())


def _event(claims: list[Claim]) -> Event:
    """Returns the event of some claims."""
    first, keys = claims[0], tuple(each.id for each in claims)
    figure = EventFigure("killed", "person", Bounds(3, None), 3, None, "agreed", "latest", keys)
    return Event(
        f"e-{first.id}",
        first.type,
        keys,
        tuple(each.document for each in claims),
        len(claims),
        mode=first.mode,
        status=first.status,
        when=first.when,
        places=first.places,
        actor=first.actor,
        figures=(figure,),
    )


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The path of a record that does not exist yet."""
    return str(tmp_path / "record.db")


@pytest.fixture
def record(database: str) -> Iterator[Record]:
    """An empty record."""
    with Record.open(database, merge, create=True) as opened:
        yield opened


def test_what_is_added_comes_back_as_it_was(record: Record) -> None:
    """The record is the user's archive: text with its line ends, issues and claims must survive it."""
    report = document(issues=(Issue("encoding-guessed", "It was read as cp1251."),))
    assert record.add(report, (claim(),)) == "added"
    assert list(record.documents()) == [report]
    assert list(record.claims()) == [claim()]
    assert record.claim("c1") == claim()
    assert record.document("a") == report
    assert [each.measure for each in record.totals()] == ["killed"]


def test_adding_twice_changes_nothing(record: Record) -> None:
    """The same command must be safe to repeat."""
    record.add(document(), (claim(),))
    assert record.has(document())
    assert record.add(document(), (claim("c9"),)) == "unchanged"
    assert [each.id for each in record.claims()] == ["c1"]


def test_new_words_under_an_id_are_a_revision_whose_claims_count(record: Record) -> None:
    """Outlets correct their reports; the old numbers must not be counted beside the new ones."""
    record.add(document(), (claim(),))
    record.add(document("b"), (claim("c2", "b"),))
    corrected = document(text=TEXT.replace("3", "4"))
    assert record.add(corrected, (claim("c1-corrected"),)) == "revised"
    assert list(record.documents()) == [corrected, document("b")]
    assert [each.id for each in record.claims()] == ["c1-corrected", "c2"]
    assert record.claim("c1") is None


def test_an_earlier_revision_is_not_added_again(record: Record) -> None:
    """A file with two lines of one id must change nothing when it is read a second time."""
    corrected = document(text=TEXT.replace("3", "4"))
    for _ in range(2):
        record.add(document(), (claim(),))
        record.add(corrected, (claim("c1-corrected"),))
    assert list(record.documents()) == [corrected]


def test_a_document_is_kept_whole_or_not_at_all(record: Record) -> None:
    """A killed program must not leave a document without its claims, for it would never be read again."""
    with pytest.raises(StoreUnavailable):
        record.add(document(), (claim(), claim(of="unknown")))
    assert not record.has(document())
    assert record.add(document(), (claim(),)) == "added"


def test_events_follow_the_claims(record: Record) -> None:
    """Events are views: they must never lag behind what was added."""
    record.add(document(), (claim(),))
    assert [each.id for each in record.events()] == ["e-c1"]
    record.add(document("b"), (claim("c2", "b", when=When("2025-12-05")),))
    assert [each.id for each in record.events()] == ["e-c1", "e-c2"]


def test_events_are_computed_once(database: str) -> None:
    """Looking twice must not cost a merge twice."""
    calls = []

    def counted(readings: Sequence[tuple[Document, tuple[Claim, ...]]]) -> Extraction:
        calls.append(len(readings))
        return merge(readings)

    with Record.open(database, counted, create=True) as record:
        record.add(document(), (claim(),))
        assert record.events() == record.events()
    with Record.open(database, counted) as record:
        assert len(record.events()) == 1
    assert calls == [1]


def test_an_id_that_was_merged_away_leads_on(record: Record) -> None:
    """People keep ids in notes; a merge must not make them dead ends."""
    record.add(document("b"), (claim("c2", "b", when=When("2025-12-05")),))
    assert record.event("e-c2") is not None
    record.add(document(), (claim("c1", when=When("2025-12-05")),))
    record.add(document("b", TEXT + "Corrected."), ())
    record.add(document("z"), (claim("c2", "z", when=When("2025-12-05")),))
    found = record.event("e-c2")
    assert found is not None
    assert (found.id, found.claims) == ("e-c1", ("c1", "c2"))
    assert record.ids_from("e-c") == ["e-c1", "e-c2"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), 2),
        (Filters(since="2025-12-02", until="2025-12-02"), 1),
        (Filters(until="2025-11-30"), 0),
        (Filters(since="2025-12-06"), 1),
        (Filters(type=("ASSAULT",)), 1),
        (Filters(type=("ASSAULT", "CONSULT")), 2),
        (Filters(mode=("drone",), status=("occurred",)), 1),
        (Filters(place=("orikhiv",)), 1),
        (Filters(place=("UA",)), 1),
        (Filters(place=("Orik",)), 0),
        (Filters(place=("_",)), 0),
        (Filters(actor=("russia",)), 1),
        (Filters(munition=("shahed",)), 1),
        (Filters(munition=("drone",)), 1),
        (Filters(source=("Petrenko",)), 1),
        (Filters(source=("mayor",)), 1),
        (Filters(source=("courier",)), 1),
        (Filters(scope=("incident",)), 2),
        (Filters(scope=("period_total",)), 0),
        (Filters(place=("Orikhiv", "Geneva"), source=("Petrenko",)), 1),
    ],
)
def test_filters(record: Record, filters: Filters, found: int) -> None:
    """A filter finds by whole words without accents, counts both days in, and takes the outlet for a claim that names no speaker."""
    record.add(document(), (claim(),))
    talks = claim(
        "c2",
        "b",
        type="CONSULT",
        mode=None,
        status="planned",
        source=None,
        actor=None,
        weapons=(),
        when=When("2025-12-07"),
        places=(Place(0, 1, "G", "Geneva", country="CH"),),
    )
    record.add(document("b"), (talks,))
    assert len(record.events(filters)) == found


def test_an_event_without_days_is_outside_any_span(record: Record) -> None:
    """An undated event may not slip into a week's report."""
    record.add(document(), (claim(when=When()),))
    assert len(record.events()) == 1
    assert record.events(Filters(since="1900-01-01")) == []


def test_a_missing_record_is_not_made_by_looking(database: str) -> None:
    """A mistyped name must be told, not answered with an empty record."""
    with pytest.raises(StoreUnavailable, match="there is none"):
        Record.open(database, merge)
    assert not Path(database).exists()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """Pointing --db at a text file must not harm it."""
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes, and no record at all. " * 50)
    with pytest.raises(StoreUnavailable, match="no SQLite database"):
        Record.open(str(path), merge, create=True)
    assert path.read_text().startswith("These")


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    """A browser's history is SQLite too."""
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE documents (id)")
    connection.close()
    with pytest.raises(StoreUnavailable, match="another program"):
        Record.open(str(path), merge, create=True)


def test_a_newer_record_is_refused(database: str) -> None:
    """An old program must not write into tables whose meaning it cannot know."""
    Record.open(database, merge, create=True).close()
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE marks SET value = '99' WHERE name = 'schema'")
    connection.close()
    with pytest.raises(StoreUnavailable, match="newer sitrep"):
        Record.open(database, merge)


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    """Root ignores file modes, so a folder in the file's place stands for a place that cannot be written."""
    with pytest.raises(StoreUnavailable, match="cannot be opened"):
        Record.open(str(tmp_path), merge, create=True)


def test_a_folder_that_cannot_be_written_is_told() -> None:
    """Below /proc nobody can make files, root neither."""
    with pytest.raises(StoreUnavailable, match="cannot be opened"):
        Record.open("/proc/sitrep.db", merge, create=True)


def test_a_read_only_database_is_told(database: str, record: Record) -> None:
    """A record on a read-only medium must fail in plain words; SQLite's own read-only mode stands for it, as root ignores file modes."""
    record.add(document(), (claim(),))
    sql_event.listen(record._engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = ON"))
    record._engine.dispose()
    with pytest.raises(StoreUnavailable, match="read-only"):
        record.add(document("b"), ())


def test_a_locked_database_is_told(database: str, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program that holds the record for long must not hang or crash this one."""
    monkeypatch.setattr(databases, "BUSY_SECONDS", 0.1)
    record._engine.dispose()
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        connection = sqlite3.connect(database, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        held.set()
        done.wait(10)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    try:
        with pytest.raises(StoreUnavailable, match="locked by another program"):
            record.add(document(), ())
    finally:
        done.set()
        holder.join()
    assert record.add(document(), ()) == "added"


def test_a_full_disk_is_told_and_costs_only_the_document_at_hand(record: Record) -> None:
    """SQLite's page limit stands for the disk's end: what was kept stays, and the rest goes in once there is room."""
    record.add(document(), (claim(),))

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    sql_event.listen(record._engine, "connect", limit)
    record._engine.dispose()
    with pytest.raises(StoreUnavailable, match="full"):
        record.add(document("b", "Long. " * 100_000), ())
    assert [each.id for each in record.documents()] == ["a"]


WRITER = """
import resource, sys
sys.path.insert(0, {tests!r})
from test_records import Record, claim, document, merge
if {limited}:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
with Record.open({database!r}, merge, create=True) as record:
    for number in range(100_000):
        record.add(document(f"d{{number}}"), (claim(f"c{{number}}", f"d{{number}}"),))
        print(number, flush=True)
"""


@pytest.mark.parametrize("way", ["kill", "limit"])
def test_what_was_added_survives_a_kill_and_a_full_file(database: str, way: str) -> None:
    """After a kill, or a write that the system refuses, every document that was reported as added is there, and whole."""
    script = WRITER.format(tests=str(Path(__file__).parent), database=database, limited=way == "limit")
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(20)]
        if way == "kill":
            writer.kill()
        told = [line for line in told + writer.stdout.readlines() if line]
    with Record.open(database, merge) as record:
        added = len(list(record.documents()))
        assert added in (len(told), len(told) + 1)
        assert len(list(record.claims())) == added
        assert len(record.events()) == 1
