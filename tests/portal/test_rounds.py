"""What is asked when: local times, one message a day, and nothing missed that was never asked."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from care.alerts import AlertState
from portal.sandboxed import BOT
from sandbox.telegram import Kind
from store import people
from tests.world import GAD7, MONDAY, PHQ9, at, spoken
from tests.world import world as made

LISBON, AUCKLAND = ZoneInfo("Europe/Lisbon"), ZoneInfo("Pacific/Auckland")
TODAY = "Your check-in for today."
AGAIN = "This one is still open, if you like."


class Prompts:
    """Counts what the bot posts unasked: edits of a message do not change what it was."""

    def __init__(self, world):
        self.at = []
        world.sandbox.telegram.watch(self._heard)

    def _heard(self, happening):
        message = happening.message
        if message is None or not message.from_bot or happening.kind is not Kind.POSTED:
            return
        if TODAY in message.text or AGAIN in message.text:
            self.at.append((message.chat_id, happening.at))

    def of(self, client, zone):
        """When this client was written to, as days after the start and local time."""
        found = [when.astimezone(zone) for chat, when in self.at if chat == client.person.id]
        return [((each.date() - MONDAY.date()).days, f"{each:%H:%M}") for each in found]


@pytest.fixture
def prompts(world):
    return Prompts(world)


async def test_check_ins_open_at_the_local_time_of_each_client(world, prompts):
    ana = await world.join("Ana", at="evening", zone_name="Europe/Lisbon")
    tui = await world.join("Tui", at="morning", zone_name="Pacific/Auckland")

    await world.until(2, "23:00")

    assert prompts.of(ana, LISBON) == [(1, "19:30"), (2, "19:30")]
    assert prompts.of(tui, AUCKLAND) == [(1, "08:30"), (2, "08:30"), (3, "08:30")]


async def test_one_message_a_day_holds_everything_that_is_due(world, prompts):
    ana = await world.join()
    await ana.pulse(5, 5, 5)

    await world.until(1, "23:00")

    assert prompts.of(ana, at(0, "00:00").tzinfo) == [(1, "19:30")]

    await ana.pulse(5, 5, 5)

    assert ana.last == "Also open, whenever it suits you:"
    assert ana.labels() == [PHQ9, "Help now"]


async def test_a_questionnaire_is_reminded_of_once_inside_the_message_of_the_next_day(
    world, prompts
):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)

    await world.until(2, "23:00")
    await ana.pulse(5, 5, 5)

    assert ana.labels() == [PHQ9, GAD7, "Help now"]

    await world.until(3, "23:00")

    assert prompts.of(ana, MONDAY.tzinfo) == [(1, "19:30"), (2, "19:30"), (3, "19:30")]
    assert ana.told(AGAIN) == 0


async def test_a_check_in_that_was_asked_and_not_answered_is_missed(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)

    await world.until(2, "13:29")
    before = await world.attendance(ana)
    await world.until(2, "13:30")

    assert list(before.values()) == [True]
    assert list((await world.attendance(ana)).values()) == [True, False]


async def test_a_questionnaire_left_open_for_three_days_is_a_gap_in_the_picture(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)

    await world.until(4, "19:30")

    assert list((await world.attendance(ana, "phq9")).values()) == [False]


@pytest.mark.parametrize("hours", [26, 36, 7 * 24])
async def test_after_an_outage_a_client_gets_one_message_that_day_and_missed_nothing(
    world, prompts, hours
):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.sandbox.stop()

    world.leap(hours=hours)
    await world.sandbox.start()
    await world.sandbox.tick()
    back = (world.now.astimezone(MONDAY.tzinfo) + timedelta(hours=3)).date() - MONDAY.date()
    await world.until(back.days, "23:59")

    assert prompts.of(ana, MONDAY.tzinfo) == [(back.days, "19:30")]
    assert list((await world.attendance(ana)).values()) == [True]
    assert list((await world.attendance(ana, "phq9")).values()) == []


async def test_a_portal_that_comes_back_at_night_wakes_nobody(world, prompts):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(1, "19:00")
    await world.sandbox.stop()

    world.leap(hours=4, minutes=30)
    await world.sandbox.start()
    await world.until(2, "23:00")

    assert prompts.of(ana, MONDAY.tzinfo) == [(2, "19:30")]
    assert list((await world.attendance(ana)).values()) == [True]


async def test_a_portal_that_comes_back_an_hour_later_asks_then(world, prompts):
    ana = await world.join()
    await world.until(1, "19:00")
    await world.sandbox.stop()

    world.leap(minutes=75)
    await world.sandbox.start()
    await world.sandbox.tick()

    assert prompts.of(ana, MONDAY.tzinfo) == [(1, "20:15")]


async def test_a_questionnaire_slept_through_comes_with_the_next_message(world, prompts):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.sandbox.stop()
    world.leap(hours=46)
    await world.sandbox.start()

    await world.until(2, "19:30")
    await ana.pulse(5, 5, 5)

    assert ana.labels() == [PHQ9, GAD7, "Help now"]
    assert prompts.of(ana, MONDAY.tzinfo) == [(2, "19:30")]


async def test_a_round_repeated_changes_nothing(world, prompts):
    ana = await world.join()
    await world.until(1)
    letters, asked = await world.letters(), ana.texts

    for _ in range(3):
        await world.portal.rounds.every()
        await world.portal.rounds.retention()
    await world.settle()

    assert await world.letters() == letters
    assert ana.texts == asked


async def test_rounds_at_once_do_everything_once(world, prompts):
    import asyncio

    ana = await world.join()
    await ana.pulse(5, 5, 5)
    world.sandbox.clock.jump(at(1, "19:30"))

    await asyncio.gather(*(world.portal.rounds.every() for _ in range(5)))
    await world.settle()

    assert prompts.of(ana, MONDAY.tzinfo) == [(1, "19:30")]


async def test_a_new_time_holds_from_tomorrow_on(world, prompts):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(1, "10:00")

    await ana.say("/settings")
    await ana.tap("Change the time", "In the morning, 08:30")
    await world.until(3, "23:00")

    assert prompts.of(ana, MONDAY.tzinfo) == [(1, "19:30"), (2, "08:30"), (3, "08:30")]


async def test_a_move_to_another_zone_plans_anew_what_is_not_open_yet(world, prompts):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(1, "10:00")

    await ana.say("/settings")
    await ana.tap("Change the place")
    await ana.say("Lisbon")
    await ana.tap(next(each for each in ana.labels() if "Lisbon" in each))
    await world.until(3, "23:00")

    assert prompts.of(ana, LISBON) == [(1, "18:30"), (2, "19:30"), (3, "19:30")]


async def test_a_move_to_the_east_asks_nothing_at_night_and_misses_nothing(world, prompts):
    west = ZoneInfo("America/Los_Angeles")
    ana = await world.join(zone_name="America/Los_Angeles")
    await ana.pulse(5, 5, 5)
    await world.sandbox.advance(at(0, "20:00", west))

    await ana.say("/settings")
    await ana.tap("Change the place")
    await ana.say("Auckland")
    await ana.tap(next(each for each in ana.labels() if "Auckland" in each))
    await world.sandbox.advance(at(4, "23:00", AUCKLAND))

    asked = prompts.of(ana, AUCKLAND)
    assert all("08:00" <= clock < "21:00" for _, clock in asked)
    assert len({day for day, _ in asked}) == len(asked)
    assert asked[-1] == (4, "19:30")


async def test_stop_ends_everything_at_once_and_coming_back_begins_again(world, prompts):
    ana = await world.join()
    await world.until(1)
    await ana.say("/stop")
    await ana.tap("Stop everything")

    assert ana.last.startswith("Stopped. Nothing more will be sent.")

    await world.until(9, "23:00")

    assert prompts.of(ana, MONDAY.tzinfo) == [(1, "19:30")]
    assert world.cards == []
    assert await world.read(people.consents, [ana.id]) == {}

    ana.person.open_link(BOT)
    await world.settle()
    await ana.tap("Come back")
    await world.until(11, "23:00")

    assert prompts.of(ana, MONDAY.tzinfo)[1:] == [(10, "19:30"), (11, "19:30")]


async def test_who_comes_back_on_the_same_day_may_check_in_at_once(world):
    ana = await world.join()
    await ana.say("/stop")
    await ana.tap("Stop everything")
    ana.person.open_link(BOT)
    await world.settle()
    await ana.tap("Come back")

    await ana.say("/checkin")

    assert "Daily pulse" in ana.last

    await ana.pulse(5, 5, 5)
    await ana.say("/checkin")

    assert "saved already" in ana.last


async def test_missed_check_ins_are_told_on_the_next_working_morning(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)

    # Missed on Tuesday and Wednesday, so known on Thursday after the morning's digest.
    await world.until(3, "13:30")

    assert world.cards == []
    assert [each.rule for each in await world.alerts(ana)] == ["missed-check-ins"]

    await world.until(4, "08:59")

    assert world.cards == []

    await world.until(4, "09:00")

    [card] = world.cards
    assert "2 in a row not answered, Tue 3 Nov to Wed 4 Nov." in spoken(card)


async def test_one_open_alert_gathers_the_evidence_of_its_rule(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)

    await world.until(5, "13:30")

    [alert] = await world.alerts(ana)
    [card] = world.cards
    assert alert.times == 3
    assert "4 in a row not answered" in spoken(card)


async def test_a_resolved_rule_is_quiet_for_seven_days(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(4, "09:00")
    await world.press("Resolve")

    await world.until(10, "23:00")

    assert [each.state for each in await world.alerts(ana)] == [AlertState.RESOLVED]

    await world.until(14, "23:00")

    states = [each.state for each in await world.alerts(ana)]
    assert states == [AlertState.RESOLVED, AlertState.OPEN]


async def test_alerts_of_a_client_who_revoked_them_are_not_raised_by_rules(world):
    ana = await world.join()
    await world.database.write(people.revoke_consent, world.memory, ana.id, world.now)

    await world.until(6, "23:00")

    assert await world.alerts(ana) == ()
    assert world.cards == []


async def test_check_ins_go_on_beyond_the_two_weeks_that_are_made_ahead(world, prompts):
    ana = await world.join()

    await world.until(23, "23:00")

    days = [day for day, _ in prompts.of(ana, MONDAY.tzinfo)]
    assert days == list(range(1, 24))


async def test_the_hour_that_comes_twice_asks_once(tmp_path, database_url):
    autumn = datetime(2026, 10, 23, 8, tzinfo=UTC)
    async with made(tmp_path, database_url=database_url, starts=autumn) as world:
        prompts = Prompts(world)
        await world.join()

        await world.sandbox.advance(autumn + timedelta(days=4))

        clocks = [f"{when.astimezone(MONDAY.tzinfo):%d %H:%M}" for _, when in prompts.at]
        assert clocks == ["24 19:30", "25 19:30", "26 19:30"]


async def test_retention_forgets_handled_updates_after_a_week(world):
    await world.join()
    await world.until(8, "12:00")

    await world.portal.rounds.retention()

    assert (await world.waiting()).get("done", 0) == 0
