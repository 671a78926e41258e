"""Episodes of care: one course of therapy, from joining to discharge."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from care.people import ClientId
from store.ids import new_id
from store.memory import Memory
from store.tables import episode


@dataclass(frozen=True, slots=True)
class Course:
    """One course of therapy; not closed: it goes on."""

    opened_at: datetime
    closed_at: datetime | None


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


def close(connection: Connection, memory: Memory, client: ClientId, now: datetime) -> None:
    """The client's open episode is over from now on."""
    connection.execute(
        update(episode)
        .where(
            episode.c.practice == memory.practice,
            episode.c.client == client,
            episode.c.closed_at.is_(None),
        )
        .values(closed_at=now)
    )


def current(connection: Connection, memory: Memory, client: ClientId) -> UUID | None:
    """The client's open episode, or None."""
    return connection.execute(
        select(episode.c.id).where(
            episode.c.practice == memory.practice,
            episode.c.client == client,
            episode.c.closed_at.is_(None),
        )
    ).scalar_one_or_none()


def of_clients(
    connection: Connection, memory: Memory, clients: Iterable[ClientId]
) -> dict[ClientId, tuple[Course, ...]]:
    """Every course of therapy of each of these, oldest first; who never joined is left out."""
    rows = connection.execute(
        select(episode.c.client, episode.c.opened_at, episode.c.closed_at)
        .where(episode.c.practice == memory.practice, episode.c.client.in_(list(clients)))
        .order_by(episode.c.opened_at, episode.c.id)
    )
    found: dict[ClientId, tuple[Course, ...]] = {}
    for row in rows:
        each = ClientId(row.client)
        found[each] = (*found.get(each, ()), Course(row.opened_at, row.closed_at))
    return found


def ended(
    connection: Connection, memory: Memory, clients: Iterable[ClientId]
) -> dict[ClientId, datetime]:
    """When the newest course of therapy of each of these ended; whose goes on is left out."""
    found = of_clients(connection, memory, clients)
    over = {each: courses[-1].closed_at for each, courses in found.items()}
    return {each: at for each, at in over.items() if at is not None}
