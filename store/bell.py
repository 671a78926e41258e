"""The bell: tells the portal's other processes that something waits for one of their bots.

It carries no promise: who misses it looks by itself a little later.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select

from care.people import PracticeId

CHANNEL = "portal"
INBOX, OUTBOX = "inbox", "outbox"

_RING = select(func.pg_notify(CHANNEL, bindparam("what")))


def ring(connection: Connection, box: str, bots: Iterable[tuple[PracticeId, str]]) -> None:
    """Rings for these bots when the transaction commits; SQLite has one process, which knows."""
    if connection.dialect.name == "sqlite":
        return
    for practice, bot in sorted(set(bots), key=str):
        connection.execute(_RING, {"what": f"{box}:{practice}:{bot}"})


def heard(what: str) -> tuple[str, PracticeId, str] | None:
    """Which box of which bot a ring is about; None for one of another release."""
    match what.split(":", 2):
        case [(("inbox" | "outbox") as box), practice, bot]:
            try:
                return box, PracticeId(UUID(practice)), bot
            except ValueError:
                return None
        case _:
            return None
