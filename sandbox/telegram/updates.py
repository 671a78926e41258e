"""What waits for a bot: update numbers, confirmation, the long poll."""

import asyncio
import hashlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sandbox.telegram.entities import Json
from sandbox.telegram.errors import OTHER_POLLER, Refused, conflict
from sandbox.telegram.limits import QUIET_WEEK, UPDATES_AT_ONCE, UPDATES_KEPT

# These come only to those who ask for them by name.
UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class _Waiting:
    number: int
    since: datetime
    body: Json


class Updates:
    """The queue of one bot. Whatever is not confirmed is handed out again, for a day."""

    def __init__(self, now: Callable[[], datetime], origin: str) -> None:
        self.allowed: tuple[str, ...] = ()
        self._now = now
        self._origin = origin
        self._restarts = 0
        self._last: tuple[int, datetime] | None = None
        self._queue: deque[_Waiting] = deque()
        self._poller: asyncio.Future[Refused | None] | None = None
        self._arrived = asyncio.Event()

    def add(self, kind: str, body: Json) -> Json | None:
        """Queue something that happened; None when the bot did not ask for such updates."""
        if kind not in self.allowed if self.allowed else kind in UNASKED:
            return None
        update: Json = {"update_id": self._next_number(), kind: body}
        self.inject(update)
        return update

    def inject(self, update: Json) -> None:
        """Queue an update as it is, be it right or wrong; one without a number is given one."""
        number = update.get("update_id")
        if not isinstance(number, int):
            number = self._next_number()
            update = {"update_id": number, **update}
        self._queue.append(_Waiting(number, self._now(), update))
        self._arrived.set()
        self._wake(None)

    def count(self) -> int:
        """How many wait."""
        self._forget_old()
        return len(self._queue)

    def pending(self, limit: int = UPDATES_AT_ONCE) -> list[Json]:
        """The oldest that wait, as they are handed out."""
        self._forget_old()
        return [waiting.body for waiting, _ in zip(self._queue, range(limit), strict=False)]

    def confirm(self, offset: int) -> None:
        """Forget what comes before an offset; a negative one counts from the end."""
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft()
        elif offset:
            self._queue = deque(one for one in self._queue if one.number >= offset)

    def taken(self, update: Json) -> None:
        """Forget one update: a webhook took it."""
        if self._queue and self._queue[0].body is update:
            self._queue.popleft()

    def clear(self) -> None:
        """Forget everything."""
        self._queue.clear()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """What waits from the offset on, or what comes within so many seconds."""
        self.end_poll(conflict(OTHER_POLLER))
        self.confirm(offset)
        batch = self.pending(limit)
        if batch or not seconds:
            return batch
        poller: asyncio.Future[Refused | None] = asyncio.get_running_loop().create_future()
        self._poller = poller
        try:
            refusal = await asyncio.wait_for(poller, seconds)
        except TimeoutError:
            return []
        finally:
            if self._poller is poller:
                self._poller = None
        if refusal:
            raise refusal
        return self.pending(limit)

    async def arrival(self) -> None:
        """Until something waits."""
        while not self.count():
            self._arrived.clear()
            await self._arrived.wait()

    def end_poll(self, refusal: Refused | None) -> None:
        """Send whoever polls away: with a refusal, or with what there is."""
        self._wake(refusal)
        self._poller = None

    def _wake(self, refusal: Refused | None) -> None:
        if self._poller and not self._poller.done():
            self._poller.set_result(refusal)

    def _next_number(self) -> int:
        now = self._now()
        if self._last is None or now - self._last[1] >= QUIET_WEEK:
            # After a quiet week the real numbers start anew anywhere, lower ones included.
            seed = f"{self._origin}:{self._restarts}".encode()
            start = int.from_bytes(hashlib.sha256(seed).digest()[:4], "big")
            self._restarts += 1
            self._last = (100_000_000 + start % 800_000_000, now)
        else:
            self._last = (self._last[0] + 1, now)
        return self._last[0]

    def _forget_old(self) -> None:
        oldest = self._now() - UPDATES_KEPT
        while self._queue and self._queue[0].since <= oldest:
            self._queue.popleft()
