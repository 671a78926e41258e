"""Erasures in the store: every table has its rule, and a receipt outlives everything."""

from datetime import timedelta

from care.erasure import RULES, WHY_IT_STAYS, AskedBy, ErasureState, Goes
from store import belongings, data_keys, erasures, people
from store.belongings import faults
from store.tables import metadata
from store.vault import Vault
from tests.store.kept import keep_client, keep_person


def test_every_table_has_a_rule_and_what_stays_a_reason():
    assert faults(RULES, WHY_IT_STAYS, metadata.tables) == []


def test_a_table_without_a_rule_is_found():
    missing = {name: goes for name, goes in RULES.items() if name != "answer"}

    assert faults(missing, WHY_IT_STAYS, metadata.tables) == ["answer has no rule"]


def test_a_table_that_stays_without_a_reason_is_found():
    spoilt = {**RULES, "answer": Goes.STAYS}

    assert faults(spoilt, WHY_IT_STAYS, metadata.tables) == ["answer stays without a reason"]


def test_no_table_that_names_a_client_stays_but_the_receipts():
    stays = {
        name
        for name, table in metadata.tables.items()
        if RULES[name] is Goes.STAYS and "client" in table.c
    }

    assert stays == {"erasure"}


async def test_who_asks_anew_has_the_new_time_alone(database, memory, now):
    client = await keep_client(database, memory, now)
    later = now + timedelta(days=14)
    ask = erasures.ask
    await database.write(ask, memory, client.id, AskedBy.CLIENT, now, later)
    made = await database.write(ask, memory, client.id, AskedBy.CLIENT, now, now)

    found = await database.read(erasures.waiting, memory, client.id)

    assert found is not None
    assert (found.id, found.due_at) == (made, now)
    due = await database.write(erasures.due, memory, ErasureState.WAITING, later, 10)
    assert [each.id for each in due] == [made]


async def test_the_key_of_who_is_erased_leaves_every_vault_of_the_process(
    database, memory, ring, now
):
    client = await keep_client(database, memory, now)
    other = Vault(ring)
    owner = memory.client(client.id)
    await database.read(data_keys.open_for, other, memory.ring, [owner])
    made = await database.write(erasures.ask, memory, client.id, AskedBy.PRACTICE, now, now)
    asked = await database.read(erasures.get, memory, made)
    whose = await database.read(belongings.of_client, memory, client.id)

    await database.write(erasures.destroy, memory, asked, whose, now, None)

    assert not other.is_open(owner)
    assert not memory.vault.is_open(owner)


async def test_an_account_that_has_become_somebodys_again_is_not_forgotten(database, memory, now):
    client = await keep_client(database, memory, now)
    account = await keep_person(database, memory, now)
    await database.write(people.become_client, memory, account, "77", client.id)

    assert not await database.write(erasures.forget_account, memory, account.id)

    found, _ = await database.read(people.address_of, memory, account.id)
    assert found.client == client.id
