"""Listings: what a record was asked for, as a sequence that notebooks show and that becomes a table."""

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

import msgspec

from sitrep.views.notebooks.frames import arrow_table, pandas_frame, polars_frame
from sitrep.views.notebooks.pages import table_page
from sitrep.views.words import counted

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Value = TypeVar("Value")
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Kind(Generic[Value]):
    """One kind of listing: what one of it is called, its rows and their shape, and the columns that notebooks show."""

    noun: str
    shape: type[msgspec.Struct]
    rows: Callable[[Value], Iterable[msgspec.Struct]]
    shown: Mapping[str, Callable[[Value], str]]


class Listing(Sequence[Value], Generic[Value]):
    """Values in the record's order, all fetched; `to_pandas`, `to_polars` and `to_arrow` make a table of them."""

    def __init__(self, values: Iterable[Value], kind: Kind[Value]) -> None:
        self._values = tuple(values)
        self._kind = kind

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> Value | Self:
        """Returns one value, or a listing of some."""
        if not isinstance(index, slice):
            return self._values[index]
        some = copy.copy(self)
        some._values = self._values[index]  # noqa: SLF001 - its own kind
        return some

    def __len__(self) -> int:
        """Returns how many there are."""
        return len(self._values)

    def __iter__(self) -> Iterator[Value]:
        """Goes through the values."""
        return iter(self._values)

    def __repr__(self) -> str:
        """Says how many of what there are."""
        return f"<{counted(len(self), self._kind.noun)}>"

    def _repr_html_(self) -> str:
        """Returns the first values as a table, for notebooks."""
        rows = [[column(value) for column in self._kind.shown.values()] for value in self._values[:SHOWN]]
        return table_page(counted(len(self), self._kind.noun), list(self._kind.shown), rows, len(self) - len(rows))

    def rows(self) -> Iterator[msgspec.Struct]:
        """Yields the values as flat rows, whose fields are the columns of every table."""
        return (row for value in self._values for row in self._kind.rows(value))

    def to_dicts(self) -> list[dict[str, Any]]:
        """Returns the values whole, as JSON has them."""
        found: list[dict[str, Any]] = msgspec.to_builtins(self._values)
        return found

    def to_arrow(self) -> "pa.Table":
        """Returns an Arrow table. Raises: WrongUsage without the extra `parquet`."""
        return arrow_table(self.rows(), self._kind.shape)

    def to_pandas(self) -> "pd.DataFrame":
        """Returns a pandas frame. Raises: WrongUsage without the extra `pandas`."""
        return pandas_frame(self.rows(), self._kind.shape)

    def to_polars(self) -> "pl.DataFrame":
        """Returns a Polars frame. Raises: WrongUsage without the extra `polars`."""
        return polars_frame(self.rows(), self._kind.shape)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hands the Arrow table to any library that takes one, such as DuckDB."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)
