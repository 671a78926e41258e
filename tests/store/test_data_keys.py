"""Data keys: made once, kept wrapped, opened again elsewhere, and never believed without a row."""

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from store import data_keys
from store.data_keys import KeyMissing
from store.ids import new_id
from store.memory import Memory
from store.tables import data_key
from store.vault import Field, Vault
from tests.store.kept import cold

WORDS = Field("talk", "sealed_state")


async def test_what_is_sealed_opens_in_another_process(database, memory, ring, now):
    owner = memory.client(new_id())
    await database.write(memory.new_key, owner, now)
    sealed = memory.vault.seal(owner, WORDS, "row", b"words")
    other = cold(memory, ring)

    await database.read(other.open_clients, [owner.id])

    assert other.vault.open(owner, WORDS, "row", sealed) == b"words"


async def test_many_keys_are_opened_together(database, memory, ring, now):
    owners = [memory.client(new_id()) for _ in range(300)]

    def make_all(connection):
        for owner in owners:
            memory.new_key(connection, owner, now)

    await database.write(make_all)
    other = cold(memory, ring)

    await database.read(other.open_clients, [owner.id for owner in owners])

    assert all(other.vault.is_open(owner) for owner in (*owners, other.house()))


async def test_a_key_that_is_gone_is_said_to_be_missing(database, memory, ring, now):
    owner = memory.client(new_id())
    await database.write(memory.new_key, owner, now)
    erased = delete(data_key).where(data_key.c.owner == owner.id)
    await database.write(lambda connection: connection.execute(erased).close())

    with pytest.raises(KeyMissing, match=str(owner.id)):
        await database.read(cold(memory, ring).open_clients, [owner.id])


async def test_a_key_whose_making_failed_is_not_used(database, memory, now):
    owner = memory.client(new_id())

    def make_and_fail(connection):
        memory.new_key(connection, owner, now)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await database.write(make_and_fail)

    assert not memory.vault.is_open(owner)
    with pytest.raises(KeyMissing):
        await database.read(memory.open_clients, [owner.id])


async def test_a_key_stays_open_after_its_making_succeeded(database, memory, now):
    owner = memory.client(new_id())

    await database.write(memory.new_key, owner, now)

    assert memory.vault.is_open(owner)


async def test_an_owner_has_one_key(database, memory, now):
    owner = memory.client(new_id())
    await database.write(memory.new_key, owner, now)
    sealed = memory.vault.seal(owner, WORDS, "row", b"words")

    with pytest.raises(IntegrityError):
        await database.write(memory.new_key, owner, now)

    await database.read(memory.open_clients, [owner.id])
    assert memory.vault.open(owner, WORDS, "row", sealed) == b"words"


async def test_a_database_tells_whether_a_new_key_file_would_open_nothing(database, ring, now):
    assert not await database.read(data_keys.any_wrapped)

    memory = Memory(new_id(), Vault(ring))
    await database.write(memory.new_key, memory.house(), now)

    assert await database.read(data_keys.any_wrapped)
