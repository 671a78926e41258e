"""The message budget: one a day, fewer after silence, and nothing cheerful after a crisis card."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.budget import APART, SILENCE, UNANSWERED, Pace, Standing, Unasked

TODAY = date(2026, 11, 18)
DAY = timedelta(days=1)


def standing(**known):
    given = {"last_written": None, "unanswered": 0, "quiet_since": None, "gentle": False}
    return Standing(TODAY, **{**given, **known})


ago = st.integers(0, 40).map(lambda days: TODAY - days * DAY)
standings = st.builds(
    Standing,
    today=st.just(TODAY),
    last_written=st.none() | ago,
    unanswered=st.integers(0, 20),
    quiet_since=st.none() | ago,
    gentle=st.booleans(),
    silent=st.booleans(),
)
kinds = st.sampled_from(Unasked)


@given(standings, kinds)
def test_nothing_is_written_twice_on_a_day(found, why):
    if found.last_written == TODAY:
        assert not found.allows(why)


@given(standings)
def test_after_a_crisis_card_only_check_ins_and_the_end_of_a_pause_come(found):
    allowed = {why for why in Unasked if found.allows(why)}

    assert not found.gentle or allowed <= {Unasked.CHECK_IN, Unasked.PAUSE_OVER}


@given(standings, kinds)
def test_who_is_silent_is_left_in_peace(found, why):
    if found.silent or (
        found.unanswered >= UNANSWERED
        and found.quiet_since is not None
        and TODAY - found.quiet_since >= SILENCE
    ):
        assert found.pace is Pace.SILENT
        assert not found.allows(why)


@given(standings, kinds)
def test_less_silence_never_means_less(found, why):
    louder = standing(last_written=found.last_written, gentle=found.gentle)

    assert louder.allows(why) or not found.allows(why)


def days_written(*, answers=(), days=40):
    """On which days somebody is asked who is asked daily and answers on these days only."""
    written, missed = [], []
    for number in range(days):
        today = TODAY + number * DAY
        found = Standing(
            today,
            written[-1] if written else None,
            len(missed),
            min(missed, default=None),
            gentle=False,
        )
        if found.allows(Unasked.CHECK_IN):
            written.append(today)
            missed = [] if number in answers else [*missed, today]
    return [(each - TODAY).days for each in written]


def test_after_three_unanswered_check_ins_every_third_day_and_after_two_weeks_none():
    assert days_written() == [0, 1, 2, 5, 8, 11]


def test_an_answer_brings_the_usual_pace_back():
    assert days_written(answers=(5,))[:8] == [0, 1, 2, 5, 6, 7, 8, 11]


def test_one_number_is_offered_before_it_becomes_still():
    assert standing(unanswered=3, quiet_since=TODAY - 3 * DAY).pace is Pace.SLOW
    assert standing(unanswered=2, quiet_since=TODAY - 30 * DAY).pace is Pace.USUAL


@pytest.mark.parametrize("why", sorted(set(Unasked) - {Unasked.CHECK_IN}))
def test_in_a_slow_time_only_the_check_in_comes(why):
    slow = standing(unanswered=3, quiet_since=TODAY - 5 * DAY, last_written=TODAY - APART)

    assert slow.allows(Unasked.CHECK_IN)
    assert not slow.allows(why)
