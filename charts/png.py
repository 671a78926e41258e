"""A Figure as a small PNG: few colours, no metadata."""

from io import BytesIO
from typing import Any

import numpy
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

_COLOURS = 128
"""Every flat colour, and enough between them for smooth edges."""

_OPAQUE = 0xFFFFFF


def render(figure: Figure) -> bytes:
    """The picture's file: pixels and a palette, nothing that tells who made it or when."""
    canvas = figure.canvas
    if not isinstance(canvas, FigureCanvasAgg):
        raise TypeError("a picture is made by charts.style.sheet")
    canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib's backends carry no types
    pixels = numpy.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]  # nor here
    file = BytesIO()
    _few_colours(pixels).save(file, format="PNG", compress_level=6)
    return file.getvalue()


def _few_colours(pixels: NDArray[Any]) -> Image.Image:
    # Pillow's own reductions are slower, or shift the flat colours: paper would turn grey.
    packed = pixels.view("<u4")[:, :, 0] & _OPAQUE
    colours, counts = numpy.unique(packed, return_counts=True)
    kept = colours[numpy.argsort(counts)[::-1][:_COLOURS]]
    apart = _channels(colours)[:, None, :] - _channels(kept)[None, :, :]
    table = numpy.zeros(_OPAQUE + 1, dtype=numpy.uint8)
    table[colours] = (apart**2).sum(axis=2).argmin(axis=1)
    picture = Image.fromarray(table[packed])
    picture.putpalette(_channels(kept).astype(numpy.uint8).tobytes())
    return picture


def _channels(packed: NDArray[Any]) -> NDArray[Any]:
    return numpy.stack([packed >> shift & 0xFF for shift in (0, 8, 16)], axis=1).astype(numpy.int32)
