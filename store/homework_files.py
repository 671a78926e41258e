"""Photos that clients hand in with homework: waiting to be fetched, then kept, sealed.

What waits is a row with where the platform has it, sealed. When it was looked at, the row holds the
picture that was made anew, under the client's key; what is not let in leaves no row.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, update

from care.people import ClientId
from store import soonest
from store.ids import new_id
from store.memory import Memory
from store.tables import homework_file as table
from store.vault import Field

SOURCE = Field("homework_file", "sealed_source")
PICTURE = Field("homework_file", "sealed_picture")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that is to be fetched and looked at."""

    id: UUID
    client: ClientId
    homework: UUID
    ref: str = field(repr=False)
    name: str = field(repr=False)
    tries: int


def put(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    piece: UUID,
    ref: str,
    name: str,
    now: datetime,
) -> UUID:
    """Keeps that a file was sent, and where the platform has it; it is fetched at once."""
    memory.open_clients(connection, [client])
    made, source = new_id(), json.dumps([ref, name])
    owner = memory.client(client)
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=made,
            client=client,
            homework=piece,
            sealed_source=memory.vault.seal_text(owner, SOURCE, made, source, pad=True),
            sent_at=now,
            fetch_at=now,
            tries=0,
        )
    )
    return made


def how_many(connection: Connection, memory: Memory, piece: UUID) -> int:
    """How many hang on a piece, those on their way among them; needs no key."""
    found = select(func.count()).where(
        table.c.practice == memory.practice, table.c.homework == piece
    )
    return int(connection.execute(found).scalar_one())


def waiting(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> tuple[Waiting, ...]:
    """Files that are to be fetched now, the longest waiting first."""
    rows = connection.execute(
        select(table)
        .where(table.c.practice == memory.practice, table.c.fetch_at <= now)
        .order_by(table.c.fetch_at, table.c.id)
        .limit(limit)
    ).all()
    memory.open_clients(connection, {ClientId(row.client) for row in rows})
    found = []
    for row in rows:
        owner = memory.client(ClientId(row.client))
        source = memory.vault.open_text(owner, SOURCE, row.id, row.sealed_source)
        ref, name = json.loads(source)
        found.append(Waiting(row.id, ClientId(row.client), row.homework, ref, name, row.tries))
    return tuple(found)


def is_waiting(connection: Connection, memory: Memory, wanted: UUID) -> bool:
    """Whether this file still waits; needs no key."""
    found = select(table.c.id).where(
        table.c.practice == memory.practice,
        table.c.id == wanted,
        table.c.fetch_at.is_not(None),
    )
    return connection.execute(found).scalar_one_or_none() is not None


def try_again(
    connection: Connection, memory: Memory, wanted: UUID, tries: int, at: datetime
) -> None:
    """It could not be fetched: it is tried again then."""
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id == wanted)
        .values(tries=tries, fetch_at=at)
    )


def keep(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    wanted: UUID,
    picture: bytes,
    now: datetime,
) -> bool:
    """Keeps the picture; False when it waits no more, as after an erasure."""
    memory.open_clients(connection, [client])
    sealed = memory.vault.seal(memory.client(client), PICTURE, wanted, picture)
    changed = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.client == client,
            table.c.fetch_at.is_not(None),
        )
        .values(sealed_picture=sealed, sealed_source=None, fetch_at=None, kept_at=now)
    )
    return changed.rowcount == 1


def drop(connection: Connection, memory: Memory, wanted: UUID) -> bool:
    """Nothing stays of a file that was not let in; False when it waits no more."""
    gone = connection.execute(
        delete(table).where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.fetch_at.is_not(None),
        )
    )
    return gone.rowcount == 1


def picture(connection: Connection, memory: Memory, client: ClientId, wanted: UUID) -> bytes | None:
    """One photo of this client's; None when there is none of this id."""
    sealed = connection.execute(
        select(table.c.sealed_picture).where(
            table.c.practice == memory.practice, table.c.client == client, table.c.id == wanted
        )
    ).scalar_one_or_none()
    if sealed is None:
        return None
    memory.open_clients(connection, [client])
    return memory.vault.open(memory.client(client), PICTURE, wanted, sealed)


def pictures(
    connection: Connection, memory: Memory, client: ClientId
) -> Iterator[tuple[UUID, bytes]]:
    """Every photo of this client's, the newest first, one after the other."""
    wanted = connection.execute(
        select(table.c.id)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.kept_at.is_not(None),
        )
        .order_by(table.c.kept_at.desc(), table.c.id.desc())
    ).scalars()
    for each in list(wanted):
        found = picture(connection, memory, client, each)
        if found is not None:
            yield each, found


def next_due(connection: Connection) -> datetime | None:
    """When the next file is to be fetched, in all practices."""
    return soonest.of(connection, table.c.fetch_at)
