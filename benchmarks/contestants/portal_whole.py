"""Ours, whole: inbox, desk, outbox and carrier, with the client bot's own parser and messenger."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from itertools import islice
from uuid import UUID

from benchmarks.caseload import Caseload
from benchmarks.contestants.replies import AT_ONCE, WINDOW, Replies
from benchmarks.loopback import TOKEN
from benchmarks.script import Tap
from bots.telegram_clients.hearing import heard
from bots.telegram_clients.messenger import TelegramMessenger
from charts.drawing import Studio
from conversations.envelopes import CLIENTS, Arrived, Place, Shown, ShownPage
from portal.allowances import UNLIMITED
from portal.buckets import Pace
from portal.clock import SystemClock
from portal.delivery import Delivery, Line
from portal.desk import Desk
from portal.scene import AnswerTap, DirectAct
from store.outbox import Carrier

CARRIER = "carrier-benchmark"


class Unhurried(Pace):
    """Lets every letter leave at once: what is measured is not Telegram's limit."""

    async def take(
        self,
        person: UUID,
        *,
        crisis: bool,
        new_message: bool,
        in_group: bool = False,
        in_line: bool = False,
    ) -> None:
        return

    def close(self, person: UUID, until: datetime, *, whole_bot: bool) -> None:
        return


class Watched:
    """The client bot's messenger, which notes who has been answered."""

    def __init__(self, messenger: TelegramMessenger, replies: Replies) -> None:
        self._messenger = messenger
        self._replies = replies

    async def send(self, address: str, shown: Shown, thread: Place | None) -> Place:
        place = await self._messenger.send(address, shown, thread)
        self._replies.note(int(address))
        return place

    async def edit(self, address: str, place: Place, shown: Shown) -> None:
        await self._messenger.edit(address, place, shown)
        self._replies.note(int(address))

    async def retire(self, address: str, place: Place) -> None:
        await self._messenger.retire(address, place)

    async def take_back(self, address: str, messages: Sequence[str]) -> None:
        await self._messenger.take_back(address, messages)

    async def publish(self, address: str, page: ShownPage) -> None:
        await self._messenger.publish(address, page)


class PortalWhole:
    """The portal of one practice, without the poller in front of it."""

    def __init__(self, name: str, caseload: Caseload, messenger: TelegramMessenger) -> None:
        self.name = name
        self._replies = Replies()
        self._running: list[asyncio.Task[None]] = []
        clock = SystemClock()
        line = Line(caseload.memory, Watched(messenger, self._replies), Unhurried(clock))
        lines = {(caseload.practice, CLIENTS): line}
        carrier = Carrier(CARRIER, lines)
        self.delivery = Delivery(
            caseload.database,
            lines,
            clock,
            Studio(),
            carrier=carrier,
            tells_therapists=lambda _: False,
        )

        async def act(_: str, what: DirectAct) -> None:
            if isinstance(what, AnswerTap):
                await messenger.answer(what.ref, what.text)

        self.desk = Desk(
            caseload.database,
            caseload.memory,
            {CLIENTS: heard},
            clock,
            carrier=carrier,
            hand_over=self.delivery.hand_over,
            fill_early=self.delivery.fill_early,
            direct=act,
            limits=UNLIMITED,
        )

    def start(self) -> None:
        """Handles and carries from now on."""
        self._running += [
            asyncio.create_task(self.desk.run()),
            asyncio.create_task(self.delivery.run()),
        ]

    async def stop(self) -> None:
        """Looks for nothing any more."""
        running, self._running = self._running, []
        for task in running:
            task.cancel()
        for task in running:
            with suppress(asyncio.CancelledError):
                await task
        await self.desk.settled()

    async def answer(self, taps: Sequence[Tap]) -> None:
        """In batches as getUpdates brings them, while the window has room for one more."""
        under_way: set[asyncio.Future[float]] = set()
        for batch in _batches(taps):
            while len(under_way) > WINDOW - AT_ONCE:
                _, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            under_way |= {self._replies.expect(tap.person) for tap in batch}
            await self._receive(batch)
        await asyncio.gather(*under_way)
        await self.desk.settled()
        await self.delivery.settled()

    async def latency(self, tap: Tap) -> float:
        begun = time.perf_counter()
        replied = self._replies.expect(tap.person)
        await self._receive([tap])
        return await replied - begun

    async def _receive(self, taps: Iterable[Tap]) -> None:
        await self.desk.receive(CLIENTS, [Arrived(str(tap.update_id), tap.body) for tap in taps])


def _batches(taps: Iterable[Tap]) -> Iterable[list[Tap]]:
    rest = iter(taps)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch


@asynccontextmanager
async def portal_whole(name: str, caseload: Caseload, url: str) -> AsyncIterator[PortalWhole]:
    """The portal, running on this database against this server."""
    messenger = TelegramMessenger(TOKEN, url)
    portal = PortalWhole(name, caseload, messenger)
    portal.start()
    try:
        yield portal
    finally:
        await portal.stop()
        await portal.delivery.close()
        await messenger.close()
