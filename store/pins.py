"""PINs of clients: what was entered waits, sealed, to be compared beside the transaction.

To compare takes long on purpose (`store.pin_hash`), so it is three steps: digits are put down and
counted as a try; somebody compares them outside of any transaction; the outcome is kept, if what
was compared is still what stands there.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from care.people import ClientId
from care.phone import wait_after
from conversations.phone import PinUse
from store.memory import Memory
from store.tables import pin as table
from store.vault import Field

HASH = Field("pin", "sealed_hash")
GIVEN = Field("pin", "sealed_given")


@dataclass(frozen=True, slots=True)
class Given:
    """Digits that wait to be compared with the PIN, or to become it."""

    client: ClientId
    digits: str
    use: PinUse
    at: datetime
    kept: str | None
    """The hash of the PIN there is."""
    tries: int
    """This one and the wrong ones before it."""


@dataclass(frozen=True, slots=True)
class Tries:
    """Where a client stands with wrong tries."""

    tries: int = 0
    wait_until: datetime | None = None


def tries(connection: Connection, memory: Memory, client: ClientId) -> Tries:
    """How many tries there were since the PIN was last entered rightly, and until when to wait."""
    row = _row(connection, memory, client)
    return Tries() if row is None else Tries(row.tries, row.wait_until)


def give(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    digits: str,
    use: PinUse,
    now: datetime,
) -> bool:
    """Puts digits down to be compared, or to become the PIN.

    To be compared is a try from now on, whatever happens to this process. False: others are being
    compared at this moment, or it is not yet time for another try.
    """
    memory.open_clients(connection, [client])
    values: dict[str, Any] = {
        "sealed_given": memory.vault.seal_text(
            memory.client(client), GIVEN, client, digits, pad=True
        ),
        "given_for": use.value,
        "given_at": now,
    }
    row = _row(connection, memory, client)
    if row is None:
        connection.execute(
            insert(table).values(practice=memory.practice, client=client, tries=0, **values)
        )
        return True
    if use is PinUse.CHECK:
        counted = row.tries + 1
        values |= {"tries": counted, "wait_until": now + wait_after(counted)}
    given = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.tries == row.tries,
            table.c.sealed_given.is_(None),
            or_(table.c.wait_until.is_(None), table.c.wait_until <= now),
        )
        .values(**values)
    )
    return given.rowcount == 1


def waiting(connection: Connection, memory: Memory) -> tuple[Given, ...]:
    """What waits to be compared or kept, the earliest first."""
    rows = connection.execute(
        select(table)
        .where(table.c.practice == memory.practice, table.c.sealed_given.is_not(None))
        .order_by(table.c.given_at)
    ).all()
    memory.open_clients(connection, [row.client for row in rows])
    return tuple(_given(memory, row) for row in rows)


def settle(
    connection: Connection, memory: Memory, compared: Given, *, fits: bool, new_hash: str | None
) -> bool:
    """Keeps what came of it and empties what was entered; False when it was settled already."""
    memory.open_clients(connection, [compared.client])
    values: dict[str, Any] = {"sealed_given": None, "given_for": None, "given_at": None}
    if fits:
        values |= {"tries": 0, "wait_until": None}
    if new_hash is not None:
        owner = memory.client(compared.client)
        values["sealed_hash"] = memory.vault.seal_text(owner, HASH, compared.client, new_hash)
    settled = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == compared.client,
            table.c.given_at == compared.at,
        )
        .values(**values)
    )
    return settled.rowcount == 1


def forget(connection: Connection, memory: Memory, client: ClientId) -> bool:
    """There is no PIN any more; False when there was none."""
    gone = connection.execute(
        delete(table).where(table.c.practice == memory.practice, table.c.client == client)
    )
    return gone.rowcount == 1


def _row(connection: Connection, memory: Memory, client: ClientId) -> Row[Any] | None:
    return connection.execute(
        select(table).where(table.c.practice == memory.practice, table.c.client == client)
    ).first()


def _given(memory: Memory, row: Row[Any]) -> Given:
    owner = memory.client(row.client)
    kept = row.sealed_hash
    return Given(
        ClientId(row.client),
        memory.vault.open_text(owner, GIVEN, row.client, row.sealed_given),
        PinUse(row.given_for),
        row.given_at,
        None if kept is None else memory.vault.open_text(owner, HASH, row.client, kept),
        row.tries,
    )
