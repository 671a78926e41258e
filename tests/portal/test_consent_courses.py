"""Every purpose off, through everything that clients and therapists do beside check-ins.

Homework and photos with it, a shelf, key moments, goals, appointments, messages, workflows, what
the morning's digest holds: each course does all of it, as far as the client lets it, and looks for
what was kept or sent. `tests/portal/test_consent.py` has check-ins, notes, support, the journal and
groups.
"""

from contextlib import suppress

import pytest

from care.consent import Purpose
from portal.commands import workflow_import
from sandbox.slack.errors import NoOpenModal
from sandbox.telegram.cannot import CannotDo, NoSuchButton
from store import resources
from store.tables import (
    client_message,
    goal,
    goal_rating,
    homework_file,
    key_moment,
)
from store.tables import homework as homework_table
from tests.portal import test_appointments as appointments
from tests.portal import test_goals as goals
from tests.portal import test_homework as homework
from tests.portal import test_homework_photos as photos
from tests.portal import test_messages as messages
from tests.portal import test_moments as moments
from tests.portal import test_shelf as shelves
from tests.portal.hostile_pictures import drawn
from tests.portal.test_consent import agree_to_all, how_many, may_tap, switch
from tests.world import world as made

WISH = "Sing in the choir"
MOMENT = "Moved to the new flat"
MESSAGE = "The boiler broke"
WORKFLOW = """
[[workflows]]
name = "after-a-high-phq9"
on = true
when = { questionnaire = "phq9" }
if = [{ score = "phq9", at_least = 15 }]
then = [{ tell = "therapist" }]
"""
PHQ9_OF_16 = (2, 2, 2, 2, 2, 2, 2, 2, 0)


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
async def practice(tmp_path):
    async with made(tmp_path, records=True) as world:

        def fill(connection, memory):
            resources.keep(connection, memory, shelves.BREATHING, world.now)

        await world.write(fill)
        yield world


async def tries(doing):
    """Does what a client's switches may leave no button, no form and no list for."""
    with suppress(CannotDo, NoSuchButton, NoOpenModal):
        await doing


async def a_full_week(world, ana):
    """A week in which everything is tried that the portal offers beside check-ins."""
    await may_tap(ana, "5", "5", "5")
    await tries(moments.mark(ana, MOMENT))
    await tries(goals.aim(ana, WISH))
    await shelves.put(world, ana.code, shelves.BREATHING.title)
    await tries(homework.give(world, ana.code, due="2026-11-03"))
    await may_tap(ana, photos.ASK)
    await photos.send(ana, drawn("JPEG"))
    await appointments.plan(world, ana.code, "2026-11-05")
    await world.until(1)
    await may_tap(ana, "5", "5", "5")
    await tries(ana.answer(*PHQ9_OF_16))
    await world.until(2, "09:05")
    await goals.open_list(world, ana.code)
    await tries(messages.write(ana, MESSAGE))
    # Evenings without an answer, told with the digest of Monday morning.
    await world.until(7, "10:00")


async def traces_of(world, ana):
    """What there is of each kind, in the tables and on the platforms."""
    telegram = " ".join(str(call.params) for call in world.sandbox.telegram.calls)
    slack = " ".join(str(call.params) for call in world.sandbox.slack.calls)
    return {
        Purpose.CHECK_INS: [
            await how_many(world, key_moment),
            await how_many(world, goal),
            await how_many(world, goal_rating),
        ],
        Purpose.ALERTS: [
            world.told(f"{ana.code}: workflow after-a-high-phq9"),
            slack.count("in a row not answered"),
        ],
        Purpose.SHARING: [
            slack.count("PHQ-9: 16"),
            slack.count("Goal 1: 3"),
            slack.count("in a row not answered"),
        ],
        Purpose.MESSAGES: [
            await how_many(world, client_message),
            await how_many(world, homework_table),
            await how_many(world, homework_file),
            world.told("wrote to you"),
            telegram.count(homework.TITLE),
            telegram.count("on your shelf"),
            telegram.count("an appointment on Thu 5 Nov"),
        ],
    }


async def test_a_full_week_leaves_a_trace_of_every_kind(practice):
    ana = await begun(practice)

    await a_full_week(practice, ana)

    for purpose, traces in (await traces_of(practice, ana)).items():
        assert all(traces), (purpose, traces)


@pytest.mark.parametrize(
    "off", [Purpose.CHECK_INS, Purpose.ALERTS, Purpose.SHARING, Purpose.MESSAGES]
)
async def test_what_is_switched_off_is_neither_kept_nor_sent_in_a_full_week(practice, off):
    ana = await begun(practice)
    await switch(practice, ana, off)

    await a_full_week(practice, ana)

    traces = (await traces_of(practice, ana))[off]
    assert not any(traces), traces


async def begun(world):
    office = world.sandbox.office
    await workflow_import(office, text=WORKFLOW, place="w.toml", keep_it=True)
    ana = await world.join("Ana", instruments=["phq9"])
    await agree_to_all(world, ana)
    return ana
