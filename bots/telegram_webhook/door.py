"""Where Telegram brings updates: each is kept before it is answered, and none that is forged."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import structlog
from aiohttp import web

from bots.telegram_webhook.secret import is_same
from conversations.envelopes import Arrived

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header

Receive: TypeAlias = Callable[[Sequence[Arrived]], Awaitable[None]]
Rescue: TypeAlias = Callable[[Sequence[Arrived]], Awaitable[None]]

_log = structlog.get_logger()


class Outcome(StrEnum):
    """How a request ended, for those who count."""

    KEPT = "kept"
    NOT_KEPT = "not-kept"
    NO_SUCH_DOOR = "no-such-door"
    WRONG_SECRET = "wrong-secret"  # noqa: S105 - a word for an outcome
    NOT_JSON = "not-json"
    TOO_LARGE = "too-large"
    TOO_SLOW = "too-slow"
    WITHOUT_NUMBER = "without-number"


Count: TypeAlias = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True)
class Door:
    """One bot's door. `receive` returns when an update is kept for good.

    When it raises, or takes too long, `rescue` answers what cannot wait.
    """

    secret: str
    receive: Receive
    rescue: Rescue


class Doors:
    """The doors of all bots, which open and shut while the server runs."""

    def __init__(
        self, count: Count, *, keep_within: float = 10.0, read_within: float = 10.0
    ) -> None:
        self._count = count
        self._keep_within = keep_within
        self._read_within = read_within
        self._open: dict[str, Door] = {}

    def open(self, practice: str, bot: str, door: Door) -> None:
        """Lets Telegram in for this bot from now on."""
        self._open[path_of(practice, bot)] = door

    def shut(self, practice: str, bot: str) -> None:
        """Nobody is let in any more; Telegram keeps what it could not bring for a day."""
        self._open.pop(path_of(practice, bot), None)

    async def answer(self, request: web.Request) -> web.Response:
        """One update: 200 when it is kept, else what makes Telegram bring it again."""
        door = self._open.get(request.path)
        if door is None:
            return self._refused(Outcome.NO_SUCH_DOOR, 404)
        if not is_same(request.headers.get(SECRET_HEADER, ""), door.secret):
            _log.warning("telegram-webhook-forged")
            return self._refused(Outcome.WRONG_SECRET, 401)
        if request.content_type != "application/json":
            return self._refused(Outcome.NOT_JSON, 415)
        try:
            async with asyncio.timeout(self._read_within):
                body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return self._refused(Outcome.TOO_LARGE, 413)
        except TimeoutError:
            return self._refused(Outcome.TOO_SLOW, 408)
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            return self._refused(Outcome.NOT_JSON, 400)
        if not isinstance(raw, dict) or type(raw.get("update_id")) is not int:
            # Without a number it cannot be kept, now or later; the next one may not wait for it.
            _log.warning("telegram-update-without-number", count=1)
            return self._refused(Outcome.WITHOUT_NUMBER, 200)
        return await self._kept(door, Arrived(str(raw["update_id"]), body))

    async def _kept(self, door: Door, arrived: Arrived) -> web.Response:
        try:
            async with asyncio.timeout(self._keep_within):
                await door.receive([arrived])
        except Exception as error:
            # Whatever it is: nothing is confirmed, and nobody in need waits for its end.
            _log.error("telegram-updates-not-kept", count=1, failure=type(error).__name__)
        else:
            self._count(Outcome.KEPT)
            return web.Response()
        await door.rescue([arrived])
        return self._refused(Outcome.NOT_KEPT, 503)

    def _refused(self, outcome: Outcome, status: int) -> web.Response:
        """No detail: who is not Telegram learns nothing, and Telegram needs the number alone."""
        self._count(outcome)
        return web.Response(status=status)


def path_of(practice: str, bot: str) -> str:
    """Where this bot's updates are brought to. It holds no secret."""
    return f"/telegram/{practice}/{bot.rpartition('/')[2]}"


def telegram_routes(doors: Doors) -> list[web.RouteDef]:
    """The routes of all Telegram bots, for the server to serve."""
    return [web.post("/telegram/{practice}/{bot}", doors.answer)]
