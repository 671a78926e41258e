"""A picture as values: marks in pixels from the lower left, each with the name of what it shows.

Charts make sheets; `charts.figure` turns one into a Figure, `charts.agg` into pixels at once.
"""

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Literal, TypeAlias, TypeVar

from charts.requests import Size
from charts.style import Palette

Spot: TypeAlias = tuple[float, float]
Align: TypeAlias = Literal["left", "center", "right"]


class Dot(Enum):
    """The shape of a point."""

    ROUND = "o"
    DIAMOND = "D"
    SQUARE = "s"
    TRIANGLE = "^"
    FLAG = "v"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through these spots."""

    gid: str
    spots: tuple[Spot, ...]
    colour: str
    width: float
    dashes: tuple[float, ...] = ()
    """Lengths of line and gap in widths of the line; empty for one without gaps."""
    alpha: float = 1.0


@dataclass(frozen=True, slots=True)
class Slab:
    """A rectangle, with round corners where there is a radius."""

    gid: str
    x: float
    y: float
    wide: float
    high: float
    fill: str
    radius: float = 0.0
    alpha: float = 1.0
    edge: str | None = None
    edge_width: float = 0.0


@dataclass(frozen=True, slots=True)
class Dots:
    """Points of one look."""

    gid: str
    spots: tuple[Spot, ...]
    shape: Dot
    size: float
    fill: str
    edge: str
    edge_width: float


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text on its baseline."""

    gid: str
    text: str
    x: float
    y: float
    size: float
    colour: str
    bold: bool = False
    align: Align = "left"


Mark: TypeAlias = Stroke | Slab | Dots | Words
Kind = TypeVar("Kind", Stroke, Slab, Dots, Words)

_OTHER_SIDE: dict[Align, Align] = {"left": "right", "center": "center", "right": "left"}


@dataclass(frozen=True, slots=True)
class Frame:
    """Where data lies on a sheet: a box of pixels, and the values at its edges."""

    x0: float
    y0: float
    x1: float
    y1: float
    first: float
    last: float
    low: float
    high: float

    @property
    def wide(self) -> float:
        """Pixels from the left edge to the right one."""
        return self.x1 - self.x0

    @property
    def tall(self) -> float:
        """Pixels from the lower edge to the upper one."""
        return self.y1 - self.y0

    def x(self, value: float) -> float:
        """The pixel of a value across."""
        return self.x0 + (value - self.first) / (self.last - self.first) * self.wide

    def y(self, value: float) -> float:
        """The pixel of a value upwards."""
        return self.y0 + (value - self.low) / (self.high - self.low) * self.tall

    def spot(self, across: float, upwards: float) -> Spot:
        """The pixel of a pair of values."""
        return self.x(across), self.y(upwards)

    def values(self, spot: Spot) -> tuple[float, float]:
        """The pair of values at a pixel."""
        across = self.first + (spot[0] - self.x0) / self.wide * (self.last - self.first)
        upwards = self.low + (spot[1] - self.y0) / self.tall * (self.high - self.low)
        return round(across, 6), round(upwards, 6)


@dataclass(slots=True)
class Sheet:
    """A picture in the making: later marks cover earlier ones."""

    size: Size
    palette: Palette
    marks: list[Mark] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)

    def add(self, mark: Mark) -> None:
        """Put a mark above all others."""
        self.marks.append(mark)

    def of(self, kind: type[Kind], gid: str | None = None) -> list[Kind]:
        """The marks of one kind, of one name where that is given."""
        return [
            mark
            for mark in self.marks
            if isinstance(mark, kind) and (gid is None or mark.gid == gid)
        ]

    def mirrored(self) -> "Sheet":
        """The same for who reads from the right: everything changes sides, words stay words."""
        wide = self.size.width
        return Sheet(
            self.size,
            self.palette,
            [_mirrored(mark, wide) for mark in self.marks],
            [
                replace(
                    frame,
                    x0=wide - frame.x1,
                    x1=wide - frame.x0,
                    first=frame.last,
                    last=frame.first,
                )
                for frame in self.frames
            ],
        )


def _mirrored(mark: Mark, wide: float) -> Mark:
    match mark:
        case Stroke(spots=spots) | Dots(spots=spots):
            return replace(mark, spots=tuple((wide - x, y) for x, y in spots))
        case Slab(x=x):
            return replace(mark, x=wide - x - mark.wide)
        case Words(x=x, align=align):
            return replace(mark, x=wide - x, align=_OTHER_SIDE[align])
