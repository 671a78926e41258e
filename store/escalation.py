"""Who is told of urgent alerts in which order, how soon the next is, and who is away meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, and_, delete, select, update

from care.access import Capability, Relation, may, of_staff
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
    return _chosen(row) if row is not None else Escalation()


def _chosen(row: Row[Any]) -> Escalation:
    if row.chain is None:
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


def leave_chain(connection: Connection, memory: Memory, gone: StaffId) -> None:
    """Takes somebody out of the chain who has left."""
    kept = of_practice(connection, memory)
    if gone in kept.chain:
        rest = [each for each in kept.chain if each != gone]
        choose(connection, memory, rest, kept.after)


def note_test(connection: Connection, memory: Memory, by: StaffId, now: datetime) -> None:
    """Keeps that a test alert was taken by everybody in the chain."""
    kept = of_practice(connection, memory)
    choose(connection, memory, kept.chain, kept.after)
    connection.execute(
        update(table).where(table.c.practice == memory.practice).values(tested_at=now, tested_by=by)
    )


def chain_of(
    connection: Connection,
    memory: Memory,
    therapist: StaffId,
    now: datetime,
    on_call: StaffId | None = None,
) -> Chain:
    """The chain of this therapist's clients: who is in it, and who of them is not there now."""
    # One question: a crisis card waits for its answer.
    rows = connection.execute(_everybody(now).where(staff.c.practice == memory.practice)).all()
    chosen = _chosen(rows[0]) if rows else Escalation()
    away = {StaffId(row.id): row.until for row in rows if row.until is not None}
    # Of several accounts the newest is written to, and it comes last.
    reachable = {StaffId(row.id): bool(row.reachable) for row in rows}
    stand_in = {StaffId(row.id) for row in rows if _may_stand_in(row.roles)}
    supervisors = [StaffId(row.id) for row in rows if Role.SUPERVISOR in row.roles.split()]
    members = tuple(
        each
        for each in ordered(therapist, on_call, chosen.chain, supervisors)
        if each == therapist or each in stand_in
    )
    unreachable = {each for each in members if not reachable.get(each)}
    return Chain(
        members,
        frozenset(unreachable | (away.keys() & set(members))),
        chosen.after,
        away.get(therapist),
        therapist not in unreachable,
    )


def _may_stand_in(roles: str) -> bool:
    who = of_staff((Role(each) for each in roles.split()), active=True)
    return may(who, Capability.STAND_IN, Relation.SELF)


def _everybody(now: datetime) -> Select[Any]:
    """Active staff with their absences and accounts, beside what the practice has chosen."""
    return (
        select(
            staff.c.id,
            staff.c.roles,
            absence.c.until,
            person.c.reachable,
            table.c.chain,
            table.c.after_minutes,
            table.c.tested_at,
        )
        .select_from(
            staff.outerjoin(
                absence,
                and_(
                    absence.c.practice == staff.c.practice,
                    absence.c.staff == staff.c.id,
                    absence.c.until > now,
                ),
            )
            .outerjoin(
                person,
                and_(
                    person.c.practice == staff.c.practice,
                    person.c.staff == staff.c.id,
                    person.c.bot == THERAPISTS,
                ),
            )
            .outerjoin(table, table.c.practice == staff.c.practice)
        )
        .where(staff.c.active)
        .order_by(staff.c.id, person.c.id)
    )


def absences(connection: Connection, memory: Memory, now: datetime) -> tuple[Absence, ...]:
    """Who is away now."""
    rows = connection.execute(
        select(absence).where(absence.c.practice == memory.practice, absence.c.until > now)
    )
    return tuple(
        Absence(StaffId(row.staff), row.until, StaffId(row.deputy) if row.deputy else None)
        for row in rows
    )


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
