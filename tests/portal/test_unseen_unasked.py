"""What comes while a chat is locked, or in discreet mode, says nothing until it is opened.

Everything that a therapist can do for a client is done, and all that the bot says to Telegram
meanwhile is searched: messages, buttons, captions, and what stands there already and is changed.
"""

import re

import pytest

from care.shelf import Resource, ResourceKind
from conversations.discretion import health_words
from store import resources
from tests.portal.test_appointments import OTHER, plan, send
from tests.portal.test_appointments import open_list as appointments_of
from tests.portal.test_goals import aim
from tests.portal.test_homework import give
from tests.portal.test_homework import open_list as homework_of
from tests.portal.test_journal import share
from tests.portal.test_journal import write as keep_journal
from tests.portal.test_messages import answer, in_working_hours
from tests.portal.test_messages import write as write_message
from tests.portal.test_moments import mark
from tests.portal.test_moments import open_list as moments_of
from tests.portal.test_pin import enter, set_pin
from tests.portal.test_shelf import put
from tests.world import world as made

PAPER = Resource("paper", "Zebra paper", ResourceKind.READ, text="Zebra pages.", minutes=3)
OWN = ("Otter message", "Otter journal", "Otter goal", "Otter moment", "Otter homework")
"""What the client wrote before."""
THEIRS = ("Zebra", "count to five", "Mira", "Winter")
"""What the therapist writes and puts down, all of it; and who that is."""
TIMES = ("16:00", "10:30", "6 Nov", "9 Nov", "12 Nov")
"""When they meet."""


@pytest.fixture
async def practice(tmp_path):
    async with made(tmp_path) as world:
        await world.write(
            lambda connection, memory: resources.keep(connection, memory, PAPER, world.now)
        )
        yield world


async def with_much_begun(world):
    """A client who has written something of every kind, to much of which an answer can come."""
    ana = await world.join()
    await in_working_hours(world)
    await write_message(ana, "Otter message")
    await keep_journal(ana, "Otter journal")
    await share(ana)
    await aim(ana, "Otter goal")
    await mark(ana, "Otter moment")
    await give(world, ana.code, title="Zebra sheet")
    await ana.say("/homework")
    await ana.tap("Zebra sheet", "Add words or a photo")
    await ana.say("Otter homework")
    for day in ("2026-11-06", "2026-11-09"):
        await plan(world, ana.code, day, place="Zebra room")
    await ana.say("/appointments")
    await ana.tap("Fri 6 Nov, 16:00", OTHER, "Ask without words")
    await world.pass_time(seconds=30)
    return ana


async def discreet(ana):
    """The settings say so."""
    await ana.say("/settings")
    await ana.tap("Use discreet wording")


async def locked(ana):
    """A PIN, and the chat locked."""
    await set_pin(ana)
    await ana.say("/lock")


async def do_everything(world, code):
    """All that a therapist can do for a client, which the client has not asked for just now."""

    async def form(button, on, **fields):
        await world.press(button, on)
        for name, value in fields.items():
            world.mira.fill(name, value)
        assert await world.mira.submit() == {}
        await world.settle()
        # A chat takes no more than a few messages at once.
        await world.pass_time(seconds=30)

    await answer(world, "Zebra answer")
    await world.pass_time(seconds=30)
    await form("1: Reviewed", await homework_of(world, code), words="Zebra review")
    await give(world, code, title="Zebra walk")
    await give(world, code, title="Zebra list")
    await form("Mark a key moment", await moments_of(world, code), title="Zebra moment")
    await put(world, code, PAPER.title, "Zebra why")
    await form("1: Time stays", await appointments_of(world, code), words="Zebra stays")
    await world.press("1: New time", await appointments_of(world, code))
    await send(world, "2026-11-12", "10:30", words="Zebra moved")
    await form("1: Cancel", await appointments_of(world, code), words="Zebra cancelled")
    await world.press("1: Take back", await homework_of(world, code))
    await world.pass_time(seconds=30)


def said(world, since):
    """All that Telegram was given to show since then; what a button carries is not shown."""
    shown = ("text", "caption", "reply_markup", "media")
    calls = world.sandbox.telegram.calls[since:]
    texts = [" ".join(call.text(each) for each in shown) for call in calls]
    return [re.sub(r'"callback_data": ?"[^"]*"', "", each) for each in texts]


def holding(words, texts):
    """The texts in which one of these words stands."""
    return [text for text in texts if any(each in text for each in words)]


@pytest.mark.parametrize("seclude", [locked, discreet])
async def test_nothing_of_what_a_therapist_does_is_read_before_it_is_opened(practice, seclude):
    world = practice
    ana = await with_much_begun(world)
    await seclude(ana)
    await world.pass_time(seconds=30)
    since, before = len(world.sandbox.telegram.calls), len(ana.received)

    await do_everything(world, ana.code)
    await world.until(4, "21:00")

    texts = said(world, since)
    came = [each.text for each in ana.received[before:]]
    assert len(came) > 3
    assert holding((*OWN, *THEIRS, *TIMES), texts) == []
    assert [text for text in texts if health_words(text, "en")] == []
    assert set(came) == {
        "Something is waiting for you here.",
        "A message is waiting for you here.",
    }


async def test_it_is_all_there_behind_the_pin(practice):
    world = practice
    ana = await with_much_begun(world)
    await locked(ana)
    await do_everything(world, ana.code)

    for command, words in (
        ("/homework", "Zebra walk"),
        ("/shelf", PAPER.title),
        ("/appointments", "12 Nov, 10:30"),
        ("/messages", "Zebra answer"),
        ("/goals", "Otter goal"),
        ("/moment", "Zebra moment"),
        ("/journal", "Otter journal"),
    ):
        await ana.say("/lock")
        since = len(world.sandbox.telegram.calls)
        await ana.say(command)
        await world.pass_time(seconds=5)
        assert "Please enter your PIN" in ana.last, command
        assert holding((*OWN, *THEIRS, *TIMES), said(world, since)) == [], command
        await enter(ana)
        for label in ("All of them", "My entries"):
            if label in ana.labels():
                await ana.tap(label)
        assert holding([words], said(world, since)) != [], command


async def test_without_either_it_is_said_as_it_is(practice):
    world = practice
    ana = await with_much_begun(world)
    since = len(world.sandbox.telegram.calls)

    await do_everything(world, ana.code)
    await world.until(4, "21:00")

    texts = said(world, since)
    for words in ("Zebra answer", "Zebra review", "Zebra walk", "Zebra moved", "Zebra cancelled"):
        assert holding([words], texts) != [], words
