"""Datasets: from which ones reports of the record were loaded."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, select

from sitrep.model.datasets import Dataset
from sitrep.store.bulk import write_rows
from sitrep.store.queries import batches
from sitrep.store.rows import ENCODER
from sitrep.store.tables import datasets, documents

DECODER = msgspec.json.Decoder(Dataset)


def note_dataset(connection: Connection, run: int, dataset: Dataset) -> None:
    """Keeps of what dataset the documents of a run come."""
    write_rows(connection, datasets, [(run, dataset.checksum, ENCODER.encode(dataset))])


def datasets_of(connection: Connection, identifiers: Sequence[str]) -> list[Dataset]:
    """Returns the datasets that some documents (ids) came from, in the order of their checksums."""
    found: dict[str, Dataset] = {}
    for batch in batches(identifiers):
        wanted = select(datasets.c.checksum, datasets.c.body).join(documents, documents.c.run == datasets.c.run)
        rows = connection.execute(wanted.where(documents.c.id.in_(batch)).distinct())
        found |= {row.checksum: DECODER.decode(row.body) for row in rows}
    return [found[key] for key in sorted(found)]
