"""An evidence picture: four weeks, every gap, and the days that raised the alert."""

from datetime import date, timedelta

import pytest

from charts.evidence import evidence
from charts.requests import PHONE, SLACK
from charts.sheet import Dots, Stroke
from tests.charts.pictures import MOOD, covering, cut, dots, heights, lines, touching, written

TODAY = date(2026, 3, 29)


def days(*values: int | None) -> tuple[tuple[date, int], ...]:
    """One value a day up to today; None is a day without an answer."""
    ages = reversed(range(len(values)))
    return tuple(
        (TODAY - timedelta(days=age), value)
        for age, value in zip(ages, values, strict=True)
        if value is not None
    )


def drawn(series, marked=frozenset(), accent="#2e7d6b", size=SLACK):
    return evidence(series, marked, MOOD, low=0, high=10, accent=accent, today=TODAY, size=size)


def test_a_day_without_an_answer_breaks_the_line():
    assert heights(drawn(days(6, 7, None, 5, 4)), "values") == [[6, 7], [5, 4]]


def test_the_days_that_raised_the_alert_differ_in_shape_and_colour():
    series = days(6, 7, 5, 3, 2)
    sheet = drawn(series, frozenset(on for on, _ in series[-3:]))

    [marked] = sheet.of(Dots, "marked")
    [plain] = sheet.of(Dots, "value-dot")

    assert [value for _, value in dots(sheet, "marked")] == [5, 3, 2]
    assert marked.shape != plain.shape
    assert marked.fill != plain.fill


@pytest.mark.parametrize("accent", ["#b84a00", "#0067a6", "#d35400", "#003366", "#ffee00"])
def test_the_colour_of_the_alert_is_never_the_practices_own(accent):
    series = days(6, 5)
    sheet = drawn(series, frozenset({TODAY}), accent)

    [marked], [values] = sheet.of(Dots, "marked"), sheet.of(Stroke, "values")

    assert marked.fill != values.colour


def test_marked_values_are_written_out():
    series = days(6, 7, 5, 3, 2)

    assert written(drawn(series, frozenset(on for on, _ in series[-3:])), "value") == [
        "5",
        "3",
        "2",
    ]


@pytest.mark.parametrize(
    "values", [(9, 6, 4, 1), (2, 5, 7, 9), (8, 3, 8), (9, 7, 6, 4, 6)], ids=str
)
def test_a_written_value_stands_aside_of_its_line(values):
    sheet = drawn(days(*values), frozenset(on for on, _ in days(*values)))

    assert written(sheet, "value")
    assert [each for each in covering(sheet) if each[0] == "values"] == []


def test_four_weeks_are_shown_and_no_more():
    [line] = lines(drawn(days(*range(10), *[5] * 28)), "values")

    assert [value for _, value in line] == [5] * 28
    assert line[-1][0] == TODAY.toordinal()


def test_the_dates_count_back_in_weeks_from_today():
    assert written(drawn(days(5)), "date") == ["Mar 8", "Mar 15", "Mar 22", "Mar 29"]


def test_without_any_answer_the_picture_is_empty_and_says_no_more():
    sheet = drawn(())

    assert not sheet.of(Stroke, "values")
    assert MOOD.marked not in written(sheet)


@pytest.mark.parametrize("size", [PHONE, SLACK], ids=["phone", "slack"])
@pytest.mark.parametrize("values", [(), (4,), (10,) * 28, (0,) * 28, (None, 3, 10, 0) * 7], ids=str)
def test_no_text_touches_another_or_leaves_the_picture(values, size):
    series = days(*values)

    sheet = drawn(series, frozenset(on for on, _ in series), size=size)

    assert touching(sheet) == []
    assert cut(sheet) == []
