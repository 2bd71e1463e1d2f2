"""The same dataset comes of an archive however it is read; what fails costs itself alone; what is done is not done again."""

import datetime as dt
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from msgspec.structs import replace

from sitrep.ingest.sources import Reading
from sitrep.pipeline import merge
from sitrep.scale import guards, laying
from sitrep.scale.batches import Manifest, run_batch
from sitrep.scale.executors import Executor, Plain, Pool
from sitrep.scale.jobs import Job
from sitrep.scale.partitions import partitions_for
from sitrep.scale.shards import Shard, list_shards, read_shard
from sitrep.store.records import Record
from sitrep.views.dataset import shape
from sitrep.views.dataset_loading import load_dataset
from tests.scale.fakes import TOWNS, read, write_reports
from tests.store.samples import merge as simple_merge

FIRST = dt.date(2025, 9, 1)


def texts(many: int, seed: int = 1) -> list[str]:
    """Returns reports on attacks of half a year; two of three tell of what others tell of too."""
    chance = random.Random(seed)  # noqa: S311 - chance that can be repeated is what is wanted
    deeds = [f"{town} {FIRST + dt.timedelta(days=day)} {1 + day % 9}" for town in TOWNS for day in range(0, 180, 4)]
    return ["; ".join(chance.sample(deeds, chance.randint(0, 3))) or "nothing of note" for _ in range(many)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four files of reports."""
    folder = tmp_path_factory.mktemp("archive")
    for number, name in enumerate(("courier", "herald", "tribune", "wire")):
        write_reports(folder / f"{name}.jsonl", texts(60, number))
    return folder


def made(archive: Path | Sequence[Shard], out: Path, executor: Executor | None = None, **options: Any) -> Manifest:
    """Makes a dataset of an archive and returns its manifest."""
    shards = list_shards([str(archive)]) if isinstance(archive, Path) else archive
    return run_batch(Job(out, shape, read=read, **options), shards, executor or Plain(), lambda _: None)


def whole(out: Path, table: str) -> list[dict[str, Any]]:
    """Returns the whole values of a table of a dataset."""
    files = sorted((out / table).rglob("*.parquet"))
    return [json.loads(each) for path in files for each in pq.ParquetFile(path).read(columns=["whole"]).column("whole").to_pylist()]


class Shuffled(Plain):
    """Does pieces of work in another order than they are given in."""

    def run(self, task: Any, items: Sequence[Any]) -> Iterator[Any]:
        """Yields results in an order of chance."""
        return map(task, random.Random(3).sample(list(items), len(items)))  # noqa: S311 - see above


def contents(out: Path) -> dict[str, bytes]:
    """Returns the files of a dataset but for its manifest, which tells the seconds, and its work."""
    paths = [path for path in sorted(out.rglob("*.parquet")) if "_work" not in path.parts]
    return {str(path.relative_to(out)): path.read_bytes() for path in paths}


def test_every_way_gives_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    """Plain, in another order, and on a pool: the same files to the last byte, and the manifest's checksum says so."""
    plain = made(archive, tmp_path / "plain")
    ways = {
        "shuffled": made(archive, tmp_path / "shuffled", Shuffled()),
        "reversed": made(list_shards([str(archive)])[::-1], tmp_path / "reversed"),
    }
    pool = Pool(2)
    try:
        ways["pool"] = made(archive, tmp_path / "pool", pool)
    finally:
        pool.close()
    for name, manifest in ways.items():
        assert contents(tmp_path / name) == contents(tmp_path / "plain"), name
        assert manifest.checksum == plain.checksum
    assert plain.counts["claims"] == len(whole(tmp_path / "plain", "claims")) > 100


@pytest.mark.parametrize(("partitions", "large"), [(1, 10**9), (5, 900), (64, 2000)])
def test_cuts_change_nothing_that_is_told(archive: Path, tmp_path: Path, partitions: int, large: int) -> None:
    """However many partitions there are, and wherever files are cut into shards, the events are the same."""
    made(archive, tmp_path / "one")
    manifest = made(list_shards([str(archive)], large), tmp_path / "other", partitions=partitions)
    assert sorted(map(str, whole(tmp_path / "one", "events"))) == sorted(map(str, whole(tmp_path / "other", "events")))
    assert manifest.counts["documents"] == 240


def test_events_are_those_of_merging_all_at_once(archive: Path, tmp_path: Path) -> None:
    """Cutting an archive by country and window finds each event once, also at the borders: no claim is lost or stands in two.

    All but a few are the very events of merging all at once, which also weighs what a report tells of other countries.
    """
    manifest = made(archive, tmp_path / "out")
    readings = [read(document) for document in documents(archive)]
    expected = {frozenset(event.claims) for event in merge(readings).events}
    found = [frozenset(event["claims"]) for event in whole(tmp_path / "out", "events")]
    assert sorted(key for held in found for key in held) == sorted(key for held in expected for key in held)
    assert len(expected.intersection(found)) >= 0.95 * len(expected)
    assert manifest.counts["seams"] > 10
    told = [claim["id"] for claim in whole(tmp_path / "out", "claims")]
    assert sorted(told) == sorted(claim.id for reading in readings for claim in reading.claims)


def documents(archive: Path) -> Iterable[Any]:
    """Yields the reports of an archive."""
    for shard in list_shards([str(archive)]):
        yield from read_shard(shard, Reading())


def test_lines_are_cut_between_and_never_within(tmp_path: Path) -> None:
    """Each line belongs to one shard, wherever the cuts fall, with or without a line end at the end."""
    path = write_reports(tmp_path / "a.jsonl", texts(20))
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    for large in (1, 7, 100, 333, 5000):
        shards = list_shards([str(path)], large)
        found = [each.id for shard in shards for each in read_shard(shard, Reading()) if hasattr(each, "id")]
        assert found == [f"a{number}" for number in range(20)], large


def test_what_is_done_is_not_done_again(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that was ended goes on; a file that was lost or spoilt is made again, and only that."""
    first = made(archive, tmp_path / "out")
    known = contents(tmp_path / "out")
    calls: list[str] = []
    monkeypatch.setattr("sitrep.scale.mapping.read_all", lambda *_: calls.append("read"))
    monkeypatch.setattr("sitrep.scale.merging.finish_block", lambda *_: calls.append("merged"))
    assert made(archive, tmp_path / "out").checksum == first.checksum
    assert not calls
    monkeypatch.undo()
    lost = min((tmp_path / "out" / "documents").rglob("*.parquet"))
    lost.write_bytes(b"spoilt")
    next((tmp_path / "out" / "_work" / "merge").glob("*.json")).unlink()
    assert made(archive, tmp_path / "out").checksum == first.checksum
    assert contents(tmp_path / "out") == known


def test_inputs_that_changed_are_read_again_and_nothing_stale_stays(tmp_path: Path) -> None:
    """A dataset is what its inputs are today: as if it had been made of them at once."""
    (tmp_path / "in").mkdir()
    write_reports(tmp_path / "in" / "a.jsonl", texts(30, 1))
    write_reports(tmp_path / "in" / "b.jsonl", texts(30, 2))
    made(tmp_path / "in", tmp_path / "out")
    (tmp_path / "in" / "b.jsonl").unlink()
    write_reports(tmp_path / "in" / "a.jsonl", texts(29, 5))
    again = made(tmp_path / "in", tmp_path / "out")
    fresh = made(tmp_path / "in", tmp_path / "fresh")
    assert again.checksum == fresh.checksum
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_files_of_a_run_that_was_killed_as_it_wrote_them_do_not_outlive_their_inputs(tmp_path: Path) -> None:
    """Nobody noted that they were made: where the inputs change before the next run, their rows would stand beside the new ones."""
    (tmp_path / "in").mkdir()
    write_reports(tmp_path / "in" / "a.jsonl", texts(30, 1))
    made(tmp_path / "in", tmp_path / "out")
    for marker in (tmp_path / "out" / "_work").rglob("*.json"):
        marker.unlink()
    own = tmp_path / "out" / "events" / "of my own.parquet"
    own.write_bytes(b"")
    (tmp_path / "in" / "a.jsonl").unlink()
    write_reports(tmp_path / "in" / "b.jsonl", texts(20, 5))
    made(tmp_path / "in", tmp_path / "out")
    made(tmp_path / "in", tmp_path / "fresh")
    own.unlink()
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_poison_becomes_an_issue_and_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report that breaks the program, hangs, or kills its process is told of; all others are read."""
    monkeypatch.setattr("tests.scale.fakes.SLOW", 5.0)
    path = write_reports(tmp_path / "a.jsonl", ["Sumy 2025-12-01 3", "broken", "Lviv 2025-12-02 1", "deadly", "Odesa 2025-12-03 2"])
    with path.open("a") as stream:
        stream.write("no json\n")
    pool = Pool(1)
    try:
        manifest = made(tmp_path / "a.jsonl", tmp_path / "out", pool, seconds=1.0, tries=1)
    finally:
        pool.close()
    assert {name: many for name, many in manifest.counts.items() if name.startswith("fault")} == {
        "fault crashed": 1, "fault failed": 1, "fault unreadable": 1,
    }  # fmt: skip
    assert len(whole(tmp_path / "out", "events")) == 3
    issues = pq.ParquetFile(next((tmp_path / "out" / "issues").glob("*.parquet"))).read().to_pylist()
    assert [(each["source"].rsplit("/", 1)[-1], each["kind"]) for each in issues] == [
        ("a.jsonl: line 6", "unreadable"), ("a1", "failed"), ("a3", "crashed"),
    ]  # fmt: skip
    assert manifest.counts["documents"] == 5


def test_report_that_takes_too_long_is_left(tmp_path: Path) -> None:
    """One page of endless tables must not hold up an archive."""
    write_reports(tmp_path / "a.jsonl", ["slow", "Lviv 2025-12-02 1"])
    manifest = made(tmp_path / "a.jsonl", tmp_path / "out", seconds=0.2)
    assert (manifest.counts["fault too-long"], manifest.counts["events"]) == (1, 1)


def test_crashes_are_held_against_the_report_under_way(tmp_path: Path) -> None:
    """What was under way when a process died is known to the next one; a shard that is done is forgiven."""
    first = guards.Crashes(tmp_path / "shard")
    assert [first.begins(place) for place in (0, 1, 2)] == [0, 0, 0]
    second = guards.Crashes(tmp_path / "shard")
    assert [second.begins(place) for place in (0, 1, 2)] == [0, 0, 1]
    third = guards.Crashes(tmp_path / "shard")
    assert third.begins(2) == 2
    third.close()
    assert guards.Crashes(tmp_path / "shard").begins(2) == 0


def test_dataset_is_read_by_others(archive: Path, tmp_path: Path) -> None:
    """Readers of partitioned datasets find one table a folder, with week and country as columns."""
    manifest = made(archive, tmp_path / "out")
    rows = ds.dataset(tmp_path / "out" / "events", partitioning="hive").to_table(columns=["id", "week", "country"]).to_pylist()
    assert len(rows) == manifest.counts["events"]
    assert {row["country"] for row in rows} == {"RU", "SD", "UA", "YE"}
    assert all(row["week"].startswith(("2025-W", "2026-W")) for row in rows)


def test_dataset_becomes_a_record(archive: Path, tmp_path: Path) -> None:
    """What was read on a cluster is looked at on a desk: every claim with its report, once."""
    manifest = made(archive, tmp_path / "out")
    with Record.open(str(tmp_path / "r.db"), simple_merge, create=True) as record:
        assert load_dataset(tmp_path / "out", record, lambda _: None) == manifest.counts["relevant"]
        assert load_dataset(tmp_path / "out", record, lambda _: None) == 0
        kept = {one.id: one for one in record.claims()}
        assert len(kept) == manifest.counts["claims"]
        assert all(record.document(one.document) for one in kept.values())


def test_manifest_says_what_was_made_of_what(archive: Path, tmp_path: Path) -> None:
    """A number in a report can be traced to versions, inputs and options, and gaps in sources are seen."""
    made(archive, tmp_path / "out", published="2025-12-08")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert [Path(each["name"]).name for each in manifest["inputs"]] == ["courier.jsonl", "herald.jsonl", "tribune.jsonl", "wire.jsonl"]
    assert all(len(each["checksum"]) == 64 for each in manifest["inputs"])
    assert manifest["options"]["published"] == "2025-12-08"
    assert manifest["coverage"][0] == {
        "publisher": "courier",
        "day": "2025-12-08",
        "reports": 60,
        "with_claims": manifest["coverage"][0]["with_claims"],
    }
    assert manifest["software"].startswith("sitrep ")
    assert all((tmp_path / "out" / name).is_file() for name in manifest["files"])


def test_same_id_with_other_words_is_a_revision(tmp_path: Path) -> None:
    """Of two texts under one id the later holds, as in a record, and no quote stands in the wrong one."""
    for name, text, day in (("a", "Sumy 2025-12-01 3", "2025-12-02"), ("b", "Sumy 2025-12-01 4; Lviv 2025-12-01 1", "2025-12-03")):
        record = {"id": "same", "text": text, "published": day, "language": "en"}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(record))
    made(list_shards([str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")]), tmp_path / "out")
    events = whole(tmp_path / "out", "events")
    assert [each["figures"][0]["best"]["low"] for each in events if each["places"][0]["name"] == "Sumy"] == [4]


def test_changed_options_are_another_dataset(archive: Path, tmp_path: Path) -> None:
    """What was made with another option is made again."""
    made(archive, tmp_path / "out", partitions=4)
    assert made(archive, tmp_path / "out", partitions=8).checksum == made(archive, tmp_path / "fresh", partitions=8).checksum
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_seams_may_be_sewn_in_any_number_of_buckets(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is on seams is cut so that no worker holds all of it; the cut changes no event, and nothing stays of an earlier one."""
    one = made(archive, tmp_path / "one")
    monkeypatch.setattr(laying, "CLAIMS_A_BUCKET", 2)
    many = made(archive, tmp_path / "many")
    assert len(list((tmp_path / "many" / "_work" / "seams").glob("*.json"))) > 3
    assert many.counts == one.counts
    assert many.counts["seams"] > 3
    for table in ("events", "claims"):
        found = [sorted(map(str, whole(tmp_path / name, table))) for name in ("one", "many")]
        assert found[0] == found[1]
    again = made(archive, tmp_path / "one")
    assert again.checksum == many.checksum
    assert contents(tmp_path / "one") == contents(tmp_path / "many")


def test_partitions_follow_the_input_and_stay_when_it_grows(tmp_path: Path) -> None:
    """A larger archive is merged in more pieces, but a dataset is not read anew because a file came."""
    small, large = Shard("a.jsonl", 1_000), Shard("b.warc.gz", 64_000_000_000)
    assert partitions_for(tmp_path / "new", [small, large]) == 2_001
    assert partitions_for(tmp_path / "old", [small]) == 32
    assert partitions_for(tmp_path / "old", [small, large]) == 32
    assert partitions_for(tmp_path / "old", [small, large], 64) == 64
    assert partitions_for(tmp_path / "old", [small, large]) == 64


def test_shards_of_one_name_stand_once(archive: Path) -> None:
    """An input that is named twice, or by a folder and a pattern, is read once."""
    assert list_shards([str(archive), f"{archive}/*.jsonl"]) == list_shards([str(archive)])
    assert replace(list_shards([str(archive)])[0], size=1).key != list_shards([str(archive)])[0].key


def test_near_copies_are_named(tmp_path: Path) -> None:
    """Four outlets that carry one agency's text are one source, wherever in the archive they stand."""
    chance = random.Random(7)  # noqa: S311 - see above
    words = [f"word{number}" for number in range(400)]
    stories = [" ".join(chance.sample(words, 120)) for _ in range(12)]
    told = [f"Sumy 2025-12-0{1 + number % 9} 3; {story}" for number, story in enumerate(stories)]
    edited = f"{told[0]} {stories[1][:80]}"
    for number in range(4):
        write_reports(tmp_path / f"in{number}.jsonl", [*told[number * 3 : number * 3 + 3], edited])
    made(list_shards([f"{tmp_path}/in*.jsonl"]), tmp_path / "out")
    rows = pq.ParquetFile(next((tmp_path / "out" / "copies").glob("*.parquet"))).read().to_pylist()
    assert rows == [{"document": f"in{number}3", "copy_of": "in00"} for number in range(4)]
