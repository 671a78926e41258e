"""Processes that draw and copy, shared by portals one after the other: each loads all it needs.

Whatever a portal asks for at one time is still made in processes of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from charts.drawing import Studio, _Worker

_left: list[_Worker] = []


class Lent(Studio):
    """Begins with a process that another has left, and leaves its own when it closes."""

    async def _hired(self) -> _Worker:
        if self._worker is None and not self._closed and _left:
            self._worker = _left.pop()
        return await super()._hired()

    async def _dismiss(self) -> None:
        if self._closed and self._worker is not None:
            _left.append(self._worker)
            self._worker = None
        await super()._dismiss()


@contextmanager
def lent() -> Iterator[None]:
    """Portals meanwhile draw, and make copies, in processes that stay for the next."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("portal.wiring.Studio", Lent)
        patch.setattr("portal.export_shop.Studio", Lent)
        yield


def end() -> None:
    """Ends the processes that were left."""
    while _left:
        _left.pop().pool.shutdown()
