"""Who got the card of an alert, when, and whether they have touched it: they may act on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, select, update

from care.people import ClientId, StaffId
from store.dialect import is_new
from store.memory import Memory
from store.tables import alert as alert_table
from store.tables import alert_recipient as table
from store.tables import posted


@dataclass(frozen=True, slots=True)
class Recipient:
    """A member of staff who got the card."""

    staff: StaffId
    told_at: datetime
    opened_at: datetime | None
    """When a button of it was first pressed: Slack tells nothing of who only looks."""


_OF_ALERTS = (
    select(table)
    .where(
        table.c.practice == bindparam("practice"),
        table.c.alert.in_(bindparam("alerts", expanding=True)),
    )
    .order_by(table.c.told_at, table.c.staff)
)


def tell(
    connection: Connection,
    memory: Memory,
    alert: UUID,
    whom: StaffId,
    now: datetime,
    *,
    anew: bool = False,
) -> None:
    """Keeps that somebody gets the card; anew: what it says now has not been looked at."""
    row = {"practice": memory.practice, "alert": alert, "staff": whom, "told_at": now}
    if not is_new(connection, table, row):
        values = {"told_at": now, "opened_at": None} if anew else {"told_at": now}
        connection.execute(update(table).where(_one(memory, alert, whom)).values(values))


def note_opened(
    connection: Connection, memory: Memory, alert: UUID, by: StaffId, now: datetime
) -> None:
    """Keeps that somebody has pressed a button of the card, the first time only."""
    connection.execute(
        update(table)
        .where(_one(memory, alert, by), table.c.opened_at.is_(None))
        .values(opened_at=now)
    )


def _one(memory: Memory, alert: UUID, whom: StaffId) -> ColumnElement[bool]:
    return and_(table.c.practice == memory.practice, table.c.alert == alert, table.c.staff == whom)


def forget(connection: Connection, memory: Memory, client: ClientId, whom: StaffId) -> None:
    """Of no card about this client may somebody make use any more."""
    about = select(alert_table.c.id).where(
        alert_table.c.practice == memory.practice, alert_table.c.client == client
    )
    connection.execute(
        delete(table).where(
            table.c.practice == memory.practice, table.c.staff == whom, table.c.alert.in_(about)
        )
    )


def of_alert(connection: Connection, memory: Memory, alert: UUID) -> tuple[Recipient, ...]:
    """Who got the card, the first told first."""
    return of_alerts(connection, memory, [alert])[alert]


def of_alerts(
    connection: Connection, memory: Memory, alerts: Iterable[UUID]
) -> dict[UUID, tuple[Recipient, ...]]:
    """Who got the card of each of these."""
    found: dict[UUID, tuple[Recipient, ...]] = dict.fromkeys(alerts, ())
    if found:
        asked = {"practice": memory.practice, "alerts": list(found)}
        for row in connection.execute(_OF_ALERTS, asked):
            got = Recipient(StaffId(row.staff), row.told_at, row.opened_at)
            found[row.alert] = (*found[row.alert], got)
    return found


def has_arrived(connection: Connection, memory: Memory, alert: UUID, slot: str) -> bool:
    """Whether Slack has taken the card of anybody since the alert was last raised."""
    raised = (
        select(alert_table.c.last_raised_at)
        .where(alert_table.c.practice == memory.practice, alert_table.c.id == alert)
        .scalar_subquery()
    )
    found = select(posted.c.person).where(
        posted.c.practice == memory.practice, posted.c.slot == slot, posted.c.posted_at >= raised
    )
    return connection.execute(found).first() is not None
