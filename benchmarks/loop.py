"""The event loop of every contestant: uvloop, as aiogram documents for speed, where it is there."""

import asyncio
from collections.abc import Coroutine
from importlib.util import find_spec
from typing import Any, TypeVar

R = TypeVar("R")


def name() -> str:
    """Which loop is measured on."""
    return "uvloop" if find_spec("uvloop") else "asyncio"


def run(work: Coroutine[Any, Any, R]) -> R:
    """Runs the work on the fastest loop there is."""
    if name() == "asyncio":
        return asyncio.run(work)
    import uvloop

    return uvloop.run(work)
