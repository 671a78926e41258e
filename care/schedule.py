"""Schedules as people say them: how often, and at what time of the day; read, and told again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import TypeAlias

LATEST = 23 * 60 + 59


class Every(StrEnum):
    """How often a check-in comes."""

    DAY = "day"
    WEEKDAYS = "weekdays"
    OTHER_DAY = "other-day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    """Every four weeks, so that the weekday stays."""
    SESSION = "session"
    """On the day before each therapy session."""
    ONCE = "once"
    """On the first day, and never again."""

    @property
    def days(self) -> int:
        """The least number of days between two check-ins; sessions may follow each other daily."""
        return _DAYS[self]

    @property
    def has_weekday(self) -> bool:
        """Whether it comes on one and the same weekday."""
        return self in (Every.WEEK, Every.FORTNIGHT, Every.MONTH)


_DAYS: Mapping[Every, int] = {
    Every.DAY: 1,
    Every.WEEKDAYS: 1,
    Every.OTHER_DAY: 2,
    Every.WEEK: 7,
    Every.FORTNIGHT: 14,
    Every.MONTH: 28,
    Every.SESSION: 1,
    # There is no second: no number of days is too few for it.
    Every.ONCE: 36_500,
}


class ScheduleNotUnderstood(ValueError):
    """A text does not say when something is to be asked."""


@dataclass(frozen=True, slots=True)
class Usual:
    """At the client's own check-in time."""

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class At:
    """At one time of the day, or at two."""

    clocks: tuple[time, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.clocks) <= MOST_A_DAY or sorted(set(self.clocks)) != [*self.clocks]:
            raise ScheduleNotUnderstood("Write one time of the day, or an earlier and a later one.")

    def __str__(self) -> str:
        return "at " + " and ".join(f"{each:%H:%M}" for each in self.clocks)


@dataclass(frozen=True, slots=True)
class Within:
    """At a random time from one to another of the same day."""

    first: time
    last: time

    def __post_init__(self) -> None:
        if self.last <= self.first:
            raise ScheduleNotUnderstood(
                f"Between {self.first:%H:%M} and {self.last:%H:%M} there is no time of one day; "
                "write the earlier time before the later."
            )

    def __str__(self) -> str:
        return f"at a random time between {self.first:%H:%M} and {self.last:%H:%M}"


@dataclass(frozen=True, slots=True)
class AfterWaking:
    """So many hours after the time at which the client says to wake."""

    hours: int

    def __post_init__(self) -> None:
        if not 1 <= self.hours <= LONGEST_AWAKE:
            raise ScheduleNotUnderstood(f"Write 1 to {LONGEST_AWAKE} hours after waking.")

    def __str__(self) -> str:
        return f"{self.hours} {'hour' if self.hours == 1 else 'hours'} after waking"


Times: TypeAlias = Usual | At | Within | AfterWaking
USUAL = Usual()
MOST_A_DAY = 2
LONGEST_AWAKE = 14
WAKES_AT = time(7)
"""Until the client says otherwise."""


def clocks(times: Times, usual: time, wakes: time, day: date, draw: str) -> tuple[time, ...]:
    """When a schedule's check-ins of this date come, on the client's own clock, earliest first.

    A random time is drawn from `draw` and the date: whoever plans the day again draws the same.
    """
    match times:
        case Usual():
            return (usual,)
        case At(found):
            return found
        case Within(first, last):
            span = _minutes(last) - _minutes(first) + 1
            drawn = blake2b(f"{draw}/{day.isoformat()}".encode(), digest_size=8).digest()
            return (_clock(_minutes(first) + int.from_bytes(drawn, "big") % span),)
        case AfterWaking(hours):
            # Who wakes in the evening is not asked on the next day for this one.
            return (_clock(min(_minutes(wakes) + 60 * hours, LATEST)),)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))


# --- in words ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Schedule:
    """How often, and at what time of the day."""

    every: Every
    times: Times = USUAL
    weekday: int | None = None
    """Counted from Monday; none where any day will do, or it comes on several."""

    def __post_init__(self) -> None:
        if self.weekday is not None and not self.every.has_weekday:
            raise ScheduleNotUnderstood(
                "Only what comes every week, every two weeks or every four weeks can have a day. "
                "Write for example: every two weeks on Monday."
            )

    @property
    def text(self) -> str:
        """The schedule as `parse` reads it."""
        on = "" if self.weekday is None else f"on {WEEKDAYS[self.weekday]}"
        return " ".join(part for part in (_OFTEN[self.every][0], on, str(self.times)) if part)

    def first_day(self, begins: date) -> date:
        """The first day from this one on that it may begin with."""
        if self.weekday is None:
            return begins
        return begins + timedelta(days=(self.weekday - begins.weekday()) % 7)

    @classmethod
    def parse(cls, text: str) -> "Schedule":
        """A schedule from plain words: "every other day at 10:00", "weekly on Thursday"."""
        words = " ".join(text.casefold().replace(",", " ").split())
        if found := _EVERY_DAY.match(words):
            every = _HOW_MANY[found["often"]]
            return cls(every, parse_times(words[found.end() :]), _weekday(found))
        if found := _ON_DAYS.match(words):
            return cls(Every.WEEK, parse_times(words[found.end() :]), _weekday(found))
        for phrase, every in _PHRASES:
            if words == phrase or words.startswith(f"{phrase} "):
                rest = words[len(phrase) :].strip()
                day = _ON.match(rest)
                if day is None:
                    return cls(every, parse_times(rest))
                return cls(every, parse_times(rest[day.end() :]), _weekday(day))
        if not words:
            raise ScheduleNotUnderstood(f"Say when to ask. {_FOR_EXAMPLE}")
        raise ScheduleNotUnderstood(f"{text.strip()!r} does not begin with how often. {_HOW_OFTEN}")


