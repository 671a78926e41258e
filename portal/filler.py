"""Fills letters in together: those that leave at the same moment share one look at the database."""

import asyncio

from sqlalchemy.exc import DBAPIError

from portal.filling import Filled, Ready, Wish, fill_all
from store.database import Database


class Filler:
    """Gathers the letters that are to be filled in while the ones before them are read."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._wishes: list[tuple[Wish, asyncio.Future[Ready]]] = []
        self._reading: asyncio.Task[None] | None = None

    async def fill(self, wish: Wish) -> Ready:
        """The letter in words; what stands in the way of it is raised here, and only here."""
        if wish.takes_long:
            [filled] = await self._filled([wish])
            if isinstance(filled, Exception):
                raise filled
            return filled
        ready: asyncio.Future[Ready] = asyncio.get_running_loop().create_future()
        self._wishes.append((wish, ready))
        if self._reading is None:
            self._reading = asyncio.create_task(self._fill_all())
        return await ready

    async def _fill_all(self) -> None:
        try:
            while self._wishes:
                batch, self._wishes = self._wishes, []
                found = await self._filled([wish for wish, _ in batch])
                for (_, ready), filled in zip(batch, found, strict=True):
                    if ready.done():
                        # Who waited for it was stopped meanwhile.
                        continue
                    if isinstance(filled, Exception):
                        ready.set_exception(filled)
                    else:
                        ready.set_result(filled)
        finally:
            self._reading = None

    async def _filled(self, wishes: list[Wish]) -> list[Filled]:
        try:
            if any(wish.takes_long for wish in wishes):
                return await self._database.read(fill_all, wishes)
            return await self._database.read_briefly(fill_all, wishes)
        except Exception as trouble:
            if len(wishes) == 1 or not isinstance(trouble, DBAPIError):
                return [trouble] * len(wishes)
        # The database refused something of one of them: each by itself, so that it stops no other.
        return [found for wish in wishes for found in await self._filled([wish])]
