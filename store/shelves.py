"""Shelves: what of the practice's library lies there for each client, and what came of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, literal, select, update

from care.people import ClientId, StaffId
from care.shelf import Reaction, Resource, ShelfItem
from store import owned, resources, soonest
from store.dialect import put as put_rows
from store.ids import new_id
from store.memory import Memory
from store.tables import shelf_item as table
from store.vault import Field

RESOURCE = Field("shelf_item", "sealed_resource")
WHY = Field("shelf_item", "sealed_why")
REACTION = Field("shelf_item", "sealed_reaction")

_THERE = select(table).where(table.c.removed_at.is_(None))


def put(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    by: StaffId | None,
    resource: str,
    why: str,
    now: datetime,
    *,
    tell_at: datetime | None,
) -> UUID:
    """Puts a resource on a client's shelf, or back there as if it had never lain there.

    What lies there already is left as it is. Which it is stands under the client's key: a title
    can say what somebody suffers from.
    """
    memory.open_clients(connection, [client])
    owner, index = memory.client(client), _index(memory, client, resource)
    before = connection.execute(
        select(table.c.id, table.c.removed_at).where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.resource_index == index,
        )
    ).one_or_none()
    if before is not None and before.removed_at is None:
        return cast("UUID", before.id)
    item = new_id() if before is None else before.id
    put_rows(
        connection,
        table,
        [
            {
                "practice": memory.practice,
                "id": item,
                "client": client,
                "resource_index": index,
                "sealed_resource": memory.vault.seal_text(
                    owner, RESOURCE, item, resource, pad=True
                ),
                "staff": by,
                "sealed_why": memory.vault.seal_text(owner, WHY, item, why, pad=True),
                "sealed_reaction": None,
                "put_at": now,
                "told_at": None,
                "opened_at": None,
                "reacted_at": None,
                "removed_at": None,
                "tell_at": tell_at,
            }
        ],
    )
    return item


def _index(memory: Memory, client: ClientId, resource: str) -> bytes:
    """The same for the same thing on one shelf, and nowhere else; it tells nothing without keys."""
    return memory.vault.blind_index(memory.practice, "shelf", f"{client}/{resource}")


def get(connection: Connection, memory: Memory, wanted: UUID) -> ShelfItem | None:
    """The thing of this id as it lies there; None when it was taken off."""
    found = _found(connection, memory, _THERE.where(table.c.id == wanted))
    return found[0] if found else None


def of_client(connection: Connection, memory: Memory, client: ClientId) -> tuple[ShelfItem, ...]:
    """What lies on a client's shelf, the newest first."""
    wanted = _THERE.where(table.c.client == client)
    return _found(connection, memory, wanted.order_by(table.c.put_at.desc(), table.c.id.desc()))


def ids_of(connection: Connection, memory: Memory, client: ClientId) -> frozenset[UUID]:
    """What lies on a client's shelf, by id; needs no key."""
    rows = connection.execute(
        select(table.c.id).where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.removed_at.is_(None),
        )
    )
    return frozenset(rows.scalars())


def client_of(connection: Connection, memory: Memory, wanted: UUID) -> ClientId | None:
    """Whose shelf this lies on, or lay on; needs no key."""
    return owned.client_of(connection, memory, table, wanted)


def _found(connection: Connection, memory: Memory, wanted: Select[Any]) -> tuple[ShelfItem, ...]:
    rows = connection.execute(wanted.where(table.c.practice == memory.practice)).all()
    if not rows:
        return ()
    memory.open_clients(connection, {ClientId(row.client) for row in rows})
    codes = [_code(memory, row) for row in rows]
    # A library is long, and a shelf short.
    library = resources.named(connection, memory, set(codes))
    return tuple(_item(memory, row, library[code]) for row, code in zip(rows, codes, strict=True))


def _code(memory: Memory, row: Row[Any]) -> str:
    owner = memory.client(ClientId(row.client))
    return memory.vault.open_text(owner, RESOURCE, row.id, row.sealed_resource)


