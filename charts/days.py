"""What became of the days of a check-in: done, late, open, paused, each with a mark of its own."""

from collections.abc import Iterable

from care.pictured import DayState
from charts.lettering import Block, write
from charts.marks import Key, Shape, points
from charts.page import Page
from charts.requests import DayWords
from charts.sheet import Slab, Stroke
from charts.style import Palette


def keys(colours: Palette, words: DayWords, states: Iterable[DayState]) -> list[Key]:
    """What the marks mean, of those that are there."""
    there = set(states)
    known = (
        (DayState.DONE, Key(Shape.DOT, colours.accent, words.done)),
        (DayState.LATE, Key(Shape.HALF, colours.accent, words.late)),
        (DayState.OPEN, Key(Shape.RING, colours.muted, words.open)),
        (DayState.PAUSED, Key(Shape.STROKE, colours.muted, words.paused)),
    )
    return [key for state, key in known if state in there]


def draw(page: Page, x: float, y: float, size: float, state: DayState | None) -> None:
    """The mark of one day about this pixel; a day on which nothing was due is a speck."""
    sheet, colours = page.sheet, page.palette
    match state:
        case DayState.DONE:
            points(sheet, "day-done", [(x, y)], Shape.DOT, colours.accent, size, edged=False)
        case DayState.LATE:
            points(sheet, "day-late", [(x, y)], Shape.RING, colours.accent, size)
            points(sheet, "late", [(x, y)], Shape.DOT, colours.accent, size * 0.42, edged=False)
        case DayState.OPEN:
            points(sheet, "day-open", [(x, y)], Shape.RING, colours.muted, size)
        case DayState.PAUSED:
            half = size * 0.42
            line = ((x - half, y), (x + half, y))
            sheet.add(Stroke("day-paused", line, colours.muted, size * 0.16))
        case None:
            points(sheet, "day-none", [(x, y)], Shape.DOT, colours.faint, size * 0.3, edged=False)


def today(page: Page, x: float, y: float, size: float) -> None:
    """A frame about the day that is today."""
    sheet, colours = page.sheet, page.palette
    half = size / 2
    sheet.add(
        Slab(
            "today",
            x - half,
            y - half,
            size,
            size,
            colours.card,
            radius=size * 0.28,
            edge=colours.ink,
            edge_width=size * 0.05,
        )
    )


def column_names(page: Page, names: Iterable[tuple[float, str]], top: float, size: float) -> None:
    """Weekdays above the columns of a calendar."""
    for x, name in names:
        write(page.sheet, Block((name,), size), (x, top), page.palette.muted, gid="weekday",
              align="center")  # fmt: skip
