"""Archives: the files in a ZIP, read from where they lie; nothing is written to the disk."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from sitrep.errors import UnreadableSource
from sitrep.ingest.drafts import Limits
from sitrep.ingest.formats import kind_by_name
from sitrep.ingest.packing import Unpacked, buffered
from sitrep.ingest.pieces import Member, Piece
from sitrep.ingest.word_files import is_word_file, read_word_file

LOCKED = 0x1
DAMAGES = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, LookupError)


def read_archive(stream: io.BufferedReader, limits: Limits) -> Iterator[Piece | Member]:
    """Yields the files of a ZIP of the kinds that are read, sorted by name; of a DOCX its text.

    Raises: UnreadableSource where it is damaged or holds no such file.
    """
    try:
        with zipfile.ZipFile(_seekable(stream, limits)) as archive:
            if is_word_file(archive):
                yield _word_piece(archive, limits)
                return
            yield from _members(archive)
    except DAMAGES as error:
        raise UnreadableSource(f"is a damaged ZIP file ({type(error).__name__})") from error


def _members(archive: zipfile.ZipFile) -> Iterator[Piece | Member]:
    """Yields the files whose names tell a kind that is read; hidden ones, and those in hidden folders, are passed over.

    Raises: UnreadableSource where there is none.
    """
    found = [info for info in archive.infolist() if not info.is_dir() and not _is_hidden(info.filename) and kind_by_name(info.filename)]
    if not found:
        raise UnreadableSource("is a ZIP file without any file of a kind that is read")
    for info in sorted(found, key=lambda info: info.filename):
        if info.flag_bits & LOCKED:
            yield Piece(info.filename, fault="is locked by a password")
            continue
        try:
            with archive.open(info) as content:
                yield Member(info.filename, buffered(Unpacked(content, lambda info=info: info.compress_size)))  # type: ignore[misc]
        except DAMAGES as error:
            yield Piece(info.filename, fault=f"is damaged in its archive ({type(error).__name__})")


def _is_hidden(name: str) -> bool:
    """Whether a file, or a folder that it is in, begins with a dot, or is what macOS adds."""
    parts = name.replace("\\", "/").split("/")
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts)


def _word_piece(archive: zipfile.ZipFile, limits: Limits) -> Piece:
    """Returns the report in a DOCX that came under another name."""
    assert archive.fp is not None
    archive.fp.seek(0)
    raw = archive.fp.read(limits.file_bytes + 1)
    return Piece(raw=raw, drafts=(read_word_file(raw, limits.file_bytes),))


def _seekable(stream: io.BufferedReader, limits: Limits) -> io.BufferedReader | io.BytesIO:
    """Returns the stream itself where it can be gone back in, else its bytes.

    Raises: UnreadableSource where those are too many.
    """
    if stream.seekable():
        return stream
    raw = stream.read(limits.file_bytes + 1)
    if len(raw) > limits.file_bytes:
        raise UnreadableSource(
            f"is an archive of more than {limits.file_bytes / 1e6:g} MB that cannot be gone back in; save it as a file first"
        )
    return io.BytesIO(raw)
