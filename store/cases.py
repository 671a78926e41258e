"""Moderation cases: which message, of whom, why and what became of it; never what it said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select, update

from care.groups import CaseState
from care.people import StaffId
from conversations.turn import CaseKind
from store import steps
from store.dialect import is_new
from store.ids import new_id
from store.memory import Memory
from store.tables import moderation_case as table

_DANGER = (CaseKind.CRISIS.value, CaseKind.CRISIS_UNSURE.value)


@dataclass(frozen=True, slots=True)
class Case:
    """A message of a group that somebody is asked to look at, or that was removed."""

    id: UUID
    group: UUID
    kind: CaseKind
    message: int
    author: UUID | None
    """The account that wrote it."""
    reporter: UUID | None
    why: str
    state: CaseState
    times: int
    opened_at: datetime
    settled_by: StaffId | None = None
    settled_at: datetime | None = None
    told: tuple[StaffId, ...] = ()
    """Who got the card of an urgent note, beside whoever leads the group."""
    escalation_level: int | None = None
    next_step_at: datetime | None = None


def new(
    group: UUID,
    kind: CaseKind,
    message: int,
    *,
    author: UUID | None,
    reporter: UUID | None,
    why: str,
    now: datetime,
) -> Case:
    """A case with an id of its own, not kept yet."""
    counted = kind is CaseKind.REMOVED
    state = CaseState.COUNTED if counted else CaseState.OPEN
    return Case(new_id(), group, kind, message, author, reporter, why, state, 1, now)


def open_case(connection: Connection, memory: Memory, case: Case) -> tuple[Case, bool]:
    """Keeps a case. One message is one case of a kind: a further report is counted in it.

    Words that can mean danger, written into a message whose note was settled, open it anew. Also
    tells whether it is new, or open anew.
    """
    row = {
        "practice": memory.practice,
        "id": case.id,
        "group": case.group,
        "kind": case.kind.value,
        "message": case.message,
        "author": case.author,
        "reporter": case.reporter,
        "why": case.why,
        "state": case.state.value,
        "times": 1,
        "opened_at": case.opened_at,
    }
    if is_new(connection, table, row):
        return case, True
    same = (
        (table.c.practice == memory.practice)
        & (table.c.group == case.group)
        & (table.c.kind == case.kind.value)
        & (table.c.message == case.message)
    )
    connection.execute(update(table).where(same).values(times=table.c.times + 1))
    anew = update(table).where(
        same, table.c.kind.in_(_DANGER), table.c.state != CaseState.OPEN.value
    )
    nobody = {"settled_by": None, "settled_at": None, "told": None}
    nowhere = {"escalation_level": None, "next_step_at": None}
    opened = connection.execute(anew.values(state=CaseState.OPEN.value, **nobody, **nowhere))
    return _case(connection.execute(select(table).where(same)).one()), opened.rowcount == 1


def get(connection: Connection, memory: Memory, wanted: UUID) -> Case:
    """The case of this id."""
    row = connection.execute(
        select(table).where(table.c.practice == memory.practice, table.c.id == wanted)
    ).one()
    return _case(row)


def settle(
    connection: Connection,
    memory: Memory,
    wanted: UUID,
    state: CaseState,
    staff: StaffId,
    now: datetime,
) -> bool:
    """Closes an open case; False when it was closed before."""
    return (
        connection.execute(
            update(table)
            .where(
                table.c.practice == memory.practice,
                table.c.id == wanted,
                table.c.state == CaseState.OPEN.value,
            )
            .values(state=state.value, settled_by=staff, settled_at=now, next_step_at=None)
        ).rowcount
        == 1
    )


# --- the chain of an urgent note ------------------------------------------------------------


def set_chain(
    connection: Connection,
    memory: Memory,
    wanted: UUID,
    *,
    told: Sequence[StaffId],
    level: int,
    next_step_at: datetime | None,
) -> None:
    """Keeps who was told an urgent note, and when the next is."""
    connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id == wanted)
        .values(told=_written(told), escalation_level=level, next_step_at=next_step_at)
    )


def escalating(
    connection: Connection, memory: Memory, now: datetime, limit: int
) -> tuple[UUID, ...]:
    """Urgent notes that nobody has taken in time."""
    return steps.overdue(connection, memory, table, now, limit, CaseState.OPEN.value)


def escalate(
    connection: Connection,
    memory: Memory,
    case: Case,
    told: Sequence[StaffId],
    level: int,
    next_step_at: datetime | None,
) -> bool:
    """Passes a note on to this level, once: False when it was taken or passed on meanwhile."""
    return steps.pass_on(
        connection,
        memory,
        table,
        case.id,
        state=CaseState.OPEN.value,
        level=case.escalation_level,
        due=case.next_step_at,
        told=_written(told),
        escalation_level=level,
        next_step_at=next_step_at,
    )


def put_off(connection: Connection, memory: Memory, wanted: UUID, until: datetime) -> None:
    """The next step of a note comes later; nothing else about it changes."""
    steps.put_off(connection, memory, table, wanted, until)


def rest(connection: Connection, memory: Memory, case: Case) -> None:
    """Somebody has taken a note: the other open ones about its author are passed on no more."""
    connection.execute(
        update(table)
        .where(
            table.c.practice == memory.practice,
            table.c.group == case.group,
            table.c.author == case.author,
            table.c.state == CaseState.OPEN.value,
        )
        .values(next_step_at=None)
    )


def next_due(connection: Connection) -> datetime | None:
    """When the next note is passed on."""
    return steps.earliest(connection, table)


def _written(told: Sequence[StaffId]) -> str:
    return " ".join(str(each) for each in dict.fromkeys(told))


def removed(connection: Connection, memory: Memory, group: UUID) -> int:
    """How many messages of a group were removed by rule."""
    counted = select(func.count()).where(
        table.c.practice == memory.practice,
        table.c.group == group,
        table.c.kind == CaseKind.REMOVED.value,
    )
    found: int = connection.execute(counted).scalar_one()
    return found


def _case(row: Row[Any]) -> Case:
    return Case(
        row.id,
        row.group,
        CaseKind(row.kind),
        row.message,
        row.author,
        row.reporter,
        row.why,
        CaseState(row.state),
        row.times,
        row.opened_at,
        StaffId(row.settled_by) if row.settled_by else None,
        row.settled_at,
        tuple(StaffId(UUID(each)) for each in (row.told or "").split()),
        row.escalation_level,
        row.next_step_at,
    )
