"""`sitrep forget`, `backup`, `dump` and `load`: a record taken care of."""

import functools
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sitrep.errors import UnreadableSource, WrongUsage
from sitrep.ingest.object_stores import folder_to_read, is_object
from sitrep.store.loading import load_new
from sitrep.store.purposes import Purpose
from sitrep.store.records import Record
from sitrep.views.authors import author_name
from sitrep.views.messages import Messages
from sitrep.views.output import write
from sitrep.views.progress import live_line
from sitrep.views.records import open_record
from sitrep.views.words import counted, days_words, kind_words, place_words


def forget(identifier: str, reason: str, author: str | None, database: str | None) -> int:
    """Takes a report down for good, prints which events lost it, and returns the exit code.

    Raises: WrongUsage for a document that there is not, or no reason.
    """
    if not reason.strip():
        raise WrongUsage("--reason: a few words are needed; they stay in the record in place of the report")
    with open_record(database) as record:
        if record.document(identifier) is None:
            raise WrongUsage(f"{identifier}: {_absence(record, identifier)}")
        told = record.events_with([claim.id for claim in record.claims_of(identifier)])
        record.take_down(identifier, author_name(author), reason)
        write(f"{identifier}: taken down with all its words\n".encode())
        for event in told:
            words = " ".join((kind_words(event.type, event.mode, event.status), days_words(event.when), place_words(event.places)))
            write(f"{event.id}  {words}: {_left(record, event.claims)}\n".encode())
    return 0


def backup(path: str, database: str | None, messages: Messages) -> int:
    """Copies a record into a new file, and returns the exit code."""
    with open_record(database) as record:
        record.back_up(path)
        messages.note(f"{path}: a copy of {record.name}, {Path(path).stat().st_size / 1e6:.1f} MB")
    return 0


def dump(out: str | None, database: str | None, messages: Messages) -> int:
    """Writes a record as JSON lines to a new file or standard output, and returns the exit code.

    Raises: WrongUsage where the file is there already or cannot be written.
    """
    with open_record(database) as record:
        if out is None:
            for line in record.dump():
                write(line + b"\n")
            return 0
        lines = _write_new(out, record.dump())
    messages.note(f"{out}: {lines:,} lines; `sitrep load {out} --db NEW` makes a record of them")
    return 0


def load(path: str, database: str | None, messages: Messages) -> int:
    """Puts a dump into a new record, or a dataset of a batch into any, and returns the exit code.

    Raises: WrongUsage where it cannot be read, is neither, or the record is not empty.
    """
    if is_object(path) or Path(path).is_dir():
        return _load_dataset(path, database, messages)
    with _opened(path) as lines:
        try:
            many, name = load_new(lines, functools.partial(open_record, database, create=True))
        except UnreadableSource as error:
            raise WrongUsage(f"{path}: {error}") from error
    messages.note(f"{name}: {counted(many, 'report')} loaded")
    return 0


def _load_dataset(path: str, database: str | None, messages: Messages) -> int:
    """Adds the reports of a dataset to a record, and returns the exit code.

    Raises: WrongUsage where the folder is no dataset, or without the extra for Parquet.
    """
    try:
        from sitrep.views.dataset_loading import load_dataset  # noqa: PLC0415 - Parquet is an extra
    except ModuleNotFoundError as error:
        raise WrongUsage(f"{path}: needs {error.name}; pip install 'sitrep-news[parquet]' brings it") from error
    folder = folder_to_read(path) if is_object(path) else Path(path)
    try:
        with open_record(database, create=True, purpose=Purpose("load")) as record, live_line(messages) as show:
            many, name = load_dataset(folder, record, show), record.name
    except UnreadableSource as error:
        raise WrongUsage(f"{path}: {error}") from error
    messages.note(f"{name}: {counted(many, 'report')} loaded")
    return 0


def _absence(record: Record, identifier: str) -> str:
    """Returns why there is no such document."""
    gone = next((each for each in record.tombstones() if each.document == identifier), None)
    if gone:
        return f"was taken down by {gone.author} on {gone.at[:10]}: {gone.reason}"
    return f"no document of {record.name} has this id; `sitrep search --in documents --format json` tells ids"


def _left(record: Record, claims: Iterable[str]) -> str:
    """Returns what is left of an event that had these claims."""
    left = record.claims_by_id(list(claims))
    if not left:
        return "no report tells of it any more"
    return f"{counted(len({claim.document for claim in left}), 'report')} left"


@contextmanager
def _opened(path: str) -> Iterator[Iterable[bytes]]:
    """Opens a dump for reading.

    Raises: WrongUsage where it cannot be read.
    """
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        with Path(path).open("rb") as lines:
            yield lines
    except OSError as error:
        raise WrongUsage(f"{path}: cannot be read ({error.strerror})") from error


def _write_new(out: str, lines: Iterable[bytes]) -> int:
    """Writes lines to a new file, whole or not at all, and returns how many.

    Raises: WrongUsage where it is there already or cannot be written.
    """
    path, part, many = Path(out), Path(f"{out}.part"), 0
    if path.exists():
        raise WrongUsage(f"{out}: is there already; name a new file")
    try:
        with part.open("wb") as stream:
            for line in lines:
                stream.write(line + b"\n")
                many += 1
        part.rename(path)
    except OSError as error:
        raise WrongUsage(f"{out}: cannot be written ({error.strerror})") from error
    finally:
        part.unlink(missing_ok=True)
    return many
