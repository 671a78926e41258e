"""What clients write to their therapist: each message sealed, and where it stands in the open."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from care.correspondence import ClientMessage, State, Waiting, Written
from care.people import ClientId, StaffId
from store import messages, owned, soonest
from store.ids import new_id
from store.memory import Memory
from store.tables import client as client_table
from store.tables import client_message as table
from store.tables import message as message_table
from store.vault import Field

TEXT = Field("client_message", "sealed_text")

_WAITS = table.c.state == State.WAITING.value


def add(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    text: str,
    now: datetime,
    look_at: datetime | None,
) -> UUID:
    """Keeps what a client has written, sealed under the client's key."""
    memory.open_clients(connection, [client])
    made = new_id()
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=made,
            client=client,
            state=State.WAITING.value,
            sealed_text=memory.vault.seal_text(memory.client(client), TEXT, made, text, pad=True),
            written_at=now,
            look_at=look_at,
        )
    )
    return made


def _message(memory: Memory, row: Row[Any]) -> ClientMessage:
    client = ClientId(row.client)
    return ClientMessage(
        row.id,
        client,
        State(row.state),
        memory.vault.open_text(memory.client(client), TEXT, row.id, row.sealed_text),
        row.written_at,
        row.told_at,
        row.opened_at,
        row.settled_at,
        StaffId(row.staff) if row.staff else None,
    )


def get(connection: Connection, memory: Memory, wanted: UUID) -> ClientMessage | None:
    """The message of this id; None where there is none."""
    row = connection.execute(
        select(table).where(table.c.practice == memory.practice, table.c.id == wanted)
    ).one_or_none()
    if row is None:
        return None
    memory.open_clients(connection, [row.client])
    return _message(memory, row)


def client_of(connection: Connection, memory: Memory, wanted: UUID) -> ClientId | None:
    """Who wrote this; needs no key."""
    return owned.client_of(connection, memory, table, wanted)


def answer_to(connection: Connection, memory: Memory, wanted: UUID) -> UUID | None:
    """The message of staff that answered this one; None without any."""
    found: UUID | None = connection.execute(
        select(table.c.answer).where(table.c.practice == memory.practice, table.c.id == wanted)
    ).scalar_one_or_none()
    return found


def between(
    connection: Connection, memory: Memory, client: ClientId, start: datetime, end: datetime
) -> tuple[ClientMessage, ...]:
    """What a client wrote in this time, the newest first."""
    wanted = _of_client(memory, client).where(table.c.written_at >= start, table.c.written_at < end)
    rows = connection.execute(wanted).all()
    if rows:
        memory.open_clients(connection, [client])
    return tuple(_message(memory, row) for row in rows)


def _of_client(memory: Memory, client: ClientId) -> Select[Any]:
    return (
        select(table)
        .where(table.c.practice == memory.practice, table.c.client == client)
        .order_by(table.c.written_at.desc(), table.c.id.desc())
    )


def exchanged(
    connection: Connection, memory: Memory, client: ClientId, at_most: int
) -> tuple[Written, ...]:
    """The newest of what client and staff wrote to each other, the newest first."""
    memory.open_clients(connection, [client])
    own = connection.execute(_of_client(memory, client).limit(at_most)).all()
    found = [
        Written(None, each.text, each.written_at) for each in (_message(memory, row) for row in own)
    ]
    rows = connection.execute(
        select(message_table)
        .where(
            message_table.c.practice == memory.practice,
            message_table.c.client == client,
            message_table.c.state == messages.SENT,
        )
        .order_by(message_table.c.leaves_at.desc(), message_table.c.id.desc())
        .limit(at_most)
    ).all()
    for row in rows:
        sent = messages.of_row(memory, row)
        found.append(Written(sent.staff, sent.text, sent.settled_at or sent.leaves_at))
    return tuple(sorted(found, key=lambda each: each.at, reverse=True)[:at_most])


# --- what waits: nothing of it needs a key --------------------------------------------------


def waiting_since(connection: Connection, memory: Memory, client: ClientId) -> tuple[datetime, ...]:
    """When each message was written that waits for an answer, the oldest first."""
    rows = connection.execute(
        select(table.c.written_at)
        .where(table.c.practice == memory.practice, table.c.client == client, _WAITS)
        .order_by(table.c.written_at)
    )
    return tuple(rows.scalars())


