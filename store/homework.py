"""Homework: each piece as it stands, and the trail of everything that was said about it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from care.homework import (
    GOES_ON,
    Count,
    Entry,
    Given,
    Homework,
    HomeworkEntry,
    State,
)
from care.people import ClientId, StaffId
from store import owned, soonest
from store.ids import new_id
from store.memory import Memory
from store.tables import client as client_table
from store.tables import homework as table
from store.tables import homework_entry as trail
from store.vault import Field

TITLE = Field("homework", "sealed_title")
TASK = Field("homework", "sealed_task")
WORDS = Field("homework_entry", "sealed_words")

_GOES_ON = tuple(each.value for each in GOES_ON)


def assign(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    by: StaffId | None,
    given: Given,
    now: datetime,
    *,
    tell_at: datetime | None,
    look_at: datetime | None,
) -> UUID:
    """Keeps a piece of homework, sealed under the client's key."""
    memory.open_clients(connection, [client])
    owner, made = memory.client(client), new_id()
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=made,
            client=client,
            staff=by,
            state=State.OPEN.value,
            sealed_title=memory.vault.seal_text(owner, TITLE, made, given.title, pad=True),
            sealed_task=memory.vault.seal_text(owner, TASK, made, given.task, pad=True),
            due_on=given.due_on,
            assigned_at=now,
            tell_at=tell_at,
            look_at=look_at,
        )
    )
    return made


def _homework(memory: Memory, row: Row[Any]) -> Homework:
    client = ClientId(row.client)
    owner = memory.client(client)
    return Homework(
        row.id,
        client,
        StaffId(row.staff) if row.staff else None,
        State(row.state),
        memory.vault.open_text(owner, TITLE, row.id, row.sealed_title),
        memory.vault.open_text(owner, TASK, row.id, row.sealed_task),
        row.due_on,
        row.assigned_at,
        row.told_at,
        row.answered_at,
        row.reviewed_at,
    )


def get(connection: Connection, memory: Memory, wanted: UUID) -> Homework:
    """The piece of this id."""
    row = connection.execute(
        select(table).where(table.c.practice == memory.practice, table.c.id == wanted)
    ).one()
    memory.open_clients(connection, [row.client])
    return _homework(memory, row)


def client_of(connection: Connection, memory: Memory, wanted: UUID) -> ClientId | None:
    """Whose piece this is; needs no key."""
    return owned.client_of(connection, memory, table, wanted)


def states_of(connection: Connection, memory: Memory, client: ClientId) -> dict[UUID, State]:
    """Where each of a client's pieces stands, the newest first; needs no key."""
    rows = connection.execute(
        select(table.c.id, table.c.state)
        .where(table.c.practice == memory.practice, table.c.client == client)
        .order_by(table.c.assigned_at.desc(), table.c.id.desc())
    )
    return {row.id: State(row.state) for row in rows}


def states_since(
    connection: Connection, memory: Memory, client: ClientId, start: datetime
) -> tuple[State, ...]:
    """Where the pieces stand that were assigned since then; needs no key."""
    rows = connection.execute(
        select(table.c.state).where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.assigned_at >= start,
        )
    )
    return tuple(State(each) for each in rows.scalars())


def of_client(connection: Connection, memory: Memory, client: ClientId) -> tuple[Homework, ...]:
    """All pieces of a client, the newest first."""
    return _found(
        connection,
        memory,
        client,
        select(table)
        .where(table.c.practice == memory.practice, table.c.client == client)
        .order_by(table.c.assigned_at.desc(), table.c.id.desc()),
    )


def between(
    connection: Connection, memory: Memory, client: ClientId, start: datetime, end: datetime
) -> tuple[Homework, ...]:
    """The pieces that were assigned, or last answered, in this time, the newest first."""
    last = func.coalesce(table.c.answered_at, table.c.assigned_at)
    return _found(
        connection,
        memory,
        client,
        select(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.assigned_at < end,
            last >= start,
        )
        .order_by(last.desc(), table.c.id.desc()),
    )


def _found(
    connection: Connection, memory: Memory, client: ClientId, wanted: Select[Any]
) -> tuple[Homework, ...]:
    rows = connection.execute(wanted).all()
    if rows:
        memory.open_clients(connection, [client])
    return tuple(_homework(memory, row) for row in rows)


