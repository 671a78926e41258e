"""Check-in plans: who fills in what how often, and the check-ins that come of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import count, pairwise
from zoneinfo import ZoneInfo

from care.local_time import exists, instant
from questionnaires.instrument import Instrument

PULSE_WINDOW = timedelta(hours=18)
QUESTIONNAIRE_WINDOW = timedelta(hours=72)


class Every(StrEnum):
    """How often a check-in comes."""

    DAY = "day"
    WEEKDAYS = "weekdays"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    """Every four weeks, so that the weekday stays."""

    @property
    def days(self) -> int:
        """The least number of days between two check-ins."""
        return {"day": 1, "weekdays": 1, "week": 7, "fortnight": 14, "month": 28}[self.value]


class TooOften(ValueError):
    """A plan that would ask more often than the instrument may be given."""


def held_to(instrument: Instrument, every: Every | None = None) -> Every:
    """How often this instrument comes: as asked for, or as often as it may, but weekly at most.

    Raises `TooOften` for a plan closer than the instrument allows: what asks about two weeks says
    nothing about a day.
    """
    least = instrument.at_most_every.days
    if every is None:
        return Every.DAY if instrument.is_daily else _often(max(least, Every.WEEK.days))
    if every.days < least:
        raise TooOften(instrument.code)
    return every


def _often(days: int) -> Every:
    """The most frequent plan that leaves at least so many days between two check-ins."""
    return min((each for each in Every if each.days >= days), key=lambda each: each.days)


@dataclass(frozen=True, slots=True)
class CheckInPlan:
    """One instrument, filled in by one client at a local time of chosen days."""

    instrument: str
    version: str
    every: Every
    at: time
    starts: date
    window: timedelta
    remind: bool

    def comes_on(self, day: date) -> bool:
        """Whether a check-in belongs to this date; weeks are counted from the first day."""
        since = (day - self.starts).days
        if since < 0:
            return False
        match self.every:
            case Every.DAY:
                return True
            case Every.WEEKDAYS:
                return day.weekday() < 5
            case Every.WEEK:
                return since % 7 == 0
            case Every.FORTNIGHT:
                return since % 14 == 0
            case Every.MONTH:
                return since % 28 == 0


@dataclass(frozen=True, slots=True)
class PlannedCheckIn:
    """One check-in to come: what is asked for once per plan, local date and slot."""

    local_date: date
    slot: int
    """Counts the check-ins of one plan on one date; plans with one time a day have slot 0."""
    opens_at: datetime
    remind_at: datetime | None
    expires_at: datetime


def planned(plan: CheckInPlan, zone: ZoneInfo, first: date, last: date) -> Iterator[PlannedCheckIn]:
    """The check-ins of the local dates from `first` to `last`, both included, in order.

    A check-in is open for the plan's window but never past the opening of the next one. Its one
    reminder comes at the same time of the next local day, if it is still open then.
    """
    days = _existing_days(max(first, plan.starts), zone)
    for day, following in pairwise(day for day in days if plan.comes_on(day)):
        if day > last:
            return
        opens_at = instant(day, plan.at, zone)
        expires_at = min(opens_at + plan.window, instant(following, plan.at, zone))
        remind_at = instant(_day_after(day, zone), plan.at, zone)
        reminds = plan.remind and remind_at < expires_at
        yield PlannedCheckIn(day, 0, opens_at, remind_at if reminds else None, expires_at)


def _existing_days(first: date, zone: ZoneInfo) -> Iterator[date]:
    """Dates from this one on, without those that the zone skipped: nobody lives through them."""
    days = (first + timedelta(days=step) for step in count())
    return (day for day in days if exists(day, zone))


def _day_after(day: date, zone: ZoneInfo) -> date:
    return next(_existing_days(day + timedelta(days=1), zone))


def daily(instrument: str, version: str, at: time, starts: date) -> CheckInPlan:
    """A daily instrument at the client's check-in time.

    It brings no reminder: with one, a client would hear from us twice on one day unasked.
    """
    return CheckInPlan(instrument, version, Every.DAY, at, starts, PULSE_WINDOW, remind=False)


def questionnaire(
    instrument: str, version: str, at: time, starts: date, every: Every = Every.WEEK
) -> CheckInPlan:
    """A periodic measure, weekly or rarer: three days to fill it in, and one reminder."""
    return CheckInPlan(instrument, version, every, at, starts, QUESTIONNAIRE_WINDOW, remind=True)


def check_in_presets() -> Mapping[str, time]:
    """Check-in times to choose from with one tap."""
    return {"morning": time(8, 30), "midday": time(12, 30), "evening": time(19, 30)}


def preset_clocks() -> Mapping[str, str]:
    """The same as a wall clock shows them: 08:30."""
    return {name: at.strftime("%H:%M") for name, at in check_in_presets().items()}
