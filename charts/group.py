"""How many members of a group practised, day by day: numbers, and nobody's name."""

from datetime import timedelta

from care.pictured import LEAST_MEMBERS
from charts.axis import number, write_dates, write_levels
from charts.cards import Box, Card, nothing, panel, stacked
from charts.lettering import Block, write
from charts.page import Page
from charts.requests import GroupPicture
from charts.sheet import Sheet, Slab

_SHORTEST = timedelta(days=20)
"""With fewer days than that the bars keep their width: there is room for the days to come."""


def group(asked: GroupPicture) -> Sheet:
    """A bar for each day, on the scale of all members; in a small group there is none."""

    def fill(page: Page, box: Box) -> None:
        inner = panel(page, box)
        last = asked.days[-1].on
        first = min(asked.days[0].on, last - _SHORTEST)
        frame = page.frame(
            (
                inner.x + page.em * 1.3,
                inner.y + page.em * 1.4,
                inner.right,
                inner.top - page.em * 0.3,
            ),
            (first.toordinal(), last.toordinal()),
            (0, asked.members),
        )
        write_levels(page, frame, (0, asked.members), asked.words.locale)
        write_dates(
            page,
            frame,
            first,
            last,
            locale=asked.words.locale,
            backwards=True,
            within=(inner.x, inner.right),
        )
        wide = frame.wide / (frame.last - frame.first) * 0.62
        for day in asked.days:
            x, high = frame.x(day.on.toordinal()), frame.y(day.practised) - frame.y0
            if day.practised:
                radius = min(page.em * 0.15, wide / 3)
                page.sheet.add(
                    Slab(
                        "practised",
                        x - wide / 2,
                        frame.y0,
                        wide,
                        high,
                        page.palette.accent,
                        radius=radius,
                    )
                )
            told = Block(
                (number(day.practised, asked.words.locale),), min(wide * 1.13, page.em * 0.7)
            )
            at = (x, frame.y0 + high + told.height)
            colour = page.palette.ink if day.practised else page.palette.muted
            write(page.sheet, told, at, colour, gid="practised-number", align="center")

    def empty(page: Page, box: Box) -> None:
        nothing(page, panel(page, box), asked.words.nothing)

    told = asked.days and asked.members >= LEAST_MEMBERS
    return stacked(asked.look, asked.words, [Card(12, fill) if told else Card(3, empty)]).sheet