def _item(memory: Memory, row: Row[Any], lies: Resource) -> ShelfItem:
    client = ClientId(row.client)
    owner, vault = memory.client(client), memory.vault
    said = row.sealed_reaction
    return ShelfItem(
        row.id,
        client,
        lies,
        StaffId(row.staff) if row.staff else None,
        vault.open_text(owner, WHY, row.id, row.sealed_why),
        row.put_at,
        row.told_at,
        row.opened_at,
        None if said is None else Reaction(vault.open_text(owner, REACTION, row.id, said)),
        row.reacted_at,
    )


# --- what becomes of a thing -----------------------------------------------------------------


def remove(connection: Connection, memory: Memory, wanted: UUID, now: datetime) -> bool:
    """Takes a thing off its shelf; False when it does not lie there."""
    return _change(connection, memory, wanted, removed_at=now, tell_at=None)


def opened(connection: Connection, memory: Memory, wanted: UUID, now: datetime) -> bool:
    """Keeps when the client first looked at a thing, of which they are told no more."""
    at = literal(now, table.c.opened_at.type)
    first, told = (func.coalesce(each, at) for each in (table.c.opened_at, table.c.told_at))
    return _change(connection, memory, wanted, opened_at=first, told_at=told, tell_at=None)


def react(
    connection: Connection, memory: Memory, wanted: UUID, said: Reaction | None, now: datetime
) -> bool:
    """Keeps what the client says of a thing; None takes it back. False when it is not there."""
    client = client_of(connection, memory, wanted)
    if client is None:
        return False
    sealed = None
    if said is not None:
        memory.open_clients(connection, [client])
        owner = memory.client(client)
        sealed = memory.vault.seal_text(owner, REACTION, wanted, said.value, pad=True)
    return _change(connection, memory, wanted, sealed_reaction=sealed, reacted_at=now)


def _change(connection: Connection, memory: Memory, wanted: UUID, **values: Any) -> bool:
    done = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.removed_at.is_(None),
        )
        .values(**values)
    )
    return done.rowcount == 1


# --- of what a client is told ----------------------------------------------------------------


def told(connection: Connection, memory: Memory, items: Iterable[UUID], now: datetime) -> None:
    """The client knows of these by now."""
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id.in_(list(items)))
        .values(told_at=now, tell_at=None)
    )


def untell(
    connection: Connection, memory: Memory, client: ClientId, told_at: datetime, at: datetime
) -> None:
    """What was told then did not arrive, and is told at this time; who has looked knows."""
    connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.told_at == told_at,
            table.c.opened_at.is_(None),
            table.c.removed_at.is_(None),
        )
        .values(told_at=None, tell_at=at)
    )


def tell_again(
    connection: Connection, memory: Memory, items: Iterable[UUID], at: datetime | None
) -> None:
    """When the client is told of these; None: not any more."""
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id.in_(list(items)))
        .values(tell_at=at)
    )


def untold(connection: Connection, memory: Memory, client: ClientId) -> dict[UUID, datetime]:
    """What lies on a client's shelf that they do not know of, and since when; needs no key."""
    rows = connection.execute(
        select(table.c.id, table.c.put_at)
        .where(
            table.c.practice == memory.practice,
            table.c.client == client,
            table.c.removed_at.is_(None),
            table.c.told_at.is_(None),
        )
        .order_by(table.c.put_at.desc(), table.c.id.desc())
    )
    return {row.id: row.put_at for row in rows}


def to_tell(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> tuple[ClientId, ...]:
    """Whom to tell now of what is new on their shelf, the longest due first; needs no key."""
    due = func.min(table.c.tell_at)
    rows = connection.execute(
        select(table.c.client)
        .where(table.c.practice == memory.practice, table.c.tell_at <= now)
        .group_by(table.c.client)
        .order_by(due, table.c.client)
        .limit(limit)
    )
    return tuple(map(ClientId, rows.scalars()))


def next_due(connection: Connection) -> datetime | None:
    """When the next client is to be told of something, in all practices."""
    return soonest.of(connection, table.c.tell_at)
