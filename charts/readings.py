"""Daily values on a frame: every day that was answered, a gap wherever one was not."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from care.pause import Stretch
from care.pictured import means
from charts.marks import Shape, pause, points
from charts.page import Page
from charts.sheet import Frame, Stroke

Reading: TypeAlias = tuple[date, int]

_FEW = 7


def runs(readings: Sequence[tuple[date, float]]) -> tuple[tuple[tuple[date, float], ...], ...]:
    """The readings in stretches of days that follow one another."""
    found = [list(readings[:1])]
    for before, after in pairwise(readings):
        if (after[0] - before[0]).days > 1:
            found.append([])
        found[-1].append(after)
    return tuple(tuple(run) for run in found if run)


def draw(page: Page, frame: Frame, readings: Sequence[Reading], *, joined: bool = True) -> None:
    """A dot for each answered day, joined where one follows the other."""
    colour = page.palette.accent
    apart = frame.wide / max(frame.last - frame.first, 1)
    least = page.em * (0.25 if len(readings) > _FEW else 0.36)
    dot = min(page.em * 0.42, max(apart * 0.72, least))
    for run in runs(readings):
        spots = tuple(frame.spot(on.toordinal(), value) for on, value in run)
        if joined:
            page.sheet.add(Stroke("values", spots, colour, min(page.em * 0.12, dot * 0.42)))
        points(page.sheet, "value-dot", spots, Shape.DOT, colour, dot, edged=dot > page.em * 0.4)


def draw_means(page: Page, frame: Frame, readings: Sequence[Reading]) -> None:
    """The seven-day mean above the days it is of, which stay to be seen."""
    found = means(readings)
    for run in runs(found) if found else ():
        spots = tuple(frame.spot(on.toordinal(), value) for on, value in run)
        if len(spots) > 1:
            page.sheet.add(Stroke("mean", spots, page.palette.ink, page.em * 0.13))


def overlapping(paused: Sequence[Stretch], first: date, last: date) -> tuple[Stretch, ...]:
    """Those of these pauses of which a part lies within these days."""
    return tuple(each for each in paused if each[0] <= last and first <= each[1])


def draw_pauses(page: Page, frame: Frame, paused: Sequence[Stretch]) -> None:
    """Time in which nothing was asked, shaded over the height of the plot."""
    for start, end in paused:
        first = max(start.toordinal() - 0.5, frame.first)
        last = min(end.toordinal() + 0.5, frame.last)
        if first < last:
            x = frame.x(first)
            box = (x, frame.y0, frame.x(last) - x, frame.tall)
            pause(page.sheet, "paused", box, page.palette)
