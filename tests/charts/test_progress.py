"""A progress picture: data where it belongs, nothing said that was not asked for, all legible."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from charts.png import render
from charts.progress import progress
from charts.requests import PHONE, SLACK
from charts.sheet import Dots, Slab, Stroke, Words
from charts.style import PAPER, contrast, luminance
from questionnaires.instrument import Direction
from tests.charts.pictures import (
    ENGLISH,
    MONDAY,
    RUSSIAN,
    SPANISH,
    cut,
    dots,
    heights,
    lines,
    scale,
    stretches,
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
    [line] = lines(drawn(weekly(15, 12, 9)), "scores")

    assert line == [
        ((MONDAY + timedelta(weeks=week)).toordinal(), score)
        for week, score in enumerate((15, 12, 9))
    ]


def test_the_axis_is_the_whole_range_of_the_scale():
    [frame] = drawn(weekly(11, 12, 11)).frames

    assert (frame.low, frame.high) == (0, 21)


def test_a_check_in_without_an_answer_breaks_the_line_and_leaves_an_open_mark():
    sheet = drawn(weekly(15, 14, None, None, 9, 8))

    [missed] = sheet.of(Dots, "missed")

    assert heights(sheet, "scores") == [[15, 14], [9, 8]]
    assert [date.fromordinal(round(day)) for day, _ in dots(sheet, "missed")] == [
        MONDAY + timedelta(weeks=2),
        MONDAY + timedelta(weeks=3),
    ]
    assert missed.fill == PAPER


def test_a_late_answer_closes_the_gap():
    trajectory = replace(weekly(15, 12, 9), missed=(MONDAY + timedelta(weeks=1),))

    sheet = drawn(trajectory)

    assert len(lines(sheet, "scores")) == 1
    assert not sheet.of(Dots, "missed")
    assert ENGLISH.missed not in written(sheet)


def test_the_missed_are_explained_only_where_there_are_any():
    assert ENGLISH.missed in written(drawn(weekly(15, None, 9)), "key")
    assert ENGLISH.missed not in written(drawn(weekly(15, 9)), "key")


def test_bands_appear_only_when_they_are_named():
    plain, named = drawn(weekly(15, 9)), drawn(weekly(15, 9), named=True)

    assert not plain.of(Slab, "wash")
    assert not set(ENGLISH.bands.values()) & set(written(plain))
    assert written(named, "band") == ["minimal", "mild", "moderate", "severe"]


def test_a_band_holds_its_scores_and_ends_between_two():
    sheet = drawn(weekly(15, 9), named=True)

    assert stretches(sheet, "wash") == [(0, 4.5), (4.5, 9.5), (9.5, 14.5), (14.5, 21)]


def test_the_deepest_grey_is_the_worst_band_whatever_the_scale_counts():
    def greys(instrument):
        sheet = drawn(weekly(15, 9, instrument=instrument), named=True)
        return [luminance(wash.fill) for wash in sheet.of(Slab, "wash")]

    symptoms, wellbeing = greys(scale()), greys(scale(higher_is=Direction.BETTER))

    assert symptoms == sorted(symptoms, reverse=True)
    assert wellbeing == sorted(wellbeing)


def test_the_shade_holds_the_differences_that_may_be_chance_and_is_explained():
    sheet = drawn(weekly(12, 9))

    assert stretches(sheet, "within") == [(8.5, 15.5)]
    assert ENGLISH.within in " ".join(written(sheet, "key"))


def test_the_shade_stays_on_the_scale():
    assert stretches(drawn(weekly(2, 9)), "within") == [(0, 5.5)]


def test_without_a_reliable_change_there_is_no_shade_and_no_word_of_it():
    sheet = drawn(weekly(12, 9, instrument=scale(reliable=None)))

    assert not sheet.of(Slab, "within")
    assert ENGLISH.within not in " ".join(written(sheet))


def test_the_latest_score_is_written_out_with_its_date():
    sheet = drawn(weekly(15, 12, 9))

    assert written(sheet, "number") == ["9", "15"]
    assert written(sheet, "number-name") == ["latest", "Mar 16", "first score", "Mar 2"]


def test_what_the_numbers_come_to_stands_in_words_below_them():
    said = replace(ENGLISH, trend="6 lower than at the start: more than chance")

    assert "trend" not in {each.gid for each in drawn(weekly(15, 12, 9)).of(Words)}
    [line] = [each for each in drawn(weekly(15, 12, 9), said).of(Words) if each.gid == "trend"]
    assert line.text == said.trend
    for size in (PHONE, SLACK):
        long = replace(said, trend=f"{said.trend} " * 4)
        sheet = drawn(weekly(15, 12, 9), long, size=size)
        assert touching(sheet) == []
        assert cut(sheet) == []


def test_one_score_stands_alone_as_the_first():
    sheet = drawn(weekly(15))

    assert heights(sheet, "scores") == [[15]]
    assert written(sheet, "number") == ["15"]
    assert written(sheet, "number-name") == ["first score", "Mar 2"]
    assert written(sheet, "date") == ["Mar 2"]


def test_a_score_of_another_year_says_so():
    sheet = drawn(weekly(15, 12), today=date(2027, 1, 4))

    assert written(sheet, "number-name") == [
        "latest",
        "Mar 9, 2026",
        "first score",
        "Mar 2, 2026",
    ]


def test_the_time_since_the_latest_score_is_shown():
    [frame] = drawn(weekly(15, 12), today=MONDAY + timedelta(days=40)).frames

    assert frame.last > (MONDAY + timedelta(days=40)).toordinal()


def test_a_long_time_is_dated_in_months_and_years():
    dates = written(drawn(weekly(*[10] * 60)), "date")

    assert "2027" in dates
    assert not any("Mar 2" in each for each in dates)


def test_dates_and_numbers_are_written_as_the_language_has_them():
    assert "2 мар." in written(drawn(weekly(15, 12), RUSSIAN), "number-name")
    assert "2 mar" in written(drawn(weekly(15, 12), SPANISH), "date")


def test_a_title_is_never_read_as_a_formula():
    sheet = drawn(weekly(15, 12), replace(ENGLISH, title="Costs $a_1$ and $b$"))

    assert written(sheet, "title") == ["Costs $a_1$ and $b$"]
    assert render(sheet) != render(drawn(weekly(15, 12), replace(ENGLISH, title="")))


def test_what_the_typeface_lacks_is_left_out():
    sheet = drawn(weekly(15, 12), replace(ENGLISH, title="Worry \U000e0041"))

    assert written(sheet, "title") == ["Worry"]


def test_a_light_accent_becomes_legible():
    [line] = drawn(weekly(15, 12), accent="#fff59d").of(Stroke, "scores")

    assert contrast(line.colour, PAPER) >= 4.5


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
    sheet = drawn(weekly(*scores), words, named=named, size=size)

    assert touching(sheet) == []
    assert cut(sheet) == []


def test_bands_that_lie_close_still_have_names_apart():
    instrument = scale(
        items=14, bands=(("minimal", 0), ("mild", 8), ("moderate", 10), ("severe", 11))
    )

    for words, size in product((ENGLISH, SPANISH, RUSSIAN), (PHONE, SLACK)):
        sheet = drawn(weekly(20, 9, instrument=instrument), words, named=True, size=size)

        assert len(written(sheet, "band")) >= 4
        assert touching(sheet) == []
        assert cut(sheet) == []


def test_many_words_make_a_picture_higher_and_not_its_letters_smaller():
    few, many = (drawn(weekly(15, None, 9), words) for words in (ENGLISH, RUSSIAN))

    assert many.size.height > PHONE.height
    assert few.of(Words, "footer")[0].size == many.of(Words, "footer")[0].size


def test_the_plot_keeps_its_room_whatever_is_written():
    for words, size in product((ENGLISH, SPANISH, RUSSIAN), (PHONE, SLACK)):
        [frame] = drawn(weekly(15, None, 9), words, named=True, size=size).frames

        assert frame.tall / size.height > 0.35
        assert frame.wide / size.width > 0.5
