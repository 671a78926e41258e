"""Three months ago and now: which two scores stand side by side, and from when there are two."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from care.progress import Point, Trajectory

MONTHS_AGO = timedelta(days=91)
NEAR = timedelta(days=21)
"""A score so much older or newer than three months still counts as of then."""


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


def looked_back(courses: Iterable[Trajectory], today: date) -> LookedBack:
    """What can be told of these courses before anything is drawn."""
    known = tuple(courses)
    if any(then_of(each, today) is not None for each in known):
        return LookedBack(is_ready=True)
    ready = (point.on + MONTHS_AGO - NEAR for each in known for point in each.points)
    return LookedBack(ready_on=min((on for on in ready if on > today), default=None))
