"""Messages from therapists to clients."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update

from care.people import ClientId, StaffId
from store.ids import new_id
from store.memory import Memory
from store.tables import message as table
from store.vault import Field

TEXT = Field("message", "sealed_text")
SUPPORT, ANSWER = "support", "answer"
"""What a message is: written because of an alert, or to what the client wrote and unasked."""
WAITING, SENT, CANCELLED, FAILED = "waiting", "sent", "cancelled", "failed"
CANCELLING = "cancelling"
"""Wanted back when a carrier had it in hand already: it tells whether that was in time."""


@dataclass(frozen=True, slots=True)
class Message:
    """A therapist's message to a client."""

    id: UUID
    client: ClientId
    staff: StaffId
    alert: UUID | None
    state: str
    text: str
    leaves_at: datetime
    settled_at: datetime | None
    kind: str = SUPPORT


def add(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    staff: StaffId,
    alert: UUID | None,
    text: str,
    now: datetime,
    leaves_at: datetime,
    kind: str = SUPPORT,
) -> UUID:
    """Keeps a therapist's message, sealed under the client's key, until it leaves."""
    memory.open_clients(connection, [client])
    made = new_id()
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=made,
            client=client,
            staff=staff,
            alert=alert,
            kind=kind,
            state=WAITING,
            sealed_text=memory.vault.seal_text(memory.client(client), TEXT, made, text, pad=True),
            written_at=now,
            leaves_at=leaves_at,
        )
    )
    return made


def get(connection: Connection, memory: Memory, wanted: UUID) -> Message:
    """The message of this id."""
    row = connection.execute(
        select(table).where(table.c.practice == memory.practice, table.c.id == wanted)
    ).one()
    memory.open_clients(connection, [row.client])
    return of_row(memory, row)


def of_row(memory: Memory, row: Row[Any]) -> Message:
    """A message as its row has it; the client's key is open."""
    client = ClientId(row.client)
    return Message(
        row.id,
        client,
        StaffId(row.staff),
        row.alert,
        row.state,
        memory.vault.open_text(memory.client(client), TEXT, row.id, row.sealed_text),
        row.leaves_at,
        row.settled_at,
        row.kind,
    )


def sent_to(
    connection: Connection, memory: Memory, wanted: UUID, client: ClientId
) -> Message | None:
    """A message that has been sent to this client; None for any other."""
    found = select(table.c.id).where(
        table.c.practice == memory.practice,
        table.c.id == wanted,
        table.c.client == client,
        table.c.state == SENT,
    )
    if connection.execute(found).first() is None:
        return None
    return get(connection, memory, wanted)


def settle(connection: Connection, memory: Memory, wanted: UUID, state: str, now: datetime) -> bool:
    """What became of a message that had not left; False when that is known already."""
    return (
        connection.execute(
            update(table)
            .where(
                table.c.practice == memory.practice,
                table.c.id == wanted,
                table.c.state.in_([WAITING, CANCELLING]),
            )
            .values(state=state, settled_at=now)
        ).rowcount
        == 1
    )


def want_back(connection: Connection, memory: Memory, wanted: UUID) -> bool:
    """Keeps the wish to take a waiting message back; False when there is nothing to wish for."""
    return (
        connection.execute(
            update(table)
            .where(
                table.c.practice == memory.practice,
                table.c.id == wanted,
                table.c.state == WAITING,
            )
            .values(state=CANCELLING)
        ).rowcount
        == 1
    )


def is_wanted_back(connection: Connection, memory: Memory, wanted: UUID) -> bool:
    """Whether the one who wrote this message has asked to take it back."""
    found = select(table.c.id).where(
        table.c.practice == memory.practice, table.c.id == wanted, table.c.state == CANCELLING
    )
    return connection.execute(found).first() is not None


def waiting_for(connection: Connection, memory: Memory, client: ClientId) -> tuple[UUID, ...]:
    """The messages to a client that have not left yet."""
    rows = connection.execute(
        select(table.c.id).where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.state == WAITING,
        )
    )
    return tuple(rows.scalars())
