"""Severity bands behind the scores: washes of grey, each with its name beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes

from charts import style
from charts.lettering import Block, fitted, write
from charts.page import Page
from questionnaires.instrument import Direction, Instrument, Measure, ScoreKind


@dataclass(frozen=True, slots=True)
class Wash:
    """A severity band on the axis: the scores that belong to it, and half a step around them."""

    low: float
    high: float
    name: str
    colour: str


def half_step(instrument: Instrument) -> float:
    """Half of the least difference between two scores: a boundary lies between scores."""
    return 0.5 / (len(instrument.items) if instrument.score is ScoreKind.MEAN else 1)


def washes_of(
    instrument: Instrument, measure: Measure, named: Mapping[str, str]
) -> tuple[Wash, ...]:
    """The bands of an instrument over its whole range, deeper grey where the score is worse."""
    half = half_step(instrument)
    starts = [band.lowest - half for band in instrument.bands[1:]]
    edges = pairwise([measure.lowest, *starts, measure.highest])
    greys = style.washes(len(instrument.bands))
    if measure.higher_is is Direction.BETTER:
        greys = greys[::-1]
    return tuple(
        Wash(low, high, named[band.code], grey)
        # Without bands there is still one stretch, from end to end, that has no name.
        for band, grey, (low, high) in zip(instrument.bands, greys, edges, strict=False)
    )


def boundaries(instrument: Instrument, measure: Measure) -> tuple[float, ...]:
    """The numbers at which bands begin, with the ends of the scale."""
    return tuple({*(band.lowest for band in instrument.bands), measure.lowest, measure.highest})


def fit_names(page: Page, washes: Sequence[Wash]) -> tuple[Block, ...]:
    """The bands' names as large as they fit beside the plot, one above the other."""
    if not washes:
        return ()
    for size in (0.86, 0.78, 0.7, 0.62, 0.54):
        for share in (0.2, 0.27, 0.34):
            names = tuple(
                fitted(wash.name, page.em * size, page.size.width * share, 1) for wash in washes
            )
            least = min(name.size for name in names)
            if least < page.em * size:
                continue
            if sum(name.height for name in names) <= page.ceiling - page.floor:
                return names
    return names


def draw_washes(page: Page, axes: Axes, washes: Sequence[Wash], names: Sequence[Block]) -> None:
    """Put the bands behind everything else, a thin line of paper between them."""
    for wash in washes:
        axes.axhspan(wash.low, wash.high, facecolor=wash.colour, linewidth=0, zorder=0, gid="wash")
        axes.axhline(wash.low, color=style.PAPER, linewidth=page.em * 0.08, zorder=1)
    box = axes.get_window_extent()
    low, high = axes.get_ylim()
    middles = [
        box.y0 + ((wash.low + wash.high) / 2 - low) / (high - low) * box.height for wash in washes
    ]
    for block, middle in zip(names, _apart(names, middles, box.y0, box.y1), strict=True):
        x, top = box.x1 + page.em * 0.5, middle + block.height / 2
        write(page.figure, block, (x, top), style.MUTED, gid="band")


def _apart(
    names: Sequence[Block], middles: Sequence[float], bottom: float, top: float
) -> tuple[float, ...]:
    """Where the names stand: at the middle of their bands, moved where they would touch."""
    placed = []
    floor = bottom
    for name, middle in zip(names, middles, strict=True):
        floor = max(middle - name.height / 2, floor) + name.height
        placed.append(floor - name.height / 2)
    ceiling = top
    for index in reversed(range(len(placed))):
        half = names[index].height / 2
        placed[index] = min(placed[index], ceiling - half)
        ceiling = placed[index] - half
    return tuple(placed)
