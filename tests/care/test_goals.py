"""Goals are asked about with the first message after each week, for four weeks."""

from datetime import date, timedelta

from care.goals import is_time_to_rate

RATED = date(2026, 11, 2)


def asked(*written):
    """On which days after the rating the line comes, when these days have a message."""
    days = [RATED + timedelta(days=each) for each in written]
    before = [None, *days[:-1]]
    return [
        (day - RATED).days
        for day, last in zip(days, before, strict=True)
        if is_time_to_rate(RATED, last or RATED, day)
    ]


def test_once_a_week_for_four_weeks():
    assert asked(*range(1, 60)) == [7, 14, 21, 28]


def test_a_week_without_a_message_on_its_day_comes_with_the_next():
    assert asked(2, 9, 10, 13, 16, 23, 30, 37) == [9, 16, 23, 30]
    assert asked(1, 40) == [40]
