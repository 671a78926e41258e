"""`/hide`: what can be deleted goes; what was typed goes at once where the practice asks for it."""

import pytest

from portal.commands import practice_set
from portal.sandboxed import BOT
from tests.portal.engines import BOTH, engine  # noqa: F401
from tests.portal.test_pin import protected
from tests.sandbox.test_telegram_people import PNG


def chat(client):
    """Everything that stands in the chat, of both sides."""
    return [each.text or each.caption for each in client.person.chat(BOT)]


@BOTH
async def test_hide_takes_both_sides_out_of_the_chat(world):
    ana = await world.join()
    await ana.pulse(7, 3, 6)
    await ana.say("my own words")
    assert len(chat(ana)) > 4

    await ana.say("/hide")

    [left] = chat(ana)
    assert left.startswith("Done. I took away what I could")
    assert ana.labels() == ["Help now"]


async def test_what_is_older_than_two_days_stays_and_is_told(world):
    ana = await world.join()
    await ana.pulse(7, 3, 6)
    old = len(chat(ana))
    await world.pass_time(hours=49)
    await ana.say("my own words")

    await ana.say("/hide")

    assert "my own words" not in chat(ana)
    assert len(chat(ana)) == old + 1
    assert "What is older stays" in ana.last


async def test_a_message_that_is_gone_already_keeps_no_other(world):
    ana = await world.join()
    await ana.pulse(7, 3, 6)
    first = ana.received[0].message_id
    bot = world.sandbox.telegram.world.bot_named(BOT)
    telegram = world.sandbox.telegram.world
    telegram.delete(telegram.chat(bot, str(ana.person.id)), first, bot.profile)

    await ana.say("/hide")

    assert len(chat(ana)) == 1


async def test_more_than_a_hundred_messages_go_too(world):
    ana = await world.join()
    for number in range(60):
        ana.person.say(BOT, f"words {number}")
        await world.settle()
        await world.pass_time(seconds=5)
    assert len(chat(ana)) > 110

    await ana.say("/hide")

    assert len(chat(ana)) == 1


async def test_help_and_everything_else_go_on_afterwards(world):
    ana = await world.join()
    await ana.say("/hide")

    await ana.tap("Help now")
    assert "Emergency: " in ana.last
    await world.pass_time(seconds=10)
    await ana.say("/checkin")
    assert "How is your mood" in ana.last
    await ana.pulse(7, 3, 6)
    assert ana.told("Saved.") == 1


async def test_hide_works_while_it_is_locked_and_for_a_stranger(world):
    ana = await protected(world)
    somebody = world.sandbox.telegram.add_person("Somebody")
    somebody.say(BOT, "hello")
    await world.settle()

    await ana.say("/hide")
    somebody.say(BOT, "/hide")
    await world.settle()
    # A chat takes no more than a few messages at once.
    await world.pass_time(seconds=10)

    assert len(chat(ana)) == 1
    assert len(somebody.chat(BOT)) == 1


async def test_one_chat_is_hidden_and_no_other(world):
    ana, ben = await world.join(), await world.join("Ben")
    before = chat(ben)

    await ana.say("/hide")

    assert chat(ben) == before


@BOTH
async def test_what_a_client_types_is_deleted_where_the_practice_asks_for_it(world):
    ana = await world.join()
    await ana.say("first words")
    await practice_set(world.sandbox.office, delete_typed="on")

    await ana.say("second words")
    ana.person.send_photo(BOT, PNG)
    await world.settle()
    await world.pass_time(seconds=10)

    theirs = [each for each in ana.person.chat(BOT) if not each.from_bot]
    assert "first words" in [each.text for each in theirs]
    assert "second words" not in [each.text for each in theirs]
    assert not [each for each in theirs if each.photo is not None]


async def test_what_was_handled_is_deleted_after_it_was_handled(world):
    ana = await world.join()
    await practice_set(world.sandbox.office, delete_typed="on")
    await ana.say("/settings")
    await ana.tap("Change the place")

    await ana.say("Lisbon")

    assert "Lisbon" in ana.labels()
    assert "Lisbon" not in [each.text for each in ana.person.chat(BOT) if not each.from_bot]


@pytest.mark.parametrize("typed", ["yes", "", "1"])
async def test_a_switch_is_on_or_off(world, typed):
    with pytest.raises(Exception, match="is on or off"):
        await practice_set(world.sandbox.office, delete_typed=typed)
