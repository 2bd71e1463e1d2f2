"""What reading an archive costs by each executor, and as it grows: made-up news of which one report in twenty is an example on conflict.

python benchmarks/archives.py [--documents N]: a bare loop that keeps nothing, and `batch` in one process, on pools and on Ray, in turns.
python benchmarks/archives.py --growth [N ...]: what a report costs `batch` in one process, each size in a process of its own.
`--light` takes reports of one line that need no reading, and so shows what files and merging cost alone.
"""

import argparse
import datetime as dt
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sitrep.ingest.sources import Reading, read_sources
from sitrep.model.texts import Document
from sitrep.pipeline import read_claims
from sitrep.scale.batches import run_batch
from sitrep.scale.executors import Cluster, Executor, Plain, Pool
from sitrep.scale.jobs import Job
from sitrep.scale.shards import list_shards
from sitrep.views.dataset import shape

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.scale.fakes import TOWNS, read  # noqa: E402 - the tests' own reports of one line

A_SHARD = 250
A_DAY = 100
SIZES = (1_000, 10_000, 100_000)
START = dt.date(2020, 1, 6)
STORY = (
    "The council voted on a new tram line after a long debate about its cost, and the mayor promised that work would begin in spring. " * 12
)
Reader = Callable[[Document, tuple[str, ...]], object]
WAYS: dict[str, Callable[[], Executor]] = {
    "plain": Plain,
    "pool of 1": lambda: Pool(1),
    "pool of 2": lambda: Pool(2),
    "Ray on 2": lambda: Cluster("local", 2),
}


