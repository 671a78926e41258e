"""The metronome: APScheduler in memory and in UTC, which only says "now" to each round."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = structlog.get_logger()

Round = Callable[[], Awaitable[None]]


class Clockwork:
    """Makes every round at its interval, one at a time; a round that raises is made again."""

    def __init__(self, rounds: Mapping[str, Round], timetable: Mapping[str, timedelta]) -> None:
        self._rounds = rounds
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

    def stop(self) -> None:
        """Ends; a round under way is finished by whoever awaits it."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _tick(self, name: str) -> None:
        try:
            await self._rounds[name]()
        except Exception as trouble:
            log.error("round.failed", round=name, trouble=type(trouble).__name__)
