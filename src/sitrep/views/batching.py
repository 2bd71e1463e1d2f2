"""`sitrep batch`: an archive read and merged on several cores or a cluster."""

import dataclasses
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from sitrep.errors import WrongUsage
from sitrep.ingest.dates import read_date
from sitrep.ingest.languages import read_language
from sitrep.ingest.object_stores import folder_to_write, is_object
from sitrep.packs.types import event_types
from sitrep.scale.batches import Manifest, Progress, run_batch
from sitrep.scale.executors import executor
from sitrep.scale.jobs import Job
from sitrep.scale.markers import write_whole
from sitrep.scale.partitions import partitions_for
from sitrep.scale.shards import list_shards
from sitrep.views.messages import Messages
from sitrep.views.options import listed
from sitrep.views.progress import live_line
from sitrep.views.words import counted

# The name, kind and meaning of each number that a stage has, and how it is had.
METRICS: tuple[tuple[str, str, str, Callable[[Progress], str]], ...] = (
    ("sitrep_batch_pieces", "gauge", "Pieces of work in the stage.", lambda each: str(each.pieces)),
    ("sitrep_batch_pieces_done", "gauge", "Pieces of work that are done.", lambda each: str(each.done)),
    ("sitrep_batch_seconds", "gauge", "Seconds since the stage began.", lambda each: f"{each.seconds:.3f}"),
)


class Wishes(msgspec.Struct, frozen=True):
    """What the user wants made of an archive and how, as it was typed."""

    inputs: tuple[str, ...]
    out: str
    cluster: str | None = None
    jobs: int | None = None
    partitions: int | None = None
    seconds: float = 60.0
    published: str | None = None
    language: str | None = None
    packs: str | None = None
    metrics: str | None = None


def batch(wishes: Wishes, messages: Messages) -> int:
    """Makes a dataset of an archive, and returns the exit code: 1 where something could not be read.

    Raises: WrongUsage.
    """
    job, shards = job_of(wishes), list_shards(wishes.inputs)
    job = dataclasses.replace(job, partitions=partitions_for(job.work, shards, wishes.partitions))
    worker = executor(wishes.cluster, wishes.jobs or os.cpu_count() or 1)
    stages: dict[str, Progress] = {}
    try:
        with live_line(messages) as show:

            def tell(progress: Progress) -> None:
                show(progress_words(progress))
                messages.detail(progress_words(progress))
                if wishes.metrics:
                    stages[progress.stage] = progress
                    write_whole(Path(wishes.metrics), metrics_text(list(stages.values())).encode())

            manifest = run_batch(job, shards, worker, tell)
    finally:
        worker.close()
    messages.note(f"{wishes.out}: {summary(manifest)}")
    faults = {name: many for name, many in manifest.counts.items() if name.startswith("fault")}
    for name, many in faults.items():
        messages.error(
            f"{counted(many, 'report')} {name.removeprefix('fault ').replace('-', ' ')}; {wishes.out}/issues tells which and why"
        )
    return 1 if faults else 0


def job_of(wishes: Wishes) -> Job:
    """Returns what is to be made.

    Raises: WrongUsage for a date, language, pack or place that is none, or without the extra for Parquet.
    """
    try:
        from sitrep.views.dataset import shape  # noqa: PLC0415 - Parquet is an extra
    except ModuleNotFoundError as error:
        raise WrongUsage(f"batch: needs {error.name}; pip install 'sitrep-news[parquet]' brings it") from error
    published = read_date(wishes.published) if wishes.published else None
    if wishes.published and published is None:
        raise WrongUsage(f"--published {wishes.published!r}: an ISO date is expected, such as 2025-12-07")
    language = read_language(wishes.language) if wishes.language else None
    packs = listed(wishes.packs)
    event_types(packs)
    return Job(_folder(wishes.out), shape, seconds=wishes.seconds, packs=packs, published=published, language=language)


def _folder(out: str) -> Path:
    """Returns the dataset's folder, made on a disk where it is missing.

    Raises: WrongUsage where it is none, or cannot be written.
    """
    if is_object(out):
        return folder_to_write(out, "_work/began")
    if Path(out).is_file():
        raise WrongUsage(f"{out}: is a file; a dataset is a folder")
    try:
        Path(out).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUsage(f"{out}: cannot be made ({error.strerror})") from error
    return Path(out).absolute()


def progress_words(progress: Progress) -> str:
    """Returns how far a run is, with its rate.

    >>> progress_words(Progress("reading", 3, 10, {"documents": 300, "claims": 40, "fault too-long": 1}, 2.0))
    'reading: 3 of 10, 300 reports (150 a second), 40 claims, 1 too long'
    """
    counts = progress.counts
    words = f"{progress.stage}: {progress.done:,} of {progress.pieces:,}"
    if counts.get("documents"):
        rate = counts["documents"] / max(progress.seconds, 0.001)
        words += f", {counts['documents']:,} reports ({rate:,.0f} a second), {counts.get('claims', 0):,} claims"
    if counts.get("events"):
        words += f", {counts['events']:,} events"
    faults = [f", {many:,} {name.removeprefix('fault ').replace('-', ' ')}" for name, many in counts.items() if name.startswith("fault")]
    return words + "".join(faults)


def metrics_text(stages: Sequence[Progress]) -> str:
    """Returns how far the stages of a run are as Prometheus reads it from a text file.

    >>> print(metrics_text([Progress("reading", 3, 10, {"documents": 300}, 2.0)]).splitlines()[-1])
    sitrep_batch_total{stage="reading",what="documents"} 300
    """
    lines: list[str] = []
    for name, kind, told, measure in METRICS:
        lines += [f"# HELP {name} {told}", f"# TYPE {name} {kind}"]
        lines += [f'{name}{{stage="{each.stage}"}} {measure(each)}' for each in stages]
    lines += ["# HELP sitrep_batch_total What was found, and what could not be read, by kind.", "# TYPE sitrep_batch_total counter"]
    for each in stages:
        lines += [f'sitrep_batch_total{{stage="{each.stage}",what="{name}"}} {many}' for name, many in sorted(each.counts.items())]
    return "\n".join(lines) + "\n"


def summary(manifest: Manifest) -> str:
    """Returns what a run made."""
    counts: Mapping[str, int] = manifest.counts
    reports = counted(counts.get("documents", 0), "report")
    seconds = manifest.seconds["reading"] + manifest.seconds["merging"]
    made = f"{counted(counts.get('claims', 0), 'claim')}, {counted(counts.get('events', 0), 'event')}"
    return f"{reports} in {counted(len(manifest.inputs), 'shard')}, {made}, in {seconds:,.1f} seconds; checksum {manifest.checksum[:12]}"
