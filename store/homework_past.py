"""When the rule about open homework has looked, and at what: what a back-test goes through."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from care.absence_rules import Assigned
from care.backtest import HomeworkLooked
from care.homework import LOOKED_AFTER, Entry, looked_at
from care.local_time import local_date
from care.pause import Pause
from care.people import ClientId
from store.memory import Memory
from store.tables import homework, homework_entry

_LONGEST = LOOKED_AFTER.days
_NO_END = frozenset({Entry.REVIEWED.value})
"""What an entry may be that leaves a piece as open as it was."""


@dataclass(frozen=True, slots=True)
class _Piece:
    id: UUID
    due_on: date
    assigned_at: datetime
    ended_at: datetime | None
    """When the client first answered it, or it was taken back."""

    def waits(self, at: datetime) -> bool:
        return self.assigned_at <= at and (self.ended_at is None or at < self.ended_at)


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
    pieces: dict[ClientId, list[_Piece]] = {each: [] for each in zones}
    ends = _ends(connection, memory, zones)
    rows = connection.execute(
        select(homework.c.id, homework.c.client, homework.c.due_on, homework.c.assigned_at).where(
            homework.c.practice == memory.practice,
            homework.c.client.in_(list(zones)),
            homework.c.due_on.is_not(None),
        )
    )
    for row in rows:
        found = _Piece(row.id, row.due_on, row.assigned_at, ends.get(row.id))
        pieces[ClientId(row.client)].append(found)
    return {
        client: tuple(
            sorted(
                _of_client(some, zones[client], pauses.get(client, ()), now),
                key=lambda each: each.at,
            )
        )
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


def _of_client(
    pieces: list[_Piece], zone: ZoneInfo, pauses: Iterable[Pause], now: datetime
) -> Iterator[HomeworkLooked]:
    def waiting(at: datetime) -> tuple[Assigned, ...]:
        return tuple(Assigned(each.due_on) for each in pieces if each.waits(at))

    for piece in pieces:
        if piece.ended_at is not None:
            at = piece.ended_at
            yield HomeworkLooked(at, local_date(at, zone), waiting(at))
        for days in range(1, _LONGEST + 1):
            looked = looked_at(piece.due_on, zone, days)
            if looked is None or looked > now or not piece.waits(looked):
                break
            if not any(each.holds(looked) for each in pauses):
                on = local_date(looked, zone)
                yield HomeworkLooked(looked, on, waiting(looked), piece.id)
