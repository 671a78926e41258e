"""What there is to say about a trajectory."""

from dataclasses import replace
from datetime import date, timedelta

from care.progress import Point, Trajectory
from care.told import told
from questionnaires.catalogue import instrument
from questionnaires.change import Change

MONDAY = date(2026, 3, 2)


def weekly(*scores: int | None) -> Trajectory:
    weeks = [(MONDAY + timedelta(weeks=week), score) for week, score in enumerate(scores)]
    points = tuple(Point(on, score) for on, score in weeks if score is not None)
    return Trajectory(instrument("phq9"), points, tuple(on for on, it in weeks if it is None))


def test_it_holds_what_the_picture_shows():
    it = told(weekly(19, None, 16, 11), bands_named=True)

    assert (it.instrument, it.readings, it.missed) == ("phq9", 3, 1)
    assert (it.baseline, it.latest) == (Point(MONDAY, 19), Point(MONDAY + timedelta(weeks=3), 11))
    assert (it.difference, it.change, it.band) == (-8, Change.IMPROVED, "moderate")


def test_a_band_is_not_told_where_bands_are_not_named():
    assert told(weekly(19, 11), bands_named=False).band is None


def test_one_score_is_no_change():
    it = told(weekly(19), bands_named=True)

    assert (it.change, it.difference, it.readings) == (None, 0, 1)


def test_the_first_six_weeks_are_early_and_the_seventh_check_in_is_not():
    assert told(weekly(*[12] * 6), bands_named=False).early
    assert not told(weekly(*[12] * 7), bands_named=False).early


def test_a_late_answer_is_not_missed():
    trajectory = replace(weekly(19, 16), missed=(MONDAY + timedelta(weeks=1),))

    assert told(trajectory, bands_named=False).missed == 0
