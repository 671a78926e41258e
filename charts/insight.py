"""Days with something beside days without: every day a dot, both means, and how sure that is."""

from collections import Counter
from collections.abc import Sequence
from math import ceil, sqrt

from charts.axis import number
from charts.cards import Box, Card, panel, stacked
from charts.lettering import Block, fitted, limited, write
from charts.marks import Key, Shape, points
from charts.page import Page
from charts.requests import InsightPicture
from charts.sheet import Frame, Sheet, Stroke
from charts.style import palette

_HIGH = 12.5
_DATES = 2.6
_TOLD = 5.4


def insight(asked: InsightPicture) -> Sheet:
    """Two rows of dots on one scale; the words below say what may be chance."""
    colours = palette(asked.look.accent, dark=asked.look.dark)

    def fill(page: Page, box: Box) -> None:
        inner = panel(page, box)
        floor = inner.y + page.em * _DATES
        frame = page.frame(
            (inner.x + page.em * 0.3, floor, inner.right - page.em * 0.3, inner.top),
            (asked.low, asked.high),
            (0, 2),
        )
        _scale(page, frame, asked)
        found = asked.insight
        _row(page, frame, 1, asked.with_name, found.with_it, colours.accent, Shape.DOT, asked)
        _row(page, frame, 0, asked.without_name, found.without, colours.series[1], Shape.SQUARE,
             asked)  # fmt: skip

    keys = [Key(Shape.UPRIGHT, colours.ink, asked.mean_name)]

    def sentence(page: Page, box: Box) -> None:
        inner = panel(page, box)
        block = fitted(asked.told, page.em * 0.82, inner.wide, 4)
        top = inner.y + (inner.high + block.height) / 2
        write(page.sheet, block, (inner.x, top), page.palette.ink, gid="told")

    cards = [Card(_HIGH, fill), Card(_TOLD, sentence)]
    return stacked(asked.look, asked.words, cards, keys).sheet


def _scale(page: Page, frame: Frame, asked: InsightPicture) -> None:
    sheet, colours, em = page.sheet, page.palette, page.em
    line = ((frame.x0, frame.y0), (frame.x1, frame.y0))
    sheet.add(Stroke("ground", line, colours.muted, em * 0.06))
    for value in range(asked.low, asked.high + 1):
        x = frame.x(value)
        sheet.add(
            Stroke("tick", ((x, frame.y0), (x, frame.y0 - em * 0.2)), colours.muted, em * 0.06)
        )
        if value in (asked.low, (asked.low + asked.high) // 2, asked.high):
            block = Block((number(value, asked.words.locale),), em * 0.78)
            write(
                sheet, block, (x, frame.y0 - em * 0.3), colours.muted, gid="level", align="center"
            )
    name = fitted(asked.scale_name, em * 0.78, frame.wide, 1)
    at = ((frame.x0 + frame.x1) / 2, frame.y0 - em * 1.25)
    write(sheet, name, at, colours.muted, gid="scale", align="center")


def _row(
    page: Page,
    frame: Frame,
    row: int,
    name: str,
    values: Sequence[int],
    colour: str,
    shape: Shape,
    asked: InsightPicture,
) -> None:
    sheet, em, ink = page.sheet, page.em, page.palette.ink
    mean = sum(values) / len(values)
    told = Block((number(round(mean, 1), asked.words.locale),), em * 1.1, bold=True)
    label = limited(name, em * 0.78, frame.wide - told.width - em, 2, bold=True)
    top = frame.y(row + 1) - em * 0.1
    write(sheet, label, (frame.x0, top), ink, gid="side")
    write(sheet, told, (frame.x1, top + em * 0.12), colour, gid="mean-number", align="right")
    floor = frame.y(row) + em * 0.35
    room, wide = top - label.height - em * 0.3 - floor, frame.x(1) - frame.x(0)
    counted = Counter(values)
    most = max(counted.values())
    # As many dots beside each other as a value has room for: one day, one dot.
    dot = min(em * 0.5, sqrt(room * wide * 0.8 / most))
    beside = max(int(wide * 0.86 / dot), 1)
    while ceil(most / beside) * dot > room:
        dot *= 0.96
        beside = max(int(wide * 0.86 / dot), 1)
    spots = []
    for value, count in counted.items():
        for each in range(count):
            line, place = divmod(each, beside)
            of_line = min(beside, count - line * beside)
            x = frame.x(value) + (place - (of_line - 1) / 2) * dot
            spots.append((x, floor + dot * (line + 0.5)))
    points(sheet, "days", spots, shape, colour, dot * 0.86, edged=False)
    x = frame.x(mean)
    high = floor + min(room, dot * (ceil(most / beside) + 0.8))
    sheet.add(Stroke("mean", ((x, floor - em * 0.3), (x, high)), ink, em * 0.14))
