"""The database: settings that really hold, and writes that do not get lost."""

import asyncio
import socket
import sqlite3
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.util import await_only
from structlog.testing import capture_logs

import store.database
from store.connections import SILENT_SECONDS
from store.database import BadDatabaseUrl, Database, NotADatabase, aside, checked_url, is_away
from store.one_hop import SqliteConnection
from tests.store.come_and_gone import LEFT, TABLE, TIMES, Rows

on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)


def run(connection, statement):
    return connection.execute(text(statement)).scalar()


async def test_a_brief_write_is_whole_or_nothing_and_seen_by_brief_reads(database):
    def fail(connection):
        run_all(connection, "INSERT INTO brief VALUES (2)")
        raise RuntimeError

    await database.write_briefly(run_all, "CREATE TABLE brief (value integer)")
    await database.write_briefly(run_all, "INSERT INTO brief VALUES (1)")
    with pytest.raises(RuntimeError):
        await database.write_briefly(fail)

    assert await database.read_briefly(run, "SELECT sum(value) FROM brief") == 1
    assert await database.write(run, "SELECT sum(value) FROM brief") == 1


@on_sqlite
async def test_statements_of_a_brief_transaction_run_where_it_runs(database):
    where = []

    def note(connection):
        driver = connection.connection.driver_connection
        driver._conn.create_function("note", 0, lambda: where.append(threading.get_ident()))
        return run(connection, "SELECT note()")

    await database.write_briefly(note)
    await database.write(note)

    assert where[0] == threading.get_ident() != where[1]


@on_sqlite
async def test_a_reading_takes_one_visit_to_the_thread_for_each_statement(database, monkeypatch):
    await database.read(run, "SELECT 1")
    visits, visit = [], SqliteConnection._execute

    async def counted(self, work, *arguments, **named):
        visits.append(work)
        return await visit(self, work, *arguments, **named)

    monkeypatch.setattr(SqliteConnection, "_execute", counted)

    assert await database.read(run, "SELECT 2") == 2
    assert len(visits) == 1
    assert await database.read_briefly(run, "SELECT 3") == 3
    assert len(visits) == 1


@on_sqlite
async def test_who_waits_to_write_holds_nobody_else_up(database, database_url):
    other, held, go_on = Database(database_url), asyncio.Event(), asyncio.Event()
    await database.write(run_all, "CREATE TABLE waited (value integer)")

    def hold(connection):
        run_all(connection, "INSERT INTO waited VALUES (1)")
        held.set()
        await_only(go_on.wait())

    holding = asyncio.create_task(database.write(hold))
    await held.wait()
    waiting = asyncio.create_task(other.write_briefly(run_all, "INSERT INTO waited VALUES (2)"))
    await asyncio.sleep(0.05)

    assert await other.read(run, "SELECT count(*) FROM waited") == 0
    assert not waiting.done()
    go_on.set()
    await asyncio.gather(holding, waiting)
    assert await database.read(run, "SELECT sum(value) FROM waited") == 3
    await other.close()


@on_sqlite
async def test_a_reading_that_fails_holds_nothing_for_the_next(database):
    await database.write(run_all, "CREATE TABLE seen (value integer)")

    def fail(connection):
        run(connection, "SELECT count(*) FROM seen")
        raise RuntimeError

    for count in range(4):
        with pytest.raises(RuntimeError):
            await database.read(fail)
        await database.write(run_all, "INSERT INTO seen VALUES (1)")

        assert await database.read(run, "SELECT count(*) FROM seen") == count + 1
    assert await database.truncate_wal()


@on_sqlite
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("temp_store", 2),
    ],
)
async def test_every_connection_to_sqlite_has_the_safe_settings(database, setting, value):
    asked = f"PRAGMA {setting}"

    readers = [database.read(run, asked) for _ in range(3)]
    found = [await database.write(run, asked), *await asyncio.gather(*readers)]

    assert found == [value] * 4


@on_sqlite
async def test_a_lock_that_another_process_holds_is_waited_for_while_everything_else_goes_on(
    database,
):
    await database.write(run_all, "CREATE TABLE kept (value INTEGER)")
    file = database.url.partition(":///")[2]
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(database.write(run_all, "INSERT INTO kept VALUES (1)"))
        for _ in range(20):
            await asyncio.sleep(0.01)
        assert not waiting.done()
        assert await database.read(run, "SELECT count(*) FROM kept") == 0
        other.execute("ROLLBACK")

    await waiting
    assert await database.read(run, "SELECT count(*) FROM kept") == 1


