"""Commands while the portal runs: a socket of the owner's alone, beside the database.

On SQLite one process writes. A command that finds the portal running hands itself over through
this socket and prints what comes back; without a running portal it takes the lock itself.
"""

import asyncio
import json
import os
import socket
from pathlib import Path
from typing import Any

import structlog

from portal.commands import COMMANDS, NotPossible, Office

log = structlog.get_logger()

LONGEST = 1 << 20
OWNER_ALONE = 0o077


def socket_path(database: Path) -> Path:
    """Where a running portal listens for the commands of this database."""
    return database.with_name(f"{database.name}.sock")


class Control:
    """The running portal's ear for commands."""

    def __init__(self, office: Office, path: Path) -> None:
        self._office = office
        self._path = path
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Begins to listen. Only a process that holds the run lock may call this."""
        self._path.unlink(missing_ok=True)
        # The socket is born closed to others; a chmod afterwards would leave a moment.
        earlier = os.umask(OWNER_ALONE)
        try:
            self._server = await asyncio.start_unix_server(
                self._hear, path=str(self._path), limit=LONGEST
            )
        finally:
            os.umask(earlier)

    async def stop(self) -> None:
        """Stops listening."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._path.unlink(missing_ok=True)

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(30):
                asked = json.loads(await reader.readline())
                answer = await self._carry_out(asked)
                writer.write(json.dumps(answer).encode() + b"\n")
                await writer.drain()
        except Exception as trouble:
            log.warning("command.failed", trouble=type(trouble).__name__)
        finally:
            writer.close()

    async def _carry_out(self, asked: dict[str, Any]) -> dict[str, Any]:
        command = COMMANDS.get(asked.get("command", ""))
        if command is None:
            return {"refused": "The running portal is of another release. Restart it."}
        try:
            return {"done": await command(self._office, **asked["arguments"])}
        except NotPossible as trouble:
            return {"refused": str(trouble)}


def is_listening(path: Path) -> bool:
    """Whether a running portal answers there; a socket left by a killed one does not."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        try:
            line.connect(str(path))
        except OSError:
            return False
    return True


async def ask(path: Path, command: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Has the running portal carry out a command; NotPossible as if it were done here."""
    reader, writer = await asyncio.open_unix_connection(str(path), limit=LONGEST)
    try:
        writer.write(json.dumps({"command": command, "arguments": arguments}).encode() + b"\n")
        await writer.drain()
        line = await reader.readline()
    finally:
        writer.close()
    if not line:
        raise NotPossible("The running portal did not answer; its log says why.")
    answer: dict[str, Any] = json.loads(line)
    if "refused" in answer:
        raise NotPossible(answer["refused"])
    done: dict[str, Any] = answer["done"]
    return done
