"""What raised an alert: four weeks of one daily item, the days that count marked."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from care.pause import Stretch
from care.pictured import Marker, on_picture
from charts.axis import levels, number, write_dates, write_levels
from charts.lettering import Block, write
from charts.markers import draw as draw_markers
from charts.markers import keys as marker_keys
from charts.markers import room
from charts.marks import Key, Shape, points
from charts.page import Page, settled
from charts.readings import Reading, draw_pauses, overlapping, runs
from charts.requests import SLACK, EvidenceWords, Size
from charts.sheet import Frame, Sheet, Stroke
from charts.style import palette

SHOWN = timedelta(days=28)
"""How much of the record the picture shows, today included."""

_A_DAY = timedelta(days=1)
_AWAY = 0.3
"""How far a number stands aside of a falling line, in sizes of text."""


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
    dark: bool = False,
    markers: Sequence[Marker] = (),
    paused: Sequence[Stretch] = (),
) -> Sheet:
    """One daily item day by day; a day without an answer breaks the line, as it breaks a run."""
    first = today - SHOWN + timedelta(days=1)
    seen = sorted((on, value) for on, value in series if first <= on <= today)
    told = [(on, value) for on, value in seen if on in marked]
    flagged = on_picture(markers, first, today)
    breaks = overlapping(paused, first, today)
    look = palette(accent, dark=dark)

    def lay(page: Page) -> None:
        page.head(words.title)
        page.top -= page.em * room(flagged) / 2
        keys = [Key(Shape.DIAMOND, look.signal, words.marked)] if told else []
        keys += [Key(Shape.PAUSE, look.muted, words.paused)] if breaks else []
        page.foot([*keys, *marker_keys(look, flagged, words.session, words.locale)], words.footer)

    page = settled(size, look, lay)
    frame = page.plot(low, high, first.toordinal(), today.toordinal(), page.em * 1.2)
    write_levels(page, frame, levels(low, high, most=2), words.locale)
    write_dates(page, frame, first, today, locale=words.locale, backwards=True)
    draw_pauses(page, frame, breaks)
    draw_markers(page, frame, flagged)
    for run in runs(seen):
        _line(page, frame, run)
    _mark(page, frame, told, dict(seen), words.locale)
    return page.sheet


def _line(page: Page, frame: Frame, run: Sequence[tuple[date, float]]) -> None:
    spots = tuple(frame.spot(on.toordinal(), value) for on, value in run)
    colour = page.palette.accent
    page.sheet.add(Stroke("values", spots, colour, page.em * 0.12))
    points(page.sheet, "value-dot", spots, Shape.DOT, colour, page.em * 0.46)


def _side(on: date, seen: Mapping[date, int]) -> int:
    """On which side of its mark a number stands: away from the line that comes down to it."""
    before, after = (seen.get(on + day, seen[on]) > seen[on] for day in (-_A_DAY, _A_DAY))
    return int(before) - int(after)


def _mark(
    page: Page, frame: Frame, told: Sequence[Reading], seen: Mapping[date, int], locale: str
) -> None:
    colour = page.palette.signal
    spots = [frame.spot(on.toordinal(), value) for on, value in told]
    points(page.sheet, "marked", spots, Shape.DIAMOND, colour, page.em * 0.62)
    free_from = 0.0
    for (day, y), (on, value) in zip(spots, told, strict=True):
        x = day + page.em * _AWAY * _side(on, seen)
        block = Block((number(value, locale),), page.em * 0.78, bold=True)
        if x - block.width / 2 < free_from:
            continue
        # Too close, 1 and 0 would read as 10: then every other one is written.
        free_from = x + block.width / 2 + page.em * 0.25
        above = y + page.em * 0.4 + block.height
        below = y - page.em * 0.4
        # Between two higher days the line runs on both sides of it.
        is_low = all(seen.get(on + each, value) > value for each in (-_A_DAY, _A_DAY))
        is_free = below - block.height > frame.y0
        # At the very top there is no room above: the words of the head begin there.
        top = above if above <= page.top and not (is_low and is_free) else below
        write(page.sheet, block, (x, top), colour, gid="value", align="center")