def waiting(
    connection: Connection, memory: Memory, clients: Iterable[ClientId]
) -> dict[ClientId, Waiting]:
    """What waits for an answer of each of these; a client of whom nothing waits is left out."""
    rows = connection.execute(
        select(
            table.c.client,
            func.count().label("messages"),
            func.count(table.c.opened_at).label("opened"),
            func.min(table.c.written_at).label("first_at"),
        )
        .where(table.c.practice == memory.practice, table.c.client.in_(list(clients)), _WAITS)
        .group_by(table.c.client)
    )
    return {
        ClientId(row.client): Waiting(row.messages, row.first_at, row.opened == row.messages)
        for row in rows
    }


def clients_waiting(
    connection: Connection, memory: Memory, therapist: StaffId
) -> tuple[ClientId, ...]:
    """The clients of this therapist of whom something waits for an answer."""
    rows = connection.execute(
        select(table.c.client)
        .join(
            client_table,
            (client_table.c.practice == table.c.practice) & (client_table.c.id == table.c.client),
        )
        .where(table.c.practice == memory.practice, client_table.c.therapist == therapist, _WAITS)
        .order_by(table.c.client)
        .distinct()
    )
    return tuple(ClientId(each) for each in rows.scalars())


def last_settled(
    connection: Connection, memory: Memory, client: ClientId
) -> tuple[State, datetime, StaffId | None] | None:
    """What became last of a client's messages, when, and through whom; None when nothing did."""
    row = connection.execute(
        select(table.c.state, table.c.settled_at, table.c.staff)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.settled_at.is_not(None),
        )
        .order_by(table.c.settled_at.desc(), table.c.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return State(row.state), row.settled_at, StaffId(row.staff) if row.staff else None


def histories(
    connection: Connection, memory: Memory, clients: Iterable[ClientId]
) -> Mapping[ClientId, tuple[tuple[datetime, datetime | None], ...]]:
    """From when until when each message of these waited; None: it still does."""
    rows = connection.execute(
        select(table.c.client, table.c.written_at, table.c.settled_at)
        .where(table.c.practice == memory.practice, table.c.client.in_(list(clients)))
        .order_by(table.c.written_at, table.c.id)
    )
    found: dict[ClientId, tuple[tuple[datetime, datetime | None], ...]] = {}
    for row in rows:
        client = ClientId(row.client)
        found[client] = (*found.get(client, ()), (row.written_at, row.settled_at))
    return found


# --- what becomes of it -----------------------------------------------------------------------


def note_told(
    connection: Connection, memory: Memory, client: ClientId, until: datetime, now: datetime
) -> None:
    """Keeps that a card was posted that speaks of everything written until then."""
    connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.written_at <= until,
            table.c.told_at.is_(None),
        )
        .values(told_at=now)
    )


def note_opened(connection: Connection, memory: Memory, client: ClientId, now: datetime) -> bool:
    """Keeps that somebody opened what a client wrote; False when all of it was opened before."""
    opened = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.opened_at.is_(None),
        )
        .values(opened_at=now)
    )
    return opened.rowcount > 0


def settle(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    state: State,
    by: StaffId | None,
    answer: UUID | None,
    now: datetime,
) -> bool:
    """Everything of a client's that waits is answered, or needs no answer; False: nothing waits."""
    settled = connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.client == client, _WAITS)
        .values(state=state.value, settled_at=now, staff=by, answer=answer, look_at=None)
    )
    return settled.rowcount > 0


def reopen(connection: Connection, memory: Memory, answer: UUID, look_at: datetime) -> bool:
    """What was answered by this message waits again: it did not arrive, or was taken back."""
    reopened = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.answer == answer,
            table.c.state == State.ANSWERED.value,
        )
        .values(
            state=State.WAITING.value, settled_at=None, staff=None, answer=None, look_at=look_at
        )
    )
    return reopened.rowcount > 0


# --- what is due ------------------------------------------------------------------------------


def to_look_at(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> tuple[ClientId, ...]:
    """Clients of whom the rule about unanswered messages is to be asked, the longest due first."""
    rows = connection.execute(
        select(table.c.client, func.min(table.c.look_at).label("due"))
        .where(table.c.practice == memory.practice, table.c.look_at <= now)
        .group_by(table.c.client)
        .order_by("due", table.c.client)
        .limit(limit)
    )
    return tuple(ClientId(row.client) for row in rows)


def look_again(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    now: datetime,
    at: datetime | None,
) -> None:
    """When the rule is asked next about what was due of this client; None: no more."""
    connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.look_at <= now,
        )
        .values(look_at=at)
    )


def next_due(connection: Connection) -> datetime | None:
    """When the rule is to be asked next about any message, in all practices."""
    return soonest.of(connection, table.c.look_at)
