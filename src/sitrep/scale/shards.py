"""Shards: an archive cut into pieces that are read apart, each a file or a part of one."""

import glob
import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from sitrep.errors import UnreadableSource, WrongUsage
from sitrep.ingest.object_stores import is_object, list_objects, open_object
from sitrep.ingest.readers import Content
from sitrep.ingest.sources import Reading, Unreadable, read_content, read_sources
from sitrep.model.texts import Document

LARGE_BYTES = 32_000_000
LINES = (".jsonl", ".ndjson")


class Shard(msgspec.Struct, frozen=True):
    """A file, or the lines of one that begin in `[start, end)`; `size` is the file's, by which a change is noticed."""

    name: str
    size: int
    start: int = 0
    end: int | None = None

    @property
    def key(self) -> str:
        """What its files are called by."""
        return hashlib.sha256(f"{self.name}\x00{self.size}\x00{self.start}".encode()).hexdigest()[:16]


def list_shards(inputs: Sequence[str], large: int = LARGE_BYTES) -> list[Shard]:
    """Returns the shards of files, folders, patterns and object-store URLs, in the order of their names, each once.

    Raises: WrongUsage for an input that leads to no file.
    """
    found: dict[tuple[str, int], Shard] = {}
    for each in inputs:
        files = list(_files(each))
        if not files:
            raise WrongUsage(f"{each}: leads to no file")
        found |= {(shard.name, shard.start): shard for name, size in files for shard in _parts(name, size, large)}
    return [found[key] for key in sorted(found)]


def read_shard(shard: Shard, how: Reading) -> Iterator[Document | Unreadable]:
    """Yields the reports of a shard in order, and every failure in its place."""
    if shard.end is not None:
        with Path(shard.name).open("rb") as stream:
            lines = lines_between(stream, shard.start, shard.end)
            yield from read_content(Content(shard.name, io.BufferedReader(io.BytesIO(lines)), "lines"), how)
    elif is_object(shard.name):
        try:
            with open_object(shard.name) as stream:
                yield from read_content(Content(shard.name, stream), how)
        except UnreadableSource as error:
            yield Unreadable(shard.name, str(error))
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


def _files(name: str) -> Iterator[tuple[str, int]]:
    """Yields the files that an input leads to, with their sizes."""
    if is_object(name):
        yield from list_objects(name)
        return
    path = Path(name)
    if path.is_dir():
        paths = [each for each in sorted(path.rglob("*")) if not any(part.startswith(".") for part in each.relative_to(path).parts)]
    else:
        paths = [path] if path.exists() else sorted(map(Path, glob.glob(name, recursive=True)))  # noqa: PTH207 - absolute patterns too
    yield from ((str(each), each.stat().st_size) for each in paths if each.is_file())


def _parts(name: str, size: int, large: int) -> Iterator[Shard]:
    """Yields the shards of a file: parts of large JSON lines, else the whole."""
    if size <= large or not name.endswith(LINES) or is_object(name):
        yield Shard(name, size)
        return
    yield from (Shard(name, size, start, min(start + large, size)) for start in range(0, size, large))
