"""Severity bands behind the scores: washes of grey, each with its name beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from charts.lettering import Block, wrapped, write
from charts.page import Page
from charts.sheet import Frame, Slab, Stroke
from charts.style import Palette
from questionnaires.instrument import Direction, Measure

_GAP = 0.25
"""Between two names, in sizes: a name on two lines must not read as two names."""


@dataclass(frozen=True, slots=True)
class Wash:
    """A severity band on the axis: the scores that belong to it, and half a step around them."""

    low: float
    high: float
    name: str
    colour: str


def half_step(measure: Measure) -> float:
    """Half of the least difference between two scores: a boundary lies between scores."""
    return measure.step / 2


def washes_of(measure: Measure, named: Mapping[str, str], palette: Palette) -> tuple[Wash, ...]:
    """The bands of a measure over its whole range, deeper grey where the score is worse."""
    half = half_step(measure)
    starts = [band.lowest - half for band in measure.bands[1:]]
    edges = pairwise([measure.lowest, *starts, measure.highest])
    greys = palette.washes(len(measure.bands))
    if measure.higher_is is Direction.BETTER:
        greys = greys[::-1]
    return tuple(
        Wash(low, high, named[band.code], grey)
        # Without bands there is still one stretch, from end to end, that has no name.
        for band, grey, (low, high) in zip(measure.bands, greys, edges, strict=False)
    )


def boundaries(measure: Measure) -> tuple[float, ...]:
    """The numbers at which bands begin, with the ends of the scale."""
    return tuple({*(band.lowest for band in measure.bands), measure.lowest, measure.highest})


def fit_names(page: Page, washes: Sequence[Wash]) -> tuple[Block, ...]:
    """The bands' names beside the plot, one above the other: on one line each if they can be."""
    if not washes:
        return ()
    for most_lines, sizes in ((1, (0.86, 0.78, 0.7)), (3, (0.86, 0.78, 0.7, 0.62, 0.54, 0.46))):
        for size, share in product(sizes, (0.22, 0.28, 0.34)):
            names = _set_names(washes, page.em * size, page.size.width * share)
            tall = sum(name.height + name.size * _GAP for name in names)
            if tall <= page.ceiling - page.floor and all(
                len(name.lines) <= most_lines for name in names
            ):
                return names
    return names


def _set_names(washes: Sequence[Wash], size: float, room: float) -> tuple[Block, ...]:
    return tuple(Block(wrapped(wash.name, size, room), size) for wash in washes)


def draw_washes(page: Page, frame: Frame, washes: Sequence[Wash], names: Sequence[Block]) -> None:
    """Put the bands behind everything else, a thin line of paper between them."""
    for wash in washes:
        y = frame.y(wash.low)
        slab = Slab("wash", frame.x0, y, frame.wide, frame.y(wash.high) - y, wash.colour)
        page.sheet.add(slab)
        line = ((frame.x0, y), (frame.x1, y))
        page.sheet.add(Stroke("border", line, page.palette.paper, page.em * 0.08))
    middles = [frame.y((wash.low + wash.high) / 2) for wash in washes]
    for block, middle in zip(names, _apart(names, middles, frame.y0, frame.y1), strict=True):
        at = (frame.x1 + page.em * 0.5, middle + block.height / 2)
        write(page.sheet, block, at, page.palette.muted, gid="band")


def _apart(
    names: Sequence[Block], middles: Sequence[float], bottom: float, top: float
) -> tuple[float, ...]:
    """Where the names stand: at the middle of their bands, moved where they would touch."""
    placed: list[float] = []
    halves = [(name.height + name.size * _GAP) / 2 for name in names]
    floor = bottom
    for half, middle in zip(halves, middles, strict=True):
        placed.append(max(middle, floor + half))
        floor = placed[-1] + half
    ceiling = top
    for index, half in reversed(list(enumerate(halves))):
        placed[index] = min(placed[index], ceiling - half)
        ceiling = placed[index] - half
    return tuple(placed)
