"""Pictures made of cards: a title, rounded panels below each other, a quiet line at the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from charts.lettering import Block, fitted, limited, write
from charts.marks import Key
from charts.page import Page
from charts.requests import Count, Look, PlainWords, Size
from charts.sheet import Slab
from charts.style import palette

GAP = 0.6
"""Between two cards, in sizes of text."""

_NAME_LINES = 3

EDGE = 0.62
"""From the edge of the picture to its cards."""

INSIDE = 0.8
"""From the edge of a card to what is in it."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of pixels that something may fill."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.wide

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.y + self.high

    def within(self, margin: float) -> "Box":
        """The same with a margin taken off on every side."""
        return Box(self.x + margin, self.y + margin, self.wide - 2 * margin, self.high - 2 * margin)

    def columns(self, count: int, gap: float) -> tuple["Box", ...]:
        """So many boxes side by side."""
        wide = (self.wide - gap * (count - 1)) / count
        return tuple(
            Box(self.x + each * (wide + gap), self.y, wide, self.high) for each in range(count)
        )

    def below(self, taken: float) -> "Box":
        """What is left under so many pixels."""
        return replace(self, high=self.high - taken)


Filling: TypeAlias = Callable[[Page, Box], None]


@dataclass(frozen=True, slots=True)
class Card:
    """A panel: how high it is in sizes of text, and what is drawn into it.

    A name that takes more than one line makes it higher; `beside` is kept free on its right.
    """

    high: float
    fill: Filling
    names: tuple[str, ...] = ()
    beside: float = 0.0


def stacked(look: Look, words: PlainWords, cards: Sequence[Card], keys: Sequence[Key] = ()) -> Page:
    """A picture as high as its cards need, between its title and its last line."""
    colours, em = palette(look.accent, dark=look.dark), float(look.size.text)

    def begun(size: Size) -> Page:
        page = Page(size, em, colours)
        # The words around the cards begin where those in them do.
        page.margin = em * (EDGE + INSIDE)
        words_of(page)
        return page

    def words_of(page: Page) -> None:
        page.head(words.title)
        page.foot(keys, words.footer)

    # Once to learn how much the words take, and then as high as that and the cards.
    trial = begun(look.size)
    around = trial.size.height - trial.top + trial.bottom
    highs = [card.high * em + _longer(trial, card) for card in cards]
    needed = sum(highs) + em * GAP * (len(cards) + 1)
    page = begun(replace(look.size, height=round(around + needed)))
    top = page.top - em * GAP
    for card, high in zip(cards, highs, strict=True):
        edge = em * EDGE
        box = Box(edge, top - high, page.size.width - 2 * edge, high)
        card.fill(page, box)
        top = box.y - em * GAP
    return page


def panel(page: Page, box: Box, title: str = "", beside: float = 0.0) -> Box:
    """The ground of a card, with its name; what is left inside."""
    colour = page.palette.card
    page.sheet.add(Slab("card", box.x, box.y, box.wide, box.high, colour, radius=page.em * 0.55))
    inner = box.within(page.em * INSIDE)
    if not title:
        return inner
    name = _name(page, title, inner.wide - beside * page.em)
    write(page.sheet, name, (inner.x, inner.top), page.palette.ink, gid="card-name")
    return inner.below(name.height + page.em * 0.3)


def _name(page: Page, title: str, room: float) -> Block:
    return limited(title, page.em * 0.86, room, _NAME_LINES, bold=True)


def _longer(page: Page, card: Card) -> float:
    """Pixels that names of more than one line add to a card."""
    if not card.names:
        return 0.0
    wide = page.size.width - 2 * page.em * EDGE
    columns = Box(0, 0, wide, 1).columns(len(card.names), page.em * GAP)
    room = columns[0].wide - page.em * (2 * INSIDE + card.beside)
    blocks = [_name(page, name, room) for name in card.names]
    return max(block.height for block in blocks) - blocks[0].height / len(blocks[0].lines)


def inside(width: float, em: float) -> float:
    """Pixels across that a card leaves to what is in it, on a picture so wide."""
    return width - 2 * em * (EDGE + INSIDE)


def nothing(page: Page, box: Box, text: str) -> None:
    """A quiet word where there is nothing to show yet."""
    block = fitted(text, page.em * 0.86, box.wide, 2)
    at = (box.x, box.y + box.high / 2 + block.height / 2)
    write(page.sheet, block, at, page.palette.muted, gid="nothing")


def counts(page: Page, box: Box, shown: Sequence[Count]) -> None:
    """Numbers with what they count, below each other, evenly over the box."""
    if not shown:
        return
    each = box.high / len(shown)
    for row, count in enumerate(shown):
        number = Block((count.number,), page.em * 1.3, bold=True)
        size = page.em * 0.78
        name = limited(count.name, size, box.wide, 2)
        tall = number.height + name.height
        top = box.top - each * row - (each - tall) / 2
        write(page.sheet, number, (box.x, top), page.palette.accent, gid="number")
        at = (box.x, top - number.height)
        write(page.sheet, name, at, page.palette.muted, gid="number-name")
