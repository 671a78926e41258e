"""Open conversations: where each person is, sealed, until the flow ends."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, select

from care.light import dataclass
from conversations.flows.checkin import CheckIn
from conversations.talk import dump, flow_of, load
from conversations.view import Talk
from store import prepared
from store.columns import packed, unpacked
from store.dialect import put
from store.memory import Memory
from store.people import Person
from store.tables import talk as table
from store.vault import Field, Owner, Refused

STATE = Field("talk", "sealed_state")

REMEMBERED = 4096
"""So many check-ins under way are remembered as they were sealed here last."""

_PADDED = frozenset({"journal"})
"""Flows whose state holds what was written before it is kept elsewhere."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A talk to be kept under its subject; None ends it."""

    person: Person
    subject: str
    talk: Talk | None


_OPEN = (
    select(table.c.person, table.c.subject, table.c.flow, table.c.sealed_state)
    .where(
        table.c.practice == bindparam("practice"),
        table.c.person.in_(bindparam("people", expanding=True)),
    )
    .order_by(table.c.touched_at)
)
_END = delete(table).where(
    table.c.practice == bindparam("in_practice"),
    table.c.person == bindparam("of_person"),
    table.c.subject == bindparam("about"),
)


@lru_cache(maxsize=REMEMBERED)
def _place(person: int, subject: str) -> str:
    # By the number: writing an id out takes longer than anything else that is done with it.
    return f"{UUID(int=person)}/{subject}"


def _owner(memory: Memory, flow: str, person: Person) -> Owner:
    # A person who joins is nobody's client yet when the talk begins.
    if flow == "joining" or person.client is None:
        return memory.house()
    return memory.client(person.client)


def of_people(
    connection: Connection, memory: Memory, people: Iterable[Person]
) -> dict[UUID, dict[str, Talk]]:
    """The open talks of these people by subject, the one touched last at the end."""
    known = {person.id: person for person in people}
    rows = prepared.rows(connection, _OPEN, {"practice": memory.practice, "people": list(known)})
    memory.open_clients(
        connection, [each.client for each in known.values() if each.client is not None]
    )
    found: dict[UUID, dict[str, Talk]] = {}
    for row in rows:
        owner = _owner(memory, row.flow, known[row.person])
        name = _place(row.person.int, row.subject)
        try:
            talk = memory.check_ins.pop((name, row.sealed_state), None) or load(
                unpacked(memory.vault.open(owner, STATE, name, row.sealed_state))
            )
        except (Refused, LookupError, TypeError, ValueError):
            # A talk that cannot be read is over; a check-in goes on from its answers.
            continue
        if talk is not None:
            found.setdefault(row.person, {})[row.subject] = talk
    return found


def save(connection: Connection, memory: Memory, saved: Iterable[Saved], now: datetime) -> None:
    """Keeps talks, and forgets those that are over."""
    kept = list(saved)
    memory.open_clients(connection, [each.person.client for each in kept if each.person.client])
    over = [
        {"in_practice": memory.practice, "of_person": each.person.id, "about": each.subject}
        for each in kept
        if each.talk is None
    ]
    if over:
        prepared.execute_all(connection, _END, over)
    rows = []
    for each in kept:
        if each.talk is None:
            continue
        flow = flow_of(each.talk)
        owner = _owner(memory, flow, each.person)
        state = packed(dump(each.talk))
        name = _place(each.person.id.int, each.subject)
        # How much somebody has written so far is nobody's business either.
        sealed = memory.vault.seal(owner, STATE, name, state, pad=flow in _PADDED)
        _remember(memory, name, sealed, each.talk)
        rows.append(
            {
                "practice": memory.practice,
                "person": each.person.id,
                "subject": each.subject,
                "flow": flow,
                "sealed_state": sealed,
                "touched_at": now,
            }
        )
    put(connection, table, rows)


def _remember(memory: Memory, name: str, sealed: bytes, talk: Talk) -> None:
    # Nothing that somebody has written: where a check-in stands is read again with the next tap.
    if isinstance(talk, CheckIn):
        if len(memory.check_ins) >= REMEMBERED:
            memory.check_ins.clear()
        memory.check_ins[name, sealed] = talk


def end_all(connection: Connection, memory: Memory, person: UUID) -> None:
    """Forgets every open talk of a person."""
    connection.execute(
        delete(table).where(table.c.practice == memory.practice, table.c.person == person)
    )
