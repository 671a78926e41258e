"""What stands around the data: dates below, numbers at the left, the faint lines they belong to."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from babel.numbers import format_decimal

from charts import dates
from charts.lettering import Block, width, write
from charts.page import Page
from charts.sheet import Frame, Stroke

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


@lru_cache(maxsize=1024)
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
    page: Page,
    frame: Frame,
    values: Sequence[float],
    locale: str,
    *,
    ruled: bool = True,
    size: float = 0.8,
) -> None:
    """The numbers of the scale at the left; one that would crowd the next is left out."""
    sheet, palette, tall = page.sheet, page.palette, page.em * size
    kept: list[float] = []
    for value in sorted(values):
        y = frame.y(value)
        far_from = [frame.y(each) for each in kept]
        if value < frame.high:
            far_from.append(frame.y1)
        if all(abs(y - each) >= tall * 1.25 for each in far_from):
            kept.append(value)
            block = Block((number(value, locale),), tall)
            at = (frame.x0 - page.em * 0.6, y + block.height / 2)
            write(sheet, block, at, palette.muted, gid="level", align="right")
            if ruled:
                line = ((frame.x0, y), (frame.x1, y))
                sheet.add(Stroke("rule", line, palette.faint, page.em * 0.045))
    line = ((frame.x0, frame.y0), (frame.x1, frame.y0))
    sheet.add(Stroke("ground", line, palette.muted, page.em * 0.06))


def write_dates(
    page: Page,
    frame: Frame,
    first: date,
    last: date,
    *,
    locale: str,
    backwards: bool = False,
    size: float = 0.8,
    within: tuple[float, float] | None = None,
) -> None:
    """Dates below the frame, each under a small tick, none beyond these pixels."""
    tall = page.em * size
    left, right = within or (page.margin * 0.4, page.size.width - page.margin * 0.4)

    def middle(on: date, text: str) -> float:
        half = width(text, tall) / 2
        return min(max(frame.x(on.toordinal()), left + half), right - half)

    def fits(marks: tuple[dates.Mark, ...]) -> bool:
        ends = [(middle(on, text), width(text, tall) / 2) for on, text in marks]
        return all(b - a >= wa + wb + tall for (a, wa), (b, wb) in pairwise(ends))

    for on, text in dates.marks(first, last, locale, fits, backwards):
        x, y = frame.x(on.toordinal()), frame.y0
        block = Block((text,), tall)
        at = (middle(on, text), y - page.em * 0.7)
        write(page.sheet, block, at, page.palette.muted, gid="date", align="center")
        line = ((x, y), (x, y - page.em * 0.22))
        page.sheet.add(Stroke("tick", line, page.palette.muted, page.em * 0.06))
