"""A progress picture: data where it belongs, nothing said that was not asked for, all legible."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from charts.progress import progress
from charts.requests import PHONE, SLACK
from charts.style import PAPER, contrast
from questionnaires.instrument import Direction
from tests.charts.pictures import (
    ENGLISH,
    MONDAY,
    RUSSIAN,
    SPANISH,
    cut,
    lines,
    scale,
    touching,
    weekly,
    written,
)

GREEN = "#2e7d6b"


def drawn(trajectory, words=ENGLISH, *, accent=GREEN, named=False, today=None, size=PHONE):
    return progress(
        trajectory,
        words,
        accent=accent,
        bands_named=named,
        today=today or trajectory.latest.on,
        size=size,
    )


def test_the_line_carries_every_score():
    axes = drawn(weekly(15, 12, 9)).axes[0]

    [line] = lines(axes, "scores")

    assert list(line.get_ydata()) == [15, 12, 9]
    assert list(line.get_xdata()) == [
        (MONDAY + timedelta(weeks=week)).toordinal() for week in range(3)
    ]


def test_the_axis_is_the_whole_range_of_the_scale():
    axes = drawn(weekly(11, 12, 11)).axes[0]

    assert axes.get_ylim() == (0, 21)


def test_a_check_in_without_an_answer_breaks_the_line_and_leaves_an_open_mark():
    axes = drawn(weekly(15, 14, None, None, 9, 8)).axes[0]

    [missed] = lines(axes, "missed")

    assert [list(line.get_ydata()) for line in lines(axes, "scores")] == [[15, 14], [9, 8]]
    assert [date.fromordinal(day) for day in missed.get_xdata()] == [
        MONDAY + timedelta(weeks=2),
        MONDAY + timedelta(weeks=3),
    ]
    assert missed.get_markerfacecolor() == PAPER


def test_a_late_answer_closes_the_gap():
    trajectory = replace(weekly(15, 12, 9), missed=(MONDAY + timedelta(weeks=1),))

    figure = drawn(trajectory)

    assert len(lines(figure.axes[0], "scores")) == 1
    assert not lines(figure.axes[0], "missed")
    assert ENGLISH.missed not in written(figure)


def test_the_missed_are_explained_only_where_there_are_any():
    assert ENGLISH.missed in written(drawn(weekly(15, None, 9)), "key")
    assert ENGLISH.missed not in written(drawn(weekly(15, 9)), "key")


def test_bands_appear_only_when_they_are_named():
    plain, named = drawn(weekly(15, 9)), drawn(weekly(15, 9), named=True)

    assert not [patch for patch in plain.axes[0].patches if patch.get_gid() == "wash"]
    assert not set(ENGLISH.bands.values()) & set(written(plain))
    assert written(named, "band") == ["minimal", "mild", "moderate", "severe"]


def test_a_band_holds_its_scores_and_ends_between_two():
    axes = drawn(weekly(15, 9), named=True).axes[0]

    washes = [patch for patch in axes.patches if patch.get_gid() == "wash"]

    edges = [(wash.get_y(), wash.get_y() + wash.get_height()) for wash in washes]
    assert edges == [(0, 4.5), (4.5, 9.5), (9.5, 14.5), (14.5, 21)]


def test_the_deepest_grey_is_the_worst_band_whatever_the_scale_counts():
    def greys(instrument):
        axes = drawn(weekly(15, 9, instrument=instrument), named=True).axes[0]
        washes = [patch for patch in axes.patches if patch.get_gid() == "wash"]
        return [sum(wash.get_facecolor()[:3]) for wash in washes]

    symptoms, wellbeing = greys(scale()), greys(scale(higher_is=Direction.BETTER))

    assert symptoms == sorted(symptoms, reverse=True)
    assert wellbeing == sorted(wellbeing)


def test_the_shade_holds_the_differences_that_may_be_chance_and_is_explained():
    figure = drawn(weekly(12, 9))

    [shade] = [patch for patch in figure.axes[0].patches if patch.get_gid() == "within"]

    assert (shade.get_y(), shade.get_y() + shade.get_height()) == (8.5, 15.5)
    assert ENGLISH.within in " ".join(written(figure, "key"))


def test_the_shade_stays_on_the_scale():
    [shade] = [
        patch for patch in drawn(weekly(2, 9)).axes[0].patches if patch.get_gid() == "within"
    ]

    assert (shade.get_y(), shade.get_y() + shade.get_height()) == (0, 5.5)


def test_without_a_reliable_change_there_is_no_shade_and_no_word_of_it():
    figure = drawn(weekly(12, 9, instrument=scale(reliable=None)))

    assert not [patch for patch in figure.axes[0].patches if patch.get_gid() == "within"]
    assert ENGLISH.within not in " ".join(written(figure))


def test_the_latest_score_is_written_out_with_its_date():
    figure = drawn(weekly(15, 12, 9))

    assert written(figure, "number") == ["9", "15"]
    assert written(figure, "number-name") == ["latest", "Mar 16", "first score", "Mar 2"]


def test_one_score_stands_alone_as_the_first():
    figure = drawn(weekly(15))

    [line] = lines(figure.axes[0], "scores")

    assert list(line.get_ydata()) == [15]
    assert written(figure, "number") == ["15"]
    assert written(figure, "number-name") == ["first score", "Mar 2"]
    assert written(figure, "date") == ["Mar 2"]


def test_a_score_of_another_year_says_so():
    figure = drawn(weekly(15, 12), today=date(2027, 1, 4))

    assert written(figure, "number-name") == [
        "latest",
        "Mar 9, 2026",
        "first score",
        "Mar 2, 2026",
    ]


def test_the_time_since_the_latest_score_is_shown():
    axes = drawn(weekly(15, 12), today=MONDAY + timedelta(days=40)).axes[0]

    assert axes.get_xlim()[1] > (MONDAY + timedelta(days=40)).toordinal()


def test_a_long_time_is_dated_in_months_and_years():
    dates = written(drawn(weekly(*[10] * 60)), "date")

    assert "2027" in dates
    assert not any("Mar 2" in each for each in dates)


def test_dates_and_numbers_are_written_as_the_language_has_them():
    assert "2 мар." in written(drawn(weekly(15, 12), RUSSIAN), "number-name")
    assert "2 mar" in written(drawn(weekly(15, 12), SPANISH), "date")


def test_a_title_is_never_read_as_a_formula():
    figure = drawn(weekly(15, 12), replace(ENGLISH, title="Costs $a_1$ and $b$"))

    assert written(figure, "title") == ["Costs $a_1$ and $b$"]
    figure.canvas.draw()


def test_what_the_typeface_lacks_is_left_out():
    figure = drawn(weekly(15, 12), replace(ENGLISH, title="Worry 担\U0001f9e0"))

    assert written(figure, "title") == ["Worry"]
    figure.canvas.draw()


def test_a_light_accent_becomes_legible():
    figure = drawn(weekly(15, 12), accent="#fff59d")

    [line] = lines(figure.axes[0], "scores")

    assert contrast(line.get_color(), PAPER) >= 4.5


MANY = tuple(None if week in (20, 21, 45) else 3 + week % 17 for week in range(60))
SPRAWLING = replace(ENGLISH, title="W" * 60, latest="l" * 50, footer="f " * 80)


@pytest.mark.parametrize(
    "words", [ENGLISH, SPANISH, RUSSIAN, SPRAWLING], ids=["en", "es", "ru", "W"]
)
@pytest.mark.parametrize(
    "scores", [(14,), (21, 0), (15, None, 12, 21, 0, None, 9), MANY], ids=["1", "2", "7", "60"]
)
@pytest.mark.parametrize("size", [PHONE, SLACK], ids=["phone", "slack"])
@pytest.mark.parametrize("named", [False, True], ids=["plain", "named"])
def test_no_text_touches_another_or_leaves_the_picture(words, scores, size, named):
    figure = drawn(weekly(*scores), words, named=named, size=size)

    assert touching(figure) == []
    assert cut(figure) == []


def test_bands_that_lie_close_still_have_names_apart():
    instrument = scale(
        items=14, bands=(("minimal", 0), ("mild", 8), ("moderate", 10), ("severe", 11))
    )

    for words, size in product((ENGLISH, SPANISH, RUSSIAN), (PHONE, SLACK)):
        figure = drawn(weekly(20, 9, instrument=instrument), words, named=True, size=size)

        assert len(written(figure, "band")) >= 4
        assert touching(figure) == []
        assert cut(figure) == []


def test_the_plot_keeps_its_room_whatever_is_written():
    for words, size in product((ENGLISH, SPANISH, RUSSIAN), (PHONE, SLACK)):
        box = drawn(weekly(15, None, 9), words, named=True, size=size).axes[0].get_position()

        assert box.height > 0.3
        assert box.width > 0.5