def trail_of(
    connection: Connection, memory: Memory, pieces: Sequence[UUID]
) -> dict[UUID, tuple[HomeworkEntry, ...]]:
    """Everything that was said about each of these pieces, the oldest first."""
    rows = connection.execute(
        select(trail)
        .where(trail.c.practice == memory.practice, trail.c.homework.in_(pieces))
        .order_by(trail.c.at, trail.c.id)
    ).all()
    memory.open_clients(connection, {ClientId(row.client) for row in rows})
    found: dict[UUID, tuple[HomeworkEntry, ...]] = {}
    for row in rows:
        owner = memory.client(ClientId(row.client))
        sealed = row.sealed_words
        entry = HomeworkEntry(
            row.id,
            Entry(row.kind),
            StaffId(row.staff) if row.staff else None,
            "" if sealed is None else memory.vault.open_text(owner, WORDS, row.id, sealed),
            row.at,
        )
        found[row.homework] = (*found.get(row.homework, ()), entry)
    return found


def counts(
    connection: Connection, memory: Memory, clients: Iterable[ClientId]
) -> dict[ClientId, Count]:
    """How many pieces of each of these are open, and how many came back; needs no key."""
    rows = connection.execute(
        select(table.c.client, table.c.state, table.c.answered_at, table.c.reviewed_at).where(
            table.c.practice == memory.practice,
            table.c.client.in_(list(clients)),
            table.c.state != State.WITHDRAWN.value,
        )
    )
    found: dict[ClientId, Count] = {}
    for row in rows:
        before = found.get(ClientId(row.client), Count())
        is_back = row.answered_at is not None and row.reviewed_at is None
        goes_on = State(row.state) in GOES_ON
        found[ClientId(row.client)] = Count(before.open + goes_on, before.came_back + is_back)
    return found


def came_back(connection: Connection, memory: Memory, therapist: StaffId) -> tuple[str, ...]:
    """The codes of this therapist's clients of whom something came back; needs no key."""
    found = (
        select(client_table.c.code)
        .join(
            table,
            (table.c.practice == client_table.c.practice) & (table.c.client == client_table.c.id),
        )
        .where(
            client_table.c.practice == memory.practice,
            client_table.c.therapist == therapist,
            table.c.state != State.WITHDRAWN.value,
            table.c.answered_at.is_not(None),
            table.c.reviewed_at.is_(None),
        )
        .order_by(client_table.c.code)
        .distinct()
    )
    return tuple(connection.execute(found).scalars())


# --- what becomes of a piece ---------------------------------------------------------------


def answer(
    connection: Connection, memory: Memory, wanted: UUID, state: State, now: datetime
) -> bool:
    """Keeps what the client says of it; False when that stands there already, or it was withdrawn.

    Whoever answers is asked nothing more about it, and what was reviewed before comes back again.
    """
    changed = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.state.not_in([State.WITHDRAWN.value, state.value]),
        )
        .values(state=state.value, answered_at=now, reviewed_at=None, tell_at=None, look_at=None)
    )
    if changed.rowcount != 1:
        return False
    _add(connection, memory, wanted, Entry(state.value), None, "", now)
    return True


def _came_back(connection: Connection, memory: Memory, wanted: UUID, now: datetime) -> bool:
    """Something came back that nobody has looked at; False when it was withdrawn."""
    changed = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.state != State.WITHDRAWN.value,
        )
        .values(answered_at=now, reviewed_at=None, tell_at=None, look_at=None)
    )
    return changed.rowcount == 1


def add_words(
    connection: Connection, memory: Memory, wanted: UUID, words: str, now: datetime
) -> bool:
    """Keeps what the client wrote about it; False when it was withdrawn."""
    if not _came_back(connection, memory, wanted, now):
        return False
    _add(connection, memory, wanted, Entry.WORDS, None, words, now)
    return True


def add_file(
    connection: Connection, memory: Memory, wanted: UUID, file: UUID, now: datetime
) -> bool:
    """Notes that a photo was handed in with it; False when it was withdrawn."""
    if not _came_back(connection, memory, wanted, now):
        return False
    _add(connection, memory, wanted, Entry.FILE, None, "", now, made=file)
    return True


