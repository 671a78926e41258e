"""An answer that cannot wait: the card first, the therapist at once, and nothing said falsely."""

import pytest
from sqlalchemy import select, update

from conversations.envelopes import THERAPISTS
from sandbox.slack.records import Fault, FaultKind
from sandbox.telegram import Fault as TelegramFault
from sandbox.telegram import Kind
from store import people
from store.tables import staff
from tests.world import CHOICES, MONDAY, PHQ9, spoken

NUMBERS = "Emergency: 000 (made up)"
NOT_DELIVERED = "The note has not reached your therapist’s Slack so far."


@pytest.fixture
def engine():
    return "sqlite"


def fill_up(connection):
    """Makes the database refuse to keep what arrives, as a full disk does."""
    connection.exec_driver_sql(
        "create trigger full before insert on inbox begin select raise(abort, 'disk full'); end"
    )


def make_room(connection):
    """Makes it keep what arrives again."""
    connection.exec_driver_sql("drop trigger full")


@pytest.fixture
async def ana(world):
    """A client who is about to answer the ninth question, on a Tuesday evening."""
    found = await world.join()
    await found.pulse(5, 5, 5)
    await world.until(1)
    await found.pulse(5, 5, 5)
    await found.tap(PHQ9, "Begin", *["Not at all"] * 8)
    return found


def slack_is_down(call):
    return Fault(FaultKind.STATUS, 503)


async def test_the_card_comes_before_anything_else_and_with_that_very_tap(world, ana):
    posted = []
    world.sandbox.telegram.watch(
        lambda each: (
            posted.append(each.message.text) if each.kind in (Kind.POSTED, Kind.EDITED) else None
        )
    )

    await ana.tap("Several days")

    assert NUMBERS in posted[0]
    assert "Thank you for answering that." in posted[0]
    assert "The next working hours begin Wed 4 Nov, 09:00." in posted[0]
    assert posted[1] == "Are you safe right now?"


async def test_the_therapist_gets_the_card_at_once_at_any_hour(world, ana):
    await ana.tap("Several days")

    [card] = world.cards
    assert f"{ana.code}: critical answer" in spoken(card)
    assert "question 9, answered with 1 on Tue 3 Nov" in spoken(card)


async def test_a_first_answer_of_not_at_all_shows_nothing(world, ana):
    await ana.tap("Not at all")

    assert ana.told(NUMBERS) == 0
    assert world.cards == []


