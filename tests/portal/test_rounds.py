"""What is asked when: local times, one message a day, and nothing missed that was never asked."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from care.alerts import AlertState
from portal.sandboxed import BOT
from sandbox.slack.records import Fault, FaultKind
from sandbox.telegram import Kind
from store import alerts, people
from store.tables import alert as alert_table
from store.tables import check_in_plan, occurrence
from tests.world import GAD7, MONDAY, PHQ9, at, spoken
from tests.world import world as made

LISBON, AUCKLAND = ZoneInfo("Europe/Lisbon"), ZoneInfo("Pacific/Auckland")
TODAY = "Your check-in for today."
AGAIN = "This one is still open, if you like."
NOT_DELIVERED = "The note has not reached your therapist’s Slack so far."


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
    await tui.pulse(5, 5, 5)

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
    await world.sandbox.advance(at(3, "23:00", AUCKLAND))

    asked = prompts.of(ana, AUCKLAND)
    assert all("08:00" <= clock < "21:00" for _, clock in asked)
    assert len({day for day, _ in asked}) == len(asked)
    assert asked[-1] == (3, "19:30")


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

    await world.until(7, "13:30")

    [alert] = await world.alerts(ana)
    [digest] = world.cards
    await world.press(ana.code, digest)
    assert alert.times >= 3
    assert "6 in a row not answered" in spoken(world.cards[-1])


async def test_an_answer_ends_what_was_told_of_silence_and_the_card_says_so(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(3, "19:30")
    await world.until(4, "10:00")
    await world.press(ana.code)
    assert world.told("Not taken yet") == 1

    await ana.say("/checkin")
    await ana.pulse(5, 5, 5)

    [alert] = await world.alerts(ana)
    assert (alert.state, alert.ended, alert.by) == (AlertState.RESOLVED, True, None)
    assert world.told("Closed by itself") == 1


async def test_a_resolved_rule_is_quiet_for_seven_days(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(4, "09:00")
    await world.press(ana.code)
    await world.press("Resolve")

    await world.until(10, "23:00")

    assert [each.state for each in await world.alerts(ana)] == [AlertState.RESOLVED]

    await world.until(14, "23:00")

    found = [each for each in await world.alerts(ana) if each.rule == "missed-check-ins"]
    assert [each.state for each in found] == [AlertState.RESOLVED, AlertState.OPEN]


async def test_alerts_of_a_client_who_revoked_them_are_not_raised_by_rules(world):
    ana = await world.join()
    await world.database.write(people.revoke_consent, world.memory, ana.id, world.now)

    await world.until(6, "23:00")

    assert await world.alerts(ana) == ()
    assert world.cards == []


async def test_check_ins_go_on_beyond_the_two_weeks_that_are_made_ahead(world, prompts):
    ana = await world.join()

    for day in range(23):
        await ana.pulse(5, 5, 5)
        await world.until(day + 1)

    days = [day for day, _ in prompts.of(ana, MONDAY.tzinfo)]
    assert days == list(range(1, 24))


async def test_the_hour_that_comes_twice_asks_once(tmp_path, database_url):
    autumn = datetime(2026, 10, 23, 8, tzinfo=UTC)
    async with made(tmp_path, database_url=database_url, starts=autumn) as world:
        prompts = Prompts(world)
        ana = await world.join()
        await ana.pulse(5, 5, 5)

        await world.sandbox.advance(autumn + timedelta(days=4))

        clocks = [f"{when.astimezone(MONDAY.tzinfo):%d %H:%M}" for _, when in prompts.at]
        assert clocks == ["24 19:30", "25 19:30", "26 19:30"]


async def test_retention_forgets_handled_updates_after_a_week(world):
    await world.join()
    await world.until(8, "12:00")

    await world.portal.rounds.retention()

    assert (await world.waiting()).get("done", 0) == 0


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_what_was_deleted_leaves_the_disk_by_the_next_morning(world):
    before = await world.database.read(freed)
    await world.database.write(leave_free_pages)
    await world.portal.rounds.retention()
    assert await world.database.read(freed) > before

    await world.until(1, "03:30")
    await world.portal.rounds.retention()

    assert await world.database.read(freed) == 0


def freed(connection):
    """Pages of SQLite's file that nothing stands on; one that was written anew has none."""
    return connection.exec_driver_sql("PRAGMA freelist_count").scalar_one()


def leave_free_pages(connection):
    connection.exec_driver_sql("CREATE TABLE for_a_while (value BLOB)")
    connection.exec_driver_sql("INSERT INTO for_a_while VALUES (randomblob(20000))")
    connection.exec_driver_sql("DROP TABLE for_a_while")


# --- one row that cannot be handled ----------------------------------------------------------


async def spoil(world, client, sealed=b"torn"):
    """Makes what a client's alert says unreadable, or puts it back."""
    await world.database.write(
        lambda connection: connection.execute(
            update(alert_table).where(alert_table.c.client == client.id).values(sealed_facts=sealed)
        )
    )


async def column(world, asked, client):
    """One column of a client's rows."""
    return await world.database.read(
        lambda connection: (
            connection.execute(
                asked.table.select()
                .with_only_columns(asked)
                .where(asked.table.c.client == client.id)
            )
            .scalars()
            .all()
        )
    )


