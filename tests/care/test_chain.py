"""The chain: everybody in turn, who is not there passed over, and never silence."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.chain import LONGEST_PAUSE, Chain, next_step, ordered
from care.local_time import Hours, zone
from care.people import StaffId

MIRA, JONAS, VERA = (StaffId(UUID(int=number)) for number in (1, 2, 3))
BERLIN = zone("Europe/Berlin")
DAY = Hours.parse("mon-sun 08:00-22:00")
NOON = datetime(2026, 11, 2, 11, tzinfo=UTC)
NIGHT = datetime(2026, 11, 2, 21, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 3, 7, tzinfo=UTC)
TEN = timedelta(minutes=10)
THREE = Chain((MIRA, JONAS, VERA))
ALONE = Chain((MIRA,))


def steps(chain, asked=False, now=NOON, starts=False, level=0, urgent=DAY):
    return next_step(chain, level, starts=starts, asked=asked, now=now, zone=BERLIN, urgent=urgent)


def test_the_therapist_comes_first_and_nobody_twice():
    assert ordered(JONAS, None, [MIRA, JONAS], [VERA, MIRA]) == (JONAS, MIRA, VERA)


def test_who_is_on_call_comes_next_after_the_therapist():
    assert ordered(MIRA, VERA, [JONAS], [VERA]) == (MIRA, VERA, JONAS)
    assert ordered(MIRA, MIRA, [JONAS], []) == (MIRA, JONAS)


def test_another_on_call_takes_over_where_nobody_is_told_twice_or_left_out():
    longer = Chain((MIRA, VERA, JONAS))
    shorter = Chain((MIRA, JONAS))

    # Behind the therapist, and behind the last: level 0 or 1 of two, 0 or 2 of three.
    assert [longer.follows_on(level, shorter) for level in range(4)] == [0, 2, 3, 5]
    assert [shorter.follows_on(level, longer) for level in range(3)] == [0, None, 1]
    assert longer.follows_on(0, ALONE) == 0


def test_levels_go_through_the_chain_again_and_again():
    told, level = [], 0
    for _ in range(7):
        told.append(THREE.at(level))
        level = THREE.following(level)

    assert told == [MIRA, JONAS, VERA, MIRA, JONAS, VERA, MIRA]


def test_who_is_absent_is_passed_over_unless_everybody_is():
    assert Chain(THREE.members, frozenset({JONAS})).following(0) == 2
    assert Chain(THREE.members, frozenset(THREE.members)).following(0) == 1


def test_while_the_therapist_is_absent_the_next_is_told_at_once_as_well():
    assert THREE.at_once() == (0,)
    assert Chain(THREE.members, frozenset({MIRA})).at_once() == (0, 1)
    assert Chain(THREE.members, frozenset({MIRA, JONAS})).at_once() == (0, 2)
    assert Chain(THREE.members, frozenset(THREE.members)).at_once() == (0, 1)
    assert Chain((MIRA,), frozenset({MIRA})).at_once() == (0,)


def test_a_chain_begins_at_any_hour_for_who_asked_else_with_the_urgent_hours():
    assert steps(THREE, asked=True, now=NIGHT, starts=True) == NIGHT + TEN
    assert steps(THREE, now=NIGHT, starts=True) == MORNING + TEN
    assert steps(THREE, starts=True) == NOON + TEN
    assert steps(THREE, starts=True, urgent=Hours()) is None


def test_what_has_begun_goes_on_to_the_end_and_repeats_only_in_urgent_hours():
    assert steps(THREE, now=NIGHT, level=1) == NIGHT + TEN
    assert steps(THREE, now=NIGHT, level=2) == MORNING
    assert steps(THREE, now=NIGHT, level=2, asked=True) == NIGHT + TEN
    assert steps(ALONE, now=NIGHT, level=0, asked=True) == NIGHT + TEN
    assert steps(THREE, level=2, urgent=Hours()) is None


@pytest.mark.parametrize(("level", "minutes"), [(0, 10), (1, 10), (2, 10), (5, 20), (8, 40)])
def test_each_time_through_in_vain_waits_twice_as_long(level, minutes):
    assert THREE.pause(level) == timedelta(minutes=minutes)


@given(
    st.integers(0, 10_000),
    st.sets(st.sampled_from(THREE.members)),
    st.integers(1, 24 * 60),
)
def test_no_step_goes_back_stands_still_or_waits_for_ever(level, absent, minutes):
    chain = Chain(THREE.members, frozenset(absent), timedelta(minutes=minutes))

    assert level < chain.following(level) <= level + 3
    assert chain.after <= chain.pause(level) <= max(chain.after, LONGEST_PAUSE)
    if absent != set(THREE.members):
        assert chain.at(chain.following(level)) not in absent
