"""Sources: files, folders and standard input, read into documents one after another."""

import gzip
import io
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import cast

import msgspec

from sitrep.errors import UnreadableSource
from sitrep.ingest.drafts import Defaults, Draft, Limits, make_document, too_large
from sitrep.ingest.encodings import decode
from sitrep.ingest.formats import Kind, kind_by_content, kind_by_name, peek, refuse_whole_json, unpacked
from sitrep.ingest.lines import numbered_lines, read_line
from sitrep.ingest.pages import declared_charset, read_page
from sitrep.ingest.pdfs import read_pdf
from sitrep.model.texts import Document

STANDARD_INPUT = "-"
NO_DEFAULTS = Defaults()
LIMITS = Limits()
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


class Unreadable(msgspec.Struct, frozen=True):
    """A source, or one line of one, that could not be read, and why."""

    source: str
    reason: str

    @property
    def message(self) -> str:
        """Returns the whole sentence, the source first."""
        return f"{self.source}: {self.reason}"


class Reading(msgspec.Struct, frozen=True):
    """How sources are read: what to take where they do not say, how large they may be, and who is told what each report was read from."""

    defaults: Defaults = NO_DEFAULTS
    limits: Limits = LIMITS
    witness: Callable[[Document, bytes], None] | None = None

    def document(self, draft: Draft, source: bytes) -> Document:
        """Returns a draft as a document, and tells the witness.

        Raises: UnreadableSource where there is no text, or more than the limit.
        """
        document = make_document(draft, self.defaults, self.limits)
        if self.witness:
            self.witness(document, source)
        return document


AS_IT_IS = Reading()


def read_sources(sources: Sequence[str], how: Reading = AS_IT_IS) -> Iterator[Document | Unreadable]:
    """Yields every report of every source in order, and every failure in its place: a bad line costs that line, a bad file that file.

    A source is a file, a folder (read with its sub-folders, by name) or "-" for standard input.
    """
    for source in sources:
        yield from _read_source(source, how)


def _read_source(source: str, how: Reading) -> Iterator[Document | Unreadable]:
    """Yields the reports of one source."""
    if source == STANDARD_INPUT:
        yield from _read_stream("standard input", cast(io.BufferedReader, sys.stdin.buffer), how)
    elif ADDRESS.match(source):
        yield Unreadable(source, "is an address; only files are read, so save the page and give the file")
    elif Path(source).is_dir():
        yield from _read_folder(source, how)
    else:
        yield from _read_file(source, how)


def _read_folder(folder: str, how: Reading) -> Iterator[Document | Unreadable]:
    """Yields the reports of a folder's files, sorted by path; hidden files and those of other kinds are passed over."""
    empty = True
    for path in _files(folder):
        empty = False
        yield from _read_file(path, how)
    if empty:
        yield Unreadable(folder, "is a folder without any text, HTML, PDF or JSONL file")


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
            yield from _read_stream(path, stream, how)
    except FileNotFoundError:
        yield Unreadable(path, "does not exist")
    except (OSError, ValueError) as error:
        yield Unreadable(path, f"cannot be read ({getattr(error, 'strerror', None) or error})")


def _read_stream(name: str, stream: io.BufferedReader, how: Reading) -> Iterator[Document | Unreadable]:
    """Yields the reports of an open file."""
    try:
        content = unpacked(stream)
        head = peek(content)
        kind = kind_by_name(name) or kind_by_content(head)
        if kind == "lines":
            refuse_whole_json(head)
            yield from _read_lines(name, content, how)
        else:
            raw = _read_whole(content, kind, how.limits)
            yield how.document(_draft(raw, kind), raw)
    except UnreadableSource as error:
        yield Unreadable(name, str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Unreadable(name, "is a damaged gzip file")


def _read_lines(name: str, stream: io.BufferedReader, how: Reading) -> Iterator[Document | Unreadable]:
    """Yields the reports of a JSONL file, and its bad lines by their numbers.

    Raises: UnreadableSource where there is no line.
    """
    empty = True
    for number, line in numbered_lines(stream, how.limits):
        empty = False
        try:
            yield how.document(read_line(line, how.limits), line)
        except UnreadableSource as error:
            yield Unreadable(f"{name}: line {number}", str(error))
    if empty:
        raise UnreadableSource("is empty: there is no line to read")


def _read_whole(stream: io.BufferedReader, kind: Kind, limits: Limits) -> bytes:
    """Returns the content of a text, page or PDF file.

    Raises: UnreadableSource where it is empty or too large.
    """
    most = limits.text_bytes if kind == "text" else limits.file_bytes
    raw = stream.read(most + 1)
    if not raw.strip():
        raise UnreadableSource("is empty: there is no text to read")
    if len(raw) > most:
        raise UnreadableSource(
            too_large(limits) if kind == "text" else f"is larger than {most / 1e6:g} MB, the most that one file may have"
        )
    return raw


def _draft(raw: bytes, kind: Kind) -> Draft:
    """Returns the one report of a text, page or PDF file.

    Raises: UnreadableSource.
    """
    if kind == "pdf":
        return read_pdf(raw)
    decoded = decode(raw, declared_charset(raw) if kind == "page" else None)
    draft = read_page(decoded.text) if kind == "page" else Draft(decoded.text)
    return msgspec.structs.replace(draft, issues=(decoded.issue,)) if decoded.issue else draft
