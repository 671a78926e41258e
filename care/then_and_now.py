"""Three months ago and now: which two numbers stand side by side, and from when there are two.

Of a scale two scores; of a daily item the means of two weeks, then and now, with their days.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from care.light import dataclass
from care.progress import Point, Trajectory

MONTHS_AGO = timedelta(days=91)
NEAR = timedelta(days=21)
"""A score so much older or newer than three months still counts as of then."""

WEEK = timedelta(days=7)
LEAST_DAYS = 4
"""Answers that a mean of two weeks needs: of fewer a single day would be most of it."""

OLDEST = MONTHS_AGO + WEEK
"""How far back a mean of then may look."""

ITEMS = ("mood", "anxiety", "sleep", "pain", "pain_in_the_way")
"""The daily items that are looked back at; pain never without what it keeps from."""


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of some days, and of how many."""

    value: float
    days: int


@dataclass(frozen=True, slots=True)
class LookedBack:
    """Whether there is something to compare with, and the day from which there may be."""

    is_ready: bool = False
    ready_on: date | None = None
    """When the oldest score that is too new by now is old enough; None where there is none."""


def then_of(course: Trajectory, today: date) -> Point | None:
    """The score nearest to three months ago; None where there is none, or nothing newer."""
    wanted = today - MONTHS_AGO
    near = [each for each in course.points if abs(each.on - wanted) <= NEAR]
    if not near or course.latest in near:
        return None
    return min(near, key=lambda each: abs(each.on - wanted))


def means_of(values: Sequence[tuple[date, int]], today: date) -> tuple[Mean, Mean] | None:
    """A daily item in the two weeks about three months ago, and in the last two weeks."""
    wanted = today - MONTHS_AGO
    then = _mean(values, wanted - WEEK, wanted + WEEK)
    now = _mean(values, today - 2 * WEEK, today)
    return None if then is None or now is None else (then, now)


def _mean(values: Sequence[tuple[date, int]], after: date, until: date) -> Mean | None:
    found = [value for on, value in values if after < on <= until]
    return Mean(sum(found) / len(found), len(found)) if len(found) >= LEAST_DAYS else None


def looked_back(
    courses: Iterable[Trajectory],
    today: date,
    daily: Sequence[Sequence[tuple[date, int]]] = (),
) -> LookedBack:
    """What can be told of these courses and daily items before anything is drawn."""
    known = tuple(courses)
    if any(then_of(each, today) is not None for each in known):
        return LookedBack(is_ready=True)
    if any(means_of(each, today) is not None for each in daily):
        return LookedBack(is_ready=True)
    ready = [point.on + MONTHS_AGO - NEAR for each in known for point in each.points]
    for values in daily:
        ready += _means_ready_on(values)
    return LookedBack(ready_on=min((on for on in ready if on > today), default=None))


def _means_ready_on(values: Sequence[tuple[date, int]]) -> list[date]:
    """From when days that lie close enough together make a mean of three months ago."""
    days = [on for on, _ in values]
    enough = zip(days, days[LEAST_DAYS - 1 :], strict=False)
    return [last + MONTHS_AGO - WEEK for first, last in enough if last - first < 2 * WEEK]
