"""The server itself: where apps call, connect and upload, and what tests and people hold."""

import asyncio
import random
from collections.abc import Callable, Iterable
from datetime import datetime

from aiohttp import web

from sandbox.slack import payloads
from sandbox.slack.courier import Courier
from sandbox.slack.methods.registry import EVENTS, EVERYTHING
from sandbox.slack.person import Person
from sandbox.slack.records import (
    App,
    Call,
    Change,
    Channel,
    Fault,
    Happening,
    Json,
    Member,
)
from sandbox.slack.sockets import Sockets
from sandbox.slack.state import State
from sandbox.slack.webapi import WebApi
from sandbox.slack.webhooks import Webhooks

LARGEST_REQUEST = 64 * 2**20


class SlackServer:
    """A workspace on loopback. Strict as the real one: what that refuses, this refuses."""

    def __init__(
        self, now: Callable[[], datetime], *, team: str = "T0SANDBOX", seed: int = 0
    ) -> None:
        dice = random.Random(seed)  # noqa: S311 - ids that repeat from run to run, no secrets
        self.state = State.fresh(now, team, dice)
        self.sockets = Sockets(dice)
        self.webhooks = Webhooks(now)
        self.courier = Courier(self.sockets, self.webhooks)
        self.people: dict[str, Person] = {}
        self._api = WebApi(self.state, self.sockets)
        self._runner: web.AppRunner | None = None
        self.url = ""
        self.state.workspace.watch(self._overheard)

    # Coming and going.

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen; the Web API is under the returned address plus `/api/`."""
        application = web.Application(client_max_size=LARGEST_REQUEST)
        application.add_routes([*self._api.routes(), web.get("/link/", self.sockets.serve)])
        self._api.running()
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://{host}:{port}"
        for part in (self.sockets, self.state.files, self.state.response_urls):
            part.url = self.url
        self.courier.resume()
        return self.url

    async def stop(self) -> None:
        """Hang up; the workspace stays as it is, and can be started again."""
        self._api.stopping()
        await self.courier.close()
        await self.sockets.close()
        await self.webhooks.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    # Who takes part.

    def add_app(
        self,
        bot_token: str,
        app_token: str,
        *,
        signing_secret: str = "sandbox-signing-secret",  # noqa: S107 - nothing to protect here
        name: str = "Portal",
        events: Iterable[str] = ("message.im", "app_home_opened"),
        scopes: Iterable[str] = EVERYTHING,
    ) -> App:
        """Install an app; it gets a bot that people can write to."""
        workspace = self.state.workspace
        app = App(
            id=workspace.new_id("A"),
            name=name,
            bot_user=workspace.new_id("U"),
            bot_id=workspace.new_id("B"),
            bot_token=bot_token,
            app_token=app_token,
            signing_secret=signing_secret,
            events=frozenset(events),
            scopes=frozenset(scopes),
        )
        workspace.apps.append(app)
        workspace.members[app.bot_user] = Member(app.bot_user, name, app_id=app.id)
        return app

    def add_person(self, name: str, *, user_id: str | None = None, tz: str = "UTC") -> Person:
        member = Member(user_id or self.state.workspace.new_id("U"), name, tz)
        self.state.workspace.members[member.id] = member
        self.people[member.id] = Person(self.state, self.courier, member)
        return self.people[member.id]

    def add_channel(
        self,
        name: str,
        people: Iterable[Person] = (),
        *,
        is_private: bool = False,
        with_apps: bool = True,
        channel_id: str | None = None,
    ) -> Channel:
        """A channel with some people and, unless told otherwise, every app."""
        workspace = self.state.workspace
        bots = [app.bot_user for app in workspace.apps] if with_apps else []
        members = [*bots, *(person.id for person in people)]
        return workspace.open_channel(
            members, name=name, is_private=is_private, channel_id=channel_id
        )

    # What tests look at and meddle with.

    @property
    def calls(self) -> list[Call]:
        """Every API call so far, oldest first."""
        return self._api.calls

    @property
    def fault(self) -> Callable[[Call], Fault | None] | None:
        """Asked about every call: what goes wrong with it, if anything."""
        return self._api.fault

    @fault.setter
    def fault(self, fault: Callable[[Call], Fault | None] | None) -> None:
        self._api.fault = fault

    def watch(self, listener: Callable[[Happening], None]) -> Callable[[], None]:
        """Be told of every visible change; the returned function ends that."""
        return self.state.workspace.watch(listener)

    async def until(self, condition: Callable[[], bool], seconds: float = 5.0) -> None:
        """Wait for something visible to have happened, or `TimeoutError`."""
        changed = asyncio.Event()
        leave = self.watch(lambda _happening: changed.set())
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    await changed.wait()
                    changed.clear()
        finally:
            leave()

    def drop_sockets(self) -> None:
        """Cut the connections; unacknowledged events go to the next one."""
        self.sockets.drop()

    async def close_sockets(self) -> None:
        """End the connections in good order: clients notice at once and come back."""
        await self.sockets.close()

    def silence_sockets(self) -> None:
        """Let the connections die unnoticed: open, and nothing comes or goes any more."""
        self.sockets.silence()

    def stall_sockets(self, connections: int = 1) -> None:
        """Let the next connections hang: neither taken nor refused."""
        self.sockets.stall(connections)

    def refresh_sockets(self) -> None:
        """Ask the connections to be replaced, as the real one does every few hours."""
        self.sockets.refresh()

    async def settled(self) -> None:
        """Wait until no event is on its way."""
        await self.courier.heard()

    # What apps subscribed to.

    def _overheard(self, happening: Happening) -> None:
        message = happening.message
        tellers: dict[Change, Callable[..., Json]] = {
            Change.MESSAGE_POSTED: payloads.message_posted,
            Change.MESSAGE_UPDATED: payloads.message_changed,
            Change.MESSAGE_DELETED: payloads.message_deleted,
        }
        tell = tellers.get(happening.change)
        if message is None or tell is None:
            return
        channel = self.state.workspace.channels[message.channel]
        for app in self.state.workspace.apps:
            event = payloads.subscription(channel)
            subscribed = event in app.events and EVENTS.get(event, "") in {"", *app.scopes}
            own = message.app_id == app.id and not app.hears_itself
            if subscribed and not own and app.bot_user in channel.members:
                body = tell(self.state, channel, message)
                self.courier.tell(app, payloads.event(self.state, app, body))
