"""Parquet: a folder with a file for each table, typed and compressed."""

from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import sitrep
from sitrep.views.exporting.selections import Selection
from sitrep.views.exporting.tables import Table, Values, all_rows, tables

ROWS_A_GROUP = 5_000
TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "flag": pa.bool_(),
    "day": pa.date32(),
    "json": pa.string(),
    "report": pa.string(),
}


def write(selection: Selection, folder: Path) -> Counter[str]:
    """Writes one Parquet file a table; the column `whole` of claims and events loses nothing of them."""
    written: Counter[str] = Counter()
    with ExitStack() as files:
        streams = {name: files.enter_context(TableFile(folder / f"{name}.parquet", table)) for name, table in tables().items()}
        for name, values in all_rows(selection):
            streams[name].add(values)
            written[name] += 1
    return written


class TableFile:
    """A Parquet file of one table, written a group of rows at a time."""

    def __init__(self, path: Path, table: Table) -> None:
        self._schema = schema_of(table)
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Values] = []

    def __enter__(self) -> "TableFile":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        if kind is None:
            self._flush()
        self._writer.close()

    def add(self, values: Values) -> None:
        """Adds a row of values by column."""
        self._rows.append(values)
        if len(self._rows) == ROWS_A_GROUP:
            self._flush()

    def _flush(self) -> None:
        """Writes the rows that wait."""
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, self._schema))
            self._rows = []


def schema_of(table: Table) -> Any:
    """Returns the Arrow schema of a table; what a column says stands in its metadata."""
    fields = [pa.field(name, TYPES[kind], metadata={"description": meaning}) for name, (kind, meaning) in table.columns.items()]
    return pa.schema(fields, metadata={"description": table.about, "software": f"sitrep {sitrep.__version__}"})
