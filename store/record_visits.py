"""Visits: somebody's stay on the record page, from the opened link until it ends by itself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, exists, insert, or_, select, update

from care.people import ClientId, StaffId
from care.visits import CODE_WITHIN, IDLE, LONGEST, LeadsTo
from store.ids import new_id
from store.memory import Memory
from store.tables import record_visit as table
from store.tables import staff as staff_table


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is there, and whether the second factor was given."""

    id: UUID
    staff: StaffId
    client: ClientId | None
    """Whose record the link led to."""
    is_confirmed: bool
    ends_at: datetime
    """After its hours at the latest, however busy it is."""
    leads_to: LeadsTo = LeadsTo.RECORD


def begin(
    connection: Connection,
    memory: Memory,
    staff: StaffId,
    to_client: ClientId | None,
    token_hash: bytes,
    now: datetime,
    leads_to: LeadsTo = LeadsTo.RECORD,
) -> None:
    """A visit that shows nothing yet: the second factor is to come."""
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=new_id(),
            staff=staff,
            client=to_client,
            token_hash=token_hash,
            began_at=now,
            seen_at=now,
            ends_at=now + CODE_WITHIN,
            leads_to=leads_to.value,
        )
    )


def come_in(
    connection: Connection, memory: Memory, token_hash: bytes, now: datetime
) -> Visit | None:
    """The visit of this token, which lasts on by being used; None when it is over.

    It is over for who is not staff any more, whatever the token says.
    """
    here = (table.c.practice == memory.practice, table.c.token_hash == token_hash)
    is_staff = exists().where(
        staff_table.c.practice == table.c.practice,
        staff_table.c.id == table.c.staff,
        staff_table.c.active,
    )
    used = connection.execute(
        update(table)
        .where(
            *here,
            table.c.ends_at > now,
            or_(table.c.confirmed_at.is_(None), table.c.seen_at > now - IDLE),
            is_staff,
        )
        .values(seen_at=now)
    )
    if used.rowcount != 1:
        return None
    row = connection.execute(select(table).where(*here)).one()
    return Visit(
        row.id,
        StaffId(row.staff),
        ClientId(row.client) if row.client else None,
        row.confirmed_at is not None,
        row.ends_at,
        LeadsTo(row.leads_to or LeadsTo.RECORD),
    )


def confirm(
    connection: Connection, memory: Memory, visit: Visit, new_token_hash: bytes, now: datetime
) -> bool:
    """The second factor was given: from here on another token counts. False: it was, already."""
    return (
        connection.execute(
            update(table)
            .where(
                table.c.practice == memory.practice,
                table.c.id == visit.id,
                table.c.confirmed_at.is_(None),
            )
            .values(confirmed_at=now, token_hash=new_token_hash, ends_at=now + LONGEST)
        ).rowcount
        == 1
    )


def end_all(connection: Connection, memory: Memory, staff: StaffId, now: datetime) -> int:
    """Ends every visit of a member of staff, on whatever device; tells how many there were."""
    return connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.staff == staff, table.c.ends_at > now)
        .values(ends_at=now)
    ).rowcount
