"""When letters that are due at once leave: one after the other, at the pace the platform takes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from uuid import UUID

from portal.buckets import BOT_PER_SECOND

AT_ONCE = BOT_PER_SECOND
"""So few need no spreading: they leave within a second or two."""

PER_SECOND = BOT_PER_SECOND * 1.15
"""A little more than leaves, so that the pace is used to the full while some wait."""

LONGEST = timedelta(hours=2)
"""Nothing waits longer than this for what was spread before; a clock may have been set back."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time over which letters leave."""

    begins: datetime
    span: timedelta

    def moment(self, drawn_from: UUID) -> datetime:
        """When the letter about this leaves: the same whenever it is asked."""
        digest = blake2b(drawn_from.bytes, digest_size=4).digest()
        return self.begins + self.span * (int.from_bytes(digest, "big") / (1 << 32))


class Smoothing:
    """Gives each portion of letters its stretch of time, behind those that were given before."""

    def __init__(self) -> None:
        self._free_at = datetime.min.replace(tzinfo=UTC)

    def window(self, now: datetime, letters: int) -> Window:
        """A stretch as long as so many letters need; none for a few when nothing else waits."""
        begins = max(now, self._free_at)
        if begins - now > LONGEST:
            begins = now
        if begins == now and letters <= AT_ONCE:
            return Window(now, timedelta())
        span = timedelta(seconds=letters / PER_SECOND)
        self._free_at = begins + span
        return Window(begins, span)
