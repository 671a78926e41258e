"""The rota: who is on call on which weekday, and on which dates somebody else is."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, and_, delete, select

from care.local_time import weekdays
from care.on_call import Day, Rota
from care.people import StaffId
from store.dialect import put
from store.memory import Memory
from store.tables import on_call as table

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def rota(connection: Connection, memory: Memory) -> Rota:
    """Who is on call when; an empty one where the practice has none."""
    rows = connection.execute(select(table).where(table.c.practice == memory.practice)).all()
    held = {row.day: StaffId(row.staff) if row.staff else None for row in rows}
    return Rota(
        {
            weekdays(day)[0]: staff
            for day, staff in held.items()
            if day in _WEEK and staff is not None
        },
        {date.fromisoformat(day): staff for day, staff in held.items() if day not in _WEEK},
    )


def put_on(
    connection: Connection, memory: Memory, days: Iterable[Day], staff: StaffId | None
) -> None:
    """Keeps who is on call on these days; None: on these nobody is."""
    found = [_WEEK[day] if isinstance(day, int) else day.isoformat() for day in days]
    mine = and_(table.c.practice == memory.practice, table.c.day.in_(found))
    connection.execute(delete(table).where(mine))
    put(
        connection,
        table,
        [
            {"practice": memory.practice, "day": day, "staff": staff}
            for day in found
            if staff is not None or day not in _WEEK
        ],
    )


def leave(connection: Connection, memory: Memory, gone: StaffId) -> None:
    """Takes somebody off who has left."""
    mine = table.c.practice == memory.practice
    connection.execute(delete(table).where(mine, table.c.staff == gone))
