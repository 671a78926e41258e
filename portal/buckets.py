"""How fast letters may leave: one bucket for the bot and one for every chat."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

from portal.clock import Clock

ROUNDING = 1e-6
"""Of a token: no clock tells so short a wait, and one that stands would be asked for ever."""


class Bucket:
    """Tokens that refill with time; a few are kept back for crisis letters."""

    def __init__(self, capacity: int, per_second: float, reserved: int, now: datetime) -> None:
        self._capacity = capacity
        self._per_second = per_second
        self._reserved = reserved
        self._tokens = float(capacity)
        self._filled_at = now
        self.closed_until = now

    def wait(self, now: datetime, *, crisis: bool) -> float:
        """Takes a token and returns 0, or tells after how many seconds to ask again."""
        if now < self._filled_at:
            # The machine's clock was set back: nobody waits until it has caught up.
            self.closed_until -= self._filled_at - now
            self._filled_at = now
        if now < self.closed_until:
            return (self.closed_until - now).total_seconds()
        passed = (now - self._filled_at).total_seconds()
        self._tokens = min(self._capacity, self._tokens + passed * self._per_second)
        self._filled_at = now
        least = 1.0 if crisis else 1.0 + self._reserved
        if self._tokens >= least - ROUNDING:
            self._tokens -= 1.0
            return 0.0
        return (least - self._tokens) / self._per_second

    def close(self, until: datetime) -> None:
        """The platform said to wait: nothing leaves before."""
        self.closed_until = max(self.closed_until, until)

    def is_full(self, now: datetime) -> bool:
        """Whether nothing would be lost by forgetting this bucket."""
        passed = (now - self._filled_at).total_seconds()
        is_open = now >= self.closed_until
        return is_open and self._tokens + passed * self._per_second >= self._capacity


BOT_PER_SECOND = 30
CHAT_BURST = 8
"""Short bursts to one chat pass; on average one message a second does (PLATFORMS.md)."""
GROUP_BURST, GROUP_PER_SECOND = 8, 12 / 60
"""A group takes 20 messages in any minute: the burst and what refills meanwhile."""


class Pace:
    """The buckets of one bot."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._bot = Bucket(BOT_PER_SECOND, BOT_PER_SECOND, 5, clock.now())
        self._chats: dict[UUID, Bucket] = {}
        self._line = asyncio.Lock()

    async def take(
        self,
        person: UUID,
        *,
        crisis: bool,
        new_message: bool,
        in_group: bool = False,
        in_line: bool = False,
    ) -> None:
        """Waits until this letter may leave. An edit costs the chat nothing.

        In line: behind all that wait like this, and before nobody who has asked for something.
        """
        if new_message:
            await self._wait(self._chat(person, in_group=in_group), crisis=crisis)
        if not in_line:
            await self._wait(self._bot, crisis=crisis)
            return
        # Of a whole evening's reminders one at a time looks at the clock.
        async with self._line:
            await self._wait(self._bot, crisis=False)

    def close(self, person: UUID, until: datetime, *, whole_bot: bool) -> None:
        """The platform asked to wait with this chat, or with everything."""
        (self._bot if whole_bot else self._chat(person)).close(until)

    async def _wait(self, bucket: Bucket, *, crisis: bool) -> None:
        while (seconds := bucket.wait(self._clock.now(), crisis=crisis)) > 0:
            await self._clock.sleep(seconds)

    def _chat(self, person: UUID, *, in_group: bool = False) -> Bucket:
        now = self._clock.now()
        if len(self._chats) > 10_000:
            self._chats = {
                each: bucket for each, bucket in self._chats.items() if not bucket.is_full(now)
            }
        if person not in self._chats:
            burst, refill = (GROUP_BURST, GROUP_PER_SECOND) if in_group else (CHAT_BURST, 1.0)
            self._chats[person] = Bucket(burst, refill, 2, now)
        return self._chats[person]


def backoff(tries: int, *, crisis: bool) -> timedelta:
    """How long to wait after this many failed tries when the platform does not say."""
    longest = 10 if crisis else 300
    return timedelta(seconds=min(2**tries, longest))