async def settle_in(world, client, zone):
    """Keeps a place for a client, whether there is such a place or not."""
    await world.database.write(people.change_client, world.memory, client.id, zone=zone)


async def test_an_alert_that_cannot_be_opened_keeps_nobody_from_being_asked(world, prompts):
    ana, bea = await world.join("Ana"), await world.join("Bea")
    await ana.pulse(5, 5, 5)
    await bea.pulse(5, 5, 5)
    await world.until(4, "09:00")
    await spoil(world, ana)

    await world.until(7, "18:00")

    days = [(day, "19:30") for day in (1, 2, 3, 6)]
    assert prompts.of(ana, MONDAY.tzinfo) == days
    assert prompts.of(bea, MONDAY.tzinfo) == days
    assert [each.times for each in await world.alerts(bea)] == [5]
    # What could not be told stays to be done, and nothing of it is half done.
    assert len(await world.attendance(ana)) == len(await world.attendance(bea)) - 2
    assert await column(world, alert_table.c.times_raised, ana) == [1]
    due = [each for each in await column(world, occurrence.c.due_at, ana) if each is not None]
    assert min(due) > world.now


async def test_a_client_who_cannot_be_asked_is_tried_again_an_hour_later(world, prompts):
    ana, bea = await world.join("Ana"), await world.join("Bea")
    await ana.pulse(5, 5, 5)
    await settle_in(world, ana, "Nowhere/Lost")

    await world.until(1, "20:00")
    await settle_in(world, ana, "Europe/Berlin")
    await world.until(1, "23:00")

    assert prompts.of(ana, MONDAY.tzinfo) == [(1, "20:30")]
    assert prompts.of(bea, MONDAY.tzinfo) == [(1, "19:30")]


async def test_what_was_put_off_into_the_night_wakes_nobody(world, prompts):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await settle_in(world, ana, "Nowhere/Lost")

    await world.until(1, "21:00")
    await settle_in(world, ana, "Europe/Berlin")
    await world.until(2, "23:00")

    assert prompts.of(ana, MONDAY.tzinfo) == [(2, "19:30")]
    assert list((await world.attendance(ana)).values()) == [True]


async def test_a_client_whose_check_ins_cannot_be_made_stops_no_other_plan(world):
    ana, bea = await world.join("Ana"), await world.join("Bea")
    await settle_in(world, ana, "Nowhere/Lost")
    await world.database.write(
        lambda connection: connection.execute(
            update(check_in_plan).values(plan_again_at=world.now - timedelta(minutes=1))
        )
    )

    await world.portal.rounds.plan()

    anas = await column(world, check_in_plan.c.plan_again_at, ana)
    beas = await column(world, check_in_plan.c.plan_again_at, bea)
    assert world.now < max(anas) <= world.now + timedelta(hours=1)
    assert min(beas) > world.now + timedelta(days=6)


async def test_a_snoozed_alert_that_cannot_be_opened_stops_no_other(world):
    ana, bea = await world.join("Ana"), await world.join("Bea")
    await ana.pulse(5, 5, 5)
    await bea.pulse(5, 5, 5)
    await world.until(4, "09:00")
    for client in (ana, bea):
        [alert] = await world.alerts(client)
        back = world.now + timedelta(minutes=30)
        await world.write(alerts.snooze, alert.id, alert.therapist, world.now, back)
    [sealed] = await column(world, alert_table.c.sealed_facts, ana)
    await spoil(world, ana)

    await world.pass_time(minutes=30)

    assert [each.state for each in await world.alerts(bea)] == [AlertState.OPEN]
    [again] = await column(world, alert_table.c.next_step_at, ana)
    assert timedelta(minutes=59) < again - world.now <= timedelta(hours=1)

    await spoil(world, ana, sealed)
    await world.pass_time(hours=1)

    assert [each.state for each in await world.alerts(ana)] == [AlertState.OPEN]


@pytest.fixture
async def unheard(world):
    """Two clients who asked for their therapist while Slack is down."""
    found = [await world.join("Ana"), await world.join("Bea")]
    world.sandbox.slack.fault = lambda _call: Fault(FaultKind.STATUS, 503)
    for client in found:
        await client.tap("Help now", "Tell my therapist")
    return found


async def test_a_card_that_cannot_be_opened_is_reported_as_not_delivered_like_any_other(
    world, unheard
):
    ana, bea = unheard
    await spoil(world, ana)

    await world.pass_time(minutes=2)

    assert (ana.told(NOT_DELIVERED), bea.told(NOT_DELIVERED)) == (1, 1)


async def test_clients_hear_that_nobody_was_told_even_when_alerts_cannot_be_woken(world, unheard):
    rename = "alter table alert rename column next_step_at to gone"
    await world.database.write(lambda connection: connection.exec_driver_sql(rename))
    world.leap(minutes=2)

    with pytest.raises(DBAPIError):
        await world.portal.rounds.alerts()
    await world.portal.delivery.settled()

    assert [each.told(NOT_DELIVERED) for each in unheard] == [1, 1]
