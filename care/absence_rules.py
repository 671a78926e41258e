"""Rules about absence: check-ins left open, and work, messages and appointments that wait.

Each decides over a small value of what was due, at an instant or a local date that it is given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from zoneinfo import ZoneInfo

from care.alerts import Concern, Fact, Urgency
from care.attendance import Attendance
from care.local_time import Hours
from care.rules import Rule

LEAST_DUE = 7
"""So many check-ins of the 28 days before make a share that a decline can be measured by."""

LEAST_WRITTEN = 3
"""So many days with an entry say how often a client writes."""

USUAL_WITHIN = timedelta(days=90)
"""The newest day with an entry and what came before it within so long is a client's usual."""


def missed_check_ins(attendance: Attendance, limit: int = 2) -> Concern | None:
    """At least `limit` check-ins missed in a row, and fewer answered than usual for this client.

    The row ends with the newest check-in. Fewer than usual: the answered share of the last 7 due
    check-ins is below the answered share of the up to 28 before them. While there are none before
    them, only the misses in a row count.
    """
    missed = attendance.missed
    if len(missed) < limit:
        return None
    answered, due = attendance.recent
    usually_answered, usually_due = attendance.usual
    # Shares compared crosswise: whole numbers do not round.
    if usually_due and answered * usually_due >= usually_answered * due:
        return None
    facts: dict[str, Fact] = {
        "missed": len(missed),
        "since": missed[0].isoformat(),
        "until": missed[-1].isoformat(),
        "answered": answered,
        "due": due,
        "usually_answered": usually_answered,
        "usually_due": usually_due,
    }
    return Concern(Rule.MISSED_CHECK_INS, Urgency.DIGEST, facts)


def engagement_decline(attendance: Attendance, percent: int = 50) -> Concern | None:
    """The answered share of the last 7 local days is below `percent` of that of the 28 before.

    The 7 days end with the newest check-in that is over. Both stretches hold check-ins that were
    due: at least one, and at least 7 in the 28 days.
    """
    on = attendance.newest
    if on is None:
        return None
    answered, due = attendance.lately(on)
    usually_answered, usually_due = attendance.before(on)
    if usually_due < LEAST_DUE or answered * usually_due * 100 >= percent * usually_answered * due:
        return None
    facts: dict[str, Fact] = {
        "until": on.isoformat(),
        "answered": answered,
        "due": due,
        "usually_answered": usually_answered,
        "usually_due": usually_due,
    }
    return Concern(Rule.ENGAGEMENT_DECLINE, Urgency.DIGEST, facts)


def no_journal(
    entries: Sequence[date], on: date, days: int = 5, resting: int = 0
) -> Concern | None:
    """The last entry is more than `days` days ago, and more than twice the client's usual gap.

    The usual gap is the median of the days between days with an entry, as `usual_gap` counts them.
    Of the days since the last one so many are left out as were days of a pause.
    """
    usual = usual_gap(entries)
    if usual is None:
        return None
    last = max(entries)
    since = (on - last).days - resting
    if since <= days or since <= 2 * usual:
        return None
    facts: dict[str, Fact] = {"since": last.isoformat(), "gap": since, "usual": usual}
    return Concern(Rule.NO_JOURNAL, Urgency.HOME, facts)


def usual_gap(entries: Sequence[date]) -> float | None:
    """The median of the days from one day with an entry to the next; None with less than three.

    Counted are the newest day with an entry and those of the 89 days before it.
    """
    written = sorted(set(entries))
    lately = [each for each in written if written[-1] - each < USUAL_WITHIN]
    if len(lately) < LEAST_WRITTEN:
        return None
    return median((later - earlier).days for earlier, later in pairwise(lately))


@dataclass(frozen=True, slots=True)
class Assigned:
    """Homework that was agreed upon: when it was due, and when it was done, if it was."""

    due_on: date
    done_on: date | None = None


def homework_overdue(assigned: Sequence[Assigned], on: date, days: int = 2) -> Concern | None:
    """Something agreed upon is not done more than `days` days after it was due."""
    late = [
        each.due_on for each in assigned if each.done_on is None and (on - each.due_on).days > days
    ]
    if not late:
        return None
    facts: dict[str, Fact] = {"since": min(late).isoformat(), "waiting": len(late)}
    return Concern(Rule.HOMEWORK_OVERDUE, Urgency.HOME, facts)


def practice_gap(practised: Sequence[date], asked: Sequence[date], days: int = 5) -> Concern | None:
    """No practice on more than `days` days that were asked about, by somebody who has practised.

    The days are those since the last practice. One that was not asked about, as in a pause, is
    neither practised nor idle.
    """
    if not practised:
        return None
    last = max(practised)
    idle = {day for day in asked if day > last}
    if len(idle) <= days:
        return None
    facts: dict[str, Fact] = {
        "since": last.isoformat(),
        "until": max(idle).isoformat(),
        "gap": len(idle),
    }
    return Concern(Rule.PRACTICE_GAP, Urgency.HOME, facts)


@dataclass(frozen=True, slots=True)
class Meeting:
    """An appointment to come: when, and whether the client has answered it."""

    starts_at: datetime
    confirmed: bool = False


def unconfirmed_appointment(
    meetings: Sequence[Meeting], now: datetime, zone: ZoneInfo, hours: int = 24
) -> Concern | None:
    """An appointment begins within `hours` hours, and the client has not answered it.

    An answer is a yes to the time it has now, and a request for another that nobody has answered.
    """
    until = now + timedelta(hours=hours)
    near = [
        each.starts_at for each in meetings if not each.confirmed and now < each.starts_at <= until
    ]
    if not near:
        return None
    facts: dict[str, Fact] = {"on": min(near).astimezone(zone).date().isoformat()}
    return Concern(Rule.UNCONFIRMED_APPOINTMENT, Urgency.HOME, facts)


def unanswered_message(
    waiting: Sequence[datetime], now: datetime, zone: ZoneInfo, open_hours: Hours, hours: int = 8
) -> Concern | None:
    """A client's message has waited for `hours` working hours of the practice, or longer."""
    if not waiting:
        return None
    first = min(waiting)
    waited = _open_between(first, now, zone, open_hours)
    if waited < timedelta(hours=hours):
        return None
    facts: dict[str, Fact] = {
        "since": first.astimezone(zone).date().isoformat(),
        "waiting": len(waiting),
        "waited": int(waited.total_seconds() // 3600),
    }
    return Concern(Rule.UNANSWERED_MESSAGE, Urgency.TODAY, facts)


def _open_between(since: datetime, now: datetime, zone: ZoneInfo, hours: Hours) -> timedelta:
    """How long the practice was open between these two."""
    day, last = since.astimezone(zone).date(), now.astimezone(zone).date()
    found = timedelta()
    while day <= last:
        for opens, closes in hours.on(day, zone):
            found += max(min(closes, now) - max(opens, since), timedelta())
        day += timedelta(days=1)
    return found
