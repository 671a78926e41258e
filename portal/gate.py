"""The gate: where platforms call the portal, and who watches it asks how it is."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import structlog
from aiohttp import web
from sqlalchemy import Connection

from bots.telegram_webhook.door import Door, Doors, Outcome, path_of, telegram_routes
from bots.telegram_webhook.keeper import SECONDS_BETWEEN_LOOKS, Ask, Webhook, WebhookKeeper
from bots.telegram_webhook.secret import secret_of
from conversations.envelopes import Arrived, Inbound, Shown
from portal.clock import Clock
from portal.http import HttpServer
from portal.metrics import Metrics
from portal.office import Office
from portal.settings import HTTP_PORT, Settings, is_this_machine
from portal.watching import watching_routes
from store import practices
from store.database import write_nothing

if TYPE_CHECKING:
    from bots.slack_therapists.http_mode import SlackDoors
    from portal.record_doors import RecordRoom

log = structlog.get_logger()

DATABASE_WITHIN = 2.0
"""Seconds within which a database answers that is there."""

Receive = Callable[[Sequence[Arrived]], Awaitable[None]]


class Gate:
    """One HTTP server for all practices of this process.

    Doors open when a bot is known and shut when its tokens change; the server stands before them.
    """

    def __init__(
        self, settings: Settings, office: Office, clock: Clock, missing: Callable[[], Sequence[str]]
    ) -> None:
        self._settings = settings
        self._office = office
        self._clock = clock
        self._missing = missing
        self.metrics = Metrics()
        self.slack: SlackDoors | None = None
        """Only in a process that serves therapists."""
        self.records: RecordRoom | None = None
        """The record page; only in a process that serves therapists."""
        self._telegram = Doors(lambda outcome: self.metrics.requested("telegram", outcome))
        if self.hears_telegram:
            self.metrics.expect("telegram", Outcome)
        self._routes: list[web.RouteDef] = [
            *telegram_routes(self._telegram),
            *watching_routes(self._all_missing, self._numbers, settings.watchers),
        ]
        self._server: HttpServer | None = None

    def serve(self, routes: Sequence[web.RouteDef]) -> None:
        """Adds the routes of a platform whose library only its own role loads; before the start."""
        self._routes.extend(routes)

    @property
    def url(self) -> str:
        """Where it listens."""
        return self._server.url if self._server is not None else ""

    async def start(self) -> str:
        """Listens where the settings say; NotPossible when the place is taken."""
        port = HTTP_PORT if self._settings.http_port is None else self._settings.http_port
        self._server = HttpServer(self._routes)
        return await self._server.start(self._settings.http_host, port)

    async def close(self) -> None:
        """Takes nothing new; what is being kept is finished."""
        if self._server is not None:
            await self._server.close()

    # Telegram.

    @property
    def hears_telegram(self) -> bool:
        """Whether Telegram brings updates here, or is asked for them."""
        return self._settings.public_url is not None and self._master is not None

    def let_telegram_in(self, practice: str, bot: str, receive: Receive, rescue: Receive) -> None:
        """Opens this bot's door, if Telegram is to bring updates at all."""
        if (master := self._master) is not None:
            secret = secret_of(master, practice, bot)
            self._telegram.open(practice, bot, Door(secret, receive, rescue))

    def shut_telegram_out(self, practice: str, bot: str) -> None:
        """Shuts this bot's door."""
        self._telegram.shut(practice, bot)

    def keeper(
        self, practice: str, bot: str, ask: Ask, updates: Sequence[str]
    ) -> WebhookKeeper | None:
        """Who keeps this bot's webhook at our door; None when Telegram is asked instead."""
        if (master := self._master) is None or self._settings.public_url is None:
            return None
        url = self._settings.public_url + path_of(practice, bot)
        webhook = Webhook(url, secret_of(master, practice, bot), updates)
        taken_back = partial(self.metrics.webhook_taken_back, practice, bot)
        every = SECONDS_BETWEEN_LOOKS
        return WebhookKeeper(ask, webhook, seconds_between_looks=every, taken_back=taken_back)

    @property
    def _master(self) -> str | None:
        secret = self._settings.webhook_secret
        return secret.get_secret_value() if secret is not None else None

    def counted(
        self, practice: str, rescue: Callable[[Inbound], Shown | None]
    ) -> Callable[[Inbound], Shown | None]:
        """The same rescue, counted."""

        def counting(inbound: Inbound) -> Shown | None:
            card = rescue(inbound)
            if card is not None:
                self.metrics.rescued(practice)
            return card

        return counting

    # Therapists' browsers.

    def record_at(self, practice: str) -> str | None:
        """Where a practice's record page is reached; None when that is nowhere.

        Without a public address it is this machine's own, for somebody who sits in front of it.
        """
        if self.records is None or self.public_url is None:
            return None
        return f"{self.public_url or self.url}/record/{practice}"

    @property
    def public_url(self) -> str | None:
        """What stands before every address here; empty for this machine, None for no address."""
        if self._settings.public_url is not None:
            return self._settings.public_url
        return "" if is_this_machine(self._settings.http_host) else None

    # Watching.

    async def _all_missing(self) -> Sequence[str]:
        return [*self._missing(), *await self._missing_in_the_database()]

    async def _missing_in_the_database(self) -> Sequence[str]:
        database = self._office.database
        # Whatever it is; its own words may hold an address with a password.
        try:
            async with asyncio.timeout(DATABASE_WITHIN):
                await database.read(self._open_keys)
        except Exception as trouble:
            return [f"The database or a key is away ({type(trouble).__name__})."]
        try:
            async with asyncio.timeout(DATABASE_WITHIN):
                await database.write(write_nothing)
        except Exception as trouble:
            return [f"The database keeps nothing ({type(trouble).__name__}): is its disk full?"]
        return []

    def _open_keys(self, connection: Connection) -> None:
        for practice in practices.every(connection):
            self._office.memory(practice.id).open_clients(connection, ())

    async def _numbers(self) -> bytes:
        ready = not await self._all_missing()
        try:
            async with asyncio.timeout(DATABASE_WITHIN):
                await self.metrics.count(self._office.database, self._clock.now())
        except Exception as trouble:
            # What was counted in memory is true all the same, and somebody may wait for it.
            log.warning("metrics.database-away", trouble=type(trouble).__name__)
            self.metrics.uncounted()
        return self.metrics.page(ready=ready)
