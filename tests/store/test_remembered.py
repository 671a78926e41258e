"""What is remembered of people is what stands there, whoever changes it and however."""

import asyncio
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from random import Random

import pytest
from sqlalchemy import delete, event, func, select, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.util import await_only

import store.database
import store.remembered
from care.consent import CONSENT_VERSION, Purpose
from conversations.envelopes import CLIENTS
from store import migrate, people, practices, tables
from store.database import Database
from store.ids import new_id
from store.one_hop import SqliteConnection
from store.remembered import look
from tests.store.kept import keep_client

ADDRESS = "700000001"
KEY = (CLIENTS, ADDRESS)

on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)


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
    accounts = people.accounts(connection, memory, [KEY])
    return (
        practices.get(connection, memory.practice),
        people.member(connection, memory, client.therapist),
        accounts,
        people.some_clients(connection, memory, [client.id]),
        people.consents(connection, memory, [client.id]),
        people.addresses(connection, memory, [each.id for each in accounts.values()]),
    )


def asked(connection, memory, client):
    """The statements that this takes, beside what tells of changes."""
    found = []
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection._conn.set_trace_callback(found.append)
    else:
        event.listen(connection, "before_cursor_execute", lambda *each: found.append(each[2]))
    known(connection, memory, client)
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection._conn.set_trace_callback(None)
    of_changes = (" FROM temp.", "FROM people_change")
    return [
        each
        for each in found
        if each.startswith("SELECT") and not any(told in each for told in of_changes)
    ]


async def test_what_is_known_and_has_not_changed_is_not_asked_again(database, memory, client):
    first = await database.write(asked, memory, client)
    second = await database.write(asked, memory, client)

    assert (len(first), second) == (6, [])


async def test_over_connections_that_only_read_everything_is_asked(database, memory, client):
    for _ in range(2):
        assert len(await database.read(asked, memory, client)) == 6


CHANGES = {
    "the practice": update(tables.practice).values(name="Harbour and Hill"),
    "the therapist": update(tables.staff).values(roles="supervisor"),
    "the account": update(tables.person).values(locale="es"),
    "an account that goes": update(tables.person).values(blind_index=b"gone"),
    "the client": update(tables.client).values(zone="Europe/Madrid"),
    "what is agreed to": update(tables.consent)
    .values(revoked_at=datetime(2026, 3, 2, tzinfo=UTC))
    .where(tables.consent.c.purpose == "messages"),
    "what is forgotten": delete(tables.consent),
}


@pytest.mark.parametrize("changed", CHANGES)
async def test_whoever_changes_a_row_by_whatever_statement_it_is_seen_at_once(
    database, memory, client, changed
):
    def change(connection):
        before = known(connection, memory, client)
        connection.execute(CHANGES[changed])
        return before, known(connection, memory, client)

    before, after = await database.write(change)

    assert before != after
    assert await database.write(known, memory, client) == after
    assert await database.read(known, memory, client) == after


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


async def test_another_process_that_writes_is_seen(database, database_url, memory, client):
    await database.write(known, memory, client)
    other = Database(database_url)
    await other.write(people.change_client, memory, client.id, zone="Europe/Madrid")
    await other.close()

    [found] = (await database.write(people.some_clients, memory, [client.id])).values()
    assert found.zone == "Europe/Madrid"


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


async def test_it_begins_anew_before_it_is_too_much(database, memory, client, now, monkeypatch):
    monkeypatch.setattr(store.remembered, "MOST", 2)
    some = [client, *[await keep_client(database, memory, now, code=f"c-{n}") for n in range(5)]]

    for each in some * 2:
        found = await database.write(people.some_clients, memory, [each.id])
        assert found == {each.id: each}

    def kept(connection):
        found = store.remembered._remembered(connection)
        return len(found.of(connection, memory.practice, "client"))

    assert await database.write(kept) <= 2


async def test_who_is_erased_is_forgotten(database, memory, client):
    await database.write(known, memory, client)

    def erase(connection):
        for table in ("consent", "person"):
            connection.execute(text(f"DELETE FROM {table}"))

    await database.write(erase)

    _, _, accounts, _, consents, addresses = await database.write(known, memory, client)
    assert (accounts, consents, addresses) == ({}, {}, {})


@on_postgresql
async def test_who_looks_while_another_commits_keeps_nothing_that_is_outdated(
    database, database_url, memory, client
):
    """Two processes, and two transactions of this one, as close together as can be."""
    other = Database(database_url)

    def overtaken(connection):
        def read(wanted):
            found = people.clients(connection, memory, wanted)
            await_only(other.write(people.change_client, memory, client.id, zone="Europe/Madrid"))
            await_only(database.write(known, memory, client))
            return found

        return look(connection, memory.practice, "client", [client.id], lambda each: each.int, read)

    before = await database.write(overtaken)
    await other.close()

    assert before == {client.id: client}
    [found] = (await database.write(people.some_clients, memory, [client.id])).values()
    assert found.zone == "Europe/Madrid"


