"""The servers that contestants need: started for a run, on free ports, and gone after it."""

import asyncio
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sandbox.postgresql import ACCOUNT, NoPostgres, server
from store import migrate
from store.database import Database

DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
"""What is committed is on the disk, as in earnest."""


class NotHere(Exception):
    """A program that a contestant needs is not on this machine; the text names it."""


@contextmanager
def redis() -> Iterator[int]:
    """A Redis of our own with its defaults, nothing written to a disk; its port."""
    program = shutil.which("redis-server")
    if program is None:
        raise NotHere("redis-server is not here (Debian: apt-get install redis-server)")
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="portal-redis-") as folder:
        options = ("--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder)
        running = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
        try:
            _wait_for(port, running)
            yield port
        finally:
            running.terminate()
            running.wait()


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a migrated database in a PostgreSQL of our own that writes to the disk."""
    with ExitStack() as stack:
        try:
            port = stack.enter_context(server(**DURABLE))
        except NoPostgres as missed:
            raise NotHere(str(missed)) from None
        url = f"postgresql://{ACCOUNT}@127.0.0.1:{port}/postgres"
        asyncio.run(_migrate(url))
        yield url


def sqlite(folder: Path) -> str:
    """The address of a migrated SQLite file in this folder, which stands on a disk."""
    url = f"sqlite:///{folder / 'portal.db'}"
    asyncio.run(_migrate(url))
    return url


async def _migrate(url: str) -> None:
    database = Database(url)
    try:
        await database.write(migrate.upgrade)
    finally:
        await database.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if server.poll() is not None:
            raise NotHere("redis-server does not start here")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise NotHere("redis-server does not answer")
