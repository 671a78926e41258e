"""An evidence picture: four weeks, every gap, and the days that raised the alert."""

from datetime import date, timedelta

import pytest

from charts.evidence import evidence
from charts.requests import PHONE, SLACK
from tests.charts.pictures import MOOD, cut, lines, touching, written

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
    axes = drawn(days(6, 7, None, 5, 4)).axes[0]

    assert [list(line.get_ydata()) for line in lines(axes, "values")] == [[6, 7], [5, 4]]


def test_the_days_that_raised_the_alert_differ_in_shape_and_colour():
    series = days(6, 7, 5, 3, 2)
    axes = drawn(series, frozenset(on for on, _ in series[-3:])).axes[0]

    [marked] = lines(axes, "marked")
    [values] = lines(axes, "values")

    assert list(marked.get_ydata()) == [5, 3, 2]
    assert marked.get_marker() != values.get_marker()
    assert marked.get_markerfacecolor() != values.get_markerfacecolor()


@pytest.mark.parametrize("accent", ["#b84a00", "#0067a6", "#d35400", "#003366", "#ffee00"])
def test_the_colour_of_the_alert_is_never_the_practices_own(accent):
    series = days(6, 5)
    axes = drawn(series, frozenset({TODAY}), accent).axes[0]

    [marked], [values] = lines(axes, "marked"), lines(axes, "values")

    assert marked.get_markerfacecolor() != values.get_color()


def test_marked_values_are_written_out():
    series = days(6, 7, 5, 3, 2)

    assert written(drawn(series, frozenset(on for on, _ in series[-3:])), "value") == [
        "5",
        "3",
        "2",
    ]


def test_four_weeks_are_shown_and_no_more():
    axes = drawn(days(*range(10), *[5] * 28)).axes[0]

    [line] = lines(axes, "values")

    assert list(line.get_ydata()) == [5] * 28
    assert line.get_xdata()[-1] == TODAY.toordinal()


def test_the_dates_count_back_in_weeks_from_today():
    assert written(drawn(days(5)), "date") == ["Mar 8", "Mar 15", "Mar 22", "Mar 29"]


def test_without_any_answer_the_picture_is_empty_and_says_no_more():
    figure = drawn(())

    assert not lines(figure.axes[0], "values")
    assert MOOD.marked not in written(figure)


@pytest.mark.parametrize("size", [PHONE, SLACK], ids=["phone", "slack"])
@pytest.mark.parametrize("values", [(), (4,), (10,) * 28, (0,) * 28, (None, 3, 10, 0) * 7], ids=str)
def test_no_text_touches_another_or_leaves_the_picture(values, size):
    series = days(*values)

    figure = drawn(series, frozenset(on for on, _ in series), size=size)

    assert touching(figure) == []
    assert cut(figure) == []
