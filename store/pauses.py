"""Pauses: those that were, whose is over, and when the next one ends."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, and_, insert, select, update

from care.pause import Pause
from care.people import ClientId, ClientStatus
from store import soonest
from store.ids import new_id
from store.memory import Memory
from store.tables import client
from store.tables import pause as table


def begin(connection: Connection, memory: Memory, of_client: ClientId, now: datetime) -> None:
    """Keeps that a client pauses from now on; a pause that is made longer began when it began."""
    if any(each.ended_at is None for each in taken(connection, memory, of_client)):
        return
    add(connection, memory, of_client, now, None)


def add(
    connection: Connection,
    memory: Memory,
    of_client: ClientId,
    began_at: datetime,
    ended_at: datetime | None,
) -> None:
    """Keeps a time in which nothing is asked; one that is over has an end."""
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=new_id(),
            client=of_client,
            began_at=began_at,
            ended_at=ended_at,
        )
    )


def end(connection: Connection, memory: Memory, of_client: ClientId, now: datetime) -> None:
    """Keeps that a client's pause has ended, if there is one."""
    connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == of_client,
            table.c.ended_at.is_(None),
        )
        .values(ended_at=now)
    )


def taken(connection: Connection, memory: Memory, of_client: ClientId) -> tuple[Pause, ...]:
    """All pauses of a client, oldest first."""
    return taken_by(connection, memory, [of_client]).get(of_client, ())


def taken_by(
    connection: Connection, memory: Memory, clients: Iterable[ClientId]
) -> dict[ClientId, tuple[Pause, ...]]:
    """All pauses of each of these, oldest first; who never paused is left out."""
    rows = connection.execute(
        select(table.c.client, table.c.began_at, table.c.ended_at)
        .where(table.c.practice == memory.practice, table.c.client.in_(list(clients)))
        .order_by(table.c.began_at, table.c.id)
    )
    found: dict[ClientId, tuple[Pause, ...]] = {}
    for row in rows:
        each = ClientId(row.client)
        found[each] = (*found.get(each, ()), Pause(row.began_at, row.ended_at))
    return found


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


_PAUSED = and_(client.c.paused_until.is_not(None), client.c.status == ClientStatus.PAUSED.value)


def next_due(connection: Connection) -> datetime | None:
    """When the next pause ends."""
    return soonest.of(connection, client.c.paused_until, where=_PAUSED)
