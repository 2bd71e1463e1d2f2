"""Shards: an archive cut into pieces that are read apart, each a file or a part of one."""

import glob
import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from sitrep.errors import WrongUsage
from sitrep.ingest.object_stores import Stored, fetched, is_object, list_objects
from sitrep.ingest.readers import Content
from sitrep.ingest.sources import Reading, Unreadable, read_content, read_sources
from sitrep.model.texts import Document

LARGE_BYTES = 32_000_000
LINES = (".jsonl", ".ndjson")


class Shard(msgspec.Struct, frozen=True):
    """A file, or the lines of one that begin in `[start, end)`; `size` is the file's, by which a change is noticed.

    Of an object in a store `version` tells its state from others, as the store does.
    """

    name: str
    size: int
    start: int = 0
    end: int | None = None
    version: str = ""

    @property
    def key(self) -> str:
        """What its files are called by."""
        return hashlib.sha256(f"{self.name}\x00{self.size}\x00{self.start}".encode()).hexdigest()[:16]


def list_shards(inputs: Sequence[str], large: int = LARGE_BYTES) -> list[Shard]:
    """Returns the shards of files, folders, patterns and object-store URLs, in the order of their names, each once.

    Raises: WrongUsage for an input that leads to no file.
    """
    found: dict[tuple[str, int], Shard] = {}
    for name in inputs:
        files = list_objects(name) if is_object(name) else _files(name)
        if not files:
            raise WrongUsage(f"{name}: leads to no file")
        found |= {(shard.name, shard.start): shard for each in files for shard in _parts(each, large)}
    return [found[key] for key in sorted(found)]


@contextmanager
def at_hand(shard: Shard) -> Iterator[Path]:
    """Yields the file of a shard: itself, or that of an object store fetched.

    Raises: UnreadableSource where it cannot be fetched.
    """
    if is_object(shard.name):
        with fetched(shard.name) as path:
            yield path
    else:
        yield Path(shard.name)


def read_shard(shard: Shard, how: Reading, path: Path | None = None) -> Iterator[Document | Unreadable]:
    """Yields the reports of a shard in order, and every failure in its place; `path` is where its file lies, if not at its name."""
    if shard.end is not None:
        with (path or Path(shard.name)).open("rb") as stream:
            lines = lines_between(stream, shard.start, shard.end)
            yield from read_content(Content(shard.name, io.BufferedReader(io.BytesIO(lines)), "lines"), how)
    elif path is not None:
        with path.open("rb") as stream:
            yield from read_content(Content(shard.name, stream), how)
    else:
        yield from read_sources((shard.name,), how)


def lines_between(stream: io.BufferedReader, start: int, end: int) -> bytes:
    """Returns the lines that begin in `[start, end)` of a file."""
    stream.seek(max(start - 1, 0))
    if start:
        stream.readline()  # the line that begins before belongs to the shard before, unless it ends right here
    found = []
    while stream.tell() < end and (line := stream.readline()):
        found.append(line)
    return b"".join(found)


def _files(name: str) -> list[Stored]:
    """Returns the files that an input leads to, with their sizes."""
    path = Path(name)
    if path.is_dir():
        paths = [each for each in sorted(path.rglob("*")) if not any(part.startswith(".") for part in each.relative_to(path).parts)]
    else:
        paths = [path] if path.exists() else sorted(map(Path, glob.glob(name, recursive=True)))  # noqa: PTH207 - absolute patterns too
    return [Stored(str(each), each.stat().st_size, "") for each in paths if each.is_file()]


def _parts(file: Stored, large: int) -> Iterator[Shard]:
    """Yields the shards of a file: parts of large JSON lines, else the whole."""
    name, size = file.url, file.size
    if size <= large or not name.endswith(LINES) or is_object(name):
        yield Shard(name, size, version=file.version)
        return
    yield from (Shard(name, size, start, min(start + large, size)) for start in range(0, size, large))
