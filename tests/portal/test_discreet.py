"""Discreet mode in a whole portal: what is read on the phone, unasked and asked."""

from conversations.discretion import health_words
from portal.commands import practice_set
from portal.sandboxed import BOT
from tests.portal.engines import BOTH, engine  # noqa: F401


async def discreet(world):
    """A client who has switched discreet mode on."""
    ana = await world.join()
    await ana.say("/settings")
    await ana.tap("Use discreet wording")
    await world.pass_time(seconds=10)
    return ana


def shown(message):
    """Everything that one reads of a message, its buttons too."""
    labels = [button.label for row in message.buttons for button in row]
    return "\n".join([message.text or message.caption, *labels])


async def test_what_comes_unasked_in_three_weeks_holds_no_word_about_health(world):
    ana = await discreet(world)
    before = len(ana.received)

    await world.until(21)

    unasked = ana.received[before:]
    assert len(unasked) > 4
    assert {found for each in unasked for found in health_words(shown(each), "en")} == set()
    assert {each.text for each in unasked} == {"Something is waiting for you here."}


@BOTH
async def test_what_waits_is_opened_with_a_tap(world):
    ana = await discreet(world)
    await world.until(1)

    await ana.tap("Open")

    assert "How is your mood" in ana.last
    await ana.pulse(7, 3, 6)
    assert ana.last == "Saved." or "Also open" in ana.last


async def test_no_picture_comes_unasked_and_one_that_is_asked_for_says_no_name(world):
    ana = await discreet(world)
    await ana.pulse(7, 3, 6)
    await world.until(1)
    await ana.tap("Open")
    await ana.pulse(6, 3, 6)
    await world.pass_time(seconds=10)
    sheet = ("9 questions, about 2 minutes", "Begin", *["Several days"] * 8, "Not at all")
    await ana.tap(*sheet)
    await ana.tap("Each time")
    for day in (3, 6):
        await world.until(day)
        await ana.tap("Open")
        await ana.pulse(6, 3, 6)
    await world.until(8)
    await ana.tap("Open")
    await ana.pulse(6, 3, 6)
    await world.pass_time(seconds=10)
    pictures = sum(each.photo is not None for each in ana.received)

    await ana.tap(*sheet)
    await world.pass_time(seconds=10)
    assert sum(each.photo is not None for each in ana.received) == pictures

    await ana.say("/progress")
    assert sum(each.photo is not None for each in ana.received) == pictures + 1
    assert ana.last.startswith("The 9 questions")
    assert health_words(ana.last, "en") == ()
    assert ana.received[-1].protected


async def test_a_message_of_the_therapist_s_waits_for_a_tap(world):
    ana = await discreet(world)
    await ana.tap("Help now", "Tell my therapist")
    await world.pass_time(seconds=10)
    await world.support(world.card("asked for you"), "About your therapy")
    await world.pass_time(seconds=30)
    assert ana.last == "A message is waiting for you here."

    await ana.tap("Open")

    assert "A message for you:" in ana.last
    assert "About your therapy" in ana.last
    assert "Mira" not in ana.last


async def test_the_crisis_card_says_things_by_their_names(world):
    ana = await discreet(world)

    await ana.say("/help")

    assert "Emergency: " in ana.last


async def test_the_other_language_is_discreet_too(world):
    ana = await discreet(world)
    await ana.say("/settings")
    await ana.tap("Change the language", "Español")
    await world.pass_time(seconds=10)
    before = len(ana.received)

    await world.until(3)

    assert {each.text for each in ana.received[before:]} == {"Aquí hay algo para usted."}


async def test_discreet_mode_is_switched_off_again(world):
    ana = await discreet(world)
    await ana.say("/settings")
    await ana.tap("Use plain wording")
    await world.pass_time(seconds=10)

    await world.until(1)

    assert "How is your mood" in ana.last


async def test_a_practice_may_begin_discreetly(world):
    await practice_set(world.sandbox.office, discreet="on")
    ana = await world.join()

    await ana.say("/settings")
    assert "Discreet wording: on" in ana.last
    await world.restart()

    about = world.sandbox.telegram.world.bot_named(BOT).texts["short_description", ""]
    assert health_words(about, "en") == ()
