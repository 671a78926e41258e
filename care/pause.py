"""A pause: how long somebody asks for, in words, when that ends, and which days it took."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from care.local_time import instant, local_date

LONGEST = 90
"""Days that one pause may take; who wants longer pauses again, or stops."""

CHOICES = (3, 7, 14)
"""Days that the buttons offer."""

_NUMBERS = {
    **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5},
    **{"un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5},
}
_DAY = r"d|days?|d[ií]as?"
_WEEK = r"w|weeks?|s|sem|semanas?"
_ASKED = re.compile(rf"(?P<many>\d{{1,4}}|[a-z]+)\s*(?:(?P<day>{_DAY})|(?P<week>{_WEEK}))?")


def days_asked(words: str) -> int | None:
    """How many days these words ask for: `5d`, `2 weeks`, `una semana`; None for anything else."""
    found = _ASKED.fullmatch(words.strip(" .!¡").casefold())
    if found is None:
        return None
    many = found["many"]
    number = int(many) if many.isdecimal() else _NUMBERS.get(many)
    if number is None:
        return None
    return number * 7 if found["week"] else number


def pause_end(now: datetime, days: int, at: str, here: ZoneInfo) -> datetime:
    """The client's own check-in time, so many days on: the first check-in after it comes then."""
    return instant(local_date(now, here) + timedelta(days=days), time.fromisoformat(at), here)


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause as it was taken; without an end it still is."""

    began_at: datetime
    ended_at: datetime | None

    def holds(self, at: datetime) -> bool:
        """Whether this instant lies in it."""
        return self.began_at <= at and (self.ended_at is None or at < self.ended_at)


Stretch = tuple[date, date]
"""The first and the last of days that follow each other."""


def days_in(paused: Iterable[Stretch], first: date, last: date) -> frozenset[date]:
    """Every day of these pauses that lies between two days."""
    return frozenset(
        date.fromordinal(day)
        for began, ended in paused
        for day in range(max(began, first).toordinal(), min(ended, last).toordinal() + 1)
    )


def paused_days(
    pauses: Iterable[Pause], here: ZoneInfo, first: date, last: date
) -> tuple[Stretch, ...]:
    """Which of these days were paused. On the day that a pause ends somebody is asked again."""
    found = []
    for each in pauses:
        began = local_date(each.began_at, here)
        ended = last
        if each.ended_at is not None:
            ended = local_date(each.ended_at, here) - timedelta(days=1)
        if max(began, first) <= min(ended, last):
            found.append((max(began, first), min(ended, last)))
    return tuple(found)
