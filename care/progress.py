"""How a client is doing, as values: scores of one instrument, and the daily items."""

import struct
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from care.light import dataclass
from questionnaires.change import Change, reliable_change
from questionnaires.instrument import Instrument, Measure

_FORM = 1
_WHOLE, _BROKEN = 1, 2
_WHOLE_POINT = struct.Struct(">ih")
_BROKEN_POINT = struct.Struct(">id")
_DAY = struct.Struct(">iB")
_VALUE = struct.Struct(">h")

WINDOW = timedelta(days=35)
"""How far back the daily record reaches: 28 days of baseline and a week to judge."""

A_WEEK_FROM, A_WEEK_TO = 4, 10
"""So many days before the latest score another one counts as of about a week before."""


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """One filed score on the local date of its check-in."""

    on: date
    score: float
    """Whole for a sum of complete answers; a mean or a prorated sum need not be."""


@dataclass(frozen=True, slots=True)
class Trajectory:
    """A client's scores on one measure, oldest first, at most one for a date."""

    instrument: Instrument
    points: tuple[Point, ...]
    missed: tuple[date, ...] = ()
    """Dates on which a check-in was due and never answered: gaps are shown as gaps."""
    of: str = ""
    """The code of a subscale; empty for the total."""

    @classmethod
    def on(
        cls, instrument: Instrument, measure: Measure, points: tuple[Point, ...] = ()
    ) -> "Trajectory":
        """The course of one measure of an instrument, by default before the first score."""
        return cls(instrument, points, of="" if measure == instrument.total else measure.code)

    @property
    def measure(self) -> Measure:
        """What the scores are values of."""
        return self.instrument.measure(self.of or self.instrument.code)

    @property
    def name(self) -> str:
        """The name under which the scores are kept."""
        return f"{self.instrument.code}.{self.of}" if self.of else self.instrument.code

    @property
    def baseline(self) -> Point:
        """The first score of the episode."""
        return self.points[0]

    @property
    def latest(self) -> Point:
        """The newest score."""
        return self.points[-1]

    @property
    def difference(self) -> float:
        """Latest minus baseline, in points of the scale."""
        # Means carry binary dust: 2.3 - 1.6 is 0.7.
        return plain(round(self.latest.score - self.baseline.score, 6))

    @property
    def change(self) -> Change | None:
        """Reliable change since the baseline; None with one score, or where there is none."""
        if len(self.points) < 2:
            return None
        return reliable_change(self.measure, self.baseline.score, self.latest.score)

    @property
    def least_change(self) -> float | None:
        """The reliable change since the baseline in points; None where there is none to tell."""
        change = self.measure.reliable_change
        least = change.least(self.baseline.score) if change else None
        return None if least is None else plain(round(least, 6))

    @property
    def week_before(self) -> Point | None:
        """The score that lies nearest to a week before the latest; None where none is near.

        Four to ten days count as about a week, so that a questionnaire answered late still does.
        """
        apart = {(self.latest.on - each.on).days: each for each in self.points}
        near = [days for days in apart if A_WEEK_FROM <= days <= A_WEEK_TO]
        return apart[min(near, key=lambda days: (abs(days - 7), -days))] if near else None

    @property
    def week_over_week(self) -> float | None:
        """Latest minus the score about a week before, in points of the scale."""
        before = self.week_before
        return None if before is None else plain(round(self.latest.score - before.score, 6))

    def with_point(self, point: Point) -> "Trajectory":
        """The same trajectory with this score; a score of the same date is replaced."""
        others = (other for other in self.points if other.on != point.on)
        return replace(self, points=tuple(sorted((*others, point))))


def dump_points(points: Iterable[Point]) -> bytes:
    """Scores as one packed field: sealing ninety of them costs what sealing one costs."""
    held = [(each.on.toordinal(), plain(each.score)) for each in points]
    whole = all(isinstance(score, int) for _, score in held)
    number, form = (_WHOLE, _WHOLE_POINT) if whole else (_BROKEN, _BROKEN_POINT)
    return bytes([number]) + b"".join(form.pack(*each) for each in held)


def load_points(packed: bytes) -> tuple[Point, ...]:
    """The scores that `dump_points` packed."""
    form = {_WHOLE: _WHOLE_POINT, _BROKEN: _BROKEN_POINT}.get(packed[0])
    if form is None:
        raise ValueError(f"points of an unknown form {packed[0]}")
    return tuple(
        Point(date.fromordinal(day), plain(score)) for day, score in form.iter_unpack(packed[1:])
    )


def plain(score: float) -> float:
    """The same number, as a whole one where it is whole: 12, not 12.0."""
    return int(score) if float(score).is_integer() else score


@dataclass(frozen=True, slots=True)
class Day:
    """The daily items answered on one local date: (item code, value), by code."""

    on: date
    values: tuple[tuple[str, int], ...]

    def value(self, item: str) -> int | None:
        """What was answered to this item, or None."""
        for code, value in self.values:
            if code == item:
                return value
        return None


@dataclass(frozen=True, slots=True)
class DailyRecord:
    """The last 35 days of daily items, oldest first: all that the daily rules look at."""

    days: tuple[Day, ...] = ()

    def with_day(self, day: Day) -> "DailyRecord":
        """The record with this day; late and corrected answers replace what stood there.

        What else was answered on the day stays: several daily instruments share one record.
        """
        if self.days and day.on > self.days[-1].on:
            # What mostly comes is a new day: the rest is in order already.
            first = day.on - WINDOW
            return DailyRecord((*(each for each in self.days if each.on > first), day))
        others = [other for other in self.days if other.on != day.on]
        same = next((other for other in self.days if other.on == day.on), day)
        whole = Day(day.on, tuple((dict(same.values) | dict(day.values)).items()))
        newest = max([day.on, *(other.on for other in others)])
        kept = (other for other in (*others, whole) if newest - other.on < WINDOW)
        return DailyRecord(tuple(sorted(kept, key=lambda each: each.on)))

    def values(self, item: str) -> tuple[tuple[date, int], ...]:
        """The answered days of one item, oldest first."""
        found = ((day.on, day.value(item)) for day in self.days)
        return tuple((on, value) for on, value in found if value is not None)


def dump_days(record: DailyRecord) -> bytes:
    """The record as one packed field."""
    packed = [bytes([_FORM])]
    for day in record.days:
        packed.append(_DAY.pack(day.on.toordinal(), len(day.values)))
        packed += [_named(code) + _VALUE.pack(value) for code, value in day.values]
    return b"".join(packed)


@lru_cache(maxsize=256)
def _named(code: str) -> bytes:
    """An item as it is packed: the length of its code, and the code. The same few, day by day."""
    name = code.encode()
    return bytes([len(name)]) + name


def load_days(packed: bytes) -> DailyRecord:
    """The record that `dump_days` packed."""
    if packed[0] != _FORM:
        raise ValueError(f"a daily record of an unknown form {packed[0]}")
    days, at, end = [], 1, len(packed)
    names: dict[bytes, str] = {}
    day_of, value_of = _DAY.unpack_from, _VALUE.unpack_from
    while at < end:
        ordinal, count = day_of(packed, at)
        at += _DAY.size
        values = []
        for _ in range(count):
            ends = at + 1 + packed[at]
            name = packed[at + 1 : ends]
            code = names.get(name)
            if code is None:
                code = names[name] = name.decode()
            values.append((code, value_of(packed, ends)[0]))
            at = ends + 2
        days.append(Day(date.fromordinal(ordinal), tuple(values)))
    return DailyRecord(tuple(days))
