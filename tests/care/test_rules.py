"""Alert rules: each holds exactly when its definition says so."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from statistics import mean, stdev
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.absence_rules import (
    Assigned,
    Meeting,
    engagement_decline,
    homework_overdue,
    missed_check_ins,
    no_journal,
    practice_gap,
    unanswered_message,
    unconfirmed_appointment,
)
from care.alerts import Urgency
from care.attendance import Attendance
from care.local_time import Hours
from care.progress import DailyRecord, Day, Point, Trajectory
from care.rule_settings import DEFAULTS, parse, with_settings
from care.rules import (
    Rule,
    asked_for_therapist,
    below_own_baseline,
    critical_answer,
    declining_mood,
    rising_anxiety,
)
from care.score_rules import no_reliable_change, reliable_deterioration, score_threshold
from care.watching import of_days, of_scores
from questionnaires.catalogue import instrument

TODAY = date(2026, 11, 21)
ONE_DAY = timedelta(days=1)

values = st.lists(st.none() | st.integers(0, 10), max_size=35)
ups_and_downs = st.lists(st.none() | st.integers(3, 7), max_size=35)
attendances = st.lists(st.booleans(), max_size=35)


def record(*numbers: int | None, item: str = "mood", last: date = TODAY) -> DailyRecord:
    """A record whose last value is that of `last`; None is a day without an answer."""
    first = last - (len(numbers) - 1) * ONE_DAY
    return DailyRecord(
        tuple(
            Day(first + step * ONE_DAY, ((item, number),))
            for step, number in enumerate(numbers)
            if number is not None
        )
    )


def attendance(marks: str) -> Attendance:
    """Check-ins day by day: x answered, - missed."""
    found = Attendance()
    for step, mark in enumerate(marks):
        found = found.with_check_in(TODAY + step * ONE_DAY, answered=mark == "x")
    return found


def weekly(code: str, *scores: int) -> Trajectory:
    points = (Point(TODAY + 7 * step * ONE_DAY, score) for step, score in enumerate(scores))
    return Trajectory(instrument(code), tuple(points))


def test_three_falls_in_a_row_are_a_declining_mood():
    concern = declining_mood(record(7, 6, 4, 3), TODAY)

    assert concern.rule == "declining-mood"
    assert concern.urgency is Urgency.TODAY
    assert concern.facts == {
        "item": "mood",
        "days": [["2026-11-18", 7], ["2026-11-19", 6], ["2026-11-20", 4], ["2026-11-21", 3]],
        "fall": 4,
    }


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param((6, 4, 3), id="three days are two falls"),
        pytest.param((7, 6, 6, 5), id="an equal value is no fall"),
        pytest.param((7, 6, None, 5, 4), id="a day without an answer breaks the run"),
        pytest.param((9, 8, 7, 6, 7), id="the run ended yesterday"),
        pytest.param((9, 8, 7, 6, None), id="nothing was answered today"),
        pytest.param((3, 4, 6, 7), id="rising"),
        pytest.param((), id="nothing at all"),
    ],
)
def test_anything_less_is_no_declining_mood(numbers):
    assert declining_mood(record(*numbers), TODAY) is None


def test_an_item_left_out_breaks_the_run_although_the_day_was_answered():
    days = record(7, 6, None, 5, 4, 3).days
    slept = Day(TODAY - 3 * ONE_DAY, (("sleep", 5),))

    found = DailyRecord((*days[:2], slept, *days[2:]))

    assert declining_mood(found, TODAY) is None


def test_the_run_is_told_as_far_back_as_it_goes():
    facts = declining_mood(record(2, 9, 8, 6, 4, 3), TODAY).facts

    assert [value for _, value in facts["days"]] == [9, 8, 6, 4, 3]
    assert facts["fall"] == 6


def test_a_small_decline_can_be_set_aside():
    assert declining_mood(record(7, 6, 5, 4), TODAY, minimum=3) is not None
    assert declining_mood(record(7, 6, 5, 4), TODAY, minimum=4) is None


def test_the_number_of_falls_is_a_setting():
    assert declining_mood(record(7, 6, 5), TODAY, falls=2) is not None
    assert declining_mood(record(7, 6, 5, 4), TODAY, falls=4) is None


def test_a_late_answer_is_judged_on_its_own_day():
    found = record(7, 6, 5, 4, 8)

    assert declining_mood(found, TODAY - ONE_DAY) is not None
    assert declining_mood(found, TODAY) is None


def test_three_rises_in_a_row_are_a_rising_anxiety():
    concern = rising_anxiety(record(2, 3, 5, 6, item="anxiety"), TODAY)

    assert concern.rule == "rising-anxiety"
    assert concern.urgency is Urgency.TODAY
    assert concern.facts["item"] == "anxiety"
    assert concern.facts["days"][0] == ["2026-11-18", 2]
    assert concern.facts["rise"] == 4


def test_anxiety_that_falls_or_rests_is_no_concern():
    assert rising_anxiety(record(6, 5, 3, 2, item="anxiety"), TODAY) is None
    assert rising_anxiety(record(2, 3, 3, 4, item="anxiety"), TODAY) is None
    assert rising_anxiety(record(2, 3, None, 4, 5, item="anxiety"), TODAY) is None
    assert rising_anxiety(record(2, 3, 4, 5, item="anxiety"), TODAY, minimum=4) is None


@settings(deadline=None)
@given(values, st.integers(1, 5), st.integers(0, 5))
def test_mood_declines_exactly_when_the_last_falls_all_are_falls(numbers, falls, minimum):
    run = 0
    while run + 1 < len(numbers) and None not in (later := numbers[-1 - run], numbers[-2 - run]):
        if numbers[-2 - run] <= later:
            break
        run += 1
    fall = numbers[-1 - run] - numbers[-1] if run else 0

    concern = declining_mood(record(*numbers), TODAY, falls, minimum)

    assert (concern is not None) == (run >= falls and fall >= minimum)


@settings(deadline=None)
@given(values)
def test_rising_anxiety_is_declining_mood_upside_down(numbers):
    mirrored = [None if number is None else 10 - number for number in numbers]

    declines = declining_mood(record(*numbers), TODAY)
    rises = rising_anxiety(record(*mirrored, item="anxiety"), TODAY)

    assert (declines is None) == (rises is None)


def test_three_low_days_after_steady_weeks_are_below_the_own_baseline():
    concern = below_own_baseline(record(*[6] * 28, 5, 5, 5), TODAY)

    assert concern is not None
    # Spread at its floor of 0.5: at or below 6 - 1.25 x 0.5 = 5.375.
    assert concern.rule == "below-own-baseline"
    assert concern.urgency is Urgency.TODAY
    assert concern.facts == {
        "item": "mood",
        "days": [["2026-11-19", 5], ["2026-11-20", 5], ["2026-11-21", 5]],
        "mean": 6.0,
        "spread": 0.5,
        "values": 28,
    }


def test_whoever_goes_up_and_down_has_to_go_lower():
    moving = [4, 8] * 14

    assert below_own_baseline(record(*moving, 4, 4, 4), TODAY) is None
    assert below_own_baseline(record(*moving, 3, 3, 3), TODAY) is not None


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param([6] * 28 + [5, 5], id="two days"),
        pytest.param([6] * 28 + [5, 6, 5], id="one day as usual"),
        pytest.param([6] * 28 + [5, None, 5, 5], id="a day without an answer"),
        pytest.param([6] * 13 + [5, 5, 5], id="thirteen values before"),
        pytest.param([6] * 14 + [None] * 28 + [5, 5, 5], id="values too long ago"),
        pytest.param([6] * 28 + [8, 8, 8], id="above"),
        pytest.param([], id="nothing at all"),
    ],
)
def test_anything_less_is_not_below_the_own_baseline(numbers):
    assert below_own_baseline(record(*numbers), TODAY) is None


def test_fourteen_values_are_enough():
    gaps = [6, None] * 14

    assert below_own_baseline(record(*gaps, 5, 5, 5), TODAY).facts["values"] == 14


def test_the_low_days_are_not_their_own_baseline():
    assert below_own_baseline(record(*[6] * 28, 5, 5, 5, 5, 5), TODAY, days=5) is not None


def test_days_and_distance_are_settings():
    found = record(*[6] * 28, 5, 5)

    assert below_own_baseline(found, TODAY, days=2) is not None
    assert below_own_baseline(found, TODAY, days=2, k=2) is not None
    assert below_own_baseline(found, TODAY, days=2, k=2.1) is None


@settings(deadline=None, max_examples=300)
@given(ups_and_downs, st.lists(st.integers(0, 6), min_size=3, max_size=3))
def test_below_the_own_baseline_is_what_the_textbook_computes(before, low):
    known = [number for number in before[-28:] if number is not None]

    concern = below_own_baseline(record(*before, *low), TODAY)

    if len(known) < 14:
        assert concern is None
        return
    bound = mean(known) - 1.25 * max(stdev(known), 0.5)
    if all(abs(number - bound) > 1e-9 for number in low):
        assert (concern is not None) == all(number < bound for number in low)


def test_two_misses_after_good_weeks_are_a_concern():
    concern = missed_check_ins(attendance("x" * 28 + "xxxxx--"))

    assert concern.rule == "missed-check-ins"
    assert concern.urgency is Urgency.DIGEST
    assert concern.facts == {
        "missed": 2,
        "since": "2026-12-24",
        "until": "2026-12-25",
        "answered": 5,
        "due": 7,
        "usually_answered": 28,
        "usually_due": 28,
    }


@pytest.mark.parametrize(
    ("marks", "is_a_concern"),
    [
        pytest.param("x" * 28 + "xxxxxx-", False, id="one miss"),
        pytest.param("x" * 28 + "xxxx--x", False, id="answered since"),
        pytest.param("xxxxx--" * 5, False, id="as usual for this client"),
        pytest.param("xxxxx--" * 4 + "xxxx---", True, id="one fewer than usual"),
        pytest.param("xxxx---" * 4 + "xxxxx--", False, id="more than usual"),
        pytest.param("--", True, id="no history yet"),
        pytest.param("xxxxx--", True, id="seven are no history"),
        pytest.param("-xxxxx--", False, id="one before them is the history"),
        pytest.param("-" * 35, False, id="never answered before"),
        pytest.param("", False, id="nothing was due"),
    ],
)
def test_misses_count_against_what_is_usual_for_this_client(marks, is_a_concern):
    assert (missed_check_ins(attendance(marks)) is not None) == is_a_concern


def test_the_number_of_misses_is_a_setting():
    assert missed_check_ins(attendance("xxx--"), limit=3) is None
    assert missed_check_ins(attendance("xxx---"), limit=3) is not None


def test_attendance_reaches_back_thirty_five_days():
    found = attendance("-" * 10 + "x" * 35)

    assert len(found.check_ins) == 35
    assert found.recent == (7, 7)
    assert found.usual == (28, 28)


def test_an_attendance_that_comes_late_takes_its_place():
    found = attendance("xx").with_check_in(TODAY - ONE_DAY, answered=False)

    assert [answered for _, answered in found.check_ins] == [False, True, True]
    assert found.missed == ()


@settings(deadline=None)
@given(attendances, st.integers(1, 4))
def test_misses_are_a_concern_exactly_when_both_halves_hold(answers, limit):
    recent, before = answers[-7:], answers[:-7]
    in_a_row = len(answers) >= limit and not any(answers[len(answers) - limit :])
    fewer = not before or sum(recent) / len(recent) < sum(before) / len(before) - 1e-9

    concern = missed_check_ins(attendance("".join("x" if each else "-" for each in answers)), limit)

    assert (concern is not None) == (in_a_row and fewer)


def test_a_reliable_deterioration_is_told_with_both_ends():
    concern = reliable_deterioration(weekly("phq9", 9, 12, 15))

    assert concern.rule == "reliable-deterioration"
    assert concern.urgency is Urgency.TODAY
    assert concern.facts == {
        "instrument": "phq9",
        "scores": [["2026-11-21", 9], ["2026-12-05", 15]],
        "difference": 6,
    }


@pytest.mark.parametrize("scores", [(9, 14), (15, 9), (9, 20, 10), (9,), ()])
def test_less_than_the_reliable_change_is_no_deterioration(scores):
    assert reliable_deterioration(weekly("phq9", *scores)) is None


def test_a_critical_answer_is_told_at_once_with_numbers_only():
    concern = critical_answer("phq9", 9, 1, TODAY)

    assert concern.rule == "critical-item"
    assert concern.urgency is Urgency.NOW
    assert concern.facts == {"instrument": "phq9", "item": 9, "value": 1, "on": "2026-11-21"}


def test_whoever_asks_for_the_therapist_is_heard_at_once():
    concern = asked_for_therapist("asked", TODAY)

    assert concern.rule == "asked-for-therapist"
    assert concern.urgency is Urgency.NOW
    assert concern.facts == {"how": "asked", "on": "2026-11-21"}


def test_daily_items_are_judged_as_of_the_newest_day():
    days = (
        Day(TODAY - back * ONE_DAY, (("anxiety", 6 - back), ("mood", back)))
        for back in (3, 2, 1, 0)
    )

    found = of_days(DailyRecord(tuple(days)), DEFAULTS)

    assert found[Rule.DECLINING_MOOD].facts["set"] == [["falls", 3], ["minimum", 0]]
    assert found[Rule.RISING_ANXIETY] is not None
    assert found[Rule.BELOW_OWN_BASELINE] is None


def test_a_quiet_record_raises_nothing():
    assert not of_days(DailyRecord(), DEFAULTS)
    assert set(of_days(record(5, 5), DEFAULTS).values()) == {None}
    assert set(of_scores([weekly("gad7", 8, 8)], DEFAULTS).values()) == {None}


def test_a_rule_that_is_off_is_not_asked():
    off = with_settings(DEFAULTS, [parse("declining-mood=off")])

    assert Rule.DECLINING_MOOD not in of_days(record(7, 6, 4, 3), off)
    assert set(of_scores([weekly("gad7", 8, 12)], DEFAULTS)) == {Rule.RELIABLE_DETERIORATION}


def test_one_course_that_deteriorated_is_enough():
    found = of_scores([weekly("gad7", 8, 8), weekly("phq9", 9, 15)], DEFAULTS)

    assert found[Rule.RELIABLE_DETERIORATION].facts["instrument"] == "phq9"


def test_no_reliable_change_is_told_from_the_sixth_week_on_and_only_then():
    assert no_reliable_change(weekly("gad7", *[8] * 6)) is None
    assert no_reliable_change(weekly("gad7", *[8] * 7)).facts["since_weeks"] == 6
    assert no_reliable_change(weekly("gad7", *[8] * 6, 12)) is None
    assert no_reliable_change(weekly("gad7", *[8] * 6, 4)) is None


def test_a_threshold_counts_from_its_number_on_and_on_its_own_scale():
    assert score_threshold(weekly("phq9", 3, 20), "phq9", 20).facts["score"] == 20
    assert score_threshold(weekly("phq9", 21, 19), "phq9", 20) is None
    assert score_threshold(weekly("phq9", 20), "gad7", 20) is None


@pytest.mark.parametrize(
    ("marks", "is_a_concern"),
    [
        pytest.param("x" * 28 + "x" * 3 + "-" * 4, True, id="three of seven, after all of them"),
        pytest.param("x" * 28 + "xxxx---", False, id="four of seven is not below half"),
        pytest.param("x-" * 14 + "x------", True, id="less than half of half"),
        pytest.param("x-" * 14 + "xx-----", False, id="two of seven is more than a quarter"),
        pytest.param("x" * 6 + "-" * 7, False, id="six days before are too few to compare with"),
        pytest.param("-" * 35, False, id="who never answered does not answer less"),
        pytest.param("", False, id="nothing was due"),
    ],
)
def test_engagement_declines_when_less_than_half_of_the_usual_share_is_answered(
    marks, is_a_concern
):
    assert (engagement_decline(attendance(marks)) is not None) is is_a_concern


def test_a_late_answer_counts_as_an_answer():
    late = attendance("xxx--").with_late_answer(TODAY + 4 * ONE_DAY)

    assert missed_check_ins(attendance("xxx--")) is not None
    assert missed_check_ins(late) is None
    assert late.with_late_answer(TODAY) == late


def test_the_usual_gap_of_a_journal_is_the_client_s_own():
    every_other_day = [TODAY - back * ONE_DAY for back in (12, 10, 8, 6)]
    weekly_entries = [TODAY - back * ONE_DAY for back in (27, 20, 13, 6)]

    assert no_journal(every_other_day, TODAY).facts["gap"] == 6
    assert no_journal(every_other_day, TODAY - ONE_DAY) is None
    assert no_journal(weekly_entries, TODAY) is None
    assert no_journal(every_other_day[:2], TODAY) is None


def test_homework_and_practice_wait_for_more_than_their_days():
    given = [Assigned(TODAY - 2 * ONE_DAY), Assigned(TODAY - 9 * ONE_DAY, done_on=TODAY)]

    assert homework_overdue(given, TODAY) is None
    assert homework_overdue(given, TODAY + ONE_DAY).facts["waiting"] == 1


def test_a_gap_in_practice_counts_the_days_that_were_asked_about_since_the_last_one():
    practised = [TODAY - 9 * ONE_DAY, TODAY - 30 * ONE_DAY]
    asked = [TODAY - back * ONE_DAY for back in range(20)]

    assert practice_gap(practised, asked[4:]) is None
    assert practice_gap(practised, asked[3:]).facts == {
        "since": practised[0].isoformat(),
        "until": asked[3].isoformat(),
        "gap": 6,
    }
    assert practice_gap(practised, asked[3:], days=6) is None
    # Two check-ins of one day are one day, and what nobody asked about is none.
    assert practice_gap(practised, [*asked[4:], asked[4]]) is None
    assert practice_gap(practised, [asked[0], *asked[8:]]) is None
    assert practice_gap([], asked) is None


def test_messages_wait_in_working_hours_and_appointments_within_a_day():
    berlin = ZoneInfo("Europe/Berlin")
    hours = Hours.parse("mon-fri 09:00-17:00")
    friday = datetime(2026, 11, 20, 15, tzinfo=berlin)

    assert unanswered_message([friday], friday + timedelta(days=2), berlin, hours) is None
    assert (
        unanswered_message([friday], datetime(2026, 11, 23, 14, 59, tzinfo=berlin), berlin, hours)
        is None
    )
    found = unanswered_message([friday], datetime(2026, 11, 23, 15, tzinfo=berlin), berlin, hours)
    assert found.facts["waited"] == 8
    assert unanswered_message([], friday, berlin, hours) is None

    soon = Meeting(friday + timedelta(hours=24))
    assert unconfirmed_appointment([soon], friday, berlin).facts["on"] == "2026-11-21"
    assert unconfirmed_appointment([soon], friday, berlin, hours=23) is None
    assert unconfirmed_appointment([replace(soon, confirmed=True)], friday, berlin) is None


def test_facts_are_codes_dates_and_numbers_that_json_keeps():
    concerns = [
        declining_mood(record(7, 6, 4, 3), TODAY),
        rising_anxiety(record(3, 4, 6, 7, item="anxiety"), TODAY),
        below_own_baseline(record(*[6] * 28, 5, 5, 5), TODAY),
        missed_check_ins(attendance("xxx--")),
        engagement_decline(attendance("x" * 28 + "-" * 7)),
        reliable_deterioration(weekly("phq9", 9, 15)),
        no_reliable_change(weekly("phq9", *[9] * 7)),
        score_threshold(weekly("phq9", 20), "phq9", 20),
        critical_answer("phq9", 9, 1, TODAY),
        asked_for_therapist("asked", TODAY),
    ]

    assert [concern.rule for concern in concerns] == list(Rule)[: len(concerns)]
    for concern in concerns:
        assert json.loads(json.dumps(concern.facts)) == concern.facts
