"""Rows that are each one client's: whose they are, and which of them are due."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, select

from care.people import ClientId
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
    rows = connection.execute(
        select(table.c.id, table.c.client)
        .where(table.c.practice == memory.practice, column <= now)
        .order_by(column, table.c.id)
        .limit(limit)
    )
    return {row.id: ClientId(row.client) for row in rows}
