"""Answers from before: responses that another system has kept, filed under their own dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from care.people import ClientId
from store import episodes
from store.check_ins import (
    CheckInRow,
    CheckInState,
    Plan,
    plans,
    token_of,
)
from store.filing import Complete, response_row
from store.ids import new_id
from store.memory import Memory
from store.tables import occurrence, response

SLOT = 100
"""The place among the check-ins of a day that no plan reaches: one response of a day is brought."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One response from elsewhere: to what, on which of the client's days, and when exactly."""

    instrument: str
    version: str
    on: date
    at: datetime
    answers: Mapping[int, int]


def days_filed(
    connection: Connection, memory: Memory, client: ClientId, instrument: str
) -> frozenset[date]:
    """The days of which a client's answers to an instrument are there."""
    rows = connection.execute(
        select(response.c.local_date).where(
            response.c.practice == memory.practice,
            response.c.client == client,
            response.c.instrument == instrument,
        )
    )
    return frozenset(rows.scalars())


def bring(
    connection: Connection,
    memory: Memory,
    client: ClientId,
    brought: Sequence[Brought],
    now: datetime,
) -> tuple[Complete, ...]:
    """Files these as answered when they were, marked as brought now.

    A check-in belongs to a plan: the client must have one for each of these instruments.
    """
    memory.open_clients(connection, [client])
    of_episode = episodes.current(connection, memory, client)
    known = {each.instrument: each for each in plans(connection, memory, client)}
    filed = []
    for each in brought:
        complete = Complete(
            _check_in(connection, memory, known[each.instrument], each), each.answers
        )
        row = response_row(memory, new_id(), complete, of_episode, each.at)
        connection.execute(insert(response).values({**row, "imported_at": now}))
        filed.append(complete)
    return tuple(filed)


def _check_in(connection: Connection, memory: Memory, plan: Plan, each: Brought) -> CheckInRow:
    """The check-in to which a response belongs: done when it was answered."""
    row = new_id()
    found = CheckInRow(
        id=row,
        plan=plan.id,
        client=plan.client,
        instrument=each.instrument,
        version=each.version,
        token=token_of(row),
        local_date=each.on,
        state=CheckInState.DONE,
        opens_at=each.at,
        remind_at=None,
        expires_at=each.at,
        due_at=None,
    )
    connection.execute(
        insert(occurrence).values(
            practice=memory.practice,
            id=found.id,
            plan=found.plan,
            client=found.client,
            instrument=found.instrument,
            version=found.version,
            token=found.token,
            local_date=found.local_date,
            slot=SLOT,
            state=found.state.value,
            opens_at=found.opens_at,
            remind_at=None,
            expires_at=found.expires_at,
            due_at=None,
            finished_at=each.at,
        )
    )
    return found
