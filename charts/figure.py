"""A sheet as a Figure, artist by artist: the plain way, by which the quick one is judged."""

from typing import Any, assert_never

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from charts.fonts import lettering
from charts.sheet import Dots, Mark, Sheet, Slab, Stroke, Words


def figure(sheet: Sheet) -> Figure:
    """The same picture in which one point is one pixel; every artist carries its mark's name."""
    wide, high = sheet.size.width, sheet.size.height
    made = Figure(figsize=(wide / 72, high / 72), dpi=72, facecolor=sheet.palette.paper)
    FigureCanvasAgg(made)
    for order, mark in enumerate(sheet.marks):
        artist = _artist(mark)
        artist.set_gid(mark.gid)
        artist.set_zorder(order)
        made.add_artist(artist)
    return made


def _artist(mark: Mark) -> Artist:
    pixels = IdentityTransform()
    match mark:
        case Stroke():
            return Line2D(
                [x for x, _ in mark.spots],
                [y for _, y in mark.spots],
                color=mark.colour,
                linewidth=mark.width,
                linestyle=(0, mark.dashes) if mark.dashes else "-",
                alpha=mark.alpha,
                solid_joinstyle="round",
                solid_capstyle="round",
                transform=pixels,
            )
        case Slab():
            look: dict[str, Any] = {
                "facecolor": mark.fill,
                "edgecolor": mark.edge or "none",
                "linewidth": mark.edge_width,
                "alpha": mark.alpha,
                "transform": pixels,
            }
            if not mark.radius:
                return Rectangle((mark.x, mark.y), mark.wide, mark.high, **look)
            return FancyBboxPatch(
                (mark.x, mark.y),
                mark.wide,
                mark.high,
                boxstyle=f"round,pad=0,rounding_size={mark.radius}",
                **look,
            )
        case Dots():
            return Line2D(
                [x for x, _ in mark.spots],
                [y for _, y in mark.spots],
                linestyle="none",
                marker=mark.shape.value,
                markersize=mark.size,
                markerfacecolor=mark.fill,
                markeredgecolor=mark.edge,
                markeredgewidth=mark.edge_width,
                transform=pixels,
            )
        case Words():
            return Text(
                mark.x,
                mark.y,
                mark.text,
                fontproperties=FontProperties(family=_families(mark.bold), size=mark.size),
                color=mark.colour,
                horizontalalignment=mark.align,
                verticalalignment="baseline",
                parse_math=False,
                transform=pixels,
            )
        case _:
            assert_never(mark)


def _families(bold: bool) -> list[str]:
    known = {entry.fname: entry.name for entry in fontManager.ttflist}
    names = []
    for file in lettering(bold):
        if file not in known:
            fontManager.addfont(file)
            known = {entry.fname: entry.name for entry in fontManager.ttflist}
        names.append(known[file])
    return names
