"""The portal's own HTTP server: its routes are handed in, and it says as little as it can."""

import asyncio
from collections.abc import Iterable

import structlog
from aiohttp import web

from portal.office import NotPossible

log = structlog.get_logger()

LARGEST_BODY = 2 * 2**20
"""Slack's largest view is 250 kB, three times that when it travels in a form."""

LARGEST_LINE = 8 * 2**10
SECONDS_TO_FINISH = 3.0
"""How long a request that is being kept may take when the portal stops."""

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

        def connection() -> _Connection:
            return _Connection(
                server,  # type: ignore[arg-type] # there is one since the setup
                loop=loop,
                # Requests are counted, not written down: addresses say who is at home where.
                access_log=None,  # type: ignore[arg-type] # None is what it takes for none
                max_line_size=LARGEST_LINE,
                max_field_size=LARGEST_LINE,
            )

        try:
            self._listening = await loop.create_server(connection, host, port)
        except OSError as trouble:
            await self.close()
            raise NotPossible(
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
    """A caller's connection, on which a mistake is answered with its number alone."""

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
