"""Links to the record page: each for one member of staff, used once, within minutes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from care.people import ClientId, StaffId
from care.visits import LINK_LIVES, LeadsTo
from store.ids import new_id
from store.memory import Memory
from store.tables import record_link as table
from store.tables import staff as staff_table


@dataclass(frozen=True, slots=True)
class Way:
    """Whom a link was for, and where it leads: to one client, or to the list."""

    staff: StaffId
    client: ClientId | None
    leads_to: LeadsTo = LeadsTo.RECORD


def add(
    connection: Connection,
    memory: Memory,
    staff: StaffId,
    to_client: ClientId | None,
    secret_hash: bytes,
    now: datetime,
    leads_to: LeadsTo = LeadsTo.RECORD,
) -> datetime:
    """Keeps a link by the hash of its secret; earlier ones of this member end. Its end."""
    end_all(connection, memory, staff, now)
    expires_at = now + LINK_LIVES
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=new_id(),
            staff=staff,
            client=to_client,
            secret_hash=secret_hash,
            created_at=now,
            expires_at=expires_at,
            leads_to=leads_to.value,
        )
    )
    return expires_at


def use(connection: Connection, memory: Memory, secret_hash: bytes, now: datetime) -> Way | None:
    """Uses a link up. Of any number who try at once, one gets in and the rest get None.

    None as well for a link that is unknown, used or expired, and for who is not staff any more.
    """
    here = (table.c.practice == memory.practice, table.c.secret_hash == secret_hash)
    used = connection.execute(
        update(table)
        .where(*here, table.c.used_at.is_(None), table.c.expires_at > now)
        .values(used_at=now)
    )
    if used.rowcount != 1:
        return None
    row = connection.execute(
        select(table.c.staff, table.c.client, table.c.leads_to)
        .join(
            staff_table,
            (staff_table.c.practice == table.c.practice) & (staff_table.c.id == table.c.staff),
        )
        .where(*here, staff_table.c.active)
    ).first()
    if row is None:
        return None
    return Way(
        StaffId(row.staff),
        ClientId(row.client) if row.client else None,
        LeadsTo(row.leads_to or LeadsTo.RECORD),
    )


def end_all(connection: Connection, memory: Memory, staff: StaffId, now: datetime) -> int:
    """Ends every link of a member of staff that was not used; tells how many there were."""
    return connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.staff == staff,
            table.c.used_at.is_(None),
            table.c.expires_at > now,
        )
        .values(expires_at=now)
    ).rowcount
