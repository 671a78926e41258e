"""How long a pause is asked for, in words, and when it ends on the client's own clock."""

from datetime import UTC, datetime

import pytest

from care.local_time import zone
from care.pause import days_asked, pause_end


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("5d", 5),
        ("5 D", 5),
        ("2w", 14),
        ("2 weeks", 14),
        ("a week", 7),
        ("una semana", 7),
        ("2 semanas", 14),
        ("3 días", 3),
        ("tres dias", 3),
        ("10", 10),
        ("0d", 0),
    ],
)
def test_a_length_is_understood_in_both_languages(words, days):
    assert days_asked(words) == days


@pytest.mark.parametrize("words", ["", "until monday", "-3d", "1,5d", "5d 5d", "d", "99999", "5h"])
def test_anything_else_is_not_guessed_at(words):
    assert days_asked(words) is None


def test_it_ends_at_the_clients_own_check_in_time():
    now = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)

    assert pause_end(now, 5, "19:30", zone("Europe/Berlin")) == datetime(
        2026, 11, 7, 18, 30, tzinfo=UTC
    )


def test_a_change_of_the_clocks_in_between_does_not_move_it():
    now = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)

    ends = pause_end(now, 7, "19:30", zone("Europe/Berlin"))

    assert ends.astimezone(zone("Europe/Berlin")).strftime("%d %H:%M") == "27 19:30"
