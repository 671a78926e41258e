"""taps: what one questionnaire tap costs, beside handlers that store nothing or not durably.

All contestants answer the same taps against the same loopback server, in rounds that alternate
between them; a rate is the median of its rounds. The desk alone is measured in the same rounds.
"""

import asyncio
import gc
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random
from statistics import median

from sqlalchemy import Connection

from benchmarks import loop
from benchmarks.caseload import Caseload
from benchmarks.contestants.aiogram_handler import aiogram_handler
from benchmarks.contestants.aiogram_kept import aiogram_kept
from benchmarks.contestants.desk_alone import DeskAlone
from benchmarks.contestants.portal_whole import PortalWhole, portal_whole
from benchmarks.contestants.ptb_handler import ptb_handler
from benchmarks.contestants.replies import Contestant
from benchmarks.loopback import Loopback, loopback
from benchmarks.reading import Progress
from benchmarks.result import Figures, Result, result
from benchmarks.script import FIRST_PERSON, INSTRUMENTS, Tap, check_in
from benchmarks.servers import NotHere, postgresql, redis, sqlite
from benchmarks.shares import shares
from portal import garbage
from store.database import Database

RATIO, DESK_RATIO, DESK_RATIO_POSTGRESQL, P99_MS = 1.5, 8.0, 6.0, 5.0
RATE = 300
SHARE = 300 / 2600
"""What 300 a second is of the bare handler's rate where the 5 ms were set. A machine on which that
handler is slower gets the same share of its own rate: at 300 it may be measuring a queue."""
P99_RATIO = P99_MS / 2.8
"""And what 5 ms are of the bare handler's own p99 there."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    people: int = 400
    """Enough to keep the window full: with fewer, who waits for a commit is what is measured."""
    pickled: int = 40
    """So many for PicklePersistence, which writes what it knows of everybody for each of them."""
    rounds: int = 7
    latencies: int = 3
    """In so many rounds: in one of them the disk may have been busy with something else."""
    seconds: float = 10.0
    """How long taps come at a steady rate for the latency, in each of its rounds."""


class Rounds:
    """Who is measured, and what each round brought."""

    def __init__(self, size: Size, seed: int, server: Loopback) -> None:
        self.size = size
        self.server = server
        self._chance = Random(seed)
        self._updates = count(1)
        self.people = range(FIRST_PERSON, FIRST_PERSON + size.people)
        self.rates: defaultdict[str, list[float]] = defaultdict(list)
        self.cpu: defaultdict[str, list[float]] = defaultdict(list)

    def taps(
        self, code: str, tokens: dict[int, str] | None = None, *, people: int | None = None
    ) -> list[Tap]:
        """A check-in of everybody, or of so many, with tokens of a database or made up ones."""
        some = self.people[:people]
        known = tokens or {person: f"t{person % 1000:03}x{code[0]}" for person in some}
        found = list(check_in(known, code, next(self._updates) << 20, self._chance))
        self._chance.random()
        return found

    async def whole(self, contestant: Contestant, taps: Sequence[Tap]) -> None:
        """One round of a contestant; it has answered exactly what was asked."""
        gc.collect()
        before = self.server.calls()
        begun, cpu = time.perf_counter(), time.process_time()
        await contestant.answer(taps)
        took, used = time.perf_counter() - begun, time.process_time() - cpu
        self.rates[contestant.name].append(len(taps) / took)
        self.cpu[contestant.name].append(used / len(taps) * 1e6)
        made = self.server.calls() - before
        if made != {"editmessagetext": len(taps), "answercallbackquery": len(taps)}:
            raise RuntimeError(f"{contestant.name} made {dict(made)} calls for {len(taps)} taps")

    async def desk(self, desk: DeskAlone, taps: Sequence[Tap]) -> None:
        """One round of a desk alone."""
        gc.collect()
        cpu = time.process_time()
        took = await desk.work(taps)
        used = time.process_time() - cpu
        self.rates[desk.name].append(len(taps) / took)
        self.rates[f"{desk.name}_with_inbox"].append(len(taps) / (took + desk.kept))
        self.cpu[desk.name].append(used / len(taps) * 1e6)

    def rate(self, name: str) -> float:
        """The median of a contestant's rounds, in taps a second."""
        return median(self.rates[name])


