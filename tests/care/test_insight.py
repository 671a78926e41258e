"""An insight: enough days on both sides, the same answer every time, and never more than it is."""

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from care.insight import Insight, Link, insight

FIRST = date(2026, 3, 2)


def days(*values: int | None) -> dict[date, int]:
    return {
        FIRST + timedelta(days=at): value for at, value in enumerate(values) if value is not None
    }


def test_days_with_and_without_are_told_apart_with_their_means():
    found = insight(days(*[15, 0] * 12), days(*[3, 6] * 12), at_least=10)

    assert found is not None
    assert (len(found.with_it), len(found.without)) == (12, 12)
    assert (found.mean_with, found.mean_without, found.difference) == (3, 6, -3)
    assert (found.link, found.by_chance) == (Link.LOWER, 1)


def test_fewer_than_ten_days_on_a_side_say_nothing():
    assert insight(days(*[15] * 9, *[0] * 20), days(*[3] * 29), at_least=10) is None
    assert insight(days(*[15] * 20, *[0] * 9), days(*[3] * 29), at_least=10) is None
    assert insight(days(*[15] * 10, *[0] * 10), days(*[3] * 20), at_least=10) is not None


def test_a_day_of_which_one_half_is_unknown_does_not_count():
    felt = days(*[3, 6] * 10)
    counted = days(*[15, 0] * 9, None, 0)

    assert insight(counted, felt, at_least=10) is None


def test_the_next_day_is_another_question_than_the_same_day():
    counted, felt = days(*[15, 0] * 13), days(*[6, 3] * 13)

    same, later = (insight(counted, felt, at_least=10, days_later=each) for each in (0, 1))

    assert same is not None
    assert later is not None
    assert (same.link, later.link) == (Link.HIGHER, Link.LOWER)


def test_what_shuffled_days_do_as_well_is_no_link():
    found = insight(days(*[15, 0] * 12), days(*[4, 5, 5, 4] * 6), at_least=10)

    assert found is not None
    assert found.link is Link.NONE
    assert found.by_chance > 50


def test_equal_values_are_no_link_whatever_is_shuffled():
    assert Insight((4,) * 10, (4,) * 10, 1).link is Link.NONE


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 10), min_size=24, max_size=40))
def test_the_same_days_give_the_same_answer_and_chance_is_never_nought(values):
    counted = days(*[15 if at % 2 else 0 for at in range(len(values))])

    one, other = (insight(counted, days(*values), at_least=10) for _ in range(2))

    assert one == other
    assert one is not None
    assert 1 <= one.by_chance <= 100


@settings(max_examples=5, deadline=None)
@given(st.lists(st.integers(0, 10), min_size=20, max_size=20))
def test_chance_is_counted_over_every_way_of_dealing_the_days_out(values):
    counted = days(*[15 if at % 2 else 0 for at in range(20)])
    found = insight(counted, days(*values), at_least=10)
    total, seen = sum(values), sum(values[1::2])

    # With ten days on each side, the difference is twice the sum of one side less the total.
    dealt = combinations(values, 10)
    ways = [abs(2 * sum(each) - total) >= abs(2 * seen - total) for each in dealt]

    assert found is not None
    assert found.by_chance == -(-sum(ways) * 100 // len(ways))
