"""When the rule about unconfirmed appointments has looked, and at what, for a back-test."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from care.absence_rules import Meeting
from care.appointments import looked_at
from care.backtest import AppointmentsLooked


@dataclass(frozen=True, slots=True)
class Waited:
    """An appointment while it waited for an answer: until it had one, changed, or was cancelled."""

    starts_at: datetime
    since: datetime
    until: datetime | None = None
    """None: nothing became of it, at the latest until it began."""

    def waits(self, at: datetime) -> bool:
        """Whether it is to come then, and without an answer."""
        return self.since <= at < self.starts_at and (self.until is None or at < self.until)


def looks(
    waited: Sequence[Waited], now: datetime, zone: ZoneInfo, hours: int
) -> tuple[AppointmentsLooked, ...]:
    """Every look at a client's appointments until now, with the rule set to so many hours."""
    found = [each for one in waited for each in _of_one(one, waited, now, zone, hours)]
    return tuple(sorted(found, key=lambda each: each.at))


def _of_one(
    one: Waited, every: Sequence[Waited], now: datetime, zone: ZoneInfo, hours: int
) -> Iterator[AppointmentsLooked]:
    def waiting(at: datetime) -> tuple[Meeting, ...]:
        return tuple(Meeting(each.starts_at) for each in every if each.waits(at))

    if one.until is not None and one.until <= now:
        yield AppointmentsLooked(one.until, waiting(one.until), zone, ends=True)
    at = one.since
    while at < one.starts_at:
        at = looked_at(one.starts_at, hours, at)
        if at > now or (one.until is not None and at >= one.until):
            break
        yield AppointmentsLooked(at, waiting(at), zone)
