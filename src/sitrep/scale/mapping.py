"""Mapping: one shard read into claims, sent to the partitions that merge them; the same shard gives the same files."""

import functools
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

import msgspec

from sitrep.errors import UnreadableSource
from sitrep.ingest.drafts import Defaults
from sitrep.ingest.object_stores import is_object
from sitrep.ingest.sources import Reading, Unreadable
from sitrep.model.texts import Document
from sitrep.pipeline import DocumentClaims, promise_of
from sitrep.scale.blocks import blocks_of
from sitrep.scale.digests import Banded, banded
from sitrep.scale.guards import Crashes, read_carefully
from sitrep.scale.jobs import Fault, Job, Mapped, Outcome
from sitrep.scale.markers import checksum, file_checksum, is_on_disk, is_whole, read_marker, remove_stale, write_whole
from sitrep.scale.memory import give_back
from sitrep.scale.shards import Shard, at_hand, read_shard
from sitrep.scale.shuffle import ENCODER, Parcel, packed, parcels, partition_of

UNREACHABLE = "unreachable"  # what may be there at the next run, which reads such a shard again

Coverage = dict[tuple[str, str], list[int]]


class Found:
    """What a shard holds, as it is read."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.silent: set[str] = set()
        self.faults: list[Fault] = []
        self.parcels: defaultdict[int, list[Parcel]] = defaultdict(list)
        self.bands: defaultdict[int, list[Banded]] = defaultdict(list)
        self.counts: Counter[str] = Counter()
        self.coverage: Coverage = {}

    def add(self, reading: DocumentClaims, job: Job) -> None:
        """Takes in one report with its claims."""
        document, claims = reading.document, reading.claims
        self.documents.append(document if claims and job.keep_text else msgspec.structs.replace(document, text=""))
        self.counts["documents"] += 1
        self.counts["characters"] += len(document.text)
        counted = self.coverage.setdefault((document.publisher or "", (document.published or "")[:10]), [0, 0])
        counted[0] += 1
        if not claims:
            self.silent.add(document.id)
            return
        counted[1] += 1
        self.counts["relevant"] += 1
        self.counts["claims"] += len(claims)
        for parcel in parcels(document, blocks_of(claims, document)):
            self.parcels[partition_of(parcel.block, job.partitions)].append(parcel)
        for each in banded(document):
            self.bands[partition_of(each.key, job.partitions)].append(each)

    def fail(self, fault: Fault) -> None:
        """Takes in what could not be read."""
        self.faults.append(fault)
        self.counts[f"fault {fault.kind}"] += 1


def map_shard(job: Job, shard: Shard) -> Mapped:
    """Reads a shard and writes its documents, its faults, and its claims for each partition; what is done already is only looked up."""
    marker = job.work / "map" / f"{shard.key}.json"
    before = read_marker(marker, Mapped)
    if before is not None and is_done(job, shard, before):
        return before
    started = time.process_time()
    try:
        with at_hand(shard) as path:
            found = read_all(job, shard, path)
            known = file_checksum(path) if path.is_file() else ""
    except UnreadableSource as error:
        found, known = Found(), ""
        found.fail(Fault(shard.name, UNREACHABLE, str(error)))
    outcome = Outcome(found.documents, frozenset(found.silent), faults=found.faults)
    files = {name: content for name, content in job.shape(outcome, f"shard-{shard.key}").items() if content}
    for name, content in files.items():
        write_whole(job.out / name, content)
    sent = {number: packed(held) for number, held in found.parcels.items()}
    for number, content in sent.items():
        write_whole(parcel_path(job, shard.key, number), content)
    bands = {number: ENCODER.encode(held) for number, held in found.bands.items()}
    for number, content in bands.items():
        write_whole(bands_path(job, shard.key, number), content)
    mapped = Mapped(
        shard.key,
        job.described,
        shard.name,
        shard.size,
        known,
        {name: checksum(content) for name, content in sorted(files.items())},
        {number: checksum(sent[number]) for number in sorted(sent)},
        {number: checksum(bands[number]) for number in sorted(bands)},
        dict(sorted(found.counts.items())),
        [(publisher, day, *found.coverage[publisher, day]) for publisher, day in sorted(found.coverage)],  # type: ignore[misc]
        time.process_time() - started,
        shard.version,
    )
    if before is not None:
        remove_stale(job.out, before.files, mapped.files)
    write_whole(marker, msgspec.json.encode(mapped))
    give_back()
    return mapped


def read_all(job: Job, shard: Shard, path: Path) -> Found:
    """Returns all that a shard holds; `path` is where its file lies."""
    found = Found()
    read = functools.partial(_read, job)
    how = Reading(Defaults(job.published, job.language), worth=promise_of)
    crashes = Crashes(crashes_path(job, shard))
    for place, each in enumerate(read_shard(shard, how, path if is_object(shard.name) else None)):
        if isinstance(each, Unreadable):
            found.fail(Fault(each.source, "unreadable", each.reason))
            continue
        result = read_carefully(each, read, job.seconds, alone=crashes.begins(place) >= job.tries)
        if isinstance(result, Fault):
            found.fail(result)
            found.add(DocumentClaims(each, ()), job)
        else:
            found.add(result, job)
    crashes.close()
    return found


def _read(job: Job, document: Document) -> DocumentClaims:
    """Returns one report with its claims."""
    return job.read(document, job.packs)


def is_done(job: Job, shard: Shard, mapped: Mapped) -> bool:
    """Whether a shard was read for the same job, and all that was made of it is still there as it was."""
    sent = {parcel_path(job, shard.key, number): known for number, known in mapped.parts.items()}
    sent |= {bands_path(job, shard.key, number): known for number, known in mapped.bands.items()}
    work = {str(path.relative_to(job.out)): known for path, known in sent.items()}
    same = (mapped.made_from, mapped.size, mapped.version) == (job.described, shard.size, shard.version)
    was_read = f"fault {UNREACHABLE}" not in mapped.counts
    return same and was_read and is_unchanged(shard, mapped) and is_whole(job.out, {**mapped.files, **work})


def is_unchanged(shard: Shard, mapped: Mapped) -> bool:
    """Whether the file of a shard is as it was; of an object in a store the size and the store's own word of its state must do."""
    return is_object(shard.name) or (Path(shard.name).is_file() and mapped.checksum == file_checksum(Path(shard.name)))


def crashes_path(job: Job, shard: Shard) -> Path:
    """Returns where crashes are noted: in the dataset on a disk, else on this machine, as an object cannot be changed at each report."""
    if is_on_disk(job.work):
        return job.work / "map" / shard.key
    return Path(tempfile.gettempdir(), f"sitrep-{checksum(str(job.out).encode())[:16]}", shard.key)


def bands_path(job: Job, key: str, partition: int) -> Path:
    """Returns where the bands of a shard (key) for a partition lie."""
    return job.work / "bands" / f"{partition:05d}" / f"{key}.bands"


def parcel_path(job: Job, key: str, partition: int) -> Path:
    """Returns where the claims of a shard (key) for a partition lie."""
    return job.work / "shuffle" / f"{partition:05d}" / f"{key}.parcels"
