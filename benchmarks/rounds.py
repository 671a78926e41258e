"""rounds: one tick with very many clients beside the same tick with few, as many being due in both.

Both databases, small and large in turns, so that whatever else the machine does falls on both. What
follows a tick, the sending, is not part of it: the letters are counted and left where they are.
"""

import random
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from uuid import UUID

from sqlalchemy import Connection, insert, text, update

from benchmarks import loop
from benchmarks.caseload import ZONE, Caseload
from benchmarks.reading import Progress
from benchmarks.result import Figures, Result, result
from benchmarks.servers import postgresql_url, sqlite
from care.local_time import local_date, zone
from care.people import ClientId
from care.plan import PULSE_WINDOW, PlannedCheckIn
from portal.clock import MovableClock
from portal.rounds import Rounds
from store import check_ins
from store.check_ins import Plan, token_of
from store.database import Database
from store.ids import new_id
from store.memory import Memory
from store.outbox import Carrier
from store.tables import check_in_plan, client, occurrence

NAME = "rounds"
AT_MOST = 1.3
EVENING = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
AHEAD = 14
"""Check-ins that everybody has before them, as planning makes them."""

LATER = timedelta(days=400)
"""When the others are asked: not while this is measured."""

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
    caseload: Caseload
    clock: MovableClock
    rounds: Rounds
    due: Sequence[Plan]
    ticks: list[float] = field(default_factory=list)
    idle: list[float] = field(default_factory=list)
    asked: int = 0


def measure(seed: int, size: Size, progress: Progress) -> Result:
    """The tick's time with many clients over that with few, on either database."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-rounds-")))
        urls = {"sqlite": lambda name: sqlite(folder, name)}
        server = postgresql_url(stack)
        if server is not None:
            urls["postgresql"] = server
        figures: Figures = {"clients": size.many, "beside": size.few, "due": size.due}
        ratios = []
        for number, (engine, url_of) in enumerate(urls.items()):
            part = (number, len(urls))
            found = loop.run(_measure(url_of, seed, size, _part(progress, engine, *part)))
            figures |= {f"{engine}_{name}": value for name, value in found.items()}
            ratios.append(float(found["ratio"]))
    figures["ratio"] = max(ratios)
    passed = figures["ratio"] <= AT_MOST and len(ratios) == len(("sqlite", "postgresql"))
    return result(NAME, seed, figures, passed=passed)
