"""Days with something beside days without: every day a dot, both means, and how sure that is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from charts.axis import number
from charts.cards import Box, Card, inside, panel, stacked
from charts.lettering import Block, fitted, limited, write
from charts.marks import Key, Shape, points
from charts.page import Page
from charts.requests import InsightPicture
from charts.sheet import Frame, Sheet, Stroke
from charts.style import palette

_HIGH = 15.4
_DATES = 2.1
_POINTER = 1.55
"""Below each row of dots, where its mean is pointed at: a line through dots would hide days."""
_LARGEST = 0.78
_ACROSS = 0.88
"""The share of a value's width that its dots may take."""
_TOLD = 1.7


@dataclass(frozen=True, slots=True)
class _Row:
    """The days of one side."""

    name: str
    days: str
    values: Sequence[int]
    colour: str
    shape: Shape

    @property
    def mean(self) -> float:
        return sum(self.values) / len(self.values)


def insight(asked: InsightPicture) -> Sheet:
    """Two rows of dots on one scale; the words below say what may be chance."""
    colours = palette(asked.look.accent, dark=asked.look.dark)
    found = asked.insight
    rows = (
        _Row(asked.with_name, asked.with_days, found.with_it, colours.accent, Shape.DOT),
        _Row(asked.without_name, asked.without_days, found.without, colours.series[1],
             Shape.SQUARE),
    )  # fmt: skip

    def fill(page: Page, box: Box) -> None:
        inner = panel(page, box)
        frame = page.frame(
            (inner.x + page.em * 0.3, inner.y + page.em * _DATES, inner.right - page.em * 0.3,
             inner.top),
            (asked.low, asked.high),
            (0, 2),
        )  # fmt: skip
        _scale(page, frame, asked)
        names = [_name(page.em, inner.wide, row) for row in rows]
        room = frame.tall / 2 - max(name.height for name in names) - page.em * (_POINTER + 0.55)
        dot = _dot(page, frame, room, [Counter(row.values) for row in rows])
        for at, (row, name) in enumerate(zip(rows, names, strict=True)):
            _row(page, inner, frame, 1 - at, row, name, dot, asked.words.locale)

    keys = [Key(Shape.TRIANGLE, colours.muted, asked.mean_name)]

    def sentence(page: Page, box: Box) -> None:
        inner = panel(page, box)
        block = _told(page.em, inner.wide, asked)
        top = inner.y + (inner.high + block.height) / 2
        write(page.sheet, block, (inner.x, top), page.palette.ink, gid="told")

    em = float(asked.look.size.text)
    room = inside(asked.look.size.width, em)
    told = _told(em, room, asked)
    more = 2 * max(len(_name(em, room, row).lines) - 1 for row in rows)
    cards = [Card(_HIGH + more, fill), Card(_TOLD + told.height / em, sentence)]
    return stacked(asked.look, asked.words, cards, keys).sheet


def _told(em: float, room: float, asked: InsightPicture) -> Block:
    return fitted(asked.told, em * 0.86, room, 5)


def _scale(page: Page, frame: Frame, asked: InsightPicture) -> None:
    sheet, colours, em = page.sheet, page.palette, page.em
    line = ((frame.x0, frame.y0), (frame.x1, frame.y0))
    sheet.add(Stroke("ground", line, colours.muted, em * 0.06))
    for value in range(asked.low, asked.high + 1):
        x = frame.x(value)
        tick = ((x, frame.y0), (x, frame.y0 - em * 0.2))
        sheet.add(Stroke("tick", tick, colours.muted, em * 0.06))
        if value in (asked.low, (asked.low + asked.high) // 2, asked.high):
            block = Block((number(value, asked.words.locale),), em * 0.78)
            at = (x, frame.y0 - em * 0.3)
            write(sheet, block, at, colours.muted, gid="level", align="center")
    name = fitted(asked.scale_name, em * 0.78, frame.wide, 1)
    at = ((frame.x0 + frame.x1) / 2, frame.y0 - em * 1.2)
    write(sheet, name, at, colours.muted, gid="scale", align="center")


def _name(em: float, room: float, row: _Row) -> Block:
    beside = Block((row.days,), em * 0.78).width + em if row.days else 0.0
    return limited(row.name, em * 0.82, room - beside, 2, bold=True)


def _dot(page: Page, frame: Frame, room: float, counted: Sequence[Mapping[int, int]]) -> float:
    """How large a day is, in both rows alike: as many must look as many."""
    most = max(max(each.values()) for each in counted)
    dot = page.em * _LARGEST
    while ceil(most / _beside(frame, dot)) * dot > room:
        dot *= 0.96
    return dot


def _beside(frame: Frame, dot: float) -> int:
    """How many dots of one value stand beside each other."""
    return max(int((frame.x(1) - frame.x(0)) * _ACROSS / dot), 1)


def _row(
    page: Page, inner: Box, frame: Frame, place: int, row: _Row, name: Block, dot: float,
    locale: str,
) -> None:  # fmt: skip
    sheet, em, colours = page.sheet, page.em, page.palette
    top = frame.y(place + 1) - em * (0.1 if place else 0.35)
    write(sheet, name, (inner.x, top), colours.ink, gid="side")
    if row.days:
        days = Block((row.days,), em * 0.78)
        write(sheet, days, (inner.right, top), colours.muted, gid="side-days", align="right")
    floor = frame.y(place) + em * _POINTER
    beside, spots = _beside(frame, dot), []
    for value, count in Counter(row.values).items():
        for each in range(count):
            line, at = divmod(each, beside)
            of_line = min(beside, count - line * beside)
            x = frame.x(value) + (at - (of_line - 1) / 2) * dot
            spots.append((x, floor + dot * (line + 0.5)))
    points(sheet, "days", spots, row.shape, row.colour, dot * 0.86, edged=False)
    base = ((frame.x0, floor - em * 0.08), (frame.x1, floor - em * 0.08))
    sheet.add(Stroke("rule", base, colours.faint, em * 0.05))
    _pointer(page, frame, row, floor, locale)


def _pointer(page: Page, frame: Frame, row: _Row, floor: float, locale: str) -> None:
    """Where the mean is, from below, with its number beside it."""
    em, x = page.em, frame.x(row.mean)
    points(page.sheet, "mean", [(x, floor - em * 0.48)], Shape.TRIANGLE, page.palette.muted,
           em * 0.56, edged=False)  # fmt: skip
    told = Block((number(round(row.mean, 1), locale),), em * 1.1, bold=True)
    is_left = x + em * 0.5 + told.width > frame.x1
    at = (x - em * 0.5 if is_left else x + em * 0.5, floor - em * 0.12)
    write(page.sheet, told, at, row.colour, gid="mean-number", align="right" if is_left else "left")
