"""Positions: from where on files that were begun are to be read."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import Connection

import sitrep
from sitrep.store.queries import mark, set_mark

Opened = Callable[[], AbstractContextManager[Connection]]


class Positions:
    """How far files were read by this version of the program, each known by its key; another version begins again."""

    def __init__(self, reading: Opened, writing: Opened) -> None:
        self._reading = reading
        self._writing = writing

    def find(self, key: str) -> int:
        """Returns from where on a file is to be read, in bytes; 0 for one that only another version has read."""
        with self._reading() as connection:
            version, _, noted = (mark(connection, f"at {key}") or "").partition(" ")
        return int(noted) if version == sitrep.__version__ else 0

    def keep(self, key: str, position: int) -> None:
        """Notes from where on a file, known by its key of at most 28 characters, is to be read the next time."""
        with self._writing() as connection:
            set_mark(connection, f"at {key}", f"{sitrep.__version__} {position}")
