"""Open conversations: they go on where they stopped, sealed, until the flow ends."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from conversations.flows.checkin import CheckIn
from conversations.flows.joining import Joining
from conversations.flows.preferences import Moving
from store import people, talks
from store.ids import new_id
from store.tables import talk as table
from store.talks import Saved
from tests.store.kept import cold, keep_client, keep_person

SOON = timedelta(minutes=1)


@pytest.fixture
async def stranger(database, memory, now):
    return await keep_person(database, memory, now, "1")


@pytest.fixture
async def person(database, memory, now):
    client = await keep_client(database, memory, now)
    account = await keep_person(database, memory, now, "2")
    return await database.write(people.become_client, memory, account, "2", client.id)


@pytest.fixture
def check_in(now):
    return CheckIn(new_id(), "k3f", "phq9", "1", now.date(), 7)


async def save(database, memory, now, *saved):
    await database.write(talks.save, memory, [Saved(*each) for each in saved], now)


async def of_people(database, memory, *known):
    return await database.read(talks.of_people, memory, known)


async def test_a_talk_goes_on_where_it_stopped(
    database, memory, ring, person, stranger, check_in, now
):
    joining = Joining(UUID(int=5), "es", "Europe/Madrid", agreed=True)
    first = cold(memory, ring)
    await save(database, first, now, (person, "k3f", check_in), (stranger, "join", joining))

    found = await of_people(database, cold(memory, ring), person, stranger)

    assert found == {person.id: {"k3f": check_in}, stranger.id: {"join": joining}}


async def test_what_is_remembered_of_a_check_in_is_what_stands_there(
    database, memory, ring, person, check_in, now
):
    await save(database, memory, now, (person, "k3f", check_in))
    await save(database, cold(memory, ring), now, (person, "k3f", check_in.at(8)))
    assert await of_people(database, memory, person) == {person.id: {"k3f": check_in.at(8)}}

    await save(database, memory, now, (person, "k3f", check_in))
    for _ in range(2):
        assert await of_people(database, memory, person) == {person.id: {"k3f": check_in}}

    await database.write(
        lambda connection: connection.execute(update(table).values(sealed_state=b"else"))
    )
    assert await of_people(database, memory, person) == {}


async def test_of_very_many_check_ins_some_are_opened_again(
    database, memory, person, check_in, now, monkeypatch
):
    monkeypatch.setattr(talks, "REMEMBERED", 3)
    for item in range(10):
        await save(database, memory, now, (person, "k3f", check_in.at(item)))

    assert len(memory.check_ins) <= 3
    assert await of_people(database, memory, person) == {person.id: {"k3f": check_in.at(9)}}


async def test_the_talk_touched_last_stands_at_the_end(database, memory, person, check_in, now):
    await save(database, memory, now, (person, "k3f", check_in))
    await save(database, memory, now + SOON, (person, "settings", Moving()))
    assert list((await of_people(database, memory, person))[person.id]) == ["k3f", "settings"]

    await save(database, memory, now + 2 * SOON, (person, "k3f", check_in))

    assert list((await of_people(database, memory, person))[person.id]) == ["settings", "k3f"]


async def test_a_talk_that_is_over_is_forgotten(database, memory, person, check_in, now):
    await save(database, memory, now, (person, "k3f", check_in), (person, "settings", Moving()))

    await save(database, memory, now, (person, "k3f", None), (person, "unknown", None))

    assert await of_people(database, memory, person) == {person.id: {"settings": Moving()}}

    await database.write(talks.end_all, memory, person.id)

    assert await of_people(database, memory, person) == {}


async def test_who_joins_keeps_the_talk_that_began_before(database, memory, ring, stranger, now):
    joining = Joining(UUID(int=5), "en", "Europe/Berlin")
    await save(database, memory, now, (stranger, "join", joining))
    client = await keep_client(database, memory, now)

    joined = await database.write(people.become_client, memory, stranger, "1", client.id)

    found = await of_people(database, cold(memory, ring), joined)
    assert found == {stranger.id: {"join": joining}}


async def test_a_talk_is_sealed_under_the_clients_key(database, memory, person, check_in, now):
    await save(database, memory, now, (person, "k3f", check_in))

    sealed = await database.read(
        lambda connection: connection.execute(select(table.c.sealed_state)).scalar_one()
    )

    assert b"phq9" not in sealed
    owner = memory.client(person.client)
    assert b"phq9" in memory.vault.open(owner, talks.STATE, f"{person.id}/k3f", sealed)


async def test_a_talk_moved_to_another_subject_is_not_read(database, memory, person, check_in, now):
    await save(database, memory, now, (person, "k3f", check_in))
    moved = update(table).values(subject="other")
    await database.write(lambda connection: connection.execute(moved).close())

    assert await of_people(database, memory, person) == {}


async def test_nobody_has_no_talks(database, memory):
    assert await of_people(database, memory) == {}
