"""Statements of which only the values change: put together once, then bound and run.

SQLAlchemy looks at a statement, its values and its rows anew each time, which takes several times
as long as SQLite takes for the few rows that an index finds. What the desk asks for every tap goes
through here instead. The statements are Core's: SQLAlchemy writes them for each database, its types
convert their values, and its rows are what a test compares ours with.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import Any, TypeAlias, cast

from sqlalchemy import Connection, Dialect, Select, String, any_, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError, MultipleResultsFound, NoResultFound
from sqlalchemy.sql import operators
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import Delete, Update
from sqlalchemy.sql.elements import BinaryExpression, BindParameter
from sqlalchemy.sql.visitors import replacement_traverse

from store import meanwhile
from store.one_hop import SqliteConnection

Statement: TypeAlias = Select[Any] | Update | Delete
Values: TypeAlias = Mapping[str, Any]
Convert: TypeAlias = Callable[[Any], Any]
Bind: TypeAlias = Callable[[Values, list[Any]], None]
"""Adds to the values of a statement, in the order of its marks."""


def rows(connection: Connection, statement: Select[Any], values: Values) -> list[Any]:
    """What a statement finds, as named tuples. It stands in a module, and so do its columns."""
    asked = _asked(connection, statement, values)
    return asked.rows(_run(connection, asked.sql, asked.bound(values)))


def one(connection: Connection, statement: Select[Any], values: Values) -> Any:
    """The one row that a statement finds."""
    match rows(connection, statement, values):
        case [found]:
            return found
        case []:
            raise NoResultFound("no row was found where one was asked for")
        case _:
            raise MultipleResultsFound("several rows were found where one was asked for")


def execute(connection: Connection, statement: Update | Delete, values: Values) -> None:
    """Changes or deletes rows."""
    asked = _asked(connection, statement, values)
    _run(connection, asked.sql, asked.bound(values))


def send(connection: Connection, statement: Update | Delete, values: Values, *, rows: int) -> None:
    """Changes or deletes so many rows; if they are many PostgreSQL does while this goes on."""
    asked = _asked(connection, statement, values)
    if connection.dialect.name == "postgresql":
        meanwhile.send(connection, asked.sql, asked.bound(values), rows=rows)
    else:
        _run(connection, asked.sql, asked.bound(values))


def execute_all(connection: Connection, statement: Update | Delete, each: Sequence[Values]) -> None:
    """Changes or deletes rows for each of these values; the statement has no lists."""
    asked = _asked(connection, statement, each[0])
    run_many(connection, asked.sql, [asked.bound(values) for values in each])


def run_many(connection: Connection, sql: str, rows: Sequence[tuple[Any, ...]]) -> int:
    """Runs a statement in the database's own words for each of these rows; how many it changed."""
    if (driver := _at_once(connection)) is None:
        return connection.exec_driver_sql(sql, list(rows), {"preserve_rowcount": True}).rowcount
    try:
        return driver.run_many(sql, rows)
    except sqlite3.Error as trouble:
        raise _told(connection, sql, trouble) from trouble


def _run(connection: Connection, sql: str, values: tuple[Any, ...]) -> Sequence[Any]:
    if (driver := _at_once(connection)) is None:
        found = connection.exec_driver_sql(sql, values)
        return found.fetchall() if found.returns_rows else ()
    try:
        return driver.run(sql, values)
    except sqlite3.Error as trouble:
        raise _told(connection, sql, trouble) from trouble


