"""Statements that PostgreSQL works at while this process goes on.

Where many rows are written, the server takes as long for them as Python takes to make the next
ones, and each would wait for the other. So what is to be written is sent, and what comes of it is
asked for later: before the next statement of the transaction and before its end, where it then
raises what went wrong. Whoever undoes the transaction meanwhile hears nothing of it.

SQLite works in this process: there everything is done at once.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, event
from sqlalchemy.util import await_only, greenlet_spawn

MANY = 32
"""With fewer rows the server is done before there is anything else to do."""

_SENT: WeakKeyDictionary[Connection, "asyncio.Task[int]"] = WeakKeyDictionary()
"""What was sent over a connection, until it is known to have gone well or is undone."""


def send(
    connection: Connection, sql: str, values: tuple[Any, ...], *, rows: int
) -> Callable[[], int]:
    """Sends a statement to PostgreSQL, in its own words; tells later how many rows it changed.

    It is waited for where it is about few rows, and in a part of a transaction that may fail by
    itself.
    """
    settle(connection)
    if rows < MANY or connection.in_nested_transaction():
        changed = _run(connection, sql, values)
        return lambda: changed
    task = asyncio.create_task(greenlet_spawn(_run, connection, sql, values))
    try:
        # Once round the loop, so that it leaves.
        await_only(asyncio.sleep(0))
    finally:
        _SENT[connection] = task
    return lambda: _awaited(task)


def _run(connection: Connection, sql: str, values: tuple[Any, ...]) -> int:
    return connection.exec_driver_sql(sql, values, {"preserve_rowcount": True}).rowcount


def _awaited(task: "asyncio.Task[int]") -> int:
    return task.result() if task.done() else await_only(task)


def settle(connection: Connection) -> None:
    """Waits for what was sent, if anything was; raises what went wrong, until that is undone."""
    task = _SENT.get(connection)
    if task is not None:
        _awaited(task)
        del _SENT[connection]


def watch(engine: Engine) -> None:
    """Has every statement over this engine's connections wait for what was sent before it."""
    event.listen(engine, "before_cursor_execute", _before_another)
    event.listen(engine, "rollback", _before_undoing)


def _before_another(connection: Connection, *_: Any) -> None:
    settle(connection)


def _before_undoing(connection: Connection) -> None:
    # What went wrong was raised already, or is undone with the rest.
    with suppress(Exception):
        settle(connection)
    _SENT.pop(connection, None)
