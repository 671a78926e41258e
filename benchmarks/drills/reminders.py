"""The reminders drill: very many check-ins are due at one instant, and some need help meanwhile.

A whole portal with its own pace and its own clock. Telegram takes thirty messages a second; that is
to be used, and who asks for help, or for whom somebody has to be told, does not wait behind them.
"""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from sqlalchemy import Connection, func, select, update

from benchmarks.drills.crowd import crowd
from benchmarks.drills.flood import PATIENCE, Ear
from benchmarks.drills.progress import Bar
from benchmarks.drills.stage import ZONE, Member, Stage, stage
from benchmarks.drills.verdict import Wrong, judged, not_so
from benchmarks.result import Figure, Figures, Result
from benchmarks.surroundings import waited_for_processor
from care.local_time import local_date, zone
from care.plan import PULSE_WINDOW, PlannedCheckIn
from care.rules import critical_answer
from conversations.flows.triage import ALERT
from portal import logs
from portal.alert_deeds import raise_concern
from portal.buckets import BOT_PER_SECOND, Pace
from portal.clock import SystemClock
from portal.scene import Scene
from portal.settings import LogFormat, LogLevel
from portal.smoothing import Smoothing, Window
from questionnaires.catalogue import PULSE
from sandbox.slack.records import Change
from sandbox.slack.records import Happening as SlackHappening
from sandbox.telegram import Happening, Kind
from store import check_ins, outbox
from store import tables as kept
from store.memory import Memory
from store.tables import check_in_plan

NAME = "reminders"
MANY = 10_000
SABOTAGE = "one-lane"
TIMES = 5
"""How often meanwhile somebody asks for help, and somebody has to be told of somebody."""

WITHIN = 5.0
TAKEN_AT_MOST = 0.5
"""Where other programs have the processor for more of each second, nothing is said of speed: it is
theirs then, and not that of the platform's pace."""
AT_LEAST = 0.9
"""Of the platform's pace."""

SETTLES = timedelta(seconds=2)
"""After the first reminder: the full bucket of the beginning has left by then."""

BURST = BOT_PER_SECOND
"""So many may leave at once when nothing has left for a second."""

OTHERS = 2 * TIMES
TICK = timedelta(seconds=5)

EVENING = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
"""Half past seven where everybody lives: at night nobody would be reminded."""


@dataclass
class Record:
    """What was shown on either platform, and when."""

    ear: Ear
    now: Callable[[], datetime]
    asked: frozenset[int]
    """The chats of those who are reminded."""
    reminders: list[datetime] = field(default_factory=list)
    """When each was shown, on the portal's own clock."""
    cards: dict[UUID, float] = field(default_factory=dict)
    """By alert: when its card was first shown."""
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    all_in: asyncio.Event = field(default_factory=asyncio.Event)
    used: float = 0.0
    """The processor's seconds while reminders left, those of the two platforms among them."""
    waited: float = 0.0
    """Of each second meanwhile, for how much other programs had the processor."""

    def telegram(self, happening: Happening) -> None:
        message = happening.message
        if happening.kind is Kind.POSTED and message is not None and message.from_bot:
            if happening.chat_id in self.asked:
                self.reminders.append(self.now())
                self.begun.set()
                if len(self.reminders) >= len(self.asked):
                    self.all_in.set()
            self.ear.hears(happening)

    def slack(self, happening: SlackHappening) -> None:
        if happening.change is not Change.MESSAGE_POSTED or happening.message is None:
            return
        for block in happening.message.blocks:
            for element in block.get("elements", ()):
                kind, _, rest = str(element.get("value", "")).partition(":")
                if kind == ALERT:
                    self.cards.setdefault(UUID(rest.partition(":")[0]), time.monotonic())


def run(clients: int, *, seed: int, sabotage: str | None = None, shown: bool = False) -> Result:
    """One evening hour."""
    begun = time.monotonic()
    put_back = _one_lane() if sabotage == SABOTAGE else lambda: None
    try:
        with (
            TemporaryDirectory(prefix="portal-drill-") as folder,
            (Path(folder) / "portal.log").open("w") as log,
        ):
            logs.configure(LogLevel.ERROR, LogFormat.PLAIN, SystemClock().now, log)
            figures, wrong = asyncio.run(_drill(Path(folder), clients, seed, shown))
    finally:
        put_back()
    figures["seconds"] = round(time.monotonic() - begun, 1)
    if sabotage is not None:
        figures["sabotage"] = sabotage
    return judged(NAME, seed, figures, wrong)


async def _drill(folder: Path, clients: int, seed: int, shown: bool) -> tuple[Figures, Wrong]:
    dice, bar = random.Random(seed), Bar(NAME, clients + OTHERS, shown=shown)
    async with stage(folder, EVENING) as set_up:
        therapist = await set_up.therapist(0)
        joining = partial(bar.at, doing="clients join")
        members = await crowd(set_up, therapist.name, clients + OTHERS, "19:30", joining)
        others, asked = members[:OTHERS], members[OTHERS:]
        record = Record(Ear(), set_up.now, frozenset(each.person.id for each in asked))
        set_up.telegram.watch(record.telegram)
        set_up.slack.watch(record.slack)
        database = set_up.world.office.database
        opens_at = set_up.now() + TICK
        await database.write(_all_due, set_up.memory, asked, opens_at)
        await set_up.world.start(ticking=True)
        record.used, waited, begun = time.process_time(), waited_for_processor(), time.monotonic()
        need = clients / BOT_PER_SECOND
        helped, told = await _meanwhile(set_up, record, others, dice, need)
        async with asyncio.timeout(3 * need + 120):
            await record.all_in.wait()
        record.used = time.process_time() - record.used
        record.waited = (waited_for_processor() - waited) / (time.monotonic() - begun)
        bar.end()
        await set_up.world.stop()
        written_at = await database.read(_written_at, [each.account for each in asked])
    return _figures(record, written_at, helped, told)


