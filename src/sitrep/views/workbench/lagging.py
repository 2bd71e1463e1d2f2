"""Lagging: what is counted over a whole record, at once where that is quick, else behind the readers' backs."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from sitrep.store import surveys
from sitrep.store.records import Record

Value = TypeVar("Value")

QUICK_SECONDS = 0.05
REST = 10  # what took long rests ten times as long


class Lagging(Generic[Value]):
    """One count over a record. Once it took long, readers are shown the last one while the next is made for them."""

    def __init__(self, count: Callable[[Record], Value]) -> None:
        self._count = count
        self._found: list[tuple[str, Value]] = []  # the last one with its state; readers look at it while the next is counted
        self._took = 0.0
        self._due = 0.0
        self._lock = threading.Lock()

    def find(self, record: Record) -> tuple[str, Value]:
        """Returns the count and the state of the record (its tag) that it is of: an earlier one where counting takes long."""
        tag = record.ask(surveys.state).tag
        if not self._found or self._took < QUICK_SECONDS:
            self._renew(record, tag)
        return self._found[0]

    def follow(self, record: Record) -> None:
        """Counts again where the record has changed, and nobody should wait for it."""
        tag = record.ask(surveys.state).tag
        if time.monotonic() >= self._due and self._renew(record, tag):
            self._due = time.monotonic() + REST * self._took

    def _renew(self, record: Record, tag: str) -> bool:
        """Counts once for all who wait for it, and returns whether that was needed."""
        with self._lock:
            if self._found and self._found[0][0] == tag:
                return False
            began = time.monotonic()
            found = self._count(record)
            self._took = time.monotonic() - began
            self._found = [(tag, found)]
            return True
