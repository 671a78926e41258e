"""Several processes on one PostgreSQL: each bot has one of them, and another takes over."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from importlib import import_module

import pytest

from conversations.envelopes import CLIENTS, THERAPISTS, Inbound
from conversations.turn import Tapped
from portal.commands import NotPossible, instrument_import
from portal.wiring import Portal, Role
from questionnaires.own import example
from store.database import Database
from tests.world import at
from tests.world import world as a_world

pytestmark = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)

PATIENCE = 60
"""Seconds after which something is not coming; how soon another takes over the kill drill says."""


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
    try:
        portal = await Portal.assemble(sandbox.settings, office, sandbox.clock, roles or Role)
        try:
            await portal.start(ticking=False)
            yield portal
        finally:
            await portal.close()
    finally:
        await database.close()


def served(portal):
    """Which bots a process serves just now."""
    [house] = portal.houses.values()
    return set(house.parsers)


async def until(condition):
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - what is seen on a platform has no event
            await asyncio.sleep(0.05)


async def test_a_second_process_stands_by_says_so_and_has_loaded_what_it_may_need(
    world, monkeypatch
):
    loaded = []

    def load(name):
        loaded.append(name)
        return import_module(name)

    monkeypatch.setattr("portal.wiring.import_module", load)
    async with process(world) as first, process(world) as second:
        assert served(first) == {CLIENTS, THERAPISTS}
        assert served(second) == set()
        assert len(second.missing) == 2
        assert all("is served by another process" in each for each in second.missing)
        assert first.missing == ()
    assert {"bots.telegram_clients.messenger", "bots.slack_therapists.app"} <= set(loaded)


async def test_a_process_whose_role_nobody_has_a_token_for_is_refused_and_the_clock_needs_none(
    world,
):
    with pytest.raises(NotPossible, match="--role groups needs"):
        async with process(world, Role.GROUPS):
            pass
    async with process(world, Role.GROUPS, Role.CLOCK) as waiting:
        assert len(waiting.missing) == 1
        assert "telegram/groups has no token" in waiting.missing[0]


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


async def test_a_scale_that_is_imported_meanwhile_is_known_to_every_process(world):
    critical = Tapped("k3f.between.4", "1")
    async with (
        process(world, Role.CLIENTS) as clients,
        process(world, Role.CLIENTS, Role.THERAPISTS, Role.CLOCK) as standing_by,
    ):
        # By a command of a third process, while both are running.
        await instrument_import(
            world.sandbox.office, file={"text": example(), "place": "between.toml"}
        )
        bo = await world.invite("Bo", instruments=["between"])
        for portal in (clients, standing_by):
            await portal.look_again()
            [house] = portal.houses.values()
            assert house.rescue(Inbound(CLIENTS, "77", critical)) is not None

        bo.person.open_link(bo.link)
        await until(lambda: bo.received)
        await tapped(bo, "I agree", "In the evening, 19:30", "7", "3", "6")
        world.sandbox.clock.jump(at(1, "19:31"))
        [house] = standing_by.houses.values()
        await house.rounds.every()
        await until(lambda: bo.told("How is your mood right now?") and "7" in bo.labels())
        await tapped(bo, "7", "3", "6")
        await until(lambda: any("Between sessions" in each for each in bo.labels()))
        await tapped(bo, "Between sessions, about 2 minutes", "Begin", *["Somewhat"] * 3)
        # The other process takes over in the middle, and knows what is critical.
        await clients.close()
        await until(lambda: CLIENTS in served(standing_by))
        bo.person.tap("harbour_practice_bot", "A little")
        await until(lambda: bo.told("I am a program"))
        await until(lambda: world.told("Between sessions, question 4"))
        await tapped(bo, "Not at all")
        assert bo.told("Your answers are saved.")


async def tapped(client, *labels):
    """Taps these one after the other, each after the one before was answered."""
    for label in labels:
        await until(lambda label=label: label in client.labels())
        before = client.texts
        client.person.tap("harbour_practice_bot", label)
        await until(lambda before=before: client.texts != before)
