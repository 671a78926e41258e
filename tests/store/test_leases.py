"""Leases: on PostgreSQL each bot is served by one process, and the next takes over."""

import asyncio

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from conversations.envelopes import CLIENTS, Arrived
from store import bell, inbox
from store.database import Database
from store.leases import Leases, LeasesUnknown, number

on_postgresql = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)


@pytest.fixture
async def process(database_url):
    """Makes processes, as far as the database can tell: each with a connection of its own."""
    opened = []

    def make(hear=lambda what: None):
        database = Database(database_url)
        leases = Leases(database, hear)
        opened.append((database, leases))
        return leases

    yield make
    for database, leases in opened:
        await leases.close()
        await database.close()


async def end_every_connection(database_url):
    """What the server does when a process was killed, or when it is restarted itself."""
    url = make_url(database_url).set(drivername="postgresql")
    connection = await asyncpg.connect(url.render_as_string(hide_password=False))
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = 'portal leases' AND datname = current_database()"
    )
    await connection.close()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_alone_on_a_file_a_process_holds_what_it_wants(process):
    assert await process().look(["a", "b"]) == {"a", "b"}


@on_postgresql
async def test_a_lease_belongs_to_one_process_at_a_time(process):
    first, second = process(), process()

    assert await first.look(["a", "b"]) == {"a", "b"}
    assert await second.look(["a", "b", "c"]) == {"c"}
    assert await first.look(["a", "b", "c"]) == {"a", "b"}


@on_postgresql
async def test_what_is_not_wanted_any_more_is_free_for_others(process):
    first, second = process(), process()
    await first.look(["a", "b"])

    assert await first.look(["a"]) == {"a"}
    assert await second.look(["a", "b"]) == {"b"}


@on_postgresql
async def test_a_process_that_ends_leaves_its_leases_to_the_next(process):
    first, second = process(), process()
    await first.look(["a"])
    assert await second.look(["a"]) == set()

    await first.close()

    assert await second.look(["a"]) == {"a"}


@on_postgresql
async def test_a_process_that_lost_its_connection_says_so_before_it_holds_anything_again(
    process, database_url
):
    first, second = process(), process()
    await first.look(["a"])

    await end_every_connection(database_url)

    with pytest.raises(LeasesUnknown):
        await first.look(["a"])
    assert await second.look(["a"]) == {"a"}
    assert await first.look(["a"]) == set()


@on_postgresql
async def test_what_is_kept_for_a_bot_of_another_process_is_heard_there(
    process, database, memory, now
):
    heard = asyncio.Queue()
    await process(heard.put_nowait).look(["a"])

    await database.write(inbox.put, memory, CLIENTS, [Arrived("1", b"{}")], now, ring=True)

    what = await asyncio.wait_for(heard.get(), 60)
    assert bell.heard(what) == (bell.INBOX, memory.practice, CLIENTS)


def test_a_ring_of_another_release_is_not_understood_and_harms_nobody():
    assert bell.heard("something new") is None
    assert bell.heard("inbox:not-an-id:slack") is None


def test_the_number_of_a_lease_fits_the_lock_and_differs_from_others():
    names = [f"{practice}:{bot}" for practice in range(100) for bot in ("clients", "slack")]

    numbers = {number(name) for name in names}

    assert len(numbers) == len(names)
    assert all(-(2**63) <= each < 2**63 for each in numbers)
