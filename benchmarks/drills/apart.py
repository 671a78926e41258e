"""A portal of a drill in a process of its own, as it is run in earnest: started, and heard of."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.drills.killing import patience
from benchmarks.drills.nursery import LOG
from benchmarks.drills.stage import Stage
from benchmarks.surroundings import without_settings

STARTS_WITHIN, ENDS_WITHIN = 120.0, 60.0
ROOT = Path(__file__).parents[2]


def environ_of(set_up: Stage, more: Mapping[str, str]) -> dict[str, str]:
    """The surroundings of a process on this stage: nothing of ours but what it is given."""
    around = dict(os.environ)
    without_settings(around)
    for name in ("tmp", "home"):
        (set_up.folder / name).mkdir(exist_ok=True)
    places = {"TMPDIR": str(set_up.folder / "tmp"), "HOME": str(set_up.folder / "home")}
    return {**around, **set_up.environ(), **places, "PYTHONPATH": str(ROOT), **more}


async def started(set_up: Stage, environ: Mapping[str, str]) -> asyncio.subprocess.Process:
    """A portal that hears for every bot on the stage."""
    before = len(set_up.telegram.calls)
    with (set_up.folder / LOG).open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-u", "-m", "benchmarks.drills.witnessed"),
            env=environ,
            cwd=set_up.folder,
            stdout=log,
            stderr=log,
        )
    await listening(set_up, before, lambda: process.returncode is not None)
    return process


async def listening(set_up: Stage, before: int, gone: Callable[[], bool]) -> None:
    """Returns when every bot on the stage is heard for, by calls that came after so many.

    NotPossible, with the end of what the portal said, when it is gone or does not come.
    """
    bots = set(set_up.telegram.world.bots)
    async with patience(set_up, STARTS_WITHIN):
        while len(_hearing(set_up, before)) < len(bots):
            if gone():
                raise TimeoutError
            await asyncio.sleep(0.05)


async def ended(process: asyncio.subprocess.Process) -> None:
    """Asks the portal to end, and waits until it has."""
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), ENDS_WITHIN)


def _hearing(set_up: Stage, before: int) -> set[str]:
    return {each.bot for each in set_up.telegram.calls[before:] if each.method == "getUpdates"}
