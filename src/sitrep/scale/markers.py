"""Markers: files that come whole or not at all, and the word that a piece of work is done, with what it rests on and what it made."""

import hashlib
import os
from pathlib import Path
from typing import TypeVar

import msgspec

Value = TypeVar("Value")


class Done(msgspec.Struct, frozen=True):
    """A piece of work that is done: what it was made from, and the files it made with their checksums (paths below the dataset)."""

    made_from: str
    files: dict[str, str]


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file under a passing name of its own and gives it its name when it is whole.

    It is not forced onto the disk: what a power cut spoils is known by its checksum and made again.
    """
    if not is_on_disk(path):
        path.write_bytes(content)  # a store shows an object when it is whole
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f".{path.name}.{os.getpid()}")
    passing.write_bytes(content)
    passing.replace(path)


def is_on_disk(path: object) -> bool:
    """Whether a path is one of the disk, and not of an object store."""
    return isinstance(path, Path)


def checksum(content: bytes) -> str:
    """Returns what a file is known by.

    >>> checksum(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(content).hexdigest()


def file_checksum(path: Path) -> str:
    """Returns the checksum of a file, read in parts."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_marker(path: Path, kind: type[Value]) -> Value | None:
    """Returns what a marker says, None where there is none or it is none of this kind."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError):
        return None


def is_whole(folder: Path, files: dict[str, str]) -> bool:
    """Whether all files of a piece of work are there as they were made."""
    return all((folder / name).is_file() and file_checksum(folder / name) == known for name, known in files.items())


def remove_stale(folder: Path, before: dict[str, str], now: dict[str, str]) -> None:
    """Removes the files that a piece of work made before and no longer makes."""
    for name in before.keys() - now.keys():
        (folder / name).unlink(missing_ok=True)
