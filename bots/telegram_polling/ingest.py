"""Hears for one bot: asks Telegram for updates, and confirms none before it is kept."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import Any, TypeAlias

import aiohttp
import structlog

from bots.telegram_polling.asking import Answer, Api
from conversations.envelopes import Arrived, TryLater

POLL_SECONDS = 30
UPDATES_AT_ONCE = 100

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
# While nothing can be kept, people still press buttons that call for the crisis card: the
# platform is asked for them again within two seconds, however long the trouble lasts.
LONGEST_PAUSE_UNKEPT = 1.5

CONFLICTS_ALLOWED = 6
CALM = 3
"""So many polls in a row that nobody disturbs, and earlier conflicts are forgotten."""

Receive: TypeAlias = Callable[[Sequence[Arrived]], Awaitable[None]]

_log = structlog.get_logger()


def update_id_of(raw: dict[str, Any]) -> str:
    """Telegram's own number of an update."""
    return str(raw["update_id"])


class TwoPollers(Exception):
    """Another program asks for the same bot's updates."""

    def __init__(self, whose: str) -> None:
        super().__init__(
            f"Another program is polling {whose}, so each of the two misses what the other"
            " hears. Stop that program; if you know of none, somebody else has the token: take"
            " it back with /revoke at @BotFather and set the new one."
        )


def spread(pause: float) -> float:
    """A pause of about this length, so that many programs do not come back at once."""
    return pause * random.uniform(0.5, 1.0)  # noqa: S311 - a pause is no secret


class Ingest:
    """A bot's ear. `receive` returns when a batch is kept for good; it may be cancelled.

    When it raises, or takes too long, `catch` answers directly whoever cannot wait. `whose` names
    the bot in a sentence: "the client bot".
    """

    def __init__(
        self,
        api: Api,
        *,
        whose: str,
        asked_for: Sequence[str],
        receive: Receive,
        catch: Receive,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[float], float] = spread,
        poll_seconds: int = POLL_SECONDS,
        answer_within: float = 15.0,
        keep_within: float = 10.0,
        conflicts_allowed: int = CONFLICTS_ALLOWED,
    ) -> None:
        self._api = api
        self._whose = whose
        self._asked_for = tuple(asked_for)
        self._receive = receive
        self._catch = catch
        self._sleep = sleep
        self._jitter = jitter
        self._poll_seconds = poll_seconds
        self._timeout = aiohttp.ClientTimeout(
            total=poll_seconds + answer_within, sock_connect=answer_within
        )
        # The other bots wait for the first answer of each, or for its absence.
        self._first_timeout = aiohttp.ClientTimeout(total=answer_within)
        self._keep_within = keep_within
        self._pause = FIRST_PAUSE
        self._conflicts_allowed = conflicts_allowed
        self._conflicts = 0
        self._undisturbed = 0
        self._told_not_kept: tuple[int, str] | None = None
        self.connected = asyncio.Event()
        """Set while Telegram answers; not from a call that failed until one that did not."""

    async def check(self) -> str:
        """The bot's username; BadToken when Telegram does not know it, TryLater without answer."""
        async with aiohttp.ClientSession(timeout=self._first_timeout) as http:
            answer = await self._api.ask(http, "getMe")
        match answer:
            case Answer(ok=True, result={"username": str(username)}):
                self.connected.set()
                return username
            case _:
                raise TryLater(f"no answer from Telegram ({answer.status})", answer.retry_after)

    async def run(self) -> None:
        """Hears until it is cancelled; BadToken and TwoPollers end it as well."""
        async with aiohttp.ClientSession(timeout=self._timeout) as http:
            # A start never brings an offset: numbers begin anew after a quiet week, and a high
            # one from before would throw the new ones away. For the same reason an offset is
            # dropped as soon as an empty answer shows that all before it is confirmed.
            offset: int | None = None
            while True:
                batch = await self._poll(http, offset)
                if batch is None:
                    continue
                if not batch:
                    offset = None
                    self._pause = FIRST_PAUSE
                elif await self._kept([_arrived(raw) for raw in batch]):
                    offset = max(raw["update_id"] for raw in batch) + 1

    async def _poll(
        self, http: aiohttp.ClientSession, offset: int | None
    ) -> list[dict[str, Any]] | None:
        """What waits, or comes within half a minute; None after trouble that was waited out."""
        confirming = {} if offset is None else {"offset": offset}
        answer = await self._api.ask(
            http,
            "getUpdates",
            timeout=self._poll_seconds,
            limit=UPDATES_AT_ONCE,
            allowed_updates=self._asked_for,
            **confirming,
        )
        if not answer.ok or not isinstance(answer.result, list):
            self.connected.clear()
            await self._wait_out(http, answer)
            return None
        self.connected.set()
        self._count_calm()
        batch = [raw for raw in answer.result if _has_number(raw)]
        if len(batch) < len(answer.result):
            _log.warning("telegram-update-without-number", count=len(answer.result) - len(batch))
        if answer.result and not batch:
            # Nothing names the number that would confirm these; whatever comes next passes them.
            await self._sleep(FIRST_PAUSE)
            return None
        return batch

    async def _wait_out(self, http: aiohttp.ClientSession, answer: Answer) -> None:
        if answer.status:
            _log.warning("telegram-poll-refused", code=answer.status)
        if answer.status == HTTPStatus.CONFLICT:
            await self._make_room(http, answer)
        if answer.retry_after is not None:
            await self._sleep(answer.retry_after)
        else:
            await self._back_off(LONGEST_PAUSE)

    async def _make_room(self, http: aiohttp.ClientSession, answer: Answer) -> None:
        if "webhook is active" in answer.description:
            _log.warning("telegram-webhook-removed")
            await self._api.ask(http, "deleteWebhook")
            return
        # A restart of our own may disturb itself once or twice; a second program does not stop.
        self._conflicts += 1
        self._undisturbed = 0
        if self._conflicts >= self._conflicts_allowed:
            raise TwoPollers(self._whose)

    def _count_calm(self) -> None:
        self._undisturbed += 1
        if self._undisturbed >= CALM:
            self._conflicts = 0

    async def _back_off(self, longest: float) -> None:
        await self._sleep(self._jitter(min(self._pause, longest)))
        self._pause = min(self._pause * 2, longest)

    async def _kept(self, batch: list[Arrived]) -> bool:
        """Whether the batch is kept for good; if not, whoever needs help has it already."""
        try:
            async with asyncio.timeout(self._keep_within):
                await self._receive(batch)
        except Exception as error:
            # Whatever it is: nothing is confirmed, and nobody in need waits for its end.
            self._tell_not_kept(len(batch), type(error).__name__)
        else:
            self._pause = FIRST_PAUSE
            self._told_not_kept = None
            return True
        await self._catch(batch)
        await self._back_off(LONGEST_PAUSE_UNKEPT)
        return False

    def _tell_not_kept(self, count: int, failure: str) -> None:
        # Once for what is the same: it comes again every second or two, for as long as it takes.
        if self._told_not_kept != (count, failure):
            _log.error("telegram-updates-not-kept", count=count, failure=failure)
        self._told_not_kept = count, failure


def _has_number(raw: object) -> bool:
    return isinstance(raw, dict) and type(raw.get("update_id")) is int


def _arrived(raw: dict[str, Any]) -> Arrived:
    return Arrived(update_id_of(raw), json.dumps(raw, separators=(",", ":")).encode())
