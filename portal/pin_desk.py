"""Compares PINs beside the transaction: it takes as long as hundreds of taps, and on purpose.

What was entered is a row, so nothing is lost when the process ends meanwhile. The comparison runs
in a thread, where it holds up neither the event loop nor the desk, one at a time.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy import Connection

from conversations.envelopes import CLIENTS, Inbound
from conversations.phone import PhoneEvent, PinChecked, PinKept, PinUse
from portal.desk import Desk, Heard
from store import people, pin_hash, pins
from store.database import Database
from store.memory import Memory
from store.pins import Given

log = structlog.get_logger()

LOOK_AGAIN = 5.0
"""Seconds after which it is looked for what a process that ended has left."""


class PinDesk:
    """One practice's PINs, compared wherever its clients' bot is served."""

    def __init__(self, database: Database, memory: Memory, desk: Desk) -> None:
        self._database = database
        self._memory = memory
        self._desk = desk
        self._working = asyncio.Lock()

    async def run(self) -> None:
        """Compares what is left over, as long as the portal runs."""
        while True:
            await self.work()
            await asyncio.sleep(LOOK_AGAIN)

    async def work(self) -> None:
        """Compares everything that waits."""
        if not self._desk.serves(CLIENTS):
            return
        async with self._working:
            try:
                for given in await self._database.read(pins.waiting, self._memory):
                    await self._compare(given)
            except Exception as trouble:
                # It waits in its row, and is looked for again.
                log.error("pins.wait", trouble=type(trouble).__name__)

    async def _compare(self, given: Given) -> None:
        event, new_hash = await asyncio.to_thread(_outcome, given)
        await self._desk.hear(partial(self._settled, given, event, new_hash))

    def _settled(
        self,
        given: Given,
        event: PhoneEvent,
        new_hash: str | None,
        connection: Connection,
        now: datetime,
    ) -> Sequence[Heard]:
        fits = event == PinKept() or (isinstance(event, PinChecked) and event.fits)
        if not pins.settle(connection, self._memory, given, fits=fits, new_hash=new_hash):
            return ()
        account = people.account_of(connection, self._memory, CLIENTS, of_client=given.client)
        if account is None:
            return ()
        _, address = people.address_of(connection, self._memory, account.id)
        cause = f"pin:{given.client}:{given.at.isoformat()}"
        return ((Inbound(CLIENTS, address, event), cause),)


def _outcome(given: Given) -> tuple[PhoneEvent, str | None]:
    if given.use is PinUse.KEEP:
        return PinKept(), pin_hash.hashed(given.digits)
    fits = given.kept is not None and pin_hash.fits(given.digits, given.kept)
    return PinChecked(fits, max(given.tries - 1, 0)), None
