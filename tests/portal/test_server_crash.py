"""PostgreSQL crashes under load and comes back by itself: nothing is lost, and order is kept."""

import asyncio
import os
import signal

import asyncpg
import pytest
from sqlalchemy.exc import DBAPIError

from sandbox.postgresql import NoPostgres, server
from store import journal
from tests.databases import migrate_now
from tests.required import missing
from tests.world import world as a_world

CRASHES = 3
BOT = "harbour_practice_bot"
NUMBERS = "Emergency: 000 (made up)"


@pytest.fixture(scope="module")
def url():
    """A server of its own that keeps what it commits, also when one of its processes is killed."""
    try:
        with server(synchronous_commit="on", full_page_writes="on") as port:
            address = f"postgresql://portal@127.0.0.1:{port}"
            asyncio.run(made(address))
            migrate_now(f"{address}/crashing")
            yield f"{address}/crashing"
    except NoPostgres as reason:
        missing("postgresql", str(reason))


async def made(address):
    """Makes the database; it goes with its server."""
    connection = await asyncpg.connect(f"{address}/postgres")
    await connection.execute("CREATE DATABASE crashing")
    await connection.close()


async def crash(url):
    """Kills one of the server's processes: it ends all others, recovers and starts them anew."""
    connection = await connected(url)
    os.kill(connection.get_server_pid(), signal.SIGKILL)
    while not connection.is_closed():  # noqa: ASYNC110 - a connection that ends has no event
        await asyncio.sleep(0.01)


async def connected(url):
    """A connection, as soon as the server takes one."""
    async with asyncio.timeout(60):
        while True:
            try:
                return await asyncpg.connect(url)
            except (OSError, asyncpg.PostgresError):
                await asyncio.sleep(0.1)


async def test_what_people_do_while_the_server_crashes_is_handled_once_and_in_order(tmp_path, url):
    async with a_world(tmp_path, database_url=url) as world:
        ana = await world.join()
        await ana.say("/journal")
        await ana.tap("Yes, keep what I write")
        await ana.say("Before it.")
        said = []
        for turn in range(CRASHES):
            crashing = asyncio.create_task(crash(url))
            for number in range(4):
                # Words are kept only when they come after the command.
                ana.person.say(BOT, "/journal")
                said.append(f"It was day {turn}, hour {number}.")
                ana.person.say(BOT, said[-1])
                await asyncio.sleep(0.02)
            helped = ana.told(NUMBERS)
            ana.person.say(BOT, "/help")
            await crashing
            await world.seen(lambda helped=helped: ana.told(NUMBERS) > helped, 60)
        await (await connected(url)).close()
        await world.seen(lambda: not world.portal.unready, 60)
        await calm(world)
        counts = await world.waiting()
        found = await world.database.read(entries, world.memory, ana.id)

    assert set(counts) == {"done"}
    assert found == ["Before it.", *said]


def entries(connection, memory, client):
    kept = journal.of_client(connection, memory, client, skip=0, at_most=100)
    return [part.words for each in reversed(kept) for part in each.parts]


async def calm(world):
    """Waits until all was handled; meanwhile the server may be away."""
    async with asyncio.timeout(90):
        while True:
            try:
                await world.settle()
            except (DBAPIError, OSError):
                await asyncio.sleep(0.1)
            else:
                return
