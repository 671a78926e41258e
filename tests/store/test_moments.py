"""Key moments: sealed, for whom they are, changed and taken away by who marked them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from care.moments import Marked
from store import moments
from store.tables import key_moment as table
from tests.store.kept import cold, keep_client

DAY = timedelta(days=1)
TITLE = "Umzug – 加油 🌱"


@pytest.fixture
async def client(database, memory, now):
    return await keep_client(database, memory, now)


async def mark(database, memory, client, now, title=TITLE, ago=0, shared=True, by=None):
    marked = Marked(title, now.date() - timedelta(days=ago), shared)
    return await database.write(moments.mark, memory, client.id, by, marked, now)


async def of_client(database, memory, client, shared_only=False):
    def read(connection):
        return moments.of_client(connection, memory, client.id, shared_only=shared_only)

    return await database.read(read)


async def test_a_moment_comes_back_as_it_was_marked_and_is_sealed(
    database, memory, ring, client, now
):
    made = await mark(database, memory, client, now, ago=3)

    found = await database.read(moments.get, cold(memory, ring), made)
    kept = await database.read(
        lambda connection: connection.execute(select(table.c.sealed_title)).scalar_one()
    )

    assert (found.title, found.on, found.staff) == (TITLE, now.date() - 3 * DAY, None)
    assert found.is_shared
    assert b"Umzug" not in kept
    assert await database.read(moments.client_of, memory, made) == client.id


async def test_staff_are_given_only_what_is_shared(database, memory, client, now):
    told = await mark(database, memory, client, now, ago=5)
    own = await mark(database, memory, client, now, ago=1, shared=False)
    by = await mark(database, memory, client, now, ago=2, by=client.therapist)

    assert [each.id for each in await of_client(database, memory, client)] == [own, by, told]
    newest = await database.read(
        lambda connection: moments.of_client(
            connection, memory, client.id, shared_only=False, at_most=2
        )
    )
    assert [each.id for each in newest] == [own, by]
    shared = await of_client(database, memory, client, shared_only=True)
    assert [each.id for each in shared] == [by, told]

    def between(connection):
        first, last = now.date() - 2 * DAY, now.date()
        return moments.between(connection, memory, client.id, first, last, shared_only=True)

    assert [each.id for each in await database.read(between)] == [by]


async def test_a_client_changes_words_and_who_may_see_them(database, memory, client, now):
    made = await mark(database, memory, client, now, shared=False)
    since = (moments.shared_since, memory, client.id, now)

    assert await database.write(moments.rename, memory, made, "new words")
    assert not await database.write(moments.keep_private, memory, made)
    assert await database.write(moments.share, memory, made, now + DAY)
    assert not await database.write(moments.share, memory, made, now + DAY)

    [found] = await database.read(*since)
    assert (found.title, found.shared_at) == ("new words", now + DAY)
    assert await database.write(moments.keep_private, memory, made)
    assert await database.read(*since) == ()


async def test_what_staff_marked_only_staff_take_away_and_what_a_client_marked_only_the_client(
    database, memory, client, now
):
    own = await mark(database, memory, client, now)
    theirs = await mark(database, memory, client, now, by=client.therapist)

    async def take_away(wanted, *, by_staff):
        def do(connection):
            return moments.take_away(connection, memory, wanted, by_staff=by_staff)

        return await database.write(do)

    assert not await take_away(own, by_staff=True)
    assert not await take_away(theirs, by_staff=False)
    assert not await database.write(moments.rename, memory, theirs, "x")
    assert not await database.write(moments.keep_private, memory, theirs)
    assert await database.read(moments.marked_by, memory, client.id) == {
        own: None,
        theirs: client.therapist,
    }
    assert await take_away(own, by_staff=False)
    assert await take_away(theirs, by_staff=True)
    assert await of_client(database, memory, client) == ()
    assert await database.read(moments.get, memory, own) is None
