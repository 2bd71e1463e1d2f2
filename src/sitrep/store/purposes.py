"""Purposes: why a record is read into, and the runs that are noted for it."""

import msgspec
from sqlalchemy import Connection, insert

import sitrep
from sitrep.model.datasets import Dataset
from sitrep.model.times import this_moment
from sitrep.store.datasets import note_dataset
from sitrep.store.tables import runs


class Purpose(msgspec.Struct, frozen=True):
    """Why a record is opened: the command that reads into it, the packs beyond the default ones, and the dataset that reports come from."""

    command: str = "add"
    packs: str = ""
    dataset: Dataset | None = None


def start_run(connection: Connection, purpose: Purpose) -> int:
    """Notes that a command of this program version begins to read, and returns the run's number."""
    started = {"command": purpose.command, "version": sitrep.__version__, "packs": purpose.packs, "started": this_moment()}
    key = connection.execute(insert(runs).values(started)).inserted_primary_key
    assert key is not None
    if purpose.dataset is not None:
        note_dataset(connection, int(key[0]), purpose.dataset)
    return int(key[0])
