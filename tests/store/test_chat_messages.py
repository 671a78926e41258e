"""The numbers of messages in a chat: known for as long as they can be deleted, and no longer."""

from datetime import timedelta

import pytest

from store import chat_messages, retention
from tests.store.kept import keep_person

DAY = timedelta(days=1)


@pytest.fixture
async def person(database, memory, now):
    return (await keep_person(database, memory, now)).id


async def note(database, memory, person, now, *numbers):
    await database.write(chat_messages.note, memory, [(person, number) for number in numbers], now)


async def test_what_was_noted_can_be_deleted_for_two_days(database, memory, person, now):
    await note(database, memory, person, now, "5")
    await note(database, memory, person, now + DAY, "6", "7")

    for after, left in ((DAY, ("5", "6", "7")), (2 * DAY, ("6", "7")), (3 * DAY, ())):
        found = await database.read(chat_messages.deletable, memory, person, now + after)
        assert found == left


async def test_a_message_is_noted_once(database, memory, person, now):
    await note(database, memory, person, now, "5")
    await note(database, memory, person, now + DAY, "5")

    assert await database.read(chat_messages.deletable, memory, person, now) == ("5",)


async def test_another_chat_has_numbers_of_its_own(database, memory, person, now):
    other = (await keep_person(database, memory, now, address="78")).id
    await note(database, memory, person, now, "5")
    await note(database, memory, other, now, "5")

    await database.write(chat_messages.forget, memory, person, ["5"])

    assert await database.read(chat_messages.deletable, memory, person, now) == ()
    assert await database.read(chat_messages.deletable, memory, other, now) == ("5",)


async def test_what_can_be_deleted_no_more_is_forgotten(database, memory, person, now):
    await note(database, memory, person, now, "5", "6")
    await note(database, memory, person, now + DAY, "7")
    later = now + 2 * DAY + timedelta(seconds=1)

    assert await database.write(retention.chat_messages, memory, later, 100) == 2
    assert await database.read(chat_messages.deletable, memory, person, now) == ("7",)