_OFTEN: Mapping[Every, tuple[str, ...]] = {
    Every.DAY: ("every day", "daily", "each day", "day"),
    Every.WEEKDAYS: ("on weekdays", "weekdays", "every weekday"),
    Every.OTHER_DAY: ("every other day", "every second day", "every two days", "other-day"),
    Every.WEEK: ("every week", "weekly", "once a week", "week"),
    Every.FORTNIGHT: ("every two weeks", "fortnightly", "every fortnight", "fortnight"),
    Every.MONTH: ("every four weeks", "four-weekly", "monthly", "every month", "month"),
    Every.SESSION: ("before each session", "before every session", "session"),
    Every.ONCE: ("once", "a single time"),
}
"""How it is told, and behind it how else people say it."""

# The longest first: “every two weeks” begins like nothing else, “day” like much.
_PHRASES = sorted(
    ((phrase, every) for every, phrases in _OFTEN.items() for phrase in phrases),
    key=lambda each: -len(each[0]),
)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_DAY = "(?P<day>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in WEEKDAYS).casefold() + ")"
_END = r"(?= |$)"
_ON = re.compile(rf"on (?:a )?{_DAY}s?{_END}")
"""Behind how often: weekly on Thursday."""

_EVERY_DAY = re.compile(rf"(?:each|every) (?P<often>other |second |fourth )?{_DAY}s?{_END}")
"""By the day alone: every Thursday, every other Monday."""

_ON_DAYS = re.compile(rf"(?:on )?{_DAY}s{_END}")
"""On Fridays."""

_HOW_MANY = {
    None: Every.WEEK,
    "other ": Every.FORTNIGHT,
    "second ": Every.FORTNIGHT,
    "fourth ": Every.MONTH,
}


def _weekday(found: re.Match[str]) -> int:
    """The day that was named, counted from Monday."""
    return [day[:3].casefold() for day in WEEKDAYS].index(found["day"][:3])


_HOW_OFTEN = f"Write one of: {', '.join(phrases[0] for phrases in _OFTEN.values())}."
_FOR_EXAMPLE = (
    "For example: every day at 08:30 and 19:30; every other day; on weekdays at a random time "
    "between 10:00 and 16:00; every week on Thursday; every day 2 hours after waking; before each "
    "session."
)

PARTS: Mapping[str, time] = {
    "morning": time(8, 30),
    "midday": time(12, 30),
    "evening": time(19, 30),
}
"""Parts of a day, and the time that stands for each."""

_PART = "|".join(PARTS)
_TIME = r"(\d{1,2}):(\d\d)"
_AT = re.compile(rf"at {_TIME}(?: and (?:at )?{_TIME})?", re.ASCII)
_PARTLY = re.compile(rf"(?:in the |at )?({_PART})(?: and (?:in the )?({_PART}))?")
_BETWEEN = re.compile(rf"(?:at a random time |randomly )?between {_TIME} and {_TIME}", re.ASCII)
_WAKING = re.compile(r"(\d{1,2}) ?(?:h|hours?) after waking(?: up)?", re.ASCII)


def parse_times(text: str) -> Times:
    """When of the day, from plain words; nothing said is the client's own check-in time."""
    words = " ".join(text.casefold().split())
    if not words:
        return USUAL
    if found := _AT.fullmatch(words):
        return At(_times(words, found))
    if found := _PARTLY.fullmatch(words):
        return At(tuple(PARTS[part] for part in found.groups() if part is not None))
    if found := _BETWEEN.fullmatch(words):
        first, last = _times(words, found)
        return Within(first, last)
    if found := _WAKING.fullmatch(words):
        return AfterWaking(int(found[1]))
    raise ScheduleNotUnderstood(f"{words!r} does not say a time of the day. {_FOR_EXAMPLE}")


def _times(words: str, found: re.Match[str]) -> tuple[time, ...]:
    numbers = [int(each) for each in found.groups() if each is not None]
    try:
        return tuple(time(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True))
    except ValueError:
        raise ScheduleNotUnderstood(f"{words!r} has a time that no clock shows.") from None
