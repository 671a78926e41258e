"""Several works at once, of which the first to end ends the others."""

import asyncio
from collections.abc import Coroutine
from typing import Any

ASKED_AGAIN = 10.0
"""Seconds after which what goes on all the same is told once more to end; time to tidy up."""


async def given_up(*tasks: asyncio.Task[Any], again: float = ASKED_AGAIN) -> None:
    """Ends these, whatever they raise. A library may lose a word to end; so it is said again."""
    going = set(tasks)
    while going:
        for task in going:
            task.cancel()
        ended, going = await asyncio.wait(going, timeout=again)
        await asyncio.gather(*ended, return_exceptions=True)


async def first_of(*works: Coroutine[Any, Any, Any]) -> None:
    """Waits for the first of these, and gives the others up; what it raised is raised."""
    tasks = [asyncio.ensure_future(each) for each in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        await given_up(*tasks)
