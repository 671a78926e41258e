"""Erasures: asked for, perhaps taken back, carried out, and what is left of each: a receipt."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, delete, func, insert, select, update

from care.alerts import AlertState, Urgency
from care.erasure import AskedBy, ErasureState
from care.people import ClientId, PracticeId, StaffId
from conversations.envelopes import CLIENTS
from store import belongings, data_keys, people, soonest
from store.belongings import Belongings
from store.data_keys import KeyMissing
from store.ids import new_id
from store.memory import Memory
from store.people import Person
from store.tables import (
    alert,
    alert_recipient,
    metadata,
    outbox,
    person,
    talk,
)
from store.tables import erasure as table
from store.vault import Refused

UNFINISHED = (ErasureState.WAITING.value, ErasureState.ERASED.value)


@dataclass(frozen=True, slots=True)
class Erasure:
    """An erasure as it is kept."""

    id: UUID
    client: ClientId
    account: UUID | None
    """Where the receipt goes; kept until it has left."""
    asked_by: AskedBy
    state: ErasureState
    asked_at: datetime
    due_at: datetime
    erased_at: datetime | None
    rows: int | None
    copies_until: datetime | None
    """When the last copy made before is gone, where the practice says so."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of an erasure, by ids that lead to nobody; it is kept outside as well."""

    practice: PracticeId
    client: ClientId
    receipt: UUID
    asked_by: AskedBy
    asked_at: datetime
    erased_at: datetime


def _erasure(row: Row[Any]) -> Erasure:
    return Erasure(
        row.id,
        ClientId(row.client),
        row.account,
        AskedBy(row.asked_by),
        ErasureState(row.state),
        row.asked_at,
        row.due_at,
        row.erased_at,
        row.row_count,
        row.copies_until,
    )


def ask(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    asked_by: AskedBy,
    now: datetime,
    due_at: datetime,
) -> UUID:
    """Keeps that a client is to be erased, and when; who has been asked for anew gets the new time.

    The id is that of the receipt.
    """
    take_back(connection, memory, client, now)
    made = new_id()
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=made,
            client=client,
            asked_by=asked_by.value,
            state=ErasureState.WAITING.value,
            asked_at=now,
            due_at=due_at,
        )
    )
    return made


def take_back(
    connection: Connection, memory: Memory, client: ClientId, now: datetime
) -> UUID | None:
    """Ends what waits; None when nothing does."""
    found = waiting(connection, memory, client)
    if found is None:
        return None
    connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == found.id,
            table.c.state == ErasureState.WAITING.value,
        )
        .values(state=ErasureState.TAKEN_BACK.value, due_at=now)
    )
    return found.id


def waiting(connection: Connection, memory: Memory, client: ClientId) -> Erasure | None:
    """The erasure that this client may still take back, or None."""
    row = connection.execute(
        select(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.state == ErasureState.WAITING.value,
        )
        .order_by(table.c.id.desc())
        .limit(1)
    ).first()
    return _erasure(row) if row else None


def get(connection: Connection, memory: Memory, wanted: UUID) -> Erasure:
    """The erasure of this id."""
    row = connection.execute(
        select(table).where(table.c.practice == memory.practice, table.c.id == wanted)
    ).one()
    return _erasure(row)


def due(
    connection: Connection, memory: Memory, state: ErasureState, now: datetime, limit: int
) -> tuple[Erasure, ...]:
    """What is to be gone on with now, of those in this state; another process's are passed over."""
    rows = connection.execute(
        select(table)
        .where(
            table.c.practice == memory.practice,
            table.c.state == state.value,
            table.c.due_at <= now,
        )
        .order_by(table.c.due_at, table.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return tuple(map(_erasure, rows))


def any_erased(connection: Connection, memory: Memory) -> bool:
    """Whether an erasure waits for the disk to be rid of what was deleted."""
    found = select(table.c.id).where(
        table.c.practice == memory.practice, table.c.state == ErasureState.ERASED.value
    )
    return connection.execute(found.limit(1)).first() is not None


def held_up(connection: Connection, memory: Memory, erased_before: datetime) -> int:
    """How many were erased before then, and the disk is not rid of them yet."""
    found: int = connection.execute(
        select(func.count())
        .select_from(table)
        .where(
            table.c.practice == memory.practice,
            table.c.state == ErasureState.ERASED.value,
            table.c.erased_at < erased_before,
        )
    ).scalar_one()
    return found


def put_off(connection: Connection, memory: Memory, wanted: UUID, until: datetime) -> None:
    """Goes on with this one later."""
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id == wanted)
        .values(due_at=until)
    )


_UNFINISHED = table.c.state.in_(UNFINISHED)


def next_due(connection: Connection) -> datetime | None:
    """When the next erasure is to be gone on with."""
    return soonest.of(connection, table.c.due_at, where=_UNFINISHED)


