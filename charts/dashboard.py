"""Everything at a glance: scores, mood, check-ins, homework and practice, goals."""

from collections.abc import Sequence
from datetime import date, timedelta

from care.pictured import DayState, Marker, means, on_picture
from care.told import unanswered
from charts import dates, days, goals, markers, readings
from charts.axis import number, write_dates, write_levels
from charts.cards import GAP, Box, Card, Filling, counts, nothing, panel, stacked
from charts.courses import draw_course
from charts.lettering import Block, limited, width, write
from charts.marks import Key, Shape
from charts.page import Page
from charts.requests import Course, DashboardPicture
from charts.segments import within
from charts.sheet import Sheet
from charts.style import Palette, palette

MOOD_DAYS = timedelta(days=90)
_SHORTEST = timedelta(days=27)
_A_DAY = timedelta(days=1)
WEEKS = 13
MOST_GOALS = 3


def dashboard(asked: DashboardPicture) -> Sheet:
    """Panels in the order of what is asked first; what there is no data for has none."""
    colours = palette(asked.look.accent, dark=asked.look.dark)
    # Three months, or as long as there is something to see, and four weeks at least.
    known = min((on for on, _ in asked.mood), default=asked.today)
    first = max(asked.today - MOOD_DAYS + timedelta(days=1), min(known, asked.today - _SHORTEST))
    mood = [each for each in asked.mood if first <= each[0] <= asked.today]
    flagged = on_picture(asked.markers, first, asked.today)
    cards = (
        [Card(10.2, _courses(asked), tuple(each.name for each in asked.courses[:2]))]
        if asked.courses
        else []
    )
    if mood:
        cards.append(
            Card(
                9.6 + markers.room(flagged), _mood(asked, mood, flagged, first), (asked.mood_name,)
            )
        )
    if asked.days or asked.counts:
        cards.append(Card(9.6, _check_ins(asked)))
    if asked.goals:
        shown = asked.goals[:MOST_GOALS]
        cards.append(Card(2.4 + 2.7 * len(shown), _goals(asked), (asked.goals_name,)))
    if not cards:
        cards = [Card(3, lambda page, box: nothing(page, panel(page, box), asked.words.nothing))]
    states = {state for _, state in asked.days}
    keys = days.keys(colours, asked.states, states)
    # The dashes of a pause have its word already where there are any.
    if DayState.PAUSED not in states and _is_shaded(asked, first if mood else None):
        keys.append(Key(Shape.PAUSE, colours.muted, asked.states.paused))
    if len(means(mood)) > 1:
        keys.append(Key(Shape.LINE, colours.ink, asked.mean_name))
    keys += _course_keys(asked, colours, has_open=DayState.OPEN in states)
    if asked.goals and asked.began_name:
        name = f"{asked.goals_name}: {asked.began_name}"
        keys.append(Key(Shape.BEGAN, colours.muted, name))
    keys += markers.keys(colours, flagged if mood else (), asked.session, asked.words.locale)
    return stacked(asked.look, asked.words, cards, keys).sheet


def _course_keys(asked: DashboardPicture, colours: Palette, *, has_open: bool) -> list[Key]:
    """What stands around the scores; a ring has its word already where a day was left open."""
    courses = [each.trajectory for each in asked.courses[:2]]
    if not courses or asked.marks is None:
        return []
    keys = [Key(Shape.DASHES, colours.muted, asked.marks.baseline)]
    if any(within(each) is not None for each in courses):
        keys.append(Key(Shape.SHADE, colours.accent, asked.marks.within))
    if not has_open and any(unanswered(each) for each in courses):
        keys.append(Key(Shape.RING, colours.muted, asked.marks.missed))
    return keys


def _is_shaded(asked: DashboardPicture, mood_from: date | None) -> bool:
    """Whether a pause is shaded in any panel."""
    spans = [
        (each.trajectory.baseline.on, each.trajectory.latest.on - _A_DAY)
        for each in asked.courses[:2]
    ]
    if mood_from is not None:
        spans.append((mood_from, asked.today))
    return any(readings.overlapping(asked.paused, *span) for span in spans)


