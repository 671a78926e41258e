"""rounds: one tick with very many clients beside the same tick with few, as many being due in both.

Both databases, small and large in turns, so that whatever else the machine does falls on both. What
follows a tick, the sending, is not part of it: the letters are counted and left where they are.
"""

import gc
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, func, insert, select, text, update

from benchmarks import loop
from benchmarks.caseload import ZONE, Caseload
from benchmarks.reading import Progress
from benchmarks.result import Figures, Result, result
from benchmarks.servers import NotHere, postgresql, sqlite
from care.local_time import local_date, zone
from care.plan import PULSE_WINDOW, PlannedCheckIn
from care.schedule import Every
from conversations.envelopes import CLIENTS
from portal.clock import MovableClock
from portal.rounds import Rounds
from questionnaires.catalogue import PULSE, instrument
from store import check_ins
from store.check_ins import CheckInState, Plan, token_of
from store.database import Database
from store.ids import new_id
from store.memory import Memory
from store.outbox import SENT, Carrier, Letter
from store.tables import check_in_plan, client, occurrence
from store.tables import outbox as letters

NAME = "rounds"
AT_MOST = 1.3
EVENING = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
AHEAD = 14
"""Check-ins that everybody has before them, as planning makes them."""

LATER = timedelta(days=400)
"""When the others are asked: not while this is measured."""

ENGINES = ("sqlite", "postgresql")
WARMING = 1
"""Ticks that are not counted: caches fill."""

PORTION = 2_000
"""Rows of clients that are written at once while a practice is furnished."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    few: int = 1_000
    many: int = 100_000
    due: int = 100
    rounds: int = 9


@dataclass
class House:
    """One practice with so many clients, and its rounds."""

    database: Database
    memory: Memory
    clock: MovableClock
    rounds: Rounds
    due: Sequence[Plan]
    ticks: list[float] = field(default_factory=list)
    idle: list[float] = field(default_factory=list)
    used: list[float] = field(default_factory=list)
    """The processor's seconds of the full ticks in this process, with SQLite's own work."""
    asked: int = 0


def measure(seed: int, size: Size, progress: Progress) -> Result:
    """The tick's time with many clients over that with few, on either database."""
    figures: Figures = {"clients": size.many, "beside": size.few, "due": size.due}
    ratios = []
    for engine, opened in (("sqlite", _two_files), ("postgresql", _two_servers)):
        with ExitStack() as stack:
            try:
                urls = opened(stack)
            except NotHere:
                continue
            found = loop.run(_measure(urls, size, engine, progress))
        figures |= {f"{engine}_{name}": value for name, value in found.items()}
        ratios.append(float(found["ratio"]))
    figures["ratio"] = max(ratios)
    passed = max(ratios) <= AT_MOST and len(ratios) == len(ENGINES)
    return result(NAME, seed, figures, passed=passed)


def _two_files(stack: ExitStack) -> tuple[str, str]:
    folders = (
        Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-rounds-")))
        for _ in range(2)
    )
    few, many = (sqlite(each) for each in folders)
    return few, many


def _two_servers(stack: ExitStack) -> tuple[str, str]:
    return stack.enter_context(postgresql()), stack.enter_context(postgresql())


async def _measure(urls: tuple[str, str], size: Size, engine: str, progress: Progress) -> Figures:
    databases = [Database(url) for url in urls]
    try:
        few = await _house(databases[0], size.few, size.due, engine, progress)
        many = await _house(databases[1], size.many, size.due, engine, progress)
        for number in range(size.rounds + WARMING):
            # Who comes first changes: the second finds the machine warmer.
            for house in (few, many) if number % 2 else (many, few):
                await _tick(house, number, kept=number >= WARMING)
            progress(number / (size.rounds + WARMING), f"{engine}: ticks")
    finally:
        for database in databases:
            await database.close()
    return {
        "ratio": median(many.ticks) / median(few.ticks),
        "cpu_ratio": median(many.used) / median(few.used),
        "idle_ratio": median(many.idle) / median(few.idle),
        "tick_ms_few": median(few.ticks) * 1000,
        "tick_ms_many": median(many.ticks) * 1000,
        "idle_ms_few": median(few.idle) * 1000,
        "idle_ms_many": median(many.idle) * 1000,
        "asked_each": many.asked / (size.rounds + WARMING),
    }


