"""Unpacking: what a server sends compressed, within a limit."""

import zlib

from sitrep.errors import UnreadableSource

GZIP_MARK = b"\x1f\x8b"
GZIP_OR_ZLIB = 47  # the window's 15 bits, with either header told by itself
RAW = -15
CODINGS = ("", "identity", "gzip", "x-gzip", "deflate")


class Unpacker:
    """Unpacks a body as it comes, and stops where it grows past `most` bytes, however small it came.

    Raises: UnreadableSource for a coding that was not asked for.
    """

    def __init__(self, coding: str, most: int) -> None:
        name = coding.strip().lower()
        if name not in CODINGS:
            raise UnreadableSource(f"comes in the coding {name[:40]!r}, which was not asked for")
        self._plain = name in {"", "identity"}
        self._left = most
        self._most = most
        self._begun = False
        self._stream = zlib.decompressobj(GZIP_OR_ZLIB)

    def unpack(self, chunk: bytes) -> bytes:
        """Returns what a further chunk of the body holds.

        Raises: UnreadableSource where it is damaged, or the whole is larger than allowed.
        """
        try:
            found = chunk if self._plain else b"".join(self._parts(chunk))
        except zlib.error as error:
            raise UnreadableSource("comes damaged: its compression cannot be undone") from error
        self._left -= len(found)
        if self._left < 0:
            raise UnreadableSource(f"is larger than {self._most / 1e6:g} MB unpacked, the most that is fetched")
        return found

    def check_whole(self) -> None:
        """Passes over a body that is whole.

        Raises: UnreadableSource where a compressed one breaks off.
        """
        if not self._plain and self._begun and not self._stream.eof:
            raise UnreadableSource("breaks off: its compression has no end")

    def _parts(self, chunk: bytes) -> list[bytes]:
        """Returns the pieces in a chunk, at most a byte more than may still come; gzip may hold several streams, one after another."""
        parts, left = [], self._left + 1
        while chunk and left > 0:
            if self._stream.eof:
                self._stream = zlib.decompressobj(GZIP_OR_ZLIB)
            part = self._first(chunk, left) if not self._begun else self._stream.decompress(chunk, left)
            self._begun = True
            parts.append(part)
            left -= len(part)
            chunk = self._stream.unused_data or (self._stream.unconsumed_tail if left > 0 else b"")
        return parts

    def _first(self, chunk: bytes, most: int) -> bytes:
        """Returns what the first chunk holds; "deflate" comes with or without zlib's header."""
        try:
            return self._stream.decompress(chunk, most)
        except zlib.error:
            self._stream = zlib.decompressobj(RAW)
            return self._stream.decompress(chunk, most)


def unpack_whole(body: bytes, most: int) -> bytes:
    """Returns what a gzip file holds.

    Raises: UnreadableSource where it is damaged, or larger than `most` bytes.
    """
    unpacker = Unpacker("gzip", most)
    content = unpacker.unpack(body)
    unpacker.check_whole()
    return content


def unpacked_head(body: bytes, most: int) -> bytes:
    """Returns the first bytes of what a gzip file holds, or of what is none."""
    try:
        return zlib.decompressobj(GZIP_OR_ZLIB).decompress(body[:most], most) if body.startswith(GZIP_MARK) else body[:most]
    except zlib.error:
        return body[:most]