def _courses(asked: DashboardPicture) -> Filling:
    def fill(page: Page, box: Box) -> None:
        columns = box.columns(min(len(asked.courses), 2), page.em * GAP)
        for course, column in zip(asked.courses, columns, strict=False):
            _course(page, panel(page, column, course.name), course, asked)

    return fill


def _course(page: Page, box: Box, course: Course, asked: DashboardPicture) -> None:
    em, colours, locale = page.em, page.palette, asked.words.locale
    score = Block((number(course.trajectory.latest.score, locale),), em * 2, bold=True)
    write(page.sheet, score, (box.x, box.top), colours.accent, gid="number")
    x = box.x + score.width + em * 0.45
    lines = [dates.written(course.trajectory.latest.on, locale, asked.today)]
    if course.first:
        lines.append(course.first)
    room = box.right - x
    size = em * (0.78 if len(lines) == 1 or width(lines[1], em * 0.78) < room else 0.7)
    block = Block(
        tuple(each for line in lines for each in limited(line, size, room, 2).lines), size
    )
    at = (x, box.top - (score.height - block.height) / 2)
    write(page.sheet, block, at, colours.muted, gid="number-name")
    below = box.below(score.height + em * 0.5)
    draw_course(page, below, course.trajectory, locale, paused=asked.paused)


def _mood(
    asked: DashboardPicture,
    mood: Sequence[tuple[date, int]],
    flagged: Sequence[Marker],
    first: date,
) -> Filling:
    def fill(page: Page, box: Box) -> None:
        em, locale = page.em, asked.words.locale
        inner = panel(page, box, asked.mood_name).below(em * markers.room(flagged))
        frame = page.frame(
            (inner.x + em * 1.3, inner.y + em * 1.15, inner.right, inner.top - em * 0.5),
            (first.toordinal(), asked.today.toordinal()),
            (0, 10),
        )
        write_levels(page, frame, (0, 5, 10), locale, size=0.76)
        write_dates(
            page,
            frame,
            first,
            asked.today,
            locale=locale,
            backwards=True,
            size=0.76,
            within=(inner.x, inner.right),
        )
        readings.draw_pauses(page, frame, asked.paused)
        markers.draw(page, frame, flagged)
        readings.draw(page, frame, mood, joined=False)
        readings.draw_means(page, frame, mood)

    return fill


def _check_ins(asked: DashboardPicture) -> Filling:
    def fill(page: Page, box: Box) -> None:
        gap = page.em * GAP
        if not asked.counts:
            _calendar(page, panel(page, box, asked.check_ins_name), asked)
            return
        left = box.wide * 0.68 - gap / 2 if asked.days else 0.0
        if asked.days:
            part = Box(box.x, box.y, left, box.high)
            _calendar(page, panel(page, part, asked.check_ins_name), asked)
        start = box.x + left + (gap if left else 0)
        counts(page, panel(page, Box(start, box.y, box.right - start, box.high)), asked.counts)

    return fill


def _calendar(page: Page, box: Box, asked: DashboardPicture) -> None:
    """A column for each week, Monday at its top."""
    state, em = dict(asked.days), page.em
    monday = asked.today - timedelta(days=asked.today.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    left = em * 1.1
    cell, row = (box.wide - left) / WEEKS, box.high / 7
    for day, name in enumerate(dates.weekdays(asked.words.locale)):
        block = Block((name,), em * 0.8)
        at = (box.x, box.top - row * (day + 0.5) + block.height / 2)
        write(page.sheet, block, at, page.palette.muted, gid="weekday")
    spots = []
    for each in range((asked.today - first).days + 1):
        week, day = divmod(each, 7)
        x, y = box.x + left + cell * (week + 0.5), box.top - row * (day + 0.5)
        spots.append(((x, y), state.get(first + timedelta(days=each))))
    days.draw(page, spots, min(cell, row) * 0.74)


def _goals(asked: DashboardPicture) -> Filling:
    def fill(page: Page, box: Box) -> None:
        inner = panel(page, box, asked.goals_name)
        goals.draw_rows(page, inner, asked.goals[:MOST_GOALS], asked.words.locale)

    return fill
