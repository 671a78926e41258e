"""A therapist's clients side by side: small pictures on one scale, by code and never by name."""

from collections.abc import Sequence

from charts.axis import number
from charts.cards import Box, Card, Filling, nothing, panel, stacked
from charts.courses import draw_course
from charts.lettering import Block, limited, write
from charts.page import Page
from charts.requests import CaseloadEntry, CaseloadPicture
from charts.sheet import Sheet

_COLUMNS = 3
_HIGH = 7.2
MOST = 24
"""Clients on one picture: more could not be read on a phone."""


def caseload(asked: CaseloadPicture) -> Sheet:
    """Three in a row, in the order in which they are given."""
    entries = asked.entries[:MOST]
    rows = [entries[at : at + _COLUMNS] for at in range(0, len(entries), _COLUMNS)]

    def empty(page: Page, box: Box) -> None:
        nothing(page, panel(page, box), asked.words.nothing)

    cards = [Card(_HIGH, _row(row, asked)) for row in rows]
    return stacked(asked.look, asked.words, cards or [Card(3, empty)]).sheet


def _row(row: Sequence[CaseloadEntry], asked: CaseloadPicture) -> Filling:
    def fill(page: Page, box: Box) -> None:
        for entry, column in zip(row, box.columns(_COLUMNS, page.em * 0.5), strict=False):
            _entry(page, panel(page, column, entry.code), entry, asked)

    return fill


def _entry(page: Page, box: Box, entry: CaseloadEntry, asked: CaseloadPicture) -> None:
    if entry.course is None:
        nothing(page, box, asked.words.nothing)
        return
    em = page.em
    latest = Block((number(entry.course.latest.score, asked.words.locale),), em * 1.2, bold=True)
    write(page.sheet, latest, (box.x, box.top), page.palette.accent, gid="number")
    left = box.wide - latest.width - em * 0.4
    change = limited(entry.change, em * 0.7, left, 2)
    at = (box.x + latest.width + em * 0.4, box.top - (latest.height - change.height) / 2)
    write(page.sheet, change, at, page.palette.muted, gid="change")
    taken = max(latest.height, change.height) + em * 0.5
    draw_course(page, box.below(taken), entry.course, asked.words.locale)
