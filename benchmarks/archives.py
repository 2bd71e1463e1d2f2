"""What reading an archive costs by each executor, beside a bare loop over the same reports in the same run.

python benchmarks/archives.py [--documents N] [--light] [--ray]: made-up news of which one report in twenty is an example on conflict.
`--light` reads nothing and so shows what the shuffling of files costs alone, for N, N/10 and N/100 reports.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
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
STORY = (
    "The council voted on a new tram line after a long debate about its cost, and the mayor promised that work would begin in spring. " * 12
)


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--light", action="store_true")
    parser.add_argument("--ray", action="store_true")
    options = parser.parse_args()
    sizes = [options.documents // 100, options.documents // 10, options.documents] if options.light else [options.documents]
    reader: Callable[[Document, tuple[str, ...]], object] = read if options.light else read_claims
    print(f"{'way':14}{'reports':>9}{'wall s':>9}{'CPU s':>9}{'ms a report':>13}{'peak MB':>9}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write_archive(Path(folder, "in"), size, light=options.light)
            measure("bare loop", size, lambda: loop(folder, reader))
            ways: dict[str, Callable[[], Executor]] = {"plain": Plain, "pool of 1": lambda: Pool(1), "pool of 2": lambda: Pool(2)}
            if options.ray:
                ways["Ray on 2"] = lambda: Cluster("local", 2)
            for name, begin in ways.items():
                executor = begin()
                warm(executor, Path(folder, f"warm {name}"), Path(folder, "in"), reader)
                measure(name, size, lambda: batch(folder, name, executor, reader))  # noqa: B023 - run at once
                executor.close()


def warm(executor: Executor, out: Path, inputs: Path, reader: Callable[..., object]) -> None:
    """Makes every worker load what it needs."""
    job = Job(out, shape, read=reader)  # type: ignore[arg-type]
    run_batch(job, list_shards([str(inputs)])[:4], executor, lambda _: None)


def batch(folder: str, name: str, executor: Executor, reader: Callable[..., object]) -> float:
    """Makes a dataset and returns the CPU seconds of workers other than this process."""
    job = Job(Path(folder, name), shape, read=reader)  # type: ignore[arg-type]
    done = run_batch(job, list_shards([str(Path(folder, "in"))]), executor, lambda _: None)
    return 0.0 if name == "plain" else done.seconds["of workers"]


def loop(folder: str, reader: Callable[..., object]) -> float:
    """Reads all reports and keeps nothing."""
    for document in read_sources((str(Path(folder, "in")),), Reading()):
        if isinstance(document, Document):
            reader(document, ())
    return 0.0


def measure(name: str, size: int, run: Callable[[], float]) -> None:
    """Runs something and prints what it took, with the CPU seconds of workers, who are no children of ours and tell them themselves."""
    before, began = cpu_seconds(), time.perf_counter()
    worked = run()
    wall, cpu = time.perf_counter() - began, cpu_seconds() - before
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    spent = cpu + worked
    print(f"{name:14}{size:>9,}{wall:>9.1f}{spent:>9.1f}{1000 * spent / size:>13.2f}{peak:>9.0f}", flush=True)


def cpu_seconds() -> float:
    """Returns the CPU time of this process and its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def write_archive(folder: Path, size: int, *, light: bool) -> None:
    """Writes reports as JSON lines, so many a file."""
    folder.mkdir()
    texts = light_texts() if light else mixed_texts()
    for start in range(0, size, A_SHARD):
        with (folder / f"{start:08d}.jsonl").open("w") as stream:
            for number in range(start, min(start + A_SHARD, size)):
                report = {"id": f"r{number}", "text": next(texts), "published": "2025-12-08", "language": "en"}
                stream.write(json.dumps(report) + "\n")


def light_texts() -> Iterator[str]:
    """Yields reports of one line, four of five with a claim, at one density of events."""
    towns, number = list(TOWNS), 0
    while True:
        day = f"{2000 + number // 3000 % 25}-{1 + number // 250 % 12:02d}-{1 + number // 9 % 28:02d}"
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
