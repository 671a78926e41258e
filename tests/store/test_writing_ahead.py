"""What is written ahead: there at once for everybody, and its writer hears when the disk has it."""

import asyncio
import errno
import os
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import aiosqlite
import pytest

from store import one_hop
from store.database import MOVED_AFTER, Database
from store.one_hop import SqliteConnection
from tests.store.test_writing_soon import change, run

on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)


@pytest.fixture
async def database(database):
    await database.write(change, "CREATE TABLE ahead (value integer)")
    return database


@pytest.fixture
def disk(monkeypatch):
    """A disk that is done when the test says so, and what was put on it."""
    return Disk(monkeypatch)


class Disk:
    def __init__(self, monkeypatch):
        self.may_end = threading.Event()
        self.asked = 0
        self.refuses = False
        self._put = one_hop.put_log_on_disk
        monkeypatch.setattr(one_hop, "put_log_on_disk", self)

    def __call__(self, file):
        self.asked += 1
        if self.refuses:
            raise OSError(errno.EIO, "the disk refuses")
        assert self.may_end.wait(20)
        self._put(file)


@on_sqlite
async def test_others_write_while_the_disk_is_busy_with_it(database, disk):
    _, first = await database.write_ahead(change, "INSERT INTO ahead VALUES (1)")
    _, second = await database.write_ahead(change, "INSERT INTO ahead VALUES (2)")
    await database.write(change, "INSERT INTO ahead VALUES (3)")

    assert await database.read(run, "SELECT sum(value) FROM ahead") == 6
    assert not first.done()
    assert not second.done()
    disk.may_end.set()
    await asyncio.gather(first, second)


@on_sqlite
async def test_what_is_put_on_the_disk_is_the_log(database, monkeypatch):
    synced = []
    sync = os.fdatasync

    def noting(file):
        synced.append(Path(f"/proc/self/fd/{file}").resolve().name)
        sync(file)

    monkeypatch.setattr(os, "fdatasync", noting)
    _, on_disk = await database.write_ahead(change, "INSERT INTO ahead VALUES (1)")
    await on_disk

    assert synced == [f"{database._file.name}-wal"]


@on_sqlite
async def test_a_disk_that_has_refused_the_log_is_trusted_when_the_file_has_all_of_it(
    database, disk
):
    def size():
        return Path(f"{database._file}-wal").stat().st_size

    disk.refuses = True
    _, on_disk = await database.write_ahead(change, "INSERT INTO ahead VALUES (1)")
    await on_disk
    assert (disk.asked, size()) == (1, 0)

    disk.refuses = False
    disk.may_end.set()
    _, on_disk = await database.write_ahead(change, "INSERT INTO ahead VALUES (2)")
    await on_disk
    assert disk.asked == 2


@on_sqlite
async def test_the_log_is_moved_into_the_file_while_nobody_waits(database, tmp_path):
    def in_the_file():
        alone = shutil.copy(database._file, tmp_path / "alone.db")
        with closing(sqlite3.connect(alone)) as opened:
            return opened.execute("SELECT count(*) FROM ahead").fetchone()[0]

    await database.truncate_wal()
    database._logged = 0
    for value in range(MOVED_AFTER - 1):
        await database.write(change, f"INSERT INTO ahead VALUES ({value})")
    assert in_the_file() == 0

    await database.write_soon(change, "INSERT INTO ahead VALUES (99)")
    await asyncio.gather(*database._under_way)
    assert in_the_file() == MOVED_AFTER


@on_sqlite
async def test_the_first_commit_of_a_new_log_holds_nobody_up(database, monkeypatch):
    """SQLite waits for the disk with its head, also where the commit itself need not last."""
    waited = []
    commit = aiosqlite.Connection.commit

    async def in_the_thread(connection):
        waited.append(connection)
        await commit(connection)

    monkeypatch.setattr(aiosqlite.Connection, "commit", in_the_thread)
    await database.write_soon(change, "INSERT INTO ahead VALUES (1)")
    assert waited == []

    await database._move_log()
    await database.write_soon(change, "INSERT INTO ahead VALUES (2)")
    assert len(waited) == 1

    await database.write_soon(change, "INSERT INTO ahead VALUES (3)")
    assert len(waited) == 1


