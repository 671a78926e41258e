"""A week in review: seven days, each with its check-in, its mood and its practice."""

import itertools

from care.pictured import Marker, on_picture
from charts import dates, days, markers
from charts.axis import number
from charts.cards import Box, Card, counts, panel, stacked
from charts.lettering import Block, limited, write
from charts.marks import Shape, points
from charts.page import Page
from charts.requests import WeekPicture
from charts.sheet import Sheet, Slab, Stroke
from charts.style import palette

_HIGHEST_MOOD = 10
_MARKED = 1.3
"""What a row of flags and numbers takes, in sizes of text."""


def week(asked: WeekPicture) -> Sheet:
    """A column for each day; what was not answered stays empty."""
    colours = palette(asked.look.accent, dark=asked.look.dark)

    def fill(page: Page, box: Box) -> None:
        inner = panel(page, box)
        _days(page, inner, asked)

    def numbers(page: Page, box: Box) -> None:
        columns = box.columns(len(asked.counts), page.em * 0.6)
        for column, count in zip(columns, asked.counts, strict=True):
            counts(page, panel(page, column), (count,))

    # What the client is not asked has no row: it would look as if nothing had been done.
    cards = [Card(_high(asked), fill)]
    if asked.counts:
        cards.append(Card(5, numbers))
    states = [each.state for each in asked.days if each.state is not None]
    keys = days.keys(colours, asked.states, states)
    keys += markers.keys(colours, _flagged(asked), asked.session, asked.words.locale)
    return stacked(asked.look, asked.words, cards, keys).sheet


def _flagged(asked: WeekPicture) -> tuple[Marker, ...]:
    return on_picture(asked.markers, asked.days[0].on, asked.days[-1].on)


def _has_mood(asked: WeekPicture) -> bool:
    return any(each.mood is not None for each in asked.days)


def _high(asked: WeekPicture) -> float:
    """How high the rows are that there are, in sizes of text."""
    mood, practice = _has_mood(asked), bool(asked.practice_name)
    return 6.6 + 7.0 * mood + 4.5 * practice + _MARKED * bool(_flagged(asked))


def _days(page: Page, box: Box, asked: WeekPicture) -> None:
    em, sheet, colours = page.em, page.sheet, page.palette
    cell = box.wide / 7
    names = dates.weekdays(asked.words.locale)
    centres = [box.x + cell * (at + 0.5) for at in range(7)]
    for x, day in zip(centres, asked.days, strict=True):
        head = Block((names[day.on.weekday()],), em * 0.78, bold=True)
        write(sheet, head, (x, box.top), colours.ink, gid="weekday", align="center")
        below = Block((dates.short(day.on, asked.words.locale),), em * 0.74)
        at = (x, box.top - head.height)
        write(sheet, below, at, colours.muted, gid="date", align="center")
    top = box.top - em * 2.4
    if flagged := _flagged(asked):
        row = zip(asked.days, centres, strict=True)
        markers.on_days(page, flagged, {day.on: (x, top - em * 0.3) for day, x in row})
        top -= em * _MARKED
    top = _name(page, box, asked.check_ins_name, top)
    states = [((x, top - em * 0.75), day.state) for x, day in zip(centres, asked.days, strict=True)]
    days.draw(page, states, em * 0.8)
    top -= em * 1.9
    if _has_mood(asked):
        top = _name(page, box, asked.mood_name, top)
        _mood(page, box, asked, centres, top)
        top -= em * 6.7
    if asked.practice_name:
        _practice(page, box, asked, centres, top)


def _practice(page: Page, box: Box, asked: WeekPicture, centres: list[float], top: float) -> None:
    em, sheet, colours = page.em, page.sheet, page.palette
    top = _name(page, box, asked.practice_name, top)
    most = max((day.practice_minutes or 0 for day in asked.days), default=0)
    for x, day in zip(centres, asked.days, strict=True):
        if day.practice_minutes is None:
            days.draw(page, [((x, top - em * 2.6), None)], em * 0.8)
            continue
        # No minutes were answered too: they stand there as the number that they are.
        high, wide = max(em * 1.7 * day.practice_minutes / (most or 1), em * 0.08), em * 0.9
        y = top - em * 2.75
        sheet.add(Slab("practice", x - wide / 2, y, wide, high, colours.accent, radius=em * 0.12))
        block = Block((number(day.practice_minutes, asked.words.locale),), em * 0.78)
        at = (x, y + high + block.height)
        write(sheet, block, at, colours.ink, gid="practice-number", align="center")


def _name(page: Page, box: Box, text: str, top: float) -> float:
    block = limited(text, page.em * 0.78, box.wide, 1)
    write(page.sheet, block, (box.x, top), page.palette.muted, gid="row")
    return top - block.height


def _mood(page: Page, box: Box, asked: WeekPicture, centres: list[float], top: float) -> None:
    em, sheet, colours = page.em, page.sheet, page.palette
    floor, room = top - em * 5.8, em * 4.4
    for y in (floor, floor + room):
        sheet.add(Stroke("rule", ((box.x, y), (box.right, y)), colours.faint, em * 0.05))
        end = Block((number(0 if y == floor else _HIGHEST_MOOD, asked.words.locale),), em * 0.76)
        write(sheet, end, (box.x, y + end.height), colours.muted, gid="level")
    spots = [
        (x, floor + room * day.mood / _HIGHEST_MOOD, day.mood) if day.mood is not None else None
        for x, day in zip(centres, asked.days, strict=True)
    ]
    written = [
        (Block((number(spot[2], asked.words.locale),), em * 0.78, bold=True), spot)
        for spot in spots
        if spot
    ]
    for block, (x, y, _) in written:
        low = y + em * 0.32
        if low < floor + room < low + block.height:
            # The highest value's rule makes way for a number that stands on it.
            wide = block.width + em * 0.3
            low = floor + room - em * 0.1
            sheet.add(Slab("behind-number", x - wide / 2, low, wide, em * 0.2, colours.card))
    for here, there in itertools.pairwise(spots):
        if here and there:
            sheet.add(Stroke("mood-line", (here[:2], there[:2]), colours.accent, em * 0.1))
    for block, (x, y, _) in written:
        points(sheet, "mood", [(x, y)], Shape.DOT, colours.accent, em * 0.6)
        at = (x, y + em * 0.32 + block.height)
        write(sheet, block, at, colours.accent, gid="number", align="center")
