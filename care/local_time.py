"""Wall clocks: which instant a local time is, which day an instant falls on, when people are in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo, available_timezones

MIDNIGHT = time(0)
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = r"(\d{1,2})(?::(\d\d))?"
_SPAN = re.compile(f"{_CLOCK}-{_CLOCK}", re.ASCII)


class UnknownZone(ValueError):
    """No time zone has this name."""


class HoursNotUnderstood(ValueError):
    """A text does not say weekly hours."""


@cache
def _zone_names() -> frozenset[str]:
    # Where the system lists its own zone as "localtime", the name differs by machine.
    return frozenset(available_timezones() - {"localtime"})


def zone(name: str) -> ZoneInfo:
    """The IANA time zone of this name."""
    # The zone folder also holds other things, such as "right/..." with leap seconds.
    if name not in _zone_names():
        raise UnknownZone(f"There is no time zone called {name!r}; one is called Europe/Berlin.")
    return ZoneInfo(name)


def local_date(now: datetime, zone: ZoneInfo) -> date:
    """The date on the wall of this zone."""
    return now.astimezone(zone).date()


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first instant at which clocks in the zone have reached this date and time.

    A time that the clocks skip becomes the first instant after the gap; of a time that comes
    twice it is the first; a whole day that is skipped becomes the start of the next.
    """
    wall = datetime.combine(day, at, zone)
    after = wall.replace(fold=0).astimezone(UTC)
    if _reads(after, zone) == wall.replace(tzinfo=None):
        return after
    # In a gap the two folds read the clock with the offsets of both sides: the jump is between.
    before = wall.replace(fold=1).astimezone(UTC).replace(microsecond=0)
    after = after.replace(microsecond=0)
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if _reads(middle, zone) < wall.replace(tzinfo=None):
            before = middle
        else:
            after = middle
    return after


def _reads(now: datetime, zone: ZoneInfo) -> datetime:
    """What a clock on the wall shows, without its zone."""
    return now.astimezone(zone).replace(tzinfo=None, fold=0)


def exists(day: date, zone: ZoneInfo) -> bool:
    """Whether the zone has this date: Samoa went from 29 to 31 December 2011."""
    return local_date(instant(day, MIDNIGHT, zone), zone) == day


@dataclass(frozen=True, slots=True)
class Span:
    """From one time to another of the same day; closing at midnight is at the day's end."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.closes <= self.opens and self.closes != MIDNIGHT:
            raise HoursNotUnderstood(
                f"{self} closes before it opens; "
                "write a night as two: fri 22:00-24:00, sat 00:00-06:00."
            )

    def __str__(self) -> str:
        closes = "24:00" if self.closes == MIDNIGHT else f"{self.closes:%H:%M}"
        return f"{self.opens:%H:%M}-{closes}"

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The instants at which it opens and closes on this day."""
        closes_on = day + _DAY if self.closes == MIDNIGHT else day
        return instant(day, self.opens, zone), instant(closes_on, self.closes, zone)


