"""When the rule about the journal has looked, and at what, for a back-test."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from care.backtest import JournalLooked
from care.journal import LOOKED_AFTER, first_looked_at, rested
from care.local_time import instant, local_date
from care.pause import Pause

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry that counts: its day, and when it was written."""

    id: UUID
    on: date
    at: datetime


def looks(
    entries: Sequence[Entered], zone: ZoneInfo, pauses: Sequence[Pause], now: datetime
) -> Iterator[JournalLooked]:
    """Every look until now at a journal with these entries, the oldest first. In a pause none."""
    for place, entry in enumerate(entries):
        days = tuple(sorted({each.on for each in entries[: place + 1]}))
        yield JournalLooked(entry.at, entry.on, days)
        until = entries[place + 1].at if place + 1 < len(entries) else now
        at = first_looked_at(days, zone)
        while at is not None and at <= until:
            today = local_date(at, zone)
            if today - days[-1] > LOOKED_AFTER:
                break
            if not any(each.holds(at) for each in pauses):
                # One that begins later on this day was not known of.
                begun = [each for each in pauses if each.began_at < at]
                resting = rested(begun, zone, days[-1], today)
                yield JournalLooked(at, today, days, resting, entry.id)
            at = instant(today + _DAY, time(0), zone)
