"""Sessions and key moments on any picture over time: flags and numbers at the top of its plot."""

from collections.abc import Sequence

from care.pictured import Marker, MarkerKind
from charts import dates
from charts.lettering import Block, write
from charts.marks import Key, Shape, points
from charts.page import Page
from charts.sheet import Frame, Stroke
from charts.style import Palette

MOST_MOMENTS = 4
"""More would hide what they stand beside: then the newest are named."""


def shown(markers: Sequence[Marker], first: int, last: int) -> tuple[Marker, ...]:
    """Those within these days: every session, and the newest moments."""
    within = sorted(marker for marker in markers if first <= marker.on.toordinal() <= last)
    moments = [marker for marker in within if marker.kind is MarkerKind.MOMENT][-MOST_MOMENTS:]
    return tuple(each for each in within if each.kind is MarkerKind.SESSION or each in moments)


def keys(colours: Palette, markers: Sequence[Marker], session: str, locale: str) -> list[Key]:
    """What the flags are, and each moment with its number, date and words."""
    found = []
    if session and any(marker.kind is MarkerKind.SESSION for marker in markers):
        found.append(Key(Shape.FLAG, colours.muted, session))
    moments = [marker for marker in markers if marker.kind is MarkerKind.MOMENT]
    for number, marker in enumerate(moments, 1):
        when = dates.short(marker.on, locale)
        found.append(Key(Shape.DOT, colours.ink, f"{when}: {marker.words}", str(number)))
    return found


def draw(page: Page, frame: Frame, markers: Sequence[Marker]) -> None:
    """A fine line for each, flagged or numbered at the top."""
    em, sheet, colours = page.em, page.sheet, page.palette
    number = 0
    for marker in markers:
        x = frame.x(marker.on.toordinal())
        is_moment = marker.kind is MarkerKind.MOMENT
        colour = colours.ink if is_moment else colours.muted
        line = ((x, frame.y0), (x, frame.y1))
        sheet.add(Stroke("marker", line, colour, em * 0.05, (1, 3), 0.8 if is_moment else 0.6))
        if not is_moment:
            points(sheet, "session", [(x, frame.y1)], Shape.FLAG, colour, em * 0.42, edged=False)
            continue
        number += 1
        points(sheet, "moment", [(x, frame.y1)], Shape.DOT, colour, em * 0.92)
        block = Block((str(number),), em * 0.56, bold=True)
        at = (x, frame.y1 + block.height / 2)
        write(sheet, block, at, colours.paper, gid="moment-number", align="center")
