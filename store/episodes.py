"""Episodes of care: one course of therapy, from joining to discharge."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select

from care.people import ClientId
from store.ids import new_id
from store.memory import Memory
from store.tables import episode


def open_episode(connection: Connection, memory: Memory, client: ClientId, now: datetime) -> UUID:
    """The client's open episode; opened now if there is none."""
    found = current(connection, memory, client)
    if found is not None:
        return found
    made = new_id()
    connection.execute(
        insert(episode).values(practice=memory.practice, id=made, client=client, opened_at=now)
    )
    return made


def current(connection: Connection, memory: Memory, client: ClientId) -> UUID | None:
    """The client's open episode, or None."""
    return connection.execute(
        select(episode.c.id).where(
            episode.c.practice == memory.practice,
            episode.c.client == client,
            episode.c.closed_at.is_(None),
        )
    ).scalar_one_or_none()
