"""The nursery: a process that has imported the whole portal and forks one whenever it is asked.

A portal takes seconds to import and a moment to start. Forked from a parent that has done the
first, and that has started no thread, `portal run` is up again as fast as it can be killed, and a
command has said what it says in a moment. The nursery itself is forked from the drill, before that
starts anything.
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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
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

    async def command(
        self, folder: Path, environ: Mapping[str, str], words: Sequence[str]
    ) -> tuple[int, str]:
        """Types a command there, in a process of its own; its exit status and what it said."""
        told = await self._ask(
            {"do": "command", "folder": str(folder), "environ": dict(environ), "words": list(words)}
        )
        return int(told["status"]), str(told["said"])

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
def nursery(
    portal: Callable[[str | None], int] | None = None, command: Callable[[], None] | None = None
) -> Iterator[Nursery]:
    """Forked at once: whoever calls this has started no thread and no event loop yet.

    A portal may be another than that of the kill drill, and commands are those of `portal` unless
    they are played by something else.
    """
    _warm()
    orders_in, orders_out = os.pipe()
    answers_in, answers_out = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(orders_out)
        os.close(answers_in)
        cast = _Cast(portal or _killed, command or _typed)
        _serve(os.fdopen(orders_in, "rb"), os.fdopen(answers_out, "wb"), cast)
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


def has_ended(pid: int) -> bool:
    """Whether a portal has ended by itself: the nursery has not looked, so its number is kept."""
    # What stands after the name in brackets begins with the state; Z has ended.
    state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return state == "Z"


# --- in the nursery -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cast:
    """What a fork becomes."""

    portal: Callable[[str | None], int]
    command: Callable[[], None]


def _serve(orders: IO[bytes], answers: IO[bytes], cast: _Cast) -> None:
    """Forks and ends portals as its orders say, until there are no more; it never returns."""
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    # Ctrl-C reaches the drill, which ends this.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    running: set[int] = set()
    try:
        for line in orders:
            order = json.loads(line)
            match order["do"]:
                case "start":
                    log = Path(order["folder"]) / LOG
                    pid = _forked(order, partial(cast.portal, order["sabotage"]), _appended(log))
                    running.add(pid)
                    _tell(answers, {"pid": pid})
                case "command":
                    _tell(answers, _commanded(order, cast.command))
                case _:
                    running.discard(order["pid"])
                    _tell(answers, {"lived": _ended(order["pid"], order["by"])})
    finally:
        for pid in running:
            _ended(pid, signal.SIGKILL)
        os._exit(0)


def _commanded(order: Mapping[str, Any], command: Callable[[], None]) -> dict[str, Any]:
    """One command from its first word to its exit status."""
    heard, said = os.pipe()

    def typed() -> int:
        sys.argv = ["portal", *order["words"]]
        try:
            command()
        except SystemExit as leaving:
            return leaving.code if isinstance(leaving.code, int) else int(bool(leaving.code))
        return 0

    pid = _forked(order, typed, said)
    with os.fdopen(heard, "rb") as everything:
        words = everything.read()
    _, status = os.waitpid(pid, 0)
    return {"status": os.waitstatus_to_exitcode(status), "said": words.decode(errors="replace")}


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


def _forked(order: Mapping[str, Any], play: Callable[[], int], says_into: int) -> int:
    """A process that plays this, in the folder and surroundings of the order; its number."""
    pid = os.fork()
    if pid == 0:
        _become(order, play, says_into)
    os.close(says_into)
    return pid


def _become(order: Mapping[str, Any], play: Callable[[], int], says_into: int) -> None:
    """What is played, in this forked process; it never returns."""
    code = 1
    try:
        # Whatever becomes of the drill: no portal stays behind.
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        _say_into(says_into)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(order["folder"])
        without_settings(os.environ)
        os.environ.update(order["environ"])
        random.seed()
        # As in a process that was started: temporary files go where its surroundings say, and
        # whoever draws for it does not import the drills first.
        tempfile.tempdir = None
        sys.modules["__main__"] = ModuleType("__main__")
        code = play()
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _killed(sabotage: str | None) -> int:
    """`portal run`, with what the kill drill changes in it."""
    from benchmarks.drills.adapting import adapt

    adapt(sabotage)
    return served()


def served() -> int:
    """The portal until it is told to end; its exit status."""
    from portal import serving
    from portal.plain_words import SENTENCES

    try:
        asyncio.run(serving.run(print))
    except SENTENCES as trouble:
        print(trouble)
        return 2
    return 0


def _typed() -> None:
    """The command `portal`."""
    from portal import cli

    cli.main()


def _appended(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def _say_into(file: int) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(file, 1)
    os.dup2(file, 2)
    # Those of the drill know what they wrote into before, as whether one can go back in it.
    sys.stdout, sys.stderr = (
        open(number, "w", buffering=1, errors="replace", closefd=False)  # noqa: SIM115 - as they were
        for number in (1, 2)
    )
