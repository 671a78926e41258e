"""The numbers of the Bot API, and the buckets that keep its rates."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.telegram.errors import too_many

TEXT = 4096
CAPTION = 1024
CALLBACK_DATA_BYTES = 64
CALLBACK_ANSWER = 200
BUTTONS_IN_ROW = 8
BUTTONS_IN_KEYBOARD = 100
PHOTO_BYTES = 10 * 1024 * 1024
PHOTO_SIDES = 10_000
PHOTO_RATIO = 20
UPLOAD_BYTES = 50 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
ALBUM = 10
MESSAGES_AT_ONCE = 100
COMMANDS = 100
LONG_POLL_SECONDS = 50
UPDATES_AT_ONCE = 100
CALLBACK_ANSWER_WITHIN = timedelta(seconds=15)
DELETE_WITHIN = timedelta(hours=48)
UPDATES_KEPT = timedelta(hours=24)
QUIET_WEEK = timedelta(days=7)

BOT_PER_SECOND = 30
CHAT_BURST = 10
CHAT_PER_SECOND = 1
GROUP_PER_MINUTE = 20
MINUTE = timedelta(minutes=1)
USER_CHAT_FOR = timedelta(minutes=5)
SHORTEST_RESTRICTION = timedelta(seconds=30)
LONGEST_RESTRICTION = timedelta(days=366)
LINK_NAME = 32
LINK_MEMBERS = 99_999


@dataclass(slots=True)
class Bucket:
    """Tokens that refill with the given time."""

    capacity: float
    per_second: float
    tokens: float
    at: datetime

    @classmethod
    def full(cls, capacity: float, per_second: float, now: datetime) -> "Bucket":
        """A bucket nobody has drawn from yet."""
        return cls(capacity, per_second, capacity, now)

    def lacks(self, amount: int, now: datetime) -> float:
        """Seconds until so many tokens are there; nought when they are."""
        # A sandbox clock may be turned back; that gives and takes nothing.
        passed = max(0.0, (now - self.at).total_seconds())
        self.tokens = min(self.capacity, self.tokens + passed * self.per_second)
        self.at = now
        # The small change of binary fractions must not cost a second.
        missing = min(float(amount), self.capacity) - self.tokens
        return max(0.0, missing / self.per_second) if missing > 1e-6 else 0.0

    def draw(self, amount: int, now: datetime) -> None:
        """So many tokens are gone."""
        self.tokens -= amount


@dataclass(slots=True)
class Minute:
    """What went into one group within the last minute: that many messages, and none beyond."""

    sent: deque[datetime] = field(default_factory=deque)

    def lacks(self, amount: int, now: datetime) -> float:
        """Seconds until there is room for so many; nought when there is."""
        # A sandbox clock may be turned back; nothing was sent later than now.
        self.sent = deque(min(one, now) for one in self.sent if now - one < MINUTE)
        beyond = len(self.sent) + amount - GROUP_PER_MINUTE
        if beyond <= 0:
            return 0.0
        return (self.sent[beyond - 1] + MINUTE - now).total_seconds()

    def draw(self, amount: int, now: datetime) -> None:
        """So many messages are sent."""
        self.sent.extend([now] * amount)


@dataclass(slots=True)
class Rates:
    """What one bot may send: all its chats together, and each of them."""

    lifted: bool = False
    whole: Bucket | None = None
    chats: dict[int, Bucket | Minute] = field(default_factory=dict)

    def take(self, chat_id: int, amount: int, now: datetime) -> None:
        """Draw for so many messages to one chat, or refuse and draw nothing."""
        if self.lifted:
            return
        whole = self.whole = self.whole or Bucket.full(BOT_PER_SECOND, BOT_PER_SECOND, now)
        if chat_id not in self.chats:
            self.chats[chat_id] = _full_for(chat_id, now)
        chat = self.chats[chat_id]
        if wait := max(whole.lacks(amount, now), chat.lacks(amount, now)):
            raise too_many(wait)
        whole.draw(amount, now)
        chat.draw(amount, now)


def _full_for(chat_id: int, now: datetime) -> Bucket | Minute:
    # Groups have negative numbers, and a measure of their own.
    return Minute() if chat_id < 0 else Bucket.full(CHAT_BURST, CHAT_PER_SECOND, now)
