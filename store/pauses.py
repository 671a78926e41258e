"""Pauses: whose is over, and when the next one ends."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from care.people import ClientId, ClientStatus
from store.memory import Memory
from store.tables import client


def over(connection: Connection, memory: Memory, now: datetime, limit: int) -> tuple[ClientId, ...]:
    """Clients whose pause has come to its end."""
    rows = connection.execute(
        select(client.c.id)
        .where(
            client.c.practice == memory.practice,
            client.c.paused_until <= now,
            client.c.status == ClientStatus.PAUSED.value,
        )
        .order_by(client.c.paused_until, client.c.id)
        .limit(limit)
    )
    return tuple(ClientId(each) for each in rows.scalars())


def next_due(connection: Connection) -> datetime | None:
    """When the next pause ends."""
    paused = client.c.status == ClientStatus.PAUSED.value
    found: datetime | None = connection.execute(
        select(func.min(client.c.paused_until)).where(client.c.paused_until.is_not(None), paused)
    ).scalar_one()
    return found
