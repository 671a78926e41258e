"""Three months ago and now: offered when there are two scores, and told from when before."""

from datetime import date, timedelta

from care.pictured import Glance, offered
from care.progress import Point, Trajectory
from care.then_and_now import LookedBack, Mean, looked_back, means_of, then_of
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


def daily(*ages: int, value: int = 5) -> tuple[tuple[date, int], ...]:
    """Days so many days ago, the oldest first."""
    return tuple((TODAY - timedelta(days=age), value) for age in ages)


def test_a_daily_item_is_compared_by_the_means_of_two_weeks_with_their_days():
    then = daily(97, 95, 91, 90, 84, value=4)
    now = daily(13, 9, 4, 0, value=7)
    beyond = (*daily(98, value=0), *then, *daily(83, 14, value=0), *now)

    assert means_of(beyond, TODAY) == (Mean(4, 5), Mean(7, 4))


def test_of_three_days_there_is_no_mean():
    enough, few = daily(95, 94, 93, 92), daily(95, 94, 93)
    lately = daily(3, 2, 1, 0)

    assert means_of((*few, *lately), TODAY) is None
    assert means_of((*enough, *lately[1:]), TODAY) is None
    assert means_of((*enough, *lately), TODAY) is not None


def test_days_make_it_ready_too_and_tell_from_when():
    days = daily(95, 94, 93, 92, 3, 2, 1, 0)
    young = daily(30, 29, 28, 27, 1)

    assert looked_back([], TODAY, [days]) == LookedBack(is_ready=True)
    assert looked_back([], TODAY, [young]) == LookedBack(ready_on=TODAY + timedelta(days=57))
    assert looked_back([], TODAY, [daily(60, 40, 20, 3)]) == LookedBack()
    ready_on = TODAY + timedelta(days=57)
    assert means_of((*young, *((ready_on, 5),) * 4), ready_on) is not None
