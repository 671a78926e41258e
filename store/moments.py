"""Key moments: each with its title sealed under the client's key, and whom it is for."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from care.moments import Marked, Moment
from care.people import ClientId, StaffId
from store import owned
from store.ids import new_id
from store.memory import Memory
from store.tables import key_moment as table
from store.vault import Field

TITLE = Field("key_moment", "sealed_title")


def mark(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    by: StaffId | None,
    marked: Marked,
    now: datetime,
) -> UUID:
    """Keeps a moment, sealed under the client's key."""
    memory.open_clients(connection, [client])
    owner, made = memory.client(client), new_id()
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=made,
            client=client,
            staff=by,
            local_date=marked.on,
            sealed_title=memory.vault.seal_text(
                owner, TITLE, made, marked.title, version=1, pad=True
            ),
            row_version=1,
            marked_at=now,
            shared_at=now if marked.is_shared else None,
        )
    )
    return made


def _moment(memory: Memory, row: Row[Any]) -> Moment:
    client = ClientId(row.client)
    owner, sealed = memory.client(client), row.sealed_title
    return Moment(
        row.id,
        client,
        StaffId(row.staff) if row.staff else None,
        row.local_date,
        memory.vault.open_text(owner, TITLE, row.id, sealed, version=row.row_version),
        row.marked_at,
        row.shared_at,
    )


def get(connection: Connection, memory: Memory, wanted: UUID) -> Moment | None:
    """The moment of this id; None when it was taken away."""
    row = connection.execute(
        select(table).where(table.c.practice == memory.practice, table.c.id == wanted)
    ).one_or_none()
    if row is None:
        return None
    memory.open_clients(connection, [row.client])
    return _moment(memory, row)


def client_of(connection: Connection, memory: Memory, wanted: UUID) -> ClientId | None:
    """Whose moment this is; needs no key."""
    return owned.client_of(connection, memory, table, wanted)


def marked_by(
    connection: Connection, memory: Memory, client: ClientId
) -> Mapping[UUID, StaffId | None]:
    """Who marked each of a client's moments, None for the client; needs no key."""
    rows = connection.execute(
        select(table.c.id, table.c.staff).where(
            table.c.practice == memory.practice, table.c.client == client
        )
    )
    return {row.id: StaffId(row.staff) if row.staff else None for row in rows}


def of_client(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    *,
    shared_only: bool,
    at_most: int | None = None,
    after: int = 0,
) -> tuple[Moment, ...]:
    """A client's moments, the newest day first; for staff only those that are shared.

    So many at most, after so many of the newest.
    """
    wanted = _wanted(memory, client, shared_only)
    return _found(connection, memory, client, wanted.limit(at_most).offset(after))


def between(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    first: date,
    last: date,
    *,
    shared_only: bool,
) -> tuple[Moment, ...]:
    """The moments of these days, the newest day first; for staff only those that are shared."""
    wanted = _wanted(memory, client, shared_only).where(
        table.c.local_date >= first, table.c.local_date <= last
    )
    return _found(connection, memory, client, wanted)


def shared_since(
    connection: Connection, memory: Memory, client: ClientId, since: datetime
) -> tuple[Moment, ...]:
    """What a client has let the therapist see since then, the newest day first."""
    wanted = _wanted(memory, client, True).where(table.c.shared_at > since, table.c.staff.is_(None))
    return _found(connection, memory, client, wanted)


def _wanted(memory: Memory, client: ClientId, shared_only: bool) -> Select[Any]:
    found = select(table).where(table.c.practice == memory.practice, table.c.client == client)
    if shared_only:
        found = found.where(table.c.shared_at.is_not(None))
    return found.order_by(table.c.local_date.desc(), table.c.id.desc())


def _found(
    connection: Connection, memory: Memory, client: ClientId, wanted: Select[Any]
) -> tuple[Moment, ...]:
    rows = connection.execute(wanted).all()
    if rows:
        memory.open_clients(connection, [client])
    return tuple(_moment(memory, row) for row in rows)


# --- what becomes of a moment ---------------------------------------------------------------


def rename(connection: Connection, memory: Memory, wanted: UUID, title: str) -> bool:
    """Keeps other words for a moment that its client marked; False where there is none."""
    row = connection.execute(
        select(table.c.client, table.c.row_version).where(
            table.c.practice == memory.practice, table.c.id == wanted, table.c.staff.is_(None)
        )
    ).one_or_none()
    if row is None:
        return False
    memory.open_clients(connection, [row.client])
    owner, version = memory.client(ClientId(row.client)), row.row_version + 1
    sealed = memory.vault.seal_text(owner, TITLE, wanted, title, version=version, pad=True)
    changed = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.row_version == row.row_version,
        )
        .values(sealed_title=sealed, row_version=version)
    )
    return changed.rowcount == 1


def share(connection: Connection, memory: Memory, wanted: UUID, now: datetime) -> bool:
    """Lets the therapist see a moment that its client marked; False when that is so already."""
    return _changed(connection, memory, wanted, table.c.shared_at.is_(None), now)


def keep_private(connection: Connection, memory: Memory, wanted: UUID) -> bool:
    """Makes a moment that its client marked the client's alone; False when it is so already."""
    return _changed(connection, memory, wanted, table.c.shared_at.is_not(None), None)


def _changed(
    connection: Connection, memory: Memory, wanted: UUID, stands: Any, shared_at: datetime | None
) -> bool:
    changed = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.staff.is_(None),
            stands,
        )
        .values(shared_at=shared_at)
    )
    return changed.rowcount == 1


def take_away(connection: Connection, memory: Memory, wanted: UUID, *, by_staff: bool) -> bool:
    """Takes a moment away that its client marked, or staff did; nothing of it is left."""
    whose = table.c.staff.is_not(None) if by_staff else table.c.staff.is_(None)
    gone = connection.execute(
        delete(table).where(table.c.practice == memory.practice, table.c.id == wanted, whose)
    )
    return gone.rowcount == 1
