"""A short way to one HTTP server: small documents out, small answers back, connections kept.

A general client spends more on a call than Telegram's whole method takes us otherwise (decision
0013). This one does what a bot's methods need and nothing else: POST, one body, HTTP/1.1, TLS. The
answers are read by httptools, the parser of uvicorn and Node.
"""

import asyncio
import socket
import ssl
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import cast
from urllib.parse import urlsplit

import httptools
from aiohappyeyeballs import start_connection

IDLE_SECONDS = 15.0
"""A connection unused for longer may have been closed on the way without a word."""

LARGEST = 2**20
"""No answer to a method comes near this many bytes."""

FINAL = 200
DELAY_OF_SECOND_ADDRESS = 0.25
_PORTS = {"http": 80, "https": 443}


class NoAnswer(ConnectionError):
    """The answer did not come: whether the server has done what was asked is not known."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Whom a connection belongs to."""

    host: str
    port: int
    encrypted: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    body: bytes


class Wire:
    """Connections to servers, as many as there are calls at once up to a limit."""

    def __init__(self, encryption: ssl.SSLContext, *, limit: int = 100) -> None:
        self._encryption = encryption
        self._room = asyncio.Semaphore(limit)
        self._idle: defaultdict[Origin, list[_Connection]] = defaultdict(list)
        self._open: set[_Connection] = set()

    async def post(self, url: str, document: bytes, seconds: float) -> Answer:
        """The answer to a JSON document; NoAnswer, OSError or TimeoutError when there is none."""
        origin, head = _request(url)
        async with self._room:
            connection = self._kept(origin)
            if connection is None:
                async with asyncio.timeout(seconds):
                    connection = await self._connect(origin)
            try:
                answer = await connection.ask(
                    b"%b%d\r\n\r\n%b" % (head, len(document), document), seconds
                )
            finally:
                if connection.is_free():
                    self._idle[origin].append(connection)
                else:
                    self._open.discard(connection)
                    connection.close()
            return answer

    async def close(self) -> None:
        """Ends every connection; a call under way is NoAnswer."""
        self._idle.clear()
        while self._open:
            self._open.pop().close()
        # The loop closes them in its next round.
        await asyncio.sleep(0)

    def _kept(self, origin: Origin) -> "_Connection | None":
        idle = self._idle[origin]
        # The one used last is the likeliest to be alive still.
        while idle:
            connection = idle.pop()
            if connection.is_free() and not connection.is_stale():
                return connection
            self._open.discard(connection)
            connection.close()
        return None

    async def _connect(self, origin: Origin) -> "_Connection":
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM)
        # An address that does not answer, as IPv6 where there is none, costs a quarter second.
        connected = await start_connection(
            found, interleave=1, happy_eyeballs_delay=DELAY_OF_SECOND_ADDRESS
        )
        _, connection = await loop.create_connection(
            lambda: _Connection(loop),
            sock=connected,
            ssl=self._encryption if origin.encrypted else None,
            server_hostname=origin.host if origin.encrypted else None,
        )
        self._open.add(connection)
        return connection


class _Connection(asyncio.Protocol):
    """One connection: one question at a time, and the parser that reads the answer."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._parser = httptools.HttpResponseParser(self)
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._body: list[bytes] = []
        self._size = 0
        self._asked_at = 0.0
        self._lasts = True
        self._reading = False

    # --- for the wire ----------------------------------------------------------------------

    async def ask(self, request: bytes, seconds: float) -> Answer:
        """Sends it and waits for the answer."""
        if self._transport is None or self._transport.is_closing():
            raise NoAnswer("the connection had ended")
        self._waiting = self._loop.create_future()
        self._asked_at = self._loop.time()
        patience = self._loop.call_later(seconds, self._fail, TimeoutError())
        self._transport.write(request)
        try:
            return await self._waiting
        finally:
            patience.cancel()
            if self._waiting.cancelled():
                # Its answer would be taken for that of the next question.
                self._lasts = False
            self._waiting = None

    def is_free(self) -> bool:
        """Whether it may be asked again."""
        return (
            self._lasts
            and not self._reading
            and self._waiting is None
            and self._transport is not None
            and not self._transport.is_closing()
        )

    def is_stale(self) -> bool:
        return self._loop.time() - self._asked_at > IDLE_SECONDS

    def close(self) -> None:
        self._fail(NoAnswer("the connection was closed here"))

    def _fail(self, trouble: Exception) -> None:
        self._lasts = False
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(trouble)
        if self._transport is not None:
            self._transport.abort()

    # --- for the loop ----------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # A cast: the transports of uvloop are no subclass.
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._fail(NoAnswer("the answer is not HTTP"))

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(NoAnswer("the connection ended before the answer"))

    # --- for the parser --------------------------------------------------------------------

    def on_message_begin(self) -> None:
        self._body.clear()
        self._size = 0
        self._reading = True
        if self._waiting is None or self._waiting.done():
            self._fail(NoAnswer("an answer to nothing"))

    def on_body(self, body: bytes) -> None:
        self._size += len(body)
        if self._size > LARGEST:
            self._fail(NoAnswer("the answer is too large"))
            return
        self._body.append(body)

    def on_message_complete(self) -> None:
        self._reading = False
        status = self._parser.get_status_code()
        if status < FINAL:
            # A word on the way; the answer follows.
            return
        self._lasts = self._lasts and self._parser.should_keep_alive()
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(Answer(status, b"".join(self._body)))


@lru_cache(maxsize=64)
def _request(url: str) -> tuple[Origin, bytes]:
    """Where a URL is, and the head of its request up to the length of the body."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {parts.netloc.rpartition('@')[2]}\r\n"
        "Accept: application/json\r\nContent-Type: application/json\r\nContent-Length: "
    )
    return Origin(host, port, parts.scheme == "https"), head.encode("ascii")
