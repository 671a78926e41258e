"""When an alert is told: at once, in working hours, or with the next digest."""

from datetime import datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from care.alerts import Urgency
from care.local_time import Hours, local_date


def tell_at(urgency: Urgency, now: datetime, zone: ZoneInfo, hours: Hours) -> datetime:
    """When a therapist hears of a concern found now; the hours are the practice's working hours.

    A practice that never opens is told at once: late is bad, never is worse.
    """
    match urgency:
        case Urgency.NOW | Urgency.HOME:
            return now
        case Urgency.TODAY:
            return hours.next_open(now, zone) or now
        case Urgency.DIGEST:
            return next_digest(now, zone, hours) or now
        case _:
            assert_never(urgency)


def next_digest(now: datetime, zone: ZoneInfo, hours: Hours) -> datetime | None:
    """The next first opening of a local day that is still to come; None if there is none ever."""
    today = local_date(now, zone)
    for days in range(15):
        for opens, _ in hours.on(today + timedelta(days=days), zone):
            if opens > now:
                return opens
            # One digest a day: the opening after lunch brings no second one.
            break
    return None


def next_read(now: datetime, zone: ZoneInfo, hours: Hours) -> datetime | None:
    """When the therapist next reads: now in working hours, else when they open; None if never."""
    return hours.next_open(now, zone)
