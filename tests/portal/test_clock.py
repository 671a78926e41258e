"""Clocks: the machine's own, and the one that the sandbox and tests move."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest

from portal.clock import Clock, ClockRunsForward, MovableClock, SystemClock, Watch

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Stopwatch:
    """Real time as a test lets it pass."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def sleeping(clock: Clock, seconds: float, name: str, woken: list[str]) -> asyncio.Task[None]:
    async def sleep() -> None:
        await clock.sleep(seconds)
        woken.append(name)

    return asyncio.create_task(sleep())


def test_the_system_clock_tells_an_aware_time_in_utc():
    clock: Clock = SystemClock()

    earlier, later = clock.now(), clock.now()

    assert earlier.tzinfo is UTC
    assert earlier <= later


async def test_the_system_clock_sleeps():
    loop = asyncio.get_running_loop()
    before = loop.time()

    await SystemClock().sleep(0.01)

    assert loop.time() - before >= 0.009


def test_a_standing_clock_shows_the_same_time_until_it_is_moved():
    stopwatch = Stopwatch()
    clock = MovableClock(MONDAY, elapsed=stopwatch)

    stopwatch.seconds += 3600

    assert clock.now() == MONDAY
    clock.jump(MONDAY + HOUR)
    assert clock.now() == MONDAY + HOUR


def test_a_running_clock_keeps_pace_with_real_time_before_and_after_a_jump():
    stopwatch = Stopwatch()
    clock = MovableClock(MONDAY, running=True, elapsed=stopwatch)

    stopwatch.seconds += 60
    assert clock.now() == MONDAY + timedelta(seconds=60)

    clock.jump(MONDAY + HOUR)
    stopwatch.seconds += 5
    assert clock.now() == MONDAY + HOUR + timedelta(seconds=5)


def test_no_clock_goes_back():
    stopwatch = Stopwatch()
    clock = MovableClock(MONDAY, running=True, elapsed=stopwatch)
    stopwatch.seconds += 60

    with pytest.raises(ClockRunsForward, match="cannot go back to 2026-03-02 09:00:59"):
        clock.jump(MONDAY + timedelta(seconds=59))

    assert clock.now() == MONDAY + timedelta(seconds=60)


def test_a_jump_to_the_present_is_none():
    clock = MovableClock(MONDAY)

    clock.jump(MONDAY)

    assert clock.now() == MONDAY


def test_times_of_any_zone_are_taken_and_told_in_utc():
    two_hours_east = timezone(timedelta(hours=2))

    clock = MovableClock(datetime(2026, 3, 2, 11, 0, tzinfo=two_hours_east))
    clock.jump(datetime(2026, 3, 2, 12, 0, tzinfo=two_hours_east))

    assert clock.now() == MONDAY + HOUR
    assert clock.now().tzinfo is UTC


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        MovableClock(MONDAY.replace(tzinfo=None))
    with pytest.raises(ValueError, match="aware"):
        MovableClock(MONDAY).jump((MONDAY + HOUR).replace(tzinfo=None))


async def test_who_sleeps_on_a_standing_clock_wakes_with_the_jump_that_reaches_the_time():
    clock, woken = MovableClock(MONDAY), []
    task = sleeping(clock, 60, "sleeper", woken)
    await settle()

    clock.jump(MONDAY + timedelta(seconds=59))
    await settle()
    assert woken == []

    clock.jump(MONDAY + timedelta(seconds=60))
    await task
    assert woken == ["sleeper"]


async def test_one_jump_wakes_everybody_it_passes_in_the_order_of_their_times():
    clock, woken = MovableClock(MONDAY), []
    tasks = [
        sleeping(clock, seconds, name, woken)
        for seconds, name in ((30, "third"), (10, "first"), (20, "second"), (7200, "later"))
    ]
    await settle()

    clock.jump(MONDAY + HOUR)
    await settle()

    assert woken == ["first", "second", "third"]
    tasks[-1].cancel()


async def test_a_running_clock_wakes_by_running():
    clock, woken = MovableClock(MONDAY, running=True), []

    await asyncio.wait_for(sleeping(clock, 0.01, "sleeper", woken), 60)

    assert woken == ["sleeper"]
    assert clock.now() >= MONDAY + timedelta(seconds=0.01)


async def test_a_running_clock_wakes_by_a_jump():
    clock, woken = MovableClock(MONDAY, running=True), []
    task = sleeping(clock, 3600, "sleeper", woken)
    await settle()

    clock.jump(clock.now() + HOUR)
    await asyncio.wait_for(task, 60)

    assert woken == ["sleeper"]


async def test_a_jump_that_falls_short_leaves_only_the_rest_to_sleep():
    clock, woken = MovableClock(MONDAY, running=True), []
    task = sleeping(clock, 3600, "sleeper", woken)
    await settle()

    clock.jump(MONDAY + timedelta(seconds=3599.9))
    await settle()
    assert woken == []

    await asyncio.wait_for(task, 60)
    assert clock.now() >= MONDAY + HOUR


async def test_sleeping_for_no_time_lets_others_go_first():
    clock, woken = MovableClock(MONDAY), []

    task = sleeping(clock, 0, "sleeper", woken)
    await asyncio.sleep(0)
    assert woken == []

    await task
    assert woken == ["sleeper"]


async def test_a_sleeper_that_is_cancelled_is_forgotten():
    clock, woken = MovableClock(MONDAY), []
    cancelled = sleeping(clock, 10, "cancelled", woken)
    other = sleeping(clock, 10, "other", woken)
    await settle()

    cancelled.cancel()
    clock.jump(MONDAY + HOUR)
    with suppress(asyncio.CancelledError):
        await cancelled
    await other

    assert woken == ["other"]


async def test_a_sleeper_waits_without_looking_at_the_clock_again_and_again():
    looks = 0

    def elapsed() -> float:
        nonlocal looks
        looks += 1
        return asyncio.get_running_loop().time()

    clock = MovableClock(MONDAY, running=True, elapsed=elapsed)

    await clock.sleep(0.05)

    assert looks < 10


class Settable:
    """A clock that somebody sets."""

    def __init__(self) -> None:
        self.at = MONDAY

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        raise NotImplementedError


@pytest.mark.parametrize("by", [HOUR, -HOUR, timedelta(seconds=-90)])
def test_a_clock_that_was_set_is_noticed_once(by):
    clock, elapsed = Settable(), Stopwatch()
    watch = Watch(clock, elapsed)

    clock.at += timedelta(seconds=5)
    elapsed.seconds += 5
    assert watch.jumped() == timedelta(0)

    clock.at += timedelta(seconds=5) + by
    elapsed.seconds += 5
    assert watch.jumped() == by
    assert watch.jumped() == timedelta(0)


def test_a_clock_that_is_corrected_little_by_little_is_no_news():
    clock, elapsed = Settable(), Stopwatch()
    watch = Watch(clock, elapsed)

    for _ in range(10):
        clock.at += timedelta(seconds=6)
        elapsed.seconds += 5
        assert watch.jumped() == timedelta(0)
