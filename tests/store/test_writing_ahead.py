"""What is written ahead: there at once for everybody, and its writer hears when the disk has it."""

import asyncio
import errno
import os
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

import store.database
from store import one_hop
from store.database import Database

on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)


def run(connection, statement):
    return connection.execute(text(statement)).scalar()


def change(connection, statement):
    connection.execute(text(statement))


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


async def test_it_is_there_for_everybody_and_whole_or_not_at_all(database, database_url):
    def fail(connection):
        change(connection, "INSERT INTO ahead VALUES (2)")
        raise RuntimeError

    before = database.changes
    _, on_disk = await database.write_ahead(change, "INSERT INTO ahead VALUES (1)")
    with pytest.raises(RuntimeError):
        await database.write_ahead(fail)

    assert database.changes > before
    assert await database.read(run, "SELECT sum(value) FROM ahead") == 1
    other = Database(database_url)
    assert await other.read(run, "SELECT sum(value) FROM ahead") == 1
    await other.close()
    await on_disk


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
async def test_a_disk_that_refuses_is_asked_again_by_a_commit_that_waits(
    database, disk, monkeypatch
):
    waited = []
    alone = Database._alone

    def noting(self, work, lasts):
        waited.append(lasts)
        return alone(self, work, lasts)

    monkeypatch.setattr(Database, "_alone", noting)
    disk.refuses = True
    _, on_disk = await database.write_ahead(change, "INSERT INTO ahead VALUES (1)")
    await on_disk

    assert (disk.asked, waited) == (1, [False, True])


@on_sqlite
async def test_who_wrote_it_hears_of_a_disk_that_refuses_for_good(database, disk, monkeypatch):
    def refused(_):
        raise OSError(errno.EIO, "the disk refuses")

    disk.refuses = True
    monkeypatch.setattr(store.database, "write_nothing", refused)
    _, on_disk = await database.write_ahead(change, "INSERT INTO ahead VALUES (1)")

    with pytest.raises(OSError, match="refuses"):
        await on_disk


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
async def test_the_server_waits_for_its_disk_behind_it_and_not_with_it(database, monkeypatch):
    def waits(connection):
        return run(connection, "SHOW synchronous_commit")

    asked = []
    nothing = store.database.write_nothing

    def noting(connection):
        asked.append(waits(connection))
        nothing(connection)

    # The server of the tests has its own settings.
    default = await database.read(waits)
    monkeypatch.setattr(store.database, "write_nothing", noting)
    with_it, on_disk = await database.write_ahead(waits)
    await on_disk

    assert (with_it, asked) == ("off", [default])
