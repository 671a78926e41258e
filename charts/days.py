"""What became of the days of a check-in: done, late, open, paused, each with a mark of its own."""

from collections.abc import Iterable

from care.pictured import DayState
from charts.lettering import Block, write
from charts.marks import Key, Shape, points
from charts.page import Page
from charts.requests import DayWords
from charts.sheet import Slab, Spot, Stroke
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


def draw(page: Page, spots: Iterable[tuple[Spot, DayState | None]], size: float) -> None:
    """The marks of days about these pixels; a day on which nothing was due is a speck."""
    sheet, colours = page.sheet, page.palette
    of: dict[DayState | None, list[Spot]] = {}
    for spot, state in spots:
        of.setdefault(state, []).append(spot)
    done, late = of.get(DayState.DONE, ()), of.get(DayState.LATE, ())
    points(sheet, "day-done", done, Shape.DOT, colours.accent, size, edged=False)
    points(sheet, "day-late", late, Shape.RING, colours.accent, size)
    points(sheet, "late", late, Shape.DOT, colours.accent, size * 0.42, edged=False)
    points(sheet, "day-open", of.get(DayState.OPEN, ()), Shape.RING, colours.muted, size)
    nothing = of.get(None, ())
    points(sheet, "day-none", nothing, Shape.DOT, colours.faint, size * 0.3, edged=False)
    half = size * 0.42
    for x, y in of.get(DayState.PAUSED, ()):
        line = ((x - half, y), (x + half, y))
        sheet.add(Stroke("day-paused", line, colours.muted, size * 0.16))


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
