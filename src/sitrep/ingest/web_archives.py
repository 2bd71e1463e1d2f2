"""Web archives: the pages and texts in a WARC, record by record, whatever the file's size; a damaged record costs itself alone."""

import hashlib
import io
from collections.abc import Iterator

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from sitrep.errors import UnreadableSource
from sitrep.ingest.drafts import Limits
from sitrep.ingest.formats import Kind
from sitrep.ingest.packing import Piped

WANTED = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
STARTS = (b"WARC/1.", b"WARC/0.", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd")
LONGEST_START = max(map(len, STARTS))
BLOCK_BYTES = 1 << 20
PART_BYTES = 1 << 16
KINDS: dict[str, Kind] = {"text/html": "page", "application/xhtml+xml": "page", "text/plain": "text", "application/pdf": "pdf"}
OK = 200
MOST_TRIES = 1000  # places that only look like the beginning of a record, one after another
PANIC = "PanicException"  # what a defect of fastwarc itself raises, which is no Exception
DAMAGES = (OSError, ValueError, EOFError)


class ArchivedContent(msgspec.Struct, frozen=True):
    """One record: where it begins in the file, its address, and what it holds, or why that is not read.

    `fault` is damage; `passed_over` tells of what was rightly left: answers that are no pages, files of other kinds. A broken one was
    not read to its end.
    """

    position: int
    url: str | None = None
    kind: Kind | None = None
    charset: str | None = None
    language: str | None = None
    raw: bytes = b""
    fault: str | None = None
    passed_over: str | None = None
    is_broken: bool = False


def read_records(stream: io.BufferedReader, limits: Limits, start: int = 0) -> Iterator[ArchivedContent]:
    """Yields the records with contents, from the one that begins at `start` on; the stream is gzip, zstd or neither.

    Where bytes are damaged it goes on with the next record that is sound, but for a pipe, which cannot be gone back in.

    Raises: UnreadableSource where it is no WARC at all.
    """
    position: int | None = start
    any_sound = told = False
    tries = 0
    while position is not None and tries < MOST_TRIES:
        last, position_after = position, None
        try:
            for record in _records(stream, position, WANTED):
                last, any_sound, told, tries = record.stream_pos, True, False, 0
                content = _content(record, last, limits)
                yield content
                if content.is_broken:
                    position_after = _next_record(stream, last)
                    break
        except DAMAGES as error:
            position_after = _next_record(stream, last)
            tries += 1
            if not told and (any_sound or position_after is not None):
                yield ArchivedContent(last, fault=f"is damaged, or what follows it ({error})")
                told = True
        position = position_after
    if not any_sound and not told and start == 0:
        raise UnreadableSource("is no web archive (WARC), or one without any page")


def _records(stream: io.BufferedReader, start: int, types: WarcRecordType) -> Iterator[WarcRecord]:
    """Yields the records of some types from a place on."""
    if stream.seekable():
        stream.seek(start)
    source = stream if stream.seekable() else Piped(stream)
    is_wanted = types is WANTED
    try:
        yield from ArchiveIterator(source, record_types=types, parse_http=is_wanted, auto_decode="all" if is_wanted else "none")
    except BaseException as error:
        if type(error).__name__ == PANIC:
            raise OSError("it breaks the reader of web archives") from error
        raise


def _content(record: WarcRecord, position: int, limits: Limits) -> ArchivedContent:
    """Returns what one record holds, no more of it than one file may have."""
    url = record.headers.get("WARC-Target-URI")
    about = ArchivedContent(position, url.strip("<>") if url else None)
    kind, reason = _kind(record)
    if kind is None:
        return msgspec.structs.replace(about, passed_over=reason)
    if record.is_http and record.http_headers.status_code is None:
        return msgspec.structs.replace(about, fault="is cut off", is_broken=True)
    try:
        raw = _bytes(record, limits.file_bytes) if record.content_length <= limits.file_bytes else None
    except DAMAGES as error:
        return msgspec.structs.replace(about, fault=f"is damaged ({error})", is_broken=True)
    if raw is None or len(raw) > limits.file_bytes:
        return msgspec.structs.replace(about, passed_over="larger than one file may be", is_broken=raw is not None)
    if not raw or raw.isspace():
        return msgspec.structs.replace(about, passed_over="without content")
    language = record.headers.get("WARC-Identified-Content-Language")
    return msgspec.structs.replace(
        about,
        kind=kind,
        charset=record.http_charset if record.is_http_parsed else None,
        language=language.split(",")[0] if language else None,
        raw=raw,
    )


def _bytes(record: WarcRecord, most: int) -> bytes:
    """Returns what a record holds, unpacked, little more than `most`; what is asked for at once is set aside at once."""
    parts = [record.reader.read(max(1, record.content_length))]
    size = len(parts[0])
    while size <= most and (part := record.reader.read(PART_BYTES)):
        parts.append(part)
        size += len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _kind(record: WarcRecord) -> tuple[Kind | None, str | None]:
    """Returns the kind of what a record holds, else why it is passed over; an answer that is cut off counts as a page."""
    stated = record.headers.get("Content-Type")
    if record.is_http:
        if record.http_headers.status_code not in (OK, None):
            return None, "no page but another answer of a server"
        stated = record.http_content_type
    kind = KINDS.get((stated or "text/html").split(";")[0].strip().lower())
    return kind, None if kind else "neither page, text nor PDF"


def _next_record(stream: io.BufferedReader, last: int) -> int | None:
    """Returns where to go on after the record at `last`: at the next one that can be reached from it, else where one may begin."""
    if not stream.seekable():
        return None
    try:
        for record in _records(stream, last, WarcRecordType.any_type):
            if record.stream_pos > last:
                return record.stream_pos
    except DAMAGES:
        return _next_start(stream, last + 1)
    return None


def _next_start(stream: io.BufferedReader, start: int) -> int | None:
    """Returns where the next record may begin, None where none does; a place that only looks like one is found out in reading."""
    if not stream.seekable():
        return None
    stream.seek(start)
    at, block = start, b""
    while piece := stream.read(BLOCK_BYTES):
        block += piece
        found = [place for mark in STARTS if (place := block.find(mark)) >= 0]
        if found:
            return at + min(found)
        keep = min(len(block), LONGEST_START)
        at, block = at + len(block) - keep, block[-keep:]
    return None


def archive_key(stream: io.BufferedReader) -> str | None:
    """Returns what tells a file from others by its beginning, None for a pipe."""
    if not stream.seekable():
        return None
    stream.seek(0)
    head = stream.read(BLOCK_BYTES)
    stream.seek(0)
    return hashlib.sha256(head).hexdigest()[:20]
