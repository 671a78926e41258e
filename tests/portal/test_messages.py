"""Messages the whole way: written in Telegram, told in Slack, answered, and never carried there."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from conversations.records import received_part
from conversations.wording import wording
from portal.export.document import document
from portal.export.gathering import gathered
from portal.export.sheets import sheets
from portal.record_facts import news_facts, record_facts, span_of
from portal.scene import Scene
from store.tables import client_message
from tests.portal.test_appointments import plan
from tests.portal.test_erasing import erase_now
from tests.world import World, spoken, world

ENGLISH = wording("en", "Europe/Berlin")
WORDS = "My boiler broke & I slept at <my sister's>"


@pytest.fixture
async def practice(tmp_path):
    async with world(tmp_path) as made:
        yield made


async def in_working_hours(world: World) -> None:
    """Monday at ten."""
    await world.until(2, "10:00")


async def write(guest, words: str = WORDS) -> None:
    """A client writes a message and sends it."""
    await guest.say("/message")
    await guest.say(words)
    await guest.tap("Send")


async def answer(world: World, words: str, label: str = "Answer", name: str = "wrote to you"):
    """The therapist answers from the card, and the time to undo passes."""
    await world.press(label, world.card(name))
    world.mira.fill("text", words)
    assert await world.mira.submit() == {}
    await world.settle()


async def rows(world: World):
    return await world.database.read(
        lambda connection: connection.execute(
            select(client_message).order_by(client_message.c.written_at)
        ).all()
    )


async def test_a_message_is_told_without_a_word_of_it_and_the_answer_comes_back(practice):
    world = practice
    ana = await world.join()
    await in_working_hours(world)

    await ana.say("/message")
    assert "It is within Mira Winter’s working hours." in ana.last
    assert "This is not for emergencies." in ana.last
    assert "Help now" in ana.labels()
    await ana.say(WORDS)
    assert "Shall I send this to Mira Winter?" in ana.last
    assert await rows(world) == []
    await ana.tap("Send")

    assert "is kept here, encrypted" in ana.last
    card = world.card("wrote to you")
    assert f"{ana.code} wrote to you" in spoken(card)
    assert "1 message waits for an answer" in spoken(card)
    assert "Not opened yet." in spoken(card)
    assert not world.told("boiler")
    await ana.tap("Where is it?")
    assert "was posted to Mira Winter’s Slack" in ana.last
    assert "It was not opened yet." in ana.last

    await answer(world, "That sounds hard. <3 See you on Thursday & take care.")
    assert "It was opened" not in ana.last
    await ana.tap("Where is it?")
    assert "An answer is written and leaves in a few seconds." in ana.last
    await world.pass_time(seconds=25)
    await world.settle()

    assert "Mira Winter writes:" in ana.last
    assert "That sounds hard. <3 See you on Thursday & take care." in ana.last
    assert "No message waits for an answer." in spoken(world.card("Messages of"))
    assert "by Mira Winter" in spoken(world.card("Messages of"))
    await ana.tap("Write a message")
    await ana.tap("All messages")
    assert WORDS in ana.last
    assert ana.last.index(WORDS) < ana.last.index("That sounds hard.")
    assert not world.told("boiler")


async def test_a_message_at_night_says_so_and_is_told_in_the_morning(practice):
    world = practice
    ana = await world.join()
    await world.until(2, "22:00")

    await ana.say("/message")
    assert "next reads messages in the working hours that begin" in ana.last
    await ana.say(WORDS)
    await ana.tap("Send")

    assert "is to be posted to Mira Winter’s Slack" in ana.last
    assert not world.told("wrote to you")

    await world.until(3, "10:00")
    await ana.tap("Where is it?")
    assert "was posted to Mira Winter’s Slack" in ana.last
    assert world.told("wrote to you")


async def test_several_messages_before_an_answer_are_one_card(practice):
    world = practice
    ana = await world.join()
    await in_working_hours(world)

    await write(ana)
    await world.pass_time(minutes=5)
    await write(ana, "One more thing")
    await world.settle()

    cards = [each for each in world.cards if "wrote to you" in spoken(each)]
    assert len(cards) == 1
    assert "2 messages wait for an answer" in spoken(cards[0])


async def test_nothing_is_sent_before_send_and_texts_are_joined_or_thrown_away(practice):
    world = practice
    ana = await world.join()

    await ana.say("/message")
    await ana.say("First")
    await ana.say("Second")
    assert "Shall I send these 2 texts to Mira Winter, as one message?" in ana.last
    await ana.tap("Change")
    await ana.say("😀" * 1001)
    assert "more than one message can hold: 2,000 characters" in ana.last
    await ana.say("😀" * 1000)
    assert "Shall I send this to Mira Winter?" in ana.last
    await ana.tap("Throw away")
    assert "Nothing was sent" in ana.last
    assert await rows(world) == []
    await ana.say("Is anybody there?")
    assert "Shall I send" not in ana.last
    assert await rows(world) == []

    await ana.say("/message Hello in one go")
    await ana.say("/settings")
    await ana.say("/message")
    await ana.tap("Leave it")
    assert await rows(world) == []


async def test_crisis_words_show_the_card_at_once_and_are_told_when_they_are_sent(practice):
    world = practice
    ana = await world.join()
    await in_working_hours(world)

    await ana.say("/message")
    await ana.say("I want to kill myself")
    assert ana.told("Some of your words made me want to show you this.")
    assert await world.alerts(ana) == ()

    await ana.tap("Send")

    [alert] = await world.alerts(ana)
    assert alert.rule == "crisis-words"
    assert "They were in a message to you" in spoken(world.card("may mean danger"))
    assert not world.told("kill")
    assert len(await rows(world)) == 1


async def test_an_answer_taken_back_leaves_the_message_waiting(practice):
    world = practice
    ana = await world.join()
    await in_working_hours(world)
    await write(ana)
    await answer(world, "Too quick")

    await world.press("Undo", world.card("leaves at"))
    await world.pass_time(minutes=1)

    assert not ana.told("Too quick")
    [row] = await rows(world)
    assert row.state == "waiting"
    assert "1 message waits for an answer" in spoken(world.card("wrote to you"))


async def test_no_answer_needed_is_told_to_who_asks_and_nobody_else(practice):
    world = practice
    ana = await world.join()
    await in_working_hours(world)
    await write(ana)
    before = len(ana.received)

    await world.press("No answer needed", world.card("wrote to you"))
    await world.settle()

    assert len(ana.received) == before
    assert "Last marked as needing no answer" in spoken(world.card("Messages of"))
    await ana.tap("Where is it?")
    assert "Mira Winter looked at it" in ana.last
    assert "did not answer here" in ana.last
    await ana.say("/who")
    assert "Mira Winter was told that you wrote, and not what." in ana.last
    assert "Mira Winter marked a message of yours as needing no answer." in ana.last


async def test_a_message_unanswered_for_eight_working_hours_is_one_alert_that_ends_by_itself(
    practice,
):
    world = practice
    ana = await world.join()
    await in_working_hours(world)
    await write(ana)
    await write(ana, "And another")

    await world.until(2, "17:59")
    assert not [each for each in await world.alerts(ana) if each.rule == "unanswered-message"]
    await world.until(5, "12:00")

    [alert] = [each for each in await world.alerts(ana) if each.rule == "unanswered-message"]
    card = world.card("a message waits for an answer")
    assert "Messages that wait: 2." in spoken(card)
    assert not world.told("boiler")

    await answer(world, "I am back")
    await world.pass_time(minutes=1)

    [alert] = [each for each in await world.alerts(ana) if each.rule == "unanswered-message"]
    assert alert.state == "resolved"
    assert alert.ended


async def test_support_sent_on_the_alert_answers_what_waits(practice):
    world = practice
    ana = await world.join()
    await in_working_hours(world)
    await write(ana)
    await world.until(5, "12:00")

    await world.support(world.card("a message waits for an answer"), "Thank you for writing")
    await world.pass_time(minutes=1)

    assert ana.told("Thank you for writing")
    [row] = await rows(world)
    assert row.state == "answered"
    [alert] = [each for each in await world.alerts(ana) if each.rule == "unanswered-message"]
    assert alert.state == "resolved"


async def test_who_is_away_reads_when_back_and_the_first_line_says_so(practice):
    world = practice
    ana = await world.join()
    await in_working_hours(world)
    await world.mira.command("/portal", "away fri 9:00")
    await world.settle()

    await ana.say("/message")
    assert "Mira Winter is away, and reads messages again from" in ana.last
    await ana.say(WORDS)
    await ana.tap("Send")
    assert "is to be posted to Mira Winter’s Slack" in ana.last
    assert not world.told("wrote to you")

    await world.mira.command("/portal", "back")
    await world.settle()

    assert world.told("wrote to you")


async def test_who_stands_in_hears_that_a_client_wrote_and_not_what(practice):
    world = practice
    ana = await world.join()
    jonas = await world.therapist("Jonas Vale", "U0JONAS01")
    await in_working_hours(world)
    await world.mira.command("/portal", "away until fri 9:00, jonas vale")
    await world.settle()

    await ana.say("/message")
    assert "A colleague who stands in is told that you wrote, and not what." in ana.last
    await ana.say(WORDS)
    await ana.tap("Send")
    await world.pass_time(seconds=5)

    [told] = jonas.direct_messages()
    assert f"{ana.code} wrote to Mira Winter, for whom you stand in" in spoken(told)
    assert "Mira Winter is away until Fri 6 Nov" in spoken(told)
    assert "boiler" not in spoken(told)
    assert not world.told("wrote to you")
    await ana.say("/who")
    assert "Jonas Vale was told that you wrote, and not what." in ana.last


async def test_who_stands_in_hears_of_a_wish_about_an_appointment(practice):
    world = practice
    ana = await world.join()
    jonas = await world.therapist("Jonas Vale", "U0JONAS01")
    await in_working_hours(world)
    await plan(world, ana.code, "2026-11-06")
    await world.mira.command("/portal", "away until thu 18:00, jonas vale")
    await world.settle()

    await ana.say("/appointments")
    await ana.tap("Fri 6 Nov, 16:00", "I cannot come", "Yes, let it go")
    await world.pass_time(seconds=5)

    [told] = jonas.direct_messages()
    assert f"{ana.code} has a wish about an appointment with Mira Winter" in spoken(told)


async def test_nobody_stands_in_for_who_is_back(practice):
    world = practice
    ana = await world.join()
    jonas = await world.therapist("Jonas Vale", "U0JONAS01")
    await world.until(0, "21:00")
    await world.mira.command("/portal", "away until tue 13:00, jonas vale")
    await world.settle()
    await write(ana)
    await world.mira.command("/portal", "back")
    await world.settle()
    await world.until(2, "10:00")

    assert not jonas.direct_messages()
    assert world.told("wrote to you")


async def test_a_client_in_a_pause_may_write_and_one_without_messages_may_not(practice):
    world = practice
    ana, ben = await world.join(), await world.join("Ben")
    await in_working_hours(world)
    await ana.say("/pause 5d")
    await write(ana)
    assert len(await rows(world)) == 1

    await ben.say("/sharing")
    await ben.tap("Messages: switch off")
    await ben.say("/message I want to kill myself")
    assert "You have switched off messages here" in ben.last
    assert ben.told("Some of your words made me want to show you this.")
    assert len(await rows(world)) == 1


async def test_the_record_page_the_copy_and_the_erasure_have_the_words(practice):
    world = practice
    ana = await world.join()
    await in_working_hours(world)
    await write(ana)

    def read(connection):
        scene = Scene.begin(connection, world.memory, world.now)
        client = scene.client(ana.id)
        facts = record_facts(
            scene, client, span_of(client, world.now.date()), ENGLISH, client.therapist
        )
        news = news_facts(scene, client, world.now - timedelta(hours=1), ENGLISH, client.therapist)
        return [[each.quote for each in received_part(of, ENGLISH).entries] for of in (facts, news)]

    assert await world.database.read(read) == [[WORDS], [WORDS]]

    def copied(connection):
        record = gathered(Scene.begin(connection, world.memory, world.now), ana.id)
        return [repr(tuple(sheets(record))), repr(document(record))]

    assert all("My boiler broke" in each for each in await world.database.read(copied))
    await erase_now(world, ana)
    assert await rows(world) == []
