"""The only wall clock: everything else is told the time, and waits through one of these."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time, always aware and in UTC, and lets time pass."""

    def now(self) -> datetime: ...

    async def sleep(self, seconds: float) -> None: ...


class ClockRunsForward(ValueError):
    """Somebody asked a clock to go back: what was due, sent and seen cannot be undone."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - this is the one place that reads it

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class MovableClock:
    """A clock for the sandbox and for tests: it runs or stands, and can be moved ahead.

    For one event loop: whoever sleeps and whoever jumps share it.
    """

    def __init__(
        self,
        starts: datetime,
        *,
        running: bool = False,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self.running = running
        self._from = _utc(starts)
        self._elapsed = elapsed
        self._since = elapsed()
        self._sleepers: list[tuple[datetime, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        """The time on this clock."""
        if not self.running:
            return self._from
        return self._from + timedelta(seconds=self._elapsed() - self._since)

    def jump(self, to: datetime) -> None:
        """Moves ahead; whoever sleeps looks at the clock again, in the order of their times."""
        now, to = self.now(), _utc(to)
        if to < now:
            raise ClockRunsForward(
                f"It is {now:%Y-%m-%d %H:%M:%S} UTC already; a clock cannot go back to "
                f"{to:%Y-%m-%d %H:%M:%S}."
            )
        self._from, self._since = to, self._elapsed()
        # Also who is not due yet: on a running clock less is left to wait for than before.
        for _, sleeper in sorted(self._sleepers, key=lambda sleeper: sleeper[0]):
            _wake(sleeper)

    async def sleep(self, seconds: float) -> None:
        """Returns when this much of the clock's own time has passed, by running or by a jump."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        until = self.now() + timedelta(seconds=seconds)
        # A jump may fall short of it, and a timer may fire a breath too early.
        while (left := (until - self.now()).total_seconds()) > 0:
            await self._woken_at(until, left)

    async def _woken_at(self, until: datetime, left: float) -> None:
        loop = asyncio.get_running_loop()
        sleeper = (until, loop.create_future())
        timer = loop.call_later(left, _wake, sleeper[1]) if self.running else None
        self._sleepers.append(sleeper)
        try:
            await sleeper[1]
        finally:
            self._sleepers.remove(sleeper)
            if timer is not None:
                timer.cancel()


def _wake(sleeper: asyncio.Future[None]) -> None:
    if not sleeper.done():
        sleeper.set_result(None)


def _utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("A clock needs an aware time: one that says its zone.")
    return instant.astimezone(UTC)


JUMP = timedelta(seconds=5)
"""A clock that is set little by little, as time servers do it, is no news."""


class Watch:
    """Notices that the machine's clock was set, or that the machine slept: time itself goes on."""

    def __init__(self, clock: Clock, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._elapsed = elapsed
        self._seen = clock.now(), elapsed()

    def jumped(self) -> timedelta:
        """By how much the clock went ahead (or back: less than 0) of time since the last look."""
        before, since = self._seen
        now, elapsed = self._clock.now(), self._elapsed()
        self._seen = now, elapsed
        by = now - before - timedelta(seconds=elapsed - since)
        return by if abs(by) >= JUMP else timedelta(0)
