"""Guards: one report that takes too long, breaks the program or kills its process costs itself alone."""

import functools
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import msgspec

from sitrep.model.texts import Document
from sitrep.pipeline import DocumentClaims, Failure, guarded, read_alone
from sitrep.scale.jobs import Fault

PLACE_BYTES = 8


class TooLong(BaseException):
    """A report took longer than it may; no handler of errors on the way takes it for one."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Ends the block by `TooLong` after so many seconds; outside the main thread, where no alarm rings, it does not.

    Raises: TooLong.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Crashes:
    """How often a shard's process died while a report was under way, by the report's place in the shard.

    The place is kept in a file: what stands there when the shard is begun again was under way when it ended.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._under_way = path.with_suffix(".now")
        self._counts_path = path.with_suffix(".crashes")
        self._counts: dict[str, int] = {}
        if self._counts_path.exists():
            self._counts = msgspec.json.decode(self._counts_path.read_bytes(), type=dict[str, int])
        self._note_last()
        self._file = os.open(self._under_way, os.O_RDWR | os.O_CREAT | os.O_TRUNC)

    def begins(self, place: int) -> int:
        """Notes that the report at a place is begun, and returns how often the process died there before."""
        os.pwrite(self._file, place.to_bytes(PLACE_BYTES, "big"), 0)
        return self._counts.get(str(place), 0)

    def close(self) -> None:
        """Forgets all, as the shard is done."""
        os.close(self._file)
        self._under_way.unlink(missing_ok=True)
        self._counts_path.unlink(missing_ok=True)

    def _note_last(self) -> None:
        """Counts a crash where a report was under way."""
        try:
            held = self._under_way.read_bytes()
        except OSError:
            return
        if len(held) == PLACE_BYTES:
            key = str(int.from_bytes(held, "big"))
            self._counts[key] = self._counts.get(key, 0) + 1
            passing = self._counts_path.with_suffix(f".{os.getpid()}")
            passing.write_bytes(msgspec.json.encode(self._counts))
            passing.replace(self._counts_path)


def read_carefully(
    document: Document, read: Callable[[Document], DocumentClaims], seconds: float, *, alone: bool
) -> DocumentClaims | Fault:
    """Returns what a report holds, or why nothing is read from it: too long, broken twice, or deadly to the process that reads it.

    One that is to be read `alone` gets a process of its own.
    """
    if alone:
        found = read_alone(document, functools.partial(limited, read, seconds))
        return Fault(document.id, "crashed", found.message) if isinstance(found, Failure) else found
    for _ in range(2):
        result = guarded(functools.partial(limited, read, seconds), document)
        if isinstance(result, DocumentClaims):
            return result
        fault = result if isinstance(result, Fault) else Fault(document.id, "failed", result.message)
    return fault


def limited(read: Callable[[Document], DocumentClaims], seconds: float, document: Document) -> DocumentClaims | Fault:
    """Returns what a report holds, or that it took too long."""
    try:
        with time_limit(seconds):
            return read(document)
    except TooLong:
        return Fault(document.id, "too-long", f"took longer than {seconds:g} seconds")
