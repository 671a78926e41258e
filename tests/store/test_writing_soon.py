"""What is written soon: there at once for everybody, and on the disk a moment later."""

import asyncio
import sqlite3
from contextlib import closing, suppress

import aiosqlite
import pytest
from sqlalchemy import text

import store.database
from store.database import Database

on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def run(connection, statement):
    return connection.execute(text(statement)).scalar()


def change(connection, statement):
    connection.execute(text(statement))


def waits_for_the_disk(connection):
    """Whether a commit of this transaction returns when it is on the disk."""
    if connection.dialect.name == "sqlite":
        return connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
    return connection.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"


@pytest.fixture
async def database(database, engine, database_url):
    """One that waits for the disk as in earnest; the server of the tests has its own settings."""
    if engine == "sqlite":
        yield database
        return
    name = await database.read(run, "SELECT current_database()")
    await database.write(change, f'ALTER DATABASE "{name}" SET synchronous_commit = on')
    opened = Database(database_url)
    yield opened
    await opened.close()


async def test_only_what_is_written_soon_does_not_wait_for_the_disk(database):
    assert await database.write(waits_for_the_disk)
    assert not await database.write_soon(waits_for_the_disk)
    assert not await database.write_soon(waits_for_the_disk)
    assert await database.write_briefly(waits_for_the_disk)


@pytest.mark.parametrize("way", ["write_soon", "write_ahead"])
async def test_it_is_whole_or_nothing_and_seen_by_everybody_at_once(database, database_url, way):
    def fail(connection):
        change(connection, "INSERT INTO soon VALUES (2)")
        raise RuntimeError

    writing = getattr(database, way)
    await database.write(change, "CREATE TABLE soon (value integer)")
    before = database.changes
    await writing(change, "INSERT INTO soon VALUES (1)")
    with pytest.raises(RuntimeError):
        await writing(fail)

    assert database.changes > before
    assert await database.read(run, "SELECT sum(value) FROM soon") == 1
    other = Database(database_url)
    assert await other.read(run, "SELECT sum(value) FROM soon") == 1
    await other.close()


async def test_one_that_fails_makes_no_other_commit_any_less_lasting(database):
    def fail(connection):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await database.write_soon(fail)

    assert await database.write(waits_for_the_disk)


@pytest.fixture
def commits(database, monkeypatch):
    """Whether each commit of SQLite's writer waited for the disk, in their order."""
    found = []
    alone = Database._alone

    def noting(self, work, lasts):
        found.append(lasts)
        return alone(self, work, lasts)

    monkeypatch.setattr(Database, "_alone", noting)
    return found


async def until(reached):
    async with asyncio.timeout(20):
        while not reached():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@on_sqlite
async def test_a_moment_later_it_is_on_the_disk_with_all_that_was_written_so(
    database, commits, monkeypatch
):
    monkeypatch.setattr(store.database, "SOON", 1.0)
    for _ in range(3):
        await database.write_soon(change, "PRAGMA user_version = 7")

    await until(lambda: len(commits) == 4)
    assert commits == [False, False, False, True]


@on_sqlite
async def test_who_waits_for_the_disk_takes_along_what_was_written_before(database, commits):
    await database.write(change, "CREATE TABLE soon (value integer)")
    await database.write_soon(change, "INSERT INTO soon VALUES (1)")
    await database.write_briefly(change, "INSERT INTO soon VALUES (2)")
    await database.close()

    assert commits == [True, False, True]


def nothing(connection):
    change(connection, "DELETE FROM soon")


def undone(connection):
    with suppress(RuntimeError), connection.begin_nested():
        change(connection, "INSERT INTO soon VALUES (2)")
        raise RuntimeError


@on_sqlite
@pytest.mark.parametrize("idle", [nothing, undone])
async def test_who_has_nothing_to_write_takes_nothing_along(database, commits, idle):
    await database.write(change, "CREATE TABLE soon (value integer)")
    await database.write_soon(change, "PRAGMA user_version = 7")
    await database.write(idle)
    await database.close()

    assert commits == [True, False, True, True]


@on_sqlite
async def test_nothing_is_left_for_later_when_the_database_is_closed(
    database_url, commits, monkeypatch
):
    monkeypatch.setattr(store.database, "SOON", 0.01)
    opened = Database(database_url)
    under_way = asyncio.create_task(opened.write_soon(change, "PRAGMA user_version = 7"))
    await asyncio.sleep(0)
    await opened.close()
    await under_way
    await asyncio.sleep(0.1)

    assert commits == [False, True]
    with closing(sqlite3.connect(opened._file)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (7,)


@on_sqlite
async def test_a_disk_that_refuses_it_is_asked_again_with_the_next(database, commits, monkeypatch):
    def full(connection):
        raise OSError

    monkeypatch.setattr(store.database, "SOON", 0.01)
    with monkeypatch.context() as patch:
        patch.setattr(store.database, "write_nothing", full)
        await database.write_soon(change, "PRAGMA user_version = 7")
        await until(lambda: commits == [False, True])

    await database.write_soon(change, "PRAGMA user_version = 8")
    await until(lambda: len(commits) == 4)

    assert commits == [False, True, False, True]
    assert await database.read(run, "PRAGMA user_version") == 8


@on_sqlite
async def test_it_goes_to_no_thread(database, monkeypatch):
    await database.write_soon(change, "PRAGMA user_version = 7")
    visits = []
    execute = aiosqlite.Connection._execute

    async def noting(self, *args, **kwargs):
        visits.append(args)
        return await execute(self, *args, **kwargs)

    monkeypatch.setattr(aiosqlite.Connection, "_execute", noting)
    await database.write_soon(change, "PRAGMA user_version = 8")
    assert visits == []

    await database.write_briefly(change, "PRAGMA user_version = 9")
    assert len(visits) == 1


@on_sqlite
async def test_however_much_is_written_soon_it_never_waits_for_the_file(database):
    def much(connection):
        connection.execute(text("INSERT INTO soon VALUES (zeroblob(3000000))"))

    def size():
        return database._file.stat().st_size

    await database.write(change, "CREATE TABLE soon (value blob)")
    await database.truncate_wal()
    before = size()
    await database.write_soon(much)
    await database.write_soon(much)
    assert size() == before

    await database.write(change, "DELETE FROM soon")
    assert size() > before
