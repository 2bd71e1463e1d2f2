"""Bulk: many rows at once, by the fastest way that each database has."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.exc import DBAPIError

from sitrep.store.tables import Words

Row = tuple[Any, ...]


def write_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Adds rows, each with a value for every column in the order of the table, inside the transaction that is open.

    SQLite gets them as one prepared statement, PostgreSQL as one COPY: both many times the rate of statement after statement.
    """
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        copy_rows(connection, table.name, [column.name for column in table.columns], _bound(connection, table, rows))
    else:
        connection.exec_driver_sql(str(insert(table).compile(dialect=connection.dialect)), list(rows))


def copy_rows(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Adds rows to a table of PostgreSQL by COPY; the values are as the driver takes them.

    Raises: DBAPIError where the server refuses them, as SQLAlchemy does for its own statements.
    """
    statement = f"COPY {table} ({', '.join(map(quoted, columns))}) FROM STDIN"
    driver = connection.connection.driver_connection
    assert driver is not None
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(statement, None, error) from error


def quoted(name: str) -> str:
    """Returns a column's name as SQL takes it, whatever word it is."""
    return f'"{name}"'


def next_numbers(connection: Connection, table: Table, many: int) -> Sequence[int]:
    """Returns numbers for `many` new rows, rising, which no other writer gets."""
    if connection.dialect.name == "postgresql":
        series = func.pg_get_serial_sequence(table.name, "number")
        return sorted(connection.scalars(select(func.nextval(series)).select_from(func.generate_series(1, many))))
    first = 1 + int(connection.scalar(select(func.max(table.c.number))) or 0)
    return range(first, first + many)


def settle_numbers(connection: Connection, tables: Iterable[Table]) -> None:
    """Makes new rows get numbers above those of rows that came with theirs."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        key = next(iter(table.primary_key.columns))
        last = connection.scalar(select(func.max(key)))
        if last is not None:
            connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, key.name), last)))


def _bound(connection: Connection, table: Table, rows: Iterable[Row]) -> Iterable[Row]:
    """Yields the rows with their texts as the database holds them."""
    texts = [(i, column.type) for i, column in enumerate(table.columns) if isinstance(column.type, Words)]
    for row in rows:
        values = list(row)
        for i, kind in texts:
            values[i] = kind.process_bind_param(values[i], connection.dialect)
        yield tuple(values)
