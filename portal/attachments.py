"""Pictures from outside: nothing of one gets in but its pixels, and no decoder runs in here.

What a file is, is told by its first bytes, and its name must say the same. Decoding happens in a
process of its own (`portal/pixels.py`) that has a little time and memory, and can open nothing.
"""

import asyncio
import sys
from dataclasses import dataclass
from enum import StrEnum

import structlog

log = structlog.get_logger()

MOST_BYTES = 10 * 2**20
"""Telegram's own limit for a photo."""
SECONDS = 15.0
MOST_AT_ONCE = 2
ACCEPTED = b"ok "


class Kind(StrEnum):
    """The kinds of picture that are let in, and no other."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"


ENDINGS = {"jpg": Kind.JPEG, "jpeg": Kind.JPEG, "png": Kind.PNG, "webp": Kind.WEBP}


class Refusal(StrEnum):
    """Why a file is not let in."""

    TOO_LARGE = "too-large"
    NO_PICTURE = "no-picture"
    NAMED_OTHERWISE = "named-otherwise"
    """Its name says that it is something else."""
    TOO_MANY_PIXELS = "too-many-pixels"
    MOVES = "moves"
    """More than one picture in one."""
    DAMAGED = "damaged"
    TOO_SLOW = "too-slow"


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG that was made here, from pixels."""

    jpeg: bytes


def kind_of(data: bytes) -> Kind | None:
    """What the first bytes say."""
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.WEBP
    return None


class Gate:
    """Lets pictures in, a few at a time."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._room = asyncio.Semaphore(MOST_AT_ONCE)

    async def let_in(self, name: str, data: bytes) -> Picture | Refusal:
        """The picture made anew, or why not; a name without an ending says nothing."""
        if len(data) > MOST_BYTES:
            return Refusal.TOO_LARGE
        kind = kind_of(data)
        if kind is None:
            return Refusal.NO_PICTURE
        _, dot, ending = name.rpartition(".")
        if dot and ENDINGS.get(ending.lower()) is not kind:
            return Refusal.NAMED_OTHERWISE
        async with self._room:
            return await self._decoded(kind, data)

    async def _decoded(self, kind: Kind, data: bytes) -> Picture | Refusal:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-m", "portal.pixels", kind.value),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # What a decoder complains of may quote the file.
            stderr=asyncio.subprocess.DEVNULL,
            # Nothing of ours: no token, no address, no key.
            env={},
        )
        try:
            async with asyncio.timeout(self._seconds):
                told, _ = await process.communicate(data)
        except TimeoutError:
            return Refusal.TOO_SLOW
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode == 0 and told.startswith(ACCEPTED):
            return Picture(told.removeprefix(ACCEPTED))
        try:
            return Refusal(told.decode())
        except ValueError:
            # Ended by a limit, or by a fault of the decoder.
            log.warning("picture.not-decoded", kind=kind, ended=process.returncode)
            return Refusal.DAMAGED
