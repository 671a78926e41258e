"""A client's scores over time: what was answered, what was not, and how much may be chance."""

from collections.abc import Sequence
from datetime import date, timedelta

from care.pause import Stretch
from care.pictured import Marker, on_picture
from care.progress import Point, Trajectory
from care.told import unanswered
from charts import dates, readings
from charts.axis import levels, number, write_dates, write_levels
from charts.bands import boundaries, draw_washes, fit_names, washes_of
from charts.markers import draw as draw_markers
from charts.markers import keys as marker_keys
from charts.markers import room
from charts.marks import DASHES, Key, Shape, points, shade
from charts.page import Page, Stat, settled
from charts.requests import PHONE, ProgressWords, Size
from charts.segments import segments, within
from charts.sheet import Frame, Sheet, Stroke
from charts.style import Palette, palette

_SHORTEST = timedelta(days=6)
"""One score alone still stands on a week: there is room for the ones to come."""


def progress(
    trajectory: Trajectory,
    words: ProgressWords,
    *,
    accent: str,
    bands_named: bool,
    today: date,
    size: Size = PHONE,
    dark: bool = False,
    markers: Sequence[Marker] = (),
    paused: Sequence[Stretch] = (),
) -> Sheet:
    """One line of scores on the scale's own range, broken where a check-in was not answered.

    The dashes are the baseline, the shade around it the differences that measurement error
    explains. Severity bands appear only when they are named.
    """
    measure = trajectory.measure
    look = palette(accent, dark=dark)
    missed = unanswered(trajectory)
    first, last = _span(trajectory, missed, today)
    end = max(last, first + _SHORTEST)
    marked = on_picture(markers, first, end)
    breaks = readings.overlapping(paused, first, end)
    stretch = within(trajectory)
    washes = washes_of(measure, words.bands, look) if bands_named else ()

    def lay(page: Page) -> None:
        page.head(words.title, _stats(trajectory, words, look, today), words.trend)
        page.top -= page.em * room(marked) / 2
        keys = [Key(Shape.DASHES, look.muted, words.baseline)]
        if missed:
            keys.append(Key(Shape.RING, look.muted, words.missed))
        if stretch:
            keys.append(Key(Shape.SHADE, look.accent, words.within))
        if breaks:
            keys.append(Key(Shape.PAUSE, look.muted, words.paused))
        keys += marker_keys(look, marked, words.session, words.locale)
        page.foot(keys, words.footer)

    page = settled(size, look, lay)
    names = fit_names(page, washes)
    beside = max((block.width for block in names), default=0) + page.em * 0.6
    frame = page.plot(measure.lowest, measure.highest, first.toordinal(), end.toordinal(), beside)
    draw_washes(page, frame, washes, names)
    numbers = boundaries(measure) if washes else ()
    scale = numbers or levels(measure.lowest, measure.highest)
    write_levels(page, frame, scale, words.locale, ruled=not washes)
    write_dates(page, frame, first, last, locale=words.locale)
    if stretch:
        _shade(page, frame, stretch)
    readings.draw_pauses(page, frame, breaks)
    draw_markers(page, frame, marked)
    _draw(page, frame, trajectory, missed)
    return page.sheet


def _stats(
    trajectory: Trajectory, words: ProgressWords, look: Palette, today: date
) -> tuple[Stat, ...]:
    def stat(told: Point, colour: str, name: str) -> Stat:
        when = dates.written(told.on, words.locale, today)
        return Stat(number(told.score, words.locale), colour, name, when)

    if len(trajectory.points) == 1:
        return (stat(trajectory.baseline, look.accent, words.baseline),)
    return (
        stat(trajectory.latest, look.accent, words.latest),
        stat(trajectory.baseline, look.muted, words.baseline),
    )


def _span(trajectory: Trajectory, missed: Sequence[date], today: date) -> tuple[date, date]:
    known = (*(point.on for point in trajectory.points), *missed)
    return min(known), max(*known, today)


def _shade(page: Page, frame: Frame, stretch: tuple[float, float]) -> None:
    low, high = map(frame.y, stretch)
    box = (frame.x0, low, frame.wide, high - low)
    shade(page.sheet, "within", box, page.palette.accent, page.em * 0.045)


def _draw(page: Page, frame: Frame, trajectory: Trajectory, missed: Sequence[date]) -> None:
    em, sheet, colour, muted = page.em, page.sheet, page.palette.accent, page.palette.muted
    y = frame.y(trajectory.baseline.score)
    sheet.add(Stroke("baseline", ((frame.x0, y), (frame.x1, y)), muted, em * 0.07, DASHES))
    apart = frame.wide / max(len(trajectory.points), 2)
    dot = min(em * 0.5, max(apart * 0.62, em * 0.2))
    for stretch in segments(trajectory.points, missed):
        spots = tuple(frame.spot(each.on.toordinal(), each.score) for each in stretch)
        sheet.add(Stroke("scores", spots, colour, min(em * 0.13, dot * 0.5)))
        points(sheet, "score", spots, Shape.DOT, colour, dot, edged=dot > em * 0.4)
    # Below the axis: a ring on it would read as a score of the lowest value.
    gaps = [(frame.x(on.toordinal()), frame.y0 - em * 0.4) for on in missed]
    points(sheet, "missed", gaps, Shape.RING, muted, min(em * 0.5, max(apart * 0.85, em * 0.26)))
    latest = trajectory.latest
    spot = frame.spot(latest.on.toordinal(), latest.score)
    points(sheet, "latest", [spot], Shape.DOT, colour, em * 0.78)
