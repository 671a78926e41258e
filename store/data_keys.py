"""Wrapped data keys: one for every client, practice and bot, in the ring that may open them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, event, insert, select, tuple_

from store.key_file import RingName
from store.tables import data_key
from store.vault import Owner, Vault


class KeyMissing(LookupError):
    """An owner has no data key in this ring: it was erased, or never made."""


def make(connection: Connection, vault: Vault, ring: RingName, owner: Owner, now: datetime) -> None:
    """Makes an owner's data key and keeps it wrapped."""

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
    closed = {owner for owner in owners if not vault.is_open(owner)}
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