@dataclass(frozen=True, slots=True)
class Ours:
    """The portal on one engine: whole, and the desk alone beside it on a practice of its own."""

    engine: str
    whole: PortalWhole
    whole_caseload: Caseload
    desk: DeskAlone
    desk_caseload: Caseload


@asynccontextmanager
async def _ours(engine: str, url: str, people: range, server: Loopback) -> AsyncIterator[Ours]:
    database = Database(url)
    try:
        caseloads = []
        for _ in range(2):
            caseload = Caseload(database, people, datetime.now(UTC))  # noqa: TID251
            await caseload.furnish()
            caseloads.append(caseload)
        whole, alone = caseloads
        async with portal_whole(f"ours_{engine}", whole, server.url) as portal:
            yield Ours(engine, portal, whole, DeskAlone(f"desk_{engine}", alone), alone)
    finally:
        await database.close()


def _count(connection: Connection) -> None:
    """As autovacuum does within a minute: before, PostgreSQL takes every table for a few rows."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE")


def measure(seed: int, size: Size, progress: Progress) -> Result:
    """All contestants that this machine can start."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-taps-")))
        server = stack.enter_context(loopback())
        urls = {"sqlite": sqlite(folder)}
        figures: Figures = {}
        redis_port: int | None = None
        try:
            redis_port = stack.enter_context(redis())
        except NotHere as missed:
            figures["aiogram_redis"] = f"not measured: {missed}"
        try:
            urls["postgresql"] = stack.enter_context(postgresql())
        except NotHere as missed:
            figures["postgresql"] = f"not measured: {missed}"
        rounds = Rounds(size, seed, server)
        figures |= loop.run(_measure(rounds, urls, redis_port, folder, progress))
    return result("taps", seed, figures, passed=_passed(figures))


async def _measure(
    rounds: Rounds, urls: dict[str, str], redis_port: int | None, folder: Path, progress: Progress
) -> Figures:
    server, size = rounds.server, rounds.size
    async with AsyncExitStack() as stack:
        bare = await stack.enter_async_context(aiogram_handler(server.url))
        kept = await stack.enter_async_context(aiogram_kept(server.url, folder))
        others: list[Contestant] = [bare, kept]
        if redis_port is not None:
            others.append(
                await stack.enter_async_context(aiogram_handler(server.url, redis_port=redis_port))
            )
        pickling = await stack.enter_async_context(ptb_handler(server.url, folder))
        others.append(pickling)
        portals = [
            await stack.enter_async_context(_ours(engine, url, rounds.people, server))
            for engine, url in urls.items()
        ]
        # As the portal does when it is ready; it is everybody's process.
        garbage.set_aside()
        # The first round warms everybody up and is not counted.
        for number in range(size.rounds + 1):
            code = INSTRUMENTS[number % len(INSTRUMENTS)]
            for contestant in others:
                progress(number / (size.rounds + 2), contestant.name)
                people = size.pickled if contestant is pickling else None
                await rounds.whole(contestant, rounds.taps(code, people=people))
            for ours in portals:
                progress(number / (size.rounds + 2), ours.whole.name)
                tokens = await ours.whole_caseload.open(code)
                await rounds.whole(ours.whole, rounds.taps(code, tokens))
                tokens = await ours.desk_caseload.open(code)
                await rounds.desk(ours.desk, rounds.taps(code, tokens))
            if number == 0:
                rounds.rates.clear()
                rounds.cpu.clear()
                for ours in portals:
                    await ours.whole_caseload.database.write(_count)
        figures = _figures(rounds, [each.name for each in others], portals)
        for ours in portals:
            progress((size.rounds + 1) / (size.rounds + 2), "where the time goes")
            found: dict[str, float] = {}
            taps = rounds.taps("gad7", await ours.whole_caseload.open("gad7"))
            with shares(found):
                await ours.whole.answer(taps)
            figures |= {_named(f"share_{part}", ours.engine): of for part, of in found.items()}
        progress((size.rounds + 1) / (size.rounds + 2), "latency")
        rate = min(RATE, rounds.rate(bare.name) * SHARE)
        figures["p99_taps_per_s"] = rate
        late: defaultdict[str, list[float]] = defaultdict(list)
        # A process serves one database: whoever is not measured looks for nothing meanwhile.
        for ours in portals:
            await ours.whole.stop()
        for _ in range(size.latencies):
            for each in (bare, kept):
                late[each.name].append(await _p99(each, rounds.taps("phq9"), size, rate))
            for ours in portals:
                taps = rounds.taps("phq9", await ours.whole_caseload.open("phq9"))
                ours.whole.start()
                late[ours.engine].append(await _p99(ours.whole, taps, size, rate))
                await ours.whole.stop()
        figures |= {f"{each.name}_p99_ms": median(late[each.name]) for each in (bare, kept)}
        for ours in portals:
            figures[_named("p99_ms", ours.engine)] = median(late[ours.engine])
            figures[_named("p99_ratio", ours.engine)] = median(
                [
                    own / others
                    for own, others in zip(late[ours.engine], late[bare.name], strict=True)
                ]
            )
        progress(1.0, "")
        return figures


