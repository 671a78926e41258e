"""How much of one person, and of one group, is handled how fast, so that all are answered.

Kept in memory, by the process that serves the bot: after a restart everybody begins anew.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import TypeVar

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Limit:
    """So many at once, and so many a second after that."""

    burst: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What the desk holds to."""

    # A busy evening of questionnaires stays far below: one tap after the other, without reading,
    # is three a second, and an hour's messages that come at once after an outage are a burst.
    person: Limit = Limit(60, 2)
    group: Limit = Limit(240, 8)
    longest_wait: timedelta = timedelta(seconds=60)
    """What would have to wait longer is not handled any more."""
    waiting: int = 20_000
    """So many updates may wait in this process; then the platform is asked to keep them."""


LIMITS = Limits()
UNLIMITED = Limits(Limit(1e12, 1e12), Limit(1e12, 1e12), waiting=10**12)

AT_ONCE = timedelta(0)
SAME_CALL = timedelta(seconds=5)
"""Who is far beyond the limit and calls for help again so soon has the card in front of them."""
TOLD_AGAIN = timedelta(minutes=10)
REMEMBERED = 10_000
"""At every so many people those who are full again are forgotten."""


class Beyond(Enum):
    """What cannot be handled any more."""

    TELL = auto()
    """Passed over, and the person is to hear of it."""
    QUIETLY = auto()
    """Passed over, and the person has heard of it."""


@dataclass(slots=True)
class _Account:
    """What is left of somebody's allowance; below zero it is owed by what waits already."""

    left: float
    at: datetime
    told_at: datetime | None = None
    calls: dict[object, datetime] = field(default_factory=dict)

    def refill(self, limit: Limit, now: datetime) -> None:
        if now <= self.at:
            return
        passed = (now - self.at).total_seconds()
        self.left = min(limit.burst, self.left + passed * limit.per_second)
        self.at = now

    def wait(self, limit: Limit) -> timedelta:
        """For how long one more has to wait."""
        if self.left >= 1.0:
            return AT_ONCE
        return timedelta(seconds=(1.0 - self.left) / limit.per_second)


class Allowances:
    """The allowances of everybody whom one desk serves."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._people: dict[bytes, _Account] = {}
        self._groups: dict[str, _Account] = {}

    def turn_of(
        self, person: bytes, now: datetime, *, group: str | None = None
    ) -> datetime | Beyond:
        """When this update may be handled: at once, later, or not any more.

        What is written in a group is looked at however late: it may break the group's rules.
        """
        own = self._of(self._people, person, self.limits.person, now)
        wait = own.wait(self.limits.person)
        if group is None and wait > self.limits.longest_wait:
            return self._beyond(own, now)
        own.left -= 1.0
        if group is not None and not wait:
            # What waits for its own turn comes slowly enough for the group.
            whole = self._of(self._groups, group, self.limits.group, now)
            wait = whole.wait(self.limits.group)
            whole.left -= 1.0
        return now + wait

    def is_far_beyond(self, person: bytes, now: datetime) -> bool:
        """Whether what this person sends now would be passed over, outside of groups."""
        own = self._of(self._people, person, self.limits.person, now)
        return own.wait(self.limits.person) > self.limits.longest_wait

    def was_told(self, person: bytes, now: datetime) -> bool:
        """Whether this person has heard lately of what was passed over."""
        own = self._of(self._people, person, self.limits.person, now)
        return own.told_at is not None and now - own.told_at < TOLD_AGAIN

    def forget_told(self, person: bytes, now: datetime) -> None:
        """The letter that says so was not kept: the next one is to be written."""
        self._of(self._people, person, self.limits.person, now).told_at = None

    def is_said_again(self, person: bytes, call: object, now: datetime) -> bool:
        """Whether somebody far beyond the limit has made this call for help just before."""
        own = self._of(self._people, person, self.limits.person, now)
        if own.wait(self.limits.person) <= self.limits.longest_wait:
            own.left -= 1.0
            return False
        if self.was_called(person, call, now):
            return True
        own.calls = {each: at for each, at in own.calls.items() if now - at < SAME_CALL}
        own.calls[call] = now
        return False

    def was_called(self, person: bytes, call: object, now: datetime) -> bool:
        """Whether this call of somebody far beyond the limit has just been taken up."""
        own = self._of(self._people, person, self.limits.person, now)
        before = own.calls.get(call)
        return before is not None and now - before < SAME_CALL

    def _beyond(self, own: _Account, now: datetime) -> Beyond:
        if own.told_at is not None and now - own.told_at < TOLD_AGAIN:
            return Beyond.QUIETLY
        own.told_at = now
        return Beyond.TELL

    def _of(self, known: dict[K, _Account], whose: K, limit: Limit, now: datetime) -> _Account:
        if whose not in known:
            if known and len(known) % REMEMBERED == 0:
                self._forget(known, limit, now)
            known[whose] = _Account(limit.burst, now)
        found = known[whose]
        found.refill(limit, now)
        return found

    def _forget(self, known: dict[K, _Account], limit: Limit, now: datetime) -> None:
        """Those of whom nothing would be known any more: full again, and not told lately."""
        for whose, account in list(known.items()):
            account.refill(limit, now)
            told = account.told_at
            if account.left >= limit.burst and (told is None or now - told >= TOLD_AGAIN):
                del known[whose]
