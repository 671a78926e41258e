"""The one statement both databases know under two names: insert, unless it is there already."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import Connection, Dialect, Executable, String, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeEngine

from store import meanwhile, prepared

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


FEW = 8
"""Of so few rows it does not matter what they have in common."""

WAYS = 16
"""So many ways of having values in common are prepared for each statement."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement in the words of one database, and how the values of a row are bound to it.

    SQLAlchemy works out for every row anew what is the same for all rows of a statement; most of
    what the desk writes goes through here.
    """

    sql: str
    in_order: Callable[[dict[str, Any]], tuple[Any, ...]]
    converted: tuple[tuple[int, Callable[[Any], Any]], ...]

    def send(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> Callable[[], int]:
        """Writes the rows; tells how many the driver says it has written."""
        in_order = map(self.in_order, rows)
        bound = list(prepared.in_columns(in_order, self.converted))
        written = prepared.run_many(connection, self.sql, bound)
        return lambda: written


@dataclass(frozen=True, slots=True)
class _AsColumns:
    """The same for PostgreSQL: run once for any number of rows, which are given as columns.

    A statement for each row takes its server several times as long, and asyncpg does not count.
    Looking at every value of a list takes asyncpg longer than the server takes for it, so what is
    the same in all rows, as the practice is, is given once.
    """

    before: str
    after: str
    types: tuple[str, ...]
    in_order: Callable[[dict[str, Any]], tuple[Any, ...]]
    converted: tuple[tuple[int, Callable[[Any], Any]], ...]
    ways: dict[frozenset[int], str] = field(default_factory=dict)

    def send(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> Callable[[], int]:
        """Writes the rows; tells later how many the driver says it has written."""
        columns = list(zip(*map(self.in_order, rows), strict=True))
        same = self._in_common(columns)
        values: list[Any] = [
            column[0] if at in same else column for at, column in enumerate(columns)
        ]
        for at, convert in self.converted:
            values[at] = convert(values[at]) if at in same else list(map(convert, values[at]))
        return meanwhile.send(connection, self._sql(same), tuple(values), rows=len(rows))

    def _in_common(self, columns: Sequence[tuple[Any, ...]]) -> frozenset[int]:
        """In which columns all rows hold one and the same value."""
        rows = len(columns[0])
        if rows < FEW:
            return frozenset()
        same = frozenset([at for at, column in enumerate(columns) if prepared.is_shared(column)])
        is_usual = same in self.ways or len(self.ways) < WAYS
        return same if is_usual and len(same) < len(columns) else frozenset()

    def _sql(self, same: frozenset[int]) -> str:
        found = self.ways.get(same)
        if found is None:
            found = self.ways[same] = self._put_together(same)
        return found

    def _put_together(self, same: frozenset[int]) -> str:
        marks = [f"${number}::{kind}" for number, kind in enumerate(self.types, 1)]
        selected = [mark if at in same else f"given.c{at}" for at, mark in enumerate(marks)]
        listed = [at for at in range(len(marks)) if at not in same]
        columns = ", ".join([f"{marks[at]}[]" for at in listed])
        names = ", ".join([f"c{at}" for at in listed])
        rows = f"SELECT {', '.join(selected)} FROM unnest({columns}) AS given({names})"  # noqa: S608 - our own names
        return f"{self.before} {rows}{self.after}"


def _prepared(
    dialect: Dialect, statement: Insert, table: Table, columns: tuple[str, ...]
) -> _Prepared | _AsColumns:
    compiled = statement.compile(dialect=dialect, column_keys=list(columns))
    names = compiled.positiontup or []
    if sorted(names) != sorted(columns):
        raise LookupError("every column that is written stands in the row")
    converting = [
        (place, prepared.converting(compiled, name, dialect)) for place, name in enumerate(names)
    ]
    in_order = itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)
    converted = tuple((place, convert) for place, convert in converting if convert is not None)
    sql = str(compiled)
    if dialect.name != "postgresql":
        return _Prepared(sql, in_order, converted)
    before, values = sql.split(" VALUES ", 1)
    after = values[values.index(")") + 1 :]
    types = tuple([_written(table.c[name].type, dialect) for name in names])
    return _AsColumns(before, after, types, in_order, converted)


def _written(kind: TypeEngine[Any], dialect: Dialect) -> str:
    """A column's type as PostgreSQL writes it."""
    found = kind.dialect_impl(dialect)
    # To be as long as the column says is for the column to refuse; a cast would cut it off.
    return "TEXT" if isinstance(found, String) else found.compile(dialect=dialect)


_PREPARED: dict[tuple[str, Making, Table, tuple[str, ...]], _Prepared | _AsColumns] = {}


def _prepare(
    dialect: Dialect,
    making: Making,
    table: Table,
    columns: tuple[str, ...],
) -> _Prepared | _AsColumns:
    key = (dialect.name, making, table, columns)
    found = _PREPARED.get(key)
    if found is None:
        statement = making(dialect.name, table, columns)
        found = _PREPARED[key] = _prepared(dialect, statement, table, columns)
    return found


def add(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts rows of which none is there; of many it may be told later that one was."""
    if rows:
        prepared = _prepare(connection.dialect, _add, table, tuple(rows[0]))
        prepared.send(connection, rows)


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> bool:
    """Inserts rows and passes over those whose key is there already; True when none was."""
    return send_new(connection, table, rows)()


def send_new(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]]
) -> Callable[[], bool]:
    """As `insert_new`; whether all were new is asked for later, and waited for then."""
    if not rows:
        return lambda: True
    prepared = _prepare(connection.dialect, _insert_many, table, tuple(rows[0]))
    written = prepared.send(connection, rows)
    return lambda: written() == len(rows)


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
        prepared.send(connection, list(last.values()))
