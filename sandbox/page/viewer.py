"""One open page at the other end of a socket."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from aiohttp import web

Json = dict[str, Any]

BREATH = 0.03
"""Seconds in which several changes become one picture."""


class Viewer:
    """What one page still has to be told: any number of notes, the whole state at most once."""

    def __init__(self, socket: web.WebSocketResponse, state: Callable[[], Json]) -> None:
        self._socket = socket
        self._state = state
        self._notes: deque[Json] = deque()
        self._stale = False
        self._shown = ""
        self._news = asyncio.Event()

    def refresh(self) -> None:
        """Something that the page shows has changed."""
        self._stale = True
        self._news.set()

    def tell(self, note: Json) -> None:
        """Something that is said once: an answer, a toast, the time."""
        self._notes.append(note)
        self._news.set()

    async def write(self) -> None:
        """Tells the news until the page is gone."""
        with suppress(ConnectionResetError):
            while True:
                await self._news.wait()
                await asyncio.sleep(BREATH)
                self._news.clear()
                await self._show()
                while self._notes:
                    await self._socket.send_json(self._notes.popleft())

    async def close(self) -> None:
        """Hang up in good order."""
        await self._socket.close()

    async def _show(self) -> None:
        # The state goes first: an answer to an act is read with what came of it in sight.
        if not self._stale:
            return
        self._stale = False
        state = json.dumps(self._state())
        if state != self._shown:
            self._shown = state
            await self._socket.send_str(state)
