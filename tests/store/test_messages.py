"""Messages of therapists: sealed, settled once; and the therapy sessions they come before."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from store import messages
from store.tables import message as table
from tests.store.kept import cold, keep_client

DAY = timedelta(days=1)


@pytest.fixture
async def client(database, memory, now):
    return await keep_client(database, memory, now)


async def write(database, memory, client, now, text="You are not alone with this."):
    return await database.write(
        messages.add, memory, client.id, client.therapist, None, text, now=now, leaves_at=now + DAY
    )


async def test_a_message_comes_back_as_it_was_written(database, memory, ring, client, now):
    made = await write(database, memory, client, now, "Ich denke an Sie – 加油 🌱")

    found = await database.read(messages.get, cold(memory, ring), made)

    assert found == messages.Message(
        made,
        client.id,
        client.therapist,
        None,
        messages.WAITING,
        "Ich denke an Sie – 加油 🌱",
        now + DAY,
        None,
    )


async def test_a_message_is_sealed_and_its_length_is_hidden(database, memory, client, now):
    await write(database, memory, client, now, "short")
    await write(database, memory, client, now, "a little longer than the other")

    sealed = await database.read(
        lambda connection: connection.execute(select(table.c.sealed_text)).scalars().all()
    )

    assert not [each for each in sealed if b"short" in each or b"longer" in each]
    assert len({len(each) for each in sealed}) == 1


async def test_a_message_is_settled_once(database, memory, client, now):
    made = await write(database, memory, client, now)
    states = [messages.SENT, messages.CANCELLED] * 5

    settled = await asyncio.gather(
        *(database.write(messages.settle, memory, made, state, now) for state in states)
    )

    assert settled.count(True) == 1
    found = await database.read(messages.get, memory, made)
    assert (found.state, found.settled_at) == (states[settled.index(True)], now)
