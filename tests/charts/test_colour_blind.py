"""Colours as people see them who lack a kind of cone: what is told apart stays told apart.

The matrices are those of Machado, Oliveira and Fernandes, "A Physiologically-based Model for
Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, at full severity, on linear light.
"""

from itertools import combinations, pairwise

import numpy
import pytest

from care.pictured import DayState
from charts.days import keys
from charts.gallery import ACCENT, FULL, PAGE, pictures
from charts.gallery_words import ENGLISH
from charts.gathered import drawn
from charts.marks import SERIES, Shape
from charts.requests import DayWords, Look
from charts.sheet import Dots, Slab, Stroke, Words
from charts.style import palette, rgb

BLIND = {
    "protanopia": (
        *((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216)),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        *((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413)),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        *((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602)),
        (0.004733, 0.691367, 0.303900),
    ),
}
PRACTICES = (ACCENT, "#7a4a5e", "#2f6f6d", "#c0392b", "#1f6fb2", "#e0b000", "#555555", "#7b3fa0")
TO_XYZ = numpy.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = numpy.array([0.9505, 1.0, 1.089])


def seen(colour, matrix):
    """A colour in CIELAB, as the matrix lets it be seen."""
    parts = numpy.array(rgb(colour))
    linear = numpy.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ numpy.clip(numpy.array(matrix) @ linear, 0, 1) / WHITE
    cubed = numpy.where(xyz > 0.008856, numpy.cbrt(xyz), 7.787 * xyz + 16 / 116)
    x, y, z = cubed
    return numpy.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def apart(one, other, matrix):
    return float(numpy.linalg.norm(seen(one, matrix) - seen(other, matrix)))


@pytest.mark.parametrize("blind", BLIND)
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("practice", PRACTICES)
def test_two_lines_differ_in_colour_or_else_in_shape(practice, dark, blind):
    series = tuple(zip(palette(practice, dark=dark).series, SERIES, strict=True))

    for (one, its), (other, others) in combinations(series, 2):
        assert apart(one, other, BLIND[blind]) >= 12 or its is not others, (one, other)
    # Shapes carry all of it: whoever sees no colour at all tells them apart.
    assert len({shape for _, shape in series}) == len(series)


@pytest.mark.parametrize("blind", BLIND)
@pytest.mark.parametrize("dark", [False, True])
def test_ranges_deepen_for_everybody_and_have_a_border_and_a_name(dark, blind):
    look = Look(ACCENT, dark=dark, size=PAGE)
    sheet = drawn(dict(pictures(ENGLISH, look, FULL))["progress-bands"])

    washes = [slab.fill for slab in sheet.of(Slab, "wash")]
    lightness = [seen(each, BLIND[blind])[0] for each in washes]
    steps = [abs(here - there) for here, there in pairwise(lightness)]
    assert len(washes) == 5
    assert min(steps) >= 1.3
    assert lightness in (sorted(lightness), sorted(lightness, reverse=True))
    assert len(sheet.of(Stroke, "border")) == len(washes)
    assert len(sheet.of(Words, "band")) >= len(washes)


def test_days_differ_in_shape_whatever_their_colour():
    shapes = [key.shape for key in keys(palette(ACCENT), DayWords("a", "b", "c", "d"), DayState)]

    assert shapes == [Shape.DOT, Shape.HALF, Shape.RING, Shape.STROKE]


def test_what_raised_an_alert_and_both_sides_of_a_link_have_marks_of_their_own():
    found = dict(pictures(ENGLISH, Look(ACCENT, size=PAGE), FULL))

    evidence, link = drawn(found["evidence"]), drawn(found["insight"])

    assert {each.shape for each in evidence.of(Dots, "marked")}.isdisjoint(
        each.shape for each in evidence.of(Dots, "value-dot")
    )
    assert len({each.shape for each in link.of(Dots, "days")}) == 2