def _figures(rounds: Rounds, others: Sequence[str], portals: Sequence[Ours]) -> Figures:
    figures: Figures = {"loop": loop.name()}
    bare = rounds.rate("aiogram")
    for ours in portals:
        engine = ours.engine
        figures[_named("ratio", engine)] = rounds.rate(ours.whole.name) / bare
        figures[_named("desk_ratio", engine)] = rounds.rate(ours.desk.name) / bare
        figures[_named("desk_with_inbox_ratio", engine)] = (
            rounds.rate(f"{ours.desk.name}_with_inbox") / bare
        )
    for name in rounds.rates:
        figures[f"{name}_per_s"] = rounds.rate(name)
    for name in rounds.cpu:
        figures[f"{name}_cpu_us"] = median(rounds.cpu[name])
    for name in others[1:]:
        figures[f"{name}_ratio"] = rounds.rate(name) / bare
    return figures


def _named(figure: str, engine: str) -> str:
    """SQLite is what a practice begins with: its figures go by the plain name."""
    return figure if engine == "sqlite" else f"{engine}_{figure}"


async def _p99(contestant: Contestant, taps: Sequence[Tap], size: Size, rate: float) -> float:
    """Milliseconds within which 99 of 100 taps are answered while they come at a steady rate."""
    taps = taps[: max(1, round(size.seconds * rate))]
    begun = time.perf_counter()
    measured = []
    for number, tap in enumerate(taps):
        due = begun + number / rate
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        measured.append(asyncio.create_task(contestant.latency(tap)))
    seconds = sorted(await asyncio.gather(*measured))
    return seconds[int(len(seconds) * 0.99)] * 1000


def _passed(figures: Figures) -> bool:
    at_least: dict[str, float] = {
        "ratio": RATIO,
        "desk_ratio": DESK_RATIO,
        "postgresql_desk_ratio": DESK_RATIO_POSTGRESQL,
    }
    measured = {name: float(figures[name]) for name in at_least if name in figures}
    fast = all(measured[name] >= least for name, least in at_least.items() if name in measured)
    soon = float(figures["p99_ms"]) <= P99_MS or float(figures["p99_ratio"]) <= P99_RATIO
    return fast and soon
