"""What was sent ahead is written, or said to be wrong, before anything relies on it."""

import asyncio
from contextlib import suppress
from uuid import UUID

import pytest
from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    delete,
    func,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.util import await_only

from store import dialect, meanwhile, prepared
from store.columns import Uuid
from store.database import is_away

THINGS = Table(
    "things",
    MetaData(),
    Column("id", Uuid, primary_key=True),
    Column("number", Integer, unique=True),
    Column("word", String(8)),
)
MANY = 3 * meanwhile.MANY
BY_NUMBER = update(THINGS).where(THINGS.c.number == bindparam("which")).values(word="new")

on_postgresql = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)


class Undone(Exception):
    pass


@pytest.fixture(params=["write", "write_briefly"])
async def work(request, database):
    """Runs a function in a transaction."""
    await database.write(THINGS.create)
    return getattr(database, request.param)


def rows(first=0, count=MANY, number=None):
    return [
        {"id": UUID(int=each), "number": each if number is None else number, "word": "old"}
        for each in range(first, first + count)
    ]


def how_many(connection):
    return connection.execute(select(func.count()).select_from(THINGS)).scalar_one()


async def test_what_was_sent_is_there_for_the_next_statement_and_after_the_commit(work):
    def write(connection):
        dialect.add(connection, THINGS, rows())
        return how_many(connection)

    assert await work(write) == MANY
    assert await work(how_many) == MANY


async def test_what_is_sent_one_after_the_other_comes_in_that_order(work):
    def write(connection):
        dialect.add(connection, THINGS, rows())
        prepared.send(connection, BY_NUMBER, {"which": 3}, rows=MANY)
        dialect.put(connection, THINGS, rows(first=7))
        connection.execute(delete(THINGS).where(THINGS.c.number == 8))
        return dialect.send_new(connection, THINGS, rows(count=MANY + 10))

    all_new = await work(write)

    assert all_new() is False
    assert await work(how_many) == MANY + 10
    third = select(THINGS.c.word).where(THINGS.c.number == 3)
    assert await work(lambda connection: connection.execute(third).scalar_one()) == "new"


async def test_whether_all_were_new_may_be_asked_for_after_other_statements(work):
    def write(connection):
        first = dialect.send_new(connection, THINGS, rows())
        second = dialect.send_new(connection, THINGS, rows(first=5))
        how_many(connection)
        return first(), second(), first()

    assert await work(write) == (True, False, True)


@pytest.mark.parametrize("more", [lambda connection: None, how_many])
async def test_what_is_refused_is_said_before_the_end_and_nothing_of_it_is_kept(work, more):
    def write(connection):
        dialect.add(connection, THINGS, rows(count=2))
        dialect.add(connection, THINGS, rows(first=50, number=1))
        more(connection)

    with pytest.raises(IntegrityError) as refused:
        await work(write)

    assert not is_away(refused.value)
    assert await work(how_many) == 0


@pytest.mark.parametrize("more", [lambda connection: None, how_many])
async def test_in_a_part_that_may_fail_it_fails_with_that_part(work, more):
    def write(connection):
        dialect.add(connection, THINGS, rows())
        with suppress(IntegrityError), connection.begin_nested():
            dialect.add(connection, THINGS, rows(first=1000))
            dialect.add(connection, THINGS, rows(first=2000, number=1))
            more(connection)
        dialect.add(connection, THINGS, rows(first=3000))
        return how_many(connection)

    assert await work(write) == 2 * MANY
    assert await work(how_many) == 2 * MANY


@on_postgresql
async def test_what_was_refused_is_not_committed_though_somebody_overheard_it(work):
    def write(connection):
        dialect.add(connection, THINGS, rows(number=1))
        with suppress(IntegrityError), connection.begin_nested():
            how_many(connection)

    with pytest.raises(IntegrityError):
        await work(write)

    assert await work(how_many) == 0


@on_postgresql
async def test_who_is_cancelled_as_it_is_sent_leaves_the_connection_as_it_was(
    database, monkeypatch
):
    async def stop(_):
        raise asyncio.CancelledError

    await database.write(THINGS.create)
    with monkeypatch.context() as stopped:
        stopped.setattr(asyncio, "sleep", stop)
        with pytest.raises(asyncio.CancelledError):
            await database.write(dialect.add, THINGS, rows())

    for _ in range(3):
        assert await database.write(how_many) == 0


@on_postgresql
@pytest.mark.parametrize("number", [None, 1])
async def test_who_gives_up_meanwhile_hears_of_nothing_else(work, number):
    def write(connection):
        dialect.add(connection, THINGS, rows(number=number))
        raise Undone

    with pytest.raises(Undone):
        await work(write)

    assert await work(how_many) == 0


@on_postgresql
async def test_the_server_works_while_this_process_goes_on(database, database_url):
    other = type(database)(database_url)
    working = text("SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(0.5)'")

    def write(connection):
        connection.execute(select(1))
        sent = meanwhile.send(connection, "SELECT pg_sleep(0.5)", (), rows=MANY)
        seen = await_only(other.read(lambda beside: beside.execute(working).scalar_one()))
        return seen, sent()

    assert await database.write(write) == (1, 1)
    await other.close()


@on_postgresql
async def test_a_connection_that_is_lost_meanwhile_is_told_as_one_that_is_away(
    database, database_url
):
    await database.write(THINGS.create)
    other = type(database)(database_url)
    end = text("SELECT pg_terminate_backend(:which)")

    def write(connection):
        which = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        meanwhile.send(connection, "SELECT pg_sleep(30)", (), rows=MANY)
        await_only(other.write(lambda beside: beside.execute(end, {"which": which}).scalar_one()))

    async with asyncio.timeout(10):
        with pytest.raises(DBAPIError) as away:
            await database.write(write)

    assert is_away(away.value)
    await database.write(dialect.add, THINGS, rows())
    assert await database.read(how_many) == MANY
    await other.close()
