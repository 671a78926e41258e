"""Check-in plans: who fills in what how often, and the check-ins that come of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, count, pairwise, takewhile
from zoneinfo import ZoneInfo

from care.local_time import exists, instant
from care.schedule import PARTS, USUAL, WAKES_AT, Every, Times, clocks
from questionnaires.instrument import Instrument

PULSE_WINDOW = timedelta(hours=18)
QUESTIONNAIRE_WINDOW = timedelta(hours=72)

_ONE_DAY = timedelta(days=1)
_NEVER = (date.max, 0, datetime.max.replace(tzinfo=UTC))


class TooOften(ValueError):
    """A plan that would ask more often than the instrument may be given."""


def held_to(instrument: Instrument, every: Every | None = None) -> Every:
    """How often this instrument comes: as asked for, or as often as it may, but weekly at most.

    Raises `TooOften` for a plan closer than the instrument allows: what asks about two weeks says
    nothing about a day. Before sessions it comes as often as they, and the instrument, allow.
    """
    least = instrument.at_most_every.days
    if every is None:
        return Every.DAY if instrument.is_daily else _often(max(least, Every.WEEK.days))
    if every.days < least and every is not Every.SESSION:
        raise TooOften(instrument.code)
    return every


def _often(days: int) -> Every:
    """The most frequent plan that leaves at least so many days between two check-ins."""
    return min((each for each in Every if each.days >= days), key=lambda each: each.days)


def before_sessions(sessions: Iterable[date], least: int) -> frozenset[date]:
    """The days before these sessions, without those that follow an earlier one too closely."""
    found: list[date] = []
    for day in sorted({each - _ONE_DAY for each in sessions}):
        if not found or (day - found[-1]).days >= least:
            found.append(day)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class CheckInPlan:
    """One instrument, filled in by one client at local times of chosen days."""

    instrument: str
    version: str
    every: Every
    at: time
    """The client's own check-in time."""
    starts: date
    window: timedelta
    remind: bool
    times: Times = USUAL
    wakes: time = WAKES_AT
    draw: str = ""
    """What random times are drawn from: the same for the same plan."""
    eves: frozenset[date] = frozenset()
    """The days before sessions, for a plan that goes by them."""

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
            case Every.SESSION:
                return day in self.eves
            case Every.ONCE:
                return since == 0
            case Every.OTHER_DAY | Every.WEEK | Every.FORTNIGHT | Every.MONTH:
                return since % self.every.days == 0

    def clocks(self, day: date) -> tuple[time, ...]:
        """When the check-ins of a date come, earliest first."""
        return clocks(self.times, self.at, self.wakes, day, self.draw)


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
    reminder comes at the client's check-in time of the next local day, if it is still open then.
    """
    beyond = last + plan.window + _ONE_DAY
    days = takewhile(lambda day: day <= beyond, _existing_days(max(first, plan.starts), zone))
    openings = (
        (day, slot, instant(day, at, zone))
        for day in days
        if plan.comes_on(day)
        for slot, at in enumerate(plan.clocks(day))
    )
    for (day, slot, opens_at), (_, _, next_opens) in pairwise(chain(openings, [_NEVER])):
        if day > last:
            return
        expires_at = min(opens_at + plan.window, next_opens)
        if expires_at == opens_at:
            # The clocks skip both times of a day: it is asked once.
            continue
        remind_at = instant(_day_after(day, zone), plan.at, zone)
        reminds = plan.remind and opens_at < remind_at < expires_at
        yield PlannedCheckIn(day, slot, opens_at, remind_at if reminds else None, expires_at)


def _existing_days(first: date, zone: ZoneInfo) -> Iterator[date]:
    """Dates from this one on, without those that the zone skipped: nobody lives through them."""
    days = (first + timedelta(days=step) for step in count())
    return (day for day in days if exists(day, zone))


def _day_after(day: date, zone: ZoneInfo) -> date:
    return next(_existing_days(day + _ONE_DAY, zone))


WEEKS_LOOKED_AT = 4
"""After so many weeks every rhythm begins anew."""


def messages_a_week(
    plans: Iterable[CheckInPlan],
    first: date,
    told: Collection[date] = (),
    reminded: Iterable[date] = (),
) -> float:
    """How many messages a week these plans bring at the most, when nothing is answered.

    A day has one message, whatever is due: check-ins, and what else is told on these days. The
    reminders an hour before a session come beside it. Sessions are counted as one a week, as long
    as none are known.
    """
    days = [first + timedelta(days=step) for step in range(7 * WEEKS_LOOKED_AT)]
    messages: set[date] = set(told)
    for plan in plans:
        counted = plan
        if plan.every is Every.SESSION and not plan.eves & set(days):
            counted = replace(plan, every=Every.WEEK, starts=first)
        asked = {day for day in days if counted.comes_on(day)}
        messages |= asked
        if plan.remind:
            messages |= {day + _ONE_DAY for day in asked}
    beside = sum(day in days for day in reminded)
    return (len(messages & set(days)) + beside) / WEEKS_LOOKED_AT


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
    return PARTS


def preset_clocks() -> Mapping[str, str]:
    """The same as a wall clock shows them: 08:30."""
    return {name: at.strftime("%H:%M") for name, at in check_in_presets().items()}
