"""Brings events and interactions to the apps, and events again until they are acknowledged."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.slack.records import App, Json
from sandbox.slack.sockets import Envelope, Outcome, Reply, Sockets
from sandbox.slack.webhooks import Webhooks


class Courier:
    """Knows by which way an app hears, and how patient Slack is."""

    def __init__(self, sockets: Sockets, webhooks: Webhooks) -> None:
        self._sockets = sockets
        self._webhooks = webhooks
        self._telling: dict[asyncio.Task[None], tuple[App, Json]] = {}
        self._kept: list[tuple[App, Json]] = []
        self._in_flight = 0
        self._landed = asyncio.Event()
        self.patience = 3.0
        # After the first attempt: at once, a minute later, five minutes later, never.
        self.retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)

    async def ask(self, app: App, kind: str, payload: Json) -> Reply:
        """An interaction or a command: once, and never again."""
        way = self._webhooks if app.request_url else self._sockets
        return await way.send(app, Envelope(kind, payload), self.patience)

    def tell(self, app: App, payload: Json) -> None:
        """An event: until it is acknowledged, or Slack gives up."""
        task = asyncio.get_running_loop().create_task(self._tell(app, payload))
        # Counted from now, so that whoever waits for it need not be quicker than the task.
        self._in_flight += 1
        self._telling[task] = (app, payload)
        task.add_done_callback(lambda done: self._telling.pop(done, None))

    async def _tell(self, app: App, payload: Json) -> None:
        attempt, reason, late = 0, "", 0
        way = self._webhooks if app.request_url else self._sockets
        try:
            while True:
                envelope = Envelope("events_api", payload, attempt, reason)
                reply = await way.send(app, envelope, self.patience)
                if reply.acknowledged:
                    return
                attempt += 1
                if reply.outcome is Outcome.LOST and not app.request_url:
                    reason = "connection_failed"
                    with self._landed_meanwhile():
                        await self._sockets.connected(app)
                elif late < len(self.retry_delays):
                    reason = "timeout"
                    # What is told again at once has not landed: who waits for it waits on.
                    if pause := self.retry_delays[late]:
                        with self._landed_meanwhile():
                            await asyncio.sleep(pause)
                    late += 1
                else:
                    return
        finally:
            self._land()

    @contextmanager
    def _landed_meanwhile(self) -> Iterator[None]:
        """An event that is told again when its time has come: nobody waits for that."""
        self._land()
        try:
            yield
        finally:
            self._in_flight += 1

    def _land(self) -> None:
        self._in_flight -= 1
        if not self._in_flight:
            self._landed.set()
            self._landed = asyncio.Event()

    async def heard(self) -> None:
        """Wait until every event on its way has been answered, lost, or given up for now."""
        if self._in_flight:
            await self._landed.wait()

    @property
    def untold(self) -> int:
        """How many events no app has acknowledged yet, those that are told again later as well."""
        return sum(not each.done() for each in self._telling)

    def resume(self) -> None:
        """Tell again what could not be told before the server stopped."""
        kept, self._kept = self._kept, []
        for app, payload in kept:
            self.tell(app, payload)

    async def close(self) -> None:
        telling = dict(self._telling)
        self._kept.extend(telling.values())
        for task in telling:
            task.cancel()
        await asyncio.gather(*telling, return_exceptions=True)
        self._in_flight = 0
        self._landed.set()
        self._landed = asyncio.Event()
