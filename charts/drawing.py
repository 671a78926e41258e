"""Drawing away from the desk: one spawned process that holds no keys turns requests into PNGs."""

import asyncio
import os
import signal
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from multiprocessing import connection, get_context, parent_process
from typing import TypeVar

from charts.requests import EvidencePicture, EvidenceWords, Picture

Result = TypeVar("Result")

PATIENCE = 30.0
"""Seconds after which a picture that is not done will not be: a cold first one takes three."""

LATELY = 64
"""Pictures that are kept drawn, below 100 kB each."""

_SETTINGS = "PORTAL_"


class NotDrawn(Exception):
    """The drawing process died or stood still, and did so again when the picture was repeated."""


def draw(picture: Picture) -> bytes:
    """The PNG of a picture, drawn here and now."""
    # The drawing library is imported where pictures are drawn, never by who asks for them.
    from charts.gathered import drawn
    from charts.png import render

    return render(drawn(picture))


@dataclass(frozen=True, slots=True)
class _Worker:
    pool: ProcessPoolExecutor
    pid: int


class Studio:
    """Draws one picture after the other in a process of its own, started with the first one."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        # One at a time: a picture that kills the process takes no other one with it.
        self._busy = asyncio.Lock()
        self._worker: _Worker | None = None
        self._closed = False
        self._lately: OrderedDict[bytes, bytes] = OrderedDict()

    @property
    def pid(self) -> int | None:
        """The drawing process, once there is one."""
        return self._worker.pid if self._worker else None

    async def warm(self) -> None:
        """Start the process and load what it needs, so that the first picture does not wait."""
        await self.made(partial(draw, _NOTHING))

    async def draw(self, picture: Picture) -> bytes:
        """The PNG of this picture; a process that fails is replaced, and the picture repeated.

        What was drawn lately is not drawn again: the same file also lets a messenger know that it
        has sent it before.
        """
        # A picture says all about itself; nothing but its digest stays beside the file.
        asked = sha256(repr(picture).encode()).digest()
        async with self._busy:
            file = self._lately.get(asked)
            if file is None:
                file = await self._made(partial(draw, picture))
                self._lately[asked] = file
                if len(self._lately) > LATELY:
                    self._lately.popitem(last=False)
            self._lately.move_to_end(asked)
            return file

    async def made(self, work: Callable[[], Result]) -> Result:
        """What this work comes to in the process; NotDrawn when it fails there twice."""
        async with self._busy:
            return await self._made(work)

    async def _made(self, work: Callable[[], Result]) -> Result:
        for _ in range(2):
            try:
                worker = await self._hired()
                return await self._done(worker.pool, work)
            except BrokenProcessPool:
                await self._dismiss()
            except TimeoutError:
                self._stop()
                await self._dismiss()
        raise NotDrawn("the drawing process failed twice over one picture")

    async def close(self) -> None:
        """End the process, after the picture it is drawing; nothing is drawn afterwards."""
        async with self._busy:
            self._closed = True
            self._lately.clear()
            await self._dismiss()

    async def _hired(self) -> _Worker:
        if self._closed:
            raise NotDrawn("the studio is closed")
        if self._worker is None:
            pool = ProcessPoolExecutor(1, get_context("spawn"), _settle_in)
            try:
                self._worker = _Worker(pool, await self._done(pool, os.getpid))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return self._worker

    async def _done(self, pool: ProcessPoolExecutor, work: Callable[[], Result]) -> Result:
        return await asyncio.wait_for(asyncio.wrap_future(pool.submit(work)), self._patience)

    def _stop(self) -> None:
        # Only a process that stands still: the number of a dead one may belong to another.
        if self._worker is not None:
            with suppress(ProcessLookupError):
                os.kill(self._worker.pid, signal.SIGKILL)

    async def _dismiss(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            await asyncio.to_thread(worker.pool.shutdown, cancel_futures=True)


def _settle_in() -> None:
    """What the drawing process does first: forget settings, leave ending to its parent."""
    for name in [name for name in os.environ if name.startswith(_SETTINGS)]:
        del os.environ[name]
    # Ctrl-C reaches the whole group; the parent finishes its picture and then closes us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A parent that was killed cannot close its pool: without this the process would stay for ever.
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(0)


_NOTHING = EvidencePicture(
    series=(),
    marked=frozenset(),
    words=EvidenceWords("en", "0", "", ""),
    low=0,
    high=1,
    accent="#000000",
    today=date(2000, 1, 1),
)
"""The emptiest picture: drawing it loads everything that drawing needs."""
