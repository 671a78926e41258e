"""PINs: put down before they are compared, counted as a try at once, and never readable."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from care.phone import WAITS
from conversations.phone import PinUse
from store import pin_hash, pins
from store.pins import Tries
from store.tables import pin as table
from tests.store.kept import cold, keep_client


@pytest.fixture
async def client(database, memory, now):
    return await keep_client(database, memory, now)


async def give(database, memory, client, now, digits="2580", use=PinUse.CHECK):
    return await database.write(pins.give, memory, client.id, digits, use, now)


async def settle(database, memory, given, *, fits, new_hash=None):
    return await database.write(partial(pins.settle, fits=fits, new_hash=new_hash), memory, given)


async def keep(database, memory, client, now, new_hash="a hash"):
    """A PIN of this hash, kept."""
    await give(database, memory, client, now, use=PinUse.KEEP)
    [given] = await database.read(pins.waiting, memory)
    await settle(database, memory, given, fits=True, new_hash=new_hash)


async def guess(database, memory, client, at):
    """One wrong try; whether it was compared at all."""
    if not await give(database, memory, client, at, digits="0000"):
        return False
    [given] = await database.read(pins.waiting, memory)
    await settle(database, memory, given, fits=False)
    return True


async def test_what_is_given_waits_to_be_compared_with_the_pin(database, memory, ring, client, now):
    await keep(database, memory, client, now)
    await give(database, memory, client, now, "12345678")

    [given] = await database.read(pins.waiting, cold(memory, ring))

    assert (given.client, given.digits, given.use) == (client.id, "12345678", PinUse.CHECK)
    assert (given.kept, given.at, given.tries) == ("a hash", now, 1)


async def test_digits_are_sealed_and_their_number_is_hidden(database, memory, now):
    for digits, code in (("2580", "one-harbor"), ("12345678", "two-harbor")):
        client = await keep_client(database, memory, now, code=code)
        await give(database, memory, client, now, digits)

    sealed = await database.read(
        lambda connection: connection.execute(select(table.c.sealed_given)).scalars().all()
    )

    assert len({len(each) for each in sealed}) == 1
    assert not [each for each in sealed if b"2580" in each or b"5678" in each]


async def test_once_it_is_settled_the_digits_are_gone(database, memory, client, now):
    await keep(database, memory, client, now)
    assert await guess(database, memory, client, now)

    row = await database.read(lambda connection: connection.execute(select(table)).one())

    assert row.sealed_given is row.given_for is row.given_at is None
    assert await database.read(pins.waiting, memory) == ()


async def test_a_try_counts_before_it_is_compared(database, memory, client, now):
    await keep(database, memory, client, now)

    await give(database, memory, client, now)

    assert (await database.read(pins.tries, memory, client.id)).tries == 1


async def test_one_waits_longer_after_each_wrong_try_and_for_ever_after_none(
    database, memory, client, now
):
    await keep(database, memory, client, now)
    at = now
    for wait in (*WAITS, WAITS[-1], WAITS[-1]):
        assert await guess(database, memory, client, at)
        if wait:
            assert not await guess(database, memory, client, at + wait - timedelta(seconds=1))
        at += wait

    tries = await database.read(pins.tries, memory, client.id)
    assert tries == Tries(len(WAITS) + 2, at)


async def test_the_right_one_ends_all_waiting(database, memory, client, now):
    await keep(database, memory, client, now)
    assert await guess(database, memory, client, now)
    await give(database, memory, client, now)
    [given] = await database.read(pins.waiting, memory)

    await settle(database, memory, given, fits=True)

    assert given.tries == 2
    assert await database.read(pins.tries, memory, client.id) == Tries()


async def test_of_many_tries_at_once_one_is_compared(database, memory, client, now):
    await keep(database, memory, client, now)

    given = await asyncio.gather(*(give(database, memory, client, now) for _ in range(20)))

    assert sum(given) == 1
    assert (await database.read(pins.tries, memory, client.id)).tries == 1


async def test_what_was_compared_twice_is_settled_once(database, memory, client, now):
    await keep(database, memory, client, now)
    await give(database, memory, client, now)
    [given] = await database.read(pins.waiting, memory)

    settled = [await settle(database, memory, given, fits=False) for _ in range(2)]

    assert settled == [True, False]


async def test_a_pin_that_is_forgotten_is_gone_with_its_tries(database, memory, client, now):
    await keep(database, memory, client, now)
    assert await guess(database, memory, client, now)

    assert await database.write(pins.forget, memory, client.id)
    assert not await database.write(pins.forget, memory, client.id)
    assert await database.read(pins.tries, memory, client.id) == Tries()


# --- the hash --------------------------------------------------------------------------------


def test_a_hash_fits_its_digits_and_no_others():
    kept = pin_hash.hashed("2580")

    assert pin_hash.fits("2580", kept)
    assert not pin_hash.fits("2581", kept)
    assert "2580" not in kept


def test_the_parameters_stand_beside_the_hash():
    kept = pin_hash.hashed("2580")

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_hash_of_other_parameters_still_fits():
    # Argon2id of 8 MiB and one pass, made from "2580" with a salt of sixteen x.
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    made = Argon2id(salt=b"x" * 16, length=32, iterations=1, lanes=1, memory_cost=8192)
    kept = made.derive_phc_encoded(b"2580")

    assert pin_hash.fits("2580", kept)


def test_two_hashes_of_one_pin_differ():
    assert pin_hash.hashed("2580") != pin_hash.hashed("2580")
