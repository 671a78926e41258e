"""The one statement both databases know under two names: insert, unless it is there already."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import Connection, Dialect, Executable, String, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeEngine

from store import prepared

Insert: TypeAlias = sqlite.Insert | postgresql.Insert
Making: TypeAlias = Callable[[str, Table, tuple[str, ...]], Insert]
"""Makes a statement for a database, a table and the columns that are written."""


@cache
def _insert(dialect: str, table: Table) -> Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def _add(dialect: str, table: Table, _columns: tuple[str, ...]) -> Insert:
    return _insert(dialect, table)


@cache
def _insert_new(dialect: str, table: Table) -> Executable:
    insert = _insert(dialect, table).on_conflict_do_nothing()
    return insert.execution_options(preserve_rowcount=True)


def _insert_many(dialect: str, table: Table, _columns: tuple[str, ...]) -> Insert:
    return _insert(dialect, table).on_conflict_do_nothing()


def _put(dialect: str, table: Table, columns: tuple[str, ...]) -> Insert:
    statement = _insert(dialect, table)
    key = [column.name for column in table.primary_key.columns]
    changed = {name: statement.excluded[name] for name in columns if name not in key}
    return statement.on_conflict_do_update(index_elements=key, set_=changed)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement in the words of one database, and how the values of a row are bound to it.

    SQLAlchemy works out for every row anew what is the same for all rows of a statement; most of
    what the desk writes goes through here.
    """

    sql: str
    in_order: Callable[[dict[str, Any]], tuple[Any, ...]]
    converted: tuple[tuple[int, Callable[[Any], Any]], ...]
    by_columns: bool
    """Whether it is run once, with a list for each column."""

    def execute(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> int:
        """Writes the rows; how many the driver says it has written."""
        in_order = map(self.in_order, rows)
        if self.by_columns:
            columns = tuple(list(each) for each in prepared.columns_of(in_order, self.converted))
            counted = {"preserve_rowcount": True}
            return connection.exec_driver_sql(self.sql, columns, counted).rowcount
        bound = list(prepared.in_columns(in_order, self.converted))
        return prepared.run_many(connection, self.sql, bound)


def _prepared(
    dialect: Dialect, statement: Insert, table: Table, columns: tuple[str, ...]
) -> _Prepared:
    compiled = statement.compile(dialect=dialect, column_keys=list(columns))
    names = compiled.positiontup or []
    if sorted(names) != sorted(columns):
        raise LookupError("every column that is written stands in the row")
    converting = [
        (place, prepared.converting(compiled, name, dialect)) for place, name in enumerate(names)
    ]
    in_order = itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)
    by_columns = dialect.name == "postgresql"
    return _Prepared(
        _of_columns(str(compiled), names, table, dialect) if by_columns else str(compiled),
        in_order,
        tuple((place, convert) for place, convert in converting if convert is not None),
        by_columns,
    )


def _of_columns(sql: str, names: Sequence[str], table: Table, dialect: Dialect) -> str:
    """The same statement for any number of rows at once, which PostgreSQL is given as columns.

    A statement for each row takes its server several times as long, and asyncpg does not count.
    """
    before, values = sql.split(" VALUES ", 1)
    marks = [
        f"${number}::{_array_of(table.c[name].type, dialect)}"
        for number, name in enumerate(names, 1)
    ]
    after = values[values.index(")") + 1 :]
    return f"{before} SELECT * FROM unnest({', '.join(marks)}){after}"  # noqa: S608 - our own names


def _array_of(kind: TypeEngine[Any], dialect: Dialect) -> str:
    found = kind.dialect_impl(dialect)
    # To be as long as the column says is for the column to refuse; a cast would cut it off.
    return "TEXT[]" if isinstance(found, String) else f"{found.compile(dialect=dialect)}[]"


_PREPARED: dict[tuple[str, Making, Table, tuple[str, ...]], _Prepared] = {}


def _prepare(
    dialect: Dialect,
    making: Making,
    table: Table,
    columns: tuple[str, ...],
) -> _Prepared:
    key = (dialect.name, making, table, columns)
    found = _PREPARED.get(key)
    if found is None:
        statement = making(dialect.name, table, columns)
        found = _PREPARED[key] = _prepared(dialect, statement, table, columns)
    return found


def add(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts rows of which none is there."""
    if rows:
        prepared = _prepare(connection.dialect, _add, table, tuple(rows[0]))
        prepared.execute(connection, rows)


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> bool:
    """Inserts rows and passes over those whose key is there already; True when none was."""
    if not rows:
        return True
    prepared = _prepare(connection.dialect, _insert_many, table, tuple(rows[0]))
    return prepared.execute(connection, rows) == len(rows)


def is_new(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Inserts one row; False when one with its key is there already."""
    return connection.execute(_insert_new(connection.dialect.name, table), row).rowcount == 1


def put(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts rows, and replaces every other column of those whose primary key is there.

    Of several with one key the last holds.
    """
    if rows:
        key = [column.name for column in table.primary_key.columns]
        last = {tuple([row[name] for name in key]): row for row in rows}
        prepared = _prepare(connection.dialect, _put, table, tuple(rows[0]))
        prepared.execute(connection, list(last.values()))