def refuses(monkeypatch, code):
    """A disk that cannot have the log moved."""

    async def move(_):
        trouble = sqlite3.OperationalError("the disk refuses")
        trouble.sqlite_errorcode, trouble.sqlite_errorname = code, "MADE_UP"
        raise trouble

    monkeypatch.setattr(SqliteConnection, "move_log", move)


@on_sqlite
async def test_behind_a_log_that_the_disk_refused_nothing_is_promised(database, monkeypatch):
    refuses(monkeypatch, sqlite3.SQLITE_IOERR_FSYNC)
    await database.write_soon(change, "INSERT INTO ahead VALUES (1)")
    await database._move_log()

    with monkeypatch.context() as broken:

        async def not_emptied(_):
            raise sqlite3.OperationalError("disk I/O error")

        broken.setattr(Database, "truncate_wal", not_emptied)
        with pytest.raises(OSError, match="may not be on the disk"):
            await database.write(change, "INSERT INTO ahead VALUES (2)")
    assert await database.read(run, "SELECT sum(value) FROM ahead") == 1

    await database.write(change, "INSERT INTO ahead VALUES (3)")
    assert await database.read(run, "SELECT sum(value) FROM ahead") == 4


@on_sqlite
@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY_RECOVERY])
async def test_a_disk_without_room_for_the_file_still_has_the_log(database, monkeypatch, code):
    refuses(monkeypatch, code)
    await database._move_log()

    monkeypatch.setattr(Database, "truncate_wal", None)
    await database.write(change, "INSERT INTO ahead VALUES (2)")
    assert await database.read(run, "SELECT sum(value) FROM ahead") == 2


@on_sqlite
async def test_who_wrote_it_hears_of_a_disk_that_refuses_and_asks_until_it_does_not(
    database, disk, monkeypatch
):
    async def not_emptied(_):
        return False

    disk.refuses = True
    with monkeypatch.context() as broken:
        broken.setattr(Database, "truncate_wal", not_emptied)
        _, on_disk = await database.write_ahead(change, "INSERT INTO ahead VALUES (1)")
        with pytest.raises(OSError, match="may not be on the disk"):
            await on_disk
        # It is not believed when it is asked again.
        disk.refuses = False
        with pytest.raises(OSError, match="may not be on the disk"):
            await database.put_on_disk()

    await database.put_on_disk()
    assert disk.asked == 1


@on_sqlite
async def test_it_does_not_wait_behind_what_else_goes_on_in_threads(database):
    busy = threading.Event()
    others = [asyncio.create_task(asyncio.to_thread(busy.wait, 20)) for _ in range(40)]
    await asyncio.sleep(0)
    _, on_disk = await database.write_ahead(change, "INSERT INTO ahead VALUES (1)")
    async with asyncio.timeout(10):
        await on_disk
    busy.set()
    await asyncio.gather(*others)


@on_sqlite
async def test_the_database_is_not_closed_before_its_end(database_url, database, disk):
    opened = Database(database_url)
    _, on_disk = await opened.write_ahead(change, "INSERT INTO ahead VALUES (1)")
    closing = asyncio.create_task(opened.close())
    await asyncio.sleep(0.05)

    assert not closing.done()
    disk.may_end.set()
    await closing
    assert on_disk.done()


@on_postgresql
async def test_on_a_server_it_waits_with_its_commit(database):
    def waits(connection):
        return run(connection, "SHOW synchronous_commit")

    # The server of the tests has its own settings.
    default = await database.read(waits)
    found, on_disk = await database.write_ahead(waits)
    await on_disk

    assert found == default
