"""Erasing a client: everything goes, everybody else's stays, and a receipt tells of it."""

import pytest
from sqlalchemy import func, select

from store import belongings
from store.tables import metadata
from tests.world import spoken

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)

DAYS_14, DAYS_3, NOW = "In 14 days", "In 3 days", "Now"
SURE = "Yes, delete everything now"


async def a_course(world, name="Ana"):
    """A client with something in every place: answers, a note in danger, a message."""
    ana = await world.join(name)
    await ana.pulse(7, 3, 6)
    await world.until(1)
    await ana.pulse(6, 4, 7)
    await ana.answer(*[2] * 9)
    await world.pass_time(seconds=10)
    await world.support(world.cards[-1], "Take care of yourself today.")
    await world.pass_time(seconds=30)
    return ana


async def rows(world):
    """How many rows each table has."""

    def count(connection):
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
        }

    return await world.database.read(count)


async def everything_of(world, client):
    """How many rows of each table are this client's."""

    def count(connection):
        whose = belongings.of_client(connection, world.memory, client)
        if whose is None:
            return {}
        found = {}
        for name, table in metadata.tables.items():
            mine = belongings.rows_of(table, world.memory, whose)
            if mine is not None:
                query = select(func.count()).select_from(table).where(mine)
                found[name] = connection.execute(query).scalar_one()
        return found

    return await world.database.read(count)


async def erase_now(world, ana):
    await ana.say("/delete_me")
    await ana.tap("Now", SURE)
    await world.sandbox.tick()


async def test_a_client_who_wants_to_go_is_gone_and_gets_a_receipt(world):
    ana = await a_course(world)
    before = await everything_of(world, ana.id)
    assert all(before[name] for name in ("answer", "response", "alert", "message", "data_key"))

    await erase_now(world, ana)

    print(ana.texts[-3:])
    assert "Receipt" in ana.last
    assert await everything_of(world, ana.id) == {}
    print(await rows(world))
    print([spoken(c) for c in world.cards])
