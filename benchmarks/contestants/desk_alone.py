"""Ours, the desk alone: turns, seals, rows, letters, the commit; it neither parses nor replies."""

import time
from collections.abc import Sequence
from uuid import UUID

from benchmarks.caseload import Caseload
from benchmarks.contestants.portal_whole import CARRIER
from benchmarks.contestants.replies import AT_ONCE
from benchmarks.script import Tap
from bots.telegram_clients.hearing import heard
from conversations.envelopes import CLIENTS, Arrived, Inbound
from portal.allowances import UNLIMITED
from portal.clock import SystemClock
from portal.desk import Desk
from portal.filler import Early
from portal.scene import DirectAct
from store import outbox
from store.outbox import Carrier, Letter

SETTLED_AT_ONCE = 1000


class DeskAlone:
    """A desk whose updates wait in the inbox, parsed before, and whose letters nobody carries."""

    def __init__(self, name: str, caseload: Caseload) -> None:
        self.name = name
        self._parsed: dict[bytes, Inbound | None] = {}
        self.kept = 0.0
        """Seconds that keeping the updates took, before the desk began."""
        self._database = caseload.database
        self._clock = SystemClock()
        self._letters: list[UUID] = []

        async def act(_: str, __: DirectAct) -> None:
            return

        self._desk = Desk(
            caseload.database,
            caseload.memory,
            {CLIENTS: lambda body: self._parsed[body]},
            self._clock,
            carrier=Carrier(CARRIER, {(caseload.practice, CLIENTS)}),
            hand_over=self._put_by,
            direct=act,
            limits=UNLIMITED,
        )

    async def work(self, taps: Sequence[Tap]) -> float:
        """Seconds of the desk for these taps, which wait already."""
        self._parsed.clear()
        self._parsed.update({tap.body: heard(tap.body) for tap in taps})
        begun = time.perf_counter()
        for start in range(0, len(taps), AT_ONCE):
            batch = taps[start : start + AT_ONCE]
            await self._desk.receive(
                CLIENTS, [Arrived(str(tap.update_id), tap.body) for tap in batch]
            )
        kept = time.perf_counter()
        taken = await self._desk.work_off()
        worked = time.perf_counter() - kept
        self.kept = kept - begun
        await self._desk.settled()
        if taken != len(taps):
            raise RuntimeError(f"the desk took {taken} of {len(taps)} taps")
        # A carrier has a few letters in hand: tens of thousands would be looked through for what
        # is due, again and again.
        while self._letters:
            some, self._letters = self._letters[:SETTLED_AT_ONCE], self._letters[SETTLED_AT_ONCE:]
            await self._database.write(outbox.settle, some, outbox.SENT, self._clock.now())
        return worked

    def _put_by(self, letters: Sequence[Letter], _: Early) -> None:
        self._letters += (each.id for each in letters)
