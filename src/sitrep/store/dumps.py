"""Dumps: a whole record as JSON lines, and back, from either database into either."""

import functools
import operator
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Boolean, Column, Connection, Integer, LargeBinary, Table, func, select

import sitrep
from sitrep.errors import UnreadableSource
from sitrep.store.bulk import Row, settle_numbers, write_rows
from sitrep.store.derived import rebuild
from sitrep.store.queries import STREAMED, count_change
from sitrep.store.rows import ENCODER
from sitrep.store.tables import KEPT, documents, feeds, hearings, issues, items, judgements, runs, sources
from sitrep.store.tables import claims as claims_table

BATCH = 5000
NUMBERED = (documents, claims_table, issues, judgements, feeds, hearings, items)


def _kind(table: Table, column: Column[Any]) -> Any:
    """Returns the type of a column in a dump: what is JSON already stands there as JSON, other bytes as base64."""
    if isinstance(column.type, LargeBinary):
        return bytes if table is sources else msgspec.Raw
    plain = bool if isinstance(column.type, Boolean) else int if isinstance(column.type, Integer | BigInteger) else str
    return plain | None if column.nullable else plain


class Head(msgspec.Struct, frozen=True, tag_field="table", tag="sitrep"):
    """The first line of a dump: the program version that wrote it and the form of its rows."""

    version: str
    form: str


class End(msgspec.Struct, frozen=True, tag_field="table", tag="end"):
    """The last line of a dump: how many rows stand before it, so that a dump which was cut off is known by its want."""

    rows: int


LINES = {
    str(table.name): msgspec.defstruct(
        table.name,
        [(str(column.name), _kind(table, column)) for column in table.columns],
        tag_field="table",
        tag=str(table.name),
        frozen=True,
    )
    for table in KEPT
}
HEAD = msgspec.json.Decoder(Head)
ROWS: msgspec.json.Decoder[Any] = msgspec.json.Decoder(functools.reduce(operator.or_, LINES.values(), End))
TABLES = {table.name: table for table in KEPT}


def dump(connection: Connection, form: str) -> Iterator[bytes]:
    """Yields every row that is kept as a line, in an order in which it can be loaded; what is computed from them is left out."""
    yield ENCODER.encode(Head(sitrep.__version__, form))
    many = 0
    for table in KEPT:
        line, raws = LINES[table.name], [i for i, column in enumerate(table.columns) if _kind(table, column) is msgspec.Raw]
        for row in connection.execute(select(table).order_by(*table.primary_key.columns), execution_options=STREAMED):
            values = list(row)
            for i in raws:
                values[i] = msgspec.Raw(values[i])
            yield ENCODER.encode(line(*values))
            many += 1
    yield ENCODER.encode(End(many))


def is_empty(connection: Connection) -> bool:
    """Whether a record holds nothing."""
    return all(connection.execute(select(table).limit(1)).first() is None for table in KEPT)


def load(connection: Connection, lines: Iterable[bytes], forms: Collection[str]) -> int:
    """Puts the rows of a dump into an empty record, inside the transaction that is open, and returns how many documents came.

    Raises: UnreadableSource for a line that is none, a dump of another form, or a record that is not empty.
    """
    if not is_empty(connection):
        raise UnreadableSource("the record holds something already; a dump is loaded into a new one")
    numbered = enumerate(lines, 1)
    _check_head(next(numbered, (1, b""))[1], forms)
    batch: list[Row] = []
    current = ""
    for table, row in _rows(numbered):
        if table != current or len(batch) == BATCH:
            _write(connection, current, batch)
            current, batch = table, []
        batch.append(row)
    _write(connection, current, batch)
    settle_numbers(connection, (*NUMBERED, runs))
    rebuild(connection)
    count_change(connection)
    return int(connection.scalar(select(func.count()).select_from(documents)) or 0)


def _rows(numbered: Iterable[tuple[int, bytes]]) -> Iterator[tuple[str, Row]]:
    """Yields the table and the row of each line.

    Raises: UnreadableSource for a line that is none, and where lines are missing or too many.
    """
    many, whole = 0, False
    for number, line in numbered:
        found = _read(number, line)
        if whole:
            raise UnreadableSource(f"line {number}: stands behind the end of the dump")
        if isinstance(found, End):
            whole = found.rows == many
            if not whole:
                raise UnreadableSource(f"is no whole dump: {found.rows} rows were written, {many} are here")
            continue
        many += 1
        values = msgspec.structs.astuple(found)
        yield type(found).__name__, tuple(bytes(value) if isinstance(value, msgspec.Raw) else value for value in values)
    if not whole:
        raise UnreadableSource(f"is cut off after {many} rows: its last line is missing")


def _write(connection: Connection, table: str, batch: list[Row]) -> None:
    """Keeps rows of one table."""
    if batch:
        write_rows(connection, TABLES[table], batch)


def _check_head(line: bytes, forms: Collection[str]) -> None:
    """Checks the first line.

    Raises: UnreadableSource where it is no dump's, or one of another form.
    """
    try:
        head = HEAD.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UnreadableSource("is no dump of a record: its first line does not say so") from error
    if head.form not in forms:
        raise UnreadableSource(f"is a dump of form {head.form} by sitrep {head.version}; this program reads form {' or '.join(forms)}")


def _read(number: int, line: bytes) -> msgspec.Struct:
    """Returns what one line says.

    Raises: UnreadableSource where it is none of a dump.
    """
    try:
        found: msgspec.Struct = ROWS.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UnreadableSource(f"line {number}: no row of a record: {error}") from error
    return found
