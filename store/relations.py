"""How a member of staff stands to a client, an alert, a case or a message, as the rows have it.

What is asked for may be of another practice, or nothing at all: both are the same answer.
"""

from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, exists, select

from care import access
from care.access import STRANGER, Relation, Who, of_staff
from care.alerts import AlertState
from care.people import ClientId, Role, StaffId
from store.memory import Memory
from store.tables import alert, alert_recipient, client, message, moderation_case, therapy_group
from store.tables import staff as table


def who(connection: Connection, memory: Memory, staff: StaffId) -> frozenset[Who]:
    """As what a member of staff acts now; needs no key."""
    row = connection.execute(
        select(table.c.roles, table.c.active).where(
            table.c.practice == memory.practice, table.c.id == staff
        )
    ).first()
    if row is None:
        return STRANGER
    return of_staff((Role(each) for each in row.roles.split()), active=row.active)


def to_client(connection: Connection, memory: Memory, staff: StaffId, wanted: ClientId) -> Relation:
    """Own, handed over while an alert that was passed on is not resolved, or a colleague's."""
    handed_over = exists().where(
        _got_card(memory, staff),
        alert.c.client == client.c.id,
        alert.c.state != AlertState.RESOLVED.value,
    )
    row = connection.execute(
        select(client.c.therapist, handed_over.label("handed_over")).where(
            client.c.practice == memory.practice, client.c.id == wanted
        )
    ).first()
    if row is None:
        return Relation.OTHER_PRACTICE
    return access.to_client(is_own=row.therapist == staff, handed_over=bool(row.handed_over))


def to_alert(connection: Connection, memory: Memory, staff: StaffId, wanted: UUID) -> Relation:
    """About an own client, handed over with its card, or about a colleague's client."""
    handed_over = exists().where(_got_card(memory, staff))
    row = connection.execute(
        select(alert.c.therapist, handed_over.label("handed_over")).where(
            alert.c.practice == memory.practice, alert.c.id == wanted
        )
    ).first()
    if row is None:
        return Relation.OTHER_PRACTICE
    return access.to_client(is_own=row.therapist == staff, handed_over=bool(row.handed_over))


def _got_card(memory: Memory, staff: StaffId) -> ColumnElement[bool]:
    return and_(
        alert_recipient.c.practice == memory.practice,
        alert_recipient.c.alert == alert.c.id,
        alert_recipient.c.staff == staff,
    )


def to_case(connection: Connection, memory: Memory, staff: StaffId, wanted: UUID) -> Relation:
    """Of a group that they lead now, handed over with its card, or of another group."""
    row = connection.execute(
        select(moderation_case.c.told, therapy_group.c.facilitator)
        .join(
            therapy_group,
            (therapy_group.c.practice == moderation_case.c.practice)
            & (therapy_group.c.id == moderation_case.c.group),
        )
        .where(moderation_case.c.practice == memory.practice, moderation_case.c.id == wanted)
    ).first()
    if row is None:
        return Relation.OTHER_PRACTICE
    if row.facilitator == staff:
        return Relation.OWN_GROUP
    told = (row.told or "").split()
    return Relation.HANDED_OVER if str(staff) in told else Relation.OTHER_GROUP


def to_message(connection: Connection, memory: Memory, staff: StaffId, wanted: UUID) -> Relation:
    """Written by themselves, or by somebody else."""
    writer = connection.execute(
        select(message.c.staff).where(message.c.practice == memory.practice, message.c.id == wanted)
    ).scalar_one_or_none()
    if writer is None:
        return Relation.OTHER_PRACTICE
    return Relation.SELF if writer == staff else Relation.NONE
