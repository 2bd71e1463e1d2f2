"""Snapshots: a record as it was known at a time, or by another merge, in a passing copy of its own."""

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sitrep.model.texts import Document
from sitrep.store.additions import Reading
from sitrep.store.records import Record
from sitrep.store.refreshing import Merge

BATCH = 500


@contextmanager
def snapshot(record: Record, merge: Merge, moment: dt.datetime | None) -> Iterator[Record]:
    """Opens a copy of a record under its name, with the revisions that were published by a moment (None: all) and every judgement.

    The copy is looked at like any record, and gone when it is closed.
    """
    with tempfile.TemporaryDirectory() as folder, Record.open(str(Path(folder, "copy.db")), merge, create=True) as copy:
        copy.name = record.name
        copy_known(record, copy, moment)
        yield copy


def copy_known(record: Record, copy: Record, moment: dt.datetime | None) -> None:
    """Puts into an empty record what another one knew at a moment (None: all of it)."""
    batch: list[Reading] = []
    for document, claims in record.readings():
        if moment is None or _is_known(document, moment):
            batch.append(Reading(document, claims))
        if len(batch) == BATCH:
            copy.add_all(batch)
            batch = []
    copy.add_all(batch)
    for judgement in record.judgements():
        copy.judge(judgement)


def _is_known(document: Document, moment: dt.datetime) -> bool:
    """Whether a document, or this revision of it, was published by a moment; one without a date, or with none that can be read, was not."""
    try:
        published = document.told_at
    except ValueError:
        return False
    if published is None:
        return False
    return (published if published.tzinfo else published.replace(tzinfo=dt.UTC)) <= moment
