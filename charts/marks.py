"""The marks that pictures share: each has its own shape, so that colour never speaks alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from charts.sheet import Dot, Dots, Sheet, Slab, Spot, Stroke
from charts.style import Palette

SHADE = 0.13
"""How much of the accent colours the stretch that may be chance."""

DASHES = (2.6, 1.6)


class Shape(Enum):
    """What a mark looks like."""

    DOT = "dot"
    RING = "ring"
    HALF = "half"
    DIAMOND = "diamond"
    SQUARE = "square"
    TRIANGLE = "triangle"
    FLAG = "flag"
    LINE = "line"
    STROKE = "stroke"
    UPRIGHT = "upright"
    BAR = "bar"
    BEGAN = "began"
    DASHES = "dashes"
    SHADE = "shade"
    PAUSE = "pause"


_DOTS = {
    Shape.DOT: Dot.ROUND,
    Shape.RING: Dot.ROUND,
    Shape.DIAMOND: Dot.DIAMOND,
    Shape.SQUARE: Dot.SQUARE,
    Shape.TRIANGLE: Dot.TRIANGLE,
    Shape.FLAG: Dot.FLAG,
}

SERIES = (Shape.DOT, Shape.DIAMOND, Shape.SQUARE, Shape.TRIANGLE)
"""The shapes of several lines on one picture, in the order of the palette's series."""


@dataclass(frozen=True, slots=True)
class Key:
    """A mark of the plot and what it means."""

    shape: Shape
    colour: str
    text: str
    number: str = ""
    """What stands in the mark, as on the plot."""


def points(
    sheet: Sheet,
    gid: str,
    spots: Iterable[Spot],
    shape: Shape,
    colour: str,
    size: float,
    *,
    edged: bool = True,
) -> None:
    """Points of one shape: rings are open, all others full with a rim of paper."""
    placed = tuple(spots)
    if not placed:
        return
    wide = size * 0.16 if edged else 0.0
    paper = sheet.palette.paper
    fill, edge, across = (
        (paper, colour, size - wide) if shape is Shape.RING else (colour, paper, size)
    )
    sheet.add(Dots(gid, placed, _DOTS[shape], across, fill, edge, wide))


def shade(
    sheet: Sheet, gid: str, box: tuple[float, float, float, float], colour: str, width: float
) -> None:
    """The stretch of values that may be chance, with its two borders."""
    x, y, wide, high = box
    sheet.add(Slab(gid, x, y, wide, high, colour, alpha=SHADE * (1.6 if sheet.palette.dark else 1)))
    for at in (y, y + high):
        sheet.add(Stroke(gid + "-edge", ((x, at), (x + wide, at)), colour, width, alpha=0.45))


def pause(sheet: Sheet, gid: str, box: tuple[float, float, float, float], palette: Palette) -> None:
    """A stretch of time in which nothing was asked: shaded, with an edge on both sides."""
    x, y, wide, high = box
    sheet.add(Slab(gid, x, y, wide, high, palette.muted, alpha=0.14))
    for at in (x, x + wide):
        sheet.add(Stroke(gid + "-edge", ((at, y), (at, y + high)), palette.muted, 1.5, (2, 3), 0.7))


def draw_sample(sheet: Sheet, key: Key, x: float, y: float, wide: float) -> None:
    """One mark beside its meaning, `wide` pixels about this pixel."""
    left, right, high = x - wide / 2, x + wide / 2, wide * 0.7
    match key.shape:
        case Shape.SHADE:
            shade(sheet, "sample", (left, y - high / 2, wide, high), key.colour, wide * 0.05)
        case Shape.PAUSE:
            pause(sheet, "sample", (left, y - high / 2, wide, high), sheet.palette)
        case Shape.DASHES:
            sheet.add(Stroke("sample", ((left, y), (right, y)), key.colour, wide * 0.1, DASHES))
        case Shape.LINE:
            sheet.add(Stroke("sample", ((left, y), (right, y)), key.colour, wide * 0.14))
        case Shape.UPRIGHT:
            line = ((x, y - high * 0.6), (x, y + high * 0.6))
            sheet.add(Stroke("sample", line, key.colour, wide * 0.14))
        case Shape.BAR | Shape.BEGAN:
            tall = wide * 0.36
            is_bar = key.shape is Shape.BAR
            colour = key.colour if is_bar else sheet.palette.faint
            sheet.add(Slab("sample", left, y - tall / 2, wide, tall, colour, radius=tall / 2))
            if not is_bar:
                points(sheet, "sample", [(x, y)], Shape.RING, key.colour, wide * 0.56)
        case Shape.STROKE:
            line = ((x - wide * 0.36, y), (x + wide * 0.36, y))
            sheet.add(Stroke("sample", line, key.colour, wide * 0.14))
        case Shape.HALF:
            points(sheet, "sample", [(x, y)], Shape.RING, key.colour, wide * 0.72)
            points(sheet, "sample", [(x, y)], Shape.DOT, key.colour, wide * 0.3, edged=False)
        case _:
            size = wide * (1.1 if key.number else 0.72)
            points(sheet, "sample", [(x, y)], key.shape, key.colour, size)
