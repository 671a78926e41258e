"""Wrapped data keys: one for every client, practice and bot, in the ring that may open them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, event, func, insert, select, tuple_, update

from store.key_file import RingName
from store.tables import data_key
from store.vault import KeyRefused, Owner, OwnerKind, Vault


class KeyMissing(LookupError):
    """An owner has no data key in this ring: it was erased, or never made."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """How many keys of one kind stand under one version of a ring's master key."""

    ring: RingName
    kind: OwnerKind
    version: int
    number: int


def make(connection: Connection, vault: Vault, ring: RingName, owner: Owner, now: datetime) -> None:
    """Makes an owner's data key and keeps it wrapped."""
    _fence(connection, vault, ring, owner)

    @event.listens_for(connection, "rollback", once=True)
    def forget(_connection: Connection) -> None:
        # Else the cache would go on sealing under a key that no row remembers.
        vault.forget(owner)

    made = vault.new_data_key(owner)
    connection.execute(
        insert(data_key).values(
            practice=owner.practice,
            ring=ring.value,
            kind=owner.kind.value,
            owner=owner.id,
            wrapped=made.wrapped,
            kek_version=made.kek_version,
            key_version=made.key_version,
            created_at=now,
        )
    )


def open_for(connection: Connection, vault: Vault, ring: RingName, owners: Iterable[Owner]) -> None:
    """Opens the data keys of these owners that are not open yet, in one query."""
    closed = vault.closed(owners)
    if not closed:
        return
    key = tuple_(data_key.c.practice, data_key.c.kind, data_key.c.owner)
    rows = connection.execute(
        select(data_key.c.practice, data_key.c.kind, data_key.c.owner, data_key.c.wrapped).where(
            data_key.c.ring == ring.value,
            key.in_([(owner.practice, owner.kind.value, owner.id) for owner in closed]),
        )
    ).all()
    found = {(row.practice, row.kind, row.owner): row.wrapped for row in rows}
    for owner in closed:
        wrapped = found.get((owner.practice, owner.kind.value, owner.id))
        if wrapped is None:
            raise KeyMissing(f"there is no data key for {owner.kind.value} {owner.id}")
        vault.open_key(owner, wrapped)


def any_wrapped(connection: Connection) -> bool:
    """Whether the database holds any wrapped key: then a new key file would open nothing of it."""
    return connection.execute(select(data_key.c.owner).limit(1)).first() is not None


def wrapped(connection: Connection) -> list[Wrapped]:
    """What stands under which master key: rotation and whoever looks after the keys ask this."""
    columns = (data_key.c.ring, data_key.c.kind, data_key.c.kek_version)
    rows = connection.execute(
        select(*columns, func.count()).group_by(*columns).order_by(*columns)
    ).all()
    return [
        Wrapped(RingName(ring), OwnerKind(kind), version, number)
        for ring, kind, version, number in rows
    ]


def rewrap_some(
    connection: Connection,
    vault: Vault,
    ring: RingName,
    most: int,
    refused: set[Owner] | None = None,
) -> int:
    """Wraps up to so many data keys under the primary master key; 0 when all are.

    Whatever was done before a kill stays done, so that the next call goes on from there. An owner
    whose key cannot be opened is added to `refused` and left out, here and the next time; a
    practice's own key has to open, for it tells others how far the rotation is.
    """
    out = set() if refused is None else refused
    # A practice's own key before its others: see `_fence`.
    others = data_key.c.kind != OwnerKind.PRACTICE.value
    rows = connection.execute(
        select(data_key)
        .where(
            data_key.c.ring == ring.value,
            data_key.c.kek_version != vault.primary_version,
            data_key.c.owner.not_in([each.id for each in out]),
        )
        .order_by(others, data_key.c.practice, data_key.c.kind, data_key.c.owner)
        .limit(most)
        .with_for_update()
    ).all()
    for row in rows:
        owner = Owner(row.practice, OwnerKind(row.kind), row.owner)
        try:
            made = vault.rewrap(owner, row.wrapped)
        except KeyRefused:
            if refused is None or owner.kind is OwnerKind.PRACTICE:
                raise
            refused.add(owner)
            continue
        connection.execute(
            update(data_key)
            .where(
                data_key.c.practice == row.practice,
                data_key.c.ring == row.ring,
                data_key.c.kind == row.kind,
                data_key.c.owner == row.owner,
                data_key.c.wrapped == row.wrapped,
            )
            .values(wrapped=made.wrapped, kek_version=made.kek_version)
        )
    return len(rows)


def _fence(connection: Connection, vault: Vault, ring: RingName, owner: Owner) -> None:
    """Keeps a process that has missed a rotation from wrapping under an earlier master key.

    The practice's own key tells how far the rotation is. It is held until the transaction ends, so
    that rewrapping it waits for whoever has begun under the earlier version, and comes first: what
    is searched for afterwards is all there is.
    """
    if owner.kind is OwnerKind.PRACTICE:
        return
    version = connection.execute(
        select(data_key.c.kek_version)
        .where(
            data_key.c.practice == owner.practice,
            data_key.c.ring == ring.value,
            data_key.c.kind == OwnerKind.PRACTICE.value,
            data_key.c.owner == owner.practice,
        )
        .with_for_update(read=True)
    ).scalar_one_or_none()
    if version is not None:
        vault.wrap_at_least_under(version)


def forget(owner: Owner) -> None:
    """Drops an erased owner's key from the memory of every vault of this process."""
    for vault in tuple(Vault.living):
        vault.forget(owner)
