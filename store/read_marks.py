"""Read marks: up to when a member of staff has read about a client."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select

from care.people import ClientId, StaffId
from store.dialect import put
from store.memory import Memory
from store.tables import read_mark as table


def of_staff(
    connection: Connection, memory: Memory, staff: StaffId, ids: Iterable[ClientId]
) -> dict[ClientId, datetime]:
    """How far this member has read about each of these; who was never read is left out."""
    rows = connection.execute(
        select(table.c.client, table.c.read_to).where(
            table.c.practice == memory.practice,
            table.c.staff == staff,
            table.c.client.in_(list(ids)),
        )
    )
    return {ClientId(row.client): row.read_to for row in rows}


def keep(
    connection: Connection, memory: Memory, staff: StaffId, client: ClientId, read_to: datetime
) -> None:
    """Keeps how far was read; a page that was opened earlier takes nothing back."""
    before = of_staff(connection, memory, staff, [client]).get(client)
    if before is None or before < read_to:
        row = {
            "practice": memory.practice,
            "staff": staff,
            "client": client,
            "read_to": read_to,
        }
        put(connection, table, [row])
