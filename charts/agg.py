"""A sheet straight to pixels: the same renderer as a Figure's, without artists in between.

Only what matplotlib calls public is used. Text is drawn once a line and kept; a Figure lays out and
draws every letter every time, which is most of what a picture costs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias, assert_never

import numpy
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform, Transform
from numpy.typing import NDArray

from charts.fonts import lettering
from charts.sheet import Dot, Dots, Sheet, Slab, Spot, Stroke, Words
from charts.style import rgb

Pixels: TypeAlias = NDArray[Any]

_LINES_KEPT = 1024
"""Lines of text, at about 20 kB each."""

_ROUND = 0.5522847498
"""How far the handles of a quarter of a circle lie from its ends, in radii."""


def pixels(sheet: Sheet) -> Pixels:
    """Rows of pixels from the top, four bytes each."""
    size = sheet.size
    renderer = RendererAgg(size.width, size.height, 72)  # type: ignore[no-untyped-call]  # its backends carry no types
    canvas: Pixels = numpy.asarray(renderer.buffer_rgba())  # type: ignore[no-untyped-call]  # nor here
    red, green, blue = (round(part * 255) for part in rgb(sheet.palette.paper))
    canvas.view("<u4")[:] = red | green << 8 | blue << 16 | 0xFF << 24
    for mark in sheet.marks:
        match mark:
            case Stroke():
                _stroke(renderer, mark)
            case Slab():
                _slab(renderer, mark)
            case Dots():
                _dots(renderer, mark)
            case Words():
                _words(renderer, mark)
            case _:
                assert_never(mark)
    return canvas


def _stroke(renderer: RendererAgg, mark: Stroke) -> None:
    context = _context(mark.colour, mark.width, mark.alpha)
    context.set_capstyle("butt" if mark.dashes else "round")
    context.set_joinstyle("round")
    if mark.dashes:
        context.set_dashes(0, [length * mark.width for length in mark.dashes])
    _draw_path(renderer, context, Path(mark.spots))


def _slab(renderer: RendererAgg, mark: Slab) -> None:
    context = _context(mark.edge or mark.fill, mark.edge_width if mark.edge else 0, mark.alpha)
    context.set_joinstyle("miter")
    path = _rounded(mark) if mark.radius else _rectangle(mark)
    _draw_path(renderer, context, path, (*rgb(mark.fill), mark.alpha))


def _draw_path(
    renderer: RendererAgg,
    context: GraphicsContextBase,
    path: Path,
    fill: tuple[float, float, float, float] | None = None,
) -> None:
    draw: Callable[..., None] = renderer.draw_path
    draw(context, path, _AS_IT_IS, fill)


def _dots(renderer: RendererAgg, mark: Dots) -> None:
    context = _context(mark.edge, mark.edge_width, 1.0)
    path, shape = _shape(mark.shape)
    context.set_joinstyle("round" if mark.shape is Dot.ROUND else "miter")
    grown = shape.frozen().scale(mark.size)
    renderer.draw_markers(context, path, grown, Path(mark.spots), _AS_IT_IS, rgb(mark.fill))


def _words(renderer: RendererAgg, mark: Words) -> None:
    x0, y0, _, _ = inked(mark)
    line = _line(mark.text, mark.size, mark.bold, mark.colour)
    renderer.draw_image(GraphicsContextBase(), x0, y0, line.ink)


def inked(mark: Words) -> tuple[int, int, int, int]:
    """The pixels that a line of text is drawn on: left, lower, right and upper edge."""
    line = _line(mark.text, mark.size, mark.bold, mark.colour)
    start = mark.x - line.wide * {"left": 0.0, "center": 0.5, "right": 1.0}[mark.align]
    left, lower = round(start + line.left), round(mark.y) - line.descent
    return left, lower, left + line.ink.shape[1], lower + line.ink.shape[0]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text as an image, what lies left of it and below its baseline, how wide it is."""

    ink: Pixels
    left: float
    descent: int
    wide: float


@lru_cache(maxsize=_LINES_KEPT)
def _line(text: str, size: float, bold: bool, colour: str) -> _Line:
    font = get_font(lettering(bold))
    font.set_size(size, 72)
    # Letters stand where the typeface puts them: hinted, they would move to whole pixels.
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    wide, descent = font.get_width_height()[0] / 64, font.get_descent() / 64
    left = font.get_bitmap_offset()[0] / 64
    font.draw_glyphs_to_bitmap(antialiased=True)
    cover: Pixels = numpy.asarray(font.get_image())
    ink = numpy.empty((*cover.shape, 4), dtype=numpy.uint8)
    ink[:, :, :3] = [round(part * 255) for part in rgb(colour)]
    # The renderer takes images from their lowest row.
    ink[:, :, 3] = cover[::-1]
    return _Line(ink, left, round(descent), wide)


@lru_cache(maxsize=16)
def _shape(dot: Dot) -> tuple[Path, Affine2D]:
    style = MarkerStyle(dot.value)
    return style.get_path(), Affine2D(style.get_transform().get_matrix())


def _context(colour: str, width: float, alpha: float) -> GraphicsContextBase:
    context = GraphicsContextBase()
    context.set_foreground((*rgb(colour), alpha), isRGBA=True)
    context.set_alpha(alpha)
    context.set_linewidth(width)
    return context


def _rectangle(mark: Slab) -> Path:
    x, y, right, top = mark.x, mark.y, mark.x + mark.wide, mark.y + mark.high
    return _closed(((x, y), (right, y), (right, top), (x, top)), [Path.LINETO] * 3)


def _rounded(mark: Slab) -> Path:
    x, y, right, top = mark.x, mark.y, mark.x + mark.wide, mark.y + mark.high
    r = min(mark.radius, mark.wide / 2, mark.high / 2)
    k = r * (1 - _ROUND)
    spots: tuple[Spot, ...] = (
        *((x + r, y), (right - r, y), (right - k, y), (right, y + k), (right, y + r)),
        *((right, top - r), (right, top - k), (right - k, top), (right - r, top)),
        *((x + r, top), (x + k, top), (x, top - k), (x, top - r)),
        *((x, y + r), (x, y + k), (x + k, y), (x + r, y)),
    )
    corner = [Path.CURVE4] * 3
    return _closed(spots, [Path.LINETO, *corner] * 4)


def _closed(spots: tuple[Spot, ...], codes: Sequence[Any]) -> Path:
    return Path((*spots, spots[0]), [Path.MOVETO, *codes, Path.CLOSEPOLY])


_AS_IT_IS: Transform = IdentityTransform()
