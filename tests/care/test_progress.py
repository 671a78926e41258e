"""How a client is doing: scores and days keep their order and come back as they were packed."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.progress import (
    WINDOW,
    DailyRecord,
    Day,
    Point,
    Trajectory,
    dump_days,
    dump_points,
    load_days,
    load_points,
)
from questionnaires.catalogue import instrument
from questionnaires.change import Change

MONDAY = date(2026, 11, 16)
ONE_DAY = timedelta(days=1)

near = st.integers(0, 60).map(lambda step: MONDAY + step * ONE_DAY)
points = st.lists(st.builds(Point, st.dates(), st.integers(-32768, 32767)))
items = st.dictionaries(
    st.text(min_size=1, max_size=60), st.integers(-32768, 32767), max_size=8
).map(lambda values: tuple(sorted(values.items())))
records = st.dictionaries(st.dates(), items, max_size=35).map(
    lambda days: DailyRecord(tuple(Day(on, values) for on, values in sorted(days.items())))
)


def weekly(*scores: int) -> Trajectory:
    found = (Point(MONDAY + 7 * step * ONE_DAY, score) for step, score in enumerate(scores))
    return Trajectory(instrument("phq9"), tuple(found))


def test_baseline_and_latest_are_the_ends_of_a_trajectory():
    trajectory = weekly(15, 12, 9)

    assert trajectory.baseline == Point(MONDAY, 15)
    assert trajectory.latest == Point(MONDAY + 14 * ONE_DAY, 9)
    assert trajectory.difference == -6


@pytest.mark.parametrize(
    ("scores", "change"),
    [
        ((15, 9), Change.IMPROVED),
        ((15, 10), Change.UNCHANGED),
        ((9, 20, 14), Change.UNCHANGED),
        ((9, 15), Change.DETERIORATED),
        ((9,), None),
        ((), None),
    ],
)
def test_change_is_judged_from_the_baseline_to_the_latest(scores, change):
    assert weekly(*scores).change is change


def test_without_a_known_error_of_the_scale_there_is_no_change_to_tell():
    trajectory = Trajectory(
        instrument("pulse"), (Point(MONDAY, 2), Point(MONDAY + ONE_DAY, 9)), of="mood"
    )

    assert trajectory.change is None


def test_a_score_of_the_same_date_is_replaced():
    corrected = weekly(15, 12).with_point(Point(MONDAY, 14))

    assert [point.score for point in corrected.points] == [14, 12]


def test_what_was_missed_stays_with_the_trajectory():
    trajectory = Trajectory(instrument("phq9"), (), missed=(MONDAY,))

    assert trajectory.with_point(Point(MONDAY + ONE_DAY, 9)).missed == (MONDAY,)


@settings(deadline=None)
@given(st.lists(st.builds(Point, near, st.integers(0, 27)), min_size=1))
def test_scores_stand_oldest_first_and_once_a_date_in_whatever_order_they_come(arriving):
    trajectory = weekly()
    for point in arriving:
        trajectory = trajectory.with_point(point)

    assert {point.on: point.score for point in trajectory.points} == {
        point.on: point.score for point in arriving
    }
    dates = [point.on for point in trajectory.points]
    assert dates == sorted(set(dates))


@settings(deadline=None)
@given(points)
def test_scores_come_back_as_they_were_packed(packed):
    assert load_points(dump_points(packed)) == tuple(packed)


def test_ninety_scores_are_one_small_field():
    assert len(dump_points(weekly(*[9] * 90).points)) == 1 + 90 * 6


@given(st.lists(st.floats(-1000, 1000)))
def test_means_come_back_as_they_were_packed(values):
    points = tuple(Point(MONDAY + n * ONE_DAY, value) for n, value in enumerate(values))

    assert load_points(dump_points(points)) == points


def test_what_is_whole_reads_as_a_whole_number():
    (found,) = load_points(dump_points([Point(MONDAY, 12.0)]))

    assert str(found.score) == "12"


@settings(deadline=None)
@given(records)
def test_days_come_back_as_they_were_packed(record):
    assert load_days(dump_days(record)) == record


@pytest.mark.parametrize("load", [load_points, load_days])
def test_a_form_from_another_release_is_refused_and_not_guessed(load):
    with pytest.raises(ValueError, match="unknown form 9"):
        load(b"\x09")


def test_an_item_that_was_not_answered_has_no_value():
    day = Day(MONDAY, (("anxiety", 0), ("mood", 7)))

    assert day.value("anxiety") == 0
    assert day.value("sleep") is None


def test_values_of_one_item_leave_out_the_days_without_it():
    record = DailyRecord(
        (
            Day(MONDAY, (("mood", 7),)),
            Day(MONDAY + ONE_DAY, (("sleep", 5),)),
            Day(MONDAY + 2 * ONE_DAY, (("mood", 0),)),
        )
    )

    assert record.values("mood") == ((MONDAY, 7), (MONDAY + 2 * ONE_DAY, 0))


def test_a_corrected_day_replaces_what_stood_there():
    record = DailyRecord().with_day(Day(MONDAY, (("mood", 2),)))

    assert record.with_day(Day(MONDAY, (("mood", 7),))).values("mood") == ((MONDAY, 7),)


def test_the_record_keeps_the_last_thirty_five_days():
    first = DailyRecord().with_day(Day(MONDAY, (("mood", 2),)))

    kept = first.with_day(Day(MONDAY + 34 * ONE_DAY, ()))
    gone = first.with_day(Day(MONDAY + 35 * ONE_DAY, ()))

    assert len(kept.days) == 2
    assert len(gone.days) == 1


def test_an_answer_too_late_for_the_window_changes_nothing():
    record = DailyRecord().with_day(Day(MONDAY, (("mood", 2),)))

    assert record.with_day(Day(MONDAY - WINDOW, (("mood", 9),))) == record


@settings(deadline=None)
@given(st.lists(st.builds(Day, near, items), min_size=1))
def test_days_stand_oldest_first_and_once_whatever_order_they_come_in(arriving):
    record = DailyRecord()
    for day in arriving:
        record = record.with_day(day)

    newest = max(day.on for day in arriving)
    latest = {}
    for day in arriving:
        if newest - day.on < WINDOW:
            latest[day.on] = latest.get(day.on, {}) | dict(day.values)
    assert [day.on for day in record.days] == sorted(latest)
    assert {day.on: dict(day.values) for day in record.days} == latest


def test_daily_instruments_share_a_day_and_none_wipes_out_the_other():
    record = DailyRecord().with_day(Day(MONDAY, (("mood", 2), ("sleep", 5))))
    record = record.with_day(Day(MONDAY, (("pain", 7),))).with_day(Day(MONDAY, (("mood", 4),)))

    assert record.days == (Day(MONDAY, (("mood", 4), ("sleep", 5), ("pain", 7))),)


def course(*points):
    found = tuple(Point(MONDAY + day * ONE_DAY, score) for day, score in points)
    return Trajectory(instrument("phq9"), found)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (((0, 12), (7, 9)), -3),
        (((0, 12), (7, 9), (14, 11)), 2),
        # The nearest to a week before counts, and of two the earlier.
        (((0, 12), (2, 8), (9, 9)), 1),
        (((0, 12), (2, 8), (4, 5), (10, 9)), 1),
        (((0, 12), (4, 9)), -3),
        (((0, 12), (10, 9)), -3),
        (((0, 12), (3, 9)), None),
        (((0, 12), (11, 9)), None),
        (((0, 12),), None),
    ],
)
def test_a_week_over_week_change_is_against_the_score_about_a_week_before(points, expected):
    assert course(*points).week_over_week == expected
