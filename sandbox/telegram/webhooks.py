"""Webhooks: updates carried to the bot, in order, until it takes them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import aiohttp

from sandbox.telegram.entities import Json
from sandbox.telegram.updates import Updates

FIRST_PAUSE = 0.05
LONGEST_PAUSE = 2.0
ANSWER_WITHIN = 30.0


@dataclass(slots=True)
class Webhook:
    """Where a bot wants its updates, and how the last attempts went."""

    url: str
    secret: str = ""
    connections: int = 40
    failed_at: datetime | None = None
    failure: str = ""

    def json(self) -> Json:
        """The part of WebhookInfo that depends on the webhook."""
        info: Json = {"url": self.url, "has_custom_certificate": False}
        info["max_connections"] = self.connections
        info["ip_address"] = "127.0.0.1"
        if self.failed_at:
            info["last_error_date"] = int(self.failed_at.timestamp())
            info["last_error_message"] = self.failure
        return info


class Carrying:
    """The deliveries under way, one for each bot that has a webhook."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def start(self, bot_id: int, webhook: Webhook, updates: Updates) -> None:
        """Carry this bot's updates to its webhook from now on."""
        self.stop(bot_id)
        self._tasks[bot_id] = asyncio.create_task(self._carry(webhook, updates))

    def stop(self, bot_id: int) -> None:
        """Carry nothing more for this bot."""
        if task := self._tasks.pop(bot_id, None):
            task.cancel()

    async def close(self) -> None:
        """End all deliveries."""
        tasks = list(self._tasks.values())
        for bot_id in list(self._tasks):
            self.stop(bot_id)
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _carry(self, webhook: Webhook, updates: Updates) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        pause = FIRST_PAUSE
        timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
        async with aiohttp.ClientSession(headers=headers, timeout=timeout) as session:
            while True:
                await updates.arrival()
                [update] = updates.pending(1)
                failure = await _post(session, webhook.url, update)
                if not failure:
                    updates.taken(update)
                    pause = FIRST_PAUSE
                    continue
                webhook.failed_at, webhook.failure = self._now(), failure
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 2)


async def _post(session: aiohttp.ClientSession, url: str, update: Json) -> str:
    """Empty when the bot took the update, else what went wrong."""
    try:
        # On loopback a certificate that nobody signed is good enough.
        async with session.post(url, json=update, ssl=False) as answer:
            if 200 <= answer.status < 300:
                return ""
            return f"Wrong response from the webhook: {answer.status} {answer.reason}"
    except TimeoutError:
        return "Read timeout expired"
    except aiohttp.ClientError as error:
        return f"Connection failed: {type(error).__name__}"
