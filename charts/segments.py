"""Scores in stretches: a line must not run over a check-in that was not answered."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from care.progress import Point, Trajectory
from charts.bands import half_step


def segments(points: Sequence[Point], missed: Iterable[date]) -> tuple[tuple[Point, ...], ...]:
    """The scores in stretches between which nothing was left unanswered."""
    gaps = tuple(missed)
    found = [[points[0]]]
    for before, after in pairwise(points):
        if any(before.on < gap < after.on for gap in gaps):
            found.append([])
        found[-1].append(after)
    return tuple(map(tuple, found))


def within(trajectory: Trajectory) -> tuple[float, float] | None:
    """The scores that are no reliable change from the baseline, with half a step around them."""
    least = trajectory.least_change
    if least is None:
        return None
    measure, baseline = trajectory.measure, trajectory.baseline.score
    reach = least - half_step(measure)
    return max(baseline - reach, measure.lowest), min(baseline + reach, measure.highest)
