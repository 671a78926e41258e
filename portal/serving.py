"""Serving: the portal, or its sandbox, from the start until somebody asks for the end."""

import asyncio
import errno
import secrets
import signal
import socket
import tempfile
from collections.abc import Awaitable, Callable, Collection, Coroutine
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog

from portal import garbage, logs
from portal.clock import SystemClock
from portal.control import Control, socket_path
from portal.meanwhile import Meanwhile
from portal.office import NotPossible
from portal.opening import office, settings
from portal.own_file import OwnFile
from portal.plain_words import database_words
from portal.run_lock import SERVES
from portal.settings import Settings
from portal.together import first_of
from portal.waiting import as_soon_as_it_can

GRACE = 4.0
"""Seconds for letters and answers that are on their way; then the portal ends without them."""

STOPPING = (signal.SIGINT, signal.SIGTERM)

log = structlog.get_logger()

Say = Callable[[str], None]


def _nobody_waits() -> None:
    """Where no line of a terminal ends when the portal is there."""


async def run(
    say: Say, roles: Collection[str] = (), *, opened: Callable[[], None] = _nobody_waits
) -> None:
    """Serves until it is told to stop, or until a part that must run cannot. No role: all."""
    found = settings(serving=True)
    logs.hear_the_uncaught()
    meanwhile = Meanwhile(found, roles)
    serve = partial(_serve, found, roles, say, opened, meanwhile)
    await until_stopped(_helping(as_soon_as_it_can(serve, say, meanwhile.begin), meanwhile))
    # Where the disk is full, or nobody reads any more, it has ended well all the same.
    with suppress(OSError):
        say("The portal has stopped.")


async def _helping(serving: Awaitable[None], meanwhile: Meanwhile) -> None:
    try:
        await serving
    finally:
        await meanwhile.end()


async def _serve(
    found: Settings,
    roles: Collection[str],
    say: Say,
    opened: Callable[[], None],
    meanwhile: Meanwhile,
    say_once: Say,
) -> None:
    from portal.wiring import Portal, Role

    async with office(found, SERVES) as made:
        # From here on the bots hear for themselves.
        await meanwhile.end()
        path = found.database_path
        words = partial(database_words, found)
        ear = Control(made, socket_path(path), words) if path is not None else None
        try:
            # Before the platforms: they may keep silent for long, and commands need none of them.
            if ear is not None:
                await ear.start()
            mine = [Role(each) for each in roles] or list(Role)
            # Platforms' own troubles never come this far.
            with database_words(found, ConnectionError, socket.gaierror):
                portal = await Portal.prepare(found, made, made.clock, mine)
                say_once(f"Connecting {portal.names}. Ctrl-C stops the portal.")
                try:
                    await portal.connect()
                    await portal.start()
                    opened()
                    garbage.set_aside()
                    say(f"The portal is running for {portal.names}.")
                    for each in portal.missing:
                        say(each)
                    await portal.failed()
                finally:
                    await portal.close()
        finally:
            if ear is not None:
                await ear.stop()
        raise NotPossible("A part of the portal ended by itself. Start it again: portal run")


async def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Lets the work go on until it ends by itself, or Ctrl-C or SIGTERM ask for its end."""
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(work)
    asked = asyncio.Event()

    def stop() -> None:
        # A second time it is cut off in what it does to end well.
        task.cancel()
        if not asked.is_set():
            asked.set()
            loop.call_later(GRACE, task.cancel)

    for each in STOPPING:
        loop.add_signal_handler(each, stop)
    try:
        await task
    except asyncio.CancelledError:
        if not asked.is_set():
            raise
    finally:
        for each in STOPPING:
            loop.remove_signal_handler(each)


@dataclass(frozen=True, slots=True)
class Opening:
    """Who is told how far the sandbox is, and that it is open."""

    progress: Callable[[int, int], None]
    opened: Callable[[], None]


async def open_sandbox(
    host: str,
    port: int,
    say: Say,
    opening: Opening,
    *,
    engine: str = "sqlite",
    webhooks: bool = False,
    own: OwnFile | None = None,
) -> None:
    """The two local servers, the portal between them, and the page to play with.

    own: a practice's file, to be tried with made-up people.
    """
    settings(serving=True)
    try:
        # Tried first: everything else takes seconds, and would have been for nothing.
        socket.create_server((host, port)).close()
    except OSError as trouble:
        raise _no_page(host, port, trouble) from None
    say(
        "A made-up practice lives through six weeks; this takes a few seconds, and a minute or "
        "more on a busy machine."
    )
    options = {"engine": engine, "webhooks": webhooks, "own": own}
    await until_stopped(_play(host, port, say, opening, **options))
    say("The sandbox is closed; nothing of it is left.")


@dataclass(frozen=True, slots=True)
class _Ports:
    """Where the sandbox's page is and where the portal in it, 0 for any port that is free."""

    page: int
    portal: int = 0


async def _play(host: str, port: int, say: Say, opening: Opening, **options: Any) -> None:
    """One sandbox after the other at the same address, for as long as somebody starts over."""
    path = secrets.token_urlsafe(18)
    again = await _play_once(host, _Ports(port), path, say, opening, **options)
    while again is not None:
        say("The sandbox is set up anew.")
        again = await _play_once(host, again, path, _silence, opening, **options)


async def _play_once(
    host: str,
    ports: _Ports,
    path: str,
    say: Say,
    opening: Opening,
    *,
    engine: str,
    webhooks: bool,
    own: OwnFile | None,
) -> _Ports | None:
    """A sandbox until it ends; tells its ports when somebody wants to start over."""
    from portal.demo_cast import TOUR, cast_of
    from portal.demo_practice import open_demo, starts
    from portal.sandbox_page import page
    from portal.sandboxed import database_for, sandboxed

    again = asyncio.Event()
    with (
        tempfile.TemporaryDirectory(prefix="portal-sandbox-") as folder,
        database_for(engine) as database_url,
    ):
        async with sandboxed(
            Path(folder),
            starts(SystemClock().now().date()),
            database_url=database_url,
            webhooks=webhooks,
            groups=True,
            records=True,
            http_port=ports.portal,
        ) as world:
            demo = await open_demo(world, own=own, ticking=True, progress=opening.progress)
            if world.portal is None or world.portal.gate is None:
                raise RuntimeError("the portal was not started")
            served = page(
                world,
                cast_of(demo),
                host,
                ports.page,
                zone_name=demo.zone,
                tour=TOUR,
                path=path,
                reset=again.set,
            )
            async with AsyncExitStack() as stack:
                try:
                    url = await stack.enter_async_context(served)
                except OSError as trouble:
                    # Somebody else was there first while the six weeks were lived.
                    raise _no_page(host, ports.page, trouble) from None
                opening.opened()
                say(f"The sandbox is open: {url}")
                say("Everybody in it is made up. Ctrl-C closes it.")
                await first_of(world.portal.failed(), again.wait())
                here = _Ports(_port(url), _port(world.portal.gate.url))
    return here if again.is_set() else None


def _port(url: str) -> int:
    return urlsplit(url).port or 0


def _silence(_words: str) -> None:
    """The address is known already."""


def _no_page(host: str, port: int, trouble: OSError) -> NotPossible:
    if trouble.errno == errno.EADDRINUSE:
        return NotPossible(
            f"Port {port} is in use, perhaps by another sandbox. Take any that is free: "
            "portal sandbox --port 0"
        )
    return NotPossible(
        f"The page cannot be opened at {host}:{port}. Leave --host and --port out, or take any "
        "free port: portal sandbox --port 0"
    )
