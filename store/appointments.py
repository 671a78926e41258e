"""Appointments: each as it stands, the trail of what was said about it, and what is due of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, insert, literal, or_, select, update

from care.appointments import (
    Appointment,
    AppointmentEntry,
    Coming,
    Entry,
    How,
    Planned,
    State,
)
from care.people import ClientId, StaffId
from store import owned, soonest
from store.ids import new_id
from store.memory import Memory
from store.tables import appointment as table
from store.tables import appointment_entry as trail
from store.vault import Field

PLACE = Field("appointment", "sealed_place")
WORDS = Field("appointment_entry", "sealed_words")

_PLANNED = State.PLANNED.value


def plan(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    by: StaffId | None,
    planned: Planned,
    now: datetime,
    *,
    tell_at: datetime | None = None,
    remind_at: datetime | None = None,
    look_at: datetime | None = None,
) -> UUID:
    """Keeps an appointment; where it is stands sealed under the client's key."""
    made = new_id()
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=made,
            client=client,
            starts_at=planned.starts_at,
            minutes=planned.minutes,
            state=_PLANNED,
            how=planned.how.value if planned.how else None,
            sealed_place=_sealed_place(connection, memory, client, made, planned.place),
            moves=0,
            tell_at=tell_at,
            remind_at=remind_at,
            look_at=look_at,
        )
    )
    _add(connection, memory, made, Entry.PLANNED, by, "", now)
    return made


def _sealed_place(
    connection: Connection, memory: Memory, client: ClientId, row: UUID, place: str
) -> bytes | None:
    if not place:
        return None
    memory.open_clients(connection, [client])
    return memory.vault.seal_text(memory.client(client), PLACE, row, place, pad=True)


def _appointment(memory: Memory, row: Row[Any]) -> Appointment:
    client = ClientId(row.client)
    place = ""
    if row.sealed_place is not None:
        place = memory.vault.open_text(memory.client(client), PLACE, row.id, row.sealed_place)
    return Appointment(
        row.id,
        client,
        State(row.state),
        row.starts_at,
        row.minutes,
        How(row.how) if row.how else None,
        place,
        row.moves,
        row.told_at,
        row.confirmed_at,
        row.requested_at,
    )


def get(connection: Connection, memory: Memory, wanted: UUID) -> Appointment:
    """The appointment of this id."""
    row = connection.execute(
        select(table).where(table.c.practice == memory.practice, table.c.id == wanted)
    ).one()
    memory.open_clients(connection, [row.client])
    return _appointment(memory, row)


def client_of(connection: Connection, memory: Memory, wanted: UUID) -> ClientId | None:
    """Whose appointment this is; needs no key."""
    return owned.client_of(connection, memory, table, wanted)


def _found(
    connection: Connection, memory: Memory, client: ClientId, wanted: Select[Any]
) -> tuple[Appointment, ...]:
    rows = connection.execute(wanted).all()
    if rows:
        memory.open_clients(connection, [client])
    return tuple(_appointment(memory, row) for row in rows)


def coming(
    connection: Connection, memory: Memory, client: ClientId, now: datetime
) -> tuple[Appointment, ...]:
    """What stands and has not begun, the soonest first."""
    return _found(
        connection,
        memory,
        client,
        select(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.state == _PLANNED,
            table.c.starts_at > now,
        )
        .order_by(table.c.starts_at, table.c.id),
    )


def lately(
    connection: Connection, memory: Memory, client: ClientId, now: datetime, limit: int
) -> tuple[Appointment, ...]:
    """What is over, was cancelled or declined, the newest beginning first."""
    return _found(
        connection,
        memory,
        client,
        select(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            or_(table.c.state != _PLANNED, table.c.starts_at <= now),
        )
        .order_by(table.c.starts_at.desc(), table.c.id.desc())
        .limit(limit),
    )


def between(
    connection: Connection, memory: Memory, client: ClientId, start: datetime, end: datetime | None
) -> tuple[Appointment, ...]:
    """Those that begin in this time, whatever became of them, the last first; None: no end."""
    asked = select(table).where(
        table.c.practice == memory.practice,
        table.c.client == client,
        table.c.starts_at >= start,
    )
    if end is not None:
        asked = asked.where(table.c.starts_at < end)
    return _found(
        connection, memory, client, asked.order_by(table.c.starts_at.desc(), table.c.id.desc())
    )


