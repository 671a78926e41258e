"""What stands around the data: dates below, numbers at the left, the faint lines they belong to."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from babel.numbers import format_decimal
from matplotlib.axes import Axes
from matplotlib.transforms import IdentityTransform

from charts import dates, style
from charts.lettering import Block, width, write
from charts.page import Page

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


def number(value: float, locale: str) -> str:
    """A number as the reader's language writes it."""
    return str(format_decimal(value, locale=dates.language(locale)))


def levels(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Round numbers along a scale, with both of its ends."""
    step = next((step for step in _STEPS if (high - low) / step <= most), high - low)
    inner = [low + step * each for each in range(1, int((high - low) / step) + 1)]
    # A round number just below the end of the scale would crowd it.
    return (low, *(each for each in inner if high - each >= step * 0.6), high)


def write_levels(
    page: Page, axes: Axes, values: Sequence[float], locale: str, ruled: bool = True
) -> None:
    """The numbers of the scale at the left; one that would crowd the next is left out."""
    box, size = axes.get_window_extent(), page.em * 0.8
    low, high = axes.get_ylim()
    kept: list[float] = []
    for value in sorted(values):
        y = box.y0 + (value - low) / (high - low) * box.height
        far_from = [box.y0 + (each - low) / (high - low) * box.height for each in kept]
        if value < high:
            far_from.append(box.y1)
        if all(abs(y - each) >= size * 1.25 for each in far_from):
            kept.append(value)
            block = Block((number(value, locale),), size)
            at = (box.x0 - page.em * 0.6, y + block.height / 2)
            write(page.figure, block, at, style.MUTED, gid="level", align="right")
            if not ruled:
                continue
            axes.axhline(
                value, color=style.FAINT, linewidth=page.em * 0.045, zorder=1, clip_on=False
            )
    axes.axhline(low, color=style.MUTED, linewidth=page.em * 0.06, zorder=2, clip_on=False)


def write_dates(
    page: Page, axes: Axes, first: date, last: date, *, locale: str, backwards: bool = False
) -> None:
    """Dates below the axes, each under a small tick."""
    box, size = axes.get_window_extent(), page.em * 0.8
    start, end = axes.get_xlim()

    def place(on: date) -> float:
        return float(box.x0 + (on.toordinal() - start) / (end - start) * box.width)

    def fits(marks: tuple[dates.Mark, ...]) -> bool:
        ends = [(place(on), width(text, size) / 2) for on, text in marks]
        apart = all(b - a >= wa + wb + size for (a, wa), (b, wb) in pairwise(ends))
        edge = page.margin * 0.4
        return apart and all(edge <= x - w and x + w <= page.size.width - edge for x, w in ends)

    for on, text in dates.marks(first, last, locale, fits, backwards):
        block, x = Block((text,), size), place(on)
        at = (x, box.y0 - page.em * 0.7)
        write(page.figure, block, at, style.MUTED, gid="date", align="center")
        axes.plot(
            [x, x],
            [box.y0, box.y0 - page.em * 0.22],
            color=style.MUTED,
            linewidth=page.em * 0.06,
            transform=IdentityTransform(),
            clip_on=False,
            gid="tick",
            scalex=False,
            scaley=False,
        )
