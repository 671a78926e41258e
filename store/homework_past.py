"""When the rule about open homework has looked, and at what: what a back-test goes through."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from care import homework_looks
from care.backtest import HomeworkLooked
from care.homework import Entry
from care.homework_looks import Piece
from care.pause import Pause
from care.people import ClientId
from store.memory import Memory
from store.tables import homework, homework_entry

_NO_END = frozenset({Entry.REVIEWED.value})
"""What an entry may be that leaves a piece as open as it was."""


def looks(
    connection: Connection,
    memory: Memory,
    zones: Mapping[ClientId, ZoneInfo],
    pauses: Mapping[ClientId, Sequence[Pause]],
    now: datetime,
) -> dict[ClientId, tuple[HomeworkLooked, ...]]:
    """Every look at homework of these clients until now, on the clocks they have now; in order.

    In a pause nobody looked. Nothing sealed is opened.
    """
    pieces: dict[ClientId, list[Piece]] = {each: [] for each in zones}
    ends = _ends(connection, memory, zones)
    rows = connection.execute(
        select(homework.c.id, homework.c.client, homework.c.due_on, homework.c.assigned_at).where(
            homework.c.practice == memory.practice,
            homework.c.client.in_(list(zones)),
            homework.c.due_on.is_not(None),
        )
    )
    for row in rows:
        found = Piece(row.id, row.due_on, row.assigned_at, ends.get(row.id))
        pieces[ClientId(row.client)].append(found)
    return {
        client: homework_looks.looks(some, zones[client], pauses.get(client, ()), now)
        for client, some in pieces.items()
        if some
    }


def _ends(
    connection: Connection, memory: Memory, clients: Iterable[ClientId]
) -> dict[UUID, datetime]:
    entry = homework_entry
    rows = connection.execute(
        select(entry.c.homework, entry.c.kind, entry.c.at).where(
            entry.c.practice == memory.practice, entry.c.client.in_(list(clients))
        )
    )
    found: dict[UUID, datetime] = {}
    for row in rows:
        if row.kind not in _NO_END:
            found[row.homework] = min(row.at, found.get(row.homework, row.at))
    return found
