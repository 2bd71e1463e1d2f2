"""Sources: files, folders, URLs and standard input, read into documents one after another."""

import glob
import io
import os
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import msgspec

from sitrep.errors import UnreadableSource
from sitrep.ingest.archived_pages import Spread, Worth, one_by_one
from sitrep.ingest.drafts import Defaults, Draft, Limits, make_document
from sitrep.ingest.formats import kind_by_name
from sitrep.ingest.packing import DAMAGES
from sitrep.ingest.pieces import Member, Piece
from sitrep.ingest.readers import Content, Manner, kind_of, read_pieces
from sitrep.ingest.web_archives import archive_key
from sitrep.ingest.witnesses import Witness
from sitrep.model.texts import Document

STANDARD_INPUT = "-"
NO_DEFAULTS = Defaults()
LIMITS = Limits()
NOBODY = Witness()
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
DEEPEST = 3


class Unreadable(msgspec.Struct, frozen=True):
    """A source, or one line of one, that could not be read, and why."""

    source: str
    reason: str

    @property
    def message(self) -> str:
        """Returns the whole sentence, the source first."""
        return f"{self.source}: {self.reason}"


class Reading(msgspec.Struct, frozen=True):
    """How sources are read: what to take where they do not say, how large they may be, and who is told of all that happens.

    `allowed` are the hosts, addresses and networks that URLs may lead to beyond public ones; between two requests to one host is a pause.
    `worth` tells of the plain text of a page whether it may hold a claim; pages of web archives that may not are kept as plain text.
    `spread` has the pages of web archives read, here or by other processes.
    """

    defaults: Defaults = NO_DEFAULTS
    limits: Limits = LIMITS
    witness: Witness = NOBODY
    allowed: tuple[str, ...] = ()
    pause_seconds: float = 2.0
    worth: Worth | None = None
    spread: Spread = one_by_one

    def document(self, draft: Draft, source: bytes) -> Document:
        """Returns a draft as a document, and tells the witness.

        Raises: UnreadableSource where there is no text, or more than the limit.
        """
        document = make_document(draft, self.defaults, self.limits)
        self.witness.reads(document, source)
        return document


AS_IT_IS = Reading()


def read_sources(sources: Sequence[str], how: Reading = AS_IT_IS) -> Iterator[Document | Unreadable]:
    """Yields every report of every source in order, and every failure in its place: a bad line costs that line, a bad file that file.

    A source is a file, a folder (read with its sub-folders, by name), a pattern of paths ("reports/**/*.html"), the URL of a page, file
    or feed, or "-" for standard input.
    """
    for source in sources:
        yield from _read_source(source, how)


def bytes_of(sources: Sequence[str]) -> int:
    """Returns the size of all files that sources lead to, 0 where one of them is no file and does not tell."""
    total = 0
    for source in sources:
        if source == STANDARD_INPUT or ADDRESS.match(source):
            return 0
        paths = _files(source) if Path(source).is_dir() else [source] if os.path.lexists(source) else _matches(source)
        total += sum(path.stat().st_size for path in map(Path, paths) if path.is_file())
    return total


def _read_source(source: str, how: Reading) -> Iterator[Document | Unreadable]:
    """Yields the reports of one source."""
    if source == STANDARD_INPUT:
        yield from read_content(Content("standard input", cast(io.BufferedReader, sys.stdin.buffer)), how)
    elif ADDRESS.match(source):
        from sitrep.ingest.downloads import read_url  # noqa: PLC0415 - what the network needs is loaded for addresses alone

        yield from read_url(source, how)
    elif Path(source).is_dir():
        yield from _read_folder(source, how)
    elif glob.has_magic(source) and not os.path.lexists(source):
        yield from _read_pattern(source, how)
    else:
        yield from _read_file(source, how)


def _matches(pattern: str) -> list[str]:
    """Returns the files that a pattern fits, sorted; none where it is none."""
    found = glob.glob(pattern, recursive=True) if glob.has_magic(pattern) else []  # noqa: PTH207 - Path.glob takes no absolute patterns
    return [path for path in sorted(found) if Path(path).is_file()]


def _read_folder(folder: str, how: Reading) -> Iterator[Document | Unreadable]:
    """Yields the reports of a folder's files, sorted by path; hidden files and those of other kinds are passed over."""
    empty = True
    for path in _files(folder):
        empty = False
        yield from _read_file(path, how)
    if empty:
        yield Unreadable(folder, "is a folder without any file of a kind that is read")


def _read_pattern(pattern: str, how: Reading) -> Iterator[Document | Unreadable]:
    """Yields the reports of all files that a pattern fits, sorted by path; ** stands for any folders."""
    paths = _matches(pattern)
    for path in paths:
        yield from _read_file(path, how)
    if not paths:
        yield Unreadable(pattern, "fits no file")


def _files(folder: str) -> Iterator[str]:
    """Yields the paths of the readable kinds below a folder, in order."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and kind_by_name(name):
                yield str(Path(here, name))


def _read_file(path: str, how: Reading) -> Iterator[Document | Unreadable]:
    """Yields the reports of one file."""
    try:
        with Path(path).open("rb") as stream:
            yield from read_content(Content(path, stream), how)
    except FileNotFoundError:
        yield Unreadable(path, "does not exist")
    except (OSError, ValueError) as error:
        yield Unreadable(path, f"cannot be read ({getattr(error, 'strerror', None) or error})")


def read_content(content: Content, how: Reading, depth: int = 0) -> Iterator[Document | Unreadable]:
    """Yields the reports of an open file, those of files within it too, `depth` being how many it lies in itself."""
    if depth > DEEPEST:
        yield Unreadable(content.name, f"lies in more than {DEEPEST} archives, one in the other")
        return
    start = _begin(content, how) if depth == 0 else 0
    try:
        for piece in read_pieces(content, Manner(how.limits, how.worth, start, how.spread)):
            if isinstance(piece, Member):
                yield from read_content(Content(f"{content.name}/{piece.name}", piece.stream), how, depth + 1)
                continue
            if depth == 0:
                how.witness.reaches(content.name, taken_from(content.stream), piece.position)
            yield from _documents(content.name, piece, how)
    except UnreadableSource as error:
        yield Unreadable(content.name, str(error))
    except (*DAMAGES, zipfile.BadZipFile) as error:
        yield Unreadable(content.name, f"is a damaged {'ZIP' if isinstance(error, zipfile.BadZipFile) else 'gzip'} file")
    else:
        if depth == 0:
            how.witness.ends(content.name, taken_from(content.stream))


def _begin(content: Content, how: Reading) -> int:
    """Tells the witness that a file is opened, and returns where to begin in it."""
    return how.witness.begins(content.name, archive_key(content.stream) if kind_of(content) == "web-archive" else None)


def taken_from(stream: io.BufferedReader) -> int:
    """Returns how far a file is read, in bytes; 0 for a pipe, which does not tell."""
    return stream.tell() if stream.seekable() else 0


def _documents(name: str, piece: Piece, how: Reading) -> Iterator[Document | Unreadable]:
    """Yields the reports in one piece of a file, or what is wrong with it."""
    source = f"{name}: {piece.where}" if piece.where else name
    if piece.passed_over is not None:
        how.witness.passes_over(source, piece.passed_over)
    if piece.fault is not None:
        yield Unreadable(source, piece.fault)
    for draft in piece.drafts:
        try:
            yield how.document(draft, piece.raw)
        except UnreadableSource as error:
            yield Unreadable(source, str(error))