async def test_a_hundred_writers_at_once_lose_nothing(database, database_url):
    def increment(connection):
        # On PostgreSQL the row is locked as it is read; SQLite locks when the transaction begins.
        lock = "" if database.is_sqlite else " FOR UPDATE"
        value = run(connection, f"SELECT value FROM counter{lock}")
        connection.execute(text("UPDATE counter SET value = :value"), {"value": value + 1})

    await database.write(run_all, "CREATE TABLE counter (value integer)")
    await database.write(run_all, "INSERT INTO counter VALUES (0)")
    other = Database(database_url)

    await asyncio.gather(
        *(database.write(increment) for _ in range(50)),
        *(other.write(increment) for _ in range(50)),
    )

    await other.close()
    assert await database.read(run, "SELECT value FROM counter") == 100


def run_all(connection, *statements):
    for statement in statements:
        connection.execute(text(statement))


async def test_a_write_that_fails_leaves_nothing_behind(database):
    def fail(connection):
        run_all(connection, "CREATE TABLE half (value integer)", "INSERT INTO half VALUES (1)")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await database.write(fail)

    await database.write(run_all, "CREATE TABLE half (value integer)")
    assert await database.read(run, "SELECT count(*) FROM half") == 0


async def test_a_read_sees_one_moment_although_others_write(database):
    await database.write(run_all, "CREATE TABLE moment (value integer)")
    seen = []

    def look_twice(connection):
        seen.append(run(connection, "SELECT count(*) FROM moment"))
        await_only(database.write(run_all, "INSERT INTO moment VALUES (1)"))
        seen.append(run(connection, "SELECT count(*) FROM moment"))

    await database.read(look_twice)

    assert seen == [0, 0]
    assert await database.read(run, "SELECT count(*) FROM moment") == 1


async def test_a_read_cannot_write(database):
    await database.write(run_all, "CREATE TABLE kept (value integer)")

    with pytest.raises(DBAPIError):
        await database.read(run_all, "INSERT INTO kept VALUES (1)")

    await database.write(run_all, "INSERT INTO kept VALUES (2)")
    assert await database.read(run, "SELECT count(*) FROM kept") == 1


@on_sqlite
async def test_reading_goes_on_while_somebody_writes(database):
    await database.write(run_all, "CREATE TABLE slow (value integer)")
    writer = database._writer

    async with writer.begin() as connection:
        await connection.execute(text("INSERT INTO slow VALUES (1)"))
        seen = await asyncio.wait_for(database.read(run, "SELECT count(*) FROM slow"), 5)

    assert seen == 0


async def test_everybody_goes_on_while_something_long_is_worked_out_aside(database):
    may_end = threading.Event()

    def look(connection):
        return (
            run(connection, "SELECT 1"),
            aside(connection, partial(may_end.wait, 5)),
            run(connection, "SELECT 2"),
        )

    looking = asyncio.create_task(database.read(look))
    await asyncio.sleep(0)

    assert await database.read(run, "SELECT 3") == 3
    may_end.set()
    assert await looking == (1, True, 2)


@on_postgresql
async def test_a_transaction_that_stands_still_is_given_up_and_what_it_held_is_free(
    database_url, monkeypatch
):
    monkeypatch.setattr("store.connections.STANDSTILL_SECONDS", 0.2)
    database = Database(database_url)

    def stand_still(connection):
        run_all(connection, "INSERT INTO kept VALUES (1)")
        # As a process that was stopped does it: nothing in it goes on.
        time.sleep(1)
        return run(connection, "SELECT count(*) FROM kept")

    await database.write(run_all, "CREATE TABLE kept (value integer)")
    with pytest.raises(Exception) as ended:
        await database.write(stand_still)
    found = await database.read(run, "SELECT count(*) FROM kept")
    await database.close()

    assert is_away(ended.value)
    assert found == 0


@on_postgresql
@pytest.mark.parametrize(
    ("state", "passes"),
    [("40P01", True), ("40001", True), ("55P03", True), ("53300", True), ("22003", False)],
)
async def test_what_is_undone_for_another_s_sake_may_well_succeed_the_next_time(
    database, state, passes
):
    undone = f"DO $$ BEGIN RAISE EXCEPTION 'undone' USING ERRCODE = '{state}'; END $$"

    with pytest.raises(DBAPIError) as refused:
        await database.write(run_all, undone)

    assert is_away(refused.value) is passes


