"""People: names and addresses are sealed, and an account is found without being readable."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from care.consent import CONSENT_VERSION, Purpose
from care.people import ClientStatus, PictureChoice
from conversations.envelopes import CLIENTS, THERAPISTS
from store import people
from store.data_keys import KeyMissing
from store.memory import Memory
from store.tables import consent, person, staff
from store.vault import Vault
from tests.store.kept import a_client, a_member, cold, keep_client, keep_person

EVERYTHING = frozenset(Purpose)


async def column(database, wanted):
    def all_of_them(connection):
        return connection.execute(select(wanted)).scalars().all()

    return await database.read(all_of_them)


async def test_staff_come_back_as_they_were_kept_the_oldest_first(database, memory, ring, now):
    first = a_member()
    second = a_member(name="José Ångström", roles=frozenset(), locale="es", active=False)
    for member in (first, second):
        await database.write(people.add_member, memory, member, now)

    other = cold(memory, ring)

    assert await database.read(people.members, other) == (first, second)
    assert await database.read(people.member, other, second.id) == second


async def test_the_name_of_a_member_of_staff_is_sealed(database, memory, now):
    await database.write(people.add_member, memory, a_member(), now)

    [sealed] = await column(database, staff.c.sealed_name)

    assert b"Marsh" not in sealed


async def test_a_client_comes_back_as_kept_with_a_key_of_their_own(database, memory, ring, now):
    client = await keep_client(
        database,
        memory,
        now,
        status=ClientStatus.ACTIVE,
        picture=PictureChoice.WEEKLY,
        picture_shown_at=now - timedelta(days=2),
        gentle_until=now + timedelta(days=9),
        bands_for_client=True,
    )
    other = cold(memory, ring)

    assert await database.read(people.clients, other) == {client.id: client}
    assert await database.read(people.clients, other, [client.id]) == {client.id: client}
    assert await database.read(people.clients, other, []) == {}
    assert await database.read(people.client_coded, other, "quiet-harbor") == client
    await database.read(other.open_clients, [client.id])
    assert other.vault.is_open(other.client(client.id))


async def test_a_code_belongs_to_one_client(database, memory, now):
    first = await keep_client(database, memory, now)
    second = a_client(first.therapist, now)

    assert not await database.write(people.add_client, memory, second)

    assert await database.read(people.client_coded, memory, "quiet-harbor") == first
    with pytest.raises(KeyMissing):
        await database.read(memory.open_clients, [second.id])


async def test_a_code_asked_for_many_times_at_once_is_given_once(database, memory, now):
    first = await keep_client(database, memory, now, code="other-word")

    given = await asyncio.gather(
        *(
            database.write(people.add_client, memory, a_client(first.therapist, now))
            for _ in range(20)
        )
    )

    assert given.count(True) == 1


async def test_a_client_keeps_what_changes(database, memory, now):
    client = await keep_client(database, memory, now)

    await database.write(
        people.change_client,
        memory,
        client.id,
        status=ClientStatus.PAUSED,
        picture=PictureChoice.NEVER,
        gentle_until=now,
    )

    changed = replace(
        client, status=ClientStatus.PAUSED, picture=PictureChoice.NEVER, gentle_until=now
    )
    assert await database.read(people.clients, memory) == {client.id: changed}


async def test_an_account_is_found_by_its_address_and_bot(database, memory, now):
    account = await keep_person(database, memory, now, "77")
    await keep_person(database, memory, now, "78")
    slack = await keep_person(database, memory, now, "77", THERAPISTS)

    found = await database.read(
        people.accounts, memory, [(CLIENTS, "77"), (THERAPISTS, "77"), (CLIENTS, "99")]
    )

    assert found == {(CLIENTS, "77"): account, (THERAPISTS, "77"): slack}
    assert await database.read(people.accounts, memory, []) == {}


async def test_an_address_is_kept_sealed_and_found_blindly(database, memory, now):
    await keep_person(database, memory, now, "7788990011")

    [sealed] = await column(database, person.c.sealed_address)
    [index] = await column(database, person.c.blind_index)

    assert b"7788990011" not in sealed + index
    assert index == people.blind(memory, CLIENTS, "7788990011")


async def test_an_account_is_kept_once(database, memory, now):
    await keep_person(database, memory, now, "77")

    with pytest.raises(IntegrityError):
        await keep_person(database, memory, now, "77")


async def test_the_carrier_learns_where_an_account_is_reached(database, memory, ring, now):
    account = await keep_person(database, memory, now, "77")

    found = await database.read(people.address_of, cold(memory, ring), account.id)

    assert found == (account, "77")


async def test_who_joins_has_the_address_under_the_clients_own_key(database, memory, ring, now):
    client = await keep_client(database, memory, now)
    account = await keep_person(database, memory, now, "77")

    joined = await database.write(people.become_client, memory, account, "77", client.id)

    assert joined == replace(account, client=client.id)
    other = cold(memory, ring)
    assert await database.read(people.address_of, other, account.id) == (joined, "77")
    [sealed] = await column(database, person.c.sealed_address)
    owner = other.client(client.id)
    assert other.vault.open_text(owner, people.ADDRESS, account.id, sealed) == "77"


async def test_a_client_and_a_therapist_are_reached_through_their_newest_account(
    database, memory, now
):
    client = await keep_client(database, memory, now)
    for address in ("77", "78"):
        account = await keep_person(database, memory, now, address)
        newest = await database.write(people.become_client, memory, account, address, client.id)
    therapist = people.new_account(THERAPISTS, staff_id=client.therapist, locale="en")
    await database.write(people.add_account, memory, therapist, "U1", now)

    find = database.read
    of_client = await find(people.account_of, memory, CLIENTS, of_client=client.id)
    of_staff = await find(people.account_of, memory, THERAPISTS, of_staff=client.therapist)
    elsewhere = await find(people.account_of, memory, THERAPISTS, of_client=client.id)

    assert (of_client, of_staff, elsewhere) == (newest, therapist, None)


async def test_an_account_that_moved_is_found_at_its_new_address_only(database, memory, ring, now):
    client = await keep_client(database, memory, now)
    account = await keep_person(database, memory, now, "77")
    account = await database.write(people.become_client, memory, account, "77", client.id)

    await database.write(people.note_address, memory, account, "-10077")

    found = await database.read(people.accounts, memory, [(CLIENTS, "77"), (CLIENTS, "-10077")])
    assert found == {(CLIENTS, "-10077"): account}
    assert (await database.read(people.address_of, cold(memory, ring), account.id))[1] == "-10077"


async def test_who_cannot_be_reached_is_remembered(database, memory, now):
    account = await keep_person(database, memory, now)

    await database.write(people.note_reachable, memory, account.id, reachable=False)

    found, _ = await database.read(people.address_of, memory, account.id)
    assert not found.reachable


async def test_consent_is_given_and_taken_back_and_both_are_kept(database, memory, now):
    client = await keep_client(database, memory, now)
    later = now + timedelta(days=1)

    async def agreed():
        return await database.read(people.consents, memory, [client.id])

    async def give(purposes, at):
        await database.write(
            people.give_consent, memory, client.id, purposes, CONSENT_VERSION, now=at
        )

    assert await agreed() == {}
    await give([Purpose.CHECK_INS], now)
    assert await agreed() == {client.id: {Purpose.CHECK_INS}}
    await database.write(people.revoke_consent, memory, client.id, later)
    assert await agreed() == {}
    await give(EVERYTHING, later)
    assert await agreed() == {client.id: EVERYTHING}
    assert sorted(map(str, await column(database, consent.c.revoked_at))) == sorted(
        [str(later), *["None"] * len(EVERYTHING)]
    )


async def test_no_purpose_is_no_consent(database, memory, now):
    client = await keep_client(database, memory, now)

    await database.write(people.give_consent, memory, client.id, (), CONSENT_VERSION, now=now)

    assert await database.read(people.consents, memory, [client.id]) == {}


async def test_another_practice_finds_nobody(database, memory, ring, now):
    client = await keep_client(database, memory, now)
    await keep_person(database, memory, now, "77")
    other = Memory(type(memory.practice)(int=7), Vault(ring))

    assert await database.read(people.clients, other) == {}
    assert await database.read(people.client_coded, other, client.code) is None
    assert await database.read(people.accounts, other, [(CLIENTS, "77")]) == {}
