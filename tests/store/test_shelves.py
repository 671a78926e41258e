"""The library and the shelves: one item for one resource, sealed, told of once, put back whole."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from care.shelf import Reaction, Resource, ResourceKind
from store import people, reading, resources, shelves
from store.resources import Became
from store.tables import shelf_item as table
from tests.store.kept import a_client, cold, keep_client

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CALM = Resource("gruebeln", "Wenn Gedanken kreisen", text="Ruhig – 加油 🌱")
WALK = Resource(
    "a-short-walk",
    "A short walk",
    ResourceKind.TRY,
    about="For days indoors.",
    link="https://example.org/walk",
    text="Once around the block.",
    language="en",
    minutes=10,
)


@pytest.fixture
async def client(database, memory, now):
    return await keep_client(database, memory, now)


@pytest.fixture
async def library(database, memory, now):
    for each in (CALM, WALK):
        await database.write(resources.keep, memory, each, now)
    return (WALK, CALM)


async def put(database, memory, client, code, now, why="", tell_at=None):
    write = partial(shelves.put, tell_at=tell_at)
    return await database.write(write, memory, client.id, client.therapist, code, why, now)


# --- the library -----------------------------------------------------------------------------


async def test_keeping_says_whether_it_is_new_or_changed(database, memory, now):
    keep = partial(database.write, resources.keep, memory)

    assert await keep(WALK, now) is Became.NEW
    assert await keep(WALK, now + DAY) is Became.UNCHANGED
    assert await keep(replace(WALK, minutes=15), now + DAY) is Became.CHANGED

    assert await database.read(resources.of_practice, memory) == (replace(WALK, minutes=15),)


async def test_what_is_retired_is_there_and_not_offered_until_it_is_kept_again(
    database, memory, library, now
):
    assert await database.write(resources.retire, memory, WALK.code, now)
    assert not await database.write(resources.retire, memory, WALK.code, now + DAY)
    retired = await database.read(resources.get, memory, WALK.code)

    again = await database.write(resources.keep, memory, WALK, now + DAY)

    assert retired == replace(WALK, retired_at=now)
    assert not retired.is_offered
    assert again is Became.CHANGED
    assert await database.read(resources.get, memory, WALK.code) == WALK


async def test_nothing_is_retired_that_is_not_there(database, memory, now):
    assert not await database.write(resources.retire, memory, "no-such", now)
    assert await database.read(resources.get, memory, "no-such") is None


# --- the shelf -------------------------------------------------------------------------------


async def test_what_lies_there_comes_back_as_it_was_put_and_is_sealed(
    database, memory, ring, client, library, now
):
    made = await put(database, memory, client, CALM.code, now, why="Für die Abende 🌙")
    await database.write(shelves.react, memory, made, Reaction.NOT_FOR_ME, now + HOUR)

    [found] = await database.read(shelves.of_client, cold(memory, ring), client.id)
    rows = await database.read(
        lambda connection: connection.execute(select(table)).mappings().all()
    )

    assert (found.id, found.resource, found.staff) == (made, CALM, client.therapist)
    assert (found.why, found.reaction) == ("Für die Abende 🌙", Reaction.NOT_FOR_ME)
    assert (found.put_at, found.reacted_at) == (now, now + HOUR)
    held = b"".join(value for row in rows for value in row.values() if isinstance(value, bytes))
    assert not [each for each in (b"gruebeln", b"Abende", b"not-for-me") if each in held]


async def test_the_same_thing_on_two_shelves_does_not_look_the_same(
    database, memory, client, library, now
):
    other = a_client(client.therapist, now, code="calm-river")
    assert await database.write(people.add_client, memory, other)
    for each in (client, other):
        await put(database, memory, each, WALK.code, now)

    indexes = await database.read(
        lambda connection: connection.execute(select(table.c.resource_index)).scalars().all()
    )

    assert len(indexes) == len(set(indexes)) == 2


async def test_what_lies_there_already_is_left_as_it_is(database, memory, client, library, now):
    made = await put(database, memory, client, WALK.code, now, why="For the mornings.")
    await database.write(shelves.opened, memory, made, now + HOUR)

    again = await put(database, memory, client, WALK.code, now + DAY, tell_at=now + DAY)

    [found] = await database.read(shelves.of_client, memory, client.id)
    assert again == made == found.id
    assert (found.why, found.put_at) == ("For the mornings.", now)
    assert found.opened_at == now + HOUR
    assert await database.read(shelves.to_tell, memory, now + DAY, 9) == ()


async def test_what_was_taken_off_is_put_back_as_if_it_were_new(
    database, memory, client, library, now
):
    made = await put(database, memory, client, WALK.code, now, why="For the mornings.")
    await database.write(shelves.opened, memory, made, now)
    await database.write(shelves.react, memory, made, Reaction.HELPFUL, now)
    assert await database.write(shelves.remove, memory, made, now + HOUR)
    assert not await database.write(shelves.remove, memory, made, now + HOUR)
    assert await database.read(shelves.of_client, memory, client.id) == ()

    again = await put(database, memory, client, WALK.code, now + DAY, tell_at=now + DAY)

    [found] = await database.read(shelves.of_client, memory, client.id)
    assert again == made == found.id
    assert (found.why, found.put_at) == ("", now + DAY)
    assert (found.opened_at, found.told_at, found.reaction, found.reacted_at) == (None,) * 4
    assert await database.read(shelves.to_tell, memory, now + DAY, 9) == (client.id,)


async def test_what_was_taken_off_is_neither_opened_nor_said_anything_of(
    database, memory, client, library, now
):
    made = await put(database, memory, client, WALK.code, now, tell_at=now)
    await database.write(shelves.remove, memory, made, now)

    assert await database.read(shelves.get, memory, made) is None
    assert await database.read(shelves.ids_of, memory, client.id) == frozenset()
    assert not await database.write(shelves.opened, memory, made, now)
    assert not await database.write(shelves.react, memory, made, Reaction.HELPFUL, now)
    assert await database.read(shelves.to_tell, memory, now, 9) == ()
    # Whose it was is still known: a button of long ago is answered by the right shelf.
    assert await database.read(shelves.client_of, memory, made) == client.id


async def test_a_retired_resource_stays_where_it_lies(database, memory, client, library, now):
    made = await put(database, memory, client, WALK.code, now)
    await database.write(resources.retire, memory, WALK.code, now + DAY)

    found = await database.read(shelves.get, memory, made)

    assert found.resource.title == WALK.title
    assert not found.resource.is_offered


async def test_the_first_look_counts_and_whoever_looks_is_told_no_more(
    database, memory, client, library, now
):
    made = await put(database, memory, client, WALK.code, now, tell_at=now + HOUR)
    await database.write(shelves.opened, memory, made, now)
    await database.write(shelves.opened, memory, made, now + DAY)

    found = await database.read(shelves.get, memory, made)

    assert found.opened_at == found.told_at == now
    assert await database.read(shelves.next_due) is None


async def test_a_reaction_may_be_changed_and_taken_back(database, memory, client, library, now):
    made = await put(database, memory, client, WALK.code, now)
    for said in (Reaction.HELPFUL, Reaction.NOT_FOR_ME, None):
        assert await database.write(shelves.react, memory, made, said, now)
        assert (await database.read(shelves.get, memory, made)).reaction is said


async def test_a_client_is_told_of_everything_new_at_once_and_once(
    database, memory, client, library, now
):
    first = await put(database, memory, client, WALK.code, now, tell_at=now + HOUR)
    second = await put(database, memory, client, CALM.code, now, tell_at=now + DAY)

    assert await database.read(shelves.next_due) == now + HOUR
    assert await database.read(shelves.to_tell, memory, now, 9) == ()
    assert await database.read(shelves.to_tell, memory, now + DAY, 9) == (client.id,)

    await database.write(shelves.tell_again, memory, [first], now + 2 * DAY)
    assert await database.read(shelves.next_due) == now + DAY

    await database.write(shelves.told, memory, [first, second], now + DAY)

    found = await database.read(shelves.of_client, memory, client.id)
    assert [each.told_at for each in found] == [now + DAY] * 2
    assert await database.read(shelves.next_due) is None


# --- news for who reads ----------------------------------------------------------------------


async def test_what_was_said_of_a_thing_is_news_while_it_lies_there(
    database, memory, client, library, now
):
    item = await put(database, memory, client, "gruebeln", now)
    newest = partial(database.read, reading.newest, memory, [client.id])
    assert await newest() == {}

    await database.write(shelves.react, memory, item, Reaction.HELPFUL, now + DAY)
    assert await newest() == {client.id: now + DAY}

    # The reading of the day would have nothing to show.
    await database.write(shelves.remove, memory, item, now + 2 * DAY)
    assert await newest() == {}


async def test_a_shelf_is_shown_without_reading_the_rest_of_the_library(
    database, memory, client, library, now, monkeypatch
):
    await put(database, memory, client, "gruebeln", now)
    read = []
    kept = resources._resource
    monkeypatch.setattr(resources, "_resource", lambda row: read.append(row.code) or kept(row))

    [item] = await database.read(shelves.of_client, memory, client.id)

    assert item.resource == CALM
    assert read == ["gruebeln"]
