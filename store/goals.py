"""Goals: words, ratings and smaller steps, each sealed under the client's key."""

import struct
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)

from care.goals import Draft, Goal, GoalStanding, GoalState, Rating, Step
from care.people import ClientId
from store import owned
from store.ids import new_id
from store.memory import Memory
from store.tables import goal as table
from store.tables import goal_rating, goal_step
from store.vault import Field

WORDS = Field("goal", "sealed_words")
RATING = Field("goal_rating", "sealed_value")
STEP = Field("goal_step", "sealed_words")

RATING_FORM = struct.Struct(">h")


def begin(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    draft: Draft,
    on: date,
    now: datetime,
) -> UUID:
    """Keeps a goal with its first rating."""
    memory.open_clients(connection, [client])
    owner, made = memory.client(client), new_id()
    connection.execute(
        insert(table).values(
            practice=memory.practice,
            id=made,
            client=client,
            state=GoalState.OPEN.value,
            sealed_words=memory.vault.seal_text(
                owner, WORDS, made, draft.words, version=1, pad=True
            ),
            row_version=1,
            begun_at=now,
            shared_at=now if draft.is_shared else None,
        )
    )
    _keep_rating(connection, memory, client, made, draft.rating, on, now)
    return made


# --- reading --------------------------------------------------------------------------------


def get(connection: Connection, memory: Memory, wanted: UUID) -> Goal | None:
    """The goal of this id; None when it was taken away."""
    found = _found(
        connection,
        memory,
        select(table).where(table.c.practice == memory.practice, table.c.id == wanted),
    )
    return found[0] if found else None


def client_of(connection: Connection, memory: Memory, wanted: UUID) -> ClientId | None:
    """Whose goal this is; needs no key."""
    return owned.client_of(connection, memory, table, wanted)


def standing(
    connection: Connection, memory: Memory, client: ClientId
) -> Mapping[UUID, GoalStanding]:
    """Where each of a client's goals stands, the oldest first; needs no key."""
    goals = connection.execute(
        select(table.c.id, table.c.state)
        .where(table.c.practice == memory.practice, table.c.client == client)
        .order_by(table.c.id)
    ).all()
    steps: dict[UUID, list[UUID]] = {row.id: [] for row in goals}
    if goals:
        for row in connection.execute(
            select(goal_step.c.id, goal_step.c.goal)
            .where(goal_step.c.practice == memory.practice, goal_step.c.client == client)
            .order_by(goal_step.c.id)
        ):
            steps[row.goal].append(row.id)
    return {row.id: GoalStanding(GoalState(row.state), tuple(steps[row.id])) for row in goals}


def last_rated(connection: Connection, memory: Memory, client: ClientId) -> date | None:
    """The newest day on which an open goal was rated; None where none is open. Needs no key."""
    found: date | None = connection.execute(
        select(func.max(goal_rating.c.local_date))
        .join(
            table,
            and_(table.c.practice == goal_rating.c.practice, table.c.id == goal_rating.c.goal),
        )
        .where(
            goal_rating.c.practice == memory.practice,
            goal_rating.c.client == client,
            table.c.state == GoalState.OPEN.value,
        )
    ).scalar_one()
    return found


def of_client(
    connection: Connection, memory: Memory, client: ClientId, *, shared_only: bool
) -> tuple[Goal, ...]:
    """A client's goals, the oldest first; for staff only those that are shared."""
    wanted = select(table).where(table.c.practice == memory.practice, table.c.client == client)
    if shared_only:
        wanted = wanted.where(table.c.shared_at.is_not(None))
    return _found(connection, memory, wanted)


def _found(connection: Connection, memory: Memory, wanted: Select[Any]) -> tuple[Goal, ...]:
    rows = connection.execute(wanted.order_by(table.c.id)).all()
    if not rows:
        return ()
    memory.open_clients(connection, {row.client for row in rows})
    ids = [row.id for row in rows]
    ratings, steps = _ratings(connection, memory, ids), _steps(connection, memory, ids)
    return tuple(
        _goal(memory, row, tuple(ratings[row.id]), tuple(steps.get(row.id, ()))) for row in rows
    )


def _goal(
    memory: Memory, row: Row[Any], ratings: tuple[Rating, ...], steps: tuple[Step, ...]
) -> Goal:
    client = ClientId(row.client)
    owner, sealed = memory.client(client), row.sealed_words
    return Goal(
        row.id,
        client,
        memory.vault.open_text(owner, WORDS, row.id, sealed, version=row.row_version),
        GoalState(row.state),
        row.begun_at,
        row.shared_at,
        row.closed_at,
        ratings,
        steps,
    )


def _ratings(
    connection: Connection, memory: Memory, ids: Iterable[UUID]
) -> dict[UUID, list[Rating]]:
    found: dict[UUID, list[Rating]] = {}
    for row in connection.execute(
        select(goal_rating)
        .where(goal_rating.c.practice == memory.practice, goal_rating.c.goal.in_(list(ids)))
        .order_by(goal_rating.c.local_date)
    ):
        owner = memory.client(row.client)
        [value] = RATING_FORM.unpack(memory.vault.open(owner, RATING, row.id, row.sealed_value))
        found.setdefault(row.goal, []).append(Rating(row.local_date, value, row.rated_at))
    return found


def _steps(connection: Connection, memory: Memory, ids: Iterable[UUID]) -> dict[UUID, list[Step]]:
    found: dict[UUID, list[Step]] = {}
    for row in connection.execute(
        select(goal_step)
        .where(goal_step.c.practice == memory.practice, goal_step.c.goal.in_(list(ids)))
        .order_by(goal_step.c.id)
    ):
        owner = memory.client(row.client)
        words = memory.vault.open_text(owner, STEP, row.id, row.sealed_words)
        found.setdefault(row.goal, []).append(Step(row.id, words, row.done_at))
    return found


