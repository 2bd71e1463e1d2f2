"""Output: results on standard output, as JSON or JSON lines."""

import sys
from collections.abc import Iterable

import msgspec

ENCODER = msgspec.json.Encoder()


def write_json(value: msgspec.Struct) -> None:
    """Writes one value, indented for reading."""
    sys.stdout.buffer.write(msgspec.json.format(ENCODER.encode(value), indent=2) + b"\n")
    sys.stdout.buffer.flush()


def write_line(value: msgspec.Struct) -> None:
    """Writes one value on one line, at once."""
    sys.stdout.buffer.write(ENCODER.encode(value) + b"\n")
    sys.stdout.buffer.flush()


def write_list(name: str, values: Iterable[msgspec.Struct]) -> None:
    """Writes `{"name": [...]}`, each value as it comes; the whole is closed even where the values end early."""
    out = sys.stdout.buffer
    out.write(b"{" + ENCODER.encode(name) + b": [")
    separator = b"\n"
    try:
        for value in values:
            out.write(separator + ENCODER.encode(value))
            separator = b",\n"
    finally:
        out.write(b"\n]}\n")
        out.flush()
