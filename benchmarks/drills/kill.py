"""The kill drill: a portal under load is killed at random instants, and everything is counted."""

import asyncio
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, func, or_, select
from yarl import URL

from benchmarks.drills import ledger
from benchmarks.drills.circle import Circle, MemberRobot, enrol, form
from benchmarks.drills.findings import Findings
from benchmarks.drills.front import front
from benchmarks.drills.killing import STARTS_WITHIN, Killing, Tally, Watch, patience
from benchmarks.drills.nursery import LOG, Nursery, nursery
from benchmarks.drills.progress import Bar
from benchmarks.drills.robots import ClientRobot, Crowd, TherapistRobot
from benchmarks.drills.stage import Engine, Stage, stage
from benchmarks.drills.verdict import Wrong, above_zero, judged, not_so
from benchmarks.result import Figure, Figures, Result
from bots.telegram_polling.safety_net import SENT
from portal.clock import SystemClock
from portal.sandboxed import database_for
from store import inbox, outbox
from store import tables as kept

NAME = "kill"
MANY = 30
LATE = 5
"""Every so many clients one joins while portals are killed; the others are there before."""
TAKEN_OVER_WITHIN = 10.0
SETTLES_WITHIN = 40.0
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
    members: int = 5
    """Clients who meet in a therapy group, beside the others."""
    webhooks: bool = False
    """Telegram and Slack call the portal, instead of being asked."""
    freezes: int = 0
    """How often, on PostgreSQL, whoever serves is stopped and goes on when another serves."""


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
        figures, wrong = asyncio.run(play)
    seconds = round(time.monotonic() - begun, 1)
    told: dict[str, Figure] = {
        "database": engine.value,
        "webhooks": size.webhooks,
        **figures,
        "seconds": seconds,
    }
    if sabotage is not None:
        told["sabotage"] = sabotage
    return judged(NAME, seed, told, wrong)


async def _drill(
    folder: Path,
    url: str | None,
    ward: Nursery,
    size: Size,
    seed: int,
    sabotage: str | None,
    shown: bool,
) -> tuple[Figures, Wrong]:
    dice = random.Random(seed)
    bar = Bar(NAME, size.kills, shown=shown)
    now = SystemClock().now()
    async with (
        stage(folder, now, url, webhooks=size.webhooks, groups=True) as set_up,
        AsyncExitStack() as around,
    ):
        # On PostgreSQL one process serves and another stands by.
        processes = 1 if url is None else 2
        watch = Watch(set_up, sharing=size.webhooks and processes > 1)
        before = (
            await around.enter_async_context(front(URL(str(set_up.world.settings.public_url))))
            if watch.sharing
            else None
        )
        crowd = Crowd(set_up, dice)
        cast = await _people(crowd, watch, size)
        watch.begin()
        cast.circle.begin()
        tally = Tally()
        living = _begin_to_live(cast, dice, size)
        try:
            bar.at(0, "joining")
            killing = Killing(set_up, ward, watch, tally, dice, sabotage, bar, before)
            pids = [await killing.started()]
            if processes > 1:
                await killing.serves()
                pids += [await killing.started() for _ in range(processes - 1)]
            await _all_joined(set_up, cast)
            for _ in range(size.freezes if processes > 1 else 0):
                serving, standing_by = pids
                await killing.frozen(serving)
                pids = [standing_by, serving]
            for left in range(size.kills, 0, -1):
                # The first serves. Who is called says nothing when the other is killed, and nobody
                # could tell that it goes on; who asks can be heard asking.
                struck = 0 if size.webhooks else dice.randrange(len(pids))
                await killing.kill(pids.pop(struck))
                if pids:
                    await killing.taken_over()
                    pids.append(await killing.joined())
                else:
                    # The last one lives, and does what is left.
                    pids = [await (killing.born() if left > 1 else killing.started())]
            crowd.over.set()
            bar.at(size.kills, "settling")
            settled = await _settled(set_up, living)
            for pid in pids:
                tally.fell += not await ward.stop(pid)
        finally:
            for robot, task in zip(cast.telephones, living, strict=False):
                robot.unanswered += not task.done()
            for task in living:
                task.cancel()
            ended = await asyncio.gather(*living, return_exceptions=True)
            bar.end()
        database = set_up.world.office.database
        rows = await database.read(ledger.read, set_up.memory, set_up.groups)
        findings = ledger.compare(
            set_up, rows, watch.queued, cast.clients, cast.therapists, cast.circle, cast.members
        )
        broken = [fault for fault in ended if isinstance(fault, Exception)]
        findings.examples += [f"a robot fell: {fault!r}" for fault in broken]
        said = (folder / LOG).read_text(errors="replace")
        at_the_edge = said.count(SENT)
        figures, wrong = _figures(findings, tally, watch, at_the_edge, settled, len(broken))
        if before is not None:
            figures["not_taken"] = before.failed
        return figures, wrong


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody on the stage."""

    therapists: Sequence[TherapistRobot]
    clients: Sequence[ClientRobot]
    circle: Circle
    members: Sequence[MemberRobot]

    @property
    def punctual(self) -> Sequence[ClientRobot]:
        """The clients who join before the first kill."""
        return [each for number, each in enumerate(self.clients) if number % LATE]

    @property
    def telephones(self) -> Sequence[ClientRobot | MemberRobot]:
        """Everybody who waits for answers in Telegram."""
        return [*self.clients, *self.members]


async def _people(crowd: Crowd, watch: Watch, size: Size) -> Cast:
    set_up = crowd.stage
    therapists = [
        TherapistRobot(crowd, await set_up.therapist(number)) for number in range(size.therapists)
    ]
    clients = []
    for number in range(size.clients):
        therapist = therapists[number % len(therapists)].person.name
        robot = ClientRobot(crowd, await set_up.guest(number, therapist, OLDER))
        clients.append(robot)
        watch.robots[robot.guest.person.id] = robot
        watch.acting[robot.guest.person.id] = robot
    facilitator = therapists[0].person.name
    circle = await form(set_up, facilitator)
    members = []
    for number in range(size.members):
        enrolled = await enrol(set_up, size.clients + number, facilitator)
        member = MemberRobot(crowd, circle, enrolled)
        members.append(member)
        watch.acting[enrolled.person.id] = member
    return Cast(therapists, clients, circle, members)


def _begin_to_live(cast: Cast, dice: random.Random, size: Size) -> list[asyncio.Task[None]]:
    """The clients first, then the group's members, then the therapists."""
    punctual = cast.punctual
    lives = [
        each.live(0 if each in punctual else dice.uniform(0, size.kills)) for each in cast.clients
    ]
    lives += [each.live() for each in cast.members]
    lives += [each.live() for each in cast.therapists]
    return [asyncio.create_task(each) for each in lives]


