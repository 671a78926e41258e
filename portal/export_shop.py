"""Where copies are made: one at a time, each in a process of its own that ends with it."""

import asyncio
from functools import partial

from charts.drawing import Studio
from conversations.envelopes import File
from portal.export.record import CopyRequest

PATIENCE = 300.0
"""Seconds for the largest record: two years of daily check-ins take six seconds of a core."""


class CopyShop:
    """Makes archives away from the desk; nothing of them stays in memory afterwards."""

    def __init__(self) -> None:
        # Each takes a core for some seconds: together they would slow everybody down.
        self._busy = asyncio.Lock()

    async def copy(self, request: CopyRequest) -> File:
        """The encrypted file; NotDrawn when its process fails twice."""
        async with self._busy:
            studio = Studio(PATIENCE)
            try:
                data = await studio.made(partial(_made, request))
            finally:
                await studio.close()
        return File(data, request.file_name)


def _made(request: CopyRequest) -> bytes:
    # What lays out and locks is imported where it is done, never by who asks for it.
    from portal.export.making import copy

    return copy(request)
