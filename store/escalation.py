"""Who is told of urgent alerts in which order, how soon the next is, and who is away meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, select, update

from care.chain import AFTER, Chain, ordered
from care.people import Role, StaffId
from conversations.envelopes import THERAPISTS
from store.dialect import put
from store.memory import Memory
from store.tables import absence, person, staff
from store.tables import escalation as table


@dataclass(frozen=True, slots=True)
class Escalation:
    """What a practice has chosen, and when its chain was last tested with success."""

    chain: tuple[StaffId, ...] = ()
    after: timedelta = AFTER
    tested_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """A member of staff is away; ordinary alerts wait, or go to the deputy."""

    staff: StaffId
    until: datetime
    deputy: StaffId | None


def of_practice(connection: Connection, memory: Memory) -> Escalation:
    """What the practice has chosen; a chain of each therapist alone when it has chosen nothing."""
    row = connection.execute(select(table).where(table.c.practice == memory.practice)).first()
    if row is None:
        return Escalation()
    chain = tuple(StaffId(UUID(each)) for each in row.chain.split())
    return Escalation(chain, timedelta(minutes=row.after_minutes), row.tested_at)


def choose(
    connection: Connection, memory: Memory, chain: Sequence[StaffId], after: timedelta
) -> None:
    """Keeps the order of the chain and how soon the next in it is told."""
    row = {
        "practice": memory.practice,
        "chain": " ".join(str(each) for each in chain),
        "after_minutes": int(after.total_seconds() // 60),
    }
    put(connection, table, [row])


def note_test(connection: Connection, memory: Memory, by: StaffId, now: datetime) -> None:
    """Keeps that a test alert was taken by everybody in the chain."""
    kept = of_practice(connection, memory)
    choose(connection, memory, kept.chain, kept.after)
    connection.execute(
        update(table).where(table.c.practice == memory.practice).values(tested_at=now, tested_by=by)
    )


def chain_of(connection: Connection, memory: Memory, therapist: StaffId, now: datetime) -> Chain:
    """The chain of this therapist's clients: who is in it, and who of them is not there now."""
    chosen = of_practice(connection, memory)
    active = _active(connection, memory)
    supervisors = [each for each, roles in active.items() if Role.SUPERVISOR in roles]
    members = tuple(
        each
        for each in ordered(therapist, chosen.chain, supervisors)
        if each == therapist or each in active
    )
    gone = frozenset(members) - _reachable(connection, memory)
    away = {each.staff for each in absences(connection, memory, now)}
    return Chain(members, gone | (away & set(members)), chosen.after)


def _active(connection: Connection, memory: Memory) -> dict[StaffId, frozenset[Role]]:
    rows = connection.execute(
        select(staff.c.id, staff.c.roles)
        .where(staff.c.practice == memory.practice, staff.c.active)
        .order_by(staff.c.id)
    )
    return {StaffId(row.id): frozenset(Role(each) for each in row.roles.split()) for row in rows}


def _reachable(connection: Connection, memory: Memory) -> frozenset[StaffId]:
    """Whose newest account in Slack may be written to."""
    rows = connection.execute(
        select(person.c.staff, person.c.reachable)
        .where(
            person.c.practice == memory.practice,
            person.c.bot == THERAPISTS,
            person.c.staff.is_not(None),
        )
        .order_by(person.c.id)
    )
    newest = {StaffId(row.staff): bool(row.reachable) for row in rows}
    return frozenset(each for each, reachable in newest.items() if reachable)


def absences(connection: Connection, memory: Memory, now: datetime) -> tuple[Absence, ...]:
    """Who is away now."""
    rows = connection.execute(
        select(absence).where(absence.c.practice == memory.practice, absence.c.until > now)
    )
    return tuple(
        Absence(StaffId(row.staff), row.until, StaffId(row.deputy) if row.deputy else None)
        for row in rows
    )


def absence_of(
    connection: Connection, memory: Memory, whose: StaffId, now: datetime
) -> Absence | None:
    """Until when this member of staff is away, and who stands in; None for who is there."""
    return next((each for each in absences(connection, memory, now) if each.staff == whose), None)


def leave(
    connection: Connection,
    memory: Memory,
    who: StaffId,
    until: datetime,
    deputy: StaffId | None,
) -> None:
    """Keeps that somebody is away."""
    row = {"practice": memory.practice, "staff": who, "until": until, "deputy": deputy}
    put(connection, absence, [row])


def come_back(connection: Connection, memory: Memory, who: StaffId) -> bool:
    """Ends an absence; False when there was none."""
    gone = delete(absence).where(absence.c.practice == memory.practice, absence.c.staff == who)
    return connection.execute(gone).rowcount == 1
