"""Which memberships are a client's: the only way from a client to a group, under the client's key.

A membership stands in the groups' ring and names no client, and its bot opens no client's key. So
this way leads in one direction: who can open the client's record finds them and ends them.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from care.people import ClientId
from store.ids import new_id
from store.memory import Memory
from store.tables import enrolment as table
from store.vault import Field

MEMBERSHIP = Field("enrolment", "sealed_membership")


def keep(
    connection: Connection, memory: Memory, client: ClientId, membership: UUID, now: datetime
) -> None:
    """Keeps that this membership is the client's; kept twice it stands once."""
    if membership in of_client(connection, memory, client):
        return
    memory.open_clients(connection, [client])
    made, owner = new_id(), memory.client(client)
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=made,
            client=client,
            sealed_membership=memory.vault.seal_text(owner, MEMBERSHIP, made, str(membership)),
            made_at=now,
        )
    )


def of_client(connection: Connection, memory: Memory, client: ClientId) -> tuple[UUID, ...]:
    """The memberships of a client, the oldest first."""
    rows = connection.execute(
        select(table.c.id, table.c.sealed_membership)
        .where(table.c.practice == memory.practice, table.c.client == client)
        .order_by(table.c.id)
    ).all()
    if not rows:
        return ()
    memory.open_clients(connection, [client])
    owner = memory.client(client)
    opened = (
        memory.vault.open_text(owner, MEMBERSHIP, row.id, row.sealed_membership) for row in rows
    )
    return tuple(map(UUID, opened))


def forget(connection: Connection, memory: Memory, clients: Iterable[ClientId]) -> None:
    """Nothing leads from these clients to a group any more."""
    connection.execute(
        delete(table).where(table.c.practice == memory.practice, table.c.client.in_(list(clients)))
    )
