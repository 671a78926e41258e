"""The one statement both databases know under two names: insert, unless it is there already."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite


@cache
def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def _insert_new(dialect: str, table: Table) -> Executable:
    insert = _insert(dialect, table).on_conflict_do_nothing()
    return insert.execution_options(preserve_rowcount=True)


@cache
def _put(dialect: str, table: Table, columns: tuple[str, ...]) -> Executable:
    statement = _insert(dialect, table)
    key = [column.name for column in table.primary_key.columns]
    changed = {name: statement.excluded[name] for name in columns if name not in key}
    return statement.on_conflict_do_update(index_elements=key, set_=changed)


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> bool:
    """Inserts rows and passes over those whose key is there already.

    True when none was; False also where the driver does not count, as asyncpg with many rows.
    """
    if not rows:
        return True
    done = connection.execute(_insert_new(connection.dialect.name, table), rows)
    return done.rowcount == len(rows)


def is_new(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Inserts one row; False when one with its key is there already."""
    return connection.execute(_insert_new(connection.dialect.name, table), row).rowcount == 1


def put(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts rows, and replaces every other column of those whose primary key is there."""
    if rows:
        connection.execute(_put(connection.dialect.name, table, tuple(rows[0])), rows)
