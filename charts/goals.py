"""Goals in the client's own words: how near they say each is, when it was agreed and now."""

from collections.abc import Sequence

from care.pictured import GoalProgress
from charts import dates
from charts.axis import number
from charts.cards import Box, Card, Filling, nothing, panel, stacked
from charts.lettering import Block, limited, write
from charts.marks import Key, Shape, points
from charts.page import Page
from charts.requests import GoalsPicture
from charts.sheet import Sheet, Slab
from charts.style import palette

HIGHEST = 10
_ROW = 3.9


def goals(asked: GoalsPicture) -> Sheet:
    """A bar for each goal: an open mark where it began, the number of today written out."""

    def empty(page: Page, box: Box) -> None:
        nothing(page, panel(page, box), asked.words.nothing)

    cards = [Card(_ROW, _card(goal, asked.words.locale)) for goal in asked.goals]
    colours = palette(asked.look.accent, dark=asked.look.dark)
    keys = [
        Key(Shape.BEGAN, colours.muted, asked.first_name),
        Key(Shape.BAR, colours.accent, asked.latest_name),
    ]
    page = stacked(asked.look, asked.words, cards or [Card(3, empty)], keys if cards else ())
    return page.sheet


def draw_rows(page: Page, box: Box, shown: Sequence[GoalProgress], locale: str) -> None:
    """Goals below each other in one box."""
    if shown:
        each = box.high / len(shown)
        for row, goal in enumerate(shown):
            draw(page, Box(box.x, box.top - each * (row + 1), box.wide, each), goal, locale)


def draw(page: Page, box: Box, goal: GoalProgress, locale: str, lines: int = 1) -> None:
    """One goal: its words over a bar from 0 to 10."""
    sheet, colours, em = page.sheet, page.palette, page.em
    value = Block((number(goal.latest, locale),), em * 1.25, bold=True)
    highest = Block((_of(number(HIGHEST, locale), locale),), em * 0.78)
    room = em * 3.9
    words = limited(goal.words, em * 0.86, box.wide - room, lines)
    tall = words.height + em * 0.8
    top = box.top - (box.high - tall) / 2
    write(sheet, words, (box.x, top), colours.ink, gid="goal")
    y, high = top - words.height - em * 0.5, em * 0.42
    wide = box.wide - room
    sheet.add(Slab("goal-scale", box.x, y - high / 2, wide, high, colours.faint, radius=high / 2))
    reach = max(wide * goal.latest / HIGHEST, high)
    sheet.add(Slab("goal-now", box.x, y - high / 2, reach, high, colours.accent, radius=high / 2))
    first = box.x + max(wide * goal.first / HIGHEST, high / 2)
    points(sheet, "goal-first", [(first, y)], Shape.RING, colours.muted, em * 0.56)
    middle = (top + top - tall) / 2
    at = (box.right - highest.width - em * 0.3, middle + value.height / 2)
    write(sheet, value, at, colours.accent, gid="number", align="right")
    # On the line that the number stands on.
    at = (box.right, middle + highest.height / 2 - (value.height - highest.height) * 0.3)
    write(sheet, highest, at, colours.muted, gid="highest", align="right")


def _of(highest: str, locale: str) -> str:
    """Of how many, with its stroke on the side of the number that it belongs to."""
    return f"{highest} /" if dates.reads_from_the_right(locale) else f"/ {highest}"


def _card(goal: GoalProgress, locale: str) -> Filling:
    return lambda page, box: draw(page, panel(page, box), goal, locale, lines=2)
