"""A client's scores over time: what was answered, what was not, and how much may be chance."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import IdentityTransform, blended_transform_factory

from care.progress import Point, Trajectory
from care.told import unanswered
from charts import dates, style
from charts.axis import levels, number, write_dates, write_levels
from charts.bands import boundaries, draw_washes, fit_names, half_step, washes_of
from charts.marks import DASHES, SHADE, Key, Shape, point
from charts.page import Page, Stat, settled
from charts.requests import PHONE, ProgressWords, Size
from questionnaires.instrument import Measure

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
) -> Figure:
    """One line of scores on the scale's own range, broken where a check-in was not answered.

    The dashes are the baseline, the shade around it the differences that measurement error
    explains. Severity bands appear only when they are named.
    """
    measure = trajectory.measure
    colour = style.accent(accent)
    missed = unanswered(trajectory)
    stretch = _within(trajectory, measure)
    washes = washes_of(measure, words.bands) if bands_named else ()

    def lay(page: Page) -> None:
        page.head(words.title, _stats(trajectory, words, colour, today))
        keys = [Key(Shape.DASHES, style.MUTED, words.baseline)]
        if missed:
            keys.append(Key(Shape.RING, style.MUTED, words.missed))
        if stretch:
            keys.append(Key(Shape.SHADE, colour, words.within))
        page.foot(keys, words.footer)

    page = settled(size, lay)
    names = fit_names(page, washes)
    beside = max((block.width for block in names), default=0) + page.em * 0.6
    first, last = _span(trajectory, missed, today)
    end = max(last, first + _SHORTEST)
    axes = page.plot(measure.lowest, measure.highest, first.toordinal(), end.toordinal(), beside)
    draw_washes(page, axes, washes, names)
    numbers = boundaries(measure) if washes else ()
    scale = numbers or levels(measure.lowest, measure.highest)
    write_levels(page, axes, scale, words.locale, ruled=not washes)
    write_dates(page, axes, first, last, locale=words.locale)
    if stretch:
        axes.axhspan(*stretch, facecolor=colour, alpha=SHADE, linewidth=0, zorder=3, gid="within")
        for edge in stretch:
            axes.axhline(edge, color=colour, alpha=0.45, linewidth=page.em * 0.045, zorder=3)
    _draw(page, axes, trajectory, missed, colour)
    return page.figure


def segments(points: Sequence[Point], missed: Iterable[date]) -> tuple[tuple[Point, ...], ...]:
    """The scores in stretches between which nothing was left unanswered."""
    gaps = tuple(missed)
    found = [[points[0]]]
    for before, after in pairwise(points):
        if any(before.on < gap < after.on for gap in gaps):
            found.append([])
        found[-1].append(after)
    return tuple(map(tuple, found))


def _within(trajectory: Trajectory, measure: Measure) -> tuple[float, float] | None:
    """The scores that are no reliable change from the baseline, with half a step around them."""
    least = trajectory.least_change
    if least is None:
        return None
    reach = least - half_step(measure)
    baseline = trajectory.baseline.score
    return max(baseline - reach, measure.lowest), min(baseline + reach, measure.highest)


def _stats(
    trajectory: Trajectory, words: ProgressWords, colour: str, today: date
) -> tuple[Stat, ...]:
    def stat(shown: Point, colour: str, name: str) -> Stat:
        when = dates.written(shown.on, words.locale, today)
        return Stat(number(shown.score, words.locale), colour, name, when)

    if len(trajectory.points) == 1:
        return (stat(trajectory.baseline, colour, words.baseline),)
    return (
        stat(trajectory.latest, colour, words.latest),
        stat(trajectory.baseline, style.MUTED, words.baseline),
    )


def _span(trajectory: Trajectory, missed: Sequence[date], today: date) -> tuple[date, date]:
    known = (*(point.on for point in trajectory.points), *missed)
    return min(known), max(*known, today)


def _draw(
    page: Page, axes: Axes, trajectory: Trajectory, missed: Sequence[date], colour: str
) -> None:
    em = page.em
    axes.axhline(
        trajectory.baseline.score,
        color=style.MUTED,
        linewidth=em * 0.07,
        linestyle=DASHES,
        zorder=4,
        clip_on=False,
        gid="baseline",
    )
    apart = axes.get_window_extent().width / max(len(trajectory.points), 2)
    dot = min(em * 0.5, max(apart * 0.62, em * 0.2))
    for stretch in segments(trajectory.points, missed):
        axes.plot(
            [each.on.toordinal() for each in stretch],
            [each.score for each in stretch],
            color=colour,
            linewidth=min(em * 0.13, dot * 0.5),
            solid_joinstyle="round",
            solid_capstyle="round",
            zorder=5,
            clip_on=False,
            gid="scores",
            scalex=False,
            scaley=False,
            **point(Shape.DOT, colour, dot, edged=dot > em * 0.4),
        )
    if missed:
        # Below the axis: a ring on it would read as a score of the lowest value.
        axes.plot(
            [on.toordinal() for on in missed],
            [axes.get_window_extent().y0 - em * 0.4] * len(missed),
            linestyle="none",
            transform=blended_transform_factory(axes.transData, IdentityTransform()),
            zorder=7,
            clip_on=False,
            gid="missed",
            scalex=False,
            scaley=False,
            **point(Shape.RING, style.MUTED, min(em * 0.5, max(apart * 0.85, em * 0.26))),
        )
    axes.plot(
        [trajectory.latest.on.toordinal()],
        [trajectory.latest.score],
        zorder=6,
        clip_on=False,
        gid="latest",
        scalex=False,
        scaley=False,
        **point(Shape.DOT, colour, em * 0.78),
    )