@on_postgresql
async def test_what_is_worked_out_aside_may_take_longer_than_that(database_url, monkeypatch):
    monkeypatch.setattr("store.connections.STANDSTILL_SECONDS", 0.2)
    database = Database(database_url)

    def reckon(connection):
        run(connection, "SELECT 1")
        aside(connection, partial(time.sleep, 1))
        return run(connection, "SELECT 2")

    found = await database.read(reckon)
    await database.close()

    assert found == 2


@on_postgresql
async def test_a_connection_whose_other_side_keeps_silent_is_given_up(database):
    async with database._writer.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        line = driver._transport.get_extra_info("socket")
        given_up = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
        asks = line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        server_asks = await driver.fetchval("SHOW tcp_keepalives_idle")

    assert (given_up, asks, server_asks) == (SILENT_SECONDS * 1000, 1, "3")


@on_sqlite
async def test_the_write_ahead_log_is_emptied_on_request(database, tmp_path):
    await database.write(run_all, "CREATE TABLE kept (value integer)")
    log = tmp_path / "portal.db-wal"
    assert log.stat().st_size > 0

    assert await database.truncate_wal()

    assert log.stat().st_size == 0
    await database.write(run_all, "INSERT INTO kept VALUES (1)")
    assert await database.read(run, "SELECT count(*) FROM kept") == 1


@on_sqlite
async def test_the_write_ahead_log_is_not_called_empty_while_somebody_reads(database, tmp_path):
    await database.write(run_all, "CREATE TABLE kept (value integer)")
    reader = database._reader

    async with reader.connect() as connection:
        await connection.execute(text("SELECT count(*) FROM kept"))
        await database.write(run_all, "INSERT INTO kept VALUES (1)")
        emptied = await database.truncate_wal()

    assert not emptied
    assert await database.truncate_wal()


@on_sqlite
@pytest.mark.parametrize("seed", range(3))
async def test_what_was_deleted_is_nowhere_in_the_file_after_a_scrub(database, tmp_path, seed):
    rows = Rows(seed)
    await database.write(run_all, TABLE)
    for _ in range(TIMES):
        await database.write(rows.come_and_go)

    assert await database.scrub()

    assert rows.left_in(tmp_path) == 0
    assert await database.read(run, "SELECT count(*) FROM kept") == LEFT
    assert await database.write(run, "PRAGMA temp_store") == 2
    assert {each.name for each in tmp_path.iterdir()} <= {
        f"portal.db{end}" for end in ("", "-wal", "-shm")
    }


@on_sqlite
async def test_who_writes_meanwhile_waits_and_loses_nothing(database):
    await database.write(run_all, "CREATE TABLE kept (id INTEGER PRIMARY KEY, sealed BLOB)")
    await database.write(run_all, *["INSERT INTO kept (sealed) VALUES (randomblob(2000))"] * 500)

    async def write(count):
        for _ in range(count):
            await database.write(run_all, "INSERT INTO kept (sealed) VALUES (randomblob(10))")

    *_, scrubbed = await asyncio.gather(write(20), write(20), database.scrub())

    assert scrubbed
    assert await database.read(run, "SELECT count(*) FROM kept") == 540


@on_sqlite
async def test_nothing_is_scrubbed_while_another_process_writes(database):
    await database.write(run_all, "CREATE TABLE kept (value INTEGER)")
    file = database.url.partition(":///")[2]
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not await database.scrub()
        other.execute("ROLLBACK")

    assert await database.scrub()


@on_sqlite
async def test_a_disk_without_room_is_not_filled_up_and_it_is_said_once(database, monkeypatch):
    await database.write(run_all, "CREATE TABLE kept (value INTEGER)")
    monkeypatch.setattr("store.database.ROOM", 1e15)

    with capture_logs() as said:
        assert not await database.scrub()
        assert not await database.scrub()
    assert [each["event"] for each in said] == ["database.no_room_to_erase"]

    monkeypatch.undo()
    assert await database.scrub()


@on_sqlite
async def test_the_file_is_tidied_once_a_night(database, monkeypatch):
    await database.write(run_all, "CREATE TABLE kept (value INTEGER)")
    night = datetime(2026, 9, 21, 2, 30, tzinfo=UTC)
    hours = (0, 1, 2, 24, 25)
    counted = []

    async def scrub():
        # The first finds somebody reading.
        counted.append(hour)
        return len(counted) > 1

    monkeypatch.setattr(database, "scrub", scrub)
    for hour in hours:
        await database.tidy(night + timedelta(hours=hour))

    assert counted == [0, 1, 24]


