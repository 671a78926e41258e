"""What durable costs at least: the bare aiogram handler, which first puts each update on the disk.

One row, one commit, in the thread of its connection, with the settings that the portal has. It
seals nothing, keeps no state and would lose its reply; no handler that keeps its promise is sooner.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

from aiogram import Bot

from benchmarks.contestants.aiogram_handler import AiogramHandler, bot_at
from benchmarks.script import Tap

_KEEP = "INSERT INTO kept (id, body) VALUES (?, ?)"


class AiogramKept(AiogramHandler):
    """The bare handler behind a table of updates."""

    def __init__(self, name: str, bot: Bot, path: Path, thread: ThreadPoolExecutor) -> None:
        super().__init__(name, bot, None)
        self._thread = thread
        self._kept = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            self._kept.execute(f"PRAGMA {pragma}").close()
        self._kept.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")

    async def _feed(self, tap: Tap) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, self._keep, tap)
        await super()._feed(tap)

    def _keep(self, tap: Tap) -> None:
        # In no transaction of its own, a statement is one: it ends on the disk.
        self._kept.execute(_KEEP, (tap.update_id, tap.body)).close()

    def close(self) -> None:
        """Leaves the file."""
        self._kept.close()


@asynccontextmanager
async def aiogram_kept(url: str, folder: Path) -> AsyncIterator[AiogramKept]:
    """The bot, with its session to this server and its table in this folder."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        async with bot_at(url) as bot:
            handler = AiogramKept("aiogram_kept", bot, folder / "kept.db", thread)
            try:
                yield handler
            finally:
                handler.close()
