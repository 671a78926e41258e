"""Leases: on PostgreSQL each bot is served by one process, and the next takes over."""

import asyncio
from contextlib import suppress

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from conversations.envelopes import CLIENTS, Arrived
from store import bell, inbox
from store.connections import LEASE_SECONDS, STANDSTILL_SECONDS
from store.database import Database
from store.leases import BETWEEN_SIGNS, SURE_SECONDS, Leases, LeasesUnknown, number

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
async def test_a_process_that_stands_still_leaves_its_leases_to_the_next(process, monkeypatch):
    frozen, second = process(), process()
    with monkeypatch.context() as shorter:
        shorter.setattr("store.connections.LEASE_SECONDS", 0.3)
        with suppress(LeasesUnknown):
            await frozen.look(["a"])

    await until(second, {"a"})

    with pytest.raises(LeasesUnknown):
        await frozen.look(["a"])
    assert await frozen.look(["a"]) == set()


@on_postgresql
async def test_who_stood_still_is_not_sure_of_anything_until_the_server_has_answered(
    process, monkeypatch
):
    passed = [0.0]
    monkeypatch.setattr("store.leases.elapsed", lambda: passed[0])
    mine = process()
    before = mine.sure()

    await mine.look(["a"])
    at_once = mine.sure()
    passed[0] += SURE_SECONDS - 0.1
    a_little_later = mine.sure()
    passed[0] += 0.2
    too_late = mine.sure()
    await mine.look(["a"])

    assert (before, at_once, a_little_later, too_late) == (False, True, True, False)
    assert mine.sure()


@on_postgresql
async def test_signs_of_life_go_on_whatever_else_is_waited_for(process, monkeypatch):
    passed = [0.0]
    monkeypatch.setattr("store.leases.elapsed", lambda: passed[0])
    monkeypatch.setattr("store.leases.BETWEEN_SIGNS", 0.01)
    mine, second = process(), process()
    await mine.look(["a"])
    living = asyncio.create_task(mine.live())
    passed[0] += SURE_SECONDS + 1

    async with asyncio.timeout(20):
        while not mine.sure():  # noqa: ASYNC110 - a sign of life has no event
            await asyncio.sleep(0.01)
    living.cancel()

    assert await second.look(["a"]) == set()


@on_postgresql
async def test_who_was_cut_off_is_not_sure_whatever_was_answered_before(process, database_url):
    mine = process()
    await mine.look(["a"])
    await end_every_connection(database_url)

    with pytest.raises(LeasesUnknown):
        await mine.look(["a"])

    assert not mine.sure()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_alone_on_a_file_a_process_is_always_sure(process):
    assert process().sure()


async def until(leases, wanted):
    """Looks until these leases are held, as a process does every two seconds."""
    async with asyncio.timeout(30):
        while True:
            with suppress(LeasesUnknown):
                if await leases.look(wanted) == wanted:
                    return
            await asyncio.sleep(0.05)


def test_a_lease_is_given_away_only_after_everything_of_its_holder_has_ended():
    # Of who stood still: what it was in the midst of, and how long it went on being sure.
    assert STANDSTILL_SECONDS + BETWEEN_SIGNS <= LEASE_SECONDS
    assert SURE_SECONDS < LEASE_SECONDS
    assert BETWEEN_SIGNS < SURE_SECONDS


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
