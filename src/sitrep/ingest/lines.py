"""JSONL: one report a line."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from sitrep.errors import UnreadableSource
from sitrep.ingest.drafts import Draft, Limits
from sitrep.ingest.formats import refuse_whole_json
from sitrep.ingest.packing import peek
from sitrep.ingest.pages import read_whole_page
from sitrep.ingest.pieces import Piece


class Line(msgspec.Struct, frozen=True):
    """One report as CONTRACT's JSONL gives it; `published` and `updated` may be anything, as a wrong one costs only the date."""

    text: str | None = None
    html: str | None = None
    id: str | int | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    agency: str | None = None
    published: Any = None
    updated: Any = None
    language: str | None = None


DECODER = msgspec.json.Decoder(Line)


def read_lines(stream: io.BufferedReader, limits: Limits) -> Iterator[Piece]:
    """Yields the lines of a JSONL file, a bad one with its fault.

    Raises: UnreadableSource where there is no line, or the file is one JSON value.
    """
    refuse_whole_json(peek(stream))
    empty = True
    for number, line in numbered_lines(stream, limits):
        empty = False
        try:
            yield Piece(f"line {number}", line, (read_line(line, limits),))
        except UnreadableSource as error:
            yield Piece(f"line {number}", fault=str(error))
    if empty:
        raise UnreadableSource("is empty: there is no line to read")


def numbered_lines(stream: BinaryIO, limits: Limits) -> Iterator[tuple[int, bytes]]:
    """Yields the lines that are not blank with their numbers from 1; of a line over the limit one byte more than the limit."""
    number = 0
    while line := stream.readline(limits.file_bytes + 1):
        number += 1
        rest = line
        while len(rest) > limits.file_bytes and not rest.endswith(b"\n"):
            rest = stream.readline(limits.file_bytes + 1)
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, line


def read_line(line: bytes, limits: Limits) -> Draft:
    """Returns the report in one line.

    Raises: UnreadableSource saying what is wrong with the line.
    """
    if len(line) > limits.file_bytes:
        raise UnreadableSource(f"is longer than {limits.file_bytes / 1e6:g} MB")
    try:
        value = DECODER.decode(line)
    except UnicodeDecodeError as error:
        raise UnreadableSource("is not UTF-8, which JSONL must be") from error
    except msgspec.ValidationError as error:
        raise UnreadableSource(f"is no report: {error}") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise UnreadableSource(f"is no JSON object ({error}); one report a line is expected") from error
    return read_fields(value)


def read_fields(line: Line) -> Draft:
    """Returns the draft that a line or row describes; what it says of itself goes before what its HTML declares.

    Raises: UnreadableSource where it has neither text nor HTML.
    """
    if line.text is None and line.html is None:
        raise UnreadableSource('has neither "text" nor "html"')
    draft = Draft(line.text) if line.text is not None else read_whole_page(line.html or "", line.url)
    given = {
        "id": None if line.id is None else str(line.id),
        "url": line.url,
        "title": line.title,
        "publisher": line.publisher,
        "byline": line.byline,
        "agency": line.agency,
        "published": None if line.published is None else str(line.published),
        "updated": None if line.updated is None else str(line.updated),
        "language": line.language,
    }
    return msgspec.structs.replace(draft, listed=True, **{name: value for name, value in given.items() if value is not None})
