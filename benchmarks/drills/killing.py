"""Killing: portals that are started and killed at random instants, and what is heard meanwhile."""

import asyncio
import os
import random
import signal
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from sqlalchemy import Connection, select

from benchmarks.drills.adapting import carrier_mark
from benchmarks.drills.front import Front, free_port
from benchmarks.drills.ledger import TELEGRAM_SENDS
from benchmarks.drills.nursery import LOG, Nursery
from benchmarks.drills.progress import Bar
from benchmarks.drills.robots import ClientRobot
from benchmarks.drills.stage import Stage
from portal.office import NotPossible
from portal.sandboxed import BOT, GROUP_BOT
from portal.settings import PREFIX
from portal.wiring import LOOK_SECONDS
from sandbox.telegram import Call, Happening, Kind
from store import outbox
from store import tables as kept

LONGEST = 1.0
"""A portal lives at most so many seconds after it began to hear, and twice what the start took."""
EARLY = 0.2
"""How many of the kills hit a portal that has not begun to hear yet."""
HEARS = frozenset({"getUpdates", "setWebhook", "getWebhookInfo"})
"""What a portal calls when it is ready to hear, or to be called."""
STARTS_WITHIN = 30.0
TOLD = 20
"""So many lines of its log are shown of a portal that did not come."""


class Acting(Protocol):
    """A robot that wants to know which update came of what it did."""

    def told_of(self, update: dict[str, object]) -> None: ...


@dataclass
class Watch:
    """What the drill hears of the servers while it goes on."""

    stage: Stage
    robots: dict[int, ClientRobot] = field(default_factory=dict)
    """By their number: whose chat with the clients' bot is watched."""
    acting: dict[int, Acting] = field(default_factory=dict)
    queued: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The numbers of all updates, by the bot they are for."""
    sharing: bool = False
    """Whether portals share one address, so that the one that lives may be set up already."""
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    _hearing: set[str] = field(default_factory=set)

    def begin(self) -> None:
        self.stage.telegram.watch(self._telegram)
        self.stage.telegram.fault = self._called

    def begin_anew(self) -> None:
        """Waits again for a portal that hears for both bots."""
        self.heard.clear()
        self._hearing.clear()

    def _telegram(self, happening: Happening) -> None:
        if happening.kind is not Kind.QUEUED:
            robot = self.robots.get(happening.chat_id)
            if robot is not None:
                robot.hears(happening)
            return
        update = happening.update or {}
        self.queued[happening.bot].append(str(update["update_id"]))
        for body in update.values():
            match body:
                case {"from": {"id": int(person)}} if person in self.acting:
                    self.acting[person].told_of(update)

    def _called(self, call: Call) -> None:
        answers = self.sharing and call.bot == BOT and call.method in TELEGRAM_SENDS
        if call.method in HEARS or answers:
            self._hearing.add(call.bot)
        if self._hearing >= {BOT, GROUP_BOT}:
            self.heard.set()

    def handed_out(self) -> Counter[str]:
        """How often every update of a bot was given to a poller."""
        return Counter(
            f"{call.bot} {update['update_id']}"
            for call in self.stage.telegram.calls
            if call.method == "getUpdates" and isinstance(call.result, list)
            for update in call.result
        )


@dataclass
class Tally:
    """What the kills themselves came to."""

    kills: int = 0
    fell: int = 0
    """Portals that ended by themselves, which none may."""
    flights: Counter[UUID] = field(default_factory=Counter)
    """By account: at how many kills a letter to it was in a carrier's hand."""
    starts: list[float] = field(default_factory=list)
    takeovers: list[float] = field(default_factory=list)
    """Seconds from a kill until another process that was there heard in its place."""
    freezes: list[float] = field(default_factory=list)
    """The same from the instant at which a process was stopped, and not ended."""


