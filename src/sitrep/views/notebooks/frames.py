"""Frames: rows as a table of Arrow, pandas or Polars."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

import msgspec
from msgspec import inspect

from sitrep.views.extras import library

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


def arrow_table(rows: Iterable[msgspec.Struct], shape: type[msgspec.Struct]) -> "pa.Table":
    """Returns rows of one shape as an Arrow table, whose columns have the same types also where there is no row.

    Raises: WrongUsage where Arrow is not installed.
    """
    arrow = library("pyarrow", "parquet", "an Arrow table")
    schema = arrow.schema([(field.encode_name, arrow_type(arrow, field.type)) for field in fields_of(shape)])
    return arrow.Table.from_pylist([msgspec.to_builtins(row, builtin_types=(dt.date,)) for row in rows], schema=schema)


def pandas_frame(rows: Iterable[msgspec.Struct], shape: type[msgspec.Struct]) -> "pd.DataFrame":
    """Returns rows as a pandas frame: days as `datetime64` without a zone, numbers as `Int64`, in which an open end is missing.

    Raises: WrongUsage where pandas or Arrow is not installed.
    """
    pandas = library("pandas", "pandas", "a pandas frame")
    arrow = library("pyarrow", "pandas", "a pandas frame")
    whole = {arrow.int64(): pandas.Int64Dtype()}
    return cast("pd.DataFrame", arrow_table(rows, shape).to_pandas(types_mapper=whole.get, date_as_object=False))


def polars_frame(rows: Iterable[msgspec.Struct], shape: type[msgspec.Struct]) -> "pl.DataFrame":
    """Returns rows as a Polars frame, through Arrow.

    Raises: WrongUsage where Polars or Arrow is not installed.
    """
    polars = library("polars", "polars", "a Polars frame")
    library("pyarrow", "polars", "a Polars frame")
    return cast("pl.DataFrame", polars.from_arrow(arrow_table(rows, shape)))


def fields_of(shape: type[msgspec.Struct]) -> tuple[inspect.Field, ...]:
    """Returns the fields of a row."""
    kind = inspect.type_info(shape)
    assert isinstance(kind, inspect.StructType)
    return kind.fields


def arrow_type(arrow: Any, kind: inspect.Type) -> Any:
    """Returns the Arrow type of a field; every one may be missing."""
    if isinstance(kind, inspect.UnionType):
        return arrow_type(arrow, next(each for each in kind.types if not isinstance(each, inspect.NoneType)))
    if isinstance(kind, inspect.VarTupleType):
        return arrow.list_(arrow_type(arrow, kind.item_type))
    if isinstance(kind, inspect.StructType):
        return arrow.struct([(field.encode_name, arrow_type(arrow, field.type)) for field in kind.fields])
    plain = {
        inspect.StrType: arrow.string(),
        inspect.LiteralType: arrow.string(),
        inspect.IntType: arrow.int64(),
        inspect.FloatType: arrow.float64(),
        inspect.BoolType: arrow.bool_(),
        inspect.DateType: arrow.date32(),
    }
    return plain[type(kind)]
