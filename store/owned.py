"""Rows that are each one client's: whose they are, and which of them are due."""

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, select

from care.people import ClientId
from store import prepared
from store.memory import Memory


def client_of(
    connection: Connection, memory: Memory, table: Table, wanted: UUID
) -> ClientId | None:
    """Whose row of this table it is; None when there is none. Needs no key."""
    found = connection.execute(
        select(table.c.client).where(table.c.practice == memory.practice, table.c.id == wanted)
    ).scalar_one_or_none()
    return None if found is None else ClientId(found)


def due(
    connection: Connection,
    memory: Memory,
    table: Table,
    column: ColumnElement[datetime],
    now: datetime,
    limit: int,
) -> dict[UUID, ClientId]:
    """The rows of which this time has come, and whose they are, the longest due first."""
    values = {"practice": memory.practice, "now": now, "limit": limit}
    rows = prepared.rows(connection, _due(table, column), values)
    return {row.id: ClientId(row.client) for row in rows}


@cache
def _due(table: Table, column: ColumnElement[datetime]) -> Select[Any]:
    return (
        select(table.c.id, table.c.client)
        .where(table.c.practice == bindparam("practice"), column <= bindparam("now"))
        .order_by(column, table.c.id)
        .limit(bindparam("limit"))
    )