async def _all_joined(set_up: Stage, cast: Cast) -> None:
    async with patience(set_up, STARTS_WITHIN):
        for client in cast.punctual:
            await client.joined.wait()
        for member in cast.members:
            await member.joined.wait()


async def _settled(set_up: Stage, living: Sequence[asyncio.Task[None]]) -> bool:
    """Whether everything that waits has been handled and has left, within a while.

    A robot that still waits when nothing moves any more is never answered.
    """
    try:
        async with asyncio.timeout(SETTLES_WITHIN):
            calm = 0
            while calm < CALM or (calm < MOTIONLESS and not all(each.done() for each in living)):
                bots = set_up.telegram.world.bots.values()
                waiting = sum(bot.updates.count() for bot in bots)
                # Slack brings an event again after a second: meanwhile it is nowhere else.
                waiting += set_up.slack.courier.untold
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
    findings: Findings,
    tally: Tally,
    watch: Watch,
    at_the_edge: int,
    settled: bool,
    broken: int,
) -> tuple[Figures, Wrong]:
    in_flight = tally.flights.total()
    beyond = sum(
        max(0, times - tally.flights[person]) for person, times in findings.sent_twice.items()
    )
    # A card from the edge is no letter: while nothing can be kept, help comes all the same.
    beyond = max(0, beyond - at_the_edge)
    lost, twice = findings.lost.total(), findings.done_twice.total()
    figures: dict[str, Figure] = {
        "kills": tally.kills,
        "lost": lost,
        "done_twice": twice,
        "sent_twice": sum(findings.sent_twice.values()),
        "in_flight": in_flight,
        "sent_twice_beyond_flight": beyond,
        "cards_at_the_edge": at_the_edge,
        **findings.figures,
        "handed_out_again": sum(times - 1 for times in watch.handed_out().values()),
        "ended_by_themselves": tally.fell,
        "robots_that_fell": broken,
        "settled": settled,
    }
    if tally.starts:
        figures["start_s"] = round(median(tally.starts), 2)
    if tally.freezes:
        figures["freezes"] = len(tally.freezes)
        figures["taken_from_frozen_s"] = round(max(tally.freezes), 2)
    if tally.takeovers:
        figures["takeover_s"] = round(max(tally.takeovers), 2)
    if findings.examples:
        figures["examples"] = "; ".join(findings.examples)
    zero = (
        *("lost", "done_twice", "sent_twice_beyond_flight"),
        *("ended_by_themselves", "robots_that_fell"),
    )
    in_time = all(seconds <= TAKEN_OVER_WITHIN for seconds in tally.takeovers)
    return figures, (
        *above_zero(figures, zero),
        *not_so({"settled": settled, "takeover_s": in_time, "kills": tally.kills > 0}),
    )
