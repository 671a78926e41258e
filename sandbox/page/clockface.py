"""The clock above the panes, and the jumps it can make."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.page import moments
from sandbox.page.sorry import NOT_UNDERSTOOD, Sorry

Json = dict[str, Any]

MOVING = "The clock is already moving; it will be there in a moment."


@dataclass(frozen=True, slots=True)
class Clockface:
    """The sandbox's clock as the page may use it; the last two tell in words what they came to."""

    now: Callable[[], datetime]
    zone: str
    next_morning: Callable[[], Awaitable[None]]
    a_week_later: Callable[[], Awaitable[None]]
    next_due: Callable[[], Awaitable[str]]
    to_the_alert: Callable[[], Awaitable[str]] | None = None


class Hands:
    """Moves the clock, one jump at a time."""

    def __init__(self, clock: Clockface, changed: Callable[[], None]) -> None:
        self._clock = clock
        self._zone = ZoneInfo(clock.zone)
        self._changed = changed
        self._moving = ""

    def shows(self) -> Json:
        """What the clock shows now, and where it is on its way to."""
        now = self._clock.now()
        return {
            "date": moments.date(now, self._zone),
            "time": moments.hour(now, self._zone),
            "zone": self._clock.zone,
            "moving": self._moving,
            "alert": self._clock.to_the_alert is not None,
        }

    async def act(self, act: Json) -> Json:
        """One jump."""
        match act:
            case {"do": "next due"}:
                return await self._move("Looking…", self._to_next_due)
            case {"do": "next morning"}:
                return await self._move("Sleeping…", self._to_next_morning)
            case {"do": "a week later"}:
                return await self._move("A week passes…", self._to_a_week_later)
            case {"do": "skip to the alert"} if self._clock.to_the_alert is not None:
                return await self._move("Days pass…", self._clock.to_the_alert)
            case _:
                raise Sorry(NOT_UNDERSTOOD)

    async def _move(self, word: str, jump: Callable[[], Awaitable[str]]) -> Json:
        if self._moving:
            raise Sorry(MOVING)
        self._moving = word
        self._changed()
        try:
            return {"said": await jump()}
        finally:
            self._moving = ""
            self._changed()

    async def _to_next_due(self) -> str:
        return await self._clock.next_due()

    async def _to_next_morning(self) -> str:
        await self._clock.next_morning()
        return f"It is {self._day()}."

    async def _to_a_week_later(self) -> str:
        await self._clock.a_week_later()
        return f"A week has passed. It is {self._day()}."

    def _day(self) -> str:
        return moments.day(self._clock.now(), self._zone)
