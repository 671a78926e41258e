"""Schedules as people say them: read, told again, and refused where they say nothing clear."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.schedule import (
    USUAL,
    AfterWaking,
    At,
    Every,
    Schedule,
    ScheduleNotUnderstood,
    Within,
    clocks,
    parse_times,
)

times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
pairs = st.lists(times, min_size=2, max_size=2, unique=True).map(sorted)
timings = st.one_of(
    st.just(USUAL),
    times.map(lambda at: At((at,))),
    pairs.map(lambda found: At(tuple(found))),
    pairs.map(lambda found: Within(*found)),
    st.integers(1, 14).map(AfterWaking),
)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("daily", "every day"),
        ("day", "every day"),
        ("Every day, at 08:30", "every day at 08:30"),
        ("daily at 8:30 and 19:30", "every day at 08:30 and 19:30"),
        ("daily in the morning and in the evening", "every day at 08:30 and 19:30"),
        ("daily morning and evening", "every day at 08:30 and 19:30"),
        ("weekdays at midday", "on weekdays at 12:30"),
        ("every other day", "every other day"),
        ("every two days at 10:00", "every other day at 10:00"),
        ("weekly", "every week"),
        ("every two weeks", "every two weeks"),
        ("fortnight", "every two weeks"),
        ("monthly", "every four weeks"),
        ("weekly on Thursday", "every week on Thursday"),
        ("weekly on thu at 18:00", "every week on Thursday at 18:00"),
        ("every Thursday", "every week on Thursday"),
        ("on Fridays in the morning", "every week on Friday at 08:30"),
        ("fortnightly on Monday", "every two weeks on Monday"),
        ("every other Monday at 9:00", "every two weeks on Monday at 09:00"),
        ("every second wed", "every two weeks on Wednesday"),
        ("four-weekly, on a Sunday", "every four weeks on Sunday"),
        (
            "once a week on Saturday between 10:00 and 16:00",
            "every week on Saturday at a random time between 10:00 and 16:00",
        ),
        ("before each session", "before each session"),
        ("session at 18:00", "before each session at 18:00"),
        (
            "on weekdays between 10:00 and 16:00",
            "on weekdays at a random time between 10:00 and 16:00",
        ),
        ("daily 2 hours after waking up", "every day 2 hours after waking"),
        ("daily 1h after waking", "every day 1 hour after waking"),
    ],
)
def test_a_schedule_is_read_as_people_say_it_and_told_in_one_way(said, told):
    assert Schedule.parse(said).text == told
    assert Schedule.parse(told) == Schedule.parse(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "now and then",
        "hourly",
        "weekly on Thirsday",
        "weekly on",
        "weekly on Thursday and Friday",
        "on Thursday",
        "daily on Thursday",
        "every other day on Monday",
        "once on Monday",
        "weekly-ish",
        "daily at noonish",
        "daily at 25:00",
        "daily at 8:60",
        "daily at 19:30 and 08:30",
        "daily at 08:30 and 08:30",
        "daily evening and morning",
        "daily at 08:00 and 12:00 and 16:00",
        "daily between 16:00 and 10:00",
        "daily 0 hours after waking",
        "daily 15 hours after waking",
        "at 08:30",
        "daily at \u0668:30",
    ],
)
def test_what_is_not_understood_is_refused_with_words_and_never_guessed(said):
    with pytest.raises(ScheduleNotUnderstood, match=r"[Ww]rite|[Ss]ay|clock"):
        Schedule.parse(said)


def schedules_of(every):
    days = st.none() | st.integers(0, 6) if every.has_weekday else st.none()
    return st.builds(Schedule, st.just(every), timings, days)


@given(st.sampled_from(Every).flatmap(schedules_of))
def test_any_schedule_comes_back_from_its_words(schedule):
    assert Schedule.parse(schedule.text) == schedule
    assert parse_times(str(schedule.times)) == schedule.times


@given(timings, times, times, st.dates(), st.text(max_size=5))
def test_a_day_has_one_time_or_an_earlier_and_a_later_one(found, usual, wakes, day, draw):
    drawn = clocks(found, usual, wakes, day, draw)

    assert 1 <= len(drawn) <= 2
    assert sorted(set(drawn)) == list(drawn)
    assert drawn == clocks(found, usual, wakes, day, draw)


def test_random_times_are_spread_over_the_whole_window_by_plan_and_day():
    found = Within(time(10), time(10, 59))
    days = [date.fromordinal(700_000 + step) for step in range(1200)]
    drawn = [clocks(found, time(9), time(7), day, "plan")[0].minute for day in days]

    assert set(drawn) == set(range(60))
    assert max(drawn.count(minute) for minute in range(60)) < 50
    assert drawn != [clocks(found, time(9), time(7), day, "other")[0].minute for day in days]
