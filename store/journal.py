"""The journal: each entry sealed under its client's key, and whether the therapist may read it."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from care.journal import JournalEntry, Part, Parts, dump, length, load
from care.people import ClientId, StaffId
from store import owned, soonest
from store.ids import new_id
from store.memory import Memory
from store.tables import journal_entry as table
from store.tables import read_mark
from store.vault import Field, Owner

PARTS = Field("journal_entry", "sealed_parts")


def keep(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    on: date,
    parts: Parts,
    now: datetime,
    *,
    counts: bool,
) -> UUID:
    """Keeps an entry, for the client alone.

    `counts`: its day is one of those that say how often the client writes.
    """
    memory.open_clients(connection, [client])
    made = new_id()
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=made,
            client=client,
            local_date=on,
            sealed_parts=_sealed(memory, memory.client(client), made, parts, 1),
            row_version=1,
            written_at=now,
            shared_at=None,
            counts=counts,
            look_at=None,
        )
    )
    return made


def _sealed(memory: Memory, owner: Owner, row: UUID, parts: Parts, version: int) -> bytes:
    said = json.dumps(dump(parts), ensure_ascii=False, separators=(",", ":"))
    return memory.vault.seal_text(owner, PARTS, row, said, version=version, pad=True)


def opened(memory: Memory, owner: Owner, row: Row[Any]) -> Parts:
    """What was written."""
    sealed, version = row.sealed_parts, row.row_version
    return load(json.loads(memory.vault.open_text(owner, PARTS, row.id, sealed, version=version)))


def _entry(memory: Memory, row: Row[Any]) -> JournalEntry:
    client = ClientId(row.client)
    parts = opened(memory, memory.client(client), row)
    return JournalEntry(row.id, client, row.local_date, parts, row.written_at, row.shared_at)


# --- what is there ----------------------------------------------------------------------------


def get(connection: Connection, memory: Memory, wanted: UUID) -> JournalEntry | None:
    """The entry of this id; None when it was deleted."""
    row = connection.execute(
        select(table).where(table.c.practice == memory.practice, table.c.id == wanted)
    ).one_or_none()
    if row is None:
        return None
    memory.open_clients(connection, [row.client])
    return _entry(memory, row)


def client_of(connection: Connection, memory: Memory, wanted: UUID) -> ClientId | None:
    """Whose entry this is; needs no key."""
    return owned.client_of(connection, memory, table, wanted)


def newest_of(
    connection: Connection, memory: Memory, client: ClientId, on: date
) -> JournalEntry | None:
    """What the client wrote last, if that was on this day."""
    wanted = _wanted(memory, client).where(table.c.local_date == on).limit(1)
    return next(iter(_found(connection, memory, client, wanted)), None)


def of_client(
    connection: Connection, memory: Memory, client: ClientId, *, skip: int, at_most: int
) -> tuple[JournalEntry, ...]:
    """A client's entries, the newest first, without so many of the newest."""
    wanted = _wanted(memory, client).offset(skip).limit(at_most)
    return _found(connection, memory, client, wanted)


def shared_between(
    connection: Connection, memory: Memory, client: ClientId, first: date, last: date
) -> tuple[JournalEntry, ...]:
    """What the therapist may read of these days, the newest first."""
    wanted = _shared(memory, client).where(table.c.local_date >= first, table.c.local_date <= last)
    return _found(connection, memory, client, wanted)


def shared_since(
    connection: Connection, memory: Memory, client: ClientId, since: datetime
) -> tuple[JournalEntry, ...]:
    """What a client has let the therapist read since then, the newest first."""
    return _found(
        connection, memory, client, _shared(memory, client).where(table.c.shared_at > since)
    )


def new_to(
    connection: Connection, memory: Memory, staff: StaffId, clients: Iterable[ClientId]
) -> Mapping[ClientId, int]:
    """How many shared entries of each of these a member of staff has not marked as read."""
    read = read_mark.alias()
    rows = connection.execute(
        select(table.c.client, func.count())
        .outerjoin(
            read,
            (read.c.practice == table.c.practice)
            & (read.c.client == table.c.client)
            & (read.c.staff == staff),
        )
        .where(
            table.c.practice == memory.practice,
            table.c.client.in_(list(clients)),
            table.c.shared_at.is_not(None),
            read.c.read_to.is_(None) | (table.c.shared_at > read.c.read_to),
        )
        .group_by(table.c.client)
    )
    return {ClientId(client): many for client, many in rows}