def destroy(
    connection: Connection,
    memory: Memory,
    asked: Erasure,
    whose: Belongings,
    now: datetime,
    copies_until: datetime | None,
) -> int:
    """Destroys the key, deletes every row by its rule, and tells how many; the tombstone stays.

    The account that the receipt goes to becomes nobody's, under the key of the practice.
    """
    account = _unlinked(connection, memory, asked.client)
    gone = 0
    about = belongings.letters_about(connection, memory, whose)
    if about:
        gone += connection.execute(
            delete(outbox).where(outbox.c.practice == memory.practice, outbox.c.id.in_(about))
        ).rowcount
    for each in reversed(metadata.sorted_tables):
        found = belongings.rows_of(each, memory, whose)
        if found is not None:
            gone += connection.execute(delete(each).where(found)).rowcount
    data_keys.forget(memory.client(asked.client))
    if account is not None:
        new, address = account
        people.add_account(connection, memory, new, address, now)
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id == asked.id)
        .values(
            state=ErasureState.ERASED.value,
            account=account[0].id if account else None,
            due_at=now,
            erased_at=now,
            row_count=gone,
            copies_until=copies_until,
        )
    )
    # What was asked for at the same time has nobody left to be about.
    connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == asked.client,
            table.c.state == ErasureState.WAITING.value,
        )
        .values(state=ErasureState.TAKEN_BACK.value)
    )
    return gone


def tombstones(connection: Connection, memory: Memory) -> tuple[Tombstone, ...]:
    """Everybody whose key was destroyed, the first first."""
    rows = connection.execute(
        select(table)
        .where(table.c.practice == memory.practice, table.c.erased_at.is_not(None))
        .order_by(table.c.erased_at, table.c.id)
    )
    return tuple(
        Tombstone(
            memory.practice,
            ClientId(row.client),
            row.id,
            AskedBy(row.asked_by),
            row.asked_at,
            row.erased_at,
        )
        for row in rows
    )


def again(connection: Connection, memory: Memory, gone: Tombstone, now: datetime) -> bool:
    """Erases a client whom a backup has brought back; False when there is nobody to erase.

    The receipt was sent at the time, so that the account is forgotten and nothing is sent.
    """
    whose = belongings.of_client(connection, memory, gone.client)
    if whose is None or gone.practice != memory.practice:
        return False
    # The backup may hold the same erasure, asked for and still waiting.
    connection.execute(
        delete(table).where(table.c.practice == memory.practice, table.c.id == gone.receipt)
    )
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=gone.receipt,
            client=gone.client,
            asked_by=gone.asked_by.value,
            state=ErasureState.WAITING.value,
            asked_at=gone.asked_at,
            due_at=gone.erased_at,
        )
    )
    destroy(connection, memory, get(connection, memory, gone.receipt), whose, now, None)
    account = get(connection, memory, gone.receipt).account
    if account is not None:
        forget_account(connection, memory, account)
    return conclude(connection, memory, gone.receipt)


def _unlinked(
    connection: Connection, memory: Memory, client: ClientId
) -> tuple[Person, str] | None:
    """The account a client was written to, as a new one of nobody's, and its address."""
    found = people.account_of(connection, memory, CLIENTS, of_client=client)
    if found is None:
        return None
    try:
        _, address = people.address_of(connection, memory, found.id)
    except (KeyMissing, Refused):
        # What cannot be opened any more is deleted all the same.
        return None
    # The receipt is in the language that the client had chosen.
    locale = people.clients(connection, memory, [client])[client].locale
    return Person(new_id(), found.bot, None, None, locale, found.reachable), address


def open_urgent(connection: Connection, memory: Memory, client: ClientId) -> tuple[StaffId, ...]:
    """Who was told of an urgent note about this client that nobody has taken yet."""
    rows = connection.execute(
        select(alert.c.therapist, alert_recipient.c.staff)
        .outerjoin(
            alert_recipient,
            and_(
                alert_recipient.c.practice == alert.c.practice,
                alert_recipient.c.alert == alert.c.id,
            ),
        )
        .where(
            alert.c.practice == memory.practice,
            alert.c.client == client,
            alert.c.urgency == Urgency.NOW.value,
            alert.c.state == AlertState.OPEN.value,
        )
        .order_by(alert.c.id)
    )
    told = {each: None for row in rows for each in (row.therapist, row.staff) if each is not None}
    return tuple(map(StaffId, told))


def conclude(connection: Connection, memory: Memory, wanted: UUID) -> bool:
    """Nothing is left to do but the receipt; False when another process was first."""
    moved = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.state == ErasureState.ERASED.value,
        )
        .values(state=ErasureState.DONE.value)
    )
    return moved.rowcount == 1


def forget_account(connection: Connection, memory: Memory, wanted: UUID) -> bool:
    """Deletes the account a receipt went to; False when it has become somebody's again.

    Whoever joined anew, or is joining, keeps it.
    """
    asked = (table.c.practice == memory.practice, table.c.account == wanted)
    connection.execute(update(table).where(*asked).values(account=None))
    here = person.c.practice == memory.practice
    free = connection.execute(
        select(person.c.id).where(
            here, person.c.id == wanted, person.c.client.is_(None), person.c.staff.is_(None)
        )
    ).first()
    if (
        free is None
        or connection.execute(
            select(talk.c.person).where(talk.c.practice == memory.practice, talk.c.person == wanted)
        ).first()
    ):
        return False
    for each in reversed(metadata.sorted_tables):
        found = belongings.rows_of_account(each, memory, wanted)
        if found is not None:
            connection.execute(delete(each).where(found))
    connection.execute(delete(person).where(here, person.c.id == wanted))
    return True
