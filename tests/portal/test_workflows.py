"""Workflows at work: from an answer to what follows, in a whole portal."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from care.consent import Ended, Purpose
from care.people import ClientStatus
from care.shelf import Resource, ResourceKind
from care.workflows import GiveResource, Outcome
from conversations.workflow_showing import LATELY
from portal import workflow_deeds
from portal.commands.practice_files import practice_export, practice_import
from portal.commands.thresholds import instrument_retire
from portal.commands.workflows import workflow_import, workflow_list, workflow_set
from portal.office import NotPossible
from portal.scene import Scene
from portal.workflow_actions import carry_out
from store import check_ins, filing, homework, people, resources, shelves, workflows
from store.tables import workflow_run
from tests.world import GAD7, spoken

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
    await ana.go_on(*range(3, 10))
    assert not any(GAD7 in ana.labels(each) for each in ana.received)


def window(world):
    """What the window says, one line for each block, with its buttons in brackets."""
    lines = []
    for block in world.mira.view.blocks:
        match block:
            case {"type": "actions", "elements": elements}:
                lines.append(" ".join(f"[{each['text']['text']}]" for each in elements))
            case {"type": "context", "elements": elements}:
                lines += [each["text"] for each in elements]
            case {"text": {"text": text}}:
                lines.append(text)
    return lines


async def test_what_cannot_run_any_more_is_not_switched_on_and_the_window_says_why(world):
    await bring(world)
    await world.mira.open_home()
    await world.settle()
    await world.press("Workflows")
    await world.press("Switch off")
    await instrument_retire(world.sandbox.office, code="gad7")

    await world.press("Switch on")

    assert window(world)[1].startswith("Off. When PHQ-9")
    assert window(world)[3] == (
        "It cannot run as things are, and is not switched on. "
        "after-a-high-phq9: gad7 is not offered any more."
    )

    await instrument_retire(world.sandbox.office, code="gad7", undo=True)
    await world.press("Switch on")

    assert window(world)[1].startswith("On. When PHQ-9")


async def test_workflows_are_listed_and_switched_in_one_window(world):
    ana = await world.join("Ana", instruments=["phq9"])
    await world.mira.open_home()
    await world.settle()
    await world.press("Workflows")
    assert any("no workflows yet" in line for line in window(world))
    await world.mira.close()
    await bring(world)
    await world.press("Workflows")

    [about, first, note, switch, *_] = window(world)
    assert "Critical answers are told at once, always" in about
    assert first == (
        "On. When PHQ-9 is answered, if the score is 15 or more: "
        "ask GAD-7 once after 1 day; tell the therapist."
    )
    assert note == "after-a-high-phq9, version 1. It has not run in the last 30 days."
    assert switch == "[Switch off]"
    assert window(world)[-3:] == [
        "Off. When the first week is over: assign “A walk”, due after 7 days.",
        "first-week, version 1. It has not run in the last 30 days.",
        "[Switch on]",
    ]

    await world.press("Switch off")

    assert window(world)[1].startswith("Off. When PHQ-9")
    assert window(world)[3] == "[Switch on]"
    await world.mira.close()
    await world.mira.command("/portal", f"workflows {ana.code}")
    await world.settle()
    assert window(world)[0] == f"What follows by itself for {ana.code}."
    assert window(world)[2] == "after-a-high-phq9: as in the whole practice."
    assert window(world)[-1] == f"Nothing has run for {ana.code} yet."

    await world.press("Switch on")

    assert window(world)[1:4] == [
        "On. When PHQ-9 is answered, if the score is 15 or more: "
        "ask GAD-7 once after 1 day; tell the therapist.",
        f"after-a-high-phq9: said for {ana.code} alone.",
        "[Switch off] [As in the practice]",
    ]
    office = world.sandbox.office
    listed = await workflow_list(office, client=ana.code)
    assert next((each["on"], each["for_client"]) for each in listed["workflows"]) == (False, True)

    # What is on for her alone runs for her, and the window says what it did.
    await world.mira.close()
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.answer(*PHQ9_OF_16)
    await world.mira.command("/portal", f"workflows {ana.code}")
    await world.settle()
    assert window(world)[-1] == (
        "Tue 3 Nov, 19:30, after-a-high-phq9: GAD-7 is asked on Wed 4 Nov; you are told."
    )
    assert (await world.read(workflows.counts, world.now - LATELY)) == {"after-a-high-phq9": (1, 1)}

    await workflow_set(office, name="after-a-high-phq9", state="usual", client=ana.code)
    listed = await workflow_list(office, client=ana.code)
    assert listed["workflows"][0]["own"] is None


async def test_nothing_follows_against_a_pause_or_a_no(world):
    """One response after the other of one client, each filed under another circumstance."""
    await bring(world)
    ana = await world.join("Ana", instruments=["phq9"])
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await world.write(people.end_consent, ana.id, [Purpose.ALERTS], Ended.SWITCHED_OFF, world.now)
    await ana.answer(*PHQ9_OF_16)

    [run] = await runs(world, ana)
    assert [each.outcome for each in run.did] == [Outcome.DONE, Outcome.NOT_AGREED]
    await world.until(2, "09:05")
    assert world.told("workflow") == 0

    def again(connection):
        """The same response once more, then the end of a first week in a pause."""
        scene = Scene.begin(connection, world.memory, world.now)
        cause = connection.execute(select(workflow_run.c.cause)).scalar_one()
        [found] = filing.complete(connection, world.memory, [UUID(cause)])
        workflow_deeds.answered(scene, [found])
        workflows.switch(connection, world.memory, "first-week", "op", world.now, on=True)
        scene.change_client(ana.id, status=ClientStatus.PAUSED.value, paused_until=world.now)
        workflow_deeds.first_week(Scene.begin(connection, world.memory, world.now), ana.id)

    await world.database.write(again)

    [week, once] = await runs(world, ana)
    assert once == run
    assert [each.outcome for each in week.did] == [Outcome.PAUSED]
    assert await world.read(homework.of_client, ana.id) == ()


@pytest.mark.parametrize(
    ("where", "fault"),
    [
        ("carry_out", RuntimeError("a mistake of ours")),
        ("carry_out", IntegrityError("insert", {}, Exception("there already"))),
        ("_of_response", RuntimeError("a mistake of ours")),
    ],
)
async def test_a_fault_in_a_workflow_costs_no_answer(world, monkeypatch, where, fault):
    def broken(*_, **__):
        raise fault

    monkeypatch.setattr(workflow_deeds, where, broken)
    await bring(world)
    ana = await world.join("Ana", instruments=["phq9"])
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.answer(*PHQ9_OF_16)

    assert await runs(world, ana) == ()
    found, _ = await world.read(check_ins.points, ana.id, "phq9")
    assert [each.score for each in found] == [16]


async def test_the_first_week_ends_once(world):
    await bring(world)
    await workflow_set(world.sandbox.office, name="first-week", state="on")
    ana = await world.join("Ana", instruments=[])
    await ana.go_on(*range(1, 7))
    assert await runs(world, ana) == ()
    await world.until(7, "19:31")

    [run] = await runs(world, ana)
    assert (run.workflow, run.did[0].outcome) == ("first-week", Outcome.DONE)
    [piece] = await world.read(homework.of_client, ana.id)
    assert (piece.title, piece.staff) == ("A walk", None)
    assert piece.due_on == (world.now + timedelta(days=7)).date()
    await world.until(9)
    assert len(await runs(world, ana)) == 1


BREATHING = """
[[workflows]]
name = "breathing"
on = true
when = { questionnaire = "phq9" }
then = [{ resource = "slow-breathing" }]
"""


async def test_a_workflow_puts_something_on_the_shelf_once(world):
    kept = Resource("slow-breathing", "Slow breathing", ResourceKind.TRY, text="Ten breaths.")
    with pytest.raises(NotPossible, match="breathing: the library has no 'slow-breathing'"):
        await bring(world, BREATHING)
    await world.write(lambda c, m: resources.keep(c, m, kept, world.now))
    await bring(world, BREATHING)
    ana = await world.join("Ana", instruments=["phq9"])
    await world.until(1)
    await ana.pulse(5, 5, 5)
    await ana.answer(*PHQ9_OF_16)

    [run] = await runs(world, ana)
    assert [(each.kind, each.about, each.outcome) for each in run.did] == [
        ("resource", "slow-breathing", Outcome.DONE)
    ]
    [item] = await world.read(shelves.of_client, ana.id)
    assert (item.resource.title, item.staff) == ("Slow breathing", None)
    await world.until(2)
    assert "Something new is on your shelf" in ana.last

    # What lies there already, or is not offered any more, harms nobody.
    def again(connection, memory, retires):
        if retires:
            resources.retire(connection, memory, "slow-breathing", world.now)
        scene = Scene.begin(connection, memory, world.now)
        return carry_out(scene, run, GiveResource("slow-breathing"), is_active=True).outcome

    assert await world.write(again, False) is Outcome.ON_SHELF
    assert await world.write(again, True) is Outcome.RETIRED
    with pytest.raises(NotPossible, match="breathing: slow-breathing is not offered any more"):
        await workflow_set(world.sandbox.office, name="breathing", state="on")
    await workflow_set(world.sandbox.office, name="breathing", state="off")
    [listed] = (await workflow_list(world.sandbox.office))["workflows"]
    assert listed["sentence"] == "When PHQ-9 is answered: put slow-breathing on the shelf."


async def test_what_is_no_workflow_changes_nothing(world):
    office = world.sandbox.office
    await bring(world)
    before = await workflow_list(office)
    loop = HIGH.replace('then = [{ tell = "therapist" }]', 'then = [{ ask = "phq9", in_days = 7 }]')

    for text, words in (
        (loop, "after-a-high-phq9 → anxious-as-well → after-a-high-phq9"),
        (HIGH + HIGH, "stands there twice"),
        ("[[workflow]]", "write \\[\\[workflows\\]\\]"),
        ("workflows = 3", "above each workflow"),
        ("= 3", "no TOML"),
        (HIGH.replace('"gad7", in', '"gad8", in'), "no scale 'gad8'"),
    ):
        with pytest.raises(NotPossible, match=words):
            await bring(world, text)
    written = (await practice_export(office))["text"]
    taken = await practice_import(office, text=written, place="p.toml", keep=True)
    looked = await workflow_import(
        office, text=HIGH.replace("15", "18"), place="w.toml", keep_it=False
    )

    assert [each["name"] for each in looked["changes"]] == ["after-a-high-phq9"]
    assert not looked["kept"]
    assert written.count("[[workflows]]") == 3
    assert taken["changes"] == []
    assert await workflow_list(office) == before
    for name, state, words in (
        ("none", "on", "no workflow none"),
        ("first-week", "up", "on or off"),
    ):
        with pytest.raises(NotPossible, match=words):
            await workflow_set(office, name=name, state=state)
