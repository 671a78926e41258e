"""Scores small: a line without numbers, for a panel that says them in words."""

from collections.abc import Sequence

from care.pause import Stretch
from care.pictured import Marker
from care.progress import Trajectory
from care.told import unanswered
from charts import markers
from charts.axis import number
from charts.cards import Box
from charts.lettering import Block, write
from charts.marks import DASHES, Shape, points, shade
from charts.page import Page
from charts.readings import draw_pauses
from charts.segments import segments, within
from charts.sheet import Stroke

SHORTEST = 6
"""Days that a line has room for at least."""


def draw_course(
    page: Page,
    box: Box,
    course: Trajectory,
    locale: str,
    *,
    span: Stretch | None = None,
    paused: Sequence[Stretch] = (),
    marked: Sequence[Marker] = (),
) -> None:
    """The scores on the whole scale, with the baseline and what may be chance around it.

    Over their own days, or over a span that several have in common.
    """
    measure = course.measure
    sheet, colours, em = page.sheet, page.palette, page.em
    began, until = span or (course.baseline.on, course.latest.on)
    first, last = began.toordinal(), max(until.toordinal(), began.toordinal() + SHORTEST)
    scores = [each for each in course.points if first <= each.on.toordinal() <= last]
    ends = [Block((number(end, locale),), em * 0.76) for end in (measure.lowest, measure.highest)]
    left = box.x + max(end.width for end in ends) + em * 0.35
    frame = page.frame(
        (left, box.y + em * 0.45, box.right, box.top - em * 0.2),
        (first, last),
        (measure.lowest, measure.highest),
    )
    for y, end in zip((frame.y0, frame.y1), ends, strict=True):
        line = ((frame.x0, y), (frame.x1, y))
        sheet.add(Stroke("rule", line, colours.faint, em * 0.06))
        at = (left - em * 0.35, y + end.height / 2)
        write(sheet, end, at, colours.muted, gid="level", align="right")
    chance = within(course)
    if chance is not None:
        low, high = map(frame.y, chance)
        shade(sheet, "within", (frame.x0, low, frame.wide, high - low), colours.accent, em * 0.04)
    # Of a pause that only begins where the course ends there is nothing to see here.
    breaks = [(each, min(end, until)) for each, end in paused if each < until]
    draw_pauses(page, frame, breaks)
    markers.draw_small(page, frame, marked)
    y = frame.y(course.baseline.score)
    line = ((frame.x0, y), (frame.x1, y))
    sheet.add(Stroke("baseline", line, colours.muted, em * 0.06, DASHES))
    missed = unanswered(course)
    # What goes on for years is a line: dots that lie on each other would be a bar.
    apart = frame.wide / max(len(scores), 2)
    dot, line_wide = min(em * 0.3, max(apart * 0.6, em * 0.1)), min(em * 0.13, apart)
    for stretch in segments(scores, missed) if scores else ():
        spots = tuple(frame.spot(each.on.toordinal(), each.score) for each in stretch)
        sheet.add(Stroke("scores", spots, colours.accent, max(line_wide, em * 0.06)))
        points(sheet, "score", spots, Shape.DOT, colours.accent, dot, edged=False)
    shown = (on.toordinal() for on in missed if first <= on.toordinal() <= last)
    # Below the line: a ring on it would read as a score of the lowest value.
    gaps = [(frame.x(day), frame.y0 - em * 0.36) for day in shown]
    points(
        sheet,
        "missed",
        gaps,
        Shape.RING,
        colours.muted,
        min(em * 0.34, max(apart * 1.6, em * 0.16)),
    )
    newest = [frame.spot(each.on.toordinal(), each.score) for each in scores[-1:]]
    points(sheet, "latest", newest, Shape.DOT, colours.accent, em * 0.6)