async def test_the_questionnaire_goes_on_after_the_card(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.tap(PHQ9, "Begin", *["Not at all"] * 8, "Several days")

    assert ana.told("Thank you. Your answers are saved.") == 1
    assert list((await world.attendance(ana, "phq9")).values()) == [True]


async def test_a_critical_answer_is_told_also_when_alerts_were_revoked(world, ana):
    await world.database.write(people.revoke_consent, world.memory, ana.id, world.now)

    await ana.tap("Several days")

    assert world.told("critical answer") == 1


async def test_a_critical_answer_that_is_given_again_raises_its_alert_again(world, ana):
    first = ana.holding("PHQ-9 · 9 of 9")
    await ana.tap("Several days", "Yes")
    await world.support(world.card("critical answer"), "I am here.")

    assert "Taken by Mira Winter" in spoken(world.card("critical answer"))

    await world.until(6, "20:00")
    await ana.say("/checkin")
    await ana.pulse(5, 5, 5)
    await world.until(8)
    await ana.pulse(5, 5, 5)
    await ana.answer(0, 0, 0, 0, 0, 0, 0, 0, 2)

    [alert] = [each for each in await world.alerts(ana) if each.rule == "critical-item"]
    newest = world.card("critical answer")
    assert alert.times == 2
    assert "answered with 2 on Tue 10 Nov" in spoken(newest)
    assert "Not taken yet." in spoken(newest)
    assert world.told("critical answer") == 2
    assert first is not None


async def test_a_critical_button_on_an_older_message_shows_the_card_too(world):
    ana = await world.join()
    await ana.pulse(5, 5, 5)
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.tap(PHQ9, "Begin", *["Not at all"] * 7)
    message = ana.holding("PHQ-9 · 8 of 9")
    data = next(
        button.data
        for row in message.buttons
        for button in row
        if button.label == CHOICES[1] and button.data
    )

    # The button of question 9 where question 8 is open.
    ana.person.tap_data("harbour_practice_bot", message.message_id, data.replace(".8:", ".9:"))
    await world.settle()

    assert NUMBERS in "".join(ana.texts)


async def test_who_is_not_sure_gets_the_numbers_again_and_the_therapist_hears_it(world, ana):
    await ana.tap("Several days", "Not sure")

    assert ana.told(NUMBERS) == 2
    assert "answered “not sure”" in spoken(world.card("asked for you"))
    assert ana.told("A note saying that you asked for your therapist is on its way") == 1


@pytest.mark.parametrize(("label", "words"), [("No", "“no”"), ("Tell my therapist", "pressed")])
async def test_no_and_tell_my_therapist_reach_the_therapist(world, ana, label, words):
    await ana.tap("Several days", label)

    assert words in spoken(world.card("asked for you"))


async def test_who_is_safe_is_thanked_and_nobody_is_told_more(world, ana):
    await ana.tap("Several days", "Yes")

    assert ana.told("Thank you for telling me.") == 1
    assert world.told("asked for you") == 0


async def test_for_two_days_after_the_card_there_is_no_reminder_and_no_picture(world, ana):
    await ana.say("/settings")
    await ana.tap("Change when pictures come", "Each time")
    await ana.tap("Several days", "Yes")
    pictures = [each for each in ana.received if each.photo]

    await world.until(2, "23:00")
    await ana.pulse(5, 5, 5)

    assert pictures == [each for each in ana.received if each.photo] == []
    assert ana.told("This one is still open") == 0
    assert ana.told("Also open, whenever it suits you:") == 0

    await ana.say("/progress")

    assert ana.received[-1].photo is not None


async def test_after_two_days_questionnaires_come_back(world, ana):
    await ana.tap("Several days", "Yes")

    await world.until(6, "20:00")
    await ana.say("/checkin")
    await ana.pulse(5, 5, 5)
    await world.until(9)
    await ana.pulse(5, 5, 5)

    assert ana.labels()[0] in (PHQ9, "GAD-7, about 2 minutes")


async def test_words_of_danger_that_nobody_asked_for_bring_the_card_and_tell_the_therapist(world):
    ana = await world.join()

    await ana.say("I want to die")

    card, told = ana.texts[-2:]
    assert "Some of your words made me want to show you this." in card
    assert NUMBERS in card
    assert "Because of those words, a note is on its way" in told
    note = spoken(world.card("words that may mean danger"))
    assert "nothing of them is kept" in note
    assert "die" not in note

    await ana.tap("I am safe, continue")

    assert "How is your mood" in ana.last


async def test_words_of_danger_on_the_second_screen_of_joining_are_told_and_joining_goes_on(world):
    ana = await world.invite()
    ana.person.open_link(ana.link)
    await world.settle()
    await ana.tap("I agree")

    await ana.say("I want to die")

    assert "Because of those words, a note is on its way" in ana.last
    assert world.told("words that may mean danger") == 1

    await ana.tap("I am safe, continue", "In the evening, 19:30")
    assert "How is your mood" in ana.last


async def test_words_of_danger_in_a_changed_message_bring_the_card_and_tell_nobody(world):
    ana = await world.join()
    first = ana.person.say("harbour_practice_bot", "hello")
    await world.settle()

    ana.person.edit("harbour_practice_bot", first.message_id, "I want to die")
    await world.settle()

    assert ana.told(NUMBERS) == 1
    assert world.told("words that may mean danger") == 0


async def test_a_typed_number_is_an_answer_and_the_check_in_goes_on_below_it(world):
    ana = await world.join()

    for typed in ("7", "3", "6"):
        await ana.say(typed)

    assert ana.last == "Saved."
    assert (await world.attendance(ana)) == {MONDAY.date(): True}


async def test_the_card_comes_from_every_state(world):
    invited = await world.invite()
    await invited.say("/help")

    assert NUMBERS in invited.last

    invited.person.open_link(invited.link)
    await world.settle()
    await invited.tap("Help now")

    assert NUMBERS in invited.last

    await invited.tap("I agree")
    await invited.say("help")

    assert NUMBERS in invited.last

    await invited.tap("In the evening, 19:30", "Help now")

    assert NUMBERS in invited.last

    await invited.say("/stop")
    await invited.tap("Stop everything")
    await invited.say("/help")

    assert NUMBERS in invited.last


async def test_a_client_is_told_once_when_slack_did_not_take_the_card(world, ana):
    world.sandbox.slack.fault = slack_is_down
    await ana.tap("Several days")
    await world.pass_time(seconds=20)
    await ana.tap("Not sure")

    assert ana.told(NOT_DELIVERED) == 0

    await world.pass_time(minutes=3)

    assert ana.told(NOT_DELIVERED) == 1
    assert world.cards == []


async def test_when_slack_is_back_the_card_arrives_and_nothing_false_is_said(world, ana):
    world.sandbox.slack.fault = slack_is_down
    await ana.tap("Several days")
    await world.pass_time(minutes=5)
    said = ana.texts

    world.sandbox.slack.fault = None
    await world.pass_time(seconds=60)

    assert world.told("critical answer") == 1
    assert ana.texts == said


async def test_a_card_that_arrives_in_time_is_not_reported(world, ana):
    world.sandbox.slack.fault = slack_is_down
    await ana.tap("Several days")
    await world.pass_time(seconds=30)
    world.sandbox.slack.fault = None

    await world.pass_time(minutes=5)

    assert world.told("critical answer") == 1
    assert ana.told(NOT_DELIVERED) == 0


async def test_what_could_not_be_said_while_it_was_true_is_not_said_when_it_is_not(world, ana):
    world.sandbox.slack.fault = slack_is_down
    await ana.tap("Several days")
    world.sandbox.telegram.fault = lambda call: TelegramFault.answer(502)
    await world.pass_time(minutes=2)

    world.sandbox.slack.fault = None
    await world.pass_time(minutes=1)
    world.sandbox.telegram.fault = None
    await world.pass_time(minutes=5)

    assert world.told("critical answer") == 1
    assert ana.told(NOT_DELIVERED) == 0


async def test_a_second_outage_is_told_again(world, ana):
    world.sandbox.slack.fault = slack_is_down
    await ana.tap("Several days")
    await world.pass_time(minutes=2)
    world.sandbox.slack.fault = None
    await world.pass_time(minutes=2)

    world.sandbox.slack.fault = slack_is_down
    await ana.tap("Tell my therapist")
    await world.pass_time(minutes=2)

    assert ana.told(NOT_DELIVERED) == 2


async def test_an_alert_that_comes_back_from_a_snooze_is_not_reported_as_lost(world, ana):
    await ana.tap("Several days")
    await world.press("Snooze", world.card("critical answer"))
    await world.mira.submit()
    await world.settle()

    world.sandbox.slack.fault = slack_is_down
    await world.until(2, "09:02")

    assert ana.told(NOT_DELIVERED) == 0


async def test_a_therapist_who_left_slack_is_reported_as_not_reached(world, ana):
    world.mira.deactivate()

    await ana.tap("Several days")
    await world.pass_time(minutes=20)

    assert ana.told(NOT_DELIVERED) == 1


async def test_a_refused_card_stops_no_other_card(world, ana):
    refused = []

    def faulty(call):
        if call.method == "chat.postMessage" and not refused:
            refused.append(call)
            return Fault(FaultKind.STATUS, 400)
        return None

    world.sandbox.slack.fault = faulty
    await ana.tap("Several days", "Not sure")
    await world.pass_time(seconds=30)

    assert refused
    assert world.told("asked for you") == 1

    await world.pass_time(minutes=6)

    assert world.told("critical answer") == 1


async def test_a_fault_of_ours_delays_the_follow_up_and_never_the_card(world, ana):
    def spoil(connection):
        kept = connection.execute(select(staff.c.sealed_name)).scalar_one()
        connection.execute(update(staff).values(sealed_name=b"spoilt"))
        return kept

    kept = await world.database.write(spoil)
    await ana.tap("Several days")

    assert ana.told(NUMBERS) == 1
    assert ana.told("Are you safe right now?") == 0

    await world.database.write(
        lambda connection: connection.execute(update(staff).values(sealed_name=kept))
    )
    await world.pass_time(minutes=6)

    assert ana.told("Are you safe right now?") == 1
    assert world.told("critical answer") == 1


async def test_who_presses_again_after_the_therapist_left_slack_is_promised_nothing(world, ana):
    world.mira.deactivate()
    await ana.tap("Several days")

    await ana.tap("Tell my therapist")

    assert "I cannot reach your therapist from here." in ana.last
    assert ana.told("is on its way") == 0


async def test_a_therapist_who_can_be_reached_again_is_promised_again(world, ana):
    def lost(connection):
        [member] = people.members(connection, world.memory)
        whose = people.account_of(connection, world.memory, THERAPISTS, of_staff=member.id)
        people.note_reachable(connection, world.memory, whose.id, reachable=False)

    await world.database.write(lost)
    await ana.tap("Several days")
    await ana.tap("Tell my therapist")

    assert ana.told("is on its way") == 1


async def test_with_the_database_away_help_and_critical_taps_get_the_card(world, ana, tmp_path):
    bea = await world.invite("Bea")
    portal = world.portal
    real = portal.desk.receive

    async def away(bot, arrived):
        raise OSError("no space left on device")

    # The edge of the database: the desk cannot keep what arrives.
    portal.desk.receive = away
    ana.person.tap("harbour_practice_bot", "Several days")
    bea.person.say("harbour_practice_bot", "/help")
    bea.person.say("harbour_practice_bot", "hello")
    await world.seen(lambda: ana.told(NUMBERS) and bea.told(NUMBERS))

    assert "Thank you for answering that." in ana.last
    assert world.cards == []
    assert len(bea.received) == 1

    portal.desk.receive = real
    await world.settle()

    assert world.told("critical answer") == 1
    assert bea.told("open the personal invitation link") == 1


async def test_with_the_database_away_words_of_danger_get_the_card(world, ana):
    portal = world.portal
    real = portal.desk.receive

    async def away(bot, arrived):
        raise OSError("no space left on device")

    portal.desk.receive = away
    ana.person.say("harbour_practice_bot", "I want to die")
    await world.seen(lambda: ana.told(NUMBERS))
    portal.desk.receive = real
    await world.settle()

    assert world.told("words that may mean danger") == 1


async def test_with_a_full_database_the_card_comes_and_nothing_is_lost(world, ana):
    await world.database.write(fill_up)
    ana.person.tap("harbour_practice_bot", "Several days")
    await world.seen(lambda: ana.told(NUMBERS))

    assert world.cards == []

    await world.database.write(make_room)
    await world.settle()

    assert world.told("critical answer") == 1
