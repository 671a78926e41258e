"""Colours: every practice's own one stays legible, and stays its own where it can."""

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex

from charts.style import INK, MUTED, PAPER, accent, contrast, palette, rgb, signal, washes

colours = st.tuples(*[st.floats(0, 1)] * 3).map(to_hex)


@given(colours)
def test_every_accent_can_be_read_on_paper(colour):
    assert contrast(accent(colour), PAPER) >= 4.5


@given(colours)
def test_every_colour_can_be_read_by_day_and_by_night(colour):
    for dark in (False, True):
        found = palette(colour, dark=dark)

        texts = (found.ink, found.muted, found.accent, found.signal, *found.series)
        assert all(contrast(each, found.paper) >= 4.5 for each in texts)
        assert contrast(found.ink, found.card) >= 7
        assert contrast(found.muted, found.card) >= 4.5


@given(colours)
def test_several_lines_have_several_colours(colour):
    for dark in (False, True):
        series = palette(colour, dark=dark).series

        assert len(set(series)) == len(series) == 4


@given(colours)
def test_what_stands_out_can_be_read_too(colour):
    assert contrast(signal(colour), PAPER) >= 4.5


def test_a_colour_that_is_dark_enough_is_left_alone():
    assert accent("#2E7D6B") == "#2e7d6b"


@pytest.mark.parametrize("count", [1, 3, 5, 8])
def test_text_can_be_read_on_paper_and_on_every_wash(count):
    assert all(contrast(text, wash) >= 4.5 for text in (INK, MUTED) for wash in washes(count))
    assert len(set(washes(count))) == count


def test_contrast_is_what_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("colour", ["#2e7d6b", "#7a1f5c", "#1f3f7a", "#b84a00"])
def test_a_colour_stays_itself_on_a_dark_screen(colour):
    by_day, by_night = (
        colorsys.rgb_to_hls(*rgb(accent(colour, dark=dark))) for dark in (False, True)
    )

    assert abs(by_day[0] - by_night[0]) < 0.06
    assert by_night[2] > 0.35