def _wanted(memory: Memory, client: ClientId) -> Select[Any]:
    return (
        select(table)
        .where(table.c.practice == memory.practice, table.c.client == client)
        .order_by(table.c.written_at.desc(), table.c.id.desc())
    )


def _shared(memory: Memory, client: ClientId) -> Select[Any]:
    return _wanted(memory, client).where(table.c.shared_at.is_not(None))


def _found(
    connection: Connection, memory: Memory, client: ClientId, wanted: Select[Any]
) -> tuple[JournalEntry, ...]:
    rows = connection.execute(wanted).all()
    if rows:
        memory.open_clients(connection, [client])
    return tuple(_entry(memory, row) for row in rows)


# --- what becomes of an entry -----------------------------------------------------------------


def add(connection: Connection, memory: Memory, wanted: UUID, part: Part, limit: int) -> bool:
    """Adds some words to an entry that is the client's alone; False where they do not fit."""
    row = connection.execute(
        select(table).where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.shared_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return False
    memory.open_clients(connection, [row.client])
    owner, version = memory.client(ClientId(row.client)), row.row_version + 1
    parts = (*opened(memory, owner, row), part)
    if length(parts) > limit:
        return False
    changed = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.row_version == row.row_version,
        )
        .values(sealed_parts=_sealed(memory, owner, wanted, parts, version), row_version=version)
    )
    return changed.rowcount == 1


def share(connection: Connection, memory: Memory, wanted: UUID, now: datetime) -> bool:
    """Lets the therapist read an entry; False when that is so already."""
    return _changed(connection, memory, wanted, table.c.shared_at.is_(None), now)


def keep_private(connection: Connection, memory: Memory, wanted: UUID) -> bool:
    """Makes an entry the client's alone again; False when it is so already."""
    return _changed(connection, memory, wanted, table.c.shared_at.is_not(None), None)


def _changed(
    connection: Connection, memory: Memory, wanted: UUID, stands: Any, shared_at: datetime | None
) -> bool:
    changed = connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id == wanted, stands)
        .values(shared_at=shared_at)
    )
    return changed.rowcount == 1


def take_away(connection: Connection, memory: Memory, wanted: UUID) -> bool:
    """Deletes an entry; nothing of it is left."""
    gone = connection.execute(
        delete(table).where(table.c.practice == memory.practice, table.c.id == wanted)
    )
    return gone.rowcount == 1


def keep_all_private(connection: Connection, memory: Memory, client: ClientId) -> None:
    """Makes everything that a client had shared the client's alone again."""
    connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.shared_at.is_not(None),
        )
        .values(shared_at=None)
    )


# --- for the rule about silence: days, and nothing that was written ---------------------------


def days_counted(connection: Connection, memory: Memory, client: ClientId) -> tuple[date, ...]:
    """The days with an entry that counts, in order; needs no key."""
    rows = connection.execute(
        select(table.c.local_date)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.counts.is_(True),
        )
        .distinct()
        .order_by(table.c.local_date)
    )
    return tuple(rows.scalars())


def count_no_more(connection: Connection, memory: Memory, client: ClientId) -> None:
    """No day until now says any more how often a client writes, and none is looked at."""
    connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.counts.is_(True),
        )
        .values(counts=False, look_at=None)
    )


def look_next(
    connection: Connection, memory: Memory, client: ClientId, wanted: UUID, at: datetime | None
) -> None:
    """When the silence after this entry is looked at; of no other entry of the client's it is."""
    whose = (table.c.practice == memory.practice, table.c.client == client)
    connection.execute(
        update(table).where(*whose, table.c.look_at.is_not(None)).values(look_at=None)
    )
    connection.execute(update(table).where(*whose, table.c.id == wanted).values(look_at=at))


def to_look_at(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> dict[UUID, ClientId]:
    """Entries after which it may have been silent for long enough."""
    rows = connection.execute(
        select(table.c.id, table.c.client)
        .where(table.c.practice == memory.practice, table.c.look_at <= now)
        .order_by(table.c.look_at, table.c.id)
        .limit(limit)
    )
    return {row.id: ClientId(row.client) for row in rows}


def next_due(connection: Connection) -> datetime | None:
    """When the next silence is looked at, in all practices."""
    return soonest.of(connection, table.c.look_at)
