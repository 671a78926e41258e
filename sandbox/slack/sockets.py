"""Socket Mode: tickets, connections, envelopes and what was acknowledged."""

import asyncio
import contextlib
import json
import random
import uuid
from dataclasses import dataclass, field
from enum import StrEnum

from aiohttp import WSMsgType, web

from sandbox.slack.records import App, Json

MOST_CONNECTIONS = 10
SECONDS_BETWEEN_PINGS = 5.0


class Outcome(StrEnum):
    """How the delivery of an envelope ended."""

    ACKNOWLEDGED = "acknowledged"
    # The connection broke before the acknowledgement, or there was none.
    LOST = "lost"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Reply:
    """What an app answered to an envelope."""

    outcome: Outcome
    payload: Json = field(default_factory=dict)

    @property
    def acknowledged(self) -> bool:
        return self.outcome is Outcome.ACKNOWLEDGED


@dataclass(frozen=True, slots=True)
class Envelope:
    """Something to deliver; `attempt` and `reason` tell a repeated event."""

    kind: str
    payload: Json
    attempt: int = 0
    reason: str = ""

    @property
    def accepts_an_answer(self) -> bool:
        answered = ("view_submission", "block_suggestion")
        return self.kind == "slash_commands" or self.payload.get("type") in answered


@dataclass(slots=True, eq=False)
class Socket:
    """One connection of an app, with the envelopes it has not acknowledged."""

    app: App
    connection: web.WebSocketResponse
    transport: asyncio.BaseTransport | None
    waiting: dict[str, "asyncio.Future[Reply]"] = field(default_factory=dict)
    outgoing: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue)
    # Told to reconnect: gets nothing new, may still acknowledge.
    leaving: bool = False
    # Gone without a word: takes everything, answers nothing.
    silent: bool = False


class Sockets:
    """All open connections, and the tickets for the next ones."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._tickets: dict[str, App] = {}
        self._open: list[Socket] = []
        self._connected = asyncio.Event()
        # So many of the next connections are taken and never answered.
        self._stalling = 0
        # Where the server listens; known once it does.
        self.url = ""

    def new_ticket(self, app: App) -> str:
        """An address for one connection."""
        ticket = str(uuid.UUID(int=self._dice.getrandbits(128), version=4))
        self._tickets[ticket] = app
        address = self.url.replace("http", "ws", 1)
        return f"{address}/link/?ticket={ticket}&app_id={app.id}"

    def of(self, app: App) -> list[Socket]:
        return [one for one in self._open if one.app.id == app.id and not one.leaving]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection from its hello to its end."""
        app = self._tickets.pop(request.query.get("ticket", ""), None)
        if app is None:
            return web.Response(status=403, text="invalid ticket")
        if self._stalling:
            self._stalling -= 1
            await asyncio.Event().wait()
        connection = web.WebSocketResponse(autoping=False)
        await connection.prepare(request)
        if len(self.of(app)) >= MOST_CONNECTIONS:
            await connection.send_json(_disconnect("too_many_websockets"))
            await connection.close()
            return connection
        socket = Socket(app, connection, request.transport)
        self._open.append(socket)
        await connection.send_json(_hello(app, len(self.of(app))))
        self._connected.set()
        self._connected = asyncio.Event()
        chores = [asyncio.create_task(chore(socket)) for chore in (_write, _ping)]
        try:
            await self._read(socket)
        finally:
            self._lose(socket)
            for chore in chores:
                chore.cancel()
            await asyncio.gather(*chores, return_exceptions=True)
        return connection

    async def _read(self, socket: Socket) -> None:
        async for message in socket.connection:
            if socket.silent:
                continue
            if message.type is WSMsgType.PING:
                await socket.connection.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                answer = json.loads(message.data)
                waiting = socket.waiting.pop(str(answer.get("envelope_id")), None)
                if waiting is not None and not waiting.done():
                    reply = Reply(Outcome.ACKNOWLEDGED, answer.get("payload") or {})
                    waiting.set_result(reply)

    async def send(self, app: App, envelope: Envelope, seconds: float) -> Reply:
        """One envelope to one of the app's connections, and what came back."""
        sockets = self.of(app)
        if not sockets:
            return Reply(Outcome.LOST)
        socket = self._dice.choice(sockets)
        envelope_id = str(uuid.UUID(int=self._dice.getrandbits(128), version=4))
        told: Json = {
            "envelope_id": envelope_id,
            "payload": envelope.payload,
            "type": envelope.kind,
            "accepts_response_payload": envelope.accepts_an_answer,
        }
        if envelope.kind == "events_api":
            told |= {"retry_attempt": envelope.attempt, "retry_reason": envelope.reason}
        answer: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        socket.waiting[envelope_id] = answer
        socket.outgoing.put_nowait(json.dumps(told))
        done, _ = await asyncio.wait({answer}, timeout=seconds)
        if done:
            return answer.result()
        socket.waiting.pop(envelope_id, None)
        return Reply(Outcome.LATE)

    async def connected(self, app: App) -> None:
        """Wait until the app has a connection."""
        while not self.of(app):
            await self._connected.wait()

    def drop(self) -> None:
        """Cut every connection without a goodbye."""
        for socket in tuple(self._open):
            self._lose(socket)
            if isinstance(socket.transport, asyncio.WriteTransport):
                socket.transport.abort()

    def silence(self) -> None:
        """Every connection of now dies without a sign: it stays open, and nothing answers."""
        for socket in self._open:
            socket.silent = True

    def stall(self, connections: int = 1) -> None:
        """The next connections hang before their greeting, as behind a proxy that has no answer."""
        self._stalling = connections

    def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to make place for a new one, as happens every few hours."""
        for socket in self._open:
            socket.leaving = True
            socket.outgoing.put_nowait(json.dumps(_disconnect(reason)))

    async def close(self) -> None:
        """End every connection with a close frame, at which clients come back at once."""
        for socket in tuple(self._open):
            self._lose(socket)
            with contextlib.suppress(ConnectionError):
                await asyncio.wait_for(socket.connection.close(), 1)

    def _lose(self, socket: Socket) -> None:
        if socket in self._open:
            self._open.remove(socket)
        for waiting in socket.waiting.values():
            if not waiting.done():
                waiting.set_result(Reply(Outcome.LOST))
        socket.waiting.clear()


async def _write(socket: Socket) -> None:
    while True:
        text = await socket.outgoing.get()
        if not socket.silent:
            with contextlib.suppress(ConnectionError):
                await socket.connection.send_str(text)


async def _ping(socket: Socket) -> None:
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_PINGS)
        if not socket.silent:
            with contextlib.suppress(ConnectionError):
                await socket.connection.ping(b"Ping from sandbox")


def _hello(app: App, connections: int) -> Json:
    return {
        "type": "hello",
        "num_connections": connections,
        "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
        "connection_info": {"app_id": app.id},
    }


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
