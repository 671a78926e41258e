"""Scores in stretches: a line must not run over a check-in that was not answered."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from care.progress import Point


def segments(points: Sequence[Point], missed: Iterable[date]) -> tuple[tuple[Point, ...], ...]:
    """The scores in stretches between which nothing was left unanswered."""
    gaps = tuple(missed)
    found = [[points[0]]]
    for before, after in pairwise(points):
        if any(before.on < gap < after.on for gap in gaps):
            found.append([])
        found[-1].append(after)
    return tuple(map(tuple, found))
