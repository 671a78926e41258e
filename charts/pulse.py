"""The daily items over some weeks, one above the other: same days, each on its own scale."""

from collections.abc import Sequence
from datetime import timedelta

from care.pictured import Marker, on_picture
from charts import dates, markers, readings
from charts.axis import number, write_dates, write_levels
from charts.cards import INSIDE, Box, Card, Filling, nothing, panel, stacked
from charts.lettering import Block, limited, write
from charts.marks import Key, Shape
from charts.page import Page
from charts.requests import PulseItem, PulsePicture, Reading
from charts.sheet import Sheet
from charts.style import palette

_HEIGHT = 8.4
_DATES = 1.7
_HEADROOM = 0.45
"""Between a name and the plot below it, where no marker takes more."""
_EMPTY = 4.4
"""How high a row is in which there is nothing yet."""
_BESIDE = 5.6
"""What the newest number and its day take beside a name, in sizes of text."""
_NAME = 2.3
"""What the name of a second item takes above its plot, in sizes of text."""


def pulse(asked: PulsePicture) -> Sheet:
    """A panel for each item: its days, its latest number, the words at both ends of its scale."""
    flagged = on_picture(asked.markers, asked.first, asked.today)
    high = _HEIGHT + markers.room(flagged)
    cards = [
        Card(
            sum(high if _seen(asked, each) else _EMPTY for each in _rows(item)),
            _panel(asked, item, flagged),
            (item.name,),
            _BESIDE,
        )
        for item in asked.items
    ]
    if not cards:
        cards = [Card(3, lambda page, box: nothing(page, panel(page, box), asked.words.nothing))]
    colours = palette(asked.look.accent, dark=asked.look.dark)
    breaks = readings.overlapping(asked.paused, asked.first, asked.today)
    keys = [Key(Shape.PAUSE, colours.muted, asked.paused_name)] if breaks else []
    keys += markers.keys(colours, flagged, asked.session, asked.words.locale)
    return stacked(asked.look, asked.words, cards, keys).sheet


def _rows(item: PulseItem) -> tuple[PulseItem, ...]:
    """The item, and what may not be left out beside it."""
    return (item,) if item.beside is None else (item, item.beside)


def _panel(asked: PulsePicture, item: PulseItem, flagged: Sequence[Marker]) -> Filling:
    def fill(page: Page, box: Box) -> None:
        rows = _rows(item)
        inner = panel(page, box, item.name, _BESIDE)
        tall = inner.high - page.em * _NAME * (len(rows) - 1)
        shares = [1.0 if _seen(asked, each) else 0.5 for each in rows]
        floor = inner.top
        for at, (each, share) in enumerate(zip(rows, shares, strict=True)):
            high = tall * share / sum(shares)
            floor -= high + page.em * _NAME * bool(at)
            row = Box(inner.x, floor, inner.wide, high)
            if at:
                name = limited(
                    each.name, page.em * 0.86, row.wide - page.em * _BESIDE, 1, bold=True
                )
                top = row.top + page.em * 1.4
                write(page.sheet, name, (row.x, top), page.palette.ink, gid="card-name")
            top = box.top - page.em * INSIDE * 0.72 if not at else row.top + page.em * 1.7
            _item(page, row, asked, each, flagged, top)

    return fill


def _item(
    page: Page,
    row: Box,
    asked: PulsePicture,
    item: PulseItem,
    flagged: Sequence[Marker],
    top: float,
) -> None:
    inner = row.below(page.em * max(markers.room(flagged), _HEADROOM))
    seen = _seen(asked, item)
    if not seen:
        nothing(page, inner, asked.words.nothing)
        return
    _latest(page, (row.right, top), seen[-1], asked)
    beside = _ends(page, inner, asked, item)
    frame = page.frame(
        (inner.x + page.em * 1.1, inner.y + page.em * _DATES * 0.75,
         inner.right - beside, inner.top - page.em * 0.25),
        (asked.first.toordinal(), max(asked.today, asked.first + timedelta(6)).toordinal()),
        (item.low, item.high),
    )  # fmt: skip
    write_levels(page, frame, (item.low, item.high), asked.words.locale, size=0.76)
    write_dates(page, frame, asked.first, asked.today, locale=asked.words.locale,
                backwards=True, size=0.76, within=(inner.x, inner.right))  # fmt: skip
    readings.draw_pauses(page, frame, asked.paused)
    markers.draw(page, frame, flagged)
    readings.draw(page, frame, seen)


def _seen(asked: PulsePicture, item: PulseItem) -> Sequence[Reading]:
    """What was answered on the days that the picture has."""
    return [each for each in item.values if asked.first <= each[0] <= asked.today]


def _latest(page: Page, at: tuple[float, float], latest: Reading, asked: PulsePicture) -> None:
    """The newest number, and the day that it is of."""
    on, value = latest
    block = Block((number(value, asked.words.locale),), page.em * 1.25, bold=True)
    write(page.sheet, block, at, page.palette.accent, gid="number", align="right")
    day = Block((dates.written(on, asked.words.locale, asked.today),), page.em * 0.78)
    x, y = at
    # On the line that the number stands on.
    beside = (x - block.width - page.em * 0.4, y - (block.height - day.height) * 0.8)
    write(page.sheet, day, beside, page.palette.muted, gid="number-day", align="right")


def _ends(page: Page, inner: Box, asked: PulsePicture, item: PulseItem) -> float:
    """The words at the ends of the scale, at the right of the plot; how much all of them take.

    All panels give up the same room, so that the same day stands at the same place in each.
    """
    shown = (row for each in asked.items for row in _rows(each))
    ends = [_end(page, inner, word) for each in shown for word in each.ends]
    wide = max(block.width for block in ends)
    low, top = (_end(page, inner, word) for word in item.ends)
    x = inner.right - wide
    write(page.sheet, top, (x, inner.top - page.em * 0.05), page.palette.muted, gid="end")
    floor = inner.y + page.em * _DATES * 0.75
    write(page.sheet, low, (x, floor + low.height - page.em * 0.1), page.palette.muted, gid="end")
    return wide + page.em * 0.5


def _end(page: Page, inner: Box, word: str) -> Block:
    return limited(word, page.em * 0.74, inner.wide * 0.2, 2)
