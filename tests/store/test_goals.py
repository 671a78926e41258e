"""Goals: sealed, rated once a day, with smaller steps, shared, closed and taken away."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from care.goals import Draft, GoalState, pictured
from care.pictured import GoalProgress
from store import goals
from store.tables import goal as table
from store.tables import goal_rating, goal_step
from tests.store.kept import cold, keep_client

DAY = timedelta(days=1)
WORDS = "Wieder in den Chor – 加油 🌱"


@pytest.fixture
async def client(database, memory, now):
    return await keep_client(database, memory, now)


async def begin(database, memory, client, now, words=WORDS, rating=3, shared=True):
    draft = Draft(words, rating, shared)
    return await database.write(goals.begin, memory, client.id, draft, now.date(), now)


async def of_client(database, memory, client, shared_only=False):
    def read(connection):
        return goals.of_client(connection, memory, client.id, shared_only=shared_only)

    return await database.read(read)


async def test_a_goal_comes_back_as_it_was_agreed_and_is_sealed(
    database, memory, ring, client, now
):
    made = await begin(database, memory, client, now)
    await database.write(goals.add_step, memory, made, "Die Probe anrufen", now)

    found = await database.read(goals.get, cold(memory, ring), made)

    assert (found.words, found.state, found.is_shared) == (WORDS, GoalState.OPEN, True)
    assert (found.first.value, found.latest.value, found.first.on) == (3, 3, now.date())
    assert [each.words for each in found.steps] == ["Die Probe anrufen"]
    assert await database.read(goals.client_of, memory, made) == client.id

    def kept(connection):
        columns = (table.c.sealed_words, goal_step.c.sealed_words, goal_rating.c.sealed_value)
        return [connection.execute(select(each)).scalar_one() for each in columns]

    words, step, rating = await database.read(kept)
    assert b"Chor" not in words
    assert b"Probe" not in step
    assert b"\x00\x03" not in rating[-2:]


async def test_the_last_rating_of_a_day_holds_and_each_day_has_its_own(
    database, memory, client, now
):
    made = await begin(database, memory, client, now)
    for value, ago in ((4, 1), (6, 1), (5, 2)):
        assert await database.write(
            goals.rate, memory, made, value, now.date() + ago * DAY, now + ago * DAY
        )

    found = await database.read(goals.get, memory, made)

    assert [each.value for each in found.ratings] == [3, 6, 5]
    assert pictured([found]) == (GoalProgress(WORDS, 3, 5),)
    assert pictured([found], "Goal") == (GoalProgress("Goal 1", 3, 5),)


async def test_staff_are_given_only_what_is_shared(database, memory, client, now):
    told = await begin(database, memory, client, now)
    own = await begin(database, memory, client, now, shared=False)

    assert [each.id for each in await of_client(database, memory, client)] == [told, own]
    assert [each.id for each in await of_client(database, memory, client, shared_only=True)] == [
        told
    ]
    assert await database.write(goals.share, memory, own, now)
    assert not await database.write(goals.share, memory, own, now)
    assert await database.write(goals.keep_private, memory, told)
    assert not await database.write(goals.keep_private, memory, told)
    assert [each.id for each in await of_client(database, memory, client, shared_only=True)] == [
        own
    ]


async def test_a_goal_is_reached_let_go_and_taken_up_again(database, memory, client, now):
    made = await begin(database, memory, client, now)

    assert await database.write(goals.close, memory, made, GoalState.REACHED, now + DAY)
    assert not await database.write(goals.close, memory, made, GoalState.LET_GO, now + DAY)
    assert not await database.write(goals.rate, memory, made, 9, now.date(), now)
    assert not await database.write(goals.add_step, memory, made, "x", now)
    closed = await database.read(goals.get, memory, made)
    assert (closed.state, closed.closed_at) == (GoalState.REACHED, now + DAY)
    assert pictured([closed]) == ()
    assert await database.write(goals.reopen, memory, made)
    assert not await database.write(goals.reopen, memory, made)
    assert (await database.read(goals.get, memory, made)).closed_at is None


async def test_steps_are_ticked_off_unticked_and_dropped_only_of_their_own_goal(
    database, memory, client, now
):
    made, other = [await begin(database, memory, client, now) for _ in range(2)]
    for words in ("call", "go"):
        await database.write(goals.add_step, memory, made, words, now)
    standing = await database.read(goals.standing, memory, client.id)
    first, second = standing[made].steps
    assert standing[other].steps == ()

    assert not await database.write(goals.tick, memory, other, first, now)
    assert await database.write(goals.tick, memory, made, first, now)
    assert not await database.write(goals.tick, memory, made, first, now)
    assert (await database.read(goals.get, memory, made)).done_steps == 1
    assert await database.write(goals.tick, memory, made, first, None)
    assert not await database.write(goals.drop_step, memory, other, second)
    assert await database.write(goals.drop_step, memory, made, second)
    [left] = (await database.read(goals.get, memory, made)).steps
    assert (left.id, left.is_done) == (first, False)


async def test_words_change_and_what_is_taken_away_leaves_nothing(database, memory, client, now):
    made = await begin(database, memory, client, now)
    await database.write(goals.add_step, memory, made, "call", now)

    assert await database.write(goals.reword, memory, made, "new words")
    assert (await database.read(goals.get, memory, made)).words == "new words"
    assert await database.write(goals.take_away, memory, made)
    assert not await database.write(goals.take_away, memory, made)
    assert not await database.write(goals.reword, memory, made, "x")
    assert await database.read(goals.get, memory, made) is None

    def left(connection):
        return [connection.execute(select(each)).all() for each in (goal_rating, goal_step)]

    assert await database.read(left) == [[], []]
