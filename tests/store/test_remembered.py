"""What SQLite's writer remembers of people is what stands there, whoever changes it and however."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from random import Random

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

import store.database
import store.remembered
from care.consent import CONSENT_VERSION, Purpose
from conversations.envelopes import CLIENTS
from store import migrate, people
from store.database import Database
from store.ids import new_id
from store.one_hop import SqliteConnection
from tests.store.kept import keep_client

ADDRESS = "700000001"
KEY = (CLIENTS, ADDRESS)

on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


class Undone(Exception):
    pass


@pytest.fixture
async def client(database, memory, now):
    """A client who takes part, with an account and everything agreed to."""
    found = await keep_client(database, memory, now)

    def join(connection):
        account = people.new_account(CLIENTS, locale="en")
        people.add_account(connection, memory, account, ADDRESS, now)
        people.become_client(connection, memory, account, ADDRESS, found.id)
        people.give_consent(connection, memory, found.id, Purpose, CONSENT_VERSION, now)

    await database.write(join)
    return found


def known(connection, memory, client):
    """What a tap asks."""
    return (
        people.accounts(connection, memory, [KEY]),
        people.some_clients(connection, memory, [client.id]),
        people.consents(connection, memory, [client.id]),
    )


def asked(connection, memory, client):
    """The statements that this takes, beside who watches."""
    found = []
    driver = connection.connection.driver_connection._conn
    driver.set_trace_callback(found.append)
    known(connection, memory, client)
    driver.set_trace_callback(None)
    return [each for each in found if each.startswith("SELECT") and " FROM temp." not in each]


@on_sqlite
async def test_what_is_known_and_has_not_changed_is_not_asked_again(database, memory, client):
    first = await database.write(asked, memory, client)
    second = await database.write(asked, memory, client)

    assert (len(first), second) == (3, [])


async def test_over_connections_that_only_read_and_on_a_server_everything_is_asked(
    database, memory, client, engine
):
    found = []

    def look(connection):
        if engine == "sqlite":
            return asked(connection, memory, client)
        event.listen(connection, "before_cursor_execute", lambda *each: found.append(each[2]))
        known(connection, memory, client)
        return found

    reading = database.read if engine == "sqlite" else database.write
    for _ in range(2):
        found.clear()
        assert len(await reading(look)) == 3


CHANGES = {
    "the account": "UPDATE person SET locale = 'es'",
    "an account that goes": "UPDATE person SET blind_index = x'00'",
    "the client": "UPDATE client SET zone = 'Europe/Madrid'",
    "what is agreed to": "UPDATE consent SET revoked_at = 1 WHERE purpose = 'messages'",
    "what is forgotten": "DELETE FROM consent",
}


@on_sqlite
@pytest.mark.parametrize("changed", CHANGES)
async def test_whoever_changes_a_row_by_whatever_statement_it_is_seen_at_once(
    database, memory, client, changed
):
    def change(connection):
        before = known(connection, memory, client)
        connection.execute(text(CHANGES[changed]))
        return before, known(connection, memory, client)

    before, after = await database.write(change)

    assert before != after
    assert await database.write(known, memory, client) == after
    assert await database.read(known, memory, client) == after


@on_sqlite
async def test_what_was_undone_is_not_remembered(database, memory, client):
    def undone(connection):
        people.change_client(connection, memory, client.id, zone="Europe/Madrid")
        assert people.some_clients(connection, memory, [client.id])[client.id] != client
        raise Undone

    with suppress(Undone):
        await database.write(undone)

    assert (await database.write(people.some_clients, memory, [client.id])) == {client.id: client}
    await database.write(people.change_client, memory, client.id, zone="Europe/Madrid")
    [found] = (await database.write(people.some_clients, memory, [client.id])).values()
    assert found == replace(client, zone="Europe/Madrid")


@on_sqlite
async def test_a_part_that_was_undone_is_not_remembered(database, memory, client):
    def partly(connection):
        with suppress(Undone), connection.begin_nested():
            people.change_client(connection, memory, client.id, zone="Europe/Madrid")
            people.some_clients(connection, memory, [client.id])
            raise Undone
        return people.some_clients(connection, memory, [client.id])

    assert await database.write(partly) == {client.id: client}


@on_sqlite
@pytest.mark.parametrize("way", ["write", "write_briefly", "write_soon", "write_ahead"])
async def test_what_a_commit_that_fails_would_have_kept_is_not_remembered(
    database, memory, client, now, monkeypatch, way
):
    new = memory.client(new_id())

    def change(connection):
        people.change_client(connection, memory, client.id, zone="Europe/Madrid")
        memory.new_key(connection, new, now)
        assert people.some_clients(connection, memory, [client.id])[client.id] != client

    async def fails(_):
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as broken:
        broken.setattr(SqliteConnection, "commit", fails)
        with pytest.raises(OperationalError):
            await getattr(database, way)(change)

    assert not memory.vault.is_open(new)
    assert (await database.write(people.some_clients, memory, [client.id])) == {client.id: client}


@on_sqlite
async def test_another_process_that_writes_is_seen(database, database_url, memory, client):
    await database.write(known, memory, client)
    other = Database(database_url)
    await other.write(people.change_client, memory, client.id, zone="Europe/Madrid")
    await other.close()

    [found] = (await database.write(people.some_clients, memory, [client.id])).values()
    assert found.zone == "Europe/Madrid"


@on_sqlite
async def test_tables_that_were_made_anew_are_watched_as_before(database, memory, client):
    await database.write(known, memory, client)
    await database.write(migrate.downgrade, "0039")
    await database.write(migrate.upgrade)
    await database.write(known, memory, client)
    await database.scrub()

    await database.write(people.change_client, memory, client.id, zone="Europe/Madrid")

    [found] = (await database.write(people.some_clients, memory, [client.id])).values()
    assert found.zone == "Europe/Madrid"


@on_sqlite
async def test_a_file_that_could_not_be_written_anew_is_watched_as_before(
    database, database_url, memory, client
):
    await database.write(known, memory, client)
    with closing(sqlite3.connect(database._file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with database._writer.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            with pytest.raises(sqlite3.OperationalError):
                await driver.work(partial(store.database.write_anew, database._file.parent))

    await database.write(people.change_client, memory, client.id, zone="Europe/Madrid")

    [found] = (await database.write(people.some_clients, memory, [client.id])).values()
    assert found.zone == "Europe/Madrid"


@on_sqlite
@pytest.mark.parametrize("seed", range(8))
async def test_in_any_order_it_is_what_a_database_says_that_remembers_nothing(
    database, database_url, memory, client, now, seed
):
    chance = Random(seed)
    other = Database(database_url)

    def change(connection):
        for _ in range(chance.randrange(1, 4)):
            match chance.randrange(5):
                case 0:
                    zone = chance.choice(("Europe/Madrid", "Europe/Berlin", "Asia/Tokyo"))
                    people.change_client(connection, memory, client.id, zone=zone)
                case 1:
                    some = chance.sample(list(Purpose), 2)
                    people.give_consent(connection, memory, client.id, some, CONSENT_VERSION, now)
                case 2:
                    purpose = chance.choice(list(Purpose))
                    connection.execute(
                        text("DELETE FROM consent WHERE purpose = :which"), {"which": purpose.value}
                    )
                case 3:
                    with suppress(Undone), connection.begin_nested():
                        people.change_client(connection, memory, client.id, zone="Africa/Lagos")
                        known(connection, memory, client)
                        raise Undone
                case _:
                    known(connection, memory, client)
        if chance.random() < 0.3:
            raise Undone

    for _ in range(40):
        with suppress(Undone):
            await chance.choice((database, database, other)).write(change)
        if chance.random() < 0.7:
            assert await database.write(known, memory, client) == await database.read(
                known, memory, client
            )
    await other.close()


@on_sqlite
async def test_it_begins_anew_before_it_is_too_much(database, memory, client, now, monkeypatch):
    monkeypatch.setattr(store.remembered, "MOST", 2)
    some = [client, *[await keep_client(database, memory, now, code=f"c-{n}") for n in range(5)]]

    for each in some * 2:
        found = await database.write(people.some_clients, memory, [each.id])
        assert found == {each.id: each}

    def kept(connection):
        return len(connection.connection.driver_connection.remembered.of("client"))

    assert await database.write(kept) <= 2


@on_sqlite
async def test_who_is_erased_is_forgotten(database, memory, client):
    await database.write(known, memory, client)

    def erase(connection):
        for table in ("consent", "person"):
            connection.execute(text(f"DELETE FROM {table}"))

    await database.write(erase)

    accounts, _, consents = await database.write(known, memory, client)
    assert (accounts, consents) == ({}, {})
