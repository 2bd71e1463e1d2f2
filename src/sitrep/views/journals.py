"""Journals: what a run over sources has met so far, and how far it is."""

import time
from collections import Counter
from collections.abc import Callable

import msgspec

from sitrep.ingest.witnesses import Witness
from sitrep.model.texts import Document

LONGEST_NAME = 24


class Position(msgspec.Struct, frozen=True):
    """A place in a web archive (told by its key) from which one can go on, in bytes."""

    key: str
    position: int


def from_the_start(_key: str) -> int:
    """Returns where a web archive begins."""
    return 0


class Journal(Witness):
    """Hears what happens while sources are read: keeps the bytes of documents under way where they are wanted, and counts what is left out.

    `start_of` tells by a web archive's key from where on it is to be read; `total` is the size of all sources in bytes, 0 where unknown.
    """

    def __init__(self, *, keep_sources: bool = False, total: int = 0) -> None:
        self.start_of: Callable[[str], int] = from_the_start
        self.sources: dict[str, bytes] = {}
        self.passed_over: Counter[str] = Counter()
        self.position: Position | None = None
        self.finished: dict[str, int] = {}
        self._keep_sources = keep_sources
        self._total = total
        self._now = ""
        self._key: str | None = None
        self._before = self._taken = 0
        self._began = time.monotonic()

    def begins(self, source: str, key: str | None) -> int:
        """Notes what is read now, and returns where to go on in it."""
        self._before, self._taken = self._before + self._taken, 0
        self._now, self._key, self.position = source, key, None
        return self.start_of(key) if key else 0

    def reaches(self, source: str, taken: int, position: int | None) -> None:
        """Notes how far the file is read."""
        del source
        self._taken = max(self._taken, taken)
        if self._key is not None and position is not None:
            self.position = Position(self._key, position)

    def reads(self, document: Document, source: bytes) -> None:
        """Holds what a document was read from until it is kept."""
        if self._keep_sources:
            self.sources[document.id] = source

    def passes_over(self, source: str, reason: str) -> None:
        """Counts what is rightly left."""
        del source
        self.passed_over[reason] += 1

    def ends(self, source: str, taken: int) -> None:
        """Notes the end of a web archive as the place to go on from."""
        if self._key is not None and source == self._now:
            self.finished[self._key] = taken

    def line(self, reports: int) -> str:
        """Returns how far things are: how many reports, how fast, what is read now, how much is left."""
        elapsed = time.monotonic() - self._began
        parts = [f"{reports} reports read", f"{reports / elapsed:.1f} a second" if elapsed > 1 else ""]
        parts.append(self._now if len(self._now) <= LONGEST_NAME else f"…{self._now[-LONGEST_NAME:]}")
        share = min(1.0, (self._before + self._taken) / self._total) if self._total else 0.0
        if share and elapsed > 1:
            parts += [f"{share:.0%}", f"{in_words(elapsed / share - elapsed)} left"]
        return ", ".join(part for part in parts if part)


def in_words(seconds: float) -> str:
    """Returns a span of time in its largest unit.

    >>> in_words(42), in_words(190), in_words(8000)
    ('42 s', '3 min', '2 h')
    """
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.0f} h"
