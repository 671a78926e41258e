"""Keeps the webhook of a bot where it belongs: sets it, watches it, sets it again."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import structlog

CONNECTIONS = 20
"""Telegram keeps the order within a chat, however many connections it may use at once."""

SECONDS_BETWEEN_LOOKS = 180.0
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0

_log = structlog.get_logger()


class Answered(Protocol):
    """What Telegram answered to a call."""

    @property
    def ok(self) -> bool: ...
    @property
    def status(self) -> int: ...
    @property
    def result(self) -> Any: ...
    @property
    def retry_after(self) -> float | None: ...


Ask: TypeAlias = Callable[..., Awaitable[Answered]]
"""Calls a method of the bot by its name; what it raises, for a bad token, ends the keeping."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where a bot wants its updates, what shows that Telegram brings them, and which."""

    url: str
    secret: str
    allowed_updates: Sequence[str]
    connections: int = CONNECTIONS

    def is_set(self, info: Mapping[str, Any]) -> bool:
        """Whether this is what Telegram has; the secret it does not tell."""
        return (
            info.get("url") == self.url
            and set(info.get("allowed_updates") or ()) == set(self.allowed_updates)
            and info.get("max_connections") == self.connections
        )


class WebhookKeeper:
    """Runs until it is cancelled, and then leaves the webhook: Telegram keeps updates for a day."""

    def __init__(
        self,
        ask: Ask,
        webhook: Webhook,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        seconds_between_looks: float = SECONDS_BETWEEN_LOOKS,
        taken_back: Callable[[], None] = lambda: None,
    ) -> None:
        self._ask = ask
        self._webhook = webhook
        self._sleep = sleep
        self._seconds_between_looks = seconds_between_looks
        self._taken_back = taken_back
        self._failed_at = 0
        self.trouble = ""
        """What Telegram says went wrong with its latest delivery; empty when nothing did."""
        self.waiting = 0
        """How many updates Telegram has not brought yet."""
        self.is_set = asyncio.Event()
        self._answered = True

    def is_up(self) -> bool:
        """Whether Telegram has our webhook, answers, and brings what it has."""
        return self.is_set.is_set() and self._answered and not self.why()

    def why(self) -> str:
        """What Telegram says about why it does not bring what waits; empty when nothing waits."""
        return f"Telegram says: {self.trouble}" if self.trouble and self.waiting else ""

    async def run(self) -> None:
        """Sets the webhook, and looks every few minutes whether it is still ours."""
        await self._set()
        while True:
            await self._sleep(self._seconds_between_looks)
            await self.look()

    async def look(self) -> None:
        """One look: set again what somebody changed, tell of what went wrong."""
        answer = await self._ask("getWebhookInfo")
        self._answered = answer.ok and isinstance(answer.result, dict)
        if not self._answered:
            _log.warning("telegram-webhook-unknown", code=answer.status)
            return
        info = answer.result
        self.waiting = int(info.get("pending_update_count") or 0)
        is_refused = self._tell_failure(info)
        if not self._webhook.is_set(info):
            # Only who has the token can do this: another program of ours, or a thief.
            _log.warning("telegram-webhook-changed-by-somebody", removed=not info.get("url"))
            self._taken_back()
            await self._set()
        elif is_refused:
            # Our own address with another secret, which Telegram would not tell us about.
            _log.warning("telegram-webhook-secret-changed-by-somebody")
            self._taken_back()
            await self._set()

    def _tell_failure(self, info: Mapping[str, Any]) -> bool:
        """Whether Telegram's latest delivery failed since the last look, by a wrong secret."""
        failed_at = int(info.get("last_error_date") or 0)
        is_new, self._failed_at = failed_at > self._failed_at, failed_at
        # It tries again at ever longer intervals: no new failure is no sign that one has succeeded.
        if is_new or not self.waiting:
            self.trouble = str(info.get("last_error_message") or "") if is_new else ""
        if is_new:
            _log.warning("telegram-webhook-failing", trouble=self.trouble, waiting=self.waiting)
        return is_new and "401" in self.trouble

    async def _set(self) -> None:
        self.is_set.clear()
        pause = FIRST_PAUSE
        while True:
            answer = await self._ask(
                "setWebhook",
                url=self._webhook.url,
                secret_token=self._webhook.secret,
                allowed_updates=list(self._webhook.allowed_updates),
                max_connections=self._webhook.connections,
            )
            if answer.ok:
                _log.info("telegram-webhook-set")
                self.is_set.set()
                return
            _log.warning("telegram-webhook-not-set", code=answer.status)
            await self._sleep(pause if answer.retry_after is None else answer.retry_after)
            pause = min(pause * 2, LONGEST_PAUSE)
