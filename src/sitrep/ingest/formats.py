"""Formats: what kind of file bytes are."""

import gzip
import io
import re
import zlib
from pathlib import Path
from typing import Literal

import msgspec

from sitrep.errors import UnreadableSource
from sitrep.packs.loader import load

Kind = Literal["text", "page", "pdf", "lines"]

GZIP_MARK = b"\x1f\x8b"
BUFFER_BYTES = 65536
OBJECT = re.compile(rb"\s*\{\s*[\"}]")
WHOLE_JSON = re.compile(rb"\s*(\[|\{\s*\n)")
PAGE = re.compile(rb"\s*(<!--.{0,2000}?-->\s*)*(<\?xml[^>]{0,200}\?>\s*)?(<!doctype\s+html|<html\b)", re.IGNORECASE | re.DOTALL)
OTHER_MARKUP = re.compile(rb"\s*<(\?xml|rss|feed)\b", re.IGNORECASE)


class Formats(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """File name endings by kind, in lower case."""

    text: tuple[str, ...]
    page: tuple[str, ...]
    pdf: tuple[str, ...]
    lines: tuple[str, ...]
    packed: tuple[str, ...]


def kind_by_name(name: str) -> Kind | None:
    """Returns the kind that a file's name tells, None where it tells none.

    >>> kind_by_name("report.TXT"), kind_by_name("week.jsonl.gz"), kind_by_name("table.csv")
    ('text', 'lines', None)
    """
    table = load("ingest/formats.toml", Formats)
    path = Path(name.lower())
    suffix = Path(path.stem).suffix if path.suffix in table.packed else path.suffix
    kinds: dict[Kind, tuple[str, ...]] = {"text": table.text, "page": table.page, "pdf": table.pdf, "lines": table.lines}
    return next((kind for kind, suffixes in kinds.items() if suffix in suffixes), None)


def kind_by_content(head: bytes) -> Kind:
    """Returns the kind that the first bytes tell.

    Raises: UnreadableSource where they are JSON or XML of a form that is not read.

    >>> kind_by_content(b'{"text": "Shelling resumed."}'), kind_by_content(b"Shelling resumed.")
    ('lines', 'text')
    """
    if head.startswith(b"%PDF-"):
        return "pdf"
    if PAGE.match(head):
        return "page"
    if OTHER_MARKUP.match(head):
        raise UnreadableSource("is XML, which is not read here; give a text, HTML, PDF or JSONL file")
    refuse_whole_json(head)
    return "lines" if OBJECT.match(head) else "text"


def refuse_whole_json(head: bytes) -> None:
    """Passes over anything but one JSON value that runs over many lines.

    Raises: UnreadableSource telling the form that is read.
    """
    if WHOLE_JSON.match(head) and re.match(rb"\s*[\[{]\s*[\"{\]}]", head):
        raise UnreadableSource("is one JSON value; JSONL is expected, one report a line as a JSON object")


def unpacked(stream: io.BufferedReader) -> io.BufferedReader:
    """Returns the bytes of a stream, unzipped where they are gzip."""
    if not stream.peek(2).startswith(GZIP_MARK):
        return stream
    return io.BufferedReader(gzip.GzipFile(fileobj=stream), BUFFER_BYTES)


def peek(stream: io.BufferedReader) -> bytes:
    """Returns the first bytes of a stream without taking them.

    Raises: UnreadableSource where it is damaged gzip.
    """
    try:
        return stream.peek(BUFFER_BYTES)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnreadableSource("is a damaged gzip file") from error
