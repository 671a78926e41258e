"""Check-in plans: what opens when, and for how long."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.local_time import instant, local_date
from care.plan import (
    CheckInPlan,
    PlannedCheckIn,
    TooOften,
    before_sessions,
    check_in_presets,
    daily,
    held_to,
    messages_a_week,
    planned,
    questionnaire,
)
from care.schedule import USUAL, AfterWaking, At, Every, Within
from questionnaires.catalogue import catalogue, instrument

BERLIN = ZoneInfo("Europe/Berlin")
HAVANA = ZoneInfo("America/Havana")
APIA = ZoneInfo("Pacific/Apia")
WEDNESDAY = date(2026, 11, 18)
ONE_DAY = timedelta(days=1)

PULSE = daily("pulse", "1", time(8, 30), WEDNESDAY)
WEEKLY = questionnaire("phq9", "1", time(19, 30), WEDNESDAY)

clock_times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
pairs = st.lists(clock_times, min_size=2, max_size=2, unique=True).map(sorted)
timings = st.one_of(
    st.just(USUAL),
    pairs.map(lambda found: At(tuple(found))),
    pairs.map(lambda found: Within(*found)),
    st.integers(1, 14).map(AfterWaking),
)
plans = st.builds(
    CheckInPlan,
    instrument=st.just("phq9"),
    version=st.just("1"),
    every=st.sampled_from(Every),
    at=clock_times,
    starts=st.dates(date(2026, 1, 1), date(2027, 6, 1)),
    window=st.integers(1, 400).map(lambda hours: timedelta(hours=hours)),
    remind=st.booleans(),
    times=timings,
    draw=st.sampled_from(["one", "other"]),
    eves=st.frozensets(st.dates(date(2026, 1, 1), date(2027, 6, 1)), max_size=5),
)
zones = st.sampled_from(sorted(available_timezones() - {"localtime"})).map(ZoneInfo)
dates = st.dates(date(2026, 1, 1), date(2027, 6, 1))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def dates_of(plan: CheckInPlan, days: int, first: date = WEDNESDAY) -> list[int]:
    last = first + timedelta(days=days - 1)
    return [(each.local_date - plan.starts).days for each in planned(plan, BERLIN, first, last)]


def test_the_daily_opens_at_its_time_for_eighteen_hours_and_never_reminds():
    [check_in] = planned(PULSE, BERLIN, WEDNESDAY, WEDNESDAY)

    assert check_in == PlannedCheckIn(
        WEDNESDAY,
        slot=0,
        opens_at=utc(2026, 11, 18, 7, 30),
        remind_at=None,
        expires_at=utc(2026, 11, 19, 1, 30),
    )


def test_a_questionnaire_stays_three_days_and_reminds_once_on_the_next():
    [check_in] = planned(WEEKLY, BERLIN, WEDNESDAY, WEDNESDAY)

    assert check_in == PlannedCheckIn(
        WEDNESDAY,
        slot=0,
        opens_at=utc(2026, 11, 18, 18, 30),
        remind_at=utc(2026, 11, 19, 18, 30),
        expires_at=utc(2026, 11, 21, 18, 30),
    )


def test_plans_come_as_often_as_they_say():
    def every(often: Every) -> CheckInPlan:
        return questionnaire("phq9", "1", time(9), WEDNESDAY, often)

    assert dates_of(every(Every.DAY), 5) == [0, 1, 2, 3, 4]
    assert dates_of(every(Every.WEEKDAYS), 8) == [0, 1, 2, 5, 6, 7]
    assert dates_of(every(Every.WEEK), 22) == [0, 7, 14, 21]
    assert dates_of(every(Every.FORTNIGHT), 30) == [0, 14, 28]


def test_every_other_day_counts_from_the_first():
    assert dates_of(replace(PULSE, every=Every.OTHER_DAY), 7) == [0, 2, 4, 6]


def test_before_each_session_is_the_day_before_it_and_never_closer_than_the_instrument_allows():
    sessions = [WEDNESDAY + timedelta(days=days) for days in (3, 5, 10, 10, 17)]
    plan = replace(WEEKLY, every=Every.SESSION, eves=before_sessions(sessions, least=7))

    assert dates_of(plan, 30) == [2, 9, 16]
    assert dates_of(replace(plan, eves=frozenset()), 30) == []


def test_morning_and_evening_are_two_check_ins_of_a_day_and_one_ends_where_the_next_begins():
    twice = replace(PULSE, times=At((time(8, 30), time(19, 30))))

    found = list(planned(twice, BERLIN, WEDNESDAY, WEDNESDAY + ONE_DAY))

    assert [(each.local_date.day, each.slot) for each in found] == [
        *((18, 0), (18, 1), (19, 0), (19, 1)),
    ]
    assert [each.opens_at.astimezone(BERLIN).time() for each in found[:2]] == [
        *(time(8, 30), time(19, 30)),
    ]
    assert found[0].expires_at == found[1].opens_at


def test_two_times_that_the_clocks_skip_are_one_check_in():
    sunday = date(2026, 3, 29)
    plan = replace(PULSE, starts=sunday, times=At((time(2, 10), time(2, 50))))

    found = list(planned(plan, BERLIN, sunday, sunday))

    assert [each.opens_at for each in found] == [utc(2026, 3, 29, 1)]


def test_a_random_time_is_the_same_when_the_day_is_planned_again_and_differs_between_days():
    window = replace(PULSE, times=Within(time(10), time(16)), draw="a plan")
    week = WEDNESDAY + timedelta(days=6)

    found = [
        each.opens_at.astimezone(BERLIN).time() for each in planned(window, BERLIN, WEDNESDAY, week)
    ]
    again = [
        each.opens_at.astimezone(BERLIN).time() for each in planned(window, BERLIN, week, week)
    ]

    assert again == found[-1:]
    assert all(time(10) <= each <= time(16) for each in found)
    assert len(set(found)) > 3


def test_hours_after_waking_follow_the_time_at_which_the_client_wakes():
    def opens(wakes: time, hours: int) -> time:
        plan = replace(PULSE, times=AfterWaking(hours), wakes=wakes)
        [found] = planned(plan, BERLIN, WEDNESDAY, WEDNESDAY)
        return found.opens_at.astimezone(BERLIN).time()

    assert opens(time(6, 30), 2) == time(8, 30)
    assert opens(time(14), 12) == time(23, 59)


@pytest.mark.parametrize(
    ("plans_of_one", "expected"),
    [
        pytest.param([PULSE], 7, id="daily"),
        pytest.param([PULSE, WEEKLY], 7, id="a questionnaire comes in the day's message"),
        pytest.param([WEEKLY], 2, id="weekly, and its reminder"),
        pytest.param([replace(WEEKLY, every=Every.FORTNIGHT)], 1, id="fortnightly"),
        pytest.param([replace(PULSE, every=Every.OTHER_DAY)], 3.5, id="every other day"),
        pytest.param([replace(PULSE, every=Every.WEEKDAYS)], 5, id="weekdays"),
        pytest.param([replace(PULSE, times=At((time(8), time(20))))], 7, id="twice a day"),
        pytest.param([replace(WEEKLY, every=Every.SESSION)], 2, id="sessions that are not known"),
        pytest.param([], 0, id="nothing"),
    ],
)
def test_messages_a_week_are_days_with_something_to_ask(plans_of_one, expected):
    assert messages_a_week(plans_of_one, WEDNESDAY) == expected


def test_what_else_is_told_counts_once_a_day_and_a_reminder_of_a_session_beside_it():
    days = [WEDNESDAY + timedelta(days=n) for n in (0, 2, 3, 40)]

    assert messages_a_week([], WEDNESDAY, days) == 3 / 4
    assert messages_a_week([PULSE], WEDNESDAY, days) == 7
    assert messages_a_week([PULSE], WEDNESDAY, days, days) == 7 + 3 / 4


def test_a_weekly_plan_keeps_its_weekday_wherever_the_look_begins():
    assert dates_of(WEEKLY, 14, first=WEDNESDAY + timedelta(days=3)) == [7, 14]


def test_nothing_is_planned_before_the_plan_starts():
    assert dates_of(PULSE, 5, first=WEDNESDAY - timedelta(days=3)) == [0, 1]


def test_nothing_is_planned_where_the_last_day_is_before_the_first():
    assert list(planned(PULSE, BERLIN, WEDNESDAY, WEDNESDAY - ONE_DAY)) == []


def test_a_check_in_closes_before_the_next_one_opens():
    long = CheckInPlan("pulse", "1", Every.DAY, time(8), WEDNESDAY, timedelta(days=9), remind=False)

    first, second = planned(long, BERLIN, WEDNESDAY, WEDNESDAY + ONE_DAY)

    assert first.expires_at == second.opens_at


def test_a_reminder_outside_the_window_is_dropped():
    short = CheckInPlan(
        "phq9", "1", Every.WEEK, time(8), WEDNESDAY, timedelta(hours=24), remind=True
    )

    [check_in] = planned(short, BERLIN, WEDNESDAY, WEDNESDAY)

    assert check_in.remind_at is None


def test_a_check_in_at_a_skipped_midnight_opens_when_the_day_begins():
    plan = daily("pulse", "1", time(0), date(2026, 3, 8))

    [check_in] = planned(plan, HAVANA, date(2026, 3, 8), date(2026, 3, 8))

    assert check_in.opens_at == utc(2026, 3, 8, 5)


def test_a_leap_day_is_a_day_like_any_other():
    every_day = daily("pulse", "1", time(9), date(2028, 2, 27))
    fortnightly = questionnaire("phq9", "1", time(9), date(2028, 2, 15), Every.FORTNIGHT)

    days = [
        each.local_date for each in planned(every_day, BERLIN, every_day.starts, date(2028, 3, 1))
    ]
    weeks = [
        each.local_date
        for each in planned(fortnightly, BERLIN, fortnightly.starts, date(2028, 3, 14))
    ]

    assert days == [date(2028, 2, 27), date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)]
    assert weeks == [date(2028, 2, 15), date(2028, 2, 29), date(2028, 3, 14)]


def test_a_day_that_never_was_has_no_check_in_and_no_reminder():
    plan = questionnaire("phq9", "1", time(9), date(2011, 12, 29), Every.DAY)
    whole = CheckInPlan("phq9", "1", Every.WEEK, time(9), date(2011, 12, 29), timedelta(3), True)

    days = [each.local_date.day for each in planned(plan, APIA, plan.starts, date(2011, 12, 31))]
    [check_in] = planned(whole, APIA, whole.starts, whole.starts)

    assert days == [29, 31]
    assert check_in.remind_at == instant(date(2011, 12, 31), time(9), APIA)


def test_check_in_times_to_choose_from():
    assert check_in_presets() == {
        "morning": time(8, 30),
        "midday": time(12, 30),
        "evening": time(19, 30),
    }


@settings(deadline=None)
@given(plans, zones, dates, st.integers(0, 40))
def test_each_date_and_slot_has_one_check_in_and_no_two_are_open_at_once(plan, where, first, days):
    found = list(planned(plan, where, first, first + timedelta(days=days)))

    for each in found:
        assert each.opens_at < each.expires_at <= each.opens_at + plan.window
        # In Nuuk the clocks go from 23:00 to midnight: what was for 23:30 comes with the new day.
        assert local_date(each.opens_at, where) in (each.local_date, each.local_date + ONE_DAY)
        assert each.remind_at is None or each.opens_at < each.remind_at < each.expires_at
        assert plan.remind or each.remind_at is None
    for earlier, later in pairwise(found):
        assert (earlier.local_date, earlier.slot) < (later.local_date, later.slot)
        assert earlier.expires_at <= later.opens_at


@settings(deadline=None)
@given(plans, zones, dates, st.integers(0, 20), st.integers(0, 20))
def test_planning_in_two_parts_plans_the_same(plan, where, first, days, more):
    middle = first + timedelta(days=days)
    last = middle + timedelta(days=more)

    parts = [*planned(plan, where, first, middle), *planned(plan, where, middle + ONE_DAY, last)]

    assert parts == list(planned(plan, where, first, last))


@pytest.mark.parametrize("where", [BERLIN, HAVANA, ZoneInfo("Antarctica/Troll")])
def test_a_year_of_days_has_a_check_in_for_each_of_them(where):
    found = list(planned(PULSE, where, WEDNESDAY, WEDNESDAY + timedelta(days=364)))

    assert len({each.local_date for each in found}) == len(found) == 365


@pytest.mark.parametrize(
    ("code", "every"),
    [
        ("pulse", Every.DAY),
        ("pain", Every.DAY),
        ("phq9", Every.WEEK),
        ("pcl5", Every.FORTNIGHT),
        ("audit_c", Every.MONTH),
    ],
)
def test_without_a_wish_an_instrument_comes_as_often_as_it_may_and_weekly_at_most(code, every):
    assert held_to(instrument(code)) is every


@pytest.mark.parametrize("code", sorted(catalogue()))
@pytest.mark.parametrize("every", Every)
def test_no_plan_is_closer_than_the_instrument_allows(code, every):
    held = instrument(code)

    if every is not Every.SESSION and every.days < held.at_most_every.days:
        with pytest.raises(TooOften):
            held_to(held, every)
    else:
        assert held_to(held, every) is every


def test_what_is_asked_once_comes_on_its_first_day_alone():
    plan = replace(WEEKLY, every=Every.ONCE)

    assert dates_of(plan, 200) == [0]
    [found] = planned(plan, BERLIN, WEDNESDAY, WEDNESDAY + timedelta(days=60))
    assert found.expires_at - found.opens_at == plan.window


OFTEN = [each for each in Every if each not in (Every.SESSION, Every.ONCE)]


@pytest.mark.parametrize("every", OFTEN)
def test_check_ins_of_a_plan_lie_at_least_its_days_apart(every):
    plan = questionnaire("trial", "1", time(8, 30), WEDNESDAY, every)
    days = [
        day for day in (WEDNESDAY + timedelta(days=n) for n in range(100)) if plan.comes_on(day)
    ]

    assert min((after - here).days for here, after in pairwise(days)) == every.days
