"""The nursery: a process that has imported the whole portal and forks one whenever it is asked.

A portal takes seconds to import and a moment to start. Forked from a parent that has done the
first, and that has started no thread, `portal run` is up again as fast as it can be killed. The
nursery itself is forked from the drill, before that starts anything.
"""

import asyncio
import contextlib
import ctypes
import gc
import importlib
import json
import os
import pkgutil
import random
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from benchmarks.surroundings import without_settings, without_threads

PACKAGES = ("bots", "portal")
DIE_WITH_PARENT = 1
LOG = "portal.log"

APART = "portal.export."
"""What a portal imports only in a process of its own: it brings threads along."""


# --- in the process of the drill ------------------------------------------------------------------


class Nursery:
    """The drill's end of the line to that process."""

    def __init__(self, orders: IO[bytes], answers: IO[bytes]) -> None:
        self._orders = orders
        self._answers = answers
        self._talking = asyncio.Lock()

    async def start(self, folder: Path, environ: Mapping[str, str], sabotage: str | None) -> int:
        """Forks a portal with these settings; the number of its process."""
        order = {
            "do": "start",
            "folder": str(folder),
            "environ": dict(environ),
            "sabotage": sabotage,
        }
        return int((await self._ask(order))["pid"])

    async def kill(self, pid: int) -> bool:
        """kill -9; False when it had ended by itself before."""
        return bool((await self._ask({"do": "end", "pid": pid, "by": signal.SIGKILL}))["lived"])

    async def stop(self, pid: int) -> bool:
        """Asks it to end, and waits until it has; False when it had ended by itself before."""
        return bool((await self._ask({"do": "end", "pid": pid, "by": signal.SIGTERM}))["lived"])

    async def _ask(self, order: dict[str, Any]) -> dict[str, Any]:
        async with self._talking:
            self._orders.write(json.dumps(order).encode() + b"\n")
            self._orders.flush()
            # A portal that is asked to end takes its time: the servers must go on meanwhile.
            line = await asyncio.to_thread(self._answers.readline)
            if not line:
                raise RuntimeError("the nursery has ended by itself")
            told: dict[str, Any] = json.loads(line)
            return told


@contextmanager
def nursery() -> Iterator[Nursery]:
    """Forked at once: whoever calls this has started no thread and no event loop yet."""
    _warm()
    orders_in, orders_out = os.pipe()
    answers_in, answers_out = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(orders_out)
        os.close(answers_in)
        _serve(os.fdopen(orders_in, "rb"), os.fdopen(answers_out, "wb"))
    os.close(orders_in)
    os.close(answers_out)
    try:
        with os.fdopen(orders_out, "wb") as orders, os.fdopen(answers_in, "rb") as answers:
            yield Nursery(orders, answers)
    finally:
        # At the end of its orders it ends whatever it has forked, and then itself.
        os.waitpid(pid, 0)


def _warm() -> None:
    """Imports what a portal imports, and loads what it loads once."""
    for name in PACKAGES:
        package = importlib.import_module(name)
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not found.name.startswith(APART):
                importlib.import_module(found.name)
    importlib.import_module("benchmarks.drills.adapting")
    # Much is built when it is first used. Played once, every fork has it.
    asyncio.run(_rehearse())
    without_threads()
    gc.collect()
    gc.freeze()


async def _rehearse() -> None:
    """A client joins, answers and asks for help, and the therapist sees it."""
    from portal import logs
    from portal.clock import SystemClock
    from portal.sandboxed import BOT, furnish, sandboxed
    from portal.settings import LogFormat, LogLevel

    logs.configure(LogLevel.ERROR, LogFormat.PLAIN, SystemClock().now)

    with tempfile.TemporaryDirectory(prefix="portal-rehearsal-") as folder:
        async with sandboxed(Path(folder), SystemClock().now(), groups=True) as world:
            link = await furnish(world)
            await world.start()
            ana = world.telegram.add_person("Ana", "en")
            ana.open_link(link)
            await world.settle()
            for label in ("I agree", "In the evening, 19:30", "5", "5", "5", "Help now"):
                ana.tap(BOT, label)
                await world.settle()
            ana.tap(BOT, "Tell my therapist")
            await world.settle()


# --- in the nursery -------------------------------------------------------------------------------


def _serve(orders: IO[bytes], answers: IO[bytes]) -> None:
    """Forks and ends portals as its orders say, until there are no more; it never returns."""
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    # Ctrl-C reaches the drill, which ends this.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    running: set[int] = set()
    try:
        for line in orders:
            order = json.loads(line)
            if order["do"] == "start":
                pid = os.fork()
                if pid == 0:
                    _become_portal(order)
                running.add(pid)
                _tell(answers, {"pid": pid})
            else:
                running.discard(order["pid"])
                _tell(answers, {"lived": _ended(order["pid"], order["by"])})
    finally:
        for pid in running:
            _ended(pid, signal.SIGKILL)
        os._exit(0)


def _tell(answers: IO[bytes], words: dict[str, Any]) -> None:
    answers.write(json.dumps(words).encode() + b"\n")
    answers.flush()


def _ended(pid: int, by: int) -> bool:
    found, _ = os.waitpid(pid, os.WNOHANG)
    if found == pid:
        return False
    os.kill(pid, by)
    os.waitpid(pid, 0)
    return True


def _become_portal(order: dict[str, Any]) -> None:
    """`portal run`, in this forked process; it never returns."""
    code = 1
    try:
        # Whatever becomes of the drill: no portal stays behind.
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        _write_into(Path(order["folder"]) / LOG)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(order["folder"])
        without_settings(os.environ)
        os.environ.update(order["environ"])
        random.seed()
        from benchmarks.drills.adapting import adapt
        from portal import serving
        from portal.plain_words import SENTENCES

        adapt(order["sabotage"])
        try:
            asyncio.run(serving.run(print))
            code = 0
        except SENTENCES as trouble:
            print(trouble)
            code = 2
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _write_into(path: Path) -> None:
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
