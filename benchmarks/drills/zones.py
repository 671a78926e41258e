"""The zones drill: every change of clocks of 2026 and 2027, in every zone, held against a walk.

The walk knows nothing of our arithmetic: it goes through real time minute by minute and notes when
the wall clock first shows, or has passed, each minute. What `care.local_time` and `care.plan` say
has to be the same.
"""

import time as machine_time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from benchmarks.drills.progress import Bar
from benchmarks.drills.verdict import judged, not_so
from benchmarks.result import Figure, Result
from care import local_time, plan
from care.plan import daily

NAME = "zones"
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
DAY, MINUTE, SECOND = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)
AROUND = 150
"""Minutes that are walked before and after each change: the largest is two hours."""


@dataclass(frozen=True, slots=True)
class Change:
    """The first instant with another offset, and what the wall showed there before and after."""

    where: ZoneInfo
    at: datetime
    was: datetime
    becomes: datetime

    @property
    def by(self) -> timedelta:
        return self.becomes - self.was


def run(*, seed: int, every: int = 1, sabotage: str | None = None, shown: bool = False) -> Result:
    """Looks at each change; of the minutes around it at every one, or at every so many."""
    begun = machine_time.monotonic()
    restore = SABOTAGES[sabotage]() if sabotage is not None else _nothing
    try:
        figures = _figures(every, shown)
    finally:
        restore()
    figures["seconds"] = round(machine_time.monotonic() - begun, 1)
    if sabotage is not None:
        figures["sabotage"] = sabotage
    musts = {"wrong": figures["wrong"] == 0, "transitions": int(str(figures["transitions"])) > 0}
    return judged(NAME, seed, figures, not_so(musts))


def _figures(every: int, shown: bool) -> dict[str, Figure]:
    # Where the system lists its own zone as "localtime", the name differs by machine.
    names = sorted(available_timezones() - {"localtime"})
    bar = Bar(NAME, len(names), shown=shown)
    found: Counter[str] = Counter()
    for number, name in enumerate(names):
        for change in changes(ZoneInfo(name)):
            found["transitions"] += 1
            found["gaps"] += change.by > timedelta(0)
            found["folds"] += change.by < timedelta(0)
            found["at_midnight"] += _touches_midnight(change)
            found["not_an_hour"] += abs(change.by) != timedelta(hours=1)
            walked = _walk(change, every)
            found["instants"] += len(walked)
            found["wrong"] += sum(_wrong_instant(change, *each) for each in walked.items())
            for at in _times(change):
                found["check_ins"] += len(_DAYS)
                found["wrong"] += _wrong_check_ins(change, at, walked)
        bar.at(number + 1)
    bar.end()
    kinds = ("transitions", "gaps", "folds", "at_midnight", "not_an_hour", "instants", "check_ins")
    return {"zones": len(names), **{each: found[each] for each in (*kinds, "wrong")}}


def changes(where: ZoneInfo) -> Iterator[Change]:
    """Every change of the zone's offset in these two years."""
    day, offset = FIRST, where.utcoffset(FIRST.astimezone(where))
    while day < LAST:
        following = day + DAY
        after = where.utcoffset(following.astimezone(where))
        if after != offset and offset is not None:
            at = _between(where, day, following, offset)
            was = (at + offset).replace(tzinfo=None)
            yield Change(where, at, was, _wall(at, where))
        day, offset = following, after


def _between(where: ZoneInfo, before: datetime, after: datetime, offset: timedelta) -> datetime:
    while after - before > SECOND:
        middle = before + (after - before) // SECOND // 2 * SECOND
        same = where.utcoffset(middle.astimezone(where)) == offset
        before, after = (middle, after) if same else (before, middle)
    return after


def _wall(at: datetime, where: ZoneInfo) -> datetime:
    return at.astimezone(where).replace(tzinfo=None, fold=0)


def _touches_midnight(change: Change) -> bool:
    first, last = sorted((change.was, change.becomes))
    return first.date() != last.date() or first.time() == time(0) or last.time() == time(0)


def _walk(change: Change, every: int) -> Mapping[datetime, datetime]:
    """For each minute of the wall around the change, when clocks have first reached it."""
    found: dict[datetime, datetime] = {}
    shown = _wall(change.at - AROUND * MINUTE, change.where)
    for step in range(-AROUND, AROUND):
        now = change.at + step * MINUTE
        reads = _wall(now, change.where)
        while shown <= reads:
            found[shown] = now
            shown += MINUTE
    ends = {change.was, change.becomes, change.was - MINUTE, change.becomes - MINUTE}
    numbered = enumerate(found.items())
    return {wall: at for number, (wall, at) in numbered if number % every == 0 or wall in ends}


def _wrong_instant(change: Change, wall: datetime, expected: datetime) -> bool:
    return local_time.instant(wall.date(), wall.time(), change.where) != expected


_DAYS = range(-2, 3)


def _times(change: Change) -> frozenset[time]:
    """Check-in times that the change touches: where it begins, its middle, and midnight."""
    middle = change.was + (change.becomes - change.was) / 2
    return frozenset({change.was.time(), middle.time(), time(0)})


def _wrong_check_ins(change: Change, at: time, walked: Mapping[datetime, datetime]) -> int:
    """Daily check-ins around the change: one a date, in order, at the instant that was walked."""
    middle = change.was.date()
    dates = [middle + step * DAY for step in _DAYS]
    made = list(plan.planned(daily("pulse", "1", at, dates[0]), change.where, dates[0], dates[-1]))
    wrong = int([each.local_date for each in made] != dates)
    for each in made:
        expected = walked.get(datetime.combine(each.local_date, at))
        wrong += expected is not None and each.opens_at != expected
        # In Nuuk the clocks go from 23:00 to midnight: what was for 23:30 comes with the new day.
        if each.opens_at != change.at:
            wrong += local_time.local_date(each.opens_at, change.where) != each.local_date
    return wrong + sum(one.expires_at > other.opens_at for one, other in pairwise(made))


# --- what sabotage breaks --------------------------------------------------------------------

Restore = Callable[[], None]


def _nothing() -> None:
    """There is nothing to put back."""


def _instead(instant: Callable[[Any, time, ZoneInfo], datetime]) -> Restore:
    kept = local_time.instant

    def put(by: Callable[[Any, time, ZoneInfo], datetime]) -> None:
        for owner in (local_time, plan):
            setattr(owner, "instant", by)  # noqa: B010 - the type checker knows it as a function

    put(instant)
    return lambda: put(kept)


def _trust_the_library() -> Restore:
    """What a time that the clocks skip becomes is left to the library."""
    return _instead(lambda day, at, where: datetime.combine(day, at, where).astimezone(UTC))


def _later_of_two() -> Restore:
    """Of a time that comes twice, the second is taken."""
    kept = local_time.instant

    def later(day: Any, at: time, where: ZoneInfo) -> datetime:
        second = datetime.combine(day, at, where).replace(fold=1).astimezone(UTC)
        return max(kept(day, at, where), second)

    return _instead(later)


SABOTAGES: Mapping[str, Callable[[], Restore]] = {
    "trust-the-library": _trust_the_library,
    "later-of-two": _later_of_two,
}
