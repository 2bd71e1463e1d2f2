"""`sitrep load DATASET`: what a batch found, put into a record."""

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq

from sitrep.errors import UnreadableSource
from sitrep.model.claims import Claim
from sitrep.model.datasets import Dataset
from sitrep.model.texts import Document
from sitrep.scale.batches import Manifest
from sitrep.scale.markers import checksum
from sitrep.store.additions import Reading
from sitrep.store.purposes import Purpose
from sitrep.store.records import Record

CLAIMS_A_BUCKET = 100_000
BATCH = 500
CLAIM = msgspec.json.Decoder(Claim)
FIELDS = ("id", "text", "url", "title", "publisher", "published", "language", "byline", "agency", "updated")


def load_dataset(folder: Path, record: Record, show: Callable[[str], None]) -> int:
    """Adds the reports of a dataset that hold claims, with these, and returns how many came; what is there already changes nothing.

    Claims lie by week and country and reports by their own week, so that they are brought together a bucket of reports at a time: never
    more than about 100,000 claims are in memory.

    The record notes of what the dataset was made.

    Raises: UnreadableSource where the folder is no dataset.
    """
    if not (folder / "manifest.json").is_file():
        raise UnreadableSource("is a folder without a manifest.json: no dataset, or one that is not finished")
    record.begin(Purpose("load", dataset=described(folder)))
    many = sum(_rows_in(path) for path in _files(folder, "claims"))
    buckets = 1 + many // CLAIMS_A_BUCKET
    loaded = 0
    for bucket in range(buckets):
        claims = claims_of(folder, bucket, buckets)
        batch: list[Reading] = []
        for document in documents_of(folder, claims):
            batch.append(Reading(document, claims.pop(document.id)))
            if len(batch) == BATCH:
                loaded += _kept(record, batch)
                show(f"{loaded:,} reports loaded")
                batch = []
        loaded += _kept(record, batch)
    return loaded


def described(folder: Path) -> Dataset:
    """Returns of what a dataset was made, in short.

    Raises: UnreadableSource where its manifest is none.
    """
    try:
        manifest = msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Manifest)
    except msgspec.MsgspecError as error:
        raise UnreadableSource(f"has a manifest.json that is none of a dataset ({error})") from error
    inputs = sorted((each.name, each.start, each.checksum) for each in manifest.inputs)
    sizes = {each.name: each.size for each in manifest.inputs}
    return Dataset(
        manifest.checksum,
        manifest.software,
        manifest.libraries,
        manifest.options,
        len(sizes),
        sum(sizes.values()),
        checksum(msgspec.json.encode(inputs)),
        manifest.counts.get("documents", 0),
        manifest.counts.get("claims", 0),
    )


def claims_of(folder: Path, bucket: int, buckets: int) -> dict[str, list[Claim]]:
    """Returns the claims of a bucket of reports, by report (id) and in the order of its text."""
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for row in _rows(folder, "claims", ("document", "whole")):
        if zlib.crc32(row["document"].encode()) % buckets == bucket:
            found[row["document"]].append(CLAIM.decode(row["whole"]))
    for claims in found.values():
        claims.sort(key=lambda claim: (claim.evidence[0].start if claim.evidence else 0, claim.id))
    return dict(found)


def documents_of(folder: Path, wanted: Mapping[str, object]) -> Iterator[Document]:
    """Yields the reports of some ids with their words, each once: of two texts under one id the one that its claims stand in is taken."""
    for row in _rows(folder, "documents", FIELDS):
        if row["text"] and row["id"] in wanted:
            yield Document(**{name: row[name] for name in FIELDS})


def _kept(record: Record, batch: list[Reading]) -> int:
    """Keeps reports and returns how many were new."""
    return sum(outcome != "unchanged" for outcome in record.add_all(batch)) if batch else 0


def _rows(folder: Path, table: str, columns: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    """Yields the rows of a table of a dataset."""
    for path in _files(folder, table):
        with path.open("rb") as stream, pq.ParquetFile(stream) as file:
            for batch in file.iter_batches(batch_size=1000, columns=list(columns)):
                yield from batch.to_pylist()


def _rows_in(path: Path) -> int:
    """Returns how many rows a file has."""
    with path.open("rb") as stream:
        return int(pq.read_metadata(stream).num_rows)


def _files(folder: Path, table: str) -> list[Path]:
    """Returns the files of a table, in order."""
    return sorted((folder / table).rglob("*.parquet"))
