"""Fills letters in together: those that leave at the same moment share one look at the database."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from portal.filling import Filled, Ready, Wish, fill_all
from store.database import Database


@dataclass(frozen=True, slots=True)
class Early:
    """Letters that were put in words within the transaction that wrote them."""

    ready: Mapping[UUID, Ready]
    changes: int
    """What the database had written by then: as long as it has not written more, they hold."""


NONE_EARLY = Early({}, 0)


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

    def early(self, connection: Connection, wishes: Sequence[Wish]) -> Early:
        """What a transaction has just written, in words before it is over: it saves another look.

        A letter that cannot be put in words is left to the carrier, who says why.
        """
        found = fill_all(connection, wishes)
        ready = {each.letter.id: each for each in found if isinstance(each, Ready)}
        return Early(ready, self._database.changes)

    def holds(self, early: Early) -> bool:
        """Whether nothing was written since, so that filling in now would find the same."""
        return early.changes == self._database.changes

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
