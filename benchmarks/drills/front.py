"""The front: one public address for portals that listen at ports of their own, as a balancer is."""

import random
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web
from yarl import URL

HERE = "127.0.0.1"
MOST_BYTES = 8 * 1024 * 1024
OF_ONE_CONNECTION = frozenset({"host", "connection", "content-length", "transfer-encoding"})
"""Headers that are not passed on."""


class Front:
    """Passes each call on to one of the portals behind it that is there."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self.behind: dict[int, int] = {}
        """By the number of its process: where each portal listens."""
        self.failed = 0
        """Calls that nobody took: whoever called tries again."""
        self._http = http

    async def pass_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = {
            name: value
            for name, value in request.headers.items()
            if name.lower() not in OF_ONE_CONNECTION
        }
        ports = list(self.behind.values())
        random.shuffle(ports)
        for port in ports:
            url = URL(f"http://{HERE}:{port}").join(request.rel_url)
            try:
                async with self._http.request(
                    request.method, url, data=body, headers=headers
                ) as answer:
                    return web.Response(
                        body=await answer.read(),
                        status=answer.status,
                        content_type=answer.content_type,
                    )
            except aiohttp.ClientConnectorError:
                # It has not begun to listen, or does no longer.
                continue
            except aiohttp.ClientError:
                # It may have heard what it was told, so nobody else is told as well.
                break
        self.failed += 1
        return web.Response(status=502)


@asynccontextmanager
async def front(public_url: URL) -> AsyncIterator[Front]:
    """Listens at the address that the platforms know."""
    async with aiohttp.ClientSession() as http:
        made = Front(http)
        application = web.Application(client_max_size=MOST_BYTES)
        application.router.add_route("*", "/{path:.*}", made.pass_on)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        try:
            await web.TCPSite(runner, HERE, public_url.port).start()
            yield made
        finally:
            await runner.cleanup()


def free_port() -> int:
    """A port at which nobody listens now."""
    with socket.create_server((HERE, 0)) as found:
        port: int = found.getsockname()[1]
        return port
