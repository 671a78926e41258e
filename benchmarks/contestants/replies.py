"""What every contestant shares: the window of taps under way, and when each was answered."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from benchmarks.script import Tap

AT_ONCE = 100
"""As many updates as one answer to getUpdates holds."""

WINDOW = 200
"""So many taps may be under way; each is of somebody else, who waits for the next question."""


class Contestant(Protocol):
    """Answers taps: an edited message with the next question, and the press itself."""

    @property
    def name(self) -> str:
        """How its figures are called."""

    async def answer(self, taps: Sequence[Tap]) -> None:
        """Takes these taps as fast as it can; everything of them is done when it returns."""

    async def latency(self, tap: Tap) -> float:
        """Seconds from the raw bytes of this tap to the next question at the platform."""


class Replies:
    """Who waits for the next question, and since when."""

    def __init__(self) -> None:
        self._waiting: defaultdict[int, deque[asyncio.Future[float]]] = defaultdict(deque)

    def expect(self, person: int) -> asyncio.Future[float]:
        """The instant at which this person's next question will have been taken."""
        found: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waiting[person].append(found)
        return found

    def note(self, person: int) -> None:
        """The platform has taken a question to this person."""
        if self._waiting[person]:
            self._waiting[person].popleft().set_result(time.perf_counter())


async def in_window(feed: Callable[[Tap], Awaitable[None]], taps: Sequence[Tap]) -> None:
    """Every tap in a task of its own, as many at once as the window holds."""
    window = asyncio.Semaphore(WINDOW)

    async def fed(tap: Tap) -> None:
        try:
            await feed(tap)
        finally:
            window.release()

    async with asyncio.TaskGroup() as tasks:
        for tap in taps:
            await window.acquire()
            tasks.create_task(fed(tap))