# --- what becomes of a goal -----------------------------------------------------------------


def reword(connection: Connection, memory: Memory, wanted: UUID, words: str) -> bool:
    """Keeps other words for a goal; False where there is none."""
    row = connection.execute(
        select(table.c.client, table.c.row_version).where(
            table.c.practice == memory.practice, table.c.id == wanted
        )
    ).one_or_none()
    if row is None:
        return False
    memory.open_clients(connection, [row.client])
    owner, version = memory.client(ClientId(row.client)), row.row_version + 1
    sealed = memory.vault.seal_text(owner, WORDS, wanted, words, version=version, pad=True)
    stands = table.c.row_version == row.row_version
    return _changed(connection, memory, wanted, stands, sealed_words=sealed, row_version=version)


def share(connection: Connection, memory: Memory, wanted: UUID, now: datetime) -> bool:
    """Lets the therapist see a goal; False when that is so already."""
    return _changed(connection, memory, wanted, table.c.shared_at.is_(None), shared_at=now)


def keep_private(connection: Connection, memory: Memory, wanted: UUID) -> bool:
    """Makes a goal the client's alone; False when it is so already."""
    return _changed(connection, memory, wanted, table.c.shared_at.is_not(None), shared_at=None)


def close(
    connection: Connection, memory: Memory, wanted: UUID, state: GoalState, now: datetime
) -> bool:
    """Says of an open goal that it is reached or let go; False when it is not open."""
    stands = table.c.state == GoalState.OPEN.value
    return _changed(connection, memory, wanted, stands, state=state.value, closed_at=now)


def reopen(connection: Connection, memory: Memory, wanted: UUID) -> bool:
    """Takes back that a goal is reached or let go; False when it is open."""
    stands = table.c.state != GoalState.OPEN.value
    return _changed(connection, memory, wanted, stands, state=GoalState.OPEN.value, closed_at=None)


def _changed(
    connection: Connection,
    memory: Memory,
    wanted: UUID,
    stands: ColumnElement[bool],
    **values: Any,
) -> bool:
    changed = connection.execute(
        update(table)
        .where(table.c.practice == memory.practice, table.c.id == wanted, stands)
        .values(**values)
    )
    return changed.rowcount == 1


def take_away(connection: Connection, memory: Memory, wanted: UUID) -> bool:
    """Takes a goal away with its ratings and steps; nothing of it is left."""
    for below in (goal_rating, goal_step):
        connection.execute(
            delete(below).where(below.c.practice == memory.practice, below.c.goal == wanted)
        )
    gone = connection.execute(
        delete(table).where(table.c.practice == memory.practice, table.c.id == wanted)
    )
    return gone.rowcount == 1


# --- ratings and steps ----------------------------------------------------------------------


def rate(
    connection: Connection, memory: Memory, wanted: UUID, value: int, on: date, now: datetime
) -> bool:
    """Keeps how near an open goal is on this day, in place of what was said of it that day."""
    client = _open_goal_of(connection, memory, wanted)
    if client is None:
        return False
    connection.execute(
        delete(goal_rating).where(
            goal_rating.c.practice == memory.practice,
            goal_rating.c.goal == wanted,
            goal_rating.c.local_date == on,
        )
    )
    memory.open_clients(connection, [client])
    _keep_rating(connection, memory, client, wanted, value, on, now)
    return True


def _keep_rating(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    wanted: UUID,
    value: int,
    on: date,
    now: datetime,
) -> None:
    made = new_id()
    sealed = memory.vault.seal(memory.client(client), RATING, made, RATING_FORM.pack(value))
    connection.execute(
        insert(goal_rating).values(
            practice=memory.practice,
            id=made,
            client=client,
            goal=wanted,
            local_date=on,
            sealed_value=sealed,
            rated_at=now,
        )
    )


def add_step(
    connection: Connection, memory: Memory, wanted: UUID, words: str, now: datetime
) -> bool:
    """Keeps a smaller step to an open goal; False where there is none."""
    client = _open_goal_of(connection, memory, wanted)
    if client is None:
        return False
    memory.open_clients(connection, [client])
    made = new_id()
    connection.execute(
        insert(goal_step).values(
            practice=memory.practice,
            id=made,
            client=client,
            goal=wanted,
            sealed_words=memory.vault.seal_text(memory.client(client), STEP, made, words, pad=True),
            made_at=now,
        )
    )
    return True


def _open_goal_of(connection: Connection, memory: Memory, wanted: UUID) -> ClientId | None:
    found = connection.execute(
        select(table.c.client).where(
            table.c.practice == memory.practice,
            table.c.id == wanted,
            table.c.state == GoalState.OPEN.value,
        )
    ).scalar_one_or_none()
    return None if found is None else ClientId(found)


def tick(
    connection: Connection, memory: Memory, wanted: UUID, step: UUID, now: datetime | None
) -> bool:
    """Ticks a step of this goal off; without an instant takes that back."""
    changed = connection.execute(
        update(goal_step)
        .where(
            goal_step.c.practice == memory.practice,
            goal_step.c.goal == wanted,
            goal_step.c.id == step,
            goal_step.c.done_at.is_(None) if now else goal_step.c.done_at.is_not(None),
        )
        .values(done_at=now)
    )
    return changed.rowcount == 1


def drop_step(connection: Connection, memory: Memory, wanted: UUID, step: UUID) -> bool:
    """Takes a step of this goal away; nothing of it is left."""
    gone = connection.execute(
        delete(goal_step).where(
            goal_step.c.practice == memory.practice,
            goal_step.c.goal == wanted,
            goal_step.c.id == step,
        )
    )
    return gone.rowcount == 1
