"""Fetches photos that clients hand in, and has each looked at, beside every transaction.

What was sent is a row, so nothing is lost when the process ends meanwhile: whoever serves the
clients' bot next fetches it. What comes back is decoded in a process of its own
(`portal/attachments.py`), and only then kept.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeAlias

import structlog
from sqlalchemy import Connection

from conversations.envelopes import Broken, Moved, TryLater, Unreachable
from portal import auditing, homework_file_deeds
from portal.attachments import MOST_BYTES, Gate, Refusal
from portal.clock import Clock
from portal.homework_file_deeds import Looked
from portal.scene import Scene
from store import homework_files
from store.database import Database
from store.homework_files import Waiting
from store.memory import Memory

log = structlog.get_logger()

LOOK_AGAIN = 5.0
"""Seconds after which it is looked for what could not be fetched, or was left."""

AT_ONCE = 5
PAUSE, LONGEST_PAUSE = timedelta(seconds=20), timedelta(minutes=30)
TRIES = 12
"""More than two hours; afterwards the client is asked to send it once more."""

Fetch: TypeAlias = Callable[[str, int], Awaitable[bytes | None]]
"""A file by its reference; None when it has more bytes. TryLater, or Broken for good."""


class FileDesk:
    """One practice's files, fetched wherever its clients' bot is served."""

    def __init__(
        self,
        database: Database,
        memory: Memory,
        clock: Clock,
        fetch: Callable[[], Fetch | None],
        *,
        wake: Callable[[], None],
    ) -> None:
        self._database = database
        self._memory = memory
        self._clock = clock
        self._fetch = fetch
        self._wake = wake
        self._gate = Gate()
        self._working = asyncio.Lock()

    async def run(self) -> None:
        """Fetches what is left over, as long as the portal runs."""
        while True:
            await self.work()
            await asyncio.sleep(LOOK_AGAIN)

    async def work(self) -> None:
        """Fetches everything that is due."""
        async with self._working:
            try:
                while (fetch := self._fetch()) is not None and await self._some(fetch):
                    pass
            except Exception as trouble:
                # It waits in its row, and is looked for again.
                log.error("files.wait", trouble=type(trouble).__name__)

    async def _some(self, fetch: Fetch) -> bool:
        """Whether more may be due after these."""
        due = await self._database.read(
            homework_files.waiting, self._memory, self._clock.now(), AT_ONCE
        )
        for each in due:
            await self._one(fetch, each)
        return len(due) == AT_ONCE

    async def _one(self, fetch: Fetch, waiting: Waiting) -> None:
        try:
            data = await fetch(waiting.ref, MOST_BYTES)
        except (TryLater, Unreachable, Moved) as trouble:
            if waiting.tries + 1 < TRIES:
                await self._later(waiting, getattr(trouble, "after", None))
                return
            looked: Looked = None
        except Broken:
            looked = None
        else:
            looked = Refusal.TOO_LARGE
            if data is not None:
                looked = await self._gate.let_in(waiting.name, data)
        if await self._database.write(self._settle, waiting, looked):
            self._wake()

    async def _later(self, waiting: Waiting, after: float | None) -> None:
        pause = min(PAUSE * 2**waiting.tries, LONGEST_PAUSE)
        pause = max(pause, timedelta(seconds=after or 0))
        at = self._clock.now() + pause
        tries = waiting.tries + 1
        await self._database.write(homework_files.try_again, self._memory, waiting.id, tries, at)

    def _settle(self, connection: Connection, waiting: Waiting, looked: Looked) -> bool:
        # Whoever was erased meanwhile has no row any more, and no key.
        if not homework_files.is_waiting(connection, self._memory, waiting.id):
            return False
        scene = Scene.begin(connection, self._memory, self._clock.now())
        homework_file_deeds.settle(scene, waiting, looked)
        return bool(auditing.post(scene, None))
