"""Several processes on one PostgreSQL: each bot has one of them, and another takes over."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from conversations.envelopes import CLIENTS, THERAPISTS
from portal.wiring import Portal, Role
from store.database import Database
from tests.world import world as a_world

pytestmark = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)

SOON = 10
"""Seconds within which another process takes over."""


@pytest.fixture
async def world(tmp_path, database_url):
    """The servers and a practice; no process runs yet."""
    async with a_world(tmp_path, database_url=database_url, start=False) as made:
        yield made


@asynccontextmanager
async def process(world, *roles):
    """A process of the portal, with connections of its own."""
    sandbox = world.sandbox
    database = Database(sandbox.settings.database_url)
    office = replace(sandbox.office, database=database)
    portal = await Portal.assemble(sandbox.settings, office, sandbox.clock, roles or Role)
    try:
        await portal.start(ticking=False)
        yield portal
    finally:
        await portal.close()
        await database.close()


def served(portal):
    """Which bots a process serves just now."""
    [house] = portal.houses.values()
    return set(house.parsers)


async def until(condition):
    async with asyncio.timeout(SOON):
        while not condition():  # noqa: ASYNC110 - what is seen on a platform has no event
            await asyncio.sleep(0.05)


async def test_a_second_process_stands_by_and_says_so(world):
    async with process(world) as first, process(world) as second:
        assert served(first) == {CLIENTS, THERAPISTS}
        assert served(second) == set()
        assert len(second.missing) == 2
        assert all("is served by another process" in each for each in second.missing)
        assert first.missing == ()


async def test_what_one_process_was_told_is_answered_by_the_next(world):
    ana = await world.invite()
    async with process(world) as second_to_come, process(world) as standing_by:
        ana.person.open_link(ana.link)
        await until(lambda: ana.received)
        await second_to_come.close()

        ana.person.tap("harbour_practice_bot", "I agree")
        await until(lambda: served(standing_by) == {CLIENTS, THERAPISTS})
        await until(lambda: "When" in ana.last or "time" in ana.last)


async def test_a_process_with_a_role_serves_that_and_the_letters_of_others_reach_their_process(
    world,
):
    ana = await world.invite()
    async with (
        process(world, Role.CLIENTS) as clients,
        process(world, Role.THERAPISTS) as therapists,
    ):
        assert (served(clients), served(therapists)) == ({CLIENTS}, {THERAPISTS})

        ana.person.open_link(ana.link)
        await until(lambda: ana.received)
        ana.person.tap("harbour_practice_bot", "I agree")
        await until(lambda: ana.labels() and any("evening" in each for each in ana.labels()))
        ana.person.tap("harbour_practice_bot", "In the evening, 19:30")
        await until(lambda: ana.told("Here is the first check-in."))
        ana.person.tap("harbour_practice_bot", "Help now")
        await until(lambda: ana.told("Tell my therapist") or "Tell my therapist" in ana.labels())
        ana.person.tap("harbour_practice_bot", "Tell my therapist")

        await until(lambda: world.cards)
        assert world.told("asked for you") == 1
        # The client's process knows that Slack is served, though not by itself.
        await until(lambda: ana.told("on its way"))
