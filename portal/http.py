"""The portal's own HTTP server: its routes are handed in, and it says as little as it can."""

import asyncio
import errno
import socket
from collections.abc import Iterable
from typing import Any

import structlog
from aiohttp import web

from portal.office import NotPossible, NotYet

log = structlog.get_logger()

LARGEST_BODY = 2 * 2**20
"""Slack's largest view is 250 kB, three times that when it travels in a form."""

LARGEST_LINE = 8 * 2**10
SECONDS_TO_ASK = 20.0
"""How long a connection may stand without a whole request head: what drips in keeps no place."""

MOST_CONNECTIONS = 500
"""Telegram opens 20 to a bot, Slack and a reader's browser fewer."""

SECONDS_TO_FINISH = 3.0
"""How long a request that is being kept may take when the portal stops."""

ABSENT = (errno.EADDRNOTAVAIL, socket.EAI_NONAME, socket.EAI_AGAIN)
"""What the system says of an address or a name that is not there."""

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class HttpServer:
    """Serves these routes until it is closed, and nothing else."""

    def __init__(self, routes: Iterable[web.AbstractRouteDef]) -> None:
        self._application = web.Application(client_max_size=LARGEST_BODY)
        self._application.add_routes(routes)
        self._application.on_response_prepare.append(_dress)
        self._runner: web.AppRunner | None = None
        self._listening: asyncio.Server | None = None
        self.url = ""

    async def start(self, host: str, port: int) -> str:
        """Listens; port 0 takes any that is free. NotPossible when the place is taken."""
        loop = asyncio.get_running_loop()
        self._runner = web.AppRunner(
            self._application, handle_signals=False, shutdown_timeout=SECONDS_TO_FINISH
        )
        await self._runner.setup()
        server = self._runner.server
        if server is None:
            raise RuntimeError("there is a server since the setup")
        open_now: set[_Connection] = set()

        def connection() -> _Connection:
            return _Connection(
                server,
                open_now,
                loop=loop,
                # Requests are counted, not written down: addresses say who is at home where.
                access_log=None,
                max_line_size=LARGEST_LINE,
                max_field_size=LARGEST_LINE,
            )

        try:
            self._listening = await loop.create_server(connection, host, port)
        except OSError as trouble:
            await self.close()
            # After a power cut a network of its own may be up later than the portal.
            kind = NotYet if trouble.errno in ABSENT else NotPossible
            raise kind(
                f"The portal cannot listen at {host}:{port} ({trouble.strerror}). Another program "
                "may be there: choose another PORTAL_HTTP_PORT, or the PORTAL_HTTP_HOST of this "
                "machine."
            ) from None
        chosen = self._listening.sockets[0].getsockname()[1]
        self.url = f"http://[{host}]:{chosen}" if ":" in host else f"http://{host}:{chosen}"
        return self.url

    async def close(self) -> None:
        """Takes nothing new; what is being kept is finished."""
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.close()
        runner, self._runner = self._runner, None
        if runner is not None:
            await asyncio.shield(runner.cleanup())


class _Connection(web.RequestHandler):
    """A caller's connection: it is short of patience, and a mistake is its number alone."""

    __slots__ = ("_asked", "_open_now", "_timer")

    def __init__(self, server: web.Server, open_now: "set[_Connection]", **more: Any) -> None:
        super().__init__(server, **more)
        self._open_now = open_now
        self._asked = 0
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Takes a place, if there is one."""
        super().connection_made(transport)
        if len(self._open_now) >= MOST_CONNECTIONS:
            log.warning("http.full", connections=len(self._open_now))
            self.force_close()
            return
        self._open_now.add(self)
        self._look_again()

    def connection_lost(self, exc: BaseException | None) -> None:
        """Gives the place back."""
        self._open_now.discard(self)
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def _look_again(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(SECONDS_TO_ASK, self._look)

    def _look(self) -> None:
        # The library waits for the first request head for ever, however slowly it comes.
        is_idle = self._waiter is not None and not self._waiter.done()
        if is_idle and self._asked == self._request_count:
            self.force_close()
            return
        self._asked = self._request_count
        self._look_again()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """The library would write down what was asked, and quote it to whoever asked."""
        if status == 500:
            log.error("http.failed", failure=type(exc).__name__)
        if request.writer.output_size > 0:
            raise ConnectionError("part of an answer has been sent already")
        # Without a name of its own the library gives its own and its version.
        response = web.Response(status=status, headers={"Server": ""})
        response.force_close()
        return response


async def _dress(_request: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        # A page that people read says itself what it needs.
        response.headers.setdefault(name, value)
    # What runs here, in which version, is nobody's business.
    response.headers.pop("Server", None)