def answered_since(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    since: datetime,
    kinds: Iterable[Entry],
) -> frozenset[UUID]:
    """Those of which something of these kinds was said after this instant; needs no key."""
    rows = connection.execute(
        select(trail.c.appointment).where(
            trail.c.practice == memory.practice,
            trail.c.client == client,
            trail.c.kind.in_([each.value for each in kinds]),
            trail.c.at > since,
        )
    )
    return frozenset(rows.scalars())


def trail_of(
    connection: Connection, memory: Memory, wanted: Iterable[UUID]
) -> dict[UUID, tuple[AppointmentEntry, ...]]:
    """Everything that was said about each of these, the oldest first."""
    rows = connection.execute(
        select(trail)
        .where(trail.c.practice == memory.practice, trail.c.appointment.in_(list(wanted)))
        .order_by(trail.c.at, trail.c.id)
    ).all()
    memory.open_clients(connection, {ClientId(row.client) for row in rows})
    found: dict[UUID, tuple[AppointmentEntry, ...]] = {}
    for row in rows:
        words = ""
        if row.sealed_words is not None:
            owner = memory.client(ClientId(row.client))
            words = memory.vault.open_text(owner, WORDS, row.id, row.sealed_words)
        staff = StaffId(row.staff) if row.staff else None
        entry = AppointmentEntry(row.id, Entry(row.kind), staff, words, row.starts_at, row.at)
        found[row.appointment] = (*found.get(row.appointment, ()), entry)
    return found


def standings(
    connection: Connection, memory: Memory, client: ClientId, now: datetime
) -> dict[UUID, tuple[datetime, int, bool, bool]]:
    """Of each of a client's: when it begins, how often it moved, whether it stands, and the yes.

    Needs no key.
    """
    rows = connection.execute(
        select(
            table.c.id, table.c.starts_at, table.c.moves, table.c.state, table.c.confirmed_at
        ).where(table.c.practice == memory.practice, table.c.client == client)
    )
    return {
        row.id: (
            row.starts_at,
            row.moves,
            row.state == _PLANNED and row.starts_at > now,
            row.confirmed_at is not None,
        )
        for row in rows
    }


def next_of(
    connection: Connection, memory: Memory, clients: Iterable[ClientId], now: datetime
) -> dict[ClientId, Coming]:
    """What is next of each of these, and how many requests wait; needs no key."""
    rows = connection.execute(
        select(table.c.client, table.c.starts_at, table.c.confirmed_at, table.c.requested_at)
        .where(
            table.c.practice == memory.practice,
            table.c.client.in_(list(clients)),
            table.c.state == _PLANNED,
            table.c.starts_at > now,
        )
        .order_by(table.c.starts_at, table.c.id)
    )
    found: dict[ClientId, Coming] = {}
    for row in rows:
        client = ClientId(row.client)
        first = found.get(client) or Coming(row.starts_at, row.confirmed_at is not None)
        waits = row.requested_at is not None
        found[client] = Coming(first.starts_at, first.confirmed, first.requests + waits)
    return found


def next_appointment(
    connection: Connection, memory: Memory, client: ClientId, now: datetime
) -> datetime | None:
    """When the client's next therapy session begins, or None when none is entered."""
    found = next_of(connection, memory, [client], now).get(client)
    return found.starts_at if found else None


def sessions(
    connection: Connection, memory: Memory, client: ClientId, start: datetime, end: datetime
) -> tuple[datetime, ...]:
    """When therapy sessions were arranged for in this time; whether they took place is not kept."""
    rows = connection.execute(
        select(table.c.starts_at)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.state == _PLANNED,
            table.c.starts_at >= start,
            table.c.starts_at <= end,
        )
        .order_by(table.c.starts_at)
    )
    return tuple(rows.scalars())


# --- what becomes of one ---------------------------------------------------------------------


