"""A pause: nothing is asked, nothing counts, it ends by itself with one word, and costs nothing."""

import pytest

from care.people import ClientStatus
from store import people
from tests.world import BERLIN


@pytest.fixture
def engine():
    return "sqlite"


async def status(world, ana):
    return (await world.read(people.clients, [ana.id]))[ana.id].status


async def home_of(world):
    await world.mira.open_home()
    await world.settle()
    return str(world.mira.home().blocks)


async def test_a_pause_asks_nothing_and_ends_by_itself_with_the_next_check_in(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await ana.say("/pause 5d")

    assert "I pause until Sat 7 Nov, 19:30." in ana.last
    before = len(ana.received)
    assert "paused until Sat 7 Nov, 19:30" in await home_of(world)

    await world.until(5, "19:00")

    assert len(ana.received) == before
    assert world.cards == []

    await world.until(5, "19:30")

    assert len(ana.received) == before + 1
    assert ana.last.startswith("Your break is over. There is nothing to catch up on.")
    assert await status(world, ana) is ClientStatus.ACTIVE
    assert "Not heard from lately" not in await home_of(world)

    await world.until(6)

    assert ana.last.startswith("Your check-in for today.")


async def test_the_days_of_a_pause_count_as_neither_answered_nor_missed(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.say("/pause")
    await ana.tap("1 week")

    await world.until(8, "19:00")

    assert [day.day for day in await world.attendance(ana)] == [2, 3]
    assert await world.alerts(ana) == ()


async def test_who_likes_checks_in_during_a_pause_and_what_was_open_stays_open(world):
    ana = await world.join()
    await world.pass_time(minutes=1)
    await ana.say("/pause 3d")

    await ana.pulse(5, 5, 5)

    assert ana.told("Saved.") == 1

    await world.until(1, "12:00")
    await ana.say("/checkin")
    await ana.pulse(6, 6, 6)

    assert len(await world.attendance(ana)) == 2
    assert await status(world, ana) is ClientStatus.PAUSED


async def test_a_pause_is_ended_early_and_is_told_of_no_second_time(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await ana.say("/pause 2 semanas")
    await world.until(2, "12:00")

    await ana.say("/resume")

    assert ana.last == "Good to have you back. I will write around 19:30."

    await world.until(2)

    assert ana.told("Your break is over") == 0
    assert ana.told("Your check-in for today.") == 1

    await ana.say("/resume")

    assert ana.last == "There is no break at the moment. I write around 19:30."


async def test_a_stop_ends_a_pause_for_good(world):
    ana = await world.join()
    await ana.say("/pause 3d")
    await ana.say("/stop")
    await ana.tap("Stop everything")
    before = len(ana.received)

    await world.until(6, "23:00", BERLIN)

    assert len(ana.received) == before
    assert await status(world, ana) is ClientStatus.STOPPED


async def test_who_has_no_check_ins_hears_the_one_word_by_itself(world):
    ana = await world.join()
    await ana.say("/sharing")
    await ana.tap("Check-ins: switch off")
    await ana.say("/pause 3d")

    await world.until(5, "23:00")

    assert ana.told("Your break is over") == 1
