"""Alerts of many clients in one moment: a few statements for all that rules found just now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, select, update

from care.alerts import Concern
from care.people import ClientId, StaffId
from store.alerts import Alert, OfARule, alert_of, new_row, sealed
from store.dialect import insert_new
from store.memory import Memory
from store.tables import alert as table


@dataclass(frozen=True, slots=True)
class NewAlert:
    """An alert that is to be raised."""

    client: ClientId
    therapist: StaffId
    concern: Concern
    tell_at: datetime


_IN_PRACTICE = table.c.practice == bindparam("practice")
_BY_ID = select(table).where(_IN_PRACTICE, table.c.id.in_(bindparam("ids", expanding=True)))
_GATHER = (
    update(table)
    .where(table.c.practice == bindparam("in_practice"), table.c.id == bindparam("wanted"))
    .values(
        sealed_facts=bindparam("facts"),
        row_version=bindparam("version"),
        times_raised=bindparam("times"),
        last_raised_at=bindparam("now"),
    )
)


def raise_new(
    connection: Connection, memory: Memory, raised: Sequence[NewAlert], now: datetime
) -> dict[OfARule, Alert]:
    """Raises these; one that another process has raised meanwhile is left out."""
    if not raised:
        return {}
    memory.open_clients(connection, {each.client for each in raised})
    rows = [
        new_row(memory, each.client, each.therapist, each.concern, now, each.tell_at)
        for each in raised
    ]
    insert_new(connection, table, rows)
    made = by_id(connection, memory, [row["id"] for row in rows])
    return {(each.client, each.rule): each for each in made.values()}


def by_id(connection: Connection, memory: Memory, ids: Iterable[UUID]) -> Mapping[UUID, Alert]:
    """The alerts of these ids."""
    asked = {"practice": memory.practice, "ids": list(ids)}
    rows = connection.execute(_BY_ID, asked).all() if asked["ids"] else ()
    memory.open_clients(connection, {row.client for row in rows})
    return {row.id: alert_of(memory, row) for row in rows}


def gather(
    connection: Connection,
    memory: Memory,
    found: Sequence[tuple[Alert, Concern]],
    now: datetime,
) -> tuple[Alert, ...]:
    """Adds evidence that is not urgent to alerts that are not resolved; tells what they are now."""
    gathered = tuple(
        replace(
            alert,
            facts=dict(concern.facts),
            version=alert.version + 1,
            times=alert.times + 1,
            last_raised_at=now,
        )
        for alert, concern in found
    )
    memory.open_clients(connection, {each.client for each in gathered})
    rows = [
        {
            "in_practice": memory.practice,
            "wanted": each.id,
            "facts": sealed(memory, each.client, each.id, each.facts, each.version),
            "version": each.version,
            "times": each.times,
            "now": now,
        }
        for each in gathered
    ]
    if rows:
        connection.execute(_GATHER, rows)
    return gathered
