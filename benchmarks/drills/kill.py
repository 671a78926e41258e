"""The kill drill: a portal under load is killed at random instants, and everything is counted."""

import asyncio
import random
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from uuid import UUID

from sqlalchemy import Connection, func, or_, select

from benchmarks.drills import ledger
from benchmarks.drills.adapting import carrier_mark
from benchmarks.drills.nursery import LOG, Nursery, nursery
from benchmarks.drills.progress import Bar
from benchmarks.drills.robots import ClientRobot, Crowd, TherapistRobot
from benchmarks.drills.stage import Engine, Stage, stage
from benchmarks.result import Figure, Result, result
from portal.clock import SystemClock
from portal.office import NotPossible
from portal.sandboxed import BOT, database_for
from sandbox.telegram import Call, Happening, Kind
from store import inbox, outbox
from store import tables as kept

NAME = "kill"
MANY = 30
LONGEST = 1.0
"""A portal lives at most so many seconds after it began to hear, and twice what the start took."""
EARLY = 0.2
"""How many of the kills hit a portal that has not begun to hear yet."""
LATE = 5
"""Every so many clients one joins while portals are killed; the others are there before."""
HEARS = frozenset({"getUpdates", "setWebhook", "getWebhookInfo"})
"""What a portal calls when it is ready to hear, or to be called."""
STARTS_WITHIN = 30.0
TAKEN_OVER_WITHIN = 10.0
SETTLES_WITHIN = 40.0
TOLD = 20
"""So many lines of its log are shown of a portal that did not come."""
CALM, MOTIONLESS = 3, 16
"""After so many looks, four a second, at which nothing waits it is calm, or nothing moves."""
OLDER = {"pulse": 6, "phq9": 6, "gad7": 6}
"""Check-ins of earlier days that every client may still fill in."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a drill is."""

    kills: int
    clients: int
    therapists: int = 4
    webhooks: bool = False
    """Telegram and Slack call the portal, instead of being asked."""


@dataclass
class Watch:
    """What the drill hears of the servers while it goes on."""

    stage: Stage
    robots: dict[int, ClientRobot] = field(default_factory=dict)
    queued: list[str] = field(default_factory=list)
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    def begin(self) -> None:
        self.stage.telegram.watch(self._telegram)
        self.stage.telegram.fault = self._called

    def _telegram(self, happening: Happening) -> None:
        if happening.kind is not Kind.QUEUED:
            robot = self.robots.get(happening.chat_id)
            if robot is not None:
                robot.hears(happening)
            return
        update = happening.update or {}
        self.queued.append(str(update["update_id"]))
        match update:
            case {"message": {"from": {"id": int(person)}}}:
                robot = self.robots.get(person)
            case {"callback_query": {"from": {"id": int(person)}}}:
                robot = self.robots.get(person)
            case _:
                robot = None
        if robot is not None:
            robot.told_of(update)

    def _called(self, call: Call) -> None:
        if call.method in HEARS:
            self.heard.set()

    def handed_out(self) -> Counter[str]:
        """How often every update was given to a poller."""
        return Counter(
            str(update["update_id"])
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


def run(
    size: Size,
    *,
    seed: int,
    engine: Engine = Engine.SQLITE,
    sabotage: str | None = None,
    shown: bool = False,
) -> Result:
    """One drill from an empty database to the comparison."""
    begun = time.monotonic()
    with (
        nursery() as ward,
        database_for(engine.value) as url,
        tempfile.TemporaryDirectory(prefix="portal-drill-") as folder,
    ):
        play = _drill(Path(folder), url, ward, size, seed, sabotage, shown)
        figures, passed = asyncio.run(play)
    seconds = round(time.monotonic() - begun, 1)
    told: dict[str, Figure] = {
        "database": engine.value,
        "webhooks": size.webhooks,
        **figures,
        "seconds": seconds,
    }
    if sabotage is not None:
        told["sabotage"] = sabotage
    return result(NAME, seed, told, passed=passed)


async def _drill(
    folder: Path,
    url: str | None,
    ward: Nursery,
    size: Size,
    seed: int,
    sabotage: str | None,
    shown: bool,
) -> tuple[dict[str, Figure], bool]:
    dice = random.Random(seed)
    bar = Bar(NAME, size.kills, shown=shown)
    now = SystemClock().now()
    async with stage(folder, now, url, webhooks=size.webhooks) as set_up:
        watch = Watch(set_up)
        crowd = Crowd(set_up, dice)
        therapists, clients = await _people(crowd, watch, size)
        watch.begin()
        tally = Tally()
        punctual = [each for number, each in enumerate(clients) if number % LATE]
        living = [
            asyncio.create_task(each.live(0 if each in punctual else dice.uniform(0, size.kills)))
            for each in clients
        ]
        living += [asyncio.create_task(each.live()) for each in therapists]
        try:
            bar.at(0, "joining")
            killing = Killing(set_up, ward, watch, tally, dice, sabotage, bar)
            # On PostgreSQL one process serves and another stands by.
            pids = [
                await killing.started() for _ in range(1 if url is None or size.webhooks else 2)
            ]
            await _all_joined(set_up, punctual)
            for left in range(size.kills, 0, -1):
                struck = dice.randrange(len(pids))
                await killing.kill(pids[struck])
                if len(pids) > 1:
                    await killing.taken_over()
                    pids[struck] = await killing.joined()
                else:
                    # The last one lives, and does what is left.
                    pids = [await (killing.born() if left > 1 else killing.started())]
            crowd.over.set()
            bar.at(size.kills, "settling")
            settled = await _settled(set_up, living)
            for pid in pids:
                tally.fell += not await ward.stop(pid)
        finally:
            for robot, task in zip(clients, living, strict=False):
                robot.unanswered += not task.done()
            for task in living:
                task.cancel()
            ended = await asyncio.gather(*living, return_exceptions=True)
            bar.end()
        rows = await set_up.world.office.database.read(ledger.read, set_up.memory)
        findings = ledger.compare(set_up, rows, set(watch.queued), clients, therapists)
        broken = [fault for fault in ended if isinstance(fault, Exception)]
        findings.examples += [f"a robot fell: {fault!r}" for fault in broken]
        return _figures(findings, tally, watch, crowd, settled, len(broken))


async def _people(
    crowd: Crowd, watch: Watch, size: Size
) -> tuple[list[TherapistRobot], list[ClientRobot]]:
    therapists = [
        TherapistRobot(crowd, await crowd.stage.therapist(number))
        for number in range(size.therapists)
    ]
    clients = []
    for number in range(size.clients):
        therapist = therapists[number % len(therapists)].person.name
        guest = await crowd.stage.guest(number, therapist, OLDER)
        clients.append(ClientRobot(crowd, guest))
        watch.robots[guest.person.id] = clients[-1]
    return therapists, clients


async def _all_joined(set_up: Stage, punctual: Sequence[ClientRobot]) -> None:
    async with _patience(set_up, STARTS_WITHIN):
        for each in punctual:
            await each.joined.wait()


@asynccontextmanager
async def _patience(set_up: Stage, seconds: float) -> AsyncIterator[None]:
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
    begun: float = 0.0

    async def started(self) -> int:
        """A new portal; the number of its process."""
        self.watch.heard.clear()
        self.begun = time.monotonic()
        return await self.ward.start(self.stage.folder, self.stage.environ(), self.sabotage)

    async def _heard(self, within: float) -> float:
        """Seconds since the last beginning until somebody asks for updates."""
        async with _patience(self.stage, within):
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
        self.watch.heard.clear()
        self.begun = time.monotonic()
        self.tally.kills += 1
        in_hand = await self.stage.world.office.database.read(_in_hand, pid)
        self.tally.flights.update(in_hand)
        _bring_again(self.stage, self.dice)
        self.bar.at(self.tally.kills)


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
        update
        for call in set_up.telegram.calls[-200:]
        if call.method == "getUpdates" and isinstance(call.result, list)
        for update in call.result
    ]
    for update in dice.sample(earlier, min(2, len(earlier))):
        set_up.telegram.inject(BOT, dict(update))


