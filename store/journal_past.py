"""When the rule about the journal has looked, and at what: what a back-test goes through."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from care import journal_looks
from care.backtest import JournalLooked
from care.journal_looks import Entered
from care.pause import Pause
from care.people import ClientId
from store.memory import Memory
from store.tables import journal_entry as table


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
    found: dict[ClientId, list[Entered]] = {}
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
        entry = Entered(row.id, row.local_date, row.written_at)
        found.setdefault(ClientId(row.client), []).append(entry)
    return {
        client: tuple(journal_looks.looks(entries, zones[client], pauses.get(client, ()), now))
        for client, entries in found.items()
    }
