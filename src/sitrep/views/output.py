"""Output: results on standard output, as JSON or JSON lines."""

import sys
from collections.abc import Iterable

import msgspec

from sitrep.views.interrupts import Interrupted, ReaderGone

ENCODER = msgspec.json.Encoder()


def write(content: bytes) -> None:
    """Writes bytes at once.

    Raises: ReaderGone where nobody reads them; OSError where they cannot be written.
    """
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise ReaderGone from error


def write_json(value: object) -> None:
    """Writes one value, indented for reading."""
    write(msgspec.json.format(ENCODER.encode(value), indent=2) + b"\n")


def write_line(value: msgspec.Struct) -> None:
    """Writes one value on one line."""
    write(ENCODER.encode(value) + b"\n")


def write_list(name: str, values: Iterable[msgspec.Struct]) -> None:
    """Writes `{"name": [...]}`, each value as it comes; where an interrupt ends the values early, the whole is closed all the same."""
    write(b"{" + ENCODER.encode(name) + b": [")
    separator = b"\n"
    try:
        for value in values:
            write(separator + ENCODER.encode(value))
            separator = b",\n"
    except Interrupted:
        write(b"\n]}\n")
        raise
    write(b"\n]}\n")