def review(
    connection: Connection, memory: Memory, wanted: UUID, by: StaffId, words: str, now: datetime
) -> UUID | None:
    """Keeps that somebody has looked at what came back; None when nothing had."""
    changed = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.state != State.WITHDRAWN.value,
            table.c.answered_at.is_not(None),
            table.c.reviewed_at.is_(None),
        )
        .values(reviewed_at=now)
    )
    if changed.rowcount != 1:
        return None
    return _add(connection, memory, wanted, Entry.REVIEWED, by, words, now)


def withdraw(
    connection: Connection, memory: Memory, wanted: UUID, by: StaffId | None, now: datetime
) -> bool:
    """Takes a piece back that is still open; False when it is not."""
    changed = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.state.in_(_GOES_ON),
        )
        .values(state=State.WITHDRAWN.value, tell_at=None, look_at=None)
    )
    if changed.rowcount != 1:
        return False
    _add(connection, memory, wanted, Entry.WITHDRAWN, by, "", now)
    return True


def _add(
    connection: Connection,
    memory: Memory,
    wanted: UUID,
    kind: Entry,
    by: StaffId | None,
    words: str,
    now: datetime,
    made: UUID | None = None,
) -> UUID:
    client = client_of(connection, memory, wanted)
    if client is None:
        raise LookupError("an entry about homework that is not there")
    made = made or new_id()
    sealed = None
    if words:
        memory.open_clients(connection, [client])
        sealed = memory.vault.seal_text(memory.client(client), WORDS, made, words, pad=True)
    connection.execute(
        insert(trail).values(
            practice=memory.practice,
            id=made,
            client=client,
            homework=wanted,
            kind=kind.value,
            staff=by,
            sealed_words=sealed,
            at=now,
        )
    )
    return made


# --- what is due ----------------------------------------------------------------------------


def to_tell(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> dict[UUID, ClientId]:
    """Pieces of which their client is to be told now, the longest due first."""
    return owned.due(connection, memory, table, table.c.tell_at, now, limit)


def to_look_at(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> dict[UUID, ClientId]:
    """Pieces that the rule about open homework is to look at now."""
    return owned.due(connection, memory, table, table.c.look_at, now, limit)


def waiting(
    connection: Connection, memory: Memory, client: ClientId, until: datetime
) -> tuple[Homework, ...]:
    """Pieces of which a client is to be told by then, the longest due first."""
    return _found(
        connection,
        memory,
        client,
        select(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.state == State.OPEN.value,
            table.c.tell_at <= until,
        )
        .order_by(table.c.tell_at, table.c.id),
    )


def tell_again(
    connection: Connection, memory: Memory, wanted: Iterable[UUID], at: datetime | None
) -> None:
    """When the client is told of these next; None: no more."""
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id.in_(list(wanted)))
        .values(tell_at=at)
    )


def note_told(connection: Connection, memory: Memory, wanted: UUID, now: datetime) -> None:
    """Keeps that the message about a piece was posted."""
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id == wanted)
        .values(told_at=now)
    )


def look_again(
    connection: Connection, memory: Memory, wanted: Iterable[UUID], at: datetime | None
) -> None:
    """When the rule about open homework looks at these next; None: no more."""
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id.in_(list(wanted)))
        .values(look_at=at)
    )


def put_off(
    connection: Connection, memory: Memory, wanted: UUID, now: datetime, until: datetime
) -> None:
    """Whatever was due of a piece comes later."""
    for column in (table.c.tell_at, table.c.look_at):
        connection.execute(
            update(table)
            .where(table.c.practice == memory.practice, table.c.id == wanted, column <= now)
            .values({column: until})
        )


def looked_after(
    connection: Connection, memory: Memory, client: ClientId
) -> tuple[tuple[State, date | None, datetime | None], ...]:
    """What the rule about open homework looks at of a client; needs no key."""
    rows = connection.execute(
        select(table.c.state, table.c.due_on, table.c.answered_at).where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.state == State.OPEN.value,
            table.c.due_on.is_not(None),
        )
    )
    return tuple((State(row.state), row.due_on, row.answered_at) for row in rows)


def next_due(connection: Connection) -> datetime | None:
    """When the next piece is due for anything, in all practices."""
    return soonest.of(connection, table.c.tell_at, table.c.look_at)
