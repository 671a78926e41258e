"""Critical answers that were marked as known, with their plans, under the client's own key."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update

from care.known import CriticalAnswer, Marked
from care.people import ClientId, StaffId
from store import owned
from store.ids import new_id
from store.memory import Memory
from store.tables import client as client_table
from store.tables import known_answer as table
from store.vault import Field

ANSWER = Field("known_answer", "sealed_answer")
PLAN = Field("known_answer", "sealed_plan")


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """A mark as it is kept."""

    id: UUID
    client: ClientId
    marked: Marked
    plan: str
    by: StaffId


def dump_answer(answer: CriticalAnswer) -> str:
    """An answer as JSON text."""
    return json.dumps([answer.instrument, answer.version, answer.item, answer.value])


def load_answer(text: str) -> CriticalAnswer:
    """The answer that `dump_answer` wrote."""
    instrument, version, item, value = json.loads(text)
    return CriticalAnswer(instrument, version, item, value)


def mark(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    answer: CriticalAnswer,
    plan: str,
    by: StaffId,
    now: datetime,
    until: datetime,
) -> UUID:
    """Keeps that this answer is known until then; what was known of the question before ends."""
    # Two who mark the same question at once do so one after the other.
    connection.execute(
        select(client_table.c.id)
        .where(client_table.c.practice == memory.practice, client_table.c.id == client)
        .with_for_update()
    )
    for each in holding(connection, memory, client, now):
        if each.marked.answer.is_of(answer):
            end(connection, memory, each.id, by, now)
    made, owner, said = new_id(), memory.client(client), dump_answer(answer)
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=made,
            client=client,
            sealed_answer=memory.vault.seal_text(owner, ANSWER, made, said, pad=True),
            sealed_plan=memory.vault.seal_text(owner, PLAN, made, plan, pad=True),
            marked_at=now,
            marked_by=by,
            until=until,
        )
    )
    return made


def holding(
    connection: Connection, memory: Memory, client: ClientId, now: datetime
) -> tuple[KnownAnswer, ...]:
    """What is known of a client's critical answers now, oldest first."""
    rows = connection.execute(
        select(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.ended_at.is_(None),
            table.c.until > now,
        )
        .order_by(table.c.id)
    ).all()
    memory.open_clients(connection, [client])
    return tuple(_of_row(memory, row) for row in rows)


def client_of(connection: Connection, memory: Memory, wanted: UUID) -> ClientId | None:
    """Of whom this is known; None when there is no such mark."""
    return owned.client_of(connection, memory, table, wanted)


def end(
    connection: Connection, memory: Memory, wanted: UUID, by: StaffId | None, now: datetime
) -> bool:
    """It is known no longer, from now on; False when it had ended already."""
    ended = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.ended_at.is_(None),
            table.c.until > now,
        )
        .values(ended_at=now, ended_by=by)
    )
    return ended.rowcount == 1


def _of_row(memory: Memory, row: Row[Any]) -> KnownAnswer:
    client = ClientId(row.client)
    owner = memory.client(client)
    answer = load_answer(memory.vault.open_text(owner, ANSWER, row.id, row.sealed_answer))
    return KnownAnswer(
        row.id,
        client,
        Marked(answer, row.marked_at, row.until, row.ended_at),
        memory.vault.open_text(owner, PLAN, row.id, row.sealed_plan),
        StaffId(row.marked_by),
    )
