"""Homework: sealed, answered as often as one likes, reviewed once an answer, and due when it is."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from care.homework import Count, Entry, Given, State
from store import homework
from store.tables import homework as table
from tests.store.kept import cold, keep_client

DAY = timedelta(days=1)
GIVEN = Given("Fünf Atemzüge", "Langsam – 加油 🌱")


@pytest.fixture
async def client(database, memory, now):
    return await keep_client(database, memory, now)


async def assign(database, memory, client, now, given=GIVEN, tell_at=None, look_at=None):
    def keep(connection):
        return homework.assign(
            connection,
            memory,
            client.id,
            client.therapist,
            given,
            now,
            tell_at=tell_at,
            look_at=look_at,
        )

    return await database.write(keep)


async def test_a_piece_comes_back_as_it_was_assigned_and_is_sealed(
    database, memory, ring, client, now
):
    made = await assign(database, memory, client, now)

    found = await database.read(homework.get, cold(memory, ring), made)
    rows = await database.read(
        lambda connection: connection.execute(
            select(table.c.sealed_title, table.c.sealed_task)
        ).all()
    )

    assert (found.title, found.task, found.state) == (GIVEN.title, GIVEN.task, State.OPEN)
    assert found.staff == client.therapist
    assert not [each for row in rows for each in row if b"Atem" in each or b"Langsam" in each]


async def test_every_answer_stays_in_the_trail_and_the_last_one_holds(
    database, memory, client, now
):
    made = await assign(database, memory, client, now)
    for hours, state in enumerate((State.PARTLY, State.PARTLY, State.DONE, State.OPEN)):
        await database.write(homework.answer, memory, made, state, now + timedelta(hours=hours))
    await database.write(homework.add_words, memory, made, "It went well.", now + DAY)

    found = await database.read(homework.get, memory, made)
    trail = (await database.read(homework.trail_of, memory, [made]))[made]

    assert found.state is State.OPEN
    assert found.answered_at == now + DAY
    # The same answer twice is one.
    assert [each.kind for each in trail] == [Entry.PARTLY, Entry.DONE, Entry.OPEN, Entry.WORDS]
    assert trail[-1].words == "It went well."


async def test_what_came_back_is_reviewed_once_and_comes_back_again_with_the_next_answer(
    database, memory, client, now
):
    made = await assign(database, memory, client, now)
    by = client.therapist
    review = (homework.review, memory, made, by, "Good to hear.", now)
    assert await database.write(*review) is None
    await database.write(homework.answer, memory, made, State.DONE, now)

    first, second = await database.write(*review), await database.write(*review)

    assert first is not None
    assert second is None
    assert await database.read(homework.counts, memory, [client.id]) == {client.id: Count(0, 0)}
    await database.write(homework.answer, memory, made, State.PARTLY, now)
    assert await database.read(homework.counts, memory, [client.id]) == {client.id: Count(1, 1)}


async def test_what_was_taken_back_takes_no_answer(database, memory, client, now):
    made = await assign(database, memory, client, now)

    assert await database.write(homework.withdraw, memory, made, client.therapist, now)

    assert not await database.write(homework.answer, memory, made, State.DONE, now)
    assert not await database.write(homework.add_words, memory, made, "x", now)
    assert not await database.write(homework.withdraw, memory, made, client.therapist, now)
    assert await database.read(homework.counts, memory, [client.id]) == {}


async def test_an_answer_ends_what_was_due(database, memory, client, now):
    early = await assign(database, memory, client, now, tell_at=now, look_at=now + DAY)
    late = await assign(database, memory, client, now, tell_at=now + DAY)
    due = (homework.to_tell, memory, now + DAY, 9)

    assert list(await database.read(*due)) == [early, late]
    assert await database.read(homework.next_due) == now
    await database.write(homework.answer, memory, early, State.DONE, now)

    assert list(await database.read(*due)) == [late]
    assert await database.read(homework.to_look_at, memory, now + DAY, 9) == {}
    assert await database.read(homework.next_due) == now + DAY
