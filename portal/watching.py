"""Routes for whoever watches over the portal: is it alive, is it ready, how much is there."""

import asyncio
from collections.abc import Awaitable, Callable, Container, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import TypeAlias

from aiohttp import web

Missing: TypeAlias = Callable[[], Awaitable[Sequence[str]]]
"""What keeps the portal from serving just now, in sentences without secrets."""

Numbers: TypeAlias = Callable[[], Awaitable[bytes]]
"""The page of metrics."""

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
ANSWER_WITHIN = 5.0
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


def watching_routes(
    missing: Missing, numbers: Numbers, networks: Sequence[IPv4Network | IPv6Network] = ()
) -> list[web.RouteDef]:
    """`/healthz` for all; `/readyz` and `/metrics` for this machine and these networks alone."""

    async def health(_request: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def ready(request: web.Request) -> web.Response:
        _let_in(request, networks)
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                found = list(await missing())
        except TimeoutError:
            found = ["It takes too long to find out."]
        told = {"ready": not found, "missing": found}
        return web.json_response(told, status=503 if found else 200)

    async def metrics(request: web.Request) -> web.Response:
        _let_in(request, networks)
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                page = await numbers()
        except TimeoutError:
            return web.Response(status=503)
        return web.Response(body=page, headers={"Content-Type": CONTENT_TYPE})

    return [
        web.get("/healthz", health),
        web.get("/readyz", ready),
        web.get("/metrics", metrics),
    ]


def is_neighbour(
    remote: str | None,
    headers: Container[str],
    networks: Sequence[IPv4Network | IPv6Network] = (),
) -> bool:
    """Whether who calls is on this machine or in these networks, and comes by itself."""
    # Behind a reverse proxy the whole world comes from this machine, but not without a trace.
    if any(name in headers for name in FORWARDED):
        return False
    try:
        caller = ip_address((remote or "").partition("%")[0])
    except ValueError:
        return False
    caller = getattr(caller, "ipv4_mapped", None) or caller
    return caller.is_loopback or any(caller in network for network in networks)


def _let_in(request: web.Request, networks: Sequence[IPv4Network | IPv6Network]) -> None:
    """Passes for a neighbour; for anybody else there is no such page."""
    if not is_neighbour(request.remote, request.headers, networks):
        raise web.HTTPNotFound
