"""Copies of everything that a client asked for, each with its passphrase until that is shown."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, func, insert, select, update

from care.people import ClientId
from store.ids import new_id
from store.memory import Memory
from store.tables import export as table
from store.vault import Field

PASSPHRASE = Field("export", "sealed_passphrase")


class ExportState(StrEnum):
    """Where a copy stands."""

    ASKED = "asked"
    SENT = "sent"
    """The file has left; its passphrase has not been shown yet."""
    DONE = "done"
    FAILED = "failed"


UNDER_WAY = (ExportState.ASKED.value, ExportState.SENT.value)


@dataclass(frozen=True, slots=True)
class Export:
    """A copy that was asked for; without a passphrase once that has been shown."""

    id: UUID
    client: ClientId
    state: ExportState
    passphrase: str | None


class PassphraseGone(LookupError):
    """The passphrase of a copy has been emptied: it has been shown, or the copy has failed."""


def ask(
    connection: Connection, memory: Memory, client: ClientId, passphrase: str, now: datetime
) -> UUID:
    """Keeps that a client wants a copy, and the passphrase under the client's own key."""
    memory.open_clients(connection, [client])
    made = new_id()
    sealed = memory.vault.seal_text(memory.client(client), PASSPHRASE, made, passphrase, pad=True)
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=made,
            client=client,
            state=ExportState.ASKED.value,
            sealed_passphrase=sealed,
            asked_at=now,
        )
    )
    return made


def get(connection: Connection, memory: Memory, wanted: UUID) -> Export:
    """The copy of this id."""
    row = connection.execute(
        select(table).where(table.c.practice == memory.practice, table.c.id == wanted)
    ).one()
    client = ClientId(row.client)
    passphrase = None
    if row.sealed_passphrase is not None:
        memory.open_clients(connection, [client])
        passphrase = memory.vault.open_text(
            memory.client(client), PASSPHRASE, row.id, row.sealed_passphrase
        )
    return Export(row.id, client, ExportState(row.state), passphrase)


def passphrase(connection: Connection, memory: Memory, wanted: UUID) -> tuple[Export, str]:
    """The copy and its passphrase; PassphraseGone when that has been emptied."""
    found = get(connection, memory, wanted)
    if found.passphrase is None:
        raise PassphraseGone("the passphrase of a copy has been emptied")
    return found, found.passphrase


def move(
    connection: Connection, memory: Memory, wanted: UUID, state: ExportState, now: datetime
) -> bool:
    """Keeps where a copy stands; at its end the passphrase is emptied. False: it had ended."""
    ended = state.value not in UNDER_WAY
    values = {"sealed_passphrase": None, "settled_at": now} if ended else {}
    moved = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.state.in_(UNDER_WAY),
        )
        .values(state=state.value, **values)
    )
    return moved.rowcount == 1


def lately(
    connection: Connection, memory: Memory, client: ClientId, since: datetime
) -> tuple[bool, int]:
    """Whether a copy is under way, and how many were asked for since then."""
    mine = (table.c.practice == memory.practice, table.c.client == client)
    under_way = connection.execute(
        select(table.c.id).where(*mine, table.c.state.in_(UNDER_WAY)).limit(1)
    ).first()
    asked: int = connection.execute(
        select(func.count()).where(*mine, table.c.asked_at > since)
    ).scalar_one()
    return under_way is not None, asked