@dataclass(frozen=True, slots=True)
class Hours:
    """Weekly hours, such as the working hours of a practice: spans for each day from Monday."""

    week: tuple[tuple[Span, ...], ...] = ((),) * 7

    @classmethod
    @lru_cache(256)
    def parse(cls, text: str) -> "Hours":
        """Hours from plain text: "mon-fri 09:00-12:00 13:00-17:00, sat 10:00-12:00", or "never"."""
        plain = re.sub(r"\s*[-\u2013]\s*", "-", text.strip().lower())
        if plain == "never":
            return cls()
        week: list[list[Span]] = [[] for _ in _WEEKDAYS]
        for part in plain.split(","):
            words = part.split()
            names = [word for word in words if word[0].isalpha()]
            spans = [_span(word) for word in words[len(names) :]]
            if not names or not spans:
                raise HoursNotUnderstood(
                    f"{part.strip()!r} does not say days and hours; "
                    "write for example: mon-fri 09:00-17:00, sat 10:00-12:00."
                )
            for weekday in {each for name in names for each in weekdays(name)}:
                week[weekday] += spans
        return cls(tuple(_merged(spans) for spans in week))

    @property
    def text(self) -> str:
        """The hours as `parse` reads them; equal days stand together."""
        kinds = list(dict.fromkeys(spans for spans in self.week if spans))
        parts = [
            f"{day_names([day for day in range(7) if self.week[day] == spans])} "
            + " ".join(str(span) for span in spans)
            for spans in kinds
        ]
        return ", ".join(parts) or "never"

    def on(self, day: date, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
        """Openings and closings of one day; a span that the clocks skip is left out."""
        for span in self.week[day.weekday()]:
            opens, closes = span.on(day, zone)
            if opens < closes:
                yield opens, closes

    def covers(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether it is open now."""
        return self.next_open(now, zone) == now

    def next_open(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """Now if it is open, else the next opening; None if it never opens."""
        today = local_date(now, zone)
        # Two weeks: a change of clocks may swallow the only opening of one.
        for days in range(-1, 15):
            for opens, closes in self.on(today + timedelta(days=days), zone):
                if now < closes:
                    return max(now, opens)
        return None


def _span(word: str) -> Span:
    """One span from "09:00-17:00", "9-17" or "22:00-24:00"."""
    found = _SPAN.fullmatch(word)
    if found is None:
        raise HoursNotUnderstood(f"{word!r} is not a span of hours; write for example 09:00-17:00.")
    hour, minute, until_hour, until_minute = (int(part or 0) for part in found.groups())
    try:
        closes = (
            MIDNIGHT if (until_hour, until_minute) == (24, 0) else time(until_hour, until_minute)
        )
        return Span(time(hour, minute), closes)
    except HoursNotUnderstood:
        raise
    except ValueError as error:
        raise HoursNotUnderstood(f"{word!r} has a time that no clock shows.") from error


def weekdays(name: str) -> list[int]:
    """The days of "mon", "monday" or "fri-mon"."""
    ends = [_weekday(each) for each in name.split("-")]
    if len(ends) > 2:
        raise HoursNotUnderstood(f"{name!r} is not a span of days; write for example mon-fri.")
    length = (ends[-1] - ends[0]) % 7 + 1
    return [(ends[0] + step) % 7 for step in range(length)]


def _weekday(name: str) -> int:
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    for names in (_WEEKDAYS, full):
        if name in names:
            return names.index(name)
    raise HoursNotUnderstood(f"{name!r} is not a weekday; write {', '.join(_WEEKDAYS)}.")


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """The same hours with touching and overlapping spans made one."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda each: each.opens):
        if merged and (merged[-1].closes == MIDNIGHT or span.opens <= merged[-1].closes):
            last = merged.pop()
            closes = max(last.closes, span.closes, key=lambda each: (each == MIDNIGHT, each))
            merged.append(Span(last.opens, closes))
        else:
            merged.append(span)
    return tuple(merged)


def day_names(days: list[int]) -> str:
    """Days in words, neighbours as a range."""
    runs = [
        [day for _, day in run]
        for _, run in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0])
    ]
    return " ".join("-".join(_WEEKDAYS[day] for day in dict.fromkeys((r[0], r[-1]))) for r in runs)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """The part of the day in which only urgent letters go out; equal ends mean none."""

    begins: time = time(21)
    ends: time = time(8)

    def after(self, now: datetime, zone: ZoneInfo) -> datetime:
        """The instant itself, or the end of the quiet hours in which it falls."""
        if self.begins == self.ends:
            return now
        today = local_date(now, zone)
        for day in (today - _DAY, today, today + _DAY):
            ends_on = day if self.begins < self.ends else day + _DAY
            if instant(day, self.begins, zone) <= now < (end := instant(ends_on, self.ends, zone)):
                now = end
        return now
