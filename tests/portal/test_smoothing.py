"""Many reminders at once are spread as wide as they need to be, and a few are not."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from portal.buckets import BOT_PER_SECOND
from portal.smoothing import AT_ONCE, LONGEST, Smoothing

NOW = datetime(2026, 11, 18, 18, 30, tzinfo=UTC)


def test_a_few_leave_at_once():
    window = Smoothing().window(NOW, AT_ONCE)

    assert {window.moment(UUID(int=number)) for number in range(AT_ONCE)} == {NOW}


def test_many_leave_no_faster_than_the_platform_takes_them_and_hardly_slower():
    smoothing, moments = Smoothing(), []
    for portion in range(50):
        window = smoothing.window(NOW, 200)
        moments += [window.moment(UUID(int=portion * 200 + number)) for number in range(200)]

    needed = len(moments) / BOT_PER_SECOND
    spread = (max(moments) - NOW).total_seconds()
    assert 0.8 * needed < spread < needed
    by_ten_seconds = Counter((each - NOW) // timedelta(seconds=10) for each in moments)
    assert max(by_ten_seconds.values()) < 10 * BOT_PER_SECOND * 1.4


@given(st.lists(st.integers(1, 200), min_size=2, max_size=20), st.uuids())
def test_portions_follow_each_other_and_a_letter_keeps_its_moment(sizes, letter):
    smoothing = Smoothing()
    windows = [smoothing.window(NOW, size) for size in sizes]

    for earlier, later in pairwise(windows):
        assert earlier.begins + earlier.span <= later.begins or earlier.span == timedelta()
    for window in windows:
        assert window.begins <= window.moment(letter) <= window.begins + window.span
        assert window.moment(letter) == window.moment(letter)


def test_a_clock_that_was_set_back_delays_nobody_for_hours():
    smoothing = Smoothing()
    smoothing.window(NOW, 200)

    assert smoothing.window(NOW - 2 * LONGEST, 200).begins == NOW - 2 * LONGEST