def way(connection, statement):
    """How SQLite goes about a question."""
    # Asked in earnest first, for only then it looks whether it still knows what there is; and in
    # other words each time, for the driver keeps the ways that it was told.
    run(connection, statement)
    asked = text(f"EXPLAIN QUERY PLAN {statement} -- {uuid4()}")
    return " ".join(row[3] for row in connection.execute(asked))


@pytest.fixture
def every_file_is_counted(monkeypatch):
    """However small it is."""
    monkeypatch.setattr(store.database, "COUNTED_FROM", 0)


@on_sqlite
@pytest.mark.usefixtures("every_file_is_counted")
async def test_a_night_later_what_is_due_is_found_without_going_through_all_there_is(database):
    due = "SELECT * FROM things WHERE practice = 1 AND due <= 7"

    def furnish(connection):
        run_all(connection, "CREATE TABLE things (practice integer, client integer, due integer)")
        run_all(connection, "CREATE INDEX of_client ON things (practice, client)")
        run_all(connection, "CREATE INDEX of_due ON things (due)")
        connection.execute(
            text("INSERT INTO things VALUES (1, :client, :due)"),
            [{"client": number % 40, "due": number} for number in range(2000)],
        )

    await database.write(furnish)
    assert "of_client" in await database.read(way, due)

    await database.tidy(datetime(2026, 9, 21, 2, 30, tzinfo=UTC))

    assert "of_due" in await database.read(way, due)
    assert "of_due" in await database.write(way, due)


@on_sqlite
async def test_a_small_file_is_not_counted_for_little_is_found_by_looking_at_all_of_it(database):
    await database.write(run_all, "CREATE TABLE things (value integer)")

    await database.tidy(datetime(2026, 9, 21, 2, 30, tzinfo=UTC))

    tables = "SELECT count(*) FROM sqlite_master WHERE name LIKE 'sqlite_stat%'"
    assert await database.read(run, tables) == 0


@on_sqlite
@pytest.mark.usefixtures("every_file_is_counted")
async def test_a_file_that_cannot_be_counted_now_is_scrubbed_all_the_same(database, monkeypatch):
    scrubbed = []

    async def scrub():
        scrubbed.append(True)
        return True

    def locked(driver):
        driver.execute("SELECT * FROM nothing_of_this_name")

    monkeypatch.setattr(database, "scrub", scrub)
    monkeypatch.setattr(store.database, "count", locked)
    with capture_logs() as logs:
        await database.tidy(datetime(2026, 9, 21, 2, 30, tzinfo=UTC))

    assert scrubbed == [True]
    assert [each["event"] for each in logs] == ["database.not_counted"]


@on_sqlite
@pytest.mark.usefixtures("every_file_is_counted")
async def test_what_sqlite_learns_of_its_tables_is_numbers_and_no_samples(database):
    await database.write(run_all, "CREATE TABLE things (word text)")
    await database.write(run_all, "CREATE INDEX of_word ON things (word)")
    await database.write(run_all, "INSERT INTO things VALUES ('a canary')")

    await database.tidy(datetime(2026, 9, 21, 2, 30, tzinfo=UTC))

    tables = "SELECT group_concat(name) FROM sqlite_master WHERE name LIKE 'sqlite_stat%'"
    assert await database.read(run, tables) == "sqlite_stat1"
    learned = "SELECT group_concat(stat) FROM sqlite_stat1 WHERE idx = 'of_word'"
    assert await database.read(run, learned) == "1 1"


async def test_a_file_that_is_no_database_is_refused_in_words(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear portal, " * 100)
    database = Database(f"sqlite:///{file}")

    with pytest.raises(NotADatabase, match=r"letter\.txt is not a database"):
        await database.read(run, "SELECT 1")

    await database.close()


def test_an_address_is_given_the_driver_that_the_portal_uses():
    assert checked_url("sqlite:///portal.db") == "sqlite+aiosqlite:///portal.db"
    assert (
        checked_url("postgresql+psycopg://ada:secret@db/portal")
        == "postgresql+asyncpg://ada:secret@db/portal"
    )


@pytest.mark.parametrize(
    "address", ["", "portal.db", "mysql://localhost/portal", "sqlite://", "sqlite:///:memory:"]
)
def test_an_address_that_cannot_be_used_is_refused_in_words(address):
    with pytest.raises(BadDatabaseUrl, match="PORTAL_DATABASE_URL"):
        checked_url(address)
