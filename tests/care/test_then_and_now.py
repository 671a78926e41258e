"""Three months ago and now: offered when there are two scores, and told from when before."""

from datetime import date, timedelta

from care.pictured import Glance, offered
from care.progress import Point, Trajectory
from care.then_and_now import LookedBack, looked_back, then_of
from questionnaires.catalogue import instrument

TODAY = date(2026, 3, 29)


def course(*ages: int) -> Trajectory:
    """Scores so many days old, the oldest first."""
    points = tuple(Point(TODAY - timedelta(days=age), age % 20) for age in ages)
    return Trajectory(instrument("phq9"), points)


def test_the_score_nearest_to_three_months_ago_stands_beside_the_newest():
    then = then_of(course(200, 110, 95, 75, 3), TODAY)

    assert then is not None
    assert then.on == TODAY - timedelta(days=95)


def test_nothing_is_offered_before_there_is_something_so_old_and_the_day_is_told():
    young = looked_back([course(40, 12, 3)], TODAY)

    assert young == LookedBack(is_ready=False, ready_on=TODAY + timedelta(days=30))
    assert Glance.THEN not in offered(young)
    assert Glance.THEN in offered(looked_back([course(40, 3), course(91, 3)], TODAY))


def test_an_old_score_alone_is_nothing_to_compare_and_no_day_is_promised():
    assert looked_back([course(90)], TODAY) == LookedBack()
    assert looked_back([course(300)], TODAY) == LookedBack()
    assert looked_back([], TODAY) == LookedBack()


def test_two_numbers_are_offered_where_they_may_be_seen():
    assert Glance.LINKS not in offered(LookedBack())
    assert Glance.LINKS in offered(LookedBack(), links=True)
