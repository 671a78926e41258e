"""When the rule about the journal has looked, and at what: what a back-test goes through."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from care.backtest import JournalLooked
from care.journal import LOOKED_AFTER, first_looked_at, rested
from care.local_time import instant, local_date
from care.pause import Pause
from care.people import ClientId
from store.memory import Memory
from store.tables import journal_entry as table

_DAY = timedelta(days=1)

_Written = tuple[UUID, date, datetime]
"""An entry, its day, and when it was written."""


def looks(
    connection: Connection,
    memory: Memory,
    zones: Mapping[ClientId, ZoneInfo],
    pauses: Mapping[ClientId, Sequence[Pause]],
    now: datetime,
) -> dict[ClientId, tuple[JournalLooked, ...]]:
    """Every look at the journals of these clients until now, on the clocks they have now; in order.

    Only entries that count are there for it. In a pause nobody looked. Nothing sealed is opened.
    """
    found: dict[ClientId, list[_Written]] = {}
    rows = connection.execute(
        select(table.c.id, table.c.client, table.c.local_date, table.c.written_at)
        .where(
            table.c.practice == memory.practice,
            table.c.client.in_(list(zones)),
            table.c.counts.is_(True),
        )
        .order_by(table.c.written_at, table.c.id)
    )
    for row in rows:
        entry = (row.id, row.local_date, row.written_at)
        found.setdefault(ClientId(row.client), []).append(entry)
    return {
        client: tuple(_of_client(entries, zones[client], pauses.get(client, ()), now))
        for client, entries in found.items()
    }


def _of_client(
    entries: Sequence[_Written], zone: ZoneInfo, pauses: Sequence[Pause], now: datetime
) -> Iterator[JournalLooked]:
    for place, (entry, on, written_at) in enumerate(entries):
        days = tuple(sorted({day for _, day, _ in entries[: place + 1]}))
        yield JournalLooked(written_at, on, days)
        until = entries[place + 1][2] if place + 1 < len(entries) else now
        at = first_looked_at(days, zone)
        while at is not None and at <= until:
            today = local_date(at, zone)
            if today - days[-1] > LOOKED_AFTER:
                break
            if not any(each.holds(at) for each in pauses):
                resting = rested(pauses, zone, days[-1], today)
                yield JournalLooked(at, today, days, resting, entry)
            at = instant(today + _DAY, time(0), zone)
