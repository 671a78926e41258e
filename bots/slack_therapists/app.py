"""The therapists' Slack app: hears by Socket Mode, keeps what it hears, comes back when cut off."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aiohttp import ClientSession, ClientWebSocketResponse, WSMessage, WSMsgType
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack_therapists.connection import library_logger
from bots.slack_therapists.intake import Check, Intake, Receive
from bots.slack_therapists.refusals import NO_ANSWER, refused
from conversations.envelopes import TryLater

SECONDS_BETWEEN_PINGS = 5.0
SECONDS_TO_FINISH = 3.0
"""How long a payload that is being kept may take when the portal stops."""
SECONDS_BETWEEN_TRIALS = 180.0
LOOKS_BEFORE_ASKING = 6
"""After so many looks at a socket that stays away, the tokens are tried again."""
SILENT_INTERVALS = 5
"""A socket answers every ping. After so many without a sign of life it is dead, whatever it says.

The library notices most deaths earlier; this is for those in which it gets stuck itself.
"""
SECONDS_TO_HANG_UP = 5.0

_BOT_STEP = (
    "Copy the Bot User OAuth Token (xoxb-...) from the page OAuth & Permissions of the Slack app "
    "into PORTAL_SLACK_BOT_TOKEN."
)
_APP_STEP = (
    "On the page Basic Information of the Slack app, generate an app-level token with the scope "
    "connections:write, switch Socket Mode on, and put the token (xapp-...) into "
    "PORTAL_SLACK_APP_TOKEN."
)

Reconnected: TypeAlias = Callable[[], Awaitable[None]]

_log = logging.getLogger(__name__)


class BadToken(Exception):
    """Slack does not take a token; the sentence says which one and what to do."""


def build_app(
    client: AsyncWebClient,
    receive: Receive,
    check: Check,
    not_kept: str,
    answer_there: str = "",
    kept_before: str = "",
) -> AsyncApp:
    """A Bolt app whose only part is the intake.

    `not_kept` is said when keeping failed, `answer_there` when a command was kept, `kept_before`
    where a form was changed after it had been kept.
    """
    return AsyncApp(
        client=client,
        name="slack_therapists",
        logger=library_logger(),
        # The door has checked the signature, by the portal's clock: Bolt would by the machine's.
        request_verification_enabled=False,
        # Before Bolt's own authorization: when its auth.test fails, Bolt acknowledges the payload
        # with an apology, and nobody has kept it.
        before_authorize=Intake(receive, check, not_kept, answer_there, kept_before),
    )


async def tried(client: AsyncWebClient) -> None:
    """The bot token, tried: BadToken with the next step, TryLater when Slack does not answer."""
    try:
        await client.auth_test()
    except SlackApiError as error:
        raise _refusal(error, "bot", _BOT_STEP) from None
    except NO_ANSWER as error:
        raise _silence(error) from None


class Trial:
    """Tries the bot token every few minutes.

    Sockets stay open and events keep coming when it was taken back; letters alone would tell, and
    the next may be one that cannot wait.
    """

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self.passed = True
        """Whether Slack took the token when it was last asked."""

    async def run(self) -> None:
        """Goes on until BadToken."""
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_TRIALS)
            try:
                await tried(self._client)
            except TryLater as later:
                self.passed = False
                _log.warning("Slack does not answer: %s", later)
            else:
                self.passed = True


def _refusal(error: SlackApiError, which: str, step: str) -> Exception:
    refusal = refused(error)
    if refusal.is_passing:
        return TryLater(refusal.code or f"status {refusal.status}", refusal.after)
    return BadToken(f"Slack refuses the {which} token ({refusal.code}). {step}")


def _silence(error: Exception) -> TryLater:
    return TryLater(f"no answer from Slack ({type(error).__name__})")


class SlackIngest:
    """Listens until it is closed. What is not kept is not acknowledged.

    `on_reconnect` is told of every connection after the first: what Slack did not bring between
    the two it does not bring any more, so what people look at is to be shown anew.
    """

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        *,
        ping_interval: float = SECONDS_BETWEEN_PINGS,
        on_reconnect: Reconnected | None = None,
    ) -> None:
        self._app = app
        self._app_token = app_token
        self._ping_interval = ping_interval
        self._on_reconnect = on_reconnect
        self._greetings = 0
        self._following: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()
        self._over = asyncio.Event()
        self._over.set()
        self.connected = asyncio.Event()

    async def check(self) -> None:
        """Both tokens, tried: BadToken with the next step, TryLater when Slack does not answer."""
        await self._address()

    async def run(self) -> None:
        """Connect, and stay connected until `close` or BadToken."""
        self._over.clear()
        try:
            # Anew whenever a connection died without a word.
            while (address := await self._first_address()) is not None:
                if await self._listen(address):
                    break
        finally:
            for task in self._following:
                task.cancel()
            self._over.set()

    async def close(self) -> None:
        """Finish what is being kept, take nothing new, hang up."""
        self._closing.set()
        await self._over.wait()

    # Tokens.

    async def _address(self) -> str:
        """Where the socket is; asked for by ourselves, as the library would ask for ever."""
        client = self._app.client
        await tried(client)
        try:
            answer = await client.apps_connections_open(app_token=self._app_token)
        except SlackApiError as error:
            raise _refusal(error, "app", _APP_STEP) from None
        except NO_ANSWER as error:
            raise _silence(error) from None
        return str(answer["url"])

    async def _first_address(self) -> str | None:
        while True:
            try:
                return await self._address()
            except TryLater as later:
                _log.warning("Slack cannot be reached yet: %s", later)
                if await self._told_to_close(later.after or self._ping_interval):
                    return None

    # The socket.

    async def _listen(self, address: str) -> bool:
        """Whether it is over; False when the connection is dead and another one is needed."""
        handler = _Handler(self._app, self._app_token, self._ping_interval)
        handler.client.wss_uri = address
        handler.client.message_listeners.append(self._greeted)
        connecting = asyncio.create_task(handler.connect())
        try:
            return await self._watch(handler)
        finally:
            self.connected.clear()
            await handler.finish()
            connecting.cancel()
            await handler.leave()
            await asyncio.gather(connecting, return_exceptions=True)

    async def _watch(self, handler: "_Handler") -> bool:
        """Until the end (True), or until nothing has been heard for too long (False).

        The library comes back by itself; what it does not see is that its address got old, and
        that it is stuck.
        """
        away = 0
        while not await self._told_to_close(self._ping_interval):
            if handler.silent_seconds > SILENT_INTERVALS * self._ping_interval:
                _log.warning("nothing heard from Slack for too long; connecting anew")
                return False
            if await handler.client.is_connected():
                away = 0
                continue
            self.connected.clear()
            # An address is good for one connection and a short while, and the library goes on
            # trying the one it has. Without one it asks for the next.
            handler.client.wss_uri = None
            away += 1
            if away % LOOKS_BEFORE_ASKING == 0:
                with contextlib.suppress(TryLater):
                    await self.check()
        return True

    async def _greeted(
        self, client: object, told: dict[str, object], raw: str | None = None
    ) -> None:
        if told.get("type") != "hello":
            return
        self.connected.set()
        self._greetings += 1
        if self._on_reconnect is not None and self._greetings > 1:
            task = asyncio.create_task(self._follow(self._on_reconnect))
            self._following.add(task)
            task.add_done_callback(self._following.discard)

    async def _follow(self, on_reconnect: Reconnected) -> None:
        try:
            await on_reconnect()
        except Exception as error:
            _log.warning("what follows a new connection failed: %s", type(error).__name__)

    async def _told_to_close(self, seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)
        return self._closing.is_set()


class _Handler(AsyncSocketModeHandler):
    """Bolt's socket, which knows when its payloads are dealt with."""

    def __init__(self, app: AsyncApp, app_token: str, ping_interval: float) -> None:
        super().__init__(app, app_token, logger=library_logger(), ping_interval=ping_interval)
        # The library takes a proxy from the environment unless it is told not to afterwards.
        self.client.proxy = None
        self._loop = asyncio.get_running_loop()
        self._heard_at = self._loop.time()
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._leaving = False

    @property
    def silent_seconds(self) -> float:
        """For how long nothing has come: no message, no pong, no ping."""
        return self._loop.time() - self._heard_at

    async def connect(self) -> None:
        """Try until there is a connection."""
        # The library says nothing of pongs; its sockets do.
        await self.client.aiohttp_client_session.close()
        self.client.aiohttp_client_session = ClientSession(
            trust_env=False, ws_response_class=_hearing(self._note)
        )
        await self.connect_async()  # type: ignore[no-untyped-call] # untyped in the library

    def _note(self) -> None:
        self._heard_at = self._loop.time()

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """One payload; none that comes after the end of taking them."""
        if self._leaving:
            return
        self._busy += 1
        self._idle.clear()
        try:
            await super().handle(client, req)
        finally:
            self._busy -= 1
            if not self._busy:
                self._idle.set()

    async def finish(self) -> None:
        """Wait for the payloads that are being kept."""
        self._leaving = True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), SECONDS_TO_FINISH)

    async def leave(self) -> None:
        """Hang up, and wait for what the library has running."""
        client = self.client
        if not await client.is_connected():
            # Whoever is at the other end says no goodbye: the line is cut.
            await client.aiohttp_client_session.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(
                self.close_async(),  # type: ignore[no-untyped-call] # untyped in the library
                SECONDS_TO_HANG_UP,
            )
        chores = (
            client.message_processor,
            client.message_receiver,
            client.current_session_monitor,
        )
        running = [one for one in chores if one is not None]
        for one in running:
            one.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await client.aiohttp_client_session.close()


def _hearing(note: Callable[[], None]) -> type[ClientWebSocketResponse]:
    """A socket that notes whenever something comes."""

    class Hearing(ClientWebSocketResponse):
        async def receive(self, timeout: float | None = None) -> WSMessage:  # noqa: ASYNC109 - theirs
            message: WSMessage = await super().receive(timeout)
            if message.type in (WSMsgType.TEXT, WSMsgType.PING, WSMsgType.PONG):
                note()
            return message

    return Hearing