def _change(
    connection: Connection, memory: Memory, wanted: UUID, now: datetime, **values: object
) -> bool:
    """Changes one that stands and has not begun; False when it does not."""
    changed = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.state == _PLANNED,
            table.c.starts_at > now,
        )
        .values(**values)
    )
    return changed.rowcount == 1


def confirm(connection: Connection, memory: Memory, wanted: UUID, now: datetime) -> bool:
    """Keeps that the client will be there; False when it does not stand any more."""
    values = {"confirmed_at": now, "requested_at": None, "told_at": _known(now), "tell_at": None}
    if not _change(connection, memory, wanted, now, **values, look_at=None):
        return False
    _add(connection, memory, wanted, Entry.CONFIRMED, None, "", now)
    return True


def request(
    connection: Connection, memory: Memory, wanted: UUID, words: str, now: datetime
) -> bool:
    """Keeps that the client asks for another time; until that is answered the time stands."""
    values = {"confirmed_at": None, "requested_at": now, "told_at": _known(now), "tell_at": None}
    if not _change(connection, memory, wanted, now, **values, look_at=None):
        return False
    _add(connection, memory, wanted, Entry.OTHER_TIME, None, words, now)
    return True


def _known(now: datetime) -> Any:
    """Whoever answers knows of it; when they were first told stays as it is."""
    return func.coalesce(table.c.told_at, literal(now, table.c.told_at.type))


_OVER: dict[str, object] = {
    "requested_at": None,
    "tell_at": None,
    "remind_at": None,
    "look_at": None,
}


def decline(connection: Connection, memory: Memory, wanted: UUID, now: datetime) -> bool:
    """Keeps that the client cannot come; False when it does not stand any more."""
    values = {**_OVER, "confirmed_at": None, "state": State.DECLINED.value}
    if not _change(connection, memory, wanted, now, **values):
        return False
    _add(connection, memory, wanted, Entry.DECLINED, None, "", now)
    return True


def cancel(
    connection: Connection,
    memory: Memory,
    wanted: UUID,
    by: StaffId | None,
    words: str,
    now: datetime,
) -> UUID | None:
    """Cancels one that stands; the entry of the trail, or None when it does not."""
    if not _change(connection, memory, wanted, now, **_OVER, state=State.CANCELLED.value):
        return None
    return _add(connection, memory, wanted, Entry.CANCELLED, by, words, now)


def move(
    connection: Connection,
    memory: Memory,
    wanted: UUID,
    by: StaffId | None,
    planned: Planned,
    words: str,
    now: datetime,
    *,
    tell_at: datetime | None,
    remind_at: datetime | None,
    look_at: datetime | None,
) -> UUID | None:
    """Gives one another time, length or place; the entry of the trail, or None when it is over.

    What the client said was to the time it had: another one is asked about anew. Where the time is
    the same, what was said to it holds.
    """
    found = connection.execute(
        select(table.c.client, table.c.starts_at).where(
            table.c.practice == memory.practice, table.c.id == wanted
        )
    ).one_or_none()
    if found is None:
        return None
    place = _sealed_place(connection, memory, ClientId(found.client), wanted, planned.place)
    values: dict[str, object] = {
        "starts_at": planned.starts_at,
        "minutes": planned.minutes,
        "how": planned.how.value if planned.how else None,
        "sealed_place": place,
    }
    if planned.starts_at != found.starts_at:
        due = {"tell_at": tell_at, "remind_at": remind_at, "look_at": look_at}
        said = {"moves": table.c.moves + 1, "confirmed_at": None, "requested_at": None}
        values |= {**due, **said}
    if not _change(connection, memory, wanted, now, **values):
        return None
    return _add(connection, memory, wanted, Entry.MOVED, by, words, now)


def stays(
    connection: Connection,
    memory: Memory,
    wanted: UUID,
    by: StaffId | None,
    words: str,
    now: datetime,
    *,
    tell_at: datetime | None,
    look_at: datetime | None,
) -> UUID | None:
    """Answers a request for another time with the time it has; None when nothing was asked."""
    changed = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.state == _PLANNED,
            table.c.starts_at > now,
            table.c.requested_at.is_not(None),
        )
        .values(requested_at=None, tell_at=tell_at, look_at=look_at)
    )
    if changed.rowcount != 1:
        return None
    return _add(connection, memory, wanted, Entry.STAYS, by, words, now)


