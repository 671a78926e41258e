"""What SQLite's writer has read of people, for as long as nobody has changed it.

Every tap asks whose account it is, how that client has arranged things and what they agree to, and
each of that changes once in weeks. SQLite has one writer, and says itself of which tables a row has
changed, whoever changed it: a trigger that lives as long as the connection. So what the writer has
read, and nobody has changed since, is not asked again. On PostgreSQL others write as well: there,
and over connections that only read, everything is asked.
"""

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

K = TypeVar("K")
V = TypeVar("V")

TABLES = ("person", "client", "consent")
MOST = 8192
"""So many rows of a table are remembered; then it begins anew."""

_EVENTS = ("INSERT", "UPDATE", "DELETE")
_AS_OF = (
    "PRAGMA data_version",
    "PRAGMA schema_version",
    "SELECT count(*) FROM temp.sqlite_master WHERE type = 'trigger'",
)


class Remembered:
    """What one connection has read of these tables, and what tells it that they have changed.

    A table that is made anew in the midst of a transaction is watched from the next one on.
    """

    def __init__(self, driver: sqlite3.Connection) -> None:
        self._driver = driver
        self._kept: dict[str, dict[Any, Any]] = {table: {} for table in TABLES}
        self._as_of: list[Any] | None = None
        """Changes of others, of the tables themselves and of who watches, up to which it holds."""
        self._is_sure = False
        """Whether that was asked in the present transaction."""
        driver.create_function("somebody_changed", 1, self._changed)

    def begin(self) -> None:
        """A transaction begins: before it others may have written."""
        self._is_sure = False

    def forget(self) -> None:
        """Nothing is known any more: what was read, or who watches, may have been undone."""
        self._as_of = None
        self._is_sure = False
        for kept in self._kept.values():
            kept.clear()

    def of(self, table: str) -> dict[Any, Any]:
        """What holds of this table in the present transaction."""
        if not self._is_sure:
            if self._as_of is None or self._stands() != self._as_of:
                self.forget()
                self._watch()
                self._as_of = self._stands()
            self._is_sure = True
        kept = self._kept[table]
        if len(kept) >= MOST:
            kept.clear()
        return kept

    def _stands(self) -> list[Any]:
        return [self._driver.execute(each).fetchone()[0] for each in _AS_OF]

    def _watch(self) -> None:
        for table in TABLES:
            for happened in _EVENTS:
                self._driver.execute(
                    f"CREATE TEMP TRIGGER IF NOT EXISTS {table}_{happened} AFTER {happened} "
                    f"ON main.{table} BEGIN SELECT somebody_changed('{table}'); END"
                ).close()

    def _changed(self, table: str) -> None:
        self._kept[table].clear()


def look(
    connection: Connection,
    table: str,
    wanted: Iterable[K],
    key: Callable[[K], Any],
    read: Callable[[list[K]], dict[K, V]],
) -> dict[K, V]:
    """What is found of these in a table, in any order; only what is not known is read.

    key: what a row is remembered by. It tells practices apart, and its hash is quick.
    """
    remembered: Remembered | None = getattr(
        connection.connection.driver_connection, "remembered", None
    )
    if remembered is None:
        return read(list(wanted))
    try:
        kept = remembered.of(table)
    except sqlite3.Error as trouble:
        raise DBAPIError.instance(
            None, None, trouble, sqlite3.Error, hide_parameters=True, dialect=connection.dialect
        ) from trouble
    found, missing = {}, []
    for each in wanted:
        held = kept.get(key(each))
        if held is None:
            missing.append(each)
        else:
            found[each] = held
    if missing:
        read_now = read(missing)
        kept.update((key(each), value) for each, value in read_now.items())
        found |= read_now
    return found
