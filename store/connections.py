"""Connections to PostgreSQL that end soon when one of the two sides is gone or stands still.

A process that is killed closes its own. One that stands still, a machine that vanished and a
network that swallows everything close nothing: what they had locked would stay locked, and whoever
waits for an answer would wait for a quarter of an hour.
"""

import socket
import time
from typing import Any

import asyncpg

LEASE_SECONDS = 7
"""Seconds without a question after which the server takes a process's leases away."""

STANDSTILL_SECONDS = 5
"""Seconds after which the server gives a transaction up in which nothing happens.

Less than a lease by the two seconds between two questions: who takes a bot over finds nothing of
its predecessor's under way any more.
"""

SILENT_SECONDS = 7
"""After these seconds each side takes a silent machine for gone."""

_KEEPALIVE = {"idle": 3, "interval": 2, "count": 2}

_OF_SOCKETS = (
    ("SO_KEEPALIVE", socket.SOL_SOCKET, 1),
    ("TCP_KEEPIDLE", socket.IPPROTO_TCP, _KEEPALIVE["idle"]),
    ("TCP_KEEPINTVL", socket.IPPROTO_TCP, _KEEPALIVE["interval"]),
    ("TCP_KEEPCNT", socket.IPPROTO_TCP, _KEEPALIVE["count"]),
    # Of what was said and never arrived: without it that is repeated for a quarter of an hour.
    ("TCP_USER_TIMEOUT", socket.IPPROTO_TCP, SILENT_SECONDS * 1000),
)

_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def elapsed() -> float:
    """Seconds that go on while the process stands still and, on Linux, while the machine sleeps."""
    return time.clock_gettime(_CLOCK)


async def connect(*args: Any, **kwargs: Any) -> "asyncpg.Connection[Any]":
    """A connection for work: nobody waits long for one that is gone, nor for what it locked."""
    return await _prepared(await asyncpg.connect(*args, **kwargs), {})


async def connect_for_leases(url: str) -> "asyncpg.Connection[Any]":
    """A connection that the server ends as soon as nothing was asked for some seconds."""
    settings = {"application_name": "portal leases"}
    connection = await asyncpg.connect(url, server_settings=settings)
    # Before PostgreSQL 14 a process that stands still keeps what it has.
    has_it = connection.get_server_version().major >= 14
    idle = {"idle_session_timeout": f"{LEASE_SECONDS}s"} if has_it else {}
    return await _prepared(connection, idle)


async def _prepared(
    connection: "asyncpg.Connection[Any]", settings: dict[str, str]
) -> "asyncpg.Connection[Any]":
    wanted = {
        **{f"tcp_keepalives_{name}": str(value) for name, value in _KEEPALIVE.items()},
        "idle_in_transaction_session_timeout": f"{STANDSTILL_SECONDS}s",
        **settings,
    }
    if connection.get_server_version().major >= 12:
        wanted["tcp_user_timeout"] = f"{SILENT_SECONDS}s"
    try:
        # Not as a part of connecting, which a pooler would refuse.
        await connection.execute("; ".join(f"SET {key} = '{to}'" for key, to in wanted.items()))
    except BaseException:
        connection.terminate()
        raise
    _listen_for_silence(connection)
    return connection


def _listen_for_silence(connection: "asyncpg.Connection[Any]") -> None:
    # The library has no name for it; without it the connection works as any other.
    transport = getattr(connection, "_transport", None)
    line = transport.get_extra_info("socket") if transport is not None else None
    if line is None or line.family not in (socket.AF_INET, socket.AF_INET6):
        return
    for name, level, value in _OF_SOCKETS:
        option = getattr(socket, name, None)
        if option is not None:
            line.setsockopt(level, option, value)