def _written_at(connection: Connection, accounts: Sequence[UUID]) -> datetime:
    """When the first reminder was written: none can have left before."""
    earliest = select(func.min(kept.outbox.c.written_at)).where(kept.outbox.c.person.in_(accounts))
    found: datetime = connection.execute(earliest).scalar_one()
    return found


def _all_due(
    connection: Connection, memory: Memory, members: Sequence[Member], opens_at: datetime
) -> None:
    """Everybody's pulse is due at this instant, and nothing else is planned meanwhile."""
    connection.execute(
        update(check_in_plan)
        .where(check_in_plan.c.practice == memory.practice)
        .values(plan_again_at=None)
    )
    today = local_date(opens_at, zone(ZONE))
    due = PlannedCheckIn(today, 0, opens_at, None, opens_at + PULSE_WINDOW)
    for each in members:
        [plan] = [
            plan
            for plan in check_ins.plans(connection, memory, each.id)
            if plan.instrument == PULSE
        ]
        check_ins.materialise(connection, memory, plan, [due])


async def _meanwhile(
    set_up: Stage, record: Record, others: Sequence[Member], dice: random.Random, need: float
) -> tuple[list[float], list[float]]:
    """While reminders leave: seconds until help was shown, and until an alert was."""
    await record.begun.wait()
    helped, told = [], []
    begun = time.monotonic()
    for number, (in_need, spoken_of) in enumerate(zip(others[::2], others[1::2], strict=True)):
        at = begun + need * (number + dice.random()) / (TIMES + 1)
        await asyncio.sleep(max(0.0, at - time.monotonic()))
        helped.append(await record.ear.answered(in_need, "/help"))
        told.append(await _alerted(set_up, record, spoken_of))
    return helped, told


async def _alerted(set_up: Stage, record: Record, member: Member) -> float:
    """An urgent alert that another process has written; the seconds until Slack shows it."""
    before, begun = set(record.cards), time.monotonic()
    await set_up.world.office.database.write(_raise, set_up.memory, member, set_up.now())
    while not set(record.cards) - before:
        if time.monotonic() - begun > PATIENCE:
            return PATIENCE
        await asyncio.sleep(0.02)
    return max(record.cards.values()) - begun


def _raise(connection: Connection, memory: Memory, member: Member, now: datetime) -> None:
    scene = Scene.begin(connection, memory, now)
    today = local_date(now, zone(ZONE))
    raise_concern(scene, member.id, critical_answer("phq9", 9, 2, today))
    outbox.write(connection, scene.letters, carrier=None, now=now)


def _figures(
    record: Record, written_at: datetime, helped: list[float], told: list[float]
) -> tuple[Figures, Wrong]:
    moments = sorted(record.reminders)
    steady = [each for each in moments if each > moments[0] + SETTLES]
    span = (steady[-1] - steady[0]).total_seconds() if len(steady) > 1 else 0.0
    per_second = (len(steady) - 1) / span if span else 0.0
    figures: dict[str, Figure] = {
        "reminders": len(moments),
        "twice": len(moments) - len(record.asked),
        "per_second": round(per_second, 2),
        "ratio": round(per_second / BOT_PER_SECOND, 3),
        "too_many_at_once": too_many(moments, written_at),
        "slowest_help_s": round(max(helped), 2),
        "slowest_alert_s": round(max(told), 2),
        "cpu_ms_each": round(1000 * record.used / len(moments), 2),
        "machine_taken": round(record.waited, 2),
        "help_asked": len(helped),
        "alerts": len(told),
    }
    musts = {
        "reminders": len(moments) == len(record.asked),
        "too_many_at_once": not figures["too_many_at_once"],
    }
    if record.waited <= TAKEN_AT_MOST:
        musts |= {
            "ratio": per_second / BOT_PER_SECOND >= AT_LEAST,
            "slowest_help_s": max(helped) <= WITHIN,
            "slowest_alert_s": max(told) <= WITHIN,
        }
    return figures, not_so(musts)


def too_many(moments: Sequence[datetime], since: datetime) -> int:
    """How many more were shown, at the worst instant, than a burst and the pace since then allow.

    A machine that stands still for a moment makes up for it afterwards, within that burst: over a
    short time the rate alone may be higher than the pace.
    """
    worst = 0
    for number, moment in enumerate(moments, start=1):
        allowed = BURST + BOT_PER_SECOND * (moment - since).total_seconds()
        worst = max(worst, number - ceil(allowed))
    return worst


def _one_lane() -> Callable[[], None]:
    """Everything is due at once, and nothing is kept free for who needs help."""
    take, window = Pace.take, Smoothing.window

    async def waits_its_turn(
        pace: Pace,
        person: UUID,
        *,
        crisis: bool,
        new_message: bool,
        in_group: bool = False,
        in_line: bool = False,
    ) -> None:
        await take(pace, person, crisis=False, new_message=new_message, in_line=True)

    def at_once(_smoothing: Smoothing, now: datetime, _letters: int) -> Window:
        return Window(now, timedelta())

    def put(taking: object, spreading: object) -> None:
        setattr(Pace, "take", taking)  # noqa: B010 - the type checker knows it as a method
        setattr(Smoothing, "window", spreading)  # noqa: B010

    put(waits_its_turn, at_once)
    return lambda: put(take, window)
