"""Packing: streams that are unzipped as they are read, up to a size that an honest file may have."""

import gzip
import io
import zlib
from collections.abc import Callable
from typing import Any, Protocol

from sitrep.errors import UnreadableSource

GZIP_MARK = b"\x1f\x8b"
BUFFER_BYTES = 65536
MOST_TIMES = 400
HARMLESS_BYTES = 20_000_000
DAMAGES = (EOFError, zlib.error, gzip.BadGzipFile)


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """Returns up to `size` bytes, none at the end."""


class Piped(io.RawIOBase):
    """A stream through which the bytes of another go; `taken` counts them."""

    def __init__(self, inner: Readable) -> None:
        self._inner = inner
        self.taken = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Returns how many bytes were taken, though nothing can be gone back to."""
        return self.taken

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer with what comes next."""
        view = memoryview(buffer)
        piece = self._inner.read(len(view))
        view[: len(piece)] = piece
        self.taken += len(piece)
        return len(piece)


class Unpacked(Piped):
    """What a packed stream unpacks to; more than 400 times as many bytes as `packed` tells were read for them are a bomb."""

    def __init__(self, inner: Readable, packed: Callable[[], int]) -> None:
        super().__init__(inner)
        self._packed = packed

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer with what comes next.

        Raises: UnreadableSource for a bomb.
        """
        many = super().readinto(buffer)
        if self.taken > HARMLESS_BYTES and self.taken > MOST_TIMES * max(1, self._packed()):
            raise UnreadableSource(f"unpacks to more than {MOST_TIMES} times its size, as no report does")
        return many


def buffered(raw: io.RawIOBase) -> io.BufferedReader:
    """Returns a stream that can be looked ahead in."""
    return io.BufferedReader(raw, BUFFER_BYTES)


def unpacked(stream: io.BufferedReader) -> io.BufferedReader:
    """Returns the bytes of a stream, unzipped where they are gzip."""
    if not stream.peek(2).startswith(GZIP_MARK):
        return stream
    packed = Piped(stream)
    return buffered(Unpacked(gzip.GzipFile(fileobj=buffered(packed)), lambda: packed.taken))


def peek(stream: io.BufferedReader) -> bytes:
    """Returns the first bytes of a stream without taking them.

    Raises: UnreadableSource where it is damaged gzip.
    """
    try:
        return stream.peek(BUFFER_BYTES)
    except DAMAGES as error:
        raise UnreadableSource("is a damaged gzip file") from error
