"""Away: until when a therapist does not read, from plain words, and when somebody reads instead."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from care.alert_times import next_read
from care.local_time import Hours, instant, local_date

LONGEST = timedelta(days=366)
MORNING = time(9)

_DAY = timedelta(days=1)
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?(?:\s*h)?", re.ASCII)
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("mon", "monday", "lun", "lunes"),
            ("tue", "tues", "tuesday", "mar", "martes"),
            ("wed", "wednesday", "mié", "mie", "miércoles", "miercoles"),
            ("thu", "thur", "thurs", "thursday", "jue", "jueves"),
            ("fri", "friday", "vie", "viernes"),
            ("sat", "saturday", "sáb", "sab", "sábado", "sabado"),
            ("sun", "sunday", "dom", "domingo"),
        )
    )
    for name in names
}
_TODAY, _TOMORROW = ("today", "hoy"), ("tomorrow", "mañana", "manana")


def until(words: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant that "fri 9:00", "tomorrow", "2026-11-20 14:30" or "17:00" means; None if none.

    A weekday is the next one to come; without a time of day it is nine in the morning.
    """
    parts = words.strip().casefold().split()
    if not parts or len(parts) > 2:
        return None
    today = local_date(now, zone)
    at = _clock(parts[-1])
    if at is not None and len(parts) == 1:
        later_today = instant(today, at, zone)
        return later_today if later_today > now else instant(today + _DAY, at, zone)
    if len(parts) == 2 and at is None:
        return None
    clock = MORNING if at is None else at
    days = _days(parts[0], today)
    found = next((each for day in days if (each := instant(day, clock, zone)) > now), None)
    return found if is_allowed(found, now) else None


def is_allowed(end: datetime | None, now: datetime) -> bool:
    """Whether somebody may be away until then: later than now, and within a year."""
    return end is not None and now < end <= now + LONGEST


def _clock(word: str) -> time | None:
    found = _CLOCK.fullmatch(word)
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _days(word: str, today: date) -> tuple[date, ...]:
    """The days a word may mean, the nearest first."""
    if word in _TODAY:
        return (today,)
    if word in _TOMORROW:
        return (today + _DAY,)
    if (weekday := _WEEKDAYS.get(word.rstrip("."))) is not None:
        nearest = today + timedelta(days=(weekday - today.weekday()) % 7)
        return nearest, nearest + timedelta(days=7)
    try:
        return (date.fromisoformat(word),)
    except ValueError:
        return ()


def somebody_reads(
    now: datetime,
    zone: ZoneInfo,
    hours: Hours,
    *,
    away_until: datetime | None,
    has_colleague: bool,
) -> datetime | None:
    """When somebody reads next: a colleague in working hours, else who is away when back."""
    if away_until is None or away_until <= now or has_colleague:
        return next_read(now, zone, hours)
    return next_read(away_until, zone, hours)
