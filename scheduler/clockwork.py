"""The metronome: APScheduler in memory and in UTC, which only says "now" to each round."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = structlog.get_logger()

Round = Callable[[], Awaitable[None]]

LOOK = 5.0
"""Seconds between two looks whether the clock was set."""


class Clockwork:
    """Makes every round at its interval, one at a time; a round that raises is made again.

    `jumped` tells by how much the machine's clock was set since it was asked last. The scheduler
    waits for times of that clock: set back by an hour, it would say nothing for an hour.
    """

    def __init__(
        self,
        rounds: Mapping[str, Round],
        timetable: Mapping[str, timedelta],
        *,
        jumped: Callable[[], timedelta] = timedelta,
        look: float = LOOK,
    ) -> None:
        self._rounds = rounds
        self._timetable = timetable
        self._jumped = jumped
        self._look = look
        self._looking: asyncio.Task[None] | None = None
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        for name in rounds:
            self._scheduler.add_job(
                self._tick,
                "interval",
                args=[name],
                seconds=timetable[name].total_seconds(),
                id=name,
                coalesce=True,
                max_instances=1,
                # However late a tick comes, the rows say what is due.
                misfire_grace_time=None,
            )

    def start(self) -> None:
        """Begins to tick."""
        self._scheduler.start()
        self._looking = asyncio.create_task(self._keep_looking())

    def stop(self) -> None:
        """Ends; a round under way is finished by whoever awaits it."""
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(self._look)
            by = self._jumped()
            if by:
                log.warning("clock.jumped", seconds=round(by.total_seconds()))
                self._tick_from_now()

    def _tick_from_now(self) -> None:
        for name in self._rounds:
            seconds = self._timetable[name].total_seconds()
            self._scheduler.reschedule_job(name, trigger="interval", seconds=seconds)

    async def _tick(self, name: str) -> None:
        try:
            await self._rounds[name]()
        except asyncio.CancelledError:
            # Told to end in the midst of it: no fault, and what is due stays due.
            if self._looking is not None:
                raise
        except Exception as trouble:
            log.error("round.failed", round=name, trouble=type(trouble).__name__)
