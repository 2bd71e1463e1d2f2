"""Tables: CSV and Parquet with named columns, one report a row."""

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from sitrep.errors import UnreadableSource, WrongUsage
from sitrep.ingest.declared_dates import read_declared
from sitrep.ingest.drafts import Limits
from sitrep.ingest.encodings import decode, encoding_of
from sitrep.ingest.lines import Line, read_fields
from sitrep.ingest.packing import peek
from sitrep.ingest.pieces import Piece
from sitrep.model.issues import Issue
from sitrep.packs.loader import load

DELIMITERS = ",;\t|"
ROWS = 64
MOST_GROUP_BYTES = 1_000_000_000


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Other names of each field, in lower case."""

    columns: dict[str, tuple[str, ...]]


def read_csv(stream: io.BufferedReader, limits: Limits) -> Iterator[Piece]:
    """Yields the rows of a CSV file, whose first line names its columns, a bad one with its fault.

    Raises: UnreadableSource where the file is empty, or no column holds texts.
    """
    head = peek(stream)
    if not head.strip():
        raise UnreadableSource("is empty: there is no row to read")
    csv.field_size_limit(limits.file_bytes)
    encoding, issue = encoding_of(head)
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    try:
        yield from _rows(csv.reader(text, delimiter=_delimiter(decode(head).text)), (issue,) if issue else ())
    finally:
        text.detach()


def _rows(rows: Any, issues: tuple[Issue, ...]) -> Iterator[Piece]:
    """Yields the rows that a reader of CSV gives.

    Raises: UnreadableSource where no column holds texts.
    """
    fields = name_columns([name.lstrip("\ufeff") for name in next(rows, [])])
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Piece(f"line {rows.line_num}", fault=f"is no row of a table ({error})")
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield _piece(f"line {rows.line_num}", {field: row[at] for field, at in fields.items() if at < len(row)}, issues)


def read_parquet(stream: io.BufferedReader, limits: Limits) -> Iterator[Piece]:
    """Yields the rows of a Parquet file, a few at a time.

    Raises: UnreadableSource where it is damaged, or no column holds texts; WrongUsage where the extra is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415 - see above
    except ImportError as error:
        raise WrongUsage("Parquet needs the extra `parquet`: pip install 'sitrep-news[parquet]'") from error
    try:
        table = parquet.ParquetFile(stream if stream.seekable() else io.BytesIO(stream.read(limits.file_bytes)))
        names = table.schema_arrow.names
        fields = name_columns(names)
        if any(table.metadata.row_group(at).total_byte_size > MOST_GROUP_BYTES for at in range(table.num_row_groups)):
            raise UnreadableSource(f"has a group of rows of more than {MOST_GROUP_BYTES / 1e9:g} GB; write it with smaller ones")
        number = 0
        for batch in table.iter_batches(batch_size=ROWS, columns=[names[at] for at in fields.values()]):
            for row in batch.to_pylist():
                number += 1
                yield _piece(f"row {number}", {field: row[names[at]] for field, at in fields.items()}, ())
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise UnreadableSource(f"is a damaged Parquet file ({type(error).__name__})") from error


def name_columns(names: Sequence[str]) -> dict[str, int]:
    """Returns the place of the column that holds each field, by its own name or another usual one.

    Raises: UnreadableSource where none holds texts.

    >>> name_columns(["Date", "Outlet", "Body"])
    {'publisher': 1, 'published': 0, 'text': 2}
    """
    places = {name.strip().lower(): at for at, name in reversed(list(enumerate(names)))}
    others = load("ingest/tables.toml", Columns).columns
    found = {field: [places[name] for name in (field, *others[field]) if name in places] for field in others}
    fields = {field: at[0] for field, at in found.items() if at}
    if "text" not in fields and "html" not in fields:
        shown = ", ".join(repr(name[:40]) for name in names[:12])
        raise UnreadableSource(f'is a table without a column named "text" or "html" in its first line (there are {shown or "none"})')
    return fields


def _delimiter(head: str) -> str:
    """Returns the sign that parts the names in the first line.

    >>> _delimiter("date;outlet;text, in full\\n1;2;3")
    ';'
    """
    first = head.splitlines()[0] if head.strip() else ""
    return max(DELIMITERS, key=first.count)


def _piece(where: str, values: Mapping[str, Any], issues: tuple[Issue, ...]) -> Piece:
    """Returns the report of one row, or its fault."""
    stated = {field: text for field, value in values.items() if (text := _stated(value))}
    published = stated.get("published")
    if published is not None:
        stated["published"] = read_declared(published) or published
    try:
        draft = read_fields(Line(**stated))
    except UnreadableSource as error:
        return Piece(where, fault=str(error))
    return Piece(where, msgspec.json.encode(stated), (msgspec.structs.replace(draft, issues=(*draft.issues, *issues)),))


def _stated(value: Any) -> str:
    """Returns a cell as text, empty where nothing stands in it; moments as ISO gives them, names in a list with commas between."""
    if isinstance(value, str):
        return value if value.strip() else ""
    if isinstance(value, bytes):
        return decode(value).text
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return "" if value is None else value.isoformat() if isinstance(value, dt.date) else str(value)
