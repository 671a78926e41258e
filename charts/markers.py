"""Sessions and key moments on any picture over time: flags and numbers at the top of its plot."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate

from care.pictured import Marker, MarkerKind
from charts import dates
from charts.lettering import Block, write
from charts.marks import Key, Shape, points
from charts.page import Page
from charts.sheet import Frame, Spot, Stroke
from charts.style import Palette

_APART = 1.1
"""From one number to the next at least, in sizes of the text."""

_RAISED, _ROOM = 0.7, 0.95
"""How far above a plot the numbers stand, and what they take there, in sizes of the text."""


def keys(colours: Palette, markers: Sequence[Marker], session: str, locale: str) -> list[Key]:
    """What the flags are, and each moment with its number, date and words."""
    found = []
    if session and any(marker.kind is MarkerKind.SESSION for marker in markers):
        found.append(Key(Shape.FLAG, colours.muted, session))
    moments = [marker for marker in markers if marker.kind is MarkerKind.MOMENT]
    for number, marker in enumerate(moments, 1):
        found.append(Key(Shape.DOT, colours.ink, told(marker, locale), str(number)))
    return found


def told(moment: Marker, locale: str) -> str:
    """A moment in words: its day, and what was said of it."""
    return f"{dates.short(moment.on, locale)}: {moment.words}"


def room(markers: Sequence[Marker]) -> float:
    """What the numbers take above a plot, in sizes of the text: none of them hides a value."""
    return _ROOM if any(each.kind is MarkerKind.MOMENT for each in markers) else 0.0


def draw(page: Page, frame: Frame, markers: Sequence[Marker]) -> None:
    """A fine line for each, flagged at the top or numbered above it.

    Numbers of days that follow each other move apart.
    """
    em, sheet, colours = page.em, page.sheet, page.palette
    days = [frame.x(each.on.toordinal()) for each in markers if each.kind is MarkerKind.MOMENT]
    y = frame.y1 + em * _RAISED
    for number, (x, at) in enumerate(
        zip(days, spread(days, em * _APART, frame.x1), strict=True), 1
    ):
        way = ((x, frame.y0), (x, frame.y1), (at, y))
        sheet.add(Stroke("marker", way, colours.ink, em * 0.05, (1, 3), 0.8))
        points(sheet, "moment", [(at, y)], Shape.DOT, colours.ink, em * 0.98)
        block = Block((str(number),), em * 0.74, bold=True)
        top = (at, y + block.height / 2)
        write(sheet, block, top, colours.paper, gid="moment-number", align="center")
    # Above the numbers: of a session on that day the flag can still be seen.
    for x in (frame.x(each.on.toordinal()) for each in markers if each.kind is MarkerKind.SESSION):
        line = ((x, frame.y0), (x, frame.y1))
        sheet.add(Stroke("marker", line, colours.muted, em * 0.05, (1, 3), 0.6))
        points(sheet, "session", [(x, frame.y1)], Shape.FLAG, colours.muted, em * 0.42, edged=False)


def on_days(page: Page, markers: Sequence[Marker], places: Mapping[date, Spot]) -> None:
    """The same where each day has a place of its own: a flag, or a number, above that place."""
    em, sheet, colours = page.em, page.sheet, page.palette
    shown = [each for each in markers if each.on in places]
    moments = [each for each in shown if each.kind is MarkerKind.MOMENT]
    numbered = {each.on: str(number) for number, each in enumerate(moments, 1)}
    flagged = {each.on for each in shown if each.kind is MarkerKind.SESSION}
    for on, number in numbered.items():
        x, y = places[on]
        at = (x - em * 0.3 if on in flagged else x, y)
        points(sheet, "moment", [at], Shape.DOT, colours.ink, em * 0.88)
        block = Block((number,), em * 0.72, bold=True)
        top = (at[0], y + block.height / 2)
        write(sheet, block, top, colours.paper, gid="moment-number", align="center")
    flags = [(x + em * 0.42 if on in numbered else x, y) for on in flagged
             for x, y in (places[on],)]  # fmt: skip
    points(sheet, "session", sorted(flags), Shape.FLAG, colours.muted, em * 0.42, edged=False)


def draw_small(page: Page, frame: Frame, markers: Sequence[Marker]) -> None:
    """Without numbers, for a small picture that has no room to explain them: only the days."""
    em, sheet, colours = page.em, page.sheet, page.palette
    for kind, gid, shape, colour, size in (
        (MarkerKind.SESSION, "session", Shape.FLAG, colours.muted, 0.34),
        (MarkerKind.MOMENT, "moment", Shape.DIAMOND, colours.ink, 0.4),
    ):
        days = sorted({each.on.toordinal() for each in markers if each.kind is kind})
        spots = [(frame.x(day), frame.y1) for day in days if frame.first <= day <= frame.last]
        for x, y in spots:
            way = ((x, frame.y0), (x, y))
            sheet.add(Stroke("marker", way, colour, em * 0.04, (1, 3), 0.6))
        points(sheet, gid, spots, shape, colour, em * size, edged=False)


def spread(days: Sequence[float], apart: float, last: float) -> list[float]:
    """Places so far apart, in order, each as near to its day as the others let it."""
    to_the_right = list(accumulate(days, lambda before, x: max(x, before + apart)))
    backwards = accumulate(reversed(days), lambda after, x: min(x, after - apart))
    to_the_left = list(backwards)[::-1]
    middle = [(one + other) / 2 for one, other in zip(to_the_right, to_the_left, strict=True)]
    # At the end of the picture there is no room further on.
    held = accumulate(
        reversed(middle), lambda after, x: min(x, after - apart), initial=last + apart
    )
    return list(held)[1:][::-1]
