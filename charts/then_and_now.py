"""Three months ago and today: each thing on its own scale, without a word about better or worse."""

from charts import markers
from charts.axis import number
from charts.cards import Box, Card, Filling, nothing, panel, stacked
from charts.lettering import Block, limited, write
from charts.marks import Key, Shape, points
from charts.page import Page
from charts.requests import Pair, ThenAndNowPicture
from charts.sheet import Sheet, Stroke
from charts.style import palette

_ROW = 5.4
_NOTE = 1.2
"""What a line about days takes more."""


def then_and_now(asked: ThenAndNowPicture) -> Sheet:
    """A scale for each pair: an open mark then, a full one now, both numbers written."""

    def empty(page: Page, box: Box) -> None:
        nothing(page, panel(page, box), asked.words.nothing)

    cards = [
        Card(_ROW + _NOTE * bool(pair.note), _card(pair, asked.words.locale), (pair.name,))
        for pair in asked.pairs
    ]
    colours = palette(asked.look.accent, dark=asked.look.dark)
    keys = [
        Key(Shape.RING, colours.muted, asked.then_name),
        Key(Shape.DOT, colours.accent, asked.now_name),
        *(
            Key(Shape.DIAMOND, colours.ink, markers.told(each, asked.words.locale))
            for each in asked.moments
        ),
    ]
    return stacked(asked.look, asked.words, cards or [Card(3, empty)], keys if cards else ()).sheet


def _card(pair: Pair, locale: str) -> Filling:
    def fill(page: Page, box: Box) -> None:
        sheet, colours, em = page.sheet, page.palette, page.em
        inner = panel(page, box, pair.name)
        if pair.note:
            note = limited(pair.note, em * 0.78, inner.wide, 1)
            write(sheet, note, (inner.x, inner.top + em * 0.2), colours.muted, gid="note")
        y = inner.y + em * 0.85
        room = max(Block((number(pair.high, locale),), em * 0.78).width, em) + em * 0.5
        frame = page.frame(
            (inner.x + room * 0.6, y, inner.right - room, y + 1), (pair.low, pair.high), (0, 1)
        )
        line = ((frame.x0, y), (frame.x1, y))
        sheet.add(Stroke("scale", line, colours.faint, em * 0.3))
        for value, x, side in (
            (pair.low, frame.x0 - em * 0.4, "right"),
            (pair.high, frame.x1 + em * 0.4, "left"),
        ):
            block = Block((number(value, locale),), em * 0.78)
            write(sheet, block, (x, y + block.height / 2), colours.muted, gid="level", align=side)  # type: ignore[arg-type]
        then, now = frame.x(pair.then), frame.x(pair.now)
        sheet.add(Stroke("way", ((then, y), (now, y)), colours.accent, em * 0.16, alpha=0.55))
        points(sheet, "then", [(then, y)], Shape.RING, colours.muted, em * 0.62)
        points(sheet, "now", [(now, y)], Shape.DOT, colours.accent, em * 0.78)
        _numbers(page, (then, pair.then), (now, pair.now), y, locale)

    return fill


def _numbers(
    page: Page, then: tuple[float, float], now: tuple[float, float], y: float, locale: str
) -> None:
    """Both numbers above their marks, moved apart where they would touch."""
    em = page.em
    small = Block((number(then[1], locale),), em * 0.86)
    large = Block((number(now[1], locale),), em * 1.15, bold=True)
    apart = (small.width + large.width) / 2 + em * 0.35
    x_then, x_now = then[0], now[0]
    if abs(x_then - x_now) < apart:
        middle, side = (x_then + x_now) / 2, 1 if x_now >= x_then else -1
        x_then, x_now = middle - side * apart / 2, middle + side * apart / 2
    colours, sheet = page.palette, page.sheet
    write(sheet, small, (x_then, y + em * 0.42 + small.height), colours.muted, gid="then-number",
          align="center")  # fmt: skip
    write(sheet, large, (x_now, y + em * 0.32 + large.height), colours.accent, gid="number",
          align="center")  # fmt: skip
