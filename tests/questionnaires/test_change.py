"""Promises of change: measurement error is no change, and direction is the instrument's own."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.catalogue import instrument
from questionnaires.change import (
    Change,
    Course,
    caseness,
    gain,
    reached,
    recovery,
    reliable_change,
    reliable_improvement,
    reliable_recovery,
    remission,
    response,
)
from questionnaires.instrument import CutOff, Direction, ReliableChange

PHQ9, GAD7 = instrument("phq9").total, instrument("gad7").total
MOOD = instrument("pulse").measure("mood")
SWLS, SESSION = instrument("swls").total, instrument("session").total
WELLBEING = replace(
    PHQ9,
    code="wellbeing",
    higher_is=Direction.BETTER,
    cut_offs=(CutOff("caseness", 10, "A book"), CutOff("remission", 20, "A book")),
)
MIRROR = {
    Change.IMPROVED: Change.DETERIORATED,
    Change.UNCHANGED: Change.UNCHANGED,
    Change.DETERIORATED: Change.IMPROVED,
}
scores = st.integers(0, 27)


@pytest.mark.parametrize(
    ("held", "baseline", "latest", "expected"),
    [
        (PHQ9, 15, 9, Change.IMPROVED),
        (PHQ9, 15, 10, Change.UNCHANGED),
        (PHQ9, 15, 20, Change.UNCHANGED),
        (PHQ9, 15, 21, Change.DETERIORATED),
        (GAD7, 12, 8, Change.IMPROVED),
        (GAD7, 12, 9, Change.UNCHANGED),
        (GAD7, 12, 16, Change.DETERIORATED),
        (WELLBEING, 9, 15, Change.IMPROVED),
        (WELLBEING, 15, 9, Change.DETERIORATED),
    ],
)
def test_a_change_is_reliable_from_the_published_difference_on(held, baseline, latest, expected):
    assert reliable_change(held, baseline, latest) is expected


@given(scores, scores)
def test_the_way_back_is_the_opposite_change(baseline, latest):
    there, back = reliable_change(PHQ9, baseline, latest), reliable_change(PHQ9, latest, baseline)

    assert back is MIRROR[there]


@given(scores, scores)
def test_the_other_direction_judges_the_same_difference_the_other_way(baseline, latest):
    turned = reliable_change(WELLBEING, baseline, latest)

    assert turned is MIRROR[reliable_change(PHQ9, baseline, latest)]


@given(scores, scores, st.integers(0, 27))
def test_a_change_depends_on_the_difference_alone(baseline, latest, shift):
    moved = reliable_change(PHQ9, baseline + shift, latest + shift)

    assert moved is reliable_change(PHQ9, baseline, latest)


@given(scores)
def test_no_difference_is_no_change(score):
    assert reliable_change(PHQ9, score, score) is Change.UNCHANGED


def test_binary_dust_hides_no_change_of_a_mean():
    held = replace(PHQ9, reliable_change=ReliableChange(0.7, "A book"))

    assert reliable_change(held, 1.6, 2.3) is Change.DETERIORATED
    assert reliable_change(held, 2.3, 1.6) is Change.IMPROVED


def test_without_a_known_error_nothing_is_called_unchanged():
    assert reliable_change(replace(PHQ9, reliable_change=None), 20, 2) is None
    assert reliable_change(MOOD, 2, 9) is None


@pytest.mark.parametrize(
    ("held", "score", "expected"),
    [
        (PHQ9, 9, False),
        (PHQ9, 10, True),
        (GAD7, 7, False),
        (GAD7, 8, True),
        (WELLBEING, 10, True),
        (WELLBEING, 11, False),
        (MOOD, 3, None),
    ],
)
def test_a_case_is_a_score_at_the_cut_off_or_beyond(held, score, expected):
    assert caseness(held, score) is expected


@pytest.mark.parametrize(
    ("held", "score", "expected"),
    [
        (PHQ9, 4, True),
        (PHQ9, 5, False),
        (WELLBEING, 20, False),
        (WELLBEING, 21, True),
        (GAD7, 0, None),
    ],
)
def test_remission_is_a_phq9_below_5(held, score, expected):
    assert remission(held, score) is expected


@given(scores)
def test_nobody_in_remission_is_a_case(score):
    assert not (remission(PHQ9, score) and caseness(PHQ9, score))


@pytest.mark.parametrize(
    ("held", "baseline", "latest", "expected"),
    [
        (PHQ9, 20, 10, True),
        (PHQ9, 20, 11, False),
        (PHQ9, 21, 11, False),
        (PHQ9, 0, 0, None),
        (WELLBEING, 7, 17, True),
        (WELLBEING, 7, 16, False),
        (MOOD, 2, 6, True),
        (MOOD, 2, 5, False),
    ],
)
def test_a_response_is_half_of_the_trouble_gone(held, baseline, latest, expected):
    assert response(held, baseline, latest) is expected


def test_recovery_needs_both_measures_below_their_cut_offs():
    low_mood, anxiety = Course(PHQ9, 16, 8), Course(GAD7, 12, 8)

    assert recovery(low_mood) is True
    assert recovery(low_mood, anxiety) is False
    assert recovery(low_mood, replace(anxiety, latest=7)) is True


def test_one_case_at_the_start_is_enough_to_recover_from():
    assert recovery(Course(PHQ9, 16, 8), Course(GAD7, 3, 3)) is True


def test_a_new_case_on_the_other_measure_is_no_recovery():
    assert recovery(Course(PHQ9, 16, 8), Course(GAD7, 3, 9)) is False


def test_nobody_recovers_who_was_no_case():
    assert recovery(Course(PHQ9, 9, 2), Course(GAD7, 7, 2)) is None
    assert recovery(Course(MOOD, 9, 2)) is None


def test_reliable_improvement_is_spoilt_by_a_reliable_deterioration():
    better = Course(PHQ9, 16, 8)

    assert reliable_improvement(better, Course(GAD7, 9, 12)) is True
    assert reliable_improvement(better, Course(GAD7, 9, 13)) is False
    assert reliable_improvement(Course(PHQ9, 16, 12)) is False
    assert reliable_improvement(Course(MOOD, 9, 2)) is None


def test_reliable_recovery_is_recovery_beyond_measurement_error():
    assert reliable_recovery(Course(PHQ9, 16, 8), Course(GAD7, 12, 7)) is True
    assert reliable_recovery(Course(PHQ9, 11, 9)) is False
    assert reliable_recovery(Course(PHQ9, 26, 16)) is False
    assert reliable_recovery(Course(PHQ9, 9, 1)) is None


@given(scores, scores)
def test_reliable_recovery_never_goes_without_both_its_parts(baseline, latest):
    course = Course(PHQ9, baseline, latest)

    if reliable_recovery(course):
        assert recovery(course)
        assert reliable_improvement(course)


def test_changes_are_stored_by_their_name():
    assert [str(each) for each in Change] == ["improved", "unchanged", "deteriorated"]


@pytest.mark.parametrize(
    ("held", "earlier", "later", "expected"),
    [(PHQ9, 15, 9, 6), (PHQ9, 9, 15, -6), (SWLS, 12, 20, 8), (SESSION, 7.5, 5.25, -2.25)],
)
def test_a_gain_is_a_step_in_the_right_direction(held, earlier, later, expected):
    assert gain(held, earlier, later) == expected


def test_where_higher_is_better_a_response_is_counted_from_the_upper_end():
    assert response(SWLS, 11, 23) is True
    assert response(SWLS, 11, 22) is False


@pytest.mark.parametrize(
    ("phq9", "gad7", "recovered", "improved", "reliably_recovered"),
    [
        ((14, 8), (11, 6), True, True, True),
        # Below both cut-offs, but by less than measurement error explains.
        ((11, 9), (9, 7), True, False, False),
        # A case on anxiety still.
        ((18, 8), (14, 8), False, True, False),
        # Never a case: nothing to recover from.
        ((9, 1), (7, 1), None, True, None),
        # Better on one measure and reliably worse on the other.
        ((16, 4), (2, 7), True, False, False),
    ],
)
def test_recovery_and_reliable_improvement_are_those_of_nhs_talking_therapies(
    phq9, gad7, recovered, improved, reliably_recovered
):
    courses = Course(PHQ9, *phq9), Course(GAD7, *gad7)

    assert recovery(*courses) is recovered
    assert reliable_improvement(*courses) is improved
    assert reliable_recovery(*courses) is reliably_recovered


def test_each_subscale_is_judged_by_itself():
    cluster = instrument("phq4").measure("gad2")

    assert reached(cluster, "screening", 3) is True
    assert reached(cluster, "screening", 2) is False
    assert caseness(cluster, 6) is None
