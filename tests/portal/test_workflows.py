"""Workflows at work: from an answer to what follows, in a whole portal."""

from datetime import timedelta

import pytest

from care.consent import Purpose
from care.workflows import Outcome
from conversations.workflow_showing import LATELY
from portal.commands.workflows import workflow_import, workflow_list, workflow_set
from portal.office import NotPossible
from portal.scene import Scene
from store import homework, people, workflows
from tests.world import GAD7, PHQ9, spoken

HIGH = """
[[workflows]]
name = "after-a-high-phq9"
on = true
when = { questionnaire = "phq9" }
if = [{ score = "phq9", at_least = 15 }]
then = [{ ask = "gad7", in_days = 1 }, { tell = "therapist" }]

[[workflows]]
name = "anxious-as-well"
on = true
when = { questionnaire = "gad7" }
if = [{ score = "gad7", at_least = 10 }, { item = 2, at_least = 2 }]
then = [{ tell = "therapist" }]

[[workflows]]
name = "first-week"
when = { week = 1 }
then = [{ homework = "A walk", text = "Ten minutes outside.", due_in_days = 7 }]
"""

PHQ9_OF_16 = (2, 2, 2, 2, 2, 2, 2, 2, 0)


@pytest.fixture
def engine():
    """SQLite alone: what is looked at is what follows from what, and not the database."""
    return "sqlite"


async def bring(world, text=HIGH):
    office = world.sandbox.office
    return await workflow_import(office, text=text, place="w.toml", keep_it=True)


async def runs(world, client):
    return await world.read(workflows.runs_of, client.id, 9)


async def press_in_window(world, label, nth=0):
    await world.mira.press_in_view(label, nth)
    await world.settle()


async def test_a_high_score_is_followed_by_another_scale_and_the_therapist_is_told(world):
    await bring(world)
    ana = await world.join("Ana", instruments=["phq9"])
    bea = await world.join("Bea", instruments=["phq9"])
    await world.until(1)
    for each in (ana, bea):
        await each.pulse(5, 5, 5)
    await ana.answer(*PHQ9_OF_16)
    await bea.answer(*[1] * 8, 0)

    # The evening is no working hour: the therapist reads of it in the morning.
    assert world.told("after-a-high-phq9") == 0
    await world.until(2, "09:05")
    card = spoken(world.card("after-a-high-phq9"))
    assert f"{ana.code}: workflow after-a-high-phq9" in card
    assert "PHQ-9 was answered on Tue 3 Nov. PHQ-9: 16." in card
    assert "GAD-7 is asked on Wed 4 Nov." in card
    assert bea.code not in card

    # It comes with the day's one message, is answered, and starts what waits for it.
    await world.until(2)
    await ana.pulse(5, 5, 5)
    await ana.answer(*[2] * 7, name=GAD7)
    assert GAD7 not in bea.labels()
    await world.until(3, "09:05")

    told = spoken(world.card("anxious-as-well"))
    assert "GAD-7 was answered on Wed 4 Nov. GAD-7: 14. Item 2: 2." in told
    [second, first] = await runs(world, ana)
    assert (first.workflow, second.workflow) == ("after-a-high-phq9", "anxious-as-well")
    assert await runs(world, bea) == ()

    # What was asked once does not come again.
    for day in range(3, 12):
        await world.until(day)
        await ana.pulse(5, 5, 5)
    assert ana.told("GAD-7") == 1
