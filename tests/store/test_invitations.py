"""Invitations: a secret link is good for one client, once, for three days."""

import asyncio
import secrets
from datetime import timedelta

import pytest
from sqlalchemy import select

from conversations.talk import secret_hash
from store import invitations
from store.database import Database
from store.invitations import VALID_FOR, WITHIN, WRONG_LINKS
from store.memory import Memory
from store.tables import invitation
from tests.store.kept import keep_client, keep_person

SECRET = secret_hash("a secret of 128 bits")
GUESSES = 10**6


@pytest.fixture
async def client(database, memory, now):
    return await keep_client(database, memory, now, locale="es", zone="Europe/Madrid")


async def invite(database, memory, client, now, secret=SECRET):
    return await database.write(invitations.add, memory, client.id, secret, now)


async def valid(database, memory, now, secret=SECRET):
    return await database.read(invitations.valid, memory, secret, now)


async def test_an_invitation_tells_what_is_preset_for_its_client(database, memory, client, now):
    ends = await invite(database, memory, client, now)

    found = await valid(database, memory, now)

    assert ends == now + timedelta(hours=72)
    assert (found.client, found.locale, found.zone) == (client.id, "es", "Europe/Madrid")


async def test_of_two_hundred_who_redeem_at_once_one_wins(
    database, database_url, memory, client, now
):
    await invite(database, memory, client, now)
    found = await valid(database, memory, now)
    other = Database(database_url)

    won = await asyncio.gather(
        *(
            each.write(invitations.redeem, memory, found.id, now)
            for _ in range(100)
            for each in (database, other)
        )
    )

    await other.close()
    assert won.count(client.id) == 1
    assert won.count(None) == 199


async def test_a_used_invitation_is_as_if_it_had_never_been(database, memory, client, now):
    await invite(database, memory, client, now)
    found = await valid(database, memory, now)
    await database.write(invitations.redeem, memory, found.id, now)

    assert await valid(database, memory, now) is None
    assert await valid(database, memory, now, secret_hash("guessed")) is None


@pytest.fixture
async def many(database, memory, client, now):
    """What is kept of many invitations that nobody knows."""
    for _ in range(50):
        await invite(database, memory, client, now, secret_hash(secrets.token_urlsafe(16)))
    asked = select(invitation.c.secret_hash)
    kept = await database.read(lambda found: {*found.execute(asked).scalars()})
    assert len(kept) == 50
    return kept


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_of_a_million_guesses_none_opens_any_of_many_invitations(many):
    """The hashes of all guesses are held against what is kept, which no database changes."""
    guesses = (secret_hash(secrets.token_urlsafe(16)) for _ in range(GUESSES))

    assert many.isdisjoint(guesses)


async def test_of_guesses_asked_one_by_one_none_opens_any_of_many_invitations(
    database, memory, many, now
):
    def opened(connection):
        tried = (secret_hash(secrets.token_urlsafe(16)) for _ in range(1_000))
        return [each for each in tried if invitations.valid(connection, memory, each, now)]

    assert {type(each) for each in many} == {bytes}
    assert await database.read(opened) == []


def test_who_guesses_as_often_needs_a_thousand_accounts_and_still_finds_nothing():
    tries_of_an_account = WRONG_LINKS * (VALID_FOR // WITHIN)
    invitations_open_at_once = 10_000

    assert GUESSES / tries_of_an_account > 1_000
    assert GUESSES * invitations_open_at_once / 2**128 < 1e-28


async def test_an_invitation_ends_after_three_days(database, memory, client, now):
    await invite(database, memory, client, now)
    last = now + VALID_FOR - timedelta(microseconds=1)
    found = await valid(database, memory, last)

    assert await valid(database, memory, now + VALID_FOR) is None
    assert await database.write(invitations.redeem, memory, found.id, now + VALID_FOR) is None
    assert await database.write(invitations.redeem, memory, found.id, last) == client.id


async def test_a_new_invitation_ends_the_earlier_ones_of_its_client_only(
    database, memory, client, now
):
    neighbour = await keep_client(database, memory, now, code="bright-otter")
    await invite(database, memory, client, now, secret_hash("first"))
    await invite(database, memory, neighbour, now, secret_hash("neighbour"))
    later = now + timedelta(hours=1)

    await invite(database, memory, client, later, secret_hash("second"))

    assert await valid(database, memory, later, secret_hash("first")) is None
    assert (await valid(database, memory, later, secret_hash("second"))).client == client.id
    assert (await valid(database, memory, later, secret_hash("neighbour"))).client == neighbour.id


async def test_another_practice_cannot_use_it(database, memory, client, now):
    await invite(database, memory, client, now)
    found = await valid(database, memory, now)
    other = Memory(type(memory.practice)(int=7), memory.vault)

    assert await valid(database, other, now) is None
    assert await database.write(invitations.redeem, other, found.id, now) is None


async def test_only_the_hash_of_the_secret_is_kept(database, memory, client, now):
    await invite(database, memory, client, now)

    kept = await database.read(
        lambda connection: connection.execute(select(invitation.c.secret_hash)).scalars().all()
    )

    assert kept == [SECRET]
    assert len(SECRET) == 32


async def test_after_too_many_wrong_links_none_is_looked_at_for_an_hour(database, memory, now):
    account = await keep_person(database, memory, now)
    other = await keep_person(database, memory, now, address="78")

    async def may_try(at, whose=account):
        return await database.read(invitations.may_try, memory, whose.id, at)

    for _ in range(WRONG_LINKS):
        assert await may_try(now)
        await database.write(invitations.note_wrong, memory, account.id, now)

    assert not await may_try(now)
    assert await may_try(now, other)
    # Whoever goes on trying waits no longer for it.
    await database.write(invitations.note_wrong, memory, account.id, now + WITHIN / 2)
    assert not await may_try(now + WITHIN - timedelta(seconds=1))
    assert await may_try(now + WITHIN)

    await database.write(invitations.note_wrong, memory, account.id, now + WITHIN)
    assert await may_try(now + WITHIN)


async def test_of_many_wrong_links_at_once_each_is_counted(database, database_url, memory, now):
    account = await keep_person(database, memory, now)
    await database.write(invitations.note_wrong, memory, account.id, now)
    other = Database(database_url)

    await asyncio.gather(
        *(
            each.write(invitations.note_wrong, memory, account.id, now)
            for _ in range(WRONG_LINKS)
            for each in (database, other)
        )
    )

    await other.close()
    assert not await database.read(invitations.may_try, memory, account.id, now)
