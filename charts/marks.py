"""The marks that pictures share: each has its own shape, so that colour never speaks alone."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import IdentityTransform

from charts import style

SHADE = 0.13
"""How much of the accent colours the stretch that may be chance."""

DASHES = (0, (2.6, 1.6))


class Shape(Enum):
    """What a mark looks like."""

    DOT = "dot"
    RING = "ring"
    DIAMOND = "diamond"
    DASHES = "dashes"
    SHADE = "shade"


@dataclass(frozen=True, slots=True)
class Key:
    """A mark of the plot and what it means."""

    shape: Shape
    colour: str
    text: str


def point(shape: Shape, colour: str, size: float, edged: bool = True) -> dict[str, Any]:
    """How a line draws its points: dots and diamonds are full, rings are open."""
    wide = size * 0.16 if edged else 0.0
    if shape is Shape.RING:
        return {
            "marker": "o",
            "markersize": size - wide,
            "markerfacecolor": style.PAPER,
            "markeredgecolor": colour,
            "markeredgewidth": wide,
        }
    return {
        "marker": "D" if shape is Shape.DIAMOND else "o",
        "markersize": size,
        "markerfacecolor": colour,
        "markeredgecolor": style.PAPER,
        "markeredgewidth": wide,
    }


def draw_sample(figure: Figure, key: Key, x: float, y: float, wide: float) -> None:
    """One mark beside its meaning, `wide` pixels about this pixel."""
    figure.add_artist(_sample(key, x, y, wide))


def _sample(key: Key, x: float, y: float, wide: float) -> Artist:
    pixels = IdentityTransform()
    match key.shape:
        case Shape.SHADE:
            high = wide * 0.7
            return Rectangle(
                (x - wide / 2, y - high / 2),
                wide,
                high,
                facecolor=key.colour,
                alpha=SHADE,
                edgecolor=key.colour,
                linewidth=wide * 0.04,
                transform=pixels,
            )
        case Shape.DASHES:
            return Line2D(
                [x - wide / 2, x + wide / 2],
                [y, y],
                color=key.colour,
                linewidth=wide * 0.1,
                linestyle=DASHES,
                transform=pixels,
            )
        case _:
            look = point(key.shape, key.colour, wide * 0.72)
            return Line2D([x], [y], linestyle="none", transform=pixels, **look)
