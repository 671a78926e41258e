"""SQLite's connection with one visit to its thread for a statement, where aiosqlite makes four.

aiosqlite goes to the thread of a connection to make a cursor, to execute, to fetch and to close.
Only what touches the file has to be done there; a visit takes longer than most statements.
"""

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

import aiosqlite

CHUNK = 64


class _Cursor(aiosqlite.Cursor):
    """Fetches what a statement found while it is there."""

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> "_Cursor":
        found = self._execute(_all, self._cursor, sql, parameters or ())  # type: ignore[no-untyped-call]
        self._found: list[Any] = await found
        return self

    async def fetchall(self) -> list[Any]:
        found, self._found = self._found, []
        return found

    async def close(self) -> None:
        # Nothing is left to be read, so there is nothing to wait for.
        self._cursor.close()


class _Connection(aiosqlite.Connection):
    def cursor(self) -> _Cursor:  # type: ignore[override]
        return _Cursor(self, self._conn.cursor())


async def connect(connecting: Callable[[], sqlite3.Connection]) -> aiosqlite.Connection:
    """A connection that SQLAlchemy's dialect for aiosqlite takes.

    The sqlite3 connection must allow other threads: cursors are made and closed in the caller's.
    """
    connection = _Connection(connecting, CHUNK)
    # As SQLAlchemy does: a connection that was forgotten does not keep the program from ending.
    connection._thread.daemon = True
    return await connection


def _all(cursor: sqlite3.Cursor, sql: str, parameters: Iterable[Any]) -> list[Any]:
    cursor.execute(sql, parameters)  # type: ignore[arg-type]
    return cursor.fetchall() if cursor.description else []
