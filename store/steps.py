"""Rows with a next step along the chain, which alerts, notes of groups and test alerts all are."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select, update

from store import soonest
from store.memory import Memory


def overdue(
    connection: Connection,
    memory: Memory,
    table: Table,
    now: datetime,
    limit: int,
    state: str | None = None,
) -> tuple[UUID, ...]:
    """Whose next step is due, in this state if one is named, the longest overdue first."""
    here = table.c.practice == memory.practice
    of_state = () if state is None else (table.c.state == state,)
    rows = connection.execute(
        select(table.c.id)
        .where(here, table.c.next_step_at <= now, *of_state)
        .order_by(table.c.next_step_at)
        .limit(limit)
    )
    return tuple(rows.scalars())


def put_off(
    connection: Connection, memory: Memory, table: Table, wanted: UUID, until: datetime
) -> None:
    """The next step comes later; nothing else changes."""
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id == wanted)
        .values(next_step_at=until)
    )


def pass_on(
    connection: Connection,
    memory: Memory,
    table: Table,
    wanted: UUID,
    *,
    state: str,
    level: int | None,
    due: datetime | None,
    **values: Any,
) -> bool:
    """Changes a row that stands here still: False when it was passed on or taken meanwhile."""
    passed = connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.state == state,
            table.c.escalation_level == level,
            table.c.next_step_at == due,
        )
        .values(**values)
    )
    return passed.rowcount == 1


def earliest(connection: Connection, table: Table) -> datetime | None:
    """When the next step of any is due, in all practices."""
    return soonest.of(connection, table.c.next_step_at)
