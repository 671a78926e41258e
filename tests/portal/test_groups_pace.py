"""A group takes twenty messages a minute, and a crisis card always finds room."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

from portal.buckets import GROUP_BURST, GROUP_PER_SECOND, Pace
from portal.clock import MovableClock

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
GROUP, ANA = UUID(int=1), UUID(int=2)


async def left(pace, clock, person, *, seconds, in_group, crisis=False):
    """How many of a hundred letters have left after this time, second by second."""
    waiting = [
        asyncio.create_task(pace.take(person, crisis=crisis, new_message=True, in_group=in_group))
        for _ in range(100)
    ]
    for second in range(seconds + 1):
        clock.jump(NOW + timedelta(seconds=second))
        for _ in range(5):
            await asyncio.sleep(0)
    done = sum(each.done() for each in waiting)
    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    return done


def test_the_burst_and_what_refills_in_a_minute_are_within_the_measure():
    assert GROUP_BURST + GROUP_PER_SECOND * 60 <= 20


async def test_a_group_gets_no_more_than_twenty_in_its_first_minute():
    clock = MovableClock(NOW)

    assert 10 < await left(Pace(clock), clock, GROUP, seconds=59, in_group=True) <= 20


async def test_a_private_chat_goes_on_getting_one_a_second():
    clock = MovableClock(NOW)

    assert await left(Pace(clock), clock, ANA, seconds=59, in_group=False) > 50


async def test_a_crisis_card_leaves_at_once_while_the_group_waits():
    clock = MovableClock(NOW)
    pace = Pace(clock)
    waiting = [
        asyncio.create_task(pace.take(GROUP, crisis=False, new_message=True, in_group=True))
        for _ in range(30)
    ]
    await asyncio.sleep(0)

    await asyncio.wait_for(pace.take(GROUP, crisis=True, new_message=True, in_group=True), 1)

    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
