"""Check-ins day by day over three months: done, late, open, paused; nothing is counted down."""

from calendar import Calendar
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from care.pictured import DayState, on_picture
from charts import dates, days, markers
from charts.cards import Box, Card, nothing, panel, stacked
from charts.lettering import Block, write
from charts.page import Page
from charts.requests import CalendarPicture
from charts.sheet import Sheet, Spot
from charts.style import palette

MONTHS = 3
_WEEK = 1.82
"""How high a week is, and what stands around all of them, in sizes of text."""
_AROUND = 3.5
_NAMES = 1.4
"""What the names of the weekdays take, in sizes of text: a phone shows the picture small."""


def calendar(asked: CalendarPicture) -> Sheet:
    """Three months side by side, a mark on each day on which something was due."""
    state = dict(asked.days)
    months = _months(asked.today)
    flagged = on_picture(asked.markers, months[0], asked.today)

    def fill(page: Page, box: Box) -> None:
        gap = page.em * 0.6
        above: dict[date, Spot] = {}
        for first, column in zip(months, box.columns(MONTHS, gap), strict=True):
            above |= _month(page, column, first, state, asked)
        markers.on_days(page, flagged, above)

    def empty(page: Page, box: Box) -> None:
        nothing(page, panel(page, box), asked.words.nothing)

    shown = [each for on, each in asked.days if on >= months[0]]
    high = _AROUND + _WEEK * _weeks(months)
    cards = [Card(high, fill)] if shown else [Card(3, empty)]
    colours = palette(asked.look.accent, dark=asked.look.dark)
    keys = days.keys(colours, asked.states, shown)
    keys += markers.keys(colours, flagged if shown else (), asked.session, asked.words.locale)
    return stacked(asked.look, asked.words, cards, keys).sheet


def _months(today: date) -> tuple[date, ...]:
    found = [today.replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return tuple(reversed(found))


def _weeks(months: Iterable[date]) -> int:
    """How many rows the longest of these months has: an empty one would be empty room."""
    return max(len(Calendar().monthdayscalendar(each.year, each.month)) for each in months)


def _month(
    page: Page, box: Box, first: date, state: dict[date, DayState], asked: CalendarPicture
) -> dict[date, Spot]:
    """Draws a month; where there is room above each of its days."""
    locale, em = asked.words.locale, page.em
    inner = panel(page, box, dates.month(first, locale))
    cell = inner.wide / 7
    names = dates.weekdays(locale)
    row = (inner.high - em * _NAMES) / _weeks(_months(asked.today))
    top = inner.top - em * _NAMES
    columns = [(inner.x + cell * (day + 0.5), names[day]) for day in range(7)]
    days.column_names(page, columns, inner.top, em * 0.84)
    every = (first + timedelta(days=each) for each in range(31))
    month = [on for on in every if on.month == first.month]
    spots, above = [], {}
    # A week is a row; it begins on Monday, as weeks in care do.
    weeks = groupby(month, key=lambda on: (on.day - 1 + first.weekday()) // 7)
    for week, of_week in weeks:
        for on in of_week:
            x, y = inner.x + cell * (on.weekday() + 0.5), top - row * (week + 0.5)
            above[on] = (x, y + row * 0.5)
            if on == asked.today:
                days.today(page, x, y, min(cell, row) * 0.98)
            if on <= asked.today:
                spots.append(((x, y), state.get(on)))
            else:
                block = Block((str(on.day),), em * 0.68)
                at = (x, y + block.height / 2)
                write(page.sheet, block, at, page.palette.muted, gid="day-ahead", align="center")
    days.draw(page, spots, min(cell, row) * 0.56)
    return above
