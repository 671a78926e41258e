"""Away: until when a therapist does not read, from plain words, and when somebody reads instead."""

import re
from contextlib import suppress
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
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january", "ene", "enero"),
            ("feb", "february", "febrero"),
            ("mar", "march", "marzo"),
            ("apr", "april", "abr", "abril"),
            ("may", "mayo"),
            ("jun", "june", "junio"),
            ("jul", "july", "julio"),
            ("aug", "august", "ago", "agosto"),
            ("sep", "sept", "september", "septiembre", "setiembre"),
            ("oct", "october", "octubre"),
            ("nov", "november", "noviembre"),
            ("dec", "december", "dic", "diciembre"),
        ),
        1,
    )
    for name in names
}
_LASTS = {
    **dict.fromkeys(("d", "day", "days", "día", "dia", "días", "dias"), 1),
    **dict.fromkeys(("w", "week", "weeks", "semana", "semanas"), 7),
}
_ONE = ("a", "one", "un", "una")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4})?)?", re.ASCII)
_LASTING = re.compile(r"(\d{1,3})([dw])", re.ASCII)


def until(words: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant that "fri 9:00", "tomorrow", "12 nov", "3 days" or "17:00" means; None if none.

    A weekday, and a date without its year, is the next one to come; without a time of day it is
    nine in the morning. A date of numbers alone is 2026-11-20 or 20.11., never one with strokes,
    which people in different countries read differently.
    """
    parts = words.strip().casefold().split()
    if not parts:
        return None
    today = local_date(now, zone)
    at = _clock(parts[-1])
    if at is not None and len(parts) == 1:
        later_today = instant(today, at, zone)
        return later_today if later_today > now else instant(today + _DAY, at, zone)
    days, clock = _days(parts, today), MORNING
    if not days and at is not None:
        days, clock = _days(parts[:-1], today), at
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


def _days(words: list[str], today: date) -> tuple[date, ...]:
    """The days that these words may mean, the nearest first."""
    match [word for word in words if word not in ("de", "del")]:
        case [word] if word in _TODAY:
            return (today,)
        case [word] if word in _TOMORROW:
            return (today + _DAY,)
        case [word] if (weekday := _WEEKDAYS.get(word.rstrip("."))) is not None:
            nearest = today + timedelta(days=(weekday - today.weekday()) % 7)
            return nearest, nearest + timedelta(days=7)
        case [word] if lasting := _LASTING.fullmatch(word):
            return (today + int(lasting[1]) * _LASTS[lasting[2]] * _DAY,)
        case [word] if dotted := _DOTTED.fullmatch(word):
            return _dates(int(dotted[1]), int(dotted[2]), dotted[3], today)
        case [word]:
            return _written(word)
        case [many, word] if word in _LASTS and (many.isdecimal() or many in _ONE):
            number = int(many[:4]) if many.isdecimal() else 1
            return (today + number * _LASTS[word] * _DAY,)
        case [day, month, *year] if _is_dated(day, month, year):
            return _dated(day, month, year, today)
        case [month, day, *year] if _is_dated(day, month, year):
            return _dated(day, month, year, today)
        case _:
            return ()


def _is_dated(day: str, month: str, year: list[str]) -> bool:
    is_year = not year or (len(year) == 1 and len(year[0]) == 4 and year[0].isdecimal())
    number = day.rstrip(".")
    return month.rstrip(".") in _MONTHS and number.isdecimal() and len(number) < 3 and is_year


def _dated(day: str, month: str, year: list[str], today: date) -> tuple[date, ...]:
    return _dates(int(day.rstrip(".")), _MONTHS[month.rstrip(".")], "".join(year), today)


def _written(word: str) -> tuple[date, ...]:
    try:
        return (date.fromisoformat(word),)
    except ValueError:
        return ()


def _dates(day: int, month: int, year: str | None, today: date) -> tuple[date, ...]:
    """This date in the year that is named, or else in this one and the next."""
    found = []
    for each in (int(year),) if year else (today.year, today.year + 1):
        with suppress(ValueError):
            found.append(date(each, month, day))
    return tuple(found)


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