def main() -> None:
    """Prints tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--light", action="store_true")
    parser.add_argument("--growth", type=int, nargs="*", metavar="N")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(grown(options.one, light=options.light)))
    elif options.growth is not None:
        measure_growth(options.growth or SIZES, light=options.light)
    else:
        measure_ways(options.documents, options.turns, light=options.light)


def measure_ways(size: int, turns: int, *, light: bool) -> None:
    """Prints what each way takes, the best of its turns, and how they compare."""
    wall: dict[str, float] = {}
    starts: dict[str, float] = {}
    reader: Reader = read if light else read_claims
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder, "in")
        write_archive(inputs, size, light=light)
        loop(inputs, reader, 40)
        for turn in range(turns):
            keep_least(wall, "bare loop", seconds(lambda: loop(inputs, reader)))
            for name, begin in WAYS.items():
                with begun(begin, inputs, Path(folder, f"{name} {turn} warm"), reader) as (executor, start):
                    keep_least(starts, name, start)
                    keep_least(wall, name, seconds(lambda: batch(inputs, Path(folder, f"{name} {turn}"), executor, reader)))  # noqa: B023 - run at once
    print(f"{'way':12}{'reports':>9}{'start s':>9}{'wall s':>9}{'ms a report':>13}")
    for name, spent in wall.items():
        print(f"{name:12}{size:>9,}{starts.get(name, 0.0):>9.1f}{spent:>9.2f}{1000 * spent / size:>13.3f}")
    whole = {name: spent + starts.get(name, 0.0) for name, spent in wall.items()}
    tell("pool of 1 above the bare loop, by the clock", wall["pool of 1"] / wall["bare loop"] - 1, "at most 10 %", ".1%")
    tell("pool of 1 above one process", wall["pool of 1"] / wall["plain"] - 1, "at most 10 %", ".1%")
    tell("two workers beside one", wall["pool of 1"] / wall["pool of 2"], "at least 1.5", ".2f")
    tell("Ray's rate beside the pool's, its start apart", wall["pool of 2"] / wall["Ray on 2"], "at least 0.85", ".2f")
    tell("Ray's rate beside the pool's, starts and loading of the model included", whole["pool of 2"] / whole["Ray on 2"], "shown", ".2f")


def measure_growth(sizes: tuple[int, ...] | list[int], *, light: bool) -> None:
    """Prints the CPU time that a report costs and the peak of memory, by the number of reports."""
    found = {}
    print(f"{'reports':>9}{'ms a report':>13}{'reading':>9}{'merging':>9}{'peak MB':>9}{'claims':>9}")
    for size in sizes:
        command = [sys.executable, __file__, "--one", str(size), *(["--light"] if light else [])]
        found[size] = each = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)  # noqa: S603 - ourselves
        parts = f"{each['ms']:>13.3f}{each['reading']:>9.3f}{each['merging']:>9.3f}{each['peak']:>9.0f}{each['claims']:>9,}"
        print(f"{size:>9,}{parts}", flush=True)
    first, last = found[min(sizes)], found[max(sizes)]
    dearest, cheapest = max(each["ms"] for each in found.values()), min(each["ms"] for each in found.values())
    tell("a report at the most beside the least", dearest / cheapest, "at most 1.10", ".2f")
    tell("memory of the most beside the fewest", last["peak"] / first["peak"], "at most 1.10", ".2f")


def grown(size: int, *, light: bool) -> dict[str, float]:
    """Returns what one size costs in this process, the model loaded: milliseconds of CPU a report, and the peak of memory."""
    reader: Reader = read if light else read_claims
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder, "in")
        write_archive(inputs, size, light=light)
        batch(inputs, Path(folder, "warm"), Plain(), reader, 2)
        began = time.process_time()
        job = Job(Path(folder, "out"), shape, read=reader)  # type: ignore[arg-type]
        stages: dict[str, float] = {}
        done = run_batch(job, list_shards([str(inputs)]), Plain(), lambda progress: stages.update({progress.stage: time.process_time()}))
        spent = time.process_time() - began
    reading = stages["reading"] - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    a_report = {"ms": 1000 * spent / size, "reading": 1000 * reading / size, "merging": 1000 * (spent - reading) / size}
    return {**a_report, "peak": peak, "claims": done.counts.get("claims", 0)}


@contextmanager
def begun(begin: Callable[[], Executor], inputs: Path, out: Path, reader: Reader) -> Iterator[tuple[Executor, float]]:
    """Yields an executor whose workers have loaded what they need, and how long that took."""
    start = time.perf_counter()
    executor = begin()
    batch(inputs, out, executor, reader, 4)
    try:
        yield executor, time.perf_counter() - start
    finally:
        executor.close()


def batch(inputs: Path, out: Path, executor: Executor, reader: Reader, most: int | None = None) -> None:
    """Makes a dataset of all shards, or of the first ones."""
    run_batch(Job(out, shape, read=reader), list_shards([str(inputs)])[:most], executor, lambda _: None)  # type: ignore[arg-type]


def loop(inputs: Path, reader: Reader, most: int | None = None) -> None:
    """Reads all reports, or the first ones, and keeps nothing."""
    for number, document in enumerate(read_sources((str(inputs),), Reading())):
        if number == most:
            return
        if isinstance(document, Document):
            reader(document, ())


def seconds(run: Callable[[], None]) -> float:
    """Returns how long something takes by the clock."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def keep_least(found: dict[str, float], name: str, value: float) -> None:
    """Keeps the least of several values."""
    found[name] = min(value, found.get(name, value))


def tell(what: str, value: float, aim: str, form: str) -> None:
    """Prints a figure with its aim."""
    print(f"{what}: {value:{form}} (aim: {aim})")


def write_archive(folder: Path, size: int, *, light: bool) -> None:
    """Writes reports as JSON lines, so many a file and a day: however many there are, a week holds the same number."""
    folder.mkdir()
    texts = light_texts() if light else mixed_texts()
    for start in range(0, size, A_SHARD):
        with (folder / f"{start:08d}.jsonl").open("w") as stream:
            for number in range(start, min(start + A_SHARD, size)):
                day = START + dt.timedelta(days=number // A_DAY)
                report = {"id": f"r{number}", "text": next(texts), "published": str(day), "language": "en"}
                stream.write(json.dumps(report) + "\n")


def light_texts() -> Iterator[str]:
    """Yields reports of one line, four of five with a claim, at one density of events."""
    towns, number = list(TOWNS), 0
    while True:
        day = START + dt.timedelta(days=number // A_DAY)
        yield "nothing" if number % 5 == 0 else f"{towns[number % 6]} {day} {number % 7}"
        number += 1


def mixed_texts() -> Iterator[str]:
    """Yields made-up news, one in twenty an example on conflict."""
    lines = (ROOT / "examples" / "reports" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    examples = [json.loads(line)["text"] for line in lines]
    number = 0
    while True:
        yield examples[number // 20 % len(examples)] if number % 20 == 0 else f"{number}. {STORY}"
        number += 1


if __name__ == "__main__":
    main()
