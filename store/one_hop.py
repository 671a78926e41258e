"""SQLite's connection with one visit to its thread for a statement, or none, instead of four.

aiosqlite goes to the thread of a connection to make a cursor, to execute, to fetch and to close.
Only what touches the file has to be done there; a visit takes longer than most statements. A
transaction that reads begins without a lock and ends without the disk, so neither goes there.
One that writes begins there only when a lock is to be waited for. Where all its statements are
short, only its end, which waits for the disk, goes there, and where that does not wait either,
nothing does, unless it begins the log anew.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import aiosqlite

from store.remembered import Remembered

CHUNK = 64
LASTING = ("synchronous=FULL", "wal_autocheckpoint=1000")
PASSING = ("synchronous=NORMAL", "wal_autocheckpoint=0")
"""With these a commit goes to the disk's cache and no further: neither the log nor, when that has
grown to its thousand pages, the file is waited for. Of a log that begins anew SQLite waits for the
head all the same."""

BUSY_TIMEOUT = 10_000
"""Milliseconds that a connection to SQLite waits for a lock."""


class _Cursor(aiosqlite.Cursor):
    """Fetches what a statement found while it is there."""

    _conn: "SqliteConnection"

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> "_Cursor":
        if self._conn.is_brief:
            self._found: list[Any] = _all(self._cursor, sql, parameters or ())
            return self
        found = self._execute(_all, self._cursor, sql, parameters or ())  # type: ignore[no-untyped-call]
        self._found = await found
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> "_Cursor":
        if self._conn.is_brief:
            self._cursor.executemany(sql, parameters)  # type: ignore[arg-type]
            return self
        await super().executemany(sql, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        found, self._found = self._found, []
        return found

    async def close(self) -> None:
        # Nothing is left to be read, so there is nothing to wait for.
        self._cursor.close()


class SqliteConnection(aiosqlite.Connection):
    """What the engine's adapter for aiosqlite takes for a connection."""

    is_brief = False
    """Whether the statements of the present transaction are so short that no thread is asked."""
    only_reads = False
    """Whether nothing can be written over this connection, so that nothing is to be undone."""
    _lasts: bool | None = True
    _begins_log = False
    """Whether the next commit begins the log anew, for which SQLite waits for the disk."""
    remembered: Remembered | None = None
    """What the writer has read and nobody has changed."""

    def lasts(self, lasts: bool) -> None:
        """Whether a commit from now on waits for the disk; asked between two transactions."""
        if lasts is not self._lasts:
            # Where one of them fails, both are said again the next time.
            self._lasts = None
            for pragma in LASTING if lasts else PASSING:
                self._conn.execute(f"PRAGMA {pragma}").close()
            self._lasts = lasts

    async def commit(self) -> None:
        """Ends the transaction; where nothing waits for the disk, here and now."""
        if self._lasts is False and not self._begins_log:
            self._conn.commit()
        else:
            await super().commit()
            self._begins_log = False

    def cursor(self) -> _Cursor:  # type: ignore[override]
        return _Cursor(self, self._conn.cursor())

    def began(self, sql: str) -> bool:
        """Begins a transaction here and now; False where a lock is to be waited for in the thread.

        The connection itself waits for none: whoever does so says how long.
        """
        if self.remembered is not None:
            self.remembered.begin()
        try:
            self._conn.execute(sql)
        except sqlite3.Error:
            return False
        return True

    async def work(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Does something long with the connection, in its thread."""
        try:
            await self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        finally:
            # SQLite drops every trigger of a connection that is told where to put what is for a
            # while, also where nothing comes of it.
            self.forget()

    async def move_log(self) -> None:
        """Moves the log into the file between two transactions, in the thread of the connection.

        From no other one: before 3.51.3 SQLite may lose what one connection commits just while
        another moves the log (https://sqlite.org/wal.html#walresetbug).
        """
        await self._execute(_moved, self._conn)  # type: ignore[no-untyped-call]
        self._begins_log = True

    async def rollback(self) -> None:
        """Ends the transaction; one that has only read has nothing to undo."""
        self.forget()
        if not self._conn.in_transaction:
            return
        if self.only_reads:
            self._conn.rollback()
        else:
            await super().rollback()

    def forget(self) -> None:
        """What was read may have been undone: nothing of it is known any more."""
        if self.remembered is not None:
            self.remembered.forget()

    def run(self, sql: str, values: Sequence[Any]) -> list[Any]:
        """Runs a short statement here and now, and fetches what it found."""
        return _all(self._conn.cursor(), sql, values)

    def run_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> int:
        """Runs a short statement for each of these rows; tells how many it has changed."""
        return self._conn.executemany(sql, rows).rowcount


async def connect(
    connecting: Callable[[], sqlite3.Connection],
    prepare: Callable[[sqlite3.Connection], None],
    *,
    only_reads: bool,
) -> SqliteConnection:
    """A connection that SQLAlchemy's dialect for aiosqlite takes, prepared with one visit.

    The sqlite3 connection must allow other threads: cursors are made and closed in the caller's.
    """
    connection = SqliteConnection(connecting, CHUNK)
    connection.only_reads = only_reads
    # As SQLAlchemy does: a connection that was forgotten does not keep the program from ending.
    connection._thread.daemon = True
    await connection
    if not only_reads:
        connection.remembered = Remembered(connection._conn)
    try:
        await connection.work(prepare)
    except BaseException:
        await connection.close()
        raise
    return connection


def put_log_on_disk(file: Path) -> None:
    """Waits until all that was committed to this file so far is on the disk.

    As a commit that lasts does, from beside the connection, which goes on meanwhile. SQLite locks
    its index of the log and its file, never the log, so none of its locks is lost here.
    """
    log = os.open(f"{file}-wal", os.O_RDWR)
    try:
        (os.fdatasync if hasattr(os, "fdatasync") else os.fsync)(log)
    finally:
        os.close(log)


def _moved(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").close()


def _all(cursor: sqlite3.Cursor, sql: str, parameters: Iterable[Any]) -> list[Any]:
    cursor.execute(sql, parameters)  # type: ignore[arg-type]
    return cursor.fetchall() if cursor.description else []
