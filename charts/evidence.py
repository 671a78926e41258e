"""What raised an alert: four weeks of one daily item, the days that count marked."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeAlias

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from charts import style
from charts.axis import levels, number, write_dates, write_levels
from charts.lettering import Block, write
from charts.marks import Key, Shape, point
from charts.page import Page, settled
from charts.requests import SLACK, EvidenceWords, Size

SHOWN = timedelta(days=28)
"""How much of the record the picture shows, today included."""

Reading: TypeAlias = tuple[date, int]


def evidence(
    series: tuple[Reading, ...],
    marked: frozenset[date],
    words: EvidenceWords,
    *,
    low: int,
    high: int,
    accent: str,
    today: date,
    size: Size = SLACK,
) -> Figure:
    """One daily item day by day; a day without an answer breaks the line, as it breaks a run."""
    first = today - SHOWN + timedelta(days=1)
    shown = sorted((on, value) for on, value in series if first <= on <= today)
    told = [(on, value) for on, value in shown if on in marked]
    signal = style.signal(accent)

    def lay(page: Page) -> None:
        page.head(words.title)
        page.foot([Key(Shape.DIAMOND, signal, words.marked)] if told else [], words.footer)

    page = settled(size, lay)
    axes = page.plot(low, high, first.toordinal(), today.toordinal(), page.em * 1.2)
    write_levels(page, axes, levels(low, high, most=2), words.locale)
    write_dates(page, axes, first, today, locale=words.locale, backwards=True)
    for run in runs(shown):
        _line(page, axes, run, style.accent(accent))
    _mark(page, axes, told, signal, words.locale)
    return page.figure


def runs(readings: Sequence[Reading]) -> tuple[tuple[Reading, ...], ...]:
    """The readings in stretches of days that follow one another."""
    found = [list(readings[:1])]
    for before, after in pairwise(readings):
        if (after[0] - before[0]).days > 1:
            found.append([])
        found[-1].append(after)
    return tuple(tuple(run) for run in found if run)


def _line(page: Page, axes: Axes, run: Sequence[Reading], colour: str) -> None:
    axes.plot(
        [on.toordinal() for on, _ in run],
        [value for _, value in run],
        color=colour,
        linewidth=page.em * 0.12,
        solid_joinstyle="round",
        zorder=4,
        clip_on=False,
        gid="values",
        scalex=False,
        scaley=False,
        **point(Shape.DOT, colour, page.em * 0.46),
    )


def _mark(page: Page, axes: Axes, told: Sequence[Reading], colour: str, locale: str) -> None:
    axes.plot(
        [on.toordinal() for on, _ in told],
        [value for _, value in told],
        linestyle="none",
        zorder=5,
        clip_on=False,
        gid="marked",
        scalex=False,
        scaley=False,
        **point(Shape.DIAMOND, colour, page.em * 0.62),
    )
    box, low, high = axes.get_window_extent(), *axes.get_ylim()
    start, end = axes.get_xlim()
    free_from = 0.0
    for on, value in told:
        block = Block((number(value, locale),), page.em * 0.78, bold=True)
        x = box.x0 + (on.toordinal() - start) / (end - start) * box.width
        y = box.y0 + (value - low) / (high - low) * box.height
        if x - block.width / 2 < free_from:
            continue
        # Too close, 1 and 0 would read as 10: then every other one is written.
        free_from = x + block.width / 2 + page.em * 0.25
        above = y + page.em * 0.4 + block.height
        # At the very top there is no room above: the words of the head begin there.
        top = above if above <= page.top else y - page.em * 0.4
        write(page.figure, block, (x, top), colour, gid="value", align="center")
