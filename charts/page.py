"""A picture laid out from its edges inwards: the plot gets the room that the words leave."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from charts.lettering import LEADING, Block, fitted, width, wrapped, write
from charts.marks import Key, draw_sample
from charts.requests import Size
from charts.sheet import Frame, Sheet
from charts.style import Palette

_SMALLER = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6)
_LEAST_PLOT = 0.42
"""The share of the asked height that the plot has at least."""

_HIGHEST = 1.5
"""How many times as high as asked a picture may be for its words."""


@dataclass(frozen=True, slots=True)
class Stat:
    """A number written large, what it is, and when that was."""

    number: str
    colour: str
    name: str
    when: str


@dataclass(slots=True)
class Page:
    """A picture in the making, in pixels from the lower left.

    `top` and `bottom` close in on what is left for the plot; `em` is the size of plain text.
    """

    size: Size
    em: float
    palette: Palette
    sheet: Sheet = field(init=False)
    margin: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)

    def __post_init__(self) -> None:
        self.sheet = Sheet(self.size, self.palette)
        self.margin = self.size.text * 1.15
        self.top = self.size.height - self.margin * 0.9
        self.bottom = self.margin * 0.8

    @property
    def room(self) -> float:
        """Pixels between the margins."""
        return self.size.width - 2 * self.margin

    @property
    def floor(self) -> float:
        """Where the plot begins, above its dates."""
        return self.bottom + self.em * 1.95

    @property
    def ceiling(self) -> float:
        """Where the plot ends, below the words."""
        return self.top - self.em * 0.75

    @property
    def is_wide(self) -> bool:
        """Whether there is more room beside than below."""
        return self.size.width > 1.8 * self.size.height

    def head(self, title: str, stats: Sequence[Stat] = (), said: str = "") -> None:
        """The name of the picture, and its numbers below it; on a wide picture beside it.

        What the numbers come to is said in a line below them.
        """
        if not self.is_wide:
            self.top -= self._title(title, self.room)
            if stats:
                self.top -= self.em * 0.35
                self.top -= self._stats(stats, self.margin, self.room)
            self._say(said)
            return
        gap = self.em * 1.5 if stats else 0.0
        # A short title leaves its room to the numbers; a long one keeps a good third.
        longest = min(width(title, self.em * 1.25, bold=True), self.room * 0.36)
        share = self.room - longest - gap
        taken = self._stats_width(stats, share)
        height = self._title(title, self.room - taken - gap)
        if stats:
            left = self.size.width - self.margin - taken
            height = max(height, self._stats(stats, left, share))
        self.top -= height
        self._say(said)

    def _say(self, said: str) -> None:
        if said:
            self.top -= self.em * 0.3
            block = fitted(said, self.em * 0.9, self.room, 2)
            write(self.sheet, block, (self.margin, self.top), self.palette.ink, gid="trend")
            self.top -= block.height + self.em * 0.15

    def foot(self, keys: Sequence[Key], footer: str) -> None:
        """What the marks mean, side by side where they fit, and a quiet line below."""
        if footer:
            block = fitted(footer, self.em * 0.78, self.room, 2)
            self.bottom += block.height
            write(self.sheet, block, (self.margin, self.bottom), self.palette.muted, gid="footer")
            self.bottom += self.em * 0.25
        sample, gap = self.em * 1.3, self.em * 1.2
        rows: list[list[tuple[Key, Block]]] = []
        used = self.room
        for key in keys:
            block = fitted(key.text, self.em * 0.86, self.room - sample, 2)
            if used + gap + sample + block.width > self.room:
                rows.append([])
                used = -gap
            rows[-1].append((key, block))
            used += gap + sample + block.width
        for row in reversed(rows):
            height = max(block.height for _, block in row)
            self.bottom += height
            x = self.margin
            for key, block in row:
                self._key(key, block, x, self.bottom)
                x += sample + block.width + gap
            self.bottom += self.em * 0.2

    def plot(self, low: float, high: float, first: float, last: float, beside: float) -> Frame:
        """The frame in what is left, with `beside` pixels kept free on its right."""
        left = self.margin + self.em * 1.75
        right = self.size.width - self.margin - beside
        top = max(self.ceiling, self.floor + 1)
        return self.frame((left, self.floor, right, top), (first, last), (low, high))

    def frame(
        self,
        box: tuple[float, float, float, float],
        across: tuple[float, float],
        upwards: tuple[float, float],
    ) -> Frame:
        """A frame in this box; the marks at both ends stand inside."""
        x0, y0, x1, y1 = box
        (first, last), (low, high) = across, upwards
        inner = self.em * 0.6 * (last - first) / (x1 - x0 - self.em * 1.2)
        made = Frame(x0, y0, x1, y1, first - inner, last + inner, low, high)
        self.sheet.frames.append(made)
        return made

    def _title(self, text: str, room: float) -> float:
        block = fitted(text, self.em * 1.25, room, 2, bold=True)
        write(self.sheet, block, (self.margin, self.top), self.palette.ink, gid="title")
        return block.height

    def _key(self, key: Key, block: Block, x: float, top: float) -> None:
        middle = top - block.size * LEADING / 2
        draw_sample(self.sheet, key, x + self.em * 0.45, middle, self.em * 0.9)
        if key.number:
            mark = Block((key.number,), self.em * 0.72, bold=True)
            at = (x + self.em * 0.45, middle + mark.height / 2)
            write(self.sheet, mark, at, self.palette.paper, gid="moment-number", align="center")
        write(self.sheet, block, (x + self.em * 1.3, top), self.palette.muted, gid="key")

    def _blocks(self, stats: Sequence[Stat], room: float) -> list[tuple[Stat, Block, Block]]:
        size = self.em * (1.7 if self.is_wide else 2.1)
        numbers = [Block((stat.number,), size, bold=True) for stat in stats]
        left = room - max(number.width for number in numbers) - self.em * 0.4
        # Side by side the names have one size: the smallest that any of them needs.
        small = min(fitted(stat.name, self.em * 0.86, left, 1).size for stat in stats)
        return [
            (stat, number, Block((*wrapped(stat.name, small, left), stat.when), small))
            for stat, number in zip(stats, numbers, strict=True)
        ]

    def _stats_width(self, stats: Sequence[Stat], room: float) -> float:
        return self._lay_stats(stats, 0, room, lambda *_: None)[0]

    def _stats(self, stats: Sequence[Stat], left: float, room: float) -> float:
        def put(stat: Stat, number: Block, label: Block, x: float) -> None:
            middle = self.top - max(number.height, label.height) / 2
            top = middle + number.height / 2
            write(self.sheet, number, (x, top), stat.colour, gid="number")
            x += number.width + self.em * 0.4
            at = (x, middle + label.height / 2)
            write(self.sheet, label, at, self.palette.muted, gid="number-name")

        return self._lay_stats(stats, left, room, put)[1]

    def _lay_stats(
        self,
        stats: Sequence[Stat],
        left: float,
        room: float,
        put: Callable[[Stat, Block, Block, float], None],
    ) -> tuple[float, float]:
        gap, x, height = self.em * 1.6, left, 0.0
        share = (room - gap * (len(stats) - 1)) / max(len(stats), 1)
        for stat, number, label in self._blocks(stats, share) if stats else ():
            put(stat, number, label, x)
            x += number.width + self.em * 0.4 + label.width + gap
            height = max(height, number.height, label.height)
        return x - gap - left, height


def settled(size: Size, palette: Palette, lay: Callable[[Page], None]) -> Page:
    """A page with its words laid, and enough room left for the plot.

    Where there are many words the picture is higher; only where it would be too high are they
    smaller.
    """
    least = size.height * _LEAST_PLOT
    for smaller in _SMALLER:
        page = _laid(size, size.text * smaller, palette, lay)
        lacking = least - (page.ceiling - page.floor)
        if lacking <= 0:
            return page
        grown = replace(size, height=ceil(size.height + lacking))
        if grown.height <= size.height * _HIGHEST:
            break
    return _laid(grown, page.em, palette, lay)


def _laid(size: Size, em: float, palette: Palette, lay: Callable[[Page], None]) -> Page:
    page = Page(size, em, palette)
    lay(page)
    return page
