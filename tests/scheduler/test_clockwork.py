"""The metronome ticks, and neither a slow round nor a failing one stops it."""

import asyncio
from datetime import timedelta

from structlog.testing import capture_logs

from scheduler.clockwork import Clockwork

SOON = timedelta(seconds=0.02)


class Round:
    """A round that counts how often it is made."""

    def __init__(self, *, fails=False, lasts=0.0):
        self.made = 0
        self.at_once = 0
        self.most_at_once = 0
        self._fails = fails
        self._lasts = lasts
        self._news = asyncio.Event()

    async def __call__(self):
        self.made += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self._news.set()
        await asyncio.sleep(self._lasts)
        self.at_once -= 1
        if self._fails:
            raise OSError("what a person wrote")

    async def until(self, times):
        async with asyncio.timeout(60):
            while self.made < times:
                await self._news.wait()
                self._news.clear()


async def test_every_round_is_made_again_and_again():
    plan, alerts = Round(), Round()
    clockwork = Clockwork({"plan": plan, "alerts": alerts}, {"plan": SOON, "alerts": SOON})

    clockwork.start()
    await plan.until(3)
    await alerts.until(3)
    clockwork.stop()

    assert plan.made >= 3


async def test_a_round_that_fails_is_made_again_and_stops_no_other():
    failing, whole = Round(fails=True), Round()
    clockwork = Clockwork({"a": failing, "b": whole}, {"a": SOON, "b": SOON})

    with capture_logs() as lines:
        clockwork.start()
        await failing.until(3)
        await whole.until(3)
        clockwork.stop()

    assert {"event": "round.failed", "round": "a", "trouble": "OSError", "log_level": "error"} in (
        lines
    )
    assert not any("a person" in str(line) for line in lines)


async def test_a_round_that_lasts_longer_than_its_interval_is_not_made_twice_at_once():
    slow = Round(lasts=0.1)
    clockwork = Clockwork({"slow": slow}, {"slow": SOON})

    clockwork.start()
    await slow.until(3)
    clockwork.stop()

    assert slow.most_at_once == 1


async def test_after_the_stop_nothing_begins_any_more():
    counted = Round()
    clockwork = Clockwork({"it": counted}, {"it": SOON})
    clockwork.start()
    await counted.until(1)

    clockwork.stop()
    clockwork.stop()
    made = counted.made
    await asyncio.sleep(0.1)

    assert counted.made == made


def test_a_clockwork_that_never_began_can_be_stopped():
    Clockwork({}, {}).stop()


async def test_a_clock_that_was_set_is_told_in_the_log_and_the_rounds_go_on():
    counted = Round()
    jumps = [timedelta(0), timedelta(hours=-1), timedelta(0)]
    clockwork = Clockwork(
        {"it": counted},
        {"it": SOON},
        jumped=lambda: jumps.pop(0) if jumps else timedelta(0),
        look=0.01,
    )

    with capture_logs() as lines:
        clockwork.start()
        await counted.until(10)
        clockwork.stop()

    assert {"event": "clock.jumped", "seconds": -3600, "log_level": "warning"} in lines
    assert len([line for line in lines if line["event"] == "clock.jumped"]) == 1


async def test_a_scheduler_that_waits_for_another_hour_ticks_from_now_on():
    counted = Round()
    set_back = [timedelta(hours=-1)]
    clockwork = Clockwork(
        {"it": counted},
        {"it": SOON},
        jumped=lambda: set_back.pop() if set_back else timedelta(0),
        look=0.05,
    )
    clockwork.start()
    # As it is after the clock was set back: the next tick lies an hour ahead.
    [job] = clockwork._scheduler.get_jobs()
    job.modify(next_run_time=job.next_run_time + timedelta(hours=1))
    made = counted.made

    await counted.until(made + 2)
    clockwork.stop()


async def test_a_round_that_is_told_to_end_with_the_clockwork_is_no_fault(caplog):
    slow = Round(lasts=60)
    clockwork = Clockwork({"a": slow}, {"a": SOON})

    with capture_logs() as lines:
        clockwork.start()
        await slow.until(1)
        clockwork.stop()
        await asyncio.sleep(0.05)

    assert lines == []
    assert [each for each in caplog.records if each.levelname == "ERROR"] == []