async def _house(
    database: Database, clients: int, due: int, engine: str, progress: Progress
) -> House:
    caseload = Caseload(database, range(1, due + 1), EVENING)
    await caseload.furnish()
    others = clients - due
    for start in range(0, others, PORTION):
        some = min(PORTION, others - start)
        await database.write(_others, caseload.memory, start, some)
        progress(start / others, f"{engine}: {clients:,} clients")
    # As either database does by itself once there is much in it.
    await database.write(lambda connection: connection.execute(text("analyze")))
    plans = await database.read(_pulses, caseload.memory)
    clock = MovableClock(EVENING)
    # What was written waits: with so many at once it is not handed over, and nobody carries here.
    carrier = Carrier("rounds", frozenset({(caseload.practice, CLIENTS)}))
    rounds = Rounds(database, caseload.memory, clock, carrier=carrier, hand_over=_leave)
    return House(database, caseload.memory, clock, rounds, plans)


def _leave(_letters: Sequence[Letter]) -> None:
    """Sending is not measured."""


def _pulses(connection: Connection, memory: Memory) -> tuple[Plan, ...]:
    """The pulses of those who are asked: the only clients with three plans."""
    found = [
        check_ins.plans(connection, memory, client)[0]
        for client, plans in connection.execute(
            select(check_in_plan.c.client, func.count())
            .where(check_in_plan.c.practice == memory.practice)
            .group_by(check_in_plan.c.client)
        )
        if plans > 1
    ]
    return tuple(found)


def _others(connection: Connection, memory: Memory, start: int, some: int) -> None:
    """Clients who are not asked for long, with what planning has made for two weeks."""
    known = connection.execute(
        select(client).where(client.c.practice == memory.practice).limit(1)
    ).mappings()
    like = dict(known.one())
    version = instrument(PULSE).version
    clients, plans, ahead = [], [], []
    later = EVENING + LATER
    for number in range(start, start + some):
        who, plan = new_id(), new_id()
        clients.append({**like, "id": who, "code": f"still-water-{number}"})
        asked = {"practice": memory.practice, "client": who, "instrument": PULSE}
        plans.append(
            {
                **{**asked, "id": plan, "version": version, "every": Every.DAY.value},
                **{"starts": later.date(), "active": True, "planned_to": later.date()},
                "plan_again_at": later,
            }
        )
        for step in range(AHEAD):
            row, opens_at = new_id(), later + timedelta(days=step)
            ahead.append(
                {
                    **{**asked, "id": row, "plan": plan, "version": version},
                    **{"token": token_of(row), "local_date": opens_at.date(), "slot": 0},
                    **{"state": CheckInState.PLANNED.value, "opens_at": opens_at},
                    **{"expires_at": opens_at + PULSE_WINDOW, "due_at": opens_at},
                }
            )
    connection.execute(insert(client), clients)
    connection.execute(insert(check_in_plan), plans)
    connection.execute(insert(occurrence), ahead)


async def _tick(house: House, number: int, *, kept: bool) -> None:
    """One evening: a tick with nothing due, and one with everybody's pulse due."""
    at = EVENING + timedelta(days=number)
    house.clock.jump(at)
    idle = await _made(house)
    await house.database.write(_make_due, house.memory, house.due, at)
    before = time.process_time()
    full = await _made(house)
    used = time.process_time() - before
    house.asked += await house.database.write(_answered, at)
    if kept:
        house.idle.append(idle)
        house.ticks.append(full)
        house.used.append(used)


async def _made(house: House) -> float:
    gc.collect()
    begun = time.perf_counter()
    await house.rounds.every()
    return time.perf_counter() - begun


def _make_due(connection: Connection, memory: Memory, plans: Sequence[Plan], at: datetime) -> None:
    day = local_date(at, zone(ZONE))
    for plan in plans:
        found = PlannedCheckIn(day, 0, at, None, at + PULSE_WINDOW)
        check_ins.materialise(connection, memory, plan, [found])


def _answered(connection: Connection, at: datetime) -> int:
    """Everybody has answered, and every letter has left: how many were written."""
    connection.execute(
        update(occurrence)
        .where(occurrence.c.state == CheckInState.OPEN.value)
        .values(state=CheckInState.DONE.value, due_at=None, finished_at=at)
    )
    left = connection.execute(
        update(letters).where(letters.c.state != SENT).values(state=SENT, settled_at=at)
    )
    return left.rowcount
