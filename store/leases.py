"""Leases: which bot is served by which process, when several share one PostgreSQL.

A lease is an advisory lock of a connection that does nothing else. It ends with the connection, so
a process that is killed leaves its bots to the others at once, and one that stands still or whose
machine vanishes leaves them as soon as the server has noticed. The same connection hears the bell.
"""

import asyncio
import hashlib
import math
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import Any, TypeVar

import asyncpg
from sqlalchemy.engine import make_url

from store import bell
from store.connections import connect_for_leases, elapsed
from store.database import Database

R = TypeVar("R")

ANSWERED_WITHIN = 3.0
"""Seconds after which a server that does not answer counts as gone. A process that cannot reach it
must have laid its bots down before the server gives them to another."""

SURE_SECONDS = 5.0
"""Seconds after a question that was answered in which nobody else can have what is held: less than
the server waits for the next one, with room for what is begun in the last of them."""

BETWEEN_SIGNS = 2.0

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
        self._asking = asyncio.Lock()
        self._sure_until = -math.inf

    def sure(self) -> bool:
        """Whether nobody else can have what is held here, however long this process stood still."""
        return self._database.is_sqlite or elapsed() < self._sure_until

    async def look(self, wanted: Iterable[str]) -> frozenset[str]:
        """Takes what is free of what is wanted, lays down the rest; tells what is held now."""
        names = frozenset(wanted)
        if self._database.is_sqlite:
            return names
        async with self._asking:
            try:
                return await self._answered(self._looked(names))
            except AWAY as trouble:
                await self._hang_up()
                raise LeasesUnknown(type(trouble).__name__) from None

    async def live(self) -> None:
        """Shows the server again and again that this process goes on, whatever a look waits for."""
        while True:
            await asyncio.sleep(BETWEEN_SIGNS)
            async with self._asking:
                if self._connection is None:
                    continue
                # A connection that is gone is found, and told of, by the next look.
                with suppress(*AWAY):
                    await self._answered(self._connection.execute("SELECT 1"))

    async def close(self) -> None:
        """Lays everything down."""
        await self._hang_up()

    async def _answered(self, question: Awaitable[R]) -> R:
        asked = elapsed()
        async with asyncio.timeout(ANSWERED_WITHIN):
            answer = await question
        self._sure_until = asked + SURE_SECONDS
        return answer

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
        connection = await connect_for_leases(url.render_as_string(hide_password=False))
        await connection.add_listener(bell.CHANNEL, self._rung)
        return connection

    def _rung(self, _connection: object, _process: int, _channel: str, what: object) -> None:
        self._hear(str(what))

    async def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        self._held.clear()
        self._sure_until = -math.inf
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
