"""When appointments have waited for an answer: what a back-test goes through."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select

from care.appointment_looks import Waited
from care.appointments import Entry
from care.people import ClientId
from store.memory import Memory
from store.tables import appointment_entry as trail

_ASKED = frozenset({Entry.PLANNED.value, Entry.MOVED.value, Entry.STAYS.value})
"""After these entries an appointment waits for an answer; after every other one it does not."""


def waited(
    connection: Connection, memory: Memory, clients: Iterable[ClientId]
) -> dict[ClientId, tuple[Waited, ...]]:
    """From when until when each appointment of these clients waited. Nothing sealed is opened."""
    rows = connection.execute(
        select(trail.c.client, trail.c.appointment, trail.c.kind, trail.c.starts_at, trail.c.at)
        .where(trail.c.practice == memory.practice, trail.c.client.in_(list(clients)))
        .order_by(trail.c.appointment, trail.c.at, trail.c.id)
    ).all()
    found: dict[ClientId, tuple[Waited, ...]] = {}
    for (client, _), entries in groupby(rows, key=lambda row: (row.client, row.appointment)):
        of_one = _of_one(entries)
        found[ClientId(client)] = (*found.get(ClientId(client), ()), *of_one)
    return found


def _of_one(entries: Iterable[Any]) -> list[Waited]:
    found: list[Waited] = []
    starts_at = None
    for row in entries:
        is_same = row.kind == Entry.MOVED.value and row.starts_at == starts_at
        starts_at = row.starts_at
        if is_same:
            # Another length or place: what was said to the time holds.
            continue
        if found and found[-1].until is None:
            found[-1] = replace(found[-1], until=row.at)
        if row.kind in _ASKED:
            found.append(Waited(row.starts_at, row.at))
    return found