def _at_once(connection: Connection) -> SqliteConnection | None:
    """The driver, where a short statement may go to it directly; None where SQLAlchemy asks it."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, SqliteConnection) or not driver.is_brief:
        return None
    if not connection.in_transaction():
        connection.begin()
    return driver


def _told(connection: Connection, sql: str, trouble: sqlite3.Error) -> Exception:
    """The driver's error as SQLAlchemy raises it, without the values."""
    return DBAPIError.instance(
        sql, None, trouble, sqlite3.Error, hide_parameters=True, dialect=connection.dialect
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A statement in the words of one database, for so many values in each of its lists."""

    sql: str
    binds: tuple[Bind, ...]
    rows: Callable[[Sequence[Any]], list[Any]]

    def bound(self, values: Values) -> tuple[Any, ...]:
        found: list[Any] = []
        for bind in self.binds:
            bind(values, found)
        return tuple(found)


_ASKED: dict[tuple[str, Statement, tuple[int, ...]], _Asked] = {}
_LISTS: dict[Statement, tuple[str, ...]] = {}
"""Which values of a statement are lists."""


def _asked(connection: Connection, statement: Statement, values: Values) -> _Asked:
    dialect = connection.dialect
    is_postgresql = dialect.name == "postgresql"
    lists = () if is_postgresql else _LISTS.get(statement)
    if lists is None:
        binds = statement.compile(dialect=dialect).binds
        lists = _LISTS[statement] = tuple(
            name for name, bind in binds.items() if bind.expanding and bind.required
        )
    sizes = tuple([_size(len(values[name])) for name in lists])
    key = (dialect.name, statement, sizes)
    found = _ASKED.get(key)
    if found is None:
        of_lists = dict(zip(lists, sizes, strict=True))
        written = _with_arrays(statement) if is_postgresql else statement
        found = _ASKED[key] = _put_together(dialect, written, values, of_lists)
    return found


def _with_arrays(statement: Statement) -> Statement:
    """The same with each list as one value: PostgreSQL takes that in faster than many."""

    def as_array(element: Any, **_: Any) -> Any:
        listed = element.right if isinstance(element, BinaryExpression) else None
        if not isinstance(listed, BindParameter) or not listed.expanding or not listed.required:
            return None
        if element.operator is not operators.in_op:
            raise LookupError("a list of a prepared statement stands behind IN")
        kind = element.left.type
        # Of any length: a cast would make what is longer than the column equal to what is in it.
        of_kind = ARRAY(String() if isinstance(kind, String) else kind)
        return element.left == any_(bindparam(listed.key, type_=of_kind))

    changed: Any = replacement_traverse(statement, {}, as_array)
    return cast(Statement, changed)


def _size(count: int) -> int:
    """How many marks stand for so many values: few lengths make few statements."""
    return 1 << (count - 1).bit_length() if count else 0


def converting(compiled: SQLCompiler, name: str, dialect: Dialect) -> Convert | None:
    """What makes a value of a statement into what the driver takes; None where it takes it."""
    found: Convert | None = compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)
    return found


def _put_together(
    dialect: Dialect, statement: Statement, values: Values, lists: Mapping[str, int]
) -> _Asked:
    compiled = statement.compile(dialect=dialect)
    some = {**values, **{name: _filled_up(values[name], size) for name, size in lists.items()}}
    state = compiled.construct_expanded_state(some)
    of_lists = {mark: name for name, marks in state.parameter_expansion.items() for mark in marks}
    binds: list[Bind] = []
    marks = list(state.positiontup or ())
    while marks:
        mark = marks.pop(0)
        name = of_lists.get(mark, mark)
        convert = converting(compiled, name, dialect)
        if name in lists:
            others = state.parameter_expansion[name][1:]
            if marks[: len(others)] != others:
                raise LookupError("the values of a list stand beside each other")
            del marks[: len(others)]
            binds.append(partial(_bind_list, name, len(others) + 1, convert))
        elif name in values:
            binds.append(partial(_bind_one, mark, convert))
        else:
            constant = state.parameters[mark]
            binds.append(partial(_bind_constant, convert(constant) if convert else constant))
    return _Asked(state.statement, tuple(binds), _rows(dialect, statement))


def _bind_one(name: str, convert: Convert | None, values: Values, found: list[Any]) -> None:
    value = values[name]
    found.append(convert(value) if convert else value)


def _bind_list(
    name: str, size: int, convert: Convert | None, values: Values, found: list[Any]
) -> None:
    some = values[name] if convert is None else [convert(value) for value in values[name]]
    found.extend(_filled_up(some, size))


def _bind_constant(value: Any, _: Values, found: list[Any]) -> None:
    found.append(value)


def _filled_up(some: Sequence[Any], size: int) -> list[Any]:
    values = list(some)
    return values + values[-1:] * (size - len(values))


def in_columns(
    rows: Iterable[Sequence[Any]], converted: Sequence[tuple[int, Convert]]
) -> Iterator[tuple[Any, ...]]:
    """The rows with the values of some columns converted.

    Each column in one go: what goes from value to value is then not our loop. A value that all
    rows share is converted once.
    """
    columns: list[Any] = list(zip(*rows, strict=True))
    for place, convert in converted:
        column = columns[place]
        shared = is_shared(column)
        columns[place] = repeat(convert(column[0]), len(column)) if shared else map(convert, column)
    return zip(*columns, strict=True)


def is_shared(column: Sequence[Any]) -> bool:
    """Whether all rows hold one and the same value here, as far as that is told quickly."""
    return column[0] is column[-1] and column.count(column[0]) == len(column)


def _rows(dialect: Dialect, statement: Statement) -> Callable[[Sequence[Any]], list[Any]]:
    if not isinstance(statement, Select):
        return list
    columns = list(statement.selected_columns)
    # Made once for each statement that stands in a module.
    row: Any = namedtuple("Row", [str(column.key) for column in columns])  # type: ignore[misc]
    make = partial(tuple.__new__, row)
    converted = [
        (place, convert)
        for place, column in enumerate(columns)
        if (convert := column.type.dialect_impl(dialect).result_processor(dialect, None))
    ]

    def made(found: Sequence[Any]) -> list[Any]:
        return list(map(make, in_columns(found, converted))) if found else []

    return made