@asynccontextmanager
async def patience(set_up: Stage, seconds: float) -> AsyncIterator[None]:
    """Waits so long for a portal; NotPossible, with the end of what it said, when none comes."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        said = (set_up.folder / LOG).read_text(errors="replace").splitlines()[-TOLD:]
        words = "\n".join(("The portal is not there. The end of what it said:", *said))
        raise NotPossible(words) from None


@dataclass
class Killing:
    """Starts portals and kills them."""

    stage: Stage
    ward: Nursery
    watch: Watch
    tally: Tally
    dice: random.Random
    sabotage: str | None
    bar: Bar
    front: Front | None = None
    """What stands before portals that share one address."""
    begun: float = 0.0

    async def started(self) -> int:
        """A new portal; the number of its process."""
        self.watch.begin_anew()
        self.begun = time.monotonic()
        environ = dict(self.stage.environ())
        if self.front is None:
            return await self.ward.start(self.stage.folder, environ, self.sabotage)
        port = free_port()
        environ[f"{PREFIX}HTTP_PORT"] = str(port)
        pid = await self.ward.start(self.stage.folder, environ, self.sabotage)
        self.front.behind[pid] = port
        return pid

    async def _heard(self, within: float) -> float:
        """Seconds since the last beginning until somebody asks for updates."""
        async with patience(self.stage, within):
            await self.watch.heard.wait()
        return time.monotonic() - self.begun

    async def born(self) -> int:
        """A new portal, at the instant at which it is to be killed."""
        pid = await self.started()
        if self.dice.random() < EARLY:
            await asyncio.sleep(self.dice.uniform(0, LONGEST / 2))
            return pid
        self.tally.starts.append(await self._heard(STARTS_WITHIN))
        await asyncio.sleep(self.dice.uniform(0, LONGEST + 2 * self.tally.starts[-1]))
        return pid

    async def serves(self) -> None:
        """Returns when the first portal serves."""
        await self._heard(STARTS_WITHIN)

    async def taken_over(self) -> None:
        """Returns when the process that stood by hears instead, or goes on hearing."""
        self.tally.takeovers.append(await self._heard(STARTS_WITHIN))

    async def joined(self) -> int:
        """A new portal that stands by, while the other serves."""
        pid = await self.started()
        await asyncio.sleep(self.dice.uniform(LONGEST / 2, 2 * LONGEST))
        return pid

    async def kill(self, pid: int) -> None:
        """kill -9, and what was in the air at that instant."""
        self.tally.fell += not await self.ward.kill(pid)
        if self.front is not None:
            del self.front.behind[pid]
        self.watch.begin_anew()
        self.begun = time.monotonic()
        self.tally.kills += 1
        await self._note_flights(pid)
        _bring_again(self.stage, self.dice)
        self.bar.at(self.tally.kills)

    async def frozen(self, pid: int) -> None:
        """Stops a process in the midst of its work until another serves; then it goes on."""
        os.kill(pid, signal.SIGSTOP)
        port = self.front.behind.pop(pid) if self.front is not None else None
        try:
            self.watch.begin_anew()
            self.begun = time.monotonic()
            await self._note_flights(pid)
            self.tally.freezes.append(await self._heard(STARTS_WITHIN))
            await asyncio.sleep(self.dice.uniform(0, LONGEST))
        finally:
            os.kill(pid, signal.SIGCONT)
        if self.front is not None and port is not None:
            self.front.behind[pid] = port
        # It finds out, lays its bots down and stands by.
        await asyncio.sleep(2 * LONGEST + LOOK_SECONDS)

    async def _note_flights(self, pid: int) -> None:
        in_hand = await self.stage.world.office.database.read(_in_hand, pid)
        self.tally.flights.update(in_hand)


def _in_hand(connection: Connection, pid: int) -> set[UUID]:
    """To whom this process was carrying: each has at most one letter on its way."""
    rows = connection.execute(
        select(kept.outbox.c.person)
        .where(
            kept.outbox.c.state == outbox.CLAIMED,
            kept.outbox.c.claimed_by.contains(carrier_mark(pid)),
        )
        .distinct()
    )
    return set(rows.scalars())


def _bring_again(set_up: Stage, dice: random.Random) -> None:
    """A few updates that were confirmed come once more, as they may after a fault of Telegram's."""
    earlier = [
        (call.bot, update)
        for call in set_up.telegram.calls[-200:]
        if call.method == "getUpdates" and isinstance(call.result, list)
        for update in call.result
    ]
    for bot, update in dice.sample(earlier, min(3, len(earlier))):
        set_up.telegram.inject(bot, dict(update))
