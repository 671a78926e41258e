"""Commands while the portal runs: a socket of the owner's alone, beside the database.

On SQLite one process writes. A command that finds the portal running hands itself over through
this socket and prints what comes back; without a running portal it takes the lock itself.
"""

import asyncio
import inspect
import json
import os
import socket
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import structlog

from portal.commands import COMMANDS
from portal.office import NotPossible, Office, account_name
from portal.plain_words import SENTENCES

log = structlog.get_logger()

LONGEST = 1 << 20
LONGEST_ANSWER = 1 << 28
"""A list of years is one line too; what is asked is short."""
OWNER_ALONE = 0o177
ASKED_WITHIN, ANSWERED_WITHIN = 5.0, 60.0
TOLD_EVERY = 0.5
"""Seconds between two words about how far a command is."""
RESTART = "The running portal is of another release. Stop it with Ctrl-C, and start this one."
LOG_SAYS_WHY = "The running portal could not carry this out; its log says why. Nothing was changed."

Words = AbstractContextManager[None]
"""Turns what the database does not do into the sentence that a command would get without us."""

_PEER = struct.Struct("3i")
"""Who is at the other end of a socket, as Linux tells it: process, user, group."""


def socket_path(database: Path) -> Path:
    """Where a running portal listens for the commands of this database; links lead to one place."""
    real = database.resolve()
    return real.with_name(f"{real.name}.sock")


class Control:
    """The running portal's ear for commands."""

    def __init__(
        self, office: Office, path: Path, words: Callable[[], Words] = nullcontext
    ) -> None:
        self._office = office
        self._path = path
        self._words = words
        self._server: asyncio.Server | None = None
        self._hearing: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begins to listen. Only a process that holds the run lock may call this.

        Where there can be no socket the portal runs all the same, and commands wait for its end.
        """
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            # What a killed portal left behind.
            self._path.unlink(missing_ok=True)
            _bind_closed_to_others(line, self._path)
            line.setblocking(False)
            self._server = await asyncio.start_unix_server(self._hear, sock=line, limit=LONGEST)
        except OSError as trouble:
            line.close()
            log.warning("control.deaf", trouble=type(trouble).__name__, code=trouble.errno)

    async def stop(self) -> None:
        """Stops listening; a command that is being carried out is cut off, and not half done."""
        if self._server is None:
            return
        self._server.close()
        self._path.unlink(missing_ok=True)
        for task in self._hearing:
            task.cancel()
        await asyncio.gather(*self._hearing, return_exceptions=True)
        await self._server.wait_closed()

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._hearing.add(task)
            task.add_done_callback(self._hearing.discard)
        try:
            async with asyncio.timeout(ASKED_WITHIN):
                line = await reader.readline()
            if line:
                async with asyncio.timeout(ANSWERED_WITHIN) as patience:
                    office = replace(
                        self._office,
                        operator=_who_asks(writer),
                        progress=_Telling(writer, patience),
                    )
                    writer.write(json.dumps(await self._answer(office, line)).encode() + b"\n")
                    await writer.drain()
        except (OSError, TimeoutError, ValueError) as trouble:
            # Whoever asked has gone, or says too much or nothing.
            log.warning("control.unheard", trouble=type(trouble).__name__)
        finally:
            writer.close()

    async def _answer(self, office: Office, line: bytes) -> dict[str, Any]:
        try:
            match json.loads(line):
                case {"command": str(named), "arguments": dict(arguments)}:
                    return await self._carry_out(office, named, arguments)
                case _:
                    return {"refused": RESTART}
        except SENTENCES as trouble:
            return {"refused": str(trouble)}
        except (ValueError, RecursionError):
            return {"refused": RESTART}

    async def _carry_out(
        self, office: Office, named: str, arguments: dict[str, Any]
    ) -> dict[str, Any]:
        command = COMMANDS.get(named)
        if command is None:
            return {"refused": RESTART}
        try:
            inspect.signature(command).bind(office, **arguments)
        except TypeError:
            return {"refused": RESTART}
        try:
            with self._words():
                return {"done": await command(office, **arguments)}
        except SENTENCES:
            raise
        except Exception as trouble:
            log.error("command.failed", command=named, exc_info=trouble)
            return {"refused": LOG_SAYS_WHY}


class _Telling:
    """Tells whoever asked how far a long command is; while it goes on there is more patience."""

    def __init__(self, writer: asyncio.StreamWriter, patience: asyncio.Timeout) -> None:
        self._writer = writer
        self._patience = patience
        self._loop = asyncio.get_running_loop()
        self._next = self._loop.time() + TOLD_EVERY

    def __call__(self, done: int, whole: int) -> None:
        if self._loop.time() >= self._next:
            self._next = self._loop.time() + TOLD_EVERY
            # A command may have its work done in a thread.
            self._loop.call_soon_threadsafe(self._tell, done, whole)

    def _tell(self, done: int, whole: int) -> None:
        if not self._patience.expired() and not self._writer.is_closing():
            self._writer.write(json.dumps({"so_far": [done, whole]}).encode() + b"\n")
            self._patience.reschedule(self._loop.time() + ANSWERED_WITHIN)


def _who_asks(writer: asyncio.StreamWriter) -> str:
    """The account that asks, from the system; where it does not tell, ours: others cannot ask."""
    if not hasattr(socket, "SO_PEERCRED"):
        return account_name()
    asked = writer.get_extra_info("socket")
    found = asked.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _PEER.size)
    _, uid, _ = _PEER.unpack(found)
    return account_name(uid)


def _bind_closed_to_others(line: socket.socket, path: Path) -> None:
    # The socket is born closed to others; a chmod afterwards would leave a moment.
    earlier = os.umask(OWNER_ALONE)
    try:
        line.bind(_reachable(path))
    finally:
        os.umask(earlier)
    line.listen()


def _reachable(path: Path) -> str:
    """The shorter way to a socket: the operating system takes some hundred letters and no more."""
    return min((str(path), os.path.relpath(path)), key=len)


def is_listening(path: Path) -> bool:
    """Whether a running portal answers there; a socket left by a killed one does not."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        try:
            line.connect(_reachable(path))
        except OSError:
            return False
    return True


async def ask(
    path: Path,
    command: str,
    arguments: dict[str, Any],
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Has the running portal carry out a command; NotPossible as if it were done here."""
    answer: dict[str, Any] = {}
    try:
        async with asyncio.timeout(ANSWERED_WITHIN) as patience:
            async for answer in _asked(path, {"command": command, "arguments": arguments}):
                match answer:
                    case {"so_far": [int(done), int(whole)]}:
                        patience.reschedule(asyncio.get_running_loop().time() + ANSWERED_WITHIN)
                        if progress is not None:
                            progress(done, whole)
    except (OSError, TimeoutError, ValueError):
        answer = {}
    if "refused" in answer:
        raise NotPossible(answer["refused"])
    if "done" not in answer:
        raise NotPossible(
            "The running portal did not answer. Look whether the command was carried out, and try "
            "again in a moment."
        )
    found: dict[str, Any] = answer["done"]
    return found


async def _asked(path: Path, question: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
    """Every line of the answer: how far it is, and at the end what came of it."""
    reader, writer = await asyncio.open_unix_connection(_reachable(path), limit=LONGEST_ANSWER)
    try:
        writer.write(json.dumps(question).encode() + b"\n")
        await writer.drain()
        async for line in reader:
            yield json.loads(line)
    finally:
        writer.close()
