"""How fast letters leave: the platform's limits kept, and room for a crisis letter always."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.buckets import BOT_PER_SECOND, CHAT_BURST, Bucket, Pace, backoff
from portal.clock import MovableClock

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANA, BEA = UUID(int=1), UUID(int=2)


def bucket(capacity=5, per_second=1, reserved=2):
    return Bucket(capacity, per_second, reserved, NOW)


def emptied(found, *, crisis=False):
    """How many letters leave at once."""
    count = 0
    while found.wait(NOW, crisis=crisis) == 0:
        count += 1
    return count


def test_a_full_bucket_lets_a_burst_pass_and_keeps_some_back():
    assert emptied(bucket()) == 3


def test_what_is_kept_back_is_for_crisis_letters():
    found = bucket()
    emptied(found)

    assert emptied(found, crisis=True) == 2


def test_an_empty_bucket_says_when_to_come_again():
    found = bucket()
    emptied(found)

    seconds = found.wait(NOW, crisis=False)

    assert found.wait(NOW + timedelta(seconds=seconds), crisis=False) == 0


def test_a_closed_bucket_lets_nothing_pass_before_its_time():
    found = bucket()
    found.close(NOW + timedelta(seconds=30))
    found.close(NOW + timedelta(seconds=10))

    assert found.wait(NOW + timedelta(seconds=20), crisis=True) == 10
    assert found.wait(NOW + timedelta(seconds=30), crisis=True) == 0


def test_a_clock_that_was_set_back_keeps_nobody_waiting_until_it_has_caught_up():
    found = bucket()
    emptied(found)
    found.close(NOW + timedelta(seconds=30))
    back = NOW - timedelta(hours=1)

    assert found.wait(back, crisis=False) == 30
    assert found.wait(back + timedelta(seconds=30), crisis=False) == 0


def test_a_bucket_that_is_full_again_may_be_forgotten():
    found = bucket()
    found.wait(NOW, crisis=False)

    assert not found.is_full(NOW)
    assert found.is_full(NOW + timedelta(seconds=1))


@given(st.lists(st.tuples(st.floats(0, 3), st.booleans()), min_size=1, max_size=60))
def test_never_more_than_the_burst_and_what_the_time_refills(steps):
    found, now, left = bucket(), NOW, 0
    for pause, crisis in steps:
        now += timedelta(seconds=pause)
        left += found.wait(now, crisis=crisis) == 0

    assert left <= 5 + (now - NOW).total_seconds() + 1e-6


async def test_letters_to_one_chat_slow_down_and_those_to_another_do_not():
    clock = MovableClock(NOW)
    pace = Pace(clock)
    for _ in range(CHAT_BURST - 2):
        await pace.take(ANA, crisis=False, new_message=True)

    waiting = asyncio.create_task(pace.take(ANA, crisis=False, new_message=True))
    await asyncio.sleep(0)
    await pace.take(BEA, crisis=False, new_message=True)

    assert not waiting.done()

    clock.jump(NOW + timedelta(seconds=1))
    await asyncio.wait_for(waiting, 60)


async def test_an_edit_costs_the_chat_nothing():
    pace = Pace(MovableClock(NOW))

    for _ in range(BOT_PER_SECOND - 5):
        await asyncio.wait_for(pace.take(ANA, crisis=False, new_message=False), 60)


async def test_a_crisis_letter_leaves_at_once_while_a_thousand_wait():
    clock = MovableClock(NOW)
    pace = Pace(clock)
    waiting = [
        asyncio.create_task(pace.take(UUID(int=n), crisis=False, new_message=True))
        for n in range(3, 203)
    ]
    await asyncio.sleep(0)

    await asyncio.wait_for(pace.take(ANA, crisis=True, new_message=True), 60)

    left = sum(each.done() for each in waiting)
    assert left <= BOT_PER_SECOND
    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_who_has_asked_for_something_passes_a_long_line_of_reminders():
    clock = MovableClock(NOW)
    pace = Pace(clock)
    waiting = [
        asyncio.create_task(pace.take(UUID(int=n), crisis=False, new_message=True, in_line=True))
        for n in range(3, 203)
    ]
    await settled()
    reply = asyncio.create_task(pace.take(ANA, crisis=False, new_message=True))
    await settled()
    assert not reply.done()

    clock.jump(NOW + timedelta(seconds=0.1))
    await settled()

    assert reply.done()
    assert sum(each.done() for each in waiting) <= BOT_PER_SECOND
    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def settled():
    """Everybody has gone as far as they can at this instant."""
    for _ in range(1000):
        await asyncio.sleep(0)


async def test_a_429_without_a_chat_closes_the_whole_bot_and_one_with_a_chat_does_not():
    clock = MovableClock(NOW)
    pace = Pace(clock)
    pace.close(ANA, NOW + timedelta(seconds=5), whole_bot=False)
    await asyncio.wait_for(pace.take(BEA, crisis=False, new_message=True), 60)

    pace.close(ANA, NOW + timedelta(seconds=5), whole_bot=True)
    waiting = asyncio.create_task(pace.take(BEA, crisis=True, new_message=True))
    await asyncio.sleep(0)

    assert not waiting.done()

    clock.jump(NOW + timedelta(seconds=5))
    await asyncio.wait_for(waiting, 60)


@pytest.mark.parametrize("tries", [0, 1, 5, 30])
def test_waits_grow_up_to_five_minutes_and_for_a_crisis_letter_to_ten_seconds(tries):
    assert backoff(tries, crisis=True) <= timedelta(seconds=10)
    assert backoff(tries, crisis=True) <= backoff(tries, crisis=False) <= timedelta(minutes=5)
    assert backoff(tries, crisis=False) <= backoff(tries + 1, crisis=False)
