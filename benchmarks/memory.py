"""memory: the whole portal answers many updates; what it keeps must not grow with them."""

import gc
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from benchmarks import loop
from benchmarks.caseload import Caseload
from benchmarks.contestants.portal_whole import portal_whole
from benchmarks.loopback import loopback
from benchmarks.reading import Progress
from benchmarks.result import Figures, Result, result
from benchmarks.script import FIRST_PERSON, INSTRUMENTS, check_in
from benchmarks.servers import sqlite
from store.database import Database

MB = 1 << 20
BLOCKS_AN_UPDATE = 0.1
"""How much may be left of an update: of 100,000 updates 10,000 small blocks, about a megabyte.

Blocks are what Python's allocator counts anyway. Tracing each with its size (`tracemalloc`) makes
the portal several times slower, and says the same of a leak.
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    people: int = 200
    updates: int = 100_000


def measure(seed: int, size: Size, progress: Progress) -> Result:
    """What is allocated and the process's size, after the first quarter and at the end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-memory-")))
        server = stack.enter_context(loopback())
        figures = loop.run(_measure(server.url, sqlite(folder), seed, size, progress))
    passed = float(figures["blocks_an_update"]) <= BLOCKS_AN_UPDATE
    return result("memory", seed, figures, passed=passed)


async def _measure(
    url: str, database_url: str, seed: int, size: Size, progress: Progress
) -> Figures:
    people = range(FIRST_PERSON, FIRST_PERSON + size.people)
    database, chance = Database(database_url), Random(seed)
    seen: list[tuple[int, int, int]] = []
    done = 0
    try:
        caseload = Caseload(database, people, datetime.now(UTC))  # noqa: TID251
        await caseload.furnish()
        async with portal_whole("ours", caseload, url) as portal:
            while done < size.updates:
                code = INSTRUMENTS[len(seen) % len(INSTRUMENTS)]
                tokens = await caseload.open(code)
                taps = list(check_in(tokens, code, done + 1, chance))
                await portal.answer(taps)
                done += len(taps)
                # What waited to be sent is not counted as kept.
                del taps, tokens
                gc.collect()
                seen.append((done, sys.getallocatedblocks(), resident()))
                progress(min(done / size.updates, 1.0), f"{done:,} updates")
    finally:
        await database.close()
    progress(1.0, "")
    return _figures(seen)


def _figures(seen: list[tuple[int, int, int]]) -> Figures:
    """From the first quarter on: before it, caches fill."""
    settled = seen[len(seen) // 4 :]
    first, last = settled[0], settled[-1]
    return {
        "updates": last[0],
        "blocks_an_update": _slope([(at, blocks) for at, blocks, _ in settled]),
        "blocks_at_first": first[1],
        "blocks_at_last": last[1],
        "resident_mb_at_first": first[2] / MB,
        "resident_mb_at_last": last[2] / MB,
    }


def _slope(points: list[tuple[int, int]]) -> float:
    """Of the straight line that fits these points best; 0 for a single one."""
    middle = sum(x for x, _ in points) / len(points)
    spread = sum((x - middle) ** 2 for x, _ in points)
    return sum((x - middle) * y for x, y in points) / spread if spread else 0.0


def resident() -> int:
    """How much of this process stands in memory, in bytes; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    [line] = [each for each in status.read_text().splitlines() if each.startswith("VmRSS")]
    return int(line.split()[1]) * 1024