@on_postgresql
async def test_what_is_not_committed_yet_is_seen_by_nobody_else(
    database, database_url, memory, client
):
    other = Database(database_url)

    def change(connection):
        people.change_client(connection, memory, client.id, zone="Europe/Madrid")
        return (
            people.some_clients(connection, memory, [client.id])[client.id].zone,
            await_only(other.write(people.some_clients, memory, [client.id]))[client.id].zone,
            await_only(database.write(people.some_clients, memory, [client.id]))[client.id].zone,
        )

    assert await database.write(change) == ("Europe/Madrid", client.zone, client.zone)
    for each in (database, other):
        [found] = (await each.write(people.some_clients, memory, [client.id])).values()
        assert found.zone == "Europe/Madrid"
    await other.close()


@on_postgresql
async def test_who_waited_for_a_lock_sees_what_was_left_there(
    database, database_url, memory, client
):
    other = Database(database_url)
    held, asked_for = asyncio.Event(), asyncio.Event()

    def first(connection):
        people.hold(connection, memory, client.id)
        held.set()
        await_only(asked_for.wait())
        people.change_client(connection, memory, client.id, zone="Europe/Madrid")

    def second(connection):
        known(connection, memory, client)
        await_only(held.wait())
        asked_for.set()
        people.hold(connection, memory, client.id)
        return people.some_clients(connection, memory, [client.id])[client.id].zone

    async with asyncio.timeout(10):
        _, zone = await asyncio.gather(other.write(first), database.write(second))

    assert zone == "Europe/Madrid"
    await other.close()


@on_postgresql
async def test_two_who_change_people_do_not_wait_for_each_other(
    database, database_url, memory, client, now
):
    other = Database(database_url)
    another = await keep_client(database, memory, now, code="other-river")

    def change(connection):
        people.change_client(connection, memory, client.id, zone="Europe/Madrid")
        await_only(other.write(people.change_client, memory, another.id, zone="Asia/Tokyo"))

    async with asyncio.timeout(10):
        await database.write(change)
    await other.close()


def times(connection):
    return connection.execute(select(func.sum(tables.people_change.c.times))).scalar_one()


@on_postgresql
async def test_how_often_people_were_changed_stays_true_when_it_is_summed_up(
    database, memory, client
):
    before = await database.write(times)

    def change(connection):
        for number in range(4000):
            zone = ("Europe/Madrid", "Europe/Berlin")[number % 2]
            people.change_client(connection, memory, client.id, zone=zone)

    await database.write(change)

    def rows(connection):
        return connection.execute(select(func.count()).select_from(tables.people_change)).scalar()

    # What became one row stands for as many, and is itself none.
    assert await database.write(times) == before + 4000
    assert await database.write(rows) < 3000


@on_postgresql
@pytest.mark.parametrize(
    "unwatched",
    ["ALTER TABLE client DISABLE TRIGGER USER", "DROP TRIGGER people_changed_update ON client"],
)
async def test_where_nobody_watches_nothing_is_remembered(database, memory, client, unwatched):
    await database.write(known, memory, client)

    await database.write(lambda connection: connection.execute(text(unwatched)))

    for zone in ("Europe/Madrid", "Europe/Berlin"):
        await database.write(people.change_client, memory, client.id, zone=zone)
        [found] = (await database.write(people.some_clients, memory, [client.id])).values()
        assert found.zone == zone


@on_postgresql
@pytest.mark.parametrize("looks_meanwhile", [False, True])
async def test_what_was_changed_while_nobody_watched_is_seen_afterwards(
    database, memory, client, looks_meanwhile
):
    await database.write(known, memory, client)
    steps = [
        "ALTER TABLE consent DISABLE TRIGGER USER",
        "DELETE FROM consent",
        "ALTER TABLE consent ENABLE TRIGGER USER",
    ]
    for some in [[each] for each in steps] if looks_meanwhile else [steps]:
        await database.write(
            lambda connection, some=some: [connection.execute(text(s)) for s in some]
        )
        if looks_meanwhile:
            await database.write(known, memory, client)

    assert await database.write(people.consents, memory, [client.id]) == {}


@on_postgresql
async def test_two_who_sum_up_at_once_neither_wait_nor_count_twice(
    database, database_url, memory, client, now
):
    other = Database(database_url)
    another = await keep_client(database, memory, now, code="other-river")

    def often(connection, whose):
        for number in range(1500):
            zone = ("Europe/Madrid", "Europe/Berlin")[number % 2]
            people.change_client(connection, memory, whose, zone=zone)

    def change(connection):
        often(connection, client.id)
        await_only(other.write(often, another.id))

    before = await database.write(times)
    async with asyncio.timeout(30):
        await database.write(change)
    await other.close()

    assert await database.write(times) == before + 3000


@on_postgresql
async def test_tables_that_are_emptied_are_forgotten(database, memory, client):
    await database.write(known, memory, client)

    await database.write(lambda connection: connection.execute(text("TRUNCATE consent")))

    assert await database.write(people.consents, memory, [client.id]) == {}
