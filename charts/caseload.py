"""A therapist's clients side by side: small pictures on one scale, by code and never by name."""

from collections.abc import Sequence

from care.pause import Stretch
from care.pictured import MarkerKind
from care.told import unanswered
from charts import readings
from charts.axis import number
from charts.cards import Box, Card, Filling, nothing, panel, stacked
from charts.courses import draw_course
from charts.lettering import Block, limited, width, write
from charts.marks import Key, Shape
from charts.page import Page
from charts.requests import CaseloadEntry, CaseloadPicture, Look
from charts.segments import within
from charts.sheet import Sheet
from charts.style import Palette, palette

_HIGH = 9.0
_ROOM_FOR_THREE = 28
"""Sizes of text that three clients in a row take: a picture for a phone has two."""


def caseload(asked: CaseloadPicture) -> Sheet:
    """Row by row, in the order in which they are given, all over the same days."""
    columns = _columns(asked.look)
    rows = [asked.entries[at : at + columns] for at in range(0, len(asked.entries), columns)]

    def empty(page: Page, box: Box) -> None:
        nothing(page, panel(page, box), asked.words.nothing)

    cards = [Card(_HIGH, _row(row, asked)) for row in rows] or [Card(3, empty)]
    colours = palette(asked.look.accent, dark=asked.look.dark)
    return stacked(asked.look, asked.words, cards, _keys(asked, colours)).sheet


def _columns(look: Look) -> int:
    return 3 if look.size.width >= _ROOM_FOR_THREE * look.size.text else 2


def _keys(asked: CaseloadPicture, colours: Palette) -> list[Key]:
    """What the marks mean that are on the picture, and no others."""
    first, last = asked.span
    courses = [each.course for each in asked.entries if each.course is not None]
    missed = (on for course in courses for on in unanswered(course))
    keys = []
    if courses:
        keys.append(Key(Shape.DASHES, colours.muted, asked.marks.baseline))
    if any(within(course) is not None for course in courses):
        keys.append(Key(Shape.SHADE, colours.accent, asked.marks.within))
    if any(first <= on <= last for on in missed):
        keys.append(Key(Shape.RING, colours.muted, asked.marks.missed))
    if any(_breaks(each, asked) for each in asked.entries):
        keys.append(Key(Shape.PAUSE, colours.muted, asked.marks.paused))
    shown = [each for each in asked.entries if each.course is not None]
    kinds = {marker.kind for each in shown for marker in each.markers if first <= marker.on <= last}
    if MarkerKind.SESSION in kinds:
        keys.append(Key(Shape.FLAG, colours.muted, asked.marks.session))
    if MarkerKind.MOMENT in kinds:
        keys.append(Key(Shape.DIAMOND, colours.ink, asked.marks.moment))
    return keys


def _breaks(entry: CaseloadEntry, asked: CaseloadPicture) -> Sequence[Stretch]:
    return readings.overlapping(entry.paused, *asked.span) if entry.course is not None else ()


def _row(row: Sequence[CaseloadEntry], asked: CaseloadPicture) -> Filling:
    def fill(page: Page, box: Box) -> None:
        columns = box.columns(_columns(asked.look), page.em * 0.5)
        for entry, column in zip(row, columns, strict=False):
            _entry(page, panel(page, column), entry, asked)

    return fill


def _entry(page: Page, box: Box, entry: CaseloadEntry, asked: CaseloadPicture) -> None:
    em = page.em
    box = box.below(_name(page, box, entry.code))
    if entry.course is None:
        nothing(page, box, asked.words.nothing)
        return
    latest = Block((number(entry.course.latest.score, asked.words.locale),), em * 1.2, bold=True)
    write(page.sheet, latest, (box.x, box.top), page.palette.accent, gid="number")
    left = box.wide - latest.width - em * 0.4
    change = limited(entry.change, em * 0.76, left, 2)
    at = (box.x + latest.width + em * 0.4, box.top - (latest.height - change.height) / 2)
    write(page.sheet, change, at, page.palette.muted, gid="change")
    room = box.below(max(latest.height, change.height) + em * 0.5)
    draw_course(page, room, entry.course, asked.words.locale, span=asked.span, paused=entry.paused,
                marked=entry.markers)  # fmt: skip


def _name(page: Page, box: Box, code: str) -> float:
    """The code, whole and on one line, for it is what a client is found by; its height."""
    size, line = page.em * 0.86, page.em * 1.35
    wide = width(code, size, bold=True)
    block = Block((code,), size * min(1.0, box.wide / wide), bold=True)
    write(page.sheet, block, (box.x, box.top), page.palette.ink, gid="card-name")
    return line