def _add(
    connection: Connection,
    memory: Memory,
    wanted: UUID,
    kind: Entry,
    by: StaffId | None,
    words: str,
    now: datetime,
) -> UUID:
    row = connection.execute(
        select(table.c.client, table.c.starts_at).where(
            table.c.practice == memory.practice, table.c.id == wanted
        )
    ).one()
    made, sealed = new_id(), None
    if words:
        memory.open_clients(connection, [row.client])
        owner = memory.client(ClientId(row.client))
        sealed = memory.vault.seal_text(owner, WORDS, made, words, pad=True)
    connection.execute(
        insert(trail).values(
            practice=memory.practice,
            id=made,
            client=row.client,
            appointment=wanted,
            kind=kind.value,
            staff=by,
            sealed_words=sealed,
            starts_at=row.starts_at,
            at=now,
        )
    )
    return made


# --- what is due -----------------------------------------------------------------------------


def to_tell(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> dict[UUID, ClientId]:
    """Those of which their client is to be told now, the longest due first."""
    return owned.due(connection, memory, table, table.c.tell_at, now, limit)


def to_remind(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> dict[UUID, ClientId]:
    """Those that begin within the hour, of which nobody has reminded the client."""
    return owned.due(connection, memory, table, table.c.remind_at, now, limit)


def to_look_at(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> dict[UUID, ClientId]:
    """Those that the rule about answers is to look at now."""
    return owned.due(connection, memory, table, table.c.look_at, now, limit)


def waiting(
    connection: Connection, memory: Memory, client: ClientId, until: datetime
) -> tuple[Appointment, ...]:
    """Those of which a client is to be told by then, the longest due first."""
    return _found(
        connection,
        memory,
        client,
        select(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.state == _PLANNED,
            table.c.tell_at <= until,
        )
        .order_by(table.c.tell_at, table.c.id),
    )


def unanswered(
    connection: Connection, memory: Memory, client: ClientId, now: datetime
) -> tuple[tuple[datetime, datetime | None, datetime | None], ...]:
    """What the rule looks at of a client: beginning, yes, and request; needs no key."""
    rows = connection.execute(
        select(table.c.starts_at, table.c.confirmed_at, table.c.requested_at).where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.state == _PLANNED,
            table.c.starts_at > now,
        )
    )
    return tuple((row.starts_at, row.confirmed_at, row.requested_at) for row in rows)


def tell_again(
    connection: Connection, memory: Memory, wanted: Iterable[UUID], at: datetime | None
) -> None:
    """When the client is told of these next; None: no more."""
    _set(connection, memory, wanted, tell_at=at)


def note_told(
    connection: Connection, memory: Memory, wanted: Iterable[UUID], now: datetime
) -> None:
    """Keeps that the client knows of these; when they first did stays as it is."""
    _set(connection, memory, wanted, told_at=_known(now))


def remind_again(
    connection: Connection, memory: Memory, wanted: Iterable[UUID], at: datetime | None
) -> None:
    """When the client is reminded of these; None: no more."""
    _set(connection, memory, wanted, remind_at=at)


def look_again(
    connection: Connection, memory: Memory, wanted: Iterable[UUID], at: datetime | None
) -> None:
    """When the rule about answers looks at these next; None: no more."""
    _set(connection, memory, wanted, look_at=at)


def _set(connection: Connection, memory: Memory, wanted: Iterable[UUID], **values: object) -> None:
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id.in_(list(wanted)))
        .values(**values)
    )


def put_off(
    connection: Connection, memory: Memory, wanted: UUID, now: datetime, until: datetime
) -> None:
    """Whatever was due of one comes later."""
    for column in (table.c.tell_at, table.c.remind_at, table.c.look_at):
        connection.execute(
            update(table)
            .where(table.c.practice == memory.practice, table.c.id == wanted, column <= now)
            .values({column: until})
        )


def next_due(connection: Connection) -> datetime | None:
    """When the next one is due for anything, in all practices."""
    return soonest.of(connection, table.c.tell_at, table.c.remind_at, table.c.look_at)
