"""What is due of notes of sessions: clients who are to be told, and answers that are too late."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, update

from care.people import ClientId
from store import owned, soonest
from store.memory import Memory
from store.notes import IS_OPEN, IS_PROPOSED
from store.tables import note as table


def to_close(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> dict[UUID, ClientId]:
    """What nobody has answered by its date, the longest due first."""
    return owned.due(connection, memory, table, table.c.answer_by, now, limit)


def answer_later(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    answer_by: datetime,
    only: Collection[UUID] | None = None,
) -> None:
    """Nothing that waits for this client's answer, or none of these, is too late before then."""
    waits = [table.c.client == client, IS_PROPOSED, table.c.answer_by < answer_by]
    if only is not None:
        waits.append(table.c.id.in_(list(only)))
    connection.execute(
        update(table).where(table.c.practice == memory.practice, *waits).values(answer_by=answer_by)
    )


def to_tell(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> dict[UUID, ClientId]:
    """What clients are to be told of now, proposed or taken back; the longest due first."""
    return owned.due(connection, memory, table, table.c.tell_at, now, limit)


def untold(
    connection: Connection, memory: Memory, client: ClientId, until: datetime
) -> tuple[UUID, ...]:
    """Proposals of which a client was not told, due by then, the longest first; needs no key."""
    rows = connection.execute(
        select(table.c.id)
        .where(table.c.practice == memory.practice, table.c.client == client)
        .where(table.c.tell_at <= until, IS_PROPOSED)
        .order_by(table.c.tell_at, table.c.id)
    )
    return tuple(rows.scalars())


def of_proposed(
    connection: Connection, memory: Memory, client: ClientId
) -> tuple[tuple[UUID, bool], ...]:
    """A client's proposals, and whether the client was told of each; needs no key."""
    rows = connection.execute(
        select(table.c.id, table.c.told_at)
        .where(table.c.practice == memory.practice, table.c.client == client, IS_PROPOSED)
        .order_by(table.c.id)
    )
    return tuple((row.id, row.told_at is not None) for row in rows)


def tell_again(
    connection: Connection, memory: Memory, wanted: Iterable[UUID], at: datetime | None
) -> None:
    """When the client is told of these next; None: no more."""
    _due(connection, memory, wanted, tell_at=at)


def note_told(
    connection: Connection, memory: Memory, wanted: Iterable[UUID], now: datetime
) -> None:
    """Keeps that the client knows of these."""
    _due(connection, memory, wanted, tell_at=None, told_at=now)


def close_later(connection: Connection, memory: Memory, wanted: UUID, at: datetime) -> None:
    """One whose date has come is looked at again then."""
    _due(connection, memory, [wanted], answer_by=at)


def _due(connection: Connection, memory: Memory, wanted: Iterable[UUID], **values: Any) -> None:
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id.in_(list(wanted)), IS_OPEN)
        .values(**values)
    )


def untell(
    connection: Connection, memory: Memory, client: ClientId, told_at: datetime, at: datetime
) -> None:
    """What the client was to be told of in that instant is told later: the letter did not leave."""
    connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.told_at == told_at,
            IS_PROPOSED,
        )
        .values(told_at=None, tell_at=at)
    )


def put_off(
    connection: Connection, memory: Memory, wanted: UUID, now: datetime, until: datetime
) -> None:
    """Whatever was due of one comes later."""
    for column in (table.c.tell_at, table.c.answer_by):
        connection.execute(
            update(table)
            .where(table.c.practice == memory.practice, table.c.id == wanted, column <= now)
            .values({column: until})
        )


def next_due(connection: Connection) -> datetime | None:
    """When the next one is due for anything, in all practices."""
    return soonest.of(connection, table.c.tell_at, table.c.answer_by)