async def _settled(set_up: Stage, living: Sequence[asyncio.Task[None]]) -> bool:
    """Whether everything that waits has been handled and has left, within a while.

    A robot that still waits when nothing moves any more is never answered.
    """
    try:
        async with asyncio.timeout(SETTLES_WITHIN):
            calm = 0
            while calm < CALM or (calm < MOTIONLESS and not all(each.done() for each in living)):
                waiting = set_up.telegram.world.bot_named(BOT).updates.count()
                waiting += await set_up.world.office.database.read(_unsettled)
                calm = calm + 1 if waiting == 0 else 0
                await asyncio.sleep(0.25)
    except TimeoutError:
        return False
    return True


def _unsettled(connection: Connection) -> int:
    """How many updates and letters are not done with."""
    updates = select(func.count()).where(kept.inbox.c.state == inbox.WAITING)
    letters = select(func.count()).where(
        or_(kept.outbox.c.state == outbox.WAITING, kept.outbox.c.state == outbox.CLAIMED)
    )
    found: Callable[..., int] = lambda query: connection.execute(query).scalar_one()  # noqa: E731
    return found(updates) + found(letters)


def _figures(
    findings: ledger.Findings,
    tally: Tally,
    watch: Watch,
    crowd: Crowd,
    settled: bool,
    broken: int,
) -> tuple[dict[str, Figure], bool]:
    in_flight = tally.flights.total()
    beyond = sum(
        max(0, times - tally.flights[person]) for person, times in findings.sent_twice.items()
    )
    lost, twice = findings.lost.total(), findings.done_twice.total()
    figures: dict[str, Figure] = {
        "kills": tally.kills,
        "lost": lost,
        "done_twice": twice,
        "sent_twice": sum(findings.sent_twice.values()),
        "in_flight": in_flight,
        "sent_twice_beyond_flight": beyond,
        **findings.figures,
        "handed_out_again": sum(times - 1 for times in watch.handed_out().values()),
        "ended_by_themselves": tally.fell,
        "settled": settled,
    }
    if tally.starts:
        figures["start_s"] = round(median(tally.starts), 2)
    if tally.takeovers:
        figures["takeover_s"] = round(max(tally.takeovers), 2)
    if findings.examples:
        figures["examples"] = "; ".join(findings.examples)
    late = any(seconds > TAKEN_OVER_WITHIN for seconds in tally.takeovers)
    passed = not (lost or twice or beyond or tally.fell or broken or late) and settled
    return figures, passed and tally.kills > 0
