"""Away: plain words become an instant, and who reads next is told as it is."""

from datetime import UTC, datetime, timedelta

import pytest

from care.away import LONGEST, is_allowed, somebody_reads, until
from care.local_time import Hours, zone

BERLIN = zone("Europe/Berlin")
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=BERLIN)
"""A Monday."""
WORK = Hours.parse("mon-fri 09:00-17:00")


@pytest.mark.parametrize(
    ("words", "day", "clock"),
    [
        ("fri 9:00", 6, "09:00"),
        ("Friday 14:30", 6, "14:30"),
        ("vie 9:00", 6, "09:00"),
        ("mon 9:00", 9, "09:00"),
        ("mon 10:00", 2, "10:00"),
        ("wed", 4, "09:00"),
        ("tomorrow 8", 3, "08:00"),
        ("mañana", 3, "09:00"),
        ("today 17:00", 2, "17:00"),
        ("17:00", 2, "17:00"),
        ("9:00", 3, "09:00"),
        ("2026-11-20 7:15", 20, "07:15"),
        ("20.11.", 20, "09:00"),
        ("20.11.2026 7:15", 20, "07:15"),
        ("20.11 7:15", 20, "07:15"),
        ("20 nov", 20, "09:00"),
        ("20 Nov 7", 20, "07:00"),
        ("Nov 20", 20, "09:00"),
        ("20. november 2026 7:15", 20, "07:15"),
        ("20 de noviembre", 20, "09:00"),
        ("20 de noviembre de 2026 7:15", 20, "07:15"),
        ("3d", 5, "09:00"),
        ("3 days", 5, "09:00"),
        ("3 días 12:00", 5, "12:00"),
        ("a week", 9, "09:00"),
        ("2 semanas", 16, "09:00"),
    ],
)
def test_words_for_a_time_to_come(words, day, clock):
    found = until(words, NOW, BERLIN)

    assert f"{found.astimezone(BERLIN):%d %H:%M}" == f"{day:02d} {clock}"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "someday",
        "fri 25:00",
        "fri 9:61",
        "2026-10-30",
        "today 8:00",
        "fri 9:00 please",
        "2030-01-01",
        "31 nov",
        "31.2.",
        "11/12",
        "12/11/2026",
        "20 nov 2030",
        "20 nov nov",
        "0 days",
        "999999999999 days",
        "500 days",
        "999d",
        "٣ days x",
    ],
)
def test_what_is_no_time_to_come_is_not_guessed(words):
    assert until(words, NOW, BERLIN) is None


def test_a_date_without_its_year_is_the_next_one():
    assert until("2 jan 9:00", NOW, BERLIN).astimezone(BERLIN).year == 2027
    assert until("29 feb", NOW, BERLIN) is None


def test_an_absence_ends_later_than_now_and_within_a_year():
    assert not is_allowed(None, NOW)
    assert not is_allowed(NOW, NOW)
    assert is_allowed(NOW + LONGEST, NOW)
    assert not is_allowed(NOW + LONGEST + timedelta(seconds=1), NOW)


def reads(away_until=None, *, has_colleague=False):
    return somebody_reads(NOW, BERLIN, WORK, away_until=away_until, has_colleague=has_colleague)


def test_who_is_away_with_nobody_else_reads_in_the_first_hours_after_it():
    back = datetime(2026, 11, 6, 18, tzinfo=BERLIN)

    assert reads() == NOW
    assert reads(back) == datetime(2026, 11, 9, 8, tzinfo=UTC)
    assert reads(back, has_colleague=True) == NOW
    assert reads(NOW - timedelta(hours=1)) == NOW
