"""The databases that tests are lent: whatever one of them leaves there, the next does not find."""

import asyncio

import asyncpg
import pytest

from store.database import Database
from store.memory import Memory
from store.tables import metadata
from store.vault import Vault
from tests.databases import move_in

CHANGES = (
    "CREATE TABLE mine (value integer)",
    "ALTER TABLE outbox ADD COLUMN mine integer",
    "ALTER TABLE talk RENAME TO mine",
    "ALTER TABLE talk ALTER COLUMN person SET STATISTICS 7",
    "DROP INDEX ix_outbox_settled_at",
    "CREATE SCHEMA mine",
    "CREATE SEQUENCE mine",
    "CREATE FUNCTION mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "ALTER DATABASE {name} SET synchronous_commit = on",
    "UPDATE alembic_version SET version_num = '0001'",
    "ANALYZE",
    "SELECT lo_create(0)",
)


def name_of(url):
    return url.rpartition("/")[2]


def found(url, statement):
    async def ask():
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetch(statement)
        finally:
            await connection.close()

    return asyncio.run(ask())


def test_a_database_that_held_rows_is_lent_again_without_one(postgresql, ring, practice, now):
    async def keep(url):
        database = Database(url)
        await database.write(move_in, Memory(practice.id, Vault(ring)), practice, now)
        await database.close()

    with postgresql.migrated() as first:
        asyncio.run(keep(first))

    with postgresql.migrated() as second:
        counts = {
            each: found(second, f'SELECT count(*) FROM "{each}"')[0][0] for each in metadata.tables
        }

    assert second == first
    assert counts == dict.fromkeys(metadata.tables, 0)


@pytest.mark.parametrize("change", CHANGES)
def test_a_database_that_was_changed_is_lent_to_nobody(postgresql, change):
    with postgresql.migrated() as first:
        found(first, change.format(name=name_of(first)))

    with postgresql.migrated() as second:
        names = found(second, "SELECT datname FROM pg_database")

    assert second != first
    assert name_of(first) not in {each["datname"] for each in names}


def test_who_is_still_connected_is_so_no_longer(postgresql):
    with asyncio.Runner() as runner:
        with postgresql.migrated() as first:
            left = runner.run(asyncpg.connect(first))
            begun = "BEGIN; LISTEN mine; SELECT pg_advisory_lock(1); LOCK TABLE practice"
            runner.run(left.execute(begun))

        with postgresql.migrated() as second:
            [theirs] = found(
                second,
                f"SELECT count(*) FROM pg_stat_activity WHERE pid = {left.get_server_pid()}",
            )
            [locks] = found(second, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        left.terminate()

    assert second == first
    assert (theirs["count"], locks["count"]) == (0, 0)
