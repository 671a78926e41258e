"""Leases: which bot is served by which process, when several share one PostgreSQL.

A lease is an advisory lock of a connection that does nothing else. It ends with the connection, so
a process that is killed leaves its bots to the others at once, and one whose machine vanishes
leaves them as soon as the server has noticed. The same connection hears the bell.
"""

import asyncio
import hashlib
from collections.abc import Callable, Iterable
from typing import Any

import asyncpg
from sqlalchemy.engine import make_url

from store import bell
from store.database import Database

ANSWERED_WITHIN = 3.0
"""Seconds after which a server that does not answer counts as gone. A process that cannot reach it
must have laid its bots down before the server gives them to another: see KEEPALIVE."""

KEEPALIVE = {
    "tcp_keepalives_idle": "3",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "2",
}
"""After these seconds, some seven in all, the server frees what a silent machine had locked."""

# The last: what asyncpg says of a connection that ends just while it is asked.
AWAY = (
    *(OSError, TimeoutError),
    *(asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError),
)


class LeasesUnknown(Exception):
    """The server cannot be asked: nothing may be carried, and nobody else may have it either."""


class Leases:
    """The leases of one process. On SQLite there is one process, and it holds every one."""

    def __init__(self, database: Database, hear: Callable[[str], None]) -> None:
        self._database = database
        self._hear = hear
        self._connection: Any = None
        self._held: set[str] = set()

    async def look(self, wanted: Iterable[str]) -> frozenset[str]:
        """Takes what is free of what is wanted, lays down the rest; tells what is held now."""
        names = frozenset(wanted)
        if self._database.is_sqlite:
            return names
        try:
            async with asyncio.timeout(ANSWERED_WITHIN):
                return await self._looked(names)
        except AWAY as trouble:
            await self._hang_up()
            raise LeasesUnknown(type(trouble).__name__) from None

    async def close(self) -> None:
        """Lays everything down."""
        await self._hang_up()

    async def _looked(self, names: frozenset[str]) -> frozenset[str]:
        connection = self._connection
        if connection is not None and connection.is_closed():
            # Another may have held, and laid down, what was ours: it is taken up anew.
            raise ConnectionResetError
        if connection is None:
            connection = self._connection = await self._connected()
        for name in self._held - names:
            await connection.execute("SELECT pg_advisory_unlock($1)", number(name))
        self._held &= names
        missing = names - self._held
        if not missing:
            # Asked all the same: a connection that is gone says so only when it is used.
            await connection.execute("SELECT 1")
        for name in sorted(missing):
            if await connection.fetchval("SELECT pg_try_advisory_lock($1)", number(name)):
                self._held.add(name)
        return frozenset(self._held)

    async def _connected(self) -> Any:
        url = make_url(self._database.url).set(drivername="postgresql")
        connection = await asyncpg.connect(
            url.render_as_string(hide_password=False),
            server_settings={"application_name": "portal leases", **KEEPALIVE},
        )
        await connection.add_listener(bell.CHANNEL, self._rung)
        return connection

    def _rung(self, _connection: object, _process: int, _channel: str, what: object) -> None:
        self._hear(str(what))

    async def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        self._held.clear()
        if connection is None:
            return
        try:
            async with asyncio.timeout(1):
                await connection.close()
        except AWAY:
            connection.terminate()


def number(name: str) -> int:
    """The number of a lease among PostgreSQL's advisory locks: a signed 64-bit integer."""
    digest = hashlib.blake2b(f"portal:{name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
