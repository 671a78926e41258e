"""On call: who is told of an urgent alert next after the client's own therapist, day by day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from care.local_time import Hours, HoursNotUnderstood, day_names, local_date, weekdays
from care.people import StaffId

AHEAD = 14
"""Days that are looked at for gaps, and that can be handed over."""

Day = int | date
"""A weekday, counted from Monday, or one date."""


class DaysNotUnderstood(ValueError):
    """A text does not say days."""


@dataclass(frozen=True, slots=True)
class Rota:
    """Who is on call on which weekday; what is said of a date goes before its weekday."""

    week: Mapping[int, StaffId] = field(default_factory=lambda: MappingProxyType({}))
    dates: Mapping[date, StaffId | None] = field(default_factory=lambda: MappingProxyType({}))
    """None: on this date nobody is, whatever the weekday says."""

    @property
    def is_empty(self) -> bool:
        """Whether the practice has none: then nobody is missing on any day."""
        return not self.week and not any(self.dates.values())

    def on(self, day: date) -> StaffId | None:
        """Who is on call in the urgent hours of this date."""
        return self.dates[day] if day in self.dates else self.week.get(day.weekday())

    def at(self, now: datetime, zone: ZoneInfo, urgent: Hours) -> StaffId | None:
        """Who is on call at this instant: outside the urgent hours nobody is."""
        return self.on(local_date(now, zone)) if urgent.next_open(now, zone) == now else None

    def coming(
        self, today: date, urgent: Hours, days: int = AHEAD
    ) -> Mapping[date, StaffId | None]:
        """The next days that have urgent hours, with who is on call."""
        found = (today + timedelta(days=step) for step in range(days))
        return {day: self.on(day) for day in found if urgent.week[day.weekday()]}


def days(text: str) -> tuple[Day, ...]:
    """The days of "mon-fri", "sat, sun" or "2026-12-24"."""
    words = text.replace(",", " ").casefold().split()
    if not words:
        raise DaysNotUnderstood("Say which days, as mon-fri, or one date, as 2026-12-24.")
    return tuple(dict.fromkeys(day for word in words for day in _days(word)))


def _days(word: str) -> tuple[Day, ...]:
    try:
        return (date.fromisoformat(word),) if word[0].isdigit() else tuple(weekdays(word))
    except HoursNotUnderstood as trouble:
        raise DaysNotUnderstood(str(trouble)) from None
    except ValueError:
        raise DaysNotUnderstood(
            f"{word!r} is no date; write it as year, month and day: 2026-12-24."
        ) from None


def in_words(week: Mapping[int, StaffId]) -> Mapping[StaffId, str]:
    """The weekdays of each one as `days` reads them, in the order in which they begin."""
    whose = dict.fromkeys(week[day] for day in sorted(week))
    return {each: day_names([day for day in sorted(week) if week[day] == each]) for each in whose}
