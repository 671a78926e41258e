"""The chain of an urgent alert: who is told, in which order, and when the next one is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from care.local_time import Hours
from care.people import StaffId

AFTER = timedelta(minutes=10)
"""How long an urgent alert waits to be taken before the next in the chain is told."""

LONGEST_PAUSE = timedelta(hours=1)
"""Each time the whole chain was told in vain it waits twice as long, but never longer than this."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Who hears of one client's urgent alerts, the client's own therapist first.

    A level counts the places of the chain, again and again: in a chain of three, level 3 is the
    first one for the second time.
    """

    members: tuple[StaffId, ...]
    absent: frozenset[StaffId] = frozenset()
    """Who is away, or cannot be written to: passed over, unless nobody else is there."""
    after: timedelta = AFTER
    away_until: datetime | None = None
    """Until when the client's therapist is away."""
    reaches_therapist: bool = True
    """The client's therapist can be written to, away or not."""

    def at(self, level: int) -> StaffId:
        """Who is told at this level."""
        return self.members[level % len(self.members)]

    def following(self, level: int) -> int:
        """The next level of somebody who is there; simply the next when nobody is."""
        coming = range(level + 1, level + 1 + len(self.members))
        return next((each for each in coming if self.at(each) not in self.absent), level + 1)

    def at_once(self) -> tuple[int, ...]:
        """The levels that are told with the alert itself."""
        if self.members[0] not in self.absent:
            return (0,)
        second = self.following(0)
        return (0, second) if second < len(self.members) else (0,)

    def is_through(self, level: int) -> bool:
        """Whether everybody has been told once more when this level has."""
        return self.following(level) // len(self.members) > level // len(self.members)

    def pause(self, level: int) -> timedelta:
        """How long this level is waited for."""
        if not self.is_through(level):
            return self.after
        rounds = min(level // len(self.members), 10)
        return min(self.after * (1 << rounds), max(LONGEST_PAUSE, self.after))

    @property
    def has_colleague(self) -> bool:
        """Whether somebody but the client's therapist is there."""
        return any(each not in self.absent for each in self.members[1:])

    @property
    def is_away(self) -> bool:
        """Whether the client's therapist is not there."""
        return self.members[0] in self.absent

    def follows_on(self, level: int, before: "Chain") -> int | None:
        """The same place as a level of an earlier order; None where that order is to go on.

        Only behind the therapist and behind the last one can another take the next place: in
        between somebody would be told twice, and somebody not at all.
        """
        rounds, place = divmod(level, len(before.members))
        if place == 0:
            return rounds * len(self.members)
        return (rounds + 1) * len(self.members) - 1 if before.is_through(level) else None


def ordered(
    therapist: StaffId,
    on_call: StaffId | None,
    chain: Iterable[StaffId],
    supervisors: Iterable[StaffId],
) -> tuple[StaffId, ...]:
    """The client's therapist, whoever is on call, the practice's chain, supervisors; once each."""
    second = () if on_call is None else (on_call,)
    return tuple(dict.fromkeys((therapist, *second, *chain, *supervisors)))


def begins(*, asked: bool, now: datetime, zone: ZoneInfo, urgent: Hours) -> datetime | None:
    """When somebody has to take it: at once for who asked, else in the urgent hours; or never."""
    return now if asked else urgent.next_open(now, zone)


def next_step(
    chain: Chain,
    level: int,
    *,
    starts: bool,
    asked: bool,
    now: datetime,
    zone: ZoneInfo,
    urgent: Hours,
) -> datetime | None:
    """When the chain goes on after this level was told now; starts: with the alert itself.

    What has begun goes on to the chain's end at any hour. To begin, and to begin again, waits for
    the urgent hours, but never for who asked.
    """
    begun = begins(asked=asked, now=now, zone=zone, urgent=urgent) if starts else now
    if begun is None:
        return None
    due = begun + chain.pause(level)
    return (
        begins(asked=asked, now=due, zone=zone, urgent=urgent) if chain.is_through(level) else due
    )
