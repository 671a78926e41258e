"""Key moments: what a title is, and how a day is read that somebody typed."""

from datetime import date

import pytest

from care.moments import day_of, is_possible, tidied

TODAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-10-05", date(2026, 10, 5)),
        ("5.10.2026", date(2026, 10, 5)),
        ("5/10/26", date(2026, 10, 5)),
        ("5-10-2019", date(2019, 10, 5)),
        ("5 October 2026", date(2026, 10, 5)),
        ("October 5, 2026", date(2026, 10, 5)),
        ("the 5th of October", date(2026, 10, 5)),
        # A name of four letters is no year.
        ("June 3, 2026", date(2026, 6, 3)),
        ("Sept 3 2026", date(2026, 9, 3)),
        # A weekday says nothing more, and "martes" is not March.
        ("Monday, 5 October 2026", date(2026, 10, 5)),
        ("martes 3 de noviembre", date(2026, 11, 3)),
        ("5 de octubre de 2026", date(2026, 10, 5)),
        ("el 5 de enero", date(2026, 1, 5)),
        # Where no month is so high, the other number is the day.
        ("10/25/2026", date(2026, 10, 25)),
        # Without a year it is the last such day.
        ("4 November", date(2025, 11, 4)),
        ("3.11.", date(2026, 11, 3)),
        ("29 Feb", date(2024, 2, 29)),
        # It is read, and it is for others to say that it is still to come.
        ("2027-01-01", date(2027, 1, 1)),
    ],
)
def test_a_day_is_read_as_people_write_it(typed, day):
    assert day_of(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "31.2.2026",
        "2026",
        "1 2 3 4",
        "99/99",
        "0.0.0",
        "¹/²",
        "12345-1-1",
        "5 x",
        "martes 3",
    ],
)
def test_what_is_no_day_is_none(typed):
    assert day_of(typed, TODAY) is None


def test_a_moment_has_been_and_lies_within_a_lifetime():
    assert is_possible(TODAY, TODAY)
    assert is_possible(date(1950, 1, 1), TODAY)
    assert not is_possible(date(2026, 11, 4), TODAY)
    assert not is_possible(date(1066, 10, 14), TODAY)


def test_a_title_is_one_line_that_can_be_seen():
    assert tidied("  moved \n to the\tnew   flat ") == "moved to the new flat"
    assert tidied("👩‍🚀 landed") == "👩‍🚀 landed"
    assert tidied("\u200b \x00") == ""
